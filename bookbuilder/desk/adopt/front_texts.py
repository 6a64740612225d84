"""Turns the texts in a book's metadata, `abstract: |` and the like, into front matter: Pandoc's templates print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bookbuilder.desk.adopt.files import front_matter, read_text
from bookbuilder.desk.adopt.metadata import language_of, plain
from bookbuilder.desk.adopt.plan import Piece, Plan, Report
from bookbuilder.desk.adopt.sections import Section, with_levels
from bookbuilder.source import own_file
from bookbuilder.theme.terms import shipped_terms

_ABSTRACT = re.compile(r"(?:abstract|summary)(?:[-_ ]([a-z]{2,}))?", re.IGNORECASE)
_TEXTS = re.compile(
    r"(?:acknowledge?ments?|dedication|preface|foreword|zusammenfassung|kurzfassung|danksagung|vorwort|résumé|remerciements|resumen|"
    r"agradecimientos|resumo|agradecimentos|streszczenie|abstrakt)(?:[-_ ][a-z]{2,3})?",
    re.IGNORECASE,
)
_SETTINGS = re.compile(
    r"header|include|description|nocite|rights|licen|title|subtitle|format|output|knit|site|url|repo|csl|biblio|note-to|css|macro|"
    r"author|creator|editor|keyword|subject|input-file",
    re.IGNORECASE,
)
"""Keys whose words are no text of the book, or are taken elsewhere."""
_FROM_FILE = re.compile(r"`\{?r\}?[ \t][^`]*\breadLines\(((?:[^()`]|\([^()`]*\))*)\)[^`]*`")
"""A file that R reads into a value, as theses have it: `r paste(readLines("abstract.Rmd"), collapse = "\n")`."""
LONG = 12
"""Words of a value that is a text and no setting."""


def front_texts(plan: Plan, report: Report) -> Iterator[tuple[Piece, Section]]:
    """A section in front of the book for each of its texts; the report names what other texts the metadata has."""
    for key, value in plan.metadata.items():
        words = "\n\n".join(value) if isinstance(value, list) and all(isinstance(it, str) for it in value) else value
        if not isinstance(words, str) or not words.strip():
            continue
        words, is_file = _read(words, plan)
        abstract, other = _ABSTRACT.fullmatch(key), _TEXTS.fullmatch(key) or is_file
        if abstract and plain(words) == plain(plan.metadata.get("description")):
            continue
        if abstract or other:
            given = abstract[1] or "" if abstract else ""
            terms = shipped_terms(given if len(given) < 4 and given else language_of(plan.metadata))
            is_plain = abstract and len(given) < 4 and "abstract" in terms
            name = terms["abstract"] if is_plain else key.replace("_", " ").replace("-", " ")
            piece = Piece(plan.base / f"{re.sub(r'[^a-z]+', '-', key.lower())}.md", place="front")
            report.note("changed", f"“{key}” of the metadata became front matter")
            yield piece, with_levels(Section(f"{name[:1].upper()}{name[1:]} {{.unnumbered}}", f"\n{words.strip()}\n"))
        elif len(words.split()) >= LONG and not _SETTINGS.search(key):
            report.note("left", f"“{key}” of the metadata")


def files_of_texts(plan: Plan) -> set[Path]:
    """The files that R reads into the metadata's values."""
    values = [it for value in plan.metadata.values() for it in (value if isinstance(value, list) else [value])]
    return {path for it in values if isinstance(it, str) and (path := _file_in(it, plan))}


def _file_in(words: str, plan: Plan) -> Path | None:
    found = _FROM_FILE.search(words)
    path = plan.base / "/".join(re.findall(r"[\"']([^\"']+)[\"']", found[1])) if found else None
    return path.resolve() if path and own_file(path, plan.root) else None


def _read(words: str, plan: Plan) -> tuple[str, bool]:
    """A value with the text of the file that R reads there, and whether there was one."""
    path = _file_in(words, plan)
    text = read_text(path, plan.root) if path else None
    if text is None:
        return words, False
    return _FROM_FILE.sub(lambda it: front_matter(text)[1].strip(), words, count=1), True
