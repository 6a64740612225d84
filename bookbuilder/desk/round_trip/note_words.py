"""Recognises the notes of both files by their words, and finds how the source calls each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bookbuilder.desk.round_trip.mapping import Mapped, MappedText
from bookbuilder.desk.round_trip.source_text import SourceText
from bookbuilder.desk.round_trip.units import CITE, NOTE, Text, Unit


def with_notes(sent: MappedText, back: Text) -> tuple[MappedText, Text]:
    """Both files, with the words of each note that stands just once in both at its call."""
    texts = [[note_key(it.unit for it in note) for note in sent.notes], [note_key(note) for note in back.notes]]
    once = [{text for text, count in Counter(side).items() if count == 1} for side in texts]
    both = once[0] & once[1]
    mine = _at_calls([it.unit for it in sent.units], [text if text in both else "" for text in texts[0]])
    theirs = _at_calls(back.units, [text if text in both else "" for text in texts[1]])
    units = tuple(replace(it, unit=unit) for it, unit in zip(sent.units, mine, strict=True))
    return replace(sent, units=units), replace(back, units=tuple(theirs))


def calls_by_words(sent: MappedText, source: SourceText) -> dict[str, str]:
    """The call or citation of each note as the source has it, by the words of the note: one that was moved stays what it is."""
    calls: dict[str, str] = {}
    for unit in sent.units:
        words = [word for token, word in zip(unit.unit.tokens, unit.words, strict=True) if token.text == NOTE]
        for number, word in zip(unit.notes, words, strict=True):
            if word is not None and number < len(sent.notes):
                calls[note_key(it.unit for it in sent.notes[number])] = source.text[word.start : word.end]
    for unit in [*sent.units, *(it for note in sent.notes for it in note)]:
        for token, word in zip(unit.unit.tokens, unit.words, strict=True):
            if token.text == CITE and word is not None:
                calls[token.key] = source.text[word.start : word.end]
    return calls


def _at_calls(units: Sequence[Unit], texts: Sequence[str]) -> list[Unit]:
    waiting = iter(texts)
    return [
        replace(
            unit, tokens=tuple(replace(it, note=next(waiting, "")) if it.text == NOTE else it for it in unit.tokens)
        )
        for unit in units
    ]


def note_key(units: Iterable[Unit]) -> str:
    """The words of a note as they are compared."""
    return " ".join(key for unit in units for key in unit.keys)


def is_citation(note: Sequence[Mapped]) -> bool:
    """Whether a note was made of a citation alone."""
    return [token.text for unit in note for token in unit.unit.tokens] == [CITE]


def same_notes(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Notes by their words, and those that are left in their order, where as many came back."""
    if len(one) == len(other):
        return list(zip(range(len(one)), range(len(other)), strict=True))
    pairs, free = [], list(range(len(other)))
    for at, text in enumerate(one):
        mine = set(text.split())
        best = max(free, key=lambda k: len(mine & set(other[k].split())), default=None)
        if best is not None and 2 * len(mine & set(other[best].split())) > len(mine):
            pairs.append((at, best))
            free.remove(best)
    return pairs
