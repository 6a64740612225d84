"""Writes a tree of boxes as pieces of text and markup: affixes at their places, quotation marks nested, formats flipped."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from . import punctuation
from .output import Box
from .pieces import FIELD_END, MARKUP, Pieces

if TYPE_CHECKING:
    from .locales import LocaleTerms

TAGS = {
    ("font-style", "italic"): ("<i>", "</i>"),
    ("font-style", "oblique"): ("<em>", "</em>"),
    ("font-style", "normal"): ('<span style="font-style:normal;">', "</span>"),
    ("font-variant", "small-caps"): ('<span style="font-variant:small-caps;">', "</span>"),
    ("font-variant", "normal"): ('<span style="font-variant:normal;">', "</span>"),
    ("font-weight", "bold"): ("<b>", "</b>"),
    ("font-weight", "normal"): ('<span style="font-weight:normal;">', "</span>"),
    ("text-decoration", "underline"): ('<span style="text-decoration:underline;">', "</span>"),
    ("text-decoration", "none"): ('<span style="text-decoration:none;">', "</span>"),
    ("vertical-align", "sup"): ("<sup>", "</sup>"),
    ("vertical-align", "sub"): ("<sub>", "</sub>"),
}
DISPLAY = {name: f'<div class="csl-{name}">' for name in ("block", "left-margin", "right-inline", "indent")}
# Boxes whose own brackets are left as they are.
LEAVES = frozenset(("field", "term", "names", "substitute"))
NORMAL = {"normal", "none", "baseline"}
PLAIN = {"font-style": "normal", "font-variant": "normal", "font-weight": "normal", "text-decoration": "none"}


Close: TypeAlias = "Callable[[], None]"


def plain_text(box: Box, locale: LocaleTerms) -> str:
    """What a box prints, without its formatting."""
    writer = Writer(locale, markup=False)
    writer.write(box)
    return writer.plain()


class Writer(Pieces):
    """Writes the boxes of one citation or entry."""

    def __init__(self, locale: LocaleTerms, markup: bool = True, braces: bool = False) -> None:
        super().__init__(locale, markup)
        self.formats: dict[str, str] = {}
        self.quote: str | None = None  # 'outer', 'inner' or None
        self.braces = braces  # brackets within brackets become square, but for those of fields and terms
        # behind these pieces a group has ended with a mark that stood there already: no other one follows
        self.ended = -1

    def write(self, box: Box) -> None:
        """Write a whole tree of boxes."""
        if box.prune():
            self._write(box)

    def _write(self, box: Box, merge: bool = True) -> None:
        """Write a box; `merge` says whether punctuation at its left edge may merge with what stands before."""
        self.flips = self.braces and box.role not in LEAVES
        prefix = box.prefix
        if box.display:
            if prefix and prefix[0] in punctuation.MARKS:
                self.affix(prefix[0])
                prefix = prefix[1:]
            self.tag(DISPLAY[box.display])
        if self.ended == len(self.pieces) and merge and prefix and prefix[0] in punctuation.MARKS:
            prefix = prefix[1:]
        self.affix(prefix, merge, merge)
        merge_first = (merge or bool(box.prefix)) and box.prefix[-1:] not in (":", ";")
        closers = self._open(box)
        self._write_children(box, merge_first)
        own = bool(box.style or box.quotes in ("outer", "inner")) and not box.flip and box.is_leaf()
        for close in reversed(closers):
            close()
        self.flips = self.braces and box.role not in LEAVES
        doubled = box.suffix in punctuation.MARKS and getattr(box.children[-1], "suffix", "")[-1:] == box.suffix
        self.affix(box.suffix, not own)
        if doubled:
            self.ended = len(self.pieces)
        if box.display:
            self.tag("</div>")

    def _write_children(self, box: Box, merge_first: bool) -> None:
        first, delimiter = True, box.delimiter
        previous = None
        for child in box.children:
            if isinstance(child, str):
                if first and not box.flip:
                    self._write_string(child)
                else:
                    self.text(child)
                first = False
                previous = None
                continue
            if first:
                self._write(child, merge_first)
            elif delimiter:
                own = previous is not None and bool(previous.style or previous.quotes) and previous.is_leaf()
                self.flips = False
                self.affix(delimiter, not own)
                self._write(child)
            else:
                apart = bool(child.style) or (previous is not None and bool(previous.style))
                self._write(child, not apart)
            first, previous = False, child

    def _write_string(self, text: str) -> None:
        """Field content; terminal punctuation at its head collides like an affix."""
        if text[0] in punctuation.TERMINAL and text[0] != " ":
            rest = text.lstrip(":.;!?")
            if rest:
                self.affix(text[: len(text) - len(rest)])
                text = rest
        self.text(text)

    def _open(self, box: Box) -> list[Close]:
        """Write the opening marks of a box and return what closes them, innermost last."""
        closers: list[Close] = []
        if box.role == "cite" and box.data:
            closers.append(self._open_tag(f'<span class="cite" data-cites="{html.escape(box.data)}">', "</span>"))
        elif box.role == "nodecor":
            for name in ("font-style", "font-variant", "font-weight"):
                close = (
                    self._open_format(name, "normal", False) if self.formats.get(name, "normal") != "normal" else None
                )
                if close is not None:
                    closers.append(close)
        elif box.role == "link":
            closers.append(self._open_tag(f'<a href="{html.escape(box.data)}">', "</a>"))
        if box.quotes == "none":
            closers.append(self._no_quotes())
        elif box.quotes:
            closers.append(self._open_quotes(box))
        for name, value in reversed(box.style):
            close = self._open_format(name, value, box.flip)
            if close is not None:
                closers.append(close)
        return closers

    def _open_tag(self, opening: str, closing: str) -> Close:
        self.tag(opening)
        return lambda: self.tag(closing)

    def _no_quotes(self) -> Close:
        """Within quotes="false", quotation marks of the field are outer ones, unless a quotation is open already."""
        before = self.quote
        self.quote = before or "none"

        def close() -> None:
            self.quote = before

        return close

    def _open_quotes(self, box: Box) -> Close:
        before = self.quote
        if box.flip:
            level = {"outer": "inner", "inner": "outer", "none": "outer"}.get(before or "", box.quotes)
        else:
            level = "outer"
        self.quote = level
        self.open_quotes(level)

        def close() -> None:
            self.close_quotes(level, swap=not box.flip)
            self.quote = before

        return close

    def _open_format(self, name: str, value: str, flip: bool) -> Close | None:
        before = self.formats.get(name)
        if flip and before == value and name in PLAIN:
            value = PLAIN[name]
        # nothing in HTML leads back out of a superscript; citeproc-js prints it as its surroundings
        if value == "baseline":
            return None
        if value in NORMAL and before in (None, "normal", "none", "baseline"):
            return None
        tags = TAGS.get((name, value))
        if tags is None:
            return None
        self.formats[name] = value
        self.tag(tags[0])

        def close() -> None:
            self.tag(tags[1], FIELD_END if flip else MARKUP)
            if before is None:
                del self.formats[name]
            else:
                self.formats[name] = before

        return close
