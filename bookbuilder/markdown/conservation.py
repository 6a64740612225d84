"""Holds the author's text against Pandoc's AST: every letter, digit and space stands there once, in order.

The AST is walked in the order of reading, and each run of words is looked for where the one before it ended. Between them
may stand markup and what is no word of the text: attributes, addresses, comments, definitions of notes and links. A note is
followed to its definition and back. Tables whose cells are drawn side by side are another matter (`drawn_tables.py`).
"""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bookbuilder.markdown.conserved_inlines import ADDRESS_LINE, CALL, InlineWalk
from bookbuilder.markdown.drawn_tables import DRAWN, difference, end_of_table, letters, with_code_as_words
from bookbuilder.markdown.source_cursor import BLOCK_MARKUP, INLINE_MARKUP, Cursor, Loss
from bookbuilder.markdown.typed_marks import HIDDEN, mark_of
from bookbuilder.markdown.typography import Node

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\(?\w+[.)])[ \t]+)*(?:`{3,}|~{3,})[^\n]*(?:\n|\Z)", re.MULTILINE)
_BETWEEN_ITEMS = re.compile(r"(?:[\s>]+|(?<=[\s>]):{3,}[^\n]*|\{[#.][^{}]*\})+")
_SIGNS_ALONE = re.compile(r"[*_~^`|<>\[\]\\]+")
"""A word of nothing but signs, of which some were escaped and some were markup: it has no letter to lose."""
_FENCED = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t>]*\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"<|#|\.{0,2}/\S|[A-Za-z][\w+.-]*:\S|\S+\w\.[A-Za-z]\w{1,4}(?:[#?]\S*)?(?:\s|$)")
_NAMED = re.compile(r"\[([^\[\]]+)\]")
_BULLET = re.compile(r"[ \t]*(?:[-*+](?=\s|$))", re.MULTILINE)
_NUMBERED = re.compile(r"[ \t]*\(?(?:(?P<number>\d+)|[A-Za-z]+|#|@[\w-]*)[.)](?=\s|$)", re.MULTILINE)
_AT_LINE = {
    marker: re.compile(rf"(?P<before>^[ \t>]*){marker.pattern}", re.MULTILINE) for marker in (_BULLET, _NUMBERED)
}
_BOX = re.compile(r"(?<=[-*+.)] )\s*\[(?:[ \t]+|[xX])\]")
_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[*_~^`|<>\[\]\\]")
_NESTED = re.compile(r"</|\^\[|^[ \t>]*:::|[:~] +:::", re.MULTILINE)
MOST_READ = 300_000_000
"""Characters that are read at most to count words of one chapter."""
_CAPTION = re.compile(r"[ \t>]*(?:[Tt]able)?:[ \t]")


def losses(source: str, ast: Node) -> list[Loss]:
    """What a text lost, or got too much, on its way into an AST read from it as typed; one a paragraph at most."""
    walk = _Walk(source)
    begins = []
    for block in ast["blocks"]:
        begins.append(len(walk.cursor.losses))
        walk.blocks([block])
    walk.end()
    confirmed = _confirmed(walk.cursor, ast)
    told: dict[int, Loss] = {}
    for number, loss in confirmed.items():
        of_block = begins[bisect_left(begins, number + 1) - 1]
        missed = any(before not in confirmed for before in range(of_block, number))
        if loss.kind != "space" or not missed:  # no space is where it should be behind a word that the walk has missed
            told.setdefault(walk.paragraphs.get(number, number), loss)
    found = {*told.values(), *walk.counted, *_unused(walk.cursor)}
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
        """Whether so much has been looked for that the rest is told as it is."""
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


class _Walk(InlineWalk):
    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.counted: list[Loss] = []
        """What tables lost whose letters are counted."""
        self.paragraphs: dict[int, int] = {}
        """By the number of a loss in a paragraph, the number of the first one in it: one is told of each."""

    def end(self) -> None:
        """What stands behind the last block is markup, or lost."""
        self._gap()
        start = self.cursor.position
        self.cursor.passed_over(start, len(self.cursor.text))

    def blocks(self, blocks: list[Node]) -> None:
        for block in blocks:
            before = len(self.cursor.losses)
            self.block(block)
            if block["t"] in ("Para", "Plain", "Header", "LineBlock"):
                self.paragraphs.update(dict.fromkeys(range(before, len(self.cursor.losses)), before))

    def block(self, block: Node) -> None:
        kind: str = block["t"]
        content: Any = block["c"] if "c" in block else None  # a rule across the page has none
        if kind in ("BulletList", "OrderedList"):
            self._list(kind, content)
            return
        self._gap()
        if kind in ("Para", "Plain"):
            self.inlines(content)
        elif kind == "Header":
            self.inlines(content[2])
        elif kind in ("BlockQuote", "Div"):
            self.blocks(content if kind == "BlockQuote" else content[1])
        elif kind == "Figure":
            for each in content[1][1]:
                self.inlines(each["c"])
            self.cursor.link_end()
        elif kind == "DefinitionList":
            for term, definitions in content:
                self._gap()
                self.inlines(term)
                for each in definitions:
                    self._definition(each)
        elif kind == "LineBlock":
            for line in content:
                self._gap()
                self.inlines(_without_indent(line))
        elif kind == "CodeBlock":
            self._code(content[1])
        elif kind == "RawBlock":
            passed, self.cursor.position = self.cursor.position, min(self.cursor.floor, self.cursor.position)
            self.cursor.literal(content[1].replace("\n", " ").strip(), 200 + passed - self.cursor.position)
        elif kind == "Table":
            self._table(content)

    def _code(self, code: str) -> None:
        """Follow a block of code behind its fence; what is indented may begin with what looks like one, and was passed over."""
        cursor = self.cursor
        lines = [line.strip() for line in code.split("\n") if line.strip()]
        first = re.compile(rf"^[ \t>]*{re.escape(lines[0])}[ \t]*$", re.MULTILINE) if lines else None
        here = cursor.raw.find("\n", cursor.position)
        until = here if here >= 0 else len(cursor.raw)
        passed = first.search(cursor.raw, min(cursor.floor, cursor.position), until) if first else None
        line = cursor.text.rfind("\n", 0, cursor.position) + 1
        fence = _FENCE.search(cursor.text, min(cursor.floor, line))
        if passed:
            cursor.position = cursor.floor = passed.start()
        elif fence and fence.start() <= cursor.position:
            cursor.position = cursor.floor = fence.end()
        for each in lines:
            cursor.literal(each, 200)

    def _gap(self) -> None:
        """Move over the markup between two blocks, and over definitions of notes, which their calls lead to."""
        cursor = self.cursor
        if cursor.position != cursor.gap_end:
            cursor.floor = cursor.position
        self._pass_markup()
        cursor.gap_end = cursor.position

    def _pass_markup(self) -> None:
        cursor = self.cursor
        while True:
            start = cursor.text.rfind("\n", 0, cursor.position) + 1
            if start in self.starts and not cursor.text[start : cursor.position].strip(" \t>["):
                cursor.position = self.starts[start]
                continue
            found = BLOCK_MARKUP.match(cursor.text, cursor.position)
            if not found or found.end() == cursor.position:
                return
            ahead = next((it for it in sorted(self.starts) if cursor.position <= it < found.end()), None)
            if ahead is not None:
                cursor.position = self.starts[ahead]
            else:
                cursor.position = found.end()

    def _list(self, kind: str, content: Any) -> None:
        items = content if kind == "BulletList" else content[1]
        typed: list[tuple[int, int]] = []
        for item in items:
            self._gap_to_marker(_BULLET if kind == "BulletList" else _NUMBERED, typed)
            self.blocks(self._without_box(item))
        numbers = [number for number, _ in typed]
        if kind == "OrderedList" and len(typed) == len(items) and len(set(numbers)) > 1:
            for place, (number, offset) in enumerate(typed):
                if number != numbers[0] + place:
                    self.cursor.lose("number", offset, f"{number} {numbers[0] + place}")
                    return

    def _without_box(self, item: list[Node]) -> list[Node]:
        """An item without the box of a task and its words, which are followed at once: markup before them is their own."""
        words = item[0]["c"] if item and item[0]["t"] in ("Para", "Plain") else []
        if not words or words[0]["t"] != "Str" or words[0]["c"] not in ("☐", "☒"):
            return item
        cursor = self.cursor
        box = _BOX.search(cursor.text, min(cursor.floor, cursor.position), cursor.position + 8)
        if not box:
            return item
        cursor.position = cursor.floor = box.end()
        self.inlines(words[1:])
        return item[1:]

    def _gap_to_marker(self, marker: re.Pattern[str], typed: list[tuple[int, int]]) -> None:
        cursor = self.cursor
        cursor.match(INLINE_MARKUP)
        for _ in range(8):
            found = cursor.match(marker)
            if found:
                if "number" in marker.groupindex and found["number"]:
                    typed.append((int(found["number"]), found.start("number")))
                return
            before = cursor.position
            blank = _BETWEEN_ITEMS.match(cursor.text, cursor.position)
            if blank:
                cursor.position = blank.end()
            else:
                self._gap()
                passed = _AT_LINE[marker].search(cursor.text, before, cursor.position)
                cursor.position = passed.end("before") if passed else cursor.position
            if cursor.position == before:
                return

    def _definition(self, blocks: list[Node]) -> None:
        self._gap()
        self.cursor.match(re.compile(r"[:~][ \t]+"))
        self.blocks(blocks)

    def _table(self, content: Any) -> None:
        caption = [inline for block in content[1][1] for inline in block["c"]]
        rows = [*content[3][1], *(row for body in content[4] for row in [*body[2], *body[3]]), *content[5][1]]
        cells = [cell[4] for row in rows for cell in row[1]]
        text = self.cursor.text
        start = text.rfind("\n", 0, self.cursor.position) + 1
        before = text.rfind("\n", 0, max(0, start - 1)) + 1
        if _CAPTION.match(text, start) and caption:
            self.inlines(caption)
            caption = []
            self.cursor.match(re.compile(r"[ \t]*(?:\{[^{}]*\})?\s*"))
            start = text.rfind("\n", 0, self.cursor.position) + 1
            before = start
        if DRAWN.match(text, start) or DRAWN.match(text, before):
            self._drawn(cells, before if DRAWN.match(text, before) else start)
        else:
            for cell in cells:
                self.blocks(cell)
        if caption:
            self._gap()
            self.inlines(caption)

    def _drawn(self, cells: list[list[Node]], start: int) -> None:
        """A table whose cells stand side by side over several lines: its letters and digits are counted."""
        cursor = self.cursor
        end = end_of_table(cursor.text, start)
        regions = [cursor.text[start:end]]
        for found in CALL.finditer(regions[0]):
            label = found["label"]
            if label in self.definitions and label not in self.followed:
                _, first, stop = self.definitions[label]
                regions.append(cursor.text[first:stop])
            if label:
                self.followed.add(label)
        cursor.position = end
        plain = html.unescape(HIDDEN.sub(mark_of, cursor.without_markup(with_code_as_words(" ".join(regions)))))
        if loss := difference(plain, "\n".join(regions), cells):
            self.counted.append(cursor.loss(loss[0], start, loss[1]))


def _without_indent(line: list[Node]) -> list[Node]:
    """A line of verse without the no-break spaces that indent it."""
    if line and line[0]["t"] == "Str":
        return [{"t": "Str", "c": line[0]["c"].lstrip("\u00a0")}, *line[1:]]
    return line
