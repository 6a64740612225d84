"""Walks the blocks of Pandoc's AST in the order of reading, and looks for the words of each in the author's text."""

from __future__ import annotations

import html
import re
from typing import Any

from bookbuilder.markdown.conserved_inlines import InlineWalk
from bookbuilder.markdown.drawn_tables import DRAWN, difference, end_of_table, with_code_as_words
from bookbuilder.markdown.markup_patterns import BLOCK_MARKUP, INLINE_MARKUP, NOTE_CALL
from bookbuilder.markdown.source_cursor import Loss
from bookbuilder.markdown.typed_marks import HIDDEN, mark_of
from bookbuilder.markdown.typography import Node

_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`]+\1(?!`)")
_NO_ENTITY = "\ufdd9"
"""Stands for the & of `&amp;` in code, where it is no entity."""
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\(?\w+[.)])[ \t]+)*(?:`{3,}(?![^\n]*`)|~{3,})[^\n]*(?:\n|\Z)", re.MULTILINE)
_BETWEEN_ITEMS = re.compile(r"(?:[\s>]+|(?<=[\s>]):{3,}[^\n]*|\{[#.][^{}]*\})+")
_BULLET = re.compile(r"[ \t]*(?:[-*+](?=\s|$))", re.MULTILINE)
_NUMBERED = re.compile(r"[ \t]*\(?(?:(?P<number>\d+)|[A-Za-z]+|#|@[\w-]*)[.)](?=\s|$)", re.MULTILINE)
_AT_LINE = {
    marker: re.compile(rf"(?P<before>^[ \t>]*){marker.pattern}", re.MULTILINE) for marker in (_BULLET, _NUMBERED)
}
_BOX = re.compile(r"(?<=[-*+.)] )\s*\\?\[(?:[ \t]+|[xX])\\?\]")
_CAPTION = re.compile(r"[ \t>]*(?:[Tt]able)?:(?!:)")


class BlockWalk(InlineWalk):
    """A walk over blocks: `cursor.losses` are what it did not find, `counted` what tables lost."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.counted: list[Loss] = []
        """What tables lost whose letters are counted."""
        self.paragraphs: dict[int, int] = {}
        """By the number of a loss in a paragraph, the number of the first one in it: one is reported of each."""

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
        is_empty = not any(cells)  # the drawn table is the next one
        if not is_empty and (DRAWN.match(text, start) or DRAWN.match(text, before)):
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
        for found in NOTE_CALL.finditer(regions[0]):
            label = found["label"]
            if label in self.definitions and label not in self.followed:
                _, first, stop = self.definitions[label]
                regions.append(cursor.text[first:stop])
            if label:
                self.followed.add(label)
        cursor.position = end
        typed = _CODE.sub(lambda it: it[0].replace("&", _NO_ENTITY), " ".join(regions))
        plain = html.unescape(HIDDEN.sub(mark_of, cursor.without_markup(with_code_as_words(typed))))
        plain = plain.replace(_NO_ENTITY, "&")
        if loss := difference(plain, "\n".join(regions), cells):
            self.counted.append(cursor.loss(loss[0], start, loss[1]))


def _without_indent(line: list[Node]) -> list[Node]:
    """A line of verse without the no-break spaces that indent it."""
    if line and line[0]["t"] == "Str":
        return [{"t": "Str", "c": line[0]["c"].lstrip("\u00a0")}, *line[1:]]
    return line
