"""Puts the words of notes that Pandoc leaves out where a draft prints them: in the note that calls them, or at the chapter's end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import panflute as pf

from bookbuilder.compose.read.nested_notes import NESTED, UNCALLED, in_brackets
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.markdown.ast import in_order, in_order_and_notes, load, replace
from bookbuilder.markdown.conserved_inlines import ADDRESS_LINE, end_of_note
from bookbuilder.markdown.pandoc import PandocWarning, read_as_typed
from bookbuilder.markdown.places import Places, prose
from bookbuilder.markdown.typography import set_typography

_DEFINITION = re.compile(
    r"^(?P<margin>[ \t>]*(?:(?:[-*+]|\(?\w{1,4}[.)])[ \t]+)?)\[\^(?P<label>[^\]\s]+)\]:[ \t]*", re.MULTILINE
)
_CALL = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\s]+)\](?!:)")


@dataclass(frozen=True)
class _Definition:
    label: str
    words: str
    offset: int


def put_lost_notes(
    document: pf.Doc, read: str, warnings: Sequence[PandocWarning], places: Places
) -> Iterator[Diagnostic]:
    """CHP-010 for a note that nothing calls, whose words follow the chapter; CHP-047 for one that another note calls.

    Pandoc leaves a `[^label]` in a note as it is typed. Of two notes of one label it takes the last; CHP-011 names them.
    """
    text = prose(read, "x")
    found = [it for it in _DEFINITION.finditer(text) if it["label"]]
    if not found:
        return
    definitions = [
        _Definition(it["label"], _unquoted(read[it.end() : end_of_note(text, it.end())], it["margin"]), it.start())
        for it in found
    ]
    outside = _called(_without(text, found))
    unused = {_label(it) for it in warnings if it.kind == "NoteDefinedButNotUsed"} - outside
    last = {it.label: it for it in definitions}
    doubled = [it for it in definitions if last[it.label] is not it]
    inner = {it.label: it for it in definitions if it.label not in outside | unused}
    waiting = [*(it for label, it in last.items() if label in unused), *inner.values(), *doubled]
    if not waiting:
        yield from (_never_called(label, places) for label in sorted(unused))
        return
    blocks = dict(zip(map(id, waiting), _read(waiting, text), strict=True))
    for note in [it for it in in_order(document) if isinstance(it, pf.Note)]:
        for block in note.content:
            yield from _put_inner(block, inner, blocks, places)
    for definition in sorted(waiting, key=lambda it: it.offset):
        is_inner = definition.label not in unused and definition not in doubled
        if is_inner and (definition.label not in inner or not _CALL.search(definition.words)):
            continue  # its words stand in the note that calls it; or nothing that Pandoc reads calls it
        inner.pop(definition.label, None)
        for block in blocks[id(definition)]:
            yield from _put_inner(block, inner, blocks, places)
        document.content.append(_as_block(definition, blocks[id(definition)]))
        if definition not in doubled:
            yield _never_called(definition.label, places)
    yield from (_never_called(label, places) for label in sorted(unused - set(last)))


def _put_inner(
    block: pf.Block, inner: dict[str, _Definition], blocks: dict[int, list[pf.Block]], places: Places
) -> Iterator[Diagnostic]:
    """Put the words of each note that a block calls behind its call's place, in brackets; each note's words once."""
    for element in [it for it, _ in in_order_and_notes(block) if isinstance(it, pf.Str)]:
        call = next((it for it in _CALL.finditer(element.text) if it["label"] in inner), None)
        if call is None:
            continue
        definition = inner.pop(call["label"])
        for it in blocks[id(definition)]:
            yield from _put_inner(it, inner, blocks, places)
        words = in_brackets(pf.Note(*blocks[id(definition)]))
        before, behind = element.text[: call.start()], element.text[call.end() :]
        rest = [pf.Str(behind)] if behind else []
        replace(element, [*([pf.Str(before)] if before else []), *words, *rest])
        place = places.nearest(re.escape(call[0]) + "(?!:)", None) or places.note(call["label"])
        message = f"The note {call[0]} is called within another note."
        yield Diagnostic("CHP-047", place, message, NESTED)
        if rest:
            holder = pf.Plain(*rest)
            yield from _put_inner(holder, inner, blocks, places)
            replace(rest[0], list(holder.content))


def _as_block(definition: _Definition, blocks: list[pf.Block]) -> pf.Div:
    """A note that nothing calls, as it is typed: its label and its words, marked."""
    label = pf.Str(f"[^{definition.label}]:")
    if blocks and isinstance(blocks[0], (pf.Para, pf.Plain)):
        first, *rest = blocks
        return pf.Div(pf.Para(label, pf.Space(), *first.content), *rest, classes=[UNCALLED])
    return pf.Div(pf.Para(label), *blocks, classes=[UNCALLED])


def _read(definitions: list[_Definition], text: str) -> list[list[pf.Block]]:
    """The blocks of each note, read with the addresses that the chapter defines."""
    calls = [f"[^{number}]\n\n[^{number}]: {it.words.strip()}\n\n" for number, it in enumerate(definitions)]
    addresses = "\n".join(it[0] for it in ADDRESS_LINE.finditer(text))
    typed, _ = read_as_typed(f"{''.join(calls)}\n{addresses}\n")
    set_typography(typed)
    notes = [list(block.content)[0] for block in load(json.dumps(typed, ensure_ascii=False)).content]
    return [list(note.content) if isinstance(note, pf.Note) else [pf.Para(note)] for note in notes]


def _never_called(label: str, places: Places) -> Diagnostic:
    place = places.first(rf"^[ \t>]*\[\^{re.escape(label)}\]:", rf"\[\^{re.escape(label)}\]:")
    return Diagnostic(
        "CHP-010", place, f"The note [^{label}] is never referred to.", f"Call it with [^{label}], or delete it."
    )


def _label(warning: PandocWarning) -> str:
    label = re.search(r"Note with key '([^']*)'", warning.message)
    return label[1] if label else ""


def _called(text: str) -> set[str]:
    return {it["label"] for it in _CALL.finditer(text)}


def _without(text: str, definitions: list[re.Match[str]]) -> str:
    pieces, at = [], 0
    for found in definitions:
        pieces.append(text[at : max(at, found.start())])
        at = max(at, end_of_note(text, found.end()))
    return "".join([*pieces, text[at:]])


def _unquoted(words: str, margin: str) -> str:
    """The words of a note without the signs of the quotation or item that it stands in."""
    quoted = re.compile(rf"^[ \t]*(?:>[ \t]?){{0,{margin.count('>')}}}", re.MULTILINE)
    return quoted.sub("", words) if ">" in margin else words
