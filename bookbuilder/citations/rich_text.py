"""Reads a field's inline markup: CSL's tags, straight and curly quotation marks, apostrophes.

Fields, prefixes and suffixes may hold <i>, <b>, <sup>, <sub>, <sc>, <span style="font-variant:small-caps"> and
<span class="nocase">. Quotation marks become quote boxes, which print as the locale and their nesting want them; what
does not close stays as it was written. See https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .output import Box

TOKEN = re.compile(
    r'<span\s+style="font-variant:\s*small-caps;?"[^>]*>|<span\s+class="no(?:case|decor)"[^>]*>'
    r'|</?(?:i|b|sup|sub|sc)>|</span>|["\'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a]'
)
STYLES = {
    "i": ("font-style", "italic"),
    "b": ("font-weight", "bold"),
    "sup": ("vertical-align", "sup"),
    "sub": ("vertical-align", "sub"),
    "sc": ("font-variant", "small-caps"),
}
APOSTROPHE = "\u2019"
RE_NARROW = re.compile(r" ([:;?!\u00bb])")
BETWEEN_LETTERS = re.compile(r"(?<=[^\W_])\u2019(?=[^\W_])")


@dataclass(slots=True, eq=False)
class _Open:
    """An element or quotation that has been opened and waits for its end."""

    kind: str
    close: str | None
    literal: str
    children: list[Box | str] = field(default_factory=list)


@lru_cache(maxsize=8192)
def parse(text: str, quotes: tuple[str, ...] = ()) -> tuple[Box | str, ...]:
    """The children (strings and boxes) of a field; `quotes` are the locale's (open, close, open-inner, close-inner)."""
    text = RE_NARROW.sub("\u202f\\1", text).replace("\u00ab ", "\u00ab\u202f")
    if not TOKEN.search(text):
        return (text,)
    return tuple(_Parser(text, quotes).run())


DEEPEST = 40
"""Elements and quotation marks in one another; what stands deeper prints as it is written."""


class _Parser:
    def __init__(self, text: str, quotes: tuple[str, ...]) -> None:
        self.text = BETWEEN_LETTERS.sub("'", text)
        self.stack = [_Open("root", None, "")]
        self.curly: dict[str, tuple[str, str]] = {}
        if len(quotes) == 4:
            for opening, closing, level in ((quotes[0], quotes[1], "outer"), (quotes[2], quotes[3], "inner")):
                if opening and closing and opening not in "\"'":
                    self.curly.setdefault(opening, (closing, level))
        self.closing = {closing for closing, _ in self.curly.values()}
        self.first_straight: str | None = None
        self.opened_at = 0  # where the text of what was opened last begins

    def run(self) -> list[Box | str]:
        position = 0
        for match in TOKEN.finditer(self.text):
            self.add(self.text[position : match.start()])
            position = match.end()
            self.token(match.group(), match.start(), match.end())
        self.add(self.text[position:])
        while len(self.stack) > 1:
            self.give_up()
        return self.stack[0].children

    def add(self, item: str | Box) -> None:
        if not item:
            return
        children = self.stack[-1].children
        if isinstance(item, str) and children and isinstance(children[-1], str):
            children[-1] += item
        else:
            children.append(item)

    def token(self, token: str, start: int, end: int) -> None:
        if len(self.stack) > DEEPEST and not any(entry.close == token for entry in self.stack):
            self.add(token)
        elif token[0] == "<":
            self.element(token, end)
        elif token in "\"'":
            self.straight(token, start, end)
        else:
            self.curly_quote(token, start, end)

    # -- elements

    def element(self, token: str, end: int) -> None:
        if token[1] != "/":
            name = "span" if token.startswith("<span") else token[1:-1]
            kind = name
            if name == "span":
                kind = "sc" if "small-caps" in token else "nocase" if "nocase" in token else "nodecor"
            self.stack.append(_Open(kind, f"</{name}>", token))
            self.opened_at = end
            return
        if any(entry.close == token for entry in self.stack):
            while self.stack[-1].close != token:
                self.give_up()
            entry = self.stack.pop()
            self.close_element(entry)
        else:
            self.add(token)

    def close_element(self, entry: _Open) -> None:
        if entry.kind in STYLES:
            self.add(Box(entry.children, style=(STYLES[entry.kind],), flip=True))
        elif entry.kind == "nodecor":
            self.add(Box(entry.children, role="nodecor"))
        else:
            for child in entry.children:
                self.add(child)

    def give_up(self) -> None:
        """Print the innermost open mark as it was written: it has no end."""
        entry = self.stack.pop()
        self.add(APOSTROPHE if entry.literal == "'" else entry.literal)
        for child in entry.children:
            self.add(child)

    # -- quotation marks

    def opens(self, start: int) -> bool:
        return start == self.opened_at or self.text[start - 1] in " (\u00a0\u202f[\u2013\u2014/"

    def straight(self, mark: str, start: int, end: int) -> None:
        after = self.text[end : end + 1]
        is_open = any(entry.close == mark for entry in self.stack)
        if mark == "'" and not self.opens(start) and after and re.match(r'[^,.?:; )\]<"\'!]', after):
            self.add(APOSTROPHE)
        elif is_open and not self.opens(start):
            while self.stack[-1].close != mark:
                self.give_up()
            self.close_quotes(self.stack.pop())
        elif mark == "'" and self.opens(start) and after in " ":
            self.add(APOSTROPHE)
        elif self.opens(start) and after:
            self.opened_at = end
            self.first_straight = self.first_straight or mark
            self.stack.append(_Open("outer" if mark == self.first_straight else "inner", mark, mark))
        else:
            self.add(APOSTROPHE if mark == "'" else mark)

    def curly_quote(self, mark: str, start: int, end: int) -> None:
        if self.stack[-1].close == mark and not (mark == APOSTROPHE and self.opens(start)):
            self.close_quotes(self.stack.pop())
        elif mark in self.curly:
            closing, level = self.curly[mark]
            self.opened_at = end
            self.stack.append(_Open(level, closing, mark))
        elif mark in self.closing and any(entry.close == mark for entry in self.stack):
            while self.stack[-1].close != mark:
                self.give_up()
            self.close_quotes(self.stack.pop())
        else:
            self.add(mark)

    def close_quotes(self, entry: _Open) -> None:
        self.add(Box(entry.children, quotes=entry.kind, flip=True))
