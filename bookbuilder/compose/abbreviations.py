"""manuscript/abbreviations.md and the chapters in; the abbreviations that the book uses, and those not explained, out.

The file is a definition list: each abbreviation, and below it its words. The list that the book prints has those of them
that its text uses. At its first place in the book an abbreviation stands behind its words, in brackets, or before them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import panflute as pf

from bookbuilder.cache import Steps
from bookbuilder.citations.sorting import collation_key
from bookbuilder.compose.ast import children, dump, load, words
from bookbuilder.compose.places import Places
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.pandoc import read_markdown, write_xhtml
from bookbuilder.source import read_source

FILE = "manuscript/abbreviations.md"
KIND = "list-of-abbreviations"


@dataclass(frozen=True)
class Abbreviations:
    """The list of abbreviations as it is printed."""

    names: tuple[str, ...] = ()
    """Those that the text uses, in alphabetical order."""
    xhtml: str = ""
    """Their definition list."""


def abbreviations(
    folder: Path, asts: Mapping[str, str], places: Mapping[str, Places], lang: str, steps: Steps
) -> Outcome[Abbreviations]:
    """`asts` are the chapters in reading order, by the ids of their documents."""
    source = read_source(folder / FILE, folder)
    if source.value is None:
        return Outcome(Abbreviations(), source.diagnostics)
    text = source.value.text
    ast = steps.step("read the abbreviations", {"text": text}, lambda: read_markdown(text)[0])
    known = defined(ast)
    if not known:
        remedy = "Write each abbreviation on a line, and below it a colon, three spaces and its words."
        return Outcome(Abbreviations(), (Diagnostic("ABB-002", Location(FILE), "This file defines no abbreviation.", remedy),))
    uses = {
        id: steps.step(f"abbreviations of {id}", {"chapter": chapter, "known": known}, lambda chapter=chapter: used(chapter, known))
        for id, chapter in asts.items()
    }
    first: dict[str, tuple[str, bool]] = {}
    for id, found in uses.items():
        for name, explained in found:
            first.setdefault(name, (id, explained))
    names = tuple(sorted(first, key=lambda name: collation_key(name, lang)))
    xhtml = steps.step("write the abbreviations", {"ast": ast, "names": names}, lambda: _list(ast, names))
    faults = [
        Diagnostic(
            "ABB-001",
            places[id].phrase(name),
            f"{name} stands here for the first time, without its words.",
            f"Write its words before it and {name} in brackets.",
            Severity.WARNING,
        )
        for name, (id, explained) in first.items()
        if not explained
    ]
    return Outcome(Abbreviations(names, xhtml), tuple(faults))


def defined(ast: str) -> tuple[str, ...]:
    """The abbreviations that definition lists define, in their order."""
    return tuple(words(list(item.term)) for item in _items(load(ast)))


def used(ast: str, known: Sequence[str]) -> list[tuple[str, bool]]:
    """The known abbreviations that a chapter's paragraphs use, and whether each is explained where it first stands."""
    text = " ".join(_prose(load(ast)).split())
    found = []
    for name in known:
        plain = rf"{re.escape(name)}s?(?![\w-])"
        match = re.search(rf"(?<![\w-]){plain}", text)
        if match:
            behind = re.search(rf"[\w”’»)] [(\[]{plain}[)\],;:]", text[: match.end() + 1])
            before = re.match(rf"{plain} [(\[]\w", text[match.start() :])
            found.append((name, bool(behind or before)))
    return found


def _prose(element: pf.Element) -> str:
    """The words of paragraphs: without headings, notes and captions, where nothing is explained."""
    if isinstance(element, (pf.Header, pf.Note, pf.Caption, pf.DefinitionList)):
        return ""
    if isinstance(element, (pf.Para, pf.Plain)):
        return words(element) + "\n"
    return "\n".join(_prose(child) for child in children(element))


def _items(document: pf.Doc) -> list[pf.DefinitionItem]:
    return [item for block in document.content if isinstance(block, pf.DefinitionList) for item in block.content]


def _list(ast: str, names: Sequence[str]) -> str:
    document = load(ast)
    items = {words(list(item.term)): item for item in _items(document)}
    document.content = [pf.DefinitionList(*[items[name] for name in names])] if names else []
    return write_xhtml(dump(document)).strip()
