"""Compares the author's text with Pandoc's AST: every letter, digit and space stands there once, in order.

The AST is walked in the order of reading, and each run of words is looked for where the one before it ended. Between them
may stand markup and what is not a word of the text: attributes, addresses, comments, definitions of notes and links. A note is
followed to its definition and back. Tables whose cells are drawn side by side are another matter (`drawn_tables.py`).
"""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from bookbuilder.markdown.conserved_blocks import BlockWalk
from bookbuilder.markdown.conserved_inlines import ADDRESS_LINE
from bookbuilder.markdown.drawn_tables import letters
from bookbuilder.markdown.pandoc import OF_WINDOWS
from bookbuilder.markdown.source_cursor import Cursor, Loss
from bookbuilder.markdown.typed_marks import HIDDEN, mark_of
from bookbuilder.markdown.typography import Node

_SIGNS_ALONE = re.compile(r"[*_~^`|<>\[\]\\]+")
"""A word of nothing but signs, of which some were escaped and some were markup: it has no letter to lose."""
_FENCED = re.compile(r"^[ \t>]*(`{3,}(?=[^`\n]*\n)|~{3,})[^\n]*\n.*?^[ \t>]*\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"<|#|\.{0,2}/\S|[A-Za-z][\w+.-]*:\S|\S+\w\.[A-Za-z]\w{1,4}(?:[#?]\S*)?(?:\s|$)")
_NAMED = re.compile(r"\[([^\[\]]+)\]")
_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[*_~^`|<>\[\]\\]")
_NESTED = re.compile(r"</|\^\[|^[ \t>]*:::|[:~] +:::", re.MULTILINE)
MOST_READ = 300_000_000
"""Characters that are read at most to count words of one chapter."""


def losses(source: str, ast: Node) -> list[Loss]:
    """What a text lost, or got too much, on its way into an AST read from it as typed; one a paragraph at most."""
    walk = BlockWalk(source.translate(OF_WINDOWS))
    begins = [0]
    for block in ast["blocks"]:
        begins.append(len(walk.cursor.losses))
        walk.blocks([block])
    walk.end()
    confirmed = _confirmed(walk.cursor, ast)
    doubted = [number for number in range(len(walk.cursor.losses)) if number not in confirmed]
    by_paragraph: dict[int, Loss] = {}
    for number, loss in confirmed.items():
        of_block = begins[bisect_left(begins, number + 1) - 1]
        missed = bisect_left(doubted, of_block) < bisect_left(doubted, number)
        if loss.kind != "space" or not missed:  # no space is where it should be behind a word that the walk has missed
            by_paragraph.setdefault(walk.paragraphs.get(number, number), loss)
    found = {*by_paragraph.values(), *walk.counted, *_unused(walk.cursor)}
    return sorted(found, key=lambda loss: loss.offset)


def _confirmed(cursor: Cursor, ast: Node) -> dict[int, Loss]:
    """The losses, by their number, whose words the AST has more or less often than the text.

    In nested markup the walk misses some words where they stand.
    """
    if not cursor.losses:
        return {}
    counts = _Counts(_counted(cursor.without_markup(cursor.text)), letters(ast["blocks"], margin=""))
    attributes = json.dumps(ast["blocks"], ensure_ascii=False).lower()  # a class may have become an element: Underline
    found = {}
    for number, loss in enumerate(cursor.losses):
        if counts.is_enough:
            is_there = False
        elif loss.kind == "invented":
            words = loss.words.split()
            stands = len(words) == 1 or loss.words in counts.read  # a no-break space may stand for one that is lost
            is_markup = loss.words.isascii() and not _WORD.search(loss.words)  # of which the text has more
            is_there = stands and not is_markup and all(read <= typed for typed, read in map(counts.of, words))
        elif loss.kind == "lost":
            plain = html.unescape("&" * cursor.text.startswith("&", loss.offset - 1) + loss.words)
            is_there = all(
                read >= typed if typed else word.lower() in attributes
                for word in _WORD.findall(plain) or plain.split()
                for typed, read in [counts.of(word)]
            )
        else:
            is_there = loss.kind == "space" and _is_between(cursor, loss.offset, counts)
        if not is_there and not (loss.kind == "invented" and _SIGNS_ALONE.fullmatch(loss.words)):
            found[number] = loss
    return found


class _Counts:
    """How often words stand in the text without its markup, and in what Pandoc has read of it."""

    def __init__(self, typed: str, read: str) -> None:
        self.read = read
        self._typed, self._signless = typed, _SIGN.sub("", typed)
        self._known: dict[str, tuple[int, int]] = {}

    @property
    def is_enough(self) -> bool:
        """Whether so much has been looked for that the rest is reported as it is."""
        return len(self._known) * len(self._typed) > MOST_READ

    def of(self, word: str) -> tuple[int, int]:
        if word not in self._known:
            self._known[word] = self._typed.count(word), self.read.count(word)
        return self._known[word]

    def of_pair(self, before: str, after: str) -> tuple[int, int]:
        """How often a word stands behind another one, with white space between them."""
        pair = rf"{re.escape(before)}\s+{re.escape(after)}\b"
        if pair not in self._known:
            self._known[pair] = len(re.findall(pair, self._signless)), len(re.findall(pair, self.read))
        return self._known[pair]


def _is_between(cursor: Cursor, offset: int, counts: _Counts) -> bool:
    """Whether the words around a space, with a tag, a note or a division between them, are parted in the AST as in the text."""
    before = _WORD.findall(cursor.without_markup(cursor.text[max(0, offset - 400) : offset]))
    after = _WORD.search(cursor.without_markup(cursor.text[offset : offset + 400]))
    if not before or not after or not _NESTED.search(cursor.text[max(0, offset - 80) : offset + 80]):
        return False
    typed, read = counts.of_pair(before[-1], after[0])
    return 0 < typed <= read


def _counted(text: str) -> str:
    return html.unescape(HIDDEN.sub(mark_of, text))


def _unused(cursor: Cursor) -> Iterator[Loss]:
    """Each word that a line defines as an address, and nothing names: `[Anna]: Yes` in a dialogue is one to Pandoc."""
    named = Counter(" ".join(it[1].casefold().split()) for it in _NAMED.finditer(cursor.text))
    plain = _FENCED.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), cursor.text)
    for found in ADDRESS_LINE.finditer(plain):
        is_address = _ADDRESS.match(found[0].partition("]:")[2].strip())
        if not is_address and named[" ".join(found["name"].casefold().split())] < 2:
            yield cursor.loss("lost", found.start("name") - 1, found[0].strip())
