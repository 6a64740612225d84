"""Finds from where in the Markdown each word of the Word file comes that was made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookbuilder.desk.round_trip.alignment import matches
from bookbuilder.desk.round_trip.source_text import NoteText, SourceText, Word
from bookbuilder.desk.round_trip.units import CITE, NOTE, Text, Unit

NOTES = (NOTE, CITE)


@dataclass(frozen=True)
class Mapped:
    """A unit of the file that went out, and the word of the source for each of its tokens; None for what the book made."""

    unit: Unit
    words: tuple[Word | None, ...]
    notes: tuple[int, ...]
    """The numbers of the notes that are called in it, in the file's order."""


@dataclass(frozen=True)
class MappedText:
    """The whole file that went out, mapped."""

    units: tuple[Mapped, ...]
    notes: tuple[tuple[Mapped, ...], ...]
    """The units of each note; of one that the book made, a citation's, none of the words has a source."""
    definitions: tuple[NoteText | None, ...]
    """Where the words of each note stand in the source."""


def mapped(sent: Text, source: SourceText) -> MappedText:
    """Map the body word by word, and each note to the definition that its call names."""
    found = _words(sent.units, source.words)
    units: list[Mapped] = []
    definitions: list[NoteText | None] = []
    at = note = 0
    for unit in sent.units:
        words = tuple(found[at : at + len(unit.tokens)])
        called = [word for token, word in zip(unit.tokens, words, strict=True) if token.text == NOTE]
        definitions += [source.notes.get(word.label) if word is not None else None for word in called]
        units.append(Mapped(unit, words, tuple(range(note, note + len(called)))))
        at, note = at + len(unit.tokens), note + len(called)
    notes = [_note(*pair) for pair in zip(sent.notes, definitions, strict=False)]
    return MappedText(tuple(units), tuple(notes), tuple(definitions))


def _words(units: Sequence[Unit], source: Sequence[Word]) -> list[Word | None]:
    """The word of the source for each token; calls of notes and citations by the words around them."""
    tokens = [token for unit in units for token in unit.tokens]
    written = [word for word in source if word.key not in NOTES]
    spoken = [position for position, token in enumerate(tokens) if token.text not in NOTES]
    found: list[Word | None] = [None] * len(tokens)
    targets = matches([tokens[it].key for it in spoken], [it.key for it in written])
    keys = [[token.key for token in unit.tokens if token.text not in NOTES] for unit in units]
    _give_back(keys, targets, written)
    free = set(range(len(written))) - set(targets)
    for at, position in enumerate(spoken):  # what another unit had, of the words right behind those that are known
        following = targets[at - 1] + 1 if at and targets[at - 1] >= 0 else -1
        if targets[at] < 0 and following in free and written[following].key == tokens[position].key:
            targets[at] = following
            free.discard(following)
    for position, target in zip(spoken, targets, strict=True):
        found[position] = written[target] if target >= 0 else None
    _map_calls([token.text for token in tokens], found, [word for word in source if word.key in NOTES])
    return found


def _give_back(keys: Sequence[Sequence[str]], targets: list[int], written: Sequence[Word]) -> None:
    """A unit of whose words none was found in the source, but a sign, such as an attribution's full stop, is made by the book."""
    begin = 0
    for unit in keys:
        own = range(begin, begin + len(unit))
        begin += len(unit)
        spoken = any(key[:1].isalnum() for key in unit)
        if spoken and not any(targets[it] >= 0 and _is_word(written[targets[it]]) for it in own):
            for it in own:
                targets[it] = -1


def _map_calls(keys: list[str], found: list[Word | None], calls: list[Word]) -> None:
    """A note's call stands between the same words as in the source; behind the full stop, which may be before it there."""
    waiting = list(calls)
    for position, key in enumerate(keys):
        if key not in NOTES:
            continue
        before = next((it.start for it in reversed(found[:position]) if it is not None and _is_word(it)), -1)
        after = next((it.start for it in found[position + 1 :] if it is not None and _is_word(it)), None)
        call = next((it for it in waiting if it.start > before and (after is None or it.start < after)), None)
        if call is not None:
            found[position] = call
            waiting.remove(call)


def _is_word(word: Word) -> bool:
    return word.key[:1].isalnum()


def _note(units: tuple[Unit, ...], definition: NoteText | None) -> tuple[Mapped, ...]:
    words = definition.words if definition is not None else ()
    found = _words(units, words)
    made, at = [], 0
    for unit in units:
        made.append(Mapped(unit, tuple(found[at : at + len(unit.tokens)]), ()))
        at += len(unit.tokens)
    return tuple(made)
