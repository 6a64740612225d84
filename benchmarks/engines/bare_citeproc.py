"""A job rendered by citeproc-py as it is, by its documented interface."""

import io
import warnings

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
from citeproc.source.json import CiteProcJSON

from . import Rendering


def render(job):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle(io.BytesIO(job.style.encode()), locale=job.locale, validate=False)
        source = CiteProcJSON([{"type": "", **item} for item in job.items])
        bibliography = CitationStylesBibliography(style, source, formatter.html)
        citations = [_citation(citation) for citation in job.citations]
        for citation in citations:
            bibliography.register(citation)
        if job.uncited:
            bibliography.register(Citation([CitationItem(str(item["id"])) for item in job.items]))
        if style.has_bibliography():
            bibliography.sort()
        rendered = [str(bibliography.cite(citation, lambda item: None)) for citation in citations]
        entries = []
        if style.has_bibliography():
            ids = {str(item["id"]).lower(): item["id"] for item in job.items}
            entries = [
                (ids[key], str(html)) for key, html in zip(bibliography.keys, bibliography.bibliography(), strict=True)
            ]
        return Rendering(rendered, entries)


def _citation(citation):
    cites = []
    for item in citation["citationItems"]:
        extra = {name: item[name] for name in ("prefix", "suffix") if item.get(name)}
        if item.get("locator"):
            extra["locator"] = Locator(item.get("label") or "page", item["locator"])
        cites.append(CitationItem(str(item["id"]), **extra))
    return Citation(cites)
