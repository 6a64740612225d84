"""Finds where each word of a chapter's AST stands in its author's file, by reading both side by side.

Pandoc's AST has no places, and the first occurrence of a word is seldom the one that is meant. So the words of the tree
are looked for in their order, each from where the one before it ended; a note is looked for where its label is defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import panflute as pf

from bookbuilder.markdown.ast import children
from bookbuilder.markdown.markup_patterns import NOTE_CALL, NOTE_DEFINITION

WINDOW = 600
"""Characters behind the last word in which the next one is looked for."""
LOST = 4
"""Words in a row that were not found before the rest of the file is searched."""
_TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


class Aligned:
    """The offsets of a document's words, code, formulas and raw markup in the text of their file."""

    def __init__(self, document: pf.Doc, text: str) -> None:
        self._text = text
        self._offsets: dict[int, int] = {}
        self._near: dict[int, int] = {}
        self._document = document
        self._definitions = {it["label"]: it.end() for it in NOTE_DEFINITION.finditer(text)}
        self._read(document, 0)

    def offset(self, element: pf.Element) -> int | None:
        """Where an element, or the first word in it, begins; None for what the author did not type there."""
        for inner in _leaves(element):
            if id(inner) in self._offsets:
                return self._offsets[id(inner)]
        return None

    def near(self, element: pf.Element) -> int | None:
        """Where an element stands, or what before it was found: a formula whose macros Pandoc has filled in."""
        offset = self.offset(element)
        return self._near.get(id(element)) if offset is None else offset

    def put(self, new: pf.Element, old: pf.Element) -> None:
        """Let a new element have the place of one whose stead it takes."""
        place = self.near(old)
        if place is not None:
            self._near[id(new)] = place

    def _read(self, element: pf.Element, cursor: int) -> int:
        missed = 0
        notes: list[tuple[pf.Note, int]] = []
        called = cursor
        for leaf in _leaves(element):
            if isinstance(leaf, pf.Note):
                called = max(called, cursor)
                call = NOTE_CALL.search(self._text, called, called + WINDOW)
                called = call.end() if call else called
                notes.append((leaf, self._definitions.get(call["label"], called) if call else called))
                continue
            found = self._find(leaf.text, cursor, len(self._text) if missed >= LOST else cursor + WINDOW)
            if found is None:
                missed += 1
                self._near[id(leaf)] = cursor
                continue
            missed = 0
            self._offsets[id(leaf)] = found
            cursor = found + len(leaf.text)
        for note, words in notes:
            start = self._note(note, words)
            if start is not None:
                for block in note.content:
                    start = self._read(block, start)
        return cursor

    def _note(self, note: pf.Note, expected: int) -> int | None:
        """Where the words of a note begin: where its definition or its call is, or where its first words stand together."""
        words = [leaf.text for block in note.content for leaf in _leaves(block) if not isinstance(leaf, pf.Note)][:4]
        if not words:
            return None
        for start in (expected, 0):
            at: int | None = start
            while at is not None:
                at = self._find(words[0], at, len(self._text))
                if at is None:
                    break
                end = at + len(words[0])
                for word in words[1:]:
                    next = self._find(word, end, end + len(word) + 12)
                    if next is None:
                        break
                    end = next + len(word)
                else:
                    return at
                at += 1
        return None

    def _find(self, word: str, start: int, end: int) -> int | None:
        """A word, as it stands or as it was typed, that is not a part of a longer one; its signs may have backslashes."""
        for form in dict.fromkeys((word, word.translate(_TYPED))) if word else ():
            at = self._text.find(form, start, end)
            while at >= 0:
                before, after = self._text[at - 1 : at], self._text[at + len(form) : at + len(form) + 1]
                whole = not (before.isalnum() and form[:1].isalnum() or after.isalnum() and form[-1:].isalnum())
                if whole:
                    return at
                at = self._text.find(form, at + 1, end)
        if word.isalnum() or self._text.find("\\", start, end) < 0:
            return None
        escaped = re.compile("".join(re.escape(it) if it.isalnum() else rf"\\?{re.escape(it)}" for it in word))
        found = escaped.search(self._text, start, end)
        return found.start() if found else None


def _leaves(element: pf.Element) -> Iterator[pf.Element]:
    """What has text of its own, and notes, in the order of reading; the words within a note are its own matter."""
    if isinstance(element, (pf.Str, pf.Code, pf.CodeBlock, pf.Math, pf.RawInline, pf.RawBlock, pf.Note)):
        yield element
        return
    for child in children(element):
        yield from _leaves(child)
