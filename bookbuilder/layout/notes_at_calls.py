"""Puts each note of a document behind its call, as spans, since an HTML parser takes blocks out of a paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from bookbuilder.markdown.xhtml_text import close_up, ids_of


@dataclass(frozen=True)
class Called:
    """A call and its note."""

    call: str
    """The id of the call."""
    note: str
    """The id of the note."""
    blocks: tuple[str, ...]
    """The ids of the note and of the paragraphs inside it, under which its lines are known."""


def move_notes(root: etree._Element) -> tuple[Called, ...]:
    """Put each note behind its call, as spans, since an HTML parser takes blocks out of a paragraph."""
    notes = {note.get("id"): note for note in root.iter("aside") if note.get("role") == "doc-footnote"}
    calls = []
    for call in list(root.iter("a")):
        if call.get("role") != "doc-noteref":
            continue
        name = (call.get("href") or "").removeprefix("#")
        if name not in notes:
            continue
        note = notes.pop(name)
        calls.append(Called(call.get("id") or "", name, ids_of(note)))
        _as_spans(note)
        note.set("data-call", call.get("id") or "")
        note.tail, call.tail = call.tail, None
        call.addnext(note)
    for section in list(root.iter("section")):
        holder = section.getparent()
        if section.get("role") == "doc-endnotes" and holder is not None:
            holder.remove(section)
    return tuple(calls)


INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark picture q rp rt ruby s samp small span "
    "strong sub sup svg time u var wbr".split()
)


def _as_spans(note: etree._Element) -> None:
    for element in note.iter():
        if isinstance(element.tag, str) and (element is note or element.tag not in INLINE):
            if element.tag.startswith("{"):  # a drawn formula
                continue
            element.set("data-tag", element.tag)
            element.tag = "span"
            element.text = (element.text or "").lstrip("\n")
    for element in note.iter():
        if any(child.get("data-tag") for child in element):  # the engine would give the space a line of its own
            close_up(element)
