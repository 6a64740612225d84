"""Counts a printed book's figures (pages, words, notes, lines, loose lines …) and records how it was set."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import tinycss2
from lxml import etree

from bookbuilder.json_source import read_json
from bookbuilder.model.pages import PageFacts
from bookbuilder.model.publication import Publication
from bookbuilder.pages.running_text import BLOCKS
from bookbuilder.proof.faults import KINDS, spacing
from bookbuilder.proof.paragraphs import paragraphs
from bookbuilder.theme.templates import Theme

NAMES = {
    "pages": "Pages",
    "words": "Words",
    "notes": "Notes",
    "lines": "Lines of running text",
    "lines-a-page": "Lines of running text a page",
    "space": "Mean word space, in spaces of the font",
    "loose-rate": "Loose lines in 100 justified lines",
    "hyphen-rate": "Hyphens at the end of 100 lines",
    "short-rate": "Short pages in 100",
    "chosen-rate": "Justified lines chosen for the whole paragraph, in 100",
    "over-40": "Justified lines with word spaces over 0.40 em, in 100",
    "over-50": "Justified lines with word spaces over 0.50 em, in 100",
    "hyphened-rate": "Hyphens at the end of 100 justified lines",
    "ladders": "Three hyphens below each other",
}
RAGGED = 0.005
"""Pixels by which the word spaces of a filled line are other than the font's."""
SETTINGS = ("--print-", "--font-")
"""Tokens that decide about print; colours and the sizes of screens do not."""


@dataclass(frozen=True)
class Run:
    """What one run of the proof has measured, and with which settings."""

    figures: Mapping[str, float]
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One figure or setting, now and in the run before."""

    name: str
    now: str
    before: str
    """Empty where there is no run before, or where it is the same."""
    change: str
    """"+3", "−0.4"; empty where nothing has changed."""


def measure(
    publication: Publication,
    facts: Mapping[str, Sequence[PageFacts]],
    pages: int,
    counts: Mapping[str, int],
    theme: Theme,
) -> Run:
    """The figures of a whole book; `counts` are its faults by kind."""
    written = [document for document in publication.documents if document.body]
    trees = [etree.fromstring(document.body) for document in written]
    set_pages = [facts[document.id] for document in written if document.id in facts]
    running = [each for its in set_pages for lines in paragraphs(its) for each in lines if each.line.role == "text"]
    justified = [each for its in set_pages for each in spacing.justified(its) if each.line.role == "text"]
    loose = sum(spacing.wide(each) > spacing.LOOSE for each in justified)
    filled = sum(bool(page.lines) for its in set_pages for page in its)
    figures: dict[str, float] = {
        "pages": pages,
        "words": sum(len(_text(tree).split()) for tree in trees),
        "notes": sum(element.get("role") == "doc-footnote" for tree in trees for element in tree.iter("aside")),
        "lines": len(running),
        "lines-a-page": _part(len(running), filled),
        "space": _part(sum(spacing.wide(each) for each in justified), len(justified)),
        "loose-rate": _part(100 * loose, len(justified)),
        "hyphen-rate": _part(100 * sum(each.divides for each in running), len(running)),
        "short-rate": _part(100 * (counts["short-page"] if "short-page" in counts else 0), filled),
        **filled_lines(set_pages),
    }
    return Run({**figures, **{f"fault-{kind}": count for kind, count in counts.items()}}, settings(theme, publication))


def filled_lines(documents: Sequence[Sequence[PageFacts]]) -> dict[str, float]:
    """Figures of the lines of text and notes that fill their measure; ragged ones have the spaces that their font has."""
    found = [
        [each for each in lines[:-1] if each.line.space and abs(each.line.space - each.line.natural_space) > RAGGED]
        for pages in documents
        for lines in paragraphs(pages)
    ]
    lines = [each for paragraph in found for each in paragraph]
    ladders = sum(
        all(each.divides for each in three)
        for paragraph in found
        for three in zip(paragraph, paragraph[1:], paragraph[2:], strict=False)
    )
    return {
        "chosen-rate": _part(100 * sum(each.line.chosen for each in lines), len(lines)),
        "over-40": _part(100 * sum(each.line.space > 0.40 * each.line.size for each in lines), len(lines)),
        "over-50": _part(100 * sum(each.line.space > 0.50 * each.line.size for each in lines), len(lines)),
        "hyphened-rate": _part(100 * sum(each.divides for each in lines), len(lines)),
        "ladders": ladders,
    }


def settings(theme: Theme, publication: Publication) -> dict[str, str]:
    """The tokens of print, the page, and what `styles/print.css` says of the page and of the text as a whole."""
    found = {
        "page": f"{publication.book.page.width} × {publication.book.page.height}",
        "fonts": publication.book.fonts.text,
    }
    tokens = _declarations(theme.text("styles/tokens.css"), ":root")
    found |= {name: value for name, value in tokens if name.startswith(SETTINGS)}
    for selector in ("@page", "@page :left", "@page :right", "html", "p"):
        for name, value in _declarations(theme.text("styles/print.css"), selector):
            found[f"{selector} {name}"] = value
    return found


def compared(now: Run, before: Run | None) -> tuple[list[Row], list[Row]]:
    """The figures and the settings, each beside the run before."""
    names = {**NAMES, **{f"fault-{kind.id}": kind.title for kind in KINDS.values()}}
    old = before.figures if before else {}
    figures = [
        _figure(names[key] if key in names else key, value, old[key] if key in old else None)
        for key, value in now.figures.items()
    ]
    keys = dict.fromkeys((*now.settings, *(before.settings if before else ())))
    return figures, [_setting(key, now, before) for key in keys]


def remember(now: Run, history: bytes | None) -> tuple[Run | None, bytes]:
    """The run to compare with, and what is kept of both; the same run made again is compared with the same one."""
    last, earlier = _history(history)
    before = earlier if last == now else last
    runs = [{"figures": dict(run.figures), "settings": dict(run.settings)} for run in (now, before) if run]
    return before, json.dumps(runs, ensure_ascii=False, indent=1).encode() + b"\n"


def _history(data: bytes | None) -> tuple[Run | None, Run | None]:
    try:
        runs = [Run(dict(run["figures"]), dict(run["settings"])) for run in read_json(data or b"[]")]
    except (ValueError, TypeError, KeyError):
        runs = []  # somebody else's file, or an older form of ours
    return (runs[0] if runs else None), (runs[1] if len(runs) > 1 else None)


def _figure(name: str, now: float, before: float | None) -> Row:
    if before is None or before == now:
        return Row(name, _number(now), "", "")
    change = round(now - before, 2)
    return Row(name, _number(now), _number(before), f"{'+' if change > 0 else '−'}{_number(abs(change))}")


def _setting(key: str, now: Run, before: Run | None) -> Row:
    new = now.settings[key] if key in now.settings else "not set"
    old = new if before is None else before.settings[key] if key in before.settings else "not set"
    return Row(key, new, "" if old == new else old, "" if old == new else "changed")


def _declarations(css: str, selector: str) -> Iterator[tuple[str, str]]:
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type not in ("qualified-rule", "at-rule") or not rule.content:
            continue
        head = "@" + rule.at_keyword + " " if rule.type == "at-rule" else ""
        if (head + tinycss2.serialize(rule.prelude).strip()).strip() != selector:
            continue
        for declaration in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
            if declaration.type == "declaration":
                yield declaration.name, " ".join(tinycss2.serialize(declaration.value).split())


def _text(tree: etree._Element) -> str:
    """The words of a document, without the numbers of its notes; with a space between blocks."""
    if tree.get("role") in ("doc-noteref", "doc-backlink"):
        return ""
    inner = "".join((_text(child) if isinstance(child.tag, str) else "") + (child.tail or "") for child in tree)
    return f" {tree.text or ''}{inner} " if tree.tag in BLOCKS else f"{tree.text or ''}{inner}"


def _part(some: float, whole: float) -> float:
    return round(some / whole, 2) if whole else 0.0


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
