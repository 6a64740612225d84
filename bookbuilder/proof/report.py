"""Writes the proof report: one page of HTML, the pictures with it, the figures for next time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.model.pages import PageFacts
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.proof.faults import KINDS
from bookbuilder.proof.figures import compared, measure, remember
from bookbuilder.proof.files import FileFault
from bookbuilder.proof.findings import Finding, findings
from bookbuilder.proof.pictures import Picture
from bookbuilder.proof.query_places import Placed
from bookbuilder.theme.templates import Theme, render

INDEX, STYLE, HISTORY, TEXT = "index.html", "proof.css", "figures.json", "text.txt"
LETTERS = 15.0
"""CSS pixels of a page that the letters of a mark are high: those of marks nearer to each other stand side by side."""


@dataclass(frozen=True)
class Shown:
    """One fault as the report shows it."""

    number: int
    kind: str
    group: str
    code: str
    title: str
    said: str
    words: str
    place: str
    """manuscript/chapters/02-trade.md:14"""
    page: str
    """The printed number of its page."""
    style: str
    """Where its mark lies on the picture, in parts of the page."""
    letters: str
    """Where its letters stand: at-left or at-right of it, or inside."""


@dataclass(frozen=True)
class Side:
    """One page of a spread."""

    sheet: int
    page: str
    title: str
    """The document that it belongs to."""
    picture: str
    width: int
    height: int
    faults: tuple[Shown, ...]


@dataclass(frozen=True)
class Spread:
    """Two facing pages; the first page of a book has none to its left."""

    left: Side | None
    right: Side | None

    @property
    def sides(self) -> list[Side]:
        """Its pages."""
        return [side for side in (self.left, self.right) if side]

    @property
    def faults(self) -> list[Shown]:
        """Its faults, page by page."""
        return [fault for side in self.sides for fault in side.faults]

    @property
    def name(self) -> str:
        """ "Pages 86 and 87"."""
        pages = [side.page for side in self.sides]
        return f"Pages {' and '.join(pages)}" if len(pages) > 1 else f"Page {pages[0]}"


@dataclass(frozen=True)
class Printed:
    """What the report is made of."""

    facts: Mapping[str, Sequence[PageFacts]]
    first_pages: Mapping[str, int]
    pictures: Sequence[Picture]
    file_faults: Sequence[FileFault] = ()
    printer_faults: Sequence[FileFault] | None = None
    """Of the printer's file; None where it was not made."""
    printer_fault: str = ""
    """Why it was not made."""
    number: str = ""
    """The number of the proof."""
    queries: Sequence[Placed] = ()
    """Every open query on its line."""
    refused: Sequence[Diagnostic] = ()
    """The faults for which these pages are refused as a print edition."""


@dataclass(frozen=True)
class Report:
    """The finished report."""

    files: dict[str, bytes]
    counts: dict[str, int] = field(default_factory=dict)
    """How many faults of each kind."""


def write_report(
    publication: Publication, printed: Printed, theme: Theme, folder: Path, history: bytes | None = None
) -> Outcome[Report | None]:
    """Write the report; `folder` is the book's, for the lines of its files, `history` what the run before has kept."""
    found = findings(publication, printed.facts, printed.first_pages, folder)
    counts = dict.fromkeys(KINDS, 0) | Counter(each.kind.id for each in found)
    now = measure(publication, printed.facts, len(printed.pictures), counts, theme)
    before, kept = remember(now, history)
    values = report_values(publication, printed, found) | dict(
        zip(("figures", "settings"), compared(now, before), strict=True)
    )
    page = render(theme, "proof/report.html", {**values, "has_before": before is not None}, frozenset({"proof"}))
    if not page.value:
        return Outcome(None, page.diagnostics)
    pictures = {_picture(sheet): picture.png for sheet, picture in enumerate(printed.pictures, start=1)}
    files = {
        INDEX: page.value.encode(),
        STYLE: theme.text("styles/proof.css").encode(),
        HISTORY: kept,
        TEXT: _text(printed),
        **pictures,
    }
    return Outcome(Report(files, counts))


def report_values(publication: Publication, printed: Printed, found: Sequence[Finding]) -> dict[str, Any]:
    """Every value that templates/proof/report.html may use, but for figures and settings."""
    spreads = _spreads(publication, printed, found)
    shown = [fault for spread in spreads for fault in spread.faults]
    counts = Counter(fault.kind for fault in shown)
    return {
        "book": publication.book,
        "number": printed.number,
        "style": STYLE,
        "text": TEXT,
        "kinds": [
            {"id": kind.id, "code": kind.code, "title": kind.title, "group": kind.group, "count": counts[kind.id],
             "explained": kind.explained}
            for kind in KINDS.values()
        ],
        "spreads": spreads,
        "faults": sorted(shown, key=lambda fault: (fault.place.partition(":")[0], _line(fault.place), fault.number)),
        "file_faults": _file_faults(printed),
        "queries": [
            {"number": each.query.number, "id": each.query.id, "query": each.query.query, "sheet": each.sheet,
             "page": _label(printed, each.sheet), "place": str(each.query.query.place)}
            for each in sorted(printed.queries, key=lambda each: (each.query.query.to, each.query.number))
        ],
        "printer_fault": printed.printer_fault,
        "refused": [{"place": str(each.location), "said": f"{each.message} {each.remedy}".strip()} for each in printed.refused],
    }  # fmt: skip


def _spreads(publication: Publication, printed: Printed, found: Sequence[Finding]) -> list[Spread]:
    titles: dict[int, tuple[ContentDocument, PageFacts]] = {}
    for document in publication.documents:
        for index, facts in enumerate(printed.facts[document.id] if document.id in printed.facts else ()):
            titles[printed.first_pages[document.id] + index] = document, facts
    by_sheet: dict[int, list[Finding]] = {}
    for each in found:
        by_sheet.setdefault(each.sheet, []).append(each)
    number = 0
    sides: dict[int, Side] = {}
    for sheet, picture in enumerate(printed.pictures, start=1):
        faults: list[Shown] = []
        for each in by_sheet[sheet] if sheet in by_sheet else ():
            number += 1
            beside = sum(abs(other.mark.y - each.mark.y) < LETTERS for other in by_sheet[sheet][: len(faults)])
            faults.append(_row(number, each, picture.label, titles[sheet][1], beside))
        title = titles[sheet][0].title if sheet in titles else "blank"
        sides[sheet] = Side(sheet, picture.label, title, _picture(sheet), picture.width, picture.height, tuple(faults))
    return [
        Spread(sides[left] if left in sides else None, sides[left + 1] if left + 1 in sides else None)
        for left in range(0, len(printed.pictures) + 1, 2)
        if left in sides or left + 1 in sides
    ]


def _row(number: int, found: Finding, page: str, facts: PageFacts, beside: int) -> Shown:
    mark = found.mark
    left, top = max(0.0, mark.x / facts.width), max(0.0, mark.y / facts.height)
    width, height = min(mark.width / facts.width, 1 - left), min(max(mark.height, 4) / facts.height, 1 - top)
    style = ";".join(
        f"{name}:{100 * value:.2f}%"
        for name, value in zip(("left", "top", "width", "height"), (left, top, width, height), strict=True)
    )
    letters = "at-left" if width < 0.2 and left + width < 0.5 else "inside" if left + width > 0.93 else "at-right"
    return Shown(
        number, found.kind.id, found.kind.group, found.kind.code, found.kind.title, mark.said, mark.words,
        str(found.place), page, f"{style};--beside:{beside}", letters,
    )  # fmt: skip


def _text(printed: Printed) -> bytes:
    """The text of all pages, for whoever cannot see the pictures, and for the search for words that were withdrawn."""
    pages = {
        printed.first_pages[id] + page.number - 1: "\n".join(line.text.strip() for line in page.lines)
        for id, its in printed.facts.items()
        for page in its
    }
    return "".join(f"[{_label(printed, sheet)}]\n{pages[sheet]}\n\n" for sheet in sorted(pages)).encode()


def _file_faults(printed: Printed) -> list[dict[str, Any]]:
    def rows(faults: Sequence[FileFault] | None, kind: str) -> list[dict[str, str]] | None:
        if faults is None:
            return None
        return [
            {"said": each.said, "sheet": str(each.sheet), "page": _label(printed, each.sheet)}
            for each in faults
            if each.kind == kind
        ]

    return [
        {"title": "Characters without a form", "faults": rows(printed.file_faults, "glyph")},
        {"title": "Fonts that are not in the file", "faults": rows(printed.file_faults, "font")},
        {"title": "RGB in the printer’s file", "faults": rows(printed.printer_faults, "rgb")},
        {"title": "Fonts that are not in the printer’s file", "faults": rows(printed.printer_faults, "font")},
    ]


def _label(printed: Printed, sheet: int) -> str:
    return printed.pictures[sheet - 1].label if 0 < sheet <= len(printed.pictures) else ""


def _picture(sheet: int) -> str:
    return f"pages/{sheet:03}.png"


def _line(place: str) -> int:
    number = place.partition(":")[2].partition(":")[0]
    return int(number) if number.isdigit() else 0
