"""URL, DOI, PMID and PMCID of an item as text, or as links when the book wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .output import Box

if TYPE_CHECKING:
    from .cites import Context
    from .rendering import Rendering

VARIABLES = frozenset(("URL", "DOI", "PMID", "PMCID"))
RESOLVERS = {
    "DOI": "https://doi.org/",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
RE_PREFIX = re.compile(r"https?://(?:dx\.)?doi\.org/$|https?://www\.ncbi\.nlm\.nih\.gov/\S*/$")
RE_WEB = re.compile(r"^https?://", re.IGNORECASE)
RE_DOI = re.compile(r"^(?:\S*?[/:]|doi)?\s*(10\.\d+(?:\.\d+)*/\S+)$", re.IGNORECASE)


def bare_doi(text: str) -> str:
    """A DOI without "doi:", its address (a library's proxy too) and a full stop; any other text as it is."""
    stripped = text.strip()
    match = RE_DOI.match(stripped if "%2f" not in stripped.lower() else unquote(stripped))
    return match[1].rstrip(".,;") if match else stripped


def address_box(element: Rendering, ctx: Context, variable: str, value: str) -> Box:
    """The address as the style prints it; linked, a resolver that stands in the style's prefix is part of the link."""
    if variable == "URL" and element.attributes.get("form") == "short":
        ends = [it.end() - 1 for it in re.finditer(r"\.[^/.]+/", value)]
        value = value[: ends[-1]] if ends else value
        if "//www." in value:
            value = re.sub(r"https?://", "", value)
    match = RE_PREFIX.search(element.before) if variable != "URL" else None
    if variable == "DOI":
        value = bare_doi(value)
    ctx.printed_before = ctx.anything = True
    if not ctx.run.options.link_addresses or ctx.sorting or ctx.looking:
        return element.styled([value], "field", variable)
    path = value.replace("#", "%23").replace("?", "%3F") if variable in RESOLVERS else value  # both are of its name
    target = value if RE_WEB.match(value) else RESOLVERS.get(variable, "") + path
    if not RE_WEB.match(target):
        return element.styled([value], "field", variable)
    box = element.styled([Box([value], role="link", data=target)])
    if match:
        inner = Box([match.group() + value], role="link", data=target)
        box.children, box.prefix = [inner], element.before[: match.start()]
    return box
