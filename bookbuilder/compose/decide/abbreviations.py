"""Finds the abbreviations that the book uses, explained in manuscript/abbreviations.md, and those that nothing explains.

The file is a definition list: each abbreviation, and below it its words. The list that the book prints has those of them
that its text uses. At its first place in the book an abbreviation stands behind its words, in brackets, or before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path

import panflute as pf
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.compose.read.cleaned import clean_links_and_attributes
from bookbuilder.compose.read.raw_markup import take_raw_markup
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.markdown.aligned import Aligned
from bookbuilder.markdown.ast import children, dump, load, load_to_read, words
from bookbuilder.markdown.nesting_limits import limit_nesting
from bookbuilder.markdown.pandoc import read_markdown, write_xhtml
from bookbuilder.markdown.places import Places
from bookbuilder.masked_source import without_secrets
from bookbuilder.source import Source, read_source

FILE = "manuscript/abbreviations.md"
KIND = "list-of-abbreviations"
_QUOTED = re.compile("“[^”]*”|«[^»]*»|„[^“]*“")


@dataclass(frozen=True)
class Abbreviations:
    """The list of abbreviations as it is printed."""

    names: tuple[str, ...] = ()
    """Those that the text uses, in alphabetical order."""
    xhtml: str = ""
    """Their definition list."""

    @cached_property
    def meanings(self) -> dict[str, str]:
        """The words of each, as plain text."""
        items = etree.fromstring(f"<div>{self.xhtml}</div>").iter("dt", "dd")
        texts = [(it.tag, " ".join("".join(map(str, it.itertext())).split())) for it in items]
        return {name: text for (tag, name), (kind, text) in pairwise(texts) if (tag, kind) == ("dt", "dd")}


def abbreviations(
    folder: Path, asts: Mapping[str, str], places: Mapping[str, Places], lang: str, steps: Steps
) -> Outcome[Abbreviations]:
    """`asts` are the chapters in reading order, by the ids of their documents."""
    source = read_source(folder / FILE, folder)
    if source.value is None:
        return Outcome(Abbreviations(), source.diagnostics)
    plain = without_secrets(source.value)
    text = plain.value.text
    read = steps.step("read the abbreviations", {"text": text}, partial(_read, plain.value))
    ast, known = read.value, defined(read.value)
    beyond = (*source.diagnostics, *plain.diagnostics, *limit_nesting(text, plain.value)[1], *read.diagnostics)
    if not known:
        remedy = "Write each abbreviation on a line, and below it a colon, three spaces and its words."
        nothing = Diagnostic("ABB-002", Location(FILE), "This file defines no abbreviation.", remedy)
        return Outcome(Abbreviations(), (*beyond, nothing))
    uses = {
        id: steps.step(f"abbreviations of {id}", {"chapter": chapter, "known": known}, partial(used, chapter, known))
        for id, chapter in asts.items()
    }
    first: dict[str, tuple[str, Use]] = {}
    for id, found in uses.items():
        for use in found:
            first.setdefault(use.name, (id, use))
    names = steps.step("sort the abbreviations", {"names": list(first), "lang": lang}, lambda: _in_order(first, lang))
    xhtml = steps.step("write the abbreviations", {"ast": ast, "names": names}, lambda: _list(ast, names))
    faults = [
        Diagnostic(
            "ABB-001",
            _place(use, places[id]),
            f"{name} is used here for the first time and is not spelled out.",
            f"Write its words before it and {name} in brackets.",
        )
        for name, (id, use) in first.items()
        if not use.explained
    ]
    return Outcome(Abbreviations(names, xhtml), (*beyond, *faults))


def _read(source: Source) -> Outcome[str]:
    """The file's AST, of which raw markup, and links and attributes that no edition may have, are left out and named."""
    document = load(read_markdown(source.text)[0])
    places = Places(source, source.text)
    refused = clean_links_and_attributes(document, places)
    refused += take_raw_markup(document, places, Aligned(document, source.text))
    return Outcome(dump(document), tuple(refused))


def defined(ast: str) -> tuple[str, ...]:
    """The abbreviations that definition lists define, in their order."""
    return tuple(words(list(item.term)) for item in _items(load(ast)))


@dataclass(frozen=True)
class Use:
    """The first use of an abbreviation in a chapter."""

    name: str
    explained: bool
    """Whether it stands behind its words, in brackets, or before them."""
    before: tuple[str, ...]
    """The words before it, to find it again."""


def used(ast: str, known: Sequence[str]) -> tuple[Use, ...]:
    """The known abbreviations that a chapter's own sentences use."""
    text = _QUOTED.sub("“”", " ".join(_prose(load_to_read(ast)).split()))
    found = []
    for name in known:
        plain = rf"{re.escape(name)}s?(?![\w-])"
        match = re.search(rf"(?<![\w/-]){plain}", text)
        if match:
            near = max(0, match.start() - 200)
            behind = re.search(rf"\S [(\[]{plain}[)\],;:]$", text[near : match.end() + 1])
            before = re.compile(rf"{plain} [(\[]\w").match(text, match.start())
            words_before = re.findall(r"\w+", text[near : match.start()])
            found.append(Use(name, bool(behind or before), tuple(words_before[-3:])))
    return tuple(found)


def _place(use: Use, places: Places) -> Location:
    """Where it stands: behind the words before it, as many as the author's file has in a row, else where it stands first."""
    name = rf"[\[(*_]*{re.escape(use.name)}s?(?![\w-])"
    behind = [r"\s".join(re.escape(word) for word in use.before[start:]) for start in range(len(use.before))]
    return places.first(*(rf"(?<={words}\s){name}" for words in behind), rf"(?<![\w/-]){name}")


def _prose(element: pf.Element) -> str:
    """The words of the author's own sentences: headings, notes, captions, titles and quotations explain nothing."""
    if isinstance(
        element,
        (
            pf.Header,
            pf.Note,
            pf.Caption,
            pf.DefinitionList,
            pf.BlockQuote,
            pf.Quoted,
            pf.Emph,
            pf.Image,
            pf.Cite,
            pf.Table,
        ),
    ):
        return " "
    if isinstance(element, pf.Div) and {"excerpt", "epigraph"} & set(element.classes):
        return " "
    if isinstance(element, pf.Str):
        return str(element.text)
    if isinstance(element, (pf.Space, pf.SoftBreak, pf.LineBreak)):
        return " "
    inside = "".join(_prose(child) for child in children(element))
    return f"{inside}\n" if isinstance(element, pf.Block) else inside


def _items(document: pf.Doc) -> list[pf.DefinitionItem]:
    return [item for block in document.content if isinstance(block, pf.DefinitionList) for item in block.content]


def _in_order(names: Iterable[str], lang: str) -> tuple[str, ...]:
    from bookbuilder.citations import collation_key  # the engine comes when something must be sorted or cited

    return tuple(sorted(names, key=lambda name: collation_key(name, lang)))


def _list(ast: str, names: Sequence[str]) -> str:
    document = load(ast)
    items = {words(list(item.term)): item for item in _items(document)}
    document.content = [pf.DefinitionList(*[items[name] for name in names])] if names else []
    return write_xhtml(dump(document)).strip()
