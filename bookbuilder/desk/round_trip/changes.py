"""Finds everything that an author did to a file, unit by unit, as changes of the Markdown that it was made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bookbuilder.desk.round_trip.comment_queries import place_of, query_of
from bookbuilder.desk.round_trip.edits import (
    END,
    Change,
    Edit,
    Render,
    Side,
    applied,
    markdown,
    sentences,
    words_within,
)
from bookbuilder.desk.round_trip.mapping import Mapped, MappedText
from bookbuilder.desk.round_trip.note_words import calls_by_words, is_citation, note_key, same_notes, with_notes
from bookbuilder.desk.round_trip.pairing import Pair, pair_up
from bookbuilder.desk.round_trip.source_text import SourceText, Word
from bookbuilder.desk.round_trip.table_rows import changed_rows
from bookbuilder.desk.round_trip.units import CITE, NOTE, Text, Token, Unit, units_of
from bookbuilder.desk.round_trip.word_changes import carried, changes_of_words

BY_HAND = "what stands beside it is made by the book, or is a table"
_RUNS_ON = ("Para", "Plain", "Note")


def changes_between(sent: MappedText, back: Text, source: SourceText, render: Render) -> list[Change]:
    """In the order of the file that came back."""
    return _Reader(sent, back, source, render).changes()


class _Reader:
    """Holds what is compared."""

    def __init__(self, sent: MappedText, back: Text, source: SourceText, render: Render) -> None:
        self.source, self.others = source, render
        self.calls = calls_by_words(sent, source)
        self.sent, self.back = with_notes(sent, back)
        self.pairs = pair_up([it.unit for it in self.sent.units], list(self.back.units))
        self.calls_in = [sum(token.text == NOTE for token in unit.tokens) for unit in back.units]
        self.first_call = [sum(self.calls_in[:at]) for at in range(len(self.calls_in))]

    def changes(self) -> list[Change]:
        found, rows = changed_rows(self.pairs, self.sent.units, self.back.units, self.source, self._cell)
        for position, pair in enumerate(self.pairs):
            if any(pair is it for it in rows):
                continue
            if not pair.back:
                found.append(self._removed(pair))
            elif not pair.sent:
                found.append(self._added(pair, position))
            else:
                found += self._changed(pair, position)
        return self._without_cuts_of_kept_notes(carried(self.source, found))

    def _cell(self, unit: Unit) -> str:
        return markdown(unit.tokens, self.render)

    def render(self, token: Token) -> str:
        """A call or citation that was in the file as the source has it, and any other anew."""
        return self._call(token) or self.others(token)

    def _call(self, token: Token) -> str:
        if token.text == CITE and token.key in self.calls:
            return self.calls[token.key]
        if token.text != NOTE or token.element is None:
            return ""
        return self.calls.get(note_key(units_of(token.element.content).units), "")

    def _without_cuts_of_kept_notes(self, changes: Sequence[Change]) -> list[Change]:
        """The words of a note stay where its call was only moved."""
        put = "".join(edit.new for change in changes for edit in change.edits)
        kept = {
            (note.start, note.end)
            for label, note in self.source.notes.items()
            if label.startswith("[^") and label in put
        }
        return [
            replace(
                change,
                edits=tuple(
                    it
                    for it in change.edits
                    if it.new or not any(it.start == start and it.end >= end for start, end in kept)
                ),
            )
            for change in changes
        ]

    def _changed(self, pair: Pair, position: int) -> list[Change]:
        units = [self.sent.units[i] for i in pair.sent]
        back = [self.back.units[k] for k in pair.back]
        if len(units) == 1:
            side = _side(units)
            running = units[0].unit.kind in _RUNS_ON and self._region(units[0]) is not None
            inner = changes_of_words(self.source, side, _tokens(back), self.render, running)
        else:
            inner = self._joined(units, back)
        inner += self._notes(units, pair.back)
        for unit, k in zip(units, pair.back, strict=False):
            inner += [
                query_of(self.source, comment, unit, self.back.units[k]) for comment in self.back.units[k].comments
            ]
        if not pair.moved:
            return inner
        return self._moved(units, " ".join(unit.text for unit in back), inner, position)

    def _joined(self, units: Sequence[Mapped], back: Sequence[Unit]) -> list[Change]:
        """The second paragraph's text goes behind the first one's, and its words are then compared with what came back."""
        regions = [self._region(unit) for unit in units]
        before = " ¶ ".join(unit.unit.text for unit in units)
        after = " ¶ ".join(unit.text for unit in back)
        place = place_of(units)
        if None in regions:
            return [Change("joined", before, after, problem=BY_HAND, place=place)]
        spaced = [
            [replace(token, space=True) if not at else token for at, token in enumerate(unit.unit.tokens)]
            for unit in units
        ]
        side = Side(
            tuple(token for tokens in spaced for token in tokens), tuple(word for unit in units for word in unit.words)
        )
        inner = changes_of_words(self.source, side, _tokens(back), self.render, running=len(back) > 1)
        first, *others = [region for region in regions if region]
        made = self._within(inner, first)
        for region in others:
            own = [edit.moved(-region[0]) for edit in self._within(inner, region)]
            text = applied(self.source.text[region[0] : region[1]], own)
            made += [Edit(first[1], first[1], f"\n{text}"), self._cut(region)]
        problem = next((change.problem for change in inner if change.problem), "")
        return [Change("joined", before, after, () if problem else tuple(made), problem, place)]

    def _notes(self, units: Sequence[Mapped], back: Sequence[int]) -> list[Change]:
        """The words of notes whose calls stand in both."""
        called = [number for unit in units for number in unit.notes]
        returned = [self.first_call[k] + at for k in back for at in range(self.calls_in[k])]
        calls = [
            word for unit in units for it, word in zip(unit.unit.tokens, unit.words, strict=True) if it.text == NOTE
        ]
        marks = [token for k in back for token in self.back.units[k].tokens if token.text == NOTE]
        found: list[Change] = []
        texts = [" ".join(key for it in self.sent.notes[n] for key in it.unit.keys) for n in called]
        pairs = same_notes(texts, [" ".join(key for it in self.back.notes[n] for key in it.keys) for n in returned])
        for one, other in pairs:
            mine, theirs = self.sent.notes[called[one]], self.back.notes[returned[other]]
            call = calls[one]
            if call is not None and self.sent.definitions[called[one]] is None and is_citation(mine):
                if [it.keys for it in theirs] != [it.unit.keys for it in mine]:
                    old, new = self.source.text[call.start : call.end], str(self.render(marks[other]))
                    edits = (Edit(call.start, call.end, new),) if new else ()
                    found.append(Change("note", old, new, edits, place=call.start, calls=True))
            elif mine and theirs:
                found += [
                    replace(change, kind="note") if change.kind == "words" else change
                    for change in changes_of_words(
                        self.source, _side(mine), _tokens(theirs), self.render, running=False
                    )
                ]
        return found

    def _removed(self, pair: Pair) -> Change:
        unit = self.sent.units[pair.sent[0]]
        region = self._region(unit)
        change = Change("removed", unit.unit.text, "", place=place_of([unit]))
        if region is None:
            return replace(change, problem=BY_HAND if any(unit.words) else "the book makes it itself")
        definitions = [self.sent.definitions[number] for number in unit.notes]
        cuts = [
            self._cut((it.start, it.end))
            for it in definitions
            if it is not None and not region[0] <= it.start < region[1]
        ]
        return replace(change, edits=(self._cut(region), *cuts))

    def _added(self, pair: Pair, position: int) -> Change:
        unit = self.back.units[pair.back[0]]
        where = self._cursor(position)
        change = Change("added", "", unit.text, place=where[0] if where else 0)
        if where is None or unit.kind in ("Cell", "Caption"):
            return replace(change, problem=BY_HAND)
        text = markdown(unit.tokens, self.render)
        if unit.kind == "Header":
            text = f"{'#' * max(2, unit.level)} {text}"
        elif unit.kind == "Item":
            item = self.source.item(max(0, where[0] - 1))
            text = f"{item[2] if item else '- '}{text}"
        else:
            text = sentences(text)
        return replace(change, edits=(_placed(where, text, tight=unit.kind == "Item" and where[2]),))

    def _moved(self, units: Sequence[Mapped], after: str, inner: Sequence[Change], position: int) -> list[Change]:
        """The paragraph as it is now goes to its new place; what was changed in its notes is a change of its own."""
        region, where = self._region(units[0]), self._cursor(position)
        change = Change("moved", " ".join(unit.unit.text for unit in units), after, place=place_of(units))
        problem = next((it.problem for it in inner if it.problem), "")
        if region is None or where is None or problem or len(units) > 1:
            return [replace(change, problem=problem or BY_HAND)]
        others = [it for it in inner if not self._within([it], region)]
        own = [edit.moved(-region[0]) for edit in self._within(inner, region)]
        new = applied(self.source.text[region[0] : region[1]], own)
        tight = bool(where[2] and self.source.item(region[0]))
        calls = any(it.calls for it in inner if it not in others)
        return [replace(change, edits=(self._cut(region), _placed(where, new, tight)), calls=calls), *others]

    def _within(self, changes: Sequence[Change], region: tuple[int, int]) -> list[Edit]:
        """Edits in a region; one that takes its first line with the end of the line before takes its own end instead."""
        text = self.source.text
        return [
            Edit(it.start + 1, it.end + (text[it.end : it.end + 1] == "\n"), it.new)
            if it.start == region[0] - 1
            else it
            for change in changes
            for it in change.edits
            if region[0] - (it.end > region[0]) <= it.start <= region[1]
        ]

    def _cursor(self, position: int) -> tuple[int, bool, bool] | None:
        """Where something new goes: the place, whether that is behind what stands there, and whether that is an item."""
        stay = [(at, pair) for at, pair in enumerate(self.pairs) if pair.sent and pair.back and not pair.moved]
        before = next((pair for at, pair in reversed(stay) if at < position), None)
        region = self._region(self.sent.units[before.sent[-1]]) if before is not None else None
        if region is not None:
            return region[1], True, self.source.item(region[0]) is not None
        after = next((pair for at, pair in stay if at > position), None)
        region = self._region(self.sent.units[after.sent[0]]) if after is not None else None
        return (region[0], False, self.source.item(region[0]) is not None) if region is not None else None

    def _region(self, unit: Mapped) -> tuple[int, int] | None:
        """The block or item of the source that has this unit's words and no others; None where there is none."""
        words = [word for word in unit.words if word is not None]
        if not words or unit.unit.kind in ("Cell", "Caption", "Term") or 2 * len(words) < len(unit.words):
            return None
        own = {word.start for word in words}
        first = min(own)
        start, end = self.source.block(first)
        item = self.source.item(first)
        regions: list[tuple[int, int]] = [(start, end), *([(item[0], item[1])] if item else [])]
        for region in regions:
            inside = words_within(self.source, *region)
            text = self.source.text[region[0] : region[1]]
            if (
                {word.start for word in inside} <= own
                and max(own) < region[1]
                and not re.search(r"^:::", text, re.MULTILINE)
            ):
                return region
        return None

    def _cut(self, region: tuple[int, int]) -> Edit:
        """A block goes with the blank line behind it, an item with the end of its line."""
        end = region[1]
        if not self.source.text[end:].strip():
            return Edit(len(self.source.text[: region[0]].rstrip()), end, "")
        spaces = re.compile(r"\n(?:[ \t]*\n)*").match(self.source.text, end)
        return Edit(region[0], spaces.end() if spaces else end, "")


def _side(units: Sequence[Mapped]) -> Side:
    tokens: list[Token] = []
    words: list[Word | None] = []
    for unit in units:
        if tokens:
            tokens.append(END)
            words.append(None)
        tokens += unit.unit.tokens
        words += unit.words
    return Side(tuple(tokens), tuple(words))


def _tokens(units: Sequence[Unit]) -> list[Token]:
    tokens: list[Token] = []
    for unit in units:
        tokens += [*([END] if tokens else []), *unit.tokens]
    return tokens


def _placed(where: tuple[int, bool, bool], text: str, tight: bool) -> Edit:
    at, behind, _ = where
    gap = "\n" if tight else "\n\n"
    return Edit(at, at, f"{gap}{text}" if behind else f"{text}{gap}")
