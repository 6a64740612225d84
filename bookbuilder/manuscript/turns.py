"""Reads a transcript's turns, original and translation paired by id."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, Literal

from bookbuilder.diagnostics import Diagnostic, Location, did_you_mean
from bookbuilder.markdown.nesting_limits import limit_nesting
from bookbuilder.markdown.pandoc import plain_text, read_markdown
from bookbuilder.model.interview import Speech, Turn
from bookbuilder.source import Source

KINDS = ("question", "answer", "translation")
TIMECODE = re.compile(r"[\[(]\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?[\])]")


def read_turns(source: Source, text: str, language: str) -> tuple[list[Turn], list[Diagnostic]]:
    """The fenced divs of a transcript, in order; what stands in none of them is a fault."""
    ast, warnings = read_markdown(text)
    turns: dict[str, Turn] = {}
    faults: list[Diagnostic] = limit_nesting(text, Source(source.file, text))[1]
    places = _Fences(source, text)
    for warning in warnings:
        where = re.search(r"Div at line (\d+) column (\d+)", warning.message)
        if warning.kind.startswith("UnclosedDiv") and where:
            place = Location(source.file, int(where[1]), int(where[2]))
            faults.append(Diagnostic("INT-013", place, "This turn is never closed.", "Add a line with ::: at its end."))
    for block in json.loads(ast)["blocks"]:
        if block["t"] != "Div":
            words = plain_text([block]).strip()
            if words:
                place = places.of_words(words)
                remedy = "Put it in ::: {.question #q1} or ::: {.answer #q1a}."
                faults.append(Diagnostic("INT-003", place, f"“{words[:40]}” stands in no turn.", remedy))
            continue
        (id, classes, pairs), blocks = block["c"]
        attributes = dict(pairs)
        kind = next((name for name in classes if name in KINDS), "")
        place = places.next(id or (attributes["of"] if "of" in attributes else ""))
        lang = attributes["lang"] if "lang" in attributes else "en-GB" if kind == "translation" else language
        speech = _speech(blocks, lang, place, places)
        if not kind:
            remedy = did_you_mean(classes[0], KINDS) if classes else ""
            remedy = remedy or "Write .question, .answer or .translation."
            faults.append(Diagnostic("INT-004", place, "This turn is neither a question nor an answer.", remedy))
        elif kind == "translation":
            _translate(turns, attributes, speech, faults)
        elif not id:
            faults.append(Diagnostic("INT-005", place, f"This {kind} has no id.", f"Write {{.{kind} #q1a}}."))
        elif id in turns:
            first = turns[id].original.location.line
            message = f'The turn "{id}" is written here twice; the first is in line {first}.'
            faults.append(Diagnostic("INT-006", place, message, "Give one of them another id."))
        else:
            spoken: Literal["question", "answer"] = "question" if kind == "question" else "answer"
            speaker = attributes["speaker"] if "speaker" in attributes else ""
            time = attributes["time"] if "time" in attributes else ""
            turns[id] = Turn(id, spoken, speech, None, speaker, time)
    return list(turns.values()), faults


def _speech(blocks: list[Any], lang: str, place: Location, places: _Fences) -> Speech:
    blocks = _without_timecodes(blocks)
    return Speech(json.dumps(blocks, ensure_ascii=False), plain_text(blocks), lang, place, places.body(place))


def _translate(turns: dict[str, Turn], attributes: dict[str, str], speech: Speech, faults: list[Diagnostic]) -> None:
    of = attributes["of"] if "of" in attributes else ""
    if of not in turns:
        remedy = did_you_mean(of, turns) or 'Write {.translation of="q1a" lang="en-GB"} after the turn.'
        message = f'There is no turn "{of}" before this translation.'
        faults.append(Diagnostic("INT-007", speech.location, message, remedy))
    elif turns[of].translation is not None:
        message = f'The turn "{of}" has two translations.'
        faults.append(Diagnostic("INT-010", speech.location, message, "Keep the one that the expert has seen."))
    else:
        turns[of] = replace(turns[of], translation=speech)


def _without_timecodes(node: Any) -> Any:
    """`[00:12:40]` and `[…]{.time}` say where in the recording words stand, and are not words."""
    if isinstance(node, dict):
        return {key: _without_timecodes(value) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    holds_timecode = any(_is_timecode(child) for child in node)
    kept: list[Any] = []
    for child in node:
        doubled = holds_timecode and _is_space(child) and (not kept or _is_space(kept[-1]))
        if not _is_timecode(child) and not doubled:
            kept.append(_without_timecodes(child))
    return kept


def _is_space(child: Any) -> bool:
    return isinstance(child, dict) and "t" in child and child["t"] in ("Space", "SoftBreak")


def _is_timecode(child: Any) -> bool:
    if not isinstance(child, dict) or "t" not in child:
        return False
    if child["t"] == "Str":
        return bool(TIMECODE.fullmatch(child["c"]))
    return child["t"] == "Span" and any(name in ("time", "timecode") for name in child["c"][0][1])


class _Fences:
    """The places of a transcript's turns: the lines that open a fenced div, in order."""

    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        # The metadata are blanked out in the text, so its offsets are not those of the source.
        self._blanked = Source(source.file, text)
        self._all = text.split("\n")
        self._lines = [
            number for number, line in enumerate(self._all, start=1) if re.match(r"\s{0,3}:{3,}\s*(\{|[\w-])", line)
        ]
        self._next = 0

    def next(self, id: str) -> Location:
        """The next opening fence that names the id; the next of all where none does."""
        for index in range(self._next, len(self._lines)):
            line = self._source.line(self._lines[index])
            if not id or re.search(rf"(#|=[\"']?){re.escape(id)}(?![\w:.-])", line):
                self._next = index + 1
                return Location(self._source.file, self._lines[index], 1 + len(line) - len(line.lstrip()))
        return self._source.whole()

    def body(self, place: Location) -> str:
        """The lines between a fence and the next."""
        lines: list[str] = []
        for line in self._all[place.line :]:
            if re.match(r"\s{0,3}:{3,}", line):
                break
            lines.append(line)
        return "\n".join(lines)

    def of_words(self, words: str) -> Location:
        """The place of the first words of a stray paragraph."""
        first = r"\s+".join(re.escape(word) for word in words.split("\n")[0].split(" ")[:3])
        text = self._blanked.text
        found = re.search(rf"^[^\w\n]*{first}", text, re.MULTILINE) or re.search(first, text)
        return self._blanked.at(found.end() - len(found[0].lstrip())) if found else self._source.whole()
