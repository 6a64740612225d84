"""An excerpt's fenced div in; the words of the transcript's turn in its place, or a diagnostic where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panflute as pf

from bookbuilder.compose.ast import in_order, load_blocks, words
from bookbuilder.compose.places import Places
from bookbuilder.diagnostics import Diagnostic, did_you_mean
from bookbuilder.model.interview import Interview, Speech, Turn

OMISSION = "[…]"


def excerpt(source: str, turn: str, **options: Any) -> str:
    """`{{ excerpt("kz-01", "q3a", from="The strategy", to="equals") }}`: the fenced div that stands for it."""
    pairs = {"source": source, "turn": turn, **options}
    attributes = " ".join(f'{name.rstrip("_")}="{_attribute(value)}"' for name, value in pairs.items() if value)
    return f"\n\n::: {{.excerpt {attributes}}}\n:::\n\n"


def _attribute(value: object) -> str:
    return " ".join(str(value).split()).replace("\\", "\\\\").replace('"', '\\"')


def fill_excerpts(
    document: pf.Doc, interviews: Mapping[str, Interview], places: Places
) -> tuple[list[str], list[Diagnostic]]:
    """Put the words into every empty excerpt of a chapter; tell the codes of the interviews that it quotes."""
    quoted: list[str] = []
    faults: list[Diagnostic] = []
    seen: dict[tuple[str, str], int] = {}
    divs = [e for e in in_order(document) if isinstance(e, pf.Div) and "excerpt" in e.classes]
    for div in divs:
        source = str(div.attributes["source"]) if "source" in div.attributes else ""
        turn_id = str(div.attributes["turn"]) if "turn" in div.attributes else ""
        nth = seen[(source, turn_id)] if (source, turn_id) in seen else 0
        seen[(source, turn_id)] = nth + 1
        place = places.excerpt(source, turn_id, nth)
        if source not in interviews:
            remedy = did_you_mean(source, interviews) or f"There are: {', '.join(sorted(interviews)) or 'none'}."
            faults.append(Diagnostic("EXC-001", place, f'There is no interview "{source}".', remedy))
            continue
        interview = interviews[source]
        turn = interview.turn(turn_id)
        if turn is None:
            known = [turn.id for turn in interview.turns]
            remedy = did_you_mean(turn_id, known) or f"It has: {', '.join(known)}."
            faults.append(
                Diagnostic("EXC-002", place, f'Interview "{source}" has no turn "{turn_id}".', f"{remedy} See {interview.location.file}.")
            )
            continue
        quoted.append(source)
        original = "language" in div.attributes and div.attributes["language"] == "original"
        speech = turn.original if original or turn.translation is None else turn.translation
        div.attributes["lang"] = speech.lang
        div.attributes["translated"] = "yes" if speech is turn.translation else "no"
        if not div.content:
            blocks, fault = _passage(speech, turn, div, place)
            faults += fault
            div.content = blocks
    return quoted, faults


def _passage(speech: Speech, turn: Turn, div: pf.Div, place: Any) -> tuple[list[pf.Block], list[Diagnostic]]:
    blocks = load_blocks(speech.blocks)
    start = str(div.attributes["from"]) if "from" in div.attributes else ""
    end = str(div.attributes["to"]) if "to" in div.attributes else ""
    if not start and not end:
        return blocks, []
    flow = _flow(blocks)
    text = "".join(character for character, _, _ in flow)
    first = _find(text, start, 0) if start else 0
    if first < 0:
        return blocks, [_not_said(start, speech, turn, place)]
    last_begin = _find(text, end, first) if end else len(text)
    if last_begin < 0:
        return blocks, [_not_said(end, speech, turn, place)]
    last = _end(text, last_begin, end) if end else len(text)
    return _cut(blocks, flow, first, last), []


def _not_said(phrase: str, speech: Speech, turn: Turn, place: Any) -> Diagnostic:
    return Diagnostic(
        "EXC-003",
        place,
        f'Turn "{turn.id}" does not have the words “{phrase}” there.',
        f"Compare it with {speech.location}.",
    )


Flow = list[tuple[str, pf.Str, int]]


def _flow(blocks: list[pf.Block]) -> Flow:
    """The characters of all words, each with its element and its offset there; one space parts words and blocks."""
    flow: Flow = []
    for block in blocks:
        for element in in_order(block):
            if isinstance(element, pf.Str):
                flow += [(character, element, offset) for offset, character in enumerate(element.text)]
            elif isinstance(element, (pf.Space, pf.SoftBreak, pf.LineBreak)):
                flow.append((" ", element, 0))
        flow.append((" ", None, 0))
    return flow


_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "–": "-", "—": "-"})


def _find(text: str, phrase: str, start: int) -> int:
    return text.translate(_ALIKE).find(" ".join(phrase.split()).translate(_ALIKE), start)


def _end(text: str, begin: int, phrase: str) -> int:
    end = begin + len(" ".join(phrase.split()))
    while end < len(text) and text[end] in ".,;:!?…”’»)":
        end += 1
    return end


def _cut(blocks: list[pf.Block], flow: Flow, first: int, last: int) -> list[pf.Block]:
    """The blocks with only the characters from `first` up to `last`; marked omissions where words are left out."""
    kept: dict[int, list[int]] = {}
    for character, element, offset in flow[first:last]:
        if element is not None:
            kept.setdefault(id(element), []).append(offset)
    open_start = any(character.strip() for character, _, _ in flow[:first])
    open_end = any(character.strip() for character, _, _ in flow[last:])
    result: list[pf.Block] = []
    for block in blocks:
        for element in list(in_order(block)):
            if isinstance(element, pf.Str):
                offsets = kept[id(element)] if id(element) in kept else []
                element.text = "".join(element.text[offset] for offset in offsets)
            elif isinstance(element, (pf.Space, pf.SoftBreak, pf.LineBreak)) and id(element) not in kept:
                pf_parent = element.container
                position = next(i for i, child in enumerate(pf_parent) if child is element)
                pf_parent[position : position + 1] = [pf.Str("")]
        if words(block):
            result.append(block)
    if result and open_start:
        _first_inlines(result[0])[0:0] = [pf.Str(OMISSION), pf.Space()]
    if result and open_end:
        inlines = _first_inlines(result[-1])
        inlines.extend([pf.Space(), pf.Str(OMISSION)])
    return result


def _first_inlines(block: pf.Block) -> Any:
    while not isinstance(block, (pf.Para, pf.Plain)) and block.content:
        block = block.content[0]
    return block.content
