"""Finds what is wrong on laid-out pages, at the author's line: words lost, moved or off the page.

Each note begins on its call's page; each element has all its letters; the text stands in the order of the chapter, save
that captioned figures and tables may stand a little apart; whatever has a box lies inside its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from os.path import commonprefix

from lxml import etree

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.layout.document_html import Written, letters
from bookbuilder.layout.formulas import UNDRAWN
from bookbuilder.layout.hidden_elements import hiding_rule
from bookbuilder.layout.notes_at_calls import Called
from bookbuilder.model.pages import ROUNDING, BoxFact, LineFact, PageFacts
from bookbuilder.model.publication import ContentDocument
from bookbuilder.theme.looks import OWN_SHEETS

PDF_ONLY = frozenset({"pdf"})
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"<br\b[^>]*/>")
_HYPHENATES = re.compile(r"(?:(?![\u0590-\u109f\u1100-\u1dff\u2e80-\uffff])[^\W\d_]){2}")
"""Letters of scripts that divide words by a hyphen: Latin, Greek, Cyrillic, Armenian, Georgian; Chinese or Thai ends anywhere."""

MOST = 3
"""Lines that run off the paper are reported so often for one document; what follows is mostly the same table."""


@dataclass(frozen=True)
class _Fault:
    id: str
    """The element where it shows."""
    code: str
    message: str
    remedy: str


LOST = ("PDF-020", "PDF-021", "PDF-024")
"""Words, notes or calls that are not printed."""


def page_faults(
    document: ContentDocument, written: Written, pages: Sequence[PageFacts], sheets: Sequence[tuple[str, str]] = ()
) -> list[Diagnostic]:
    """Everything that is wrong on the pages of one document; `sheets` are the style sheets, one of which may hide words."""
    faults = [
        *list(_cut_off(pages))[:MOST],
        *_notes(written.calls, pages),
        *_sequence(written.calls, pages),
        *_words(written.texts, pages),
        *_order(written, pages),
        *_hyphenated(document, pages),
        *_boxes(pages),
        *_lines(pages),
        *_undrawn(written),
    ]
    return [
        Diagnostic(it.code, _place(document, it.id), it.message, _remedy(it, written, sheets), blocks=PDF_ONLY)
        for it in faults
    ]


def _remedy(fault: _Fault, written: Written, sheets: Sequence[tuple[str, str]]) -> str:
    """What to do; where a style sheet hides the words, which rule does it, or which sheets of the book's own may."""
    if fault.code not in LOST:
        return fault.remedy
    hidden = hiding_rule(written.html, fault.id, sheets)
    if hidden:
        return f"{hidden[0]} hides them: “{hidden[1]}”. Take that rule out."
    own = [name for name, _ in sheets if name in OWN_SHEETS]
    if not own:
        return fault.remedy
    return f"A rule of {' or '.join(own)} may do it: take one out after the other, the last first. If none does, report this."


def _place(document: ContentDocument, id: str) -> Location:
    """The author's line of an element, or of the nearest one before it that has one; a made page's template."""
    if not document.source:
        made = f"pages/{document.template}" if document.template else f"content/{document.kind}"
        return Location(f"templates/{made}.xhtml")
    lines = dict(document.lines)
    line = 0
    for each in document.ids if id not in lines else ():
        line = lines[each] if each in lines else line
        if each == id:
            return Location(document.source, line)
    return document.place(id)


def _notes(calls: Sequence[Called], pages: Sequence[PageFacts]) -> Iterator[_Fault]:
    """Each call has its note, which begins on the call's page."""
    remedy = "Shorten the note, or move a part of it into the text."
    called: dict[str, int] = {}
    begun: dict[str, int] = {}
    for page in pages:
        for box in page.boxes:
            if box.kind == "call":
                called.setdefault(box.id, page.number)
        for line in page.lines:
            begun.setdefault(line.block, page.number)
    for number, it in enumerate(calls, start=1):
        first = min((begun[block] for block in it.blocks if block in begun), default=0)
        if it.call not in called:
            yield _Fault(it.note, "PDF-020", f"The call of note {number} is not printed.", remedy)
        elif not first:
            yield _Fault(it.note, "PDF-021", f"Note {number} is not printed.", remedy)
        elif first != called[it.call]:
            late = f"its call stands on page {called[it.call]} of its chapter, the note on page {first}"
            yield _Fault(it.note, "PDF-022", f"Note {number} is late: {late}.", remedy)


def _sequence(calls: Sequence[Called], pages: Sequence[PageFacts]) -> Iterator[_Fault]:
    """The numbers of notes follow each other on the pages."""
    printed = dict.fromkeys(box.id for page in pages for box in page.boxes if box.kind == "call")
    place = {id: number for number, id in enumerate(printed)}
    there = [it for it in calls if it.call in place]
    for before, it in pairwise(there):
        if place[it.call] < place[before.call]:
            number = calls.index(it) + 1
            said = f"Note {number} is called before note {number - 1}: a figure or table has moved."
            yield _Fault(it.note, "PDF-028", said, "Put the note of the caption into the text.")
            return


def _words(texts: Sequence[tuple[str, int, str]], pages: Sequence[PageFacts]) -> Iterator[_Fault]:
    """The letters and figures of each element are printed, in order; those of a table's cells cell by cell."""
    printed: dict[tuple[str, int], list[str]] = {}
    for page in pages:
        for line in page.lines:
            printed.setdefault((line.block, line.cell), []).append(line.text)
    for id, cell, text in texts:
        there = letters("".join(printed[id, cell])) if (id, cell) in printed else ""
        due, there = text.casefold(), there.casefold()  # a style sheet may print capitals
        left = iter(there)
        if not all(letter in left for letter in due):
            rest = text[len(commonprefix((due, there))) :]
            said = f'Words of "{id}" are not printed, from "{rest[:30]}" on.'
            yield _Fault(id, "PDF-024", said, "Report this: the layout lost text.")


def _order(written: Written, pages: Sequence[PageFacts]) -> Iterator[_Fault]:
    """The elements of the text begin one after the other, as they do in the chapter."""
    notes = {block for it in written.calls for block in it.blocks}
    texts = dict.fromkeys(id for id, *_ in written.texts)
    due = [id for id in texts if id and id not in notes and id not in written.loose]
    begun = dict.fromkeys(line.block for page in pages for line in page.lines)
    wanted = set(due)
    printed = [id for id in begun if id in wanted]
    for id, other in zip([id for id in due if id in begun], printed, strict=True):
        if id != other:
            said = f'"{other}" is printed before "{id}", which the chapter has first.'
            yield _Fault(other, "PDF-027", said, "Report this: the layout moved text.")
            return


def _hyphenated(document: ContentDocument, pages: Sequence[PageFacts]) -> Iterator[_Fault]:
    """A page, or a part of a note, that ends within a word ends in a hyphen, unless code has that word."""
    last: dict[str, LineFact] = {}
    words: set[str] = set()
    of_code: set[str] = set()
    for page in pages:
        seen: dict[str, LineFact] = {}
        for line in page.lines:
            if line.cell or not line.text.strip():
                continue
            before = last.pop(line.block, None)
            if before is not None and _HYPHENATES.fullmatch(before.text[-1:] + line.text[:1]):
                if not words:
                    words, of_code = set(_WORD.findall("".join(_text(document.body)))), _in_code(document.body)
                head, tail = _WORD.findall(before.text)[-1], _WORD.findall(line.text)[0]
                if f"{head}{tail}" in words - of_code and not {head, tail} <= words:
                    said = f"Page {page.number - 1} of its chapter ends within “{head}{tail}”, and has no hyphen there."
                    yield _Fault(line.block, "PDF-029", said, "Report this: the layout lost a hyphen.")
            seen[line.block] = line
        last = seen


def _in_code(body: str) -> set[str]:
    found = etree.fromstring(body).iter("code") if body else ()
    return {word for it in found for word in _WORD.findall("".join(map(str, it.itertext())))}


def _text(body: str) -> Iterator[str]:
    for event in etree.fromstring(_BREAK.sub("\n", body)).itertext() if body else ():
        yield event.replace("\u00ad", "")


def _boxes(pages: Sequence[PageFacts]) -> Iterator[_Fault]:
    """Each note, figure, table row and paragraph lies inside its page."""
    for page in pages:
        reported: list[BoxFact] = []
        for box in page.boxes:
            low = box.y + box.height > page.bottom + ROUNDING
            wide = box.kind in ("row", "figure", "picture") and box.x + box.width > page.width + ROUNDING
            if box.kind not in ("call", "area", "notes") and (low or wide):
                if any(it.y < box.y + box.height and box.y < it.y + it.height for it in reported):
                    continue  # a row and the picture in it are one
                reported.append(box)
                name = f'The {box.kind} "{box.id}"' if box.id else f"A {box.kind}"
                said = f"{name} runs off page {page.number} of its chapter."
                yield _Fault(box.id, "PDF-023", said, "Shorten it, or divide it.")


def _cut_off(pages: Sequence[PageFacts]) -> Iterator[_Fault]:
    """No line runs off the paper: what does is lost."""
    remedy = "A table may need fewer columns, to be divided, or {.landscape}; a long word a place to break."
    reported: set[str] = set()
    for page in pages:
        for line in page.lines:
            if line.x + _seen(line) > page.width and line.block not in reported:
                reported.add(line.block)
                said = f"“{line.text.strip()[:40]}” runs off the paper on page {page.number} of its chapter."
                yield _Fault(line.block, "PDF-026", said, remedy)


def _lines(pages: Sequence[PageFacts]) -> Iterator[_Fault]:
    """No line sticks out of the measure."""
    for page in pages:
        edge = max((box.x + box.width for box in page.boxes if box.kind == "area"), default=page.width)
        for line in page.lines:
            over = line.x + _seen(line) - edge
            if over > ROUNDING and line.x + _seen(line) <= page.width:
                said = f"The line “{line.text.strip()[:40]}” sticks out by {round(over * 0.75, 1)} pt on page {page.number} of its chapter."
                yield _Fault(line.block, "PDF-025", said, "Reword it, or allow a break.")


def _undrawn(written: Written) -> Iterator[_Fault]:
    """Each formula is drawn, and none printed as its TeX."""
    for found in re.finditer(rf'<span\b[^<>]*\b{UNDRAWN}=""[^<>]*>([^<>]*)', written.html):
        id = written.html[: found.start()].rpartition('id="')[2].partition('"')[0]
        said = f"The formula “{unescape(found[1])[:40]}” is printed as its TeX: the program that draws formulas does not draw it."
        yield _Fault(id, "PDF-032", said, "Write it in another way, and report this.")


def _seen(line: LineFact) -> float:
    """The width of a line without the white space at its end, which an engine counts in code, and nobody sees."""
    return line.width * len(line.text.rstrip()) / max(len(line.text), 1)
