"""Reads what a span `[words]{.index …}` says about the index.

`entry="Heading!Sub-heading"` is where it stands, its words where that is left out; `see="A; B"` sends the reader from
this heading to others, and `see-also` does so besides; `range="start"` and `range="end"` are the ends of a passage;
the class `.name` puts the heading into the index of names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import panflute as pf

from bookbuilder.diagnostics import Location
from bookbuilder.markdown.ast import words
from bookbuilder.markdown.places import Places

Path = tuple[str, ...]
"""A heading and its sub-headings: ("European Union", "strategies")."""

ATTRIBUTES = ("entry", "see", "see-also", "range")


@dataclass(frozen=True)
class IndexMark:
    """One mark as the author wrote it."""

    path: Path
    id: str = ""
    """The id that the author gave it."""
    see: tuple[Path, ...] = ()
    see_also: tuple[Path, ...] = ()
    range: str = ""
    is_name: bool = False
    note: int = 0
    """Its note's place among the calls of the chapter, from 1; 0 in the text."""
    heading: int = -1
    """The place, from 0, of the heading under which it stands."""
    unknown: tuple[str, ...] = ()
    """Attributes that no mark has."""
    entry: str = ""
    """What it says as `entry`, `see` or `see-also`, to find it again."""
    words: str = ""
    """The words that it marks."""


def is_mark(element: pf.Element) -> bool:
    """Whether an element of the text is a mark for the index."""
    return isinstance(element, pf.Span) and "index" in element.classes


def read_mark(span: pf.Span, note: int, heading: int) -> IndexMark:
    """The mark, the `note`th call of its chapter and the `heading`th heading being the ones before it."""
    given = {str(key): str(value) for key, value in span.attributes.items()}
    marked = words(span)
    entry = given["entry"] if "entry" in given else ""
    found = next((given[name] for name in ("entry", "see", "see-also") if name in given), "")
    return IndexMark(
        _path(entry or marked),
        span.identifier,
        _paths(given["see"]) if "see" in given else (),
        _paths(given["see-also"]) if "see-also" in given else (),
        given["range"] if "range" in given else "",
        "name" in span.classes,
        note,
        heading,
        tuple(name for name in given if name not in ATTRIBUTES and name != "lang"),
        found,
        marked,
    )


def mark_id(document: str, mark: IndexMark, place: int) -> str:
    """The id of a document's mark, counted from 1."""
    return mark.id or f"{document}-index{place}"


def place_of(mark: IndexMark, places: Places, nth: int) -> Location:
    """Where the nth of all marks with the same words stands in the author's file."""
    if mark.entry:
        sought = rf'\[[^\]\n]*\]\{{[^}}]*="{re.escape(mark.entry)}"'
    else:
        sought = (
            r"\[[*_“\"]*" + r"\s+".join(re.escape(word) for word in mark.words.split()) + r"[*_”\"]*\]\{[^}]*\.index"
        )
    found = places.all(sought)
    return found[min(nth, len(found) - 1)] if found else places.first(r"\]\{[^}]*\.index")


def _path(text: str) -> Path:
    return tuple(" ".join(part.split()) for part in text.split("!"))


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(_path(part) for part in text.split(";") if part.strip())
