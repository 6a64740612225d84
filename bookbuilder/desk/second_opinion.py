"""A book in; every citation that Pandoc's citeproc would print otherwise, with the CSL construct it turns on, out.

Two engines that agree are seldom both wrong. Pandoc does not know that positions begin anew with each chapter, so each
chapter is formatted by itself, with all the book's sources beside it. A difference that is looked into and right is
written, with the reason, into `citations.accepted.yaml`, and stays silent.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.citations.styles import NS, find_style
from bookbuilder.compose.citing import citable, clusters, style_of
from bookbuilder.compose.draft import draft_book
from bookbuilder.compose.places import Places
from bookbuilder.compose.templates import Theme
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity, errors
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.manuscript.yaml_source import read_yaml
from bookbuilder.pandoc import cite, plain_text
from bookbuilder.source import read_source

ACCEPTED = "citations.accepted.yaml"


@dataclass(frozen=True)
class Accepted:
    """One line of the file: a construct, perhaps of one source only, and why the difference is right."""

    construct: str
    item: str
    reason: str
    place: Location


def second_opinion(folder: Path, steps: Steps) -> Outcome[int]:
    """The number of citations compared; CIT-050 for each that differs, CIT-051 for what the file accepts in vain, CIT-053 for a chapter passed over."""
    manuscript = read_manuscript(folder, steps)
    diagnostics = list(manuscript.diagnostics)
    if manuscript.value is None:
        return Outcome(0, tuple(diagnostics))
    book, found = manuscript.value, list[Diagnostic]()
    draft = draft_book(book, Theme(folder), steps, found)
    style = style_of(book.book, folder).value
    if style is None or errors([*diagnostics, *found]) or draft.cited.citations is None:
        return Outcome(0, (*diagnostics, *found))
    items = citable(book.book, style, book.references, book.interviews, steps, draft.terms)
    references, path = json.dumps(list(items.values()), ensure_ascii=False), independent(style)
    accepted, faults = _accepted(folder)
    used: set[Accepted] = set()
    compared = 0
    for document in draft.planned:
        if document.chapter is None or document.id not in draft.gathered:
            continue
        own = clusters([document.id], draft.gathered, items, draft.cited.note_style)
        ours = [text for text in draft.cited.citations[document.id] if text]
        if len(own) != len(ours):
            faults.append(_passed_over(document.chapter.source.file, len(own), len(ours)))
        if not own or len(own) != len(ours):
            continue
        ast = json.dumps(_document(own))
        theirs = steps.step(
            f"ask Pandoc about {document.id}",
            {"ast": ast, "references": references, "style": path, "lang": book.book.lang},
            lambda ast=ast: cite(ast, references, path, book.book.lang),
        )
        places = Places(document.chapter.source, document.chapter.text)
        compared += len(own)
        for cluster, place, text, other in zip(own, _places(own, places), ours, _texts(json.loads(theirs))):
            fault = _difference(cluster, place, plain(text), other, accepted, used)
            if fault is not None:
                faults.append(fault)
    faults += [
        Diagnostic("CIT-051", each.place, f"No citation differs by {each.construct} any more.", "Delete this line.", Severity.WARNING)
        for each in accepted
        if each not in used
    ]
    return Outcome(compared, tuple(faults))


def _passed_over(file: str, asked: int, printed: int) -> Diagnostic:
    """CIT-053: where some citations print nothing, which of them belongs to which of Pandoc's cannot be told."""
    message = f"This chapter's {asked} citations were not compared: {printed} of them print words."
    return Diagnostic("CIT-053", Location(file), message, "Look for a source that lacks nearly everything.", Severity.NOTE)


def independent(style: str) -> Path:
    """The file of a style that says itself how to cite; Pandoc would fetch the parent of a dependent one."""
    path = find_style(style)
    root = etree.parse(str(path), etree.XMLParser(no_network=True, resolve_entities=False)).getroot()
    parent = root.find('cs:info/cs:link[@rel="independent-parent"]', NS)
    if root.find("cs:citation", NS) is None and parent is not None:
        return independent((parent.get("href") or "").rstrip("/").rsplit("/", 1)[-1])
    return path


def construct(ours: str, theirs: str) -> str:
    """The CSL construct on which two texts part, as far as the texts tell it."""
    if ours.casefold() == theirs.casefold():
        return "text-case"
    bare = [re.sub(r"[^\w\s]", "", text.casefold()) for text in (ours, theirs)]
    if bare[0].split() == bare[1].split():
        return "punctuation"
    if "".join(bare[0].split()) == "".join(bare[1].split()):
        return "affixes and delimiters"
    words = set(bare[0].split()) ^ set(bare[1].split())
    for name, marks in _MARKS.items():
        if words & marks:
            return name
    if any(re.fullmatch(r"(\d{4}|nd)[a-z]", word) for word in words):
        return "disambiguate-add-year-suffix"
    if all(re.search(r"\d", word) for word in words):
        return "numbers, dates and locators"
    if all(len(word) <= 2 for word in words):
        return "name: initials and given names"
    first, second = (set(text.split()) for text in bare)
    return "variables printed by one only" if first < second or second < first else "text"


_MARKS = {
    "position: ibid, subsequent": {"ibid", "ibidem", "supra", "там", "же", "idem", "op", "cit"},
    "name: et-al": {"al", "others", "др", "et"},
    "name: and": {"and", "и", "und"},
    "label": {"p", "pp", "para", "paras", "art", "ch", "chap", "sec", "vol", "no", "с", "ed", "eds", "n"},
    "date": {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
             "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct", "nov", "dec"},
}  # fmt: skip


def plain(text: str) -> str:
    """Words as both engines would have them if markup, kinds of spaces and of quotation marks did not count."""
    words = html.unescape(re.sub(r"<[^>]*>", "", text))
    words = unicodedata.normalize("NFC", words).translate(_FOLDED)
    return " ".join(words.split()).strip(" .,;")


_FOLDED = {**{ord(mark): "'" for mark in "‘’‚‹›“”„«»\""}, **{ord(mark): "-" for mark in "‐‑–"}, 0xA0: " ", 0x202F: " ", 0x2009: " "}


def _document(own: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One paragraph a citation, notes with several of them in one note, so that Pandoc counts notes as the book does."""
    blocks: list[Any] = []
    last = 0
    for cluster in own:
        index = cluster["properties"]["noteIndex"]
        inline = {"t": "Cite", "c": [[_citation(cited) for cited in cluster["citationItems"]], [{"t": "Str", "c": "?"}]]}
        if index and index == last:
            blocks[-1]["c"][0]["c"][0]["c"] += [{"t": "Space"}, inline]
        elif index:
            blocks.append({"t": "Para", "c": [{"t": "Note", "c": [{"t": "Para", "c": [inline]}]}]})
        else:
            blocks.append({"t": "Para", "c": [inline]})
        last = index
    meta = {
        "nocite": {"t": "MetaInlines", "c": [{"t": "Cite", "c": [[_citation({"id": "*"})], [{"t": "Str", "c": "@*"}]]}]},
        "suppress-bibliography": {"t": "MetaBool", "c": True},
    }
    return {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}


def _citation(cited: Mapping[str, Any]) -> dict[str, Any]:
    suffix = []
    if "locator" in cited:
        label = str(cited["label"]).removesuffix("-locator") if "label" in cited else "page"
        words = f"{{{cited['locator']}}}" if label == "page" else f"{{{label} {cited['locator']}}}"
        suffix = [{"t": "Str", "c": ","}, {"t": "Space"}, *_inlines(words)]
    if "suffix" in cited:
        suffix += _inlines(plain_html(str(cited["suffix"])))
    mode = "SuppressAuthor" if "suppress-author" in cited else "NormalCitation"
    return {
        "citationId": cited["id"],
        "citationPrefix": _inlines(plain_html(str(cited["prefix"])).rstrip()) if "prefix" in cited else [],
        "citationSuffix": suffix,
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def plain_html(text: str) -> str:
    """CSL rich text without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _inlines(text: str) -> list[Any]:
    inlines: list[Any] = [{"t": "Space"}] if text[:1].isspace() else []
    for number, word in enumerate(text.split()):
        inlines += ([{"t": "Space"}] if number else []) + [{"t": "Str", "c": word}]
    return inlines


def _texts(document: Mapping[str, Any]) -> Iterator[str]:
    for cited in _cites(document["blocks"]):
        content = [inner["c"][0]["c"] if inner["t"] == "Note" else [inner] for inner in cited["c"][1]]
        yield plain(plain_text([{"t": "Plain", "c": [each for part in content for each in part]}]))


def _cites(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for child in node:
            yield from _cites(child)
    elif isinstance(node, dict):
        if "t" in node and node["t"] == "Cite":
            yield node
        else:
            for child in node.values():
                yield from _cites(child)


def _places(own: Sequence[Mapping[str, Any]], places: Places) -> Iterator[Location]:
    seen: dict[str, int] = {}
    for cluster in own:
        ids = [cited["id"] for cited in cluster["citationItems"]]
        yield places.citation(ids[0], seen[ids[0]] if ids[0] in seen else 0)
        for id in ids:
            seen[id] = (seen[id] if id in seen else 0) + 1


def _difference(
    cluster: Mapping[str, Any], place: Location, ours: str, theirs: str, accepted: Sequence[Accepted], used: set[Accepted]
) -> Diagnostic | None:
    bare = theirs[1:-1] if theirs[:1] == "(" and theirs[-1:] == ")" and not ours.startswith("(") else theirs
    if _same_but_for_the_first_letter(ours, bare):
        return None  # Pandoc puts brackets round a citation in a note's sentence; a note's first letter becomes a capital later
    kind = construct(ours, theirs)
    ids = {cited["id"] for cited in cluster["citationItems"]}
    for each in accepted:
        if each.construct in (kind, "any") and (not each.item or each.item in ids):
            used.add(each)
            return None
    mine, other = _parting(ours, theirs)
    message = f"Pandoc would print “{other}” where the book has “{mine}” ({kind})."
    return Diagnostic("CIT-050", place, message, f"Where the book is right, say why in {ACCEPTED}.", Severity.WARNING)


def _same_but_for_the_first_letter(ours: str, theirs: str) -> bool:
    return ours[:1].casefold() == theirs[:1].casefold() and ours[1:] == theirs[1:]


def _parting(ours: str, theirs: str) -> tuple[str, str]:
    """The words on which two texts part, with a few on either side."""
    mine, other = ours.split(), theirs.split()
    start = next((index for index, pair in enumerate(zip(mine, other)) if pair[0] != pair[1]), min(len(mine), len(other)))
    end = 0
    while end < min(len(mine), len(other)) - start and mine[-1 - end] == other[-1 - end]:
        end += 1
    around = slice(max(0, start - 3), None)
    return tuple(" ".join(words[around][: len(words) - end - max(0, start - 3) + 2]) for words in (mine, other))  # type: ignore[return-value]


def _accepted(folder: Path) -> tuple[list[Accepted], list[Diagnostic]]:
    """A list of `- {construct: punctuation, item: key, reason: …}`; the reason is needed, the item is not."""
    if not (folder / ACCEPTED).is_file():
        return [], []
    source = read_source(folder / ACCEPTED, folder)
    yaml = read_yaml(source.value) if source.value is not None else Outcome(None)
    faults = [*source.diagnostics, *yaml.diagnostics]
    lines = yaml.value.value if yaml.value is not None else []
    accepted: list[Accepted] = []
    for number, line in enumerate(lines if isinstance(lines, list) else []):
        place = yaml.value.at((number,)) if yaml.value is not None else Location(ACCEPTED)
        if not isinstance(line, dict) or not all(key in line and line[key] for key in ("construct", "reason")):
            remedy = "Write - {construct: punctuation, item: KEY, reason: …}"
            faults.append(Diagnostic("CIT-052", place, "A difference is accepted by its construct and a reason.", remedy))
            continue
        item = str(line["item"]) if "item" in line and line["item"] else ""
        accepted.append(Accepted(str(line["construct"]), item, str(line["reason"]), place))
    return accepted, faults
