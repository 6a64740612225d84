"""A tree of boxes in, HTML or plain text out: affixes meet, quotation marks nest, formats flip, text is escaped.

The writer keeps the pieces it has written in order. An affix that arrives looks back at the last character printed, past
closing tags, so that punctuation collides (or moves into a closing quotation mark) wherever in the tree it came from.
"""

from __future__ import annotations

import html
import re
import unicodedata

from . import punctuation
from .output import Box

TEXT, MARKUP, CLOSE_QUOTE, FIELD_END = range(4)  # FIELD_END: the end of an author's own markup within a field
TAGS = {
    ('font-style', 'italic'): ('<i>', '</i>'),
    ('font-style', 'oblique'): ('<em>', '</em>'),
    ('font-style', 'normal'): ('<span style="font-style:normal;">', '</span>'),
    ('font-variant', 'small-caps'): ('<span style="font-variant:small-caps;">', '</span>'),
    ('font-variant', 'normal'): ('<span style="font-variant:normal;">', '</span>'),
    ('font-weight', 'bold'): ('<b>', '</b>'),
    ('font-weight', 'normal'): ('<span style="font-weight:normal;">', '</span>'),
    ('text-decoration', 'underline'): ('<span style="text-decoration:underline;">', '</span>'),
    ('text-decoration', 'none'): ('<span style="text-decoration:none;">', '</span>'),
    ('vertical-align', 'sup'): ('<sup>', '</sup>'),
    ('vertical-align', 'sub'): ('<sub>', '</sub>'),
}
DISPLAY = {name: f'<div class="csl-{name}">' for name in ('block', 'left-margin', 'right-inline', 'indent')}
# Boxes whose own brackets are left as they are.
LEAVES = frozenset(('field', 'term', 'names', 'substitute'))
NORMAL = {'normal', 'none', 'baseline'}
PLAIN = {'font-style': 'normal', 'font-variant': 'normal', 'font-weight': 'normal', 'text-decoration': 'none'}
SUPERSCRIPTS = {
    chr(code): unicodedata.decomposition(chr(code)).split()[1:]
    for code in range(0xAA, 0x3200)
    if unicodedata.decomposition(chr(code)).startswith('<super>')
}
RE_SPECIAL = re.compile(r'[&<>]|\s\s|[' + ''.join(SUPERSCRIPTS) + ']')


def escape(text: str) -> str:
    """Text for HTML; superscript characters become elements, so that every font prints them."""
    return RE_SPECIAL.sub(_escape_one, text) if RE_SPECIAL.search(text) else text


def _escape_one(match) -> str:
    found = match.group()
    if found == '&':
        return '&#38;'
    if found == '<':
        return '&#60;'
    if found == '>':
        return '&#62;'
    if found in SUPERSCRIPTS:
        return '<sup>' + ''.join(chr(int(code, 16)) for code in SUPERSCRIPTS[found]) + '</sup>'
    return '\u00a0 '


class Writer:
    """Collects the pieces of one citation or entry."""

    def __init__(self, locale, formats=None, markup=True, braces=False):
        self.pieces: list[list] = []
        self.last = -1  # index of the piece with the last printed character
        self.locale = locale
        self.quotes = locale.quotes
        self.inside = locale.punctuation_in_quote
        self.markup = markup
        self.formats = dict(formats or {})
        self.quote: str | None = None  # 'outer', 'inner' or None
        self.closed_quote = False
        self.braces = braces  # brackets within brackets become square
        self.flips = False
        self.ended = -1  # behind these pieces a group has ended with a mark that stood there already: no other one follows
        self.open_brackets: list[str] = []

    # -- pieces

    def text(self, text: str) -> None:
        if not text:
            return
        self.pieces.append([TEXT, text])
        self.last = len(self.pieces) - 1
        self.closed_quote = False

    def tag(self, markup: str, kind: int = MARKUP) -> None:
        if self.markup:
            self.pieces.append([kind, markup])

    def last_character(self) -> str:
        return self.pieces[self.last][1][-1:] if self.last >= 0 else ''

    def affix(self, text: str, merge: bool = True, enter: bool = True) -> None:
        """Write an affix or delimiter; its first marks collide with what was printed before.

        `merge` is False beside formatted text of its own element, where only a doubled mark goes; `enter` tells
        whether the marks may move into a quotation that has just been closed.
        """
        if not text:
            return
        if self.flips and ('(' in text or ')' in text):
            text = self._flip_brackets(text)
        while text and self.last >= 0:
            first, before = text[0], self.last_character()
            if first in ' \u00a0':
                if before == first and not self.closed_quote:
                    text = text[1:]
                    continue
                break
            if first not in punctuation.MARKS:
                break
            if self.closed_quote and self.inside and enter and first in punctuation.MOVES_INTO_QUOTES:
                self._put_inside(first)
                text = text[1:]
                continue
            if first == before:
                text = text[1:]
                continue
            if merge and before in punctuation.MARKS:
                merged = punctuation.merge(before, first)
                if merged is not None:
                    self.pieces[self.last][1] = self.pieces[self.last][1][:-1] + merged
                    text = text[1:]
                    continue
            break
        if text and text[0] in punctuation.MARKS and self.pieces and self.pieces[-1][1] == '</div>' and self.last >= 0:
            self.pieces[self.last][1] += text[0]  # a mark belongs to the block before
            text = text[1:]
        if text:
            self.pieces.append([TEXT, text])
            self.last = len(self.pieces) - 1
            self.closed_quote = False

    def _flip_brackets(self, text: str) -> str:
        """Brackets within brackets become square; a bracket that no affix has opened stays round."""
        flipped = ''
        for letter in text:
            if letter == '(':
                letter = '[' if len(self.open_brackets) % 2 else '('
                self.open_brackets.append(letter)
            elif letter == ')' and self.open_brackets:
                letter = ']' if self.open_brackets.pop() == '[' else ')'
            flipped += letter
        return flipped

    def _put_inside(self, mark: str) -> None:
        """Put a mark before the closing quotation mark, but behind the markup that the author wrote in the field."""
        piece = self.pieces[self.last]
        before = piece[1][-1:]
        merged = punctuation.merge(before, mark) if before in punctuation.MARKS else None
        if merged is not None:
            piece[1] = piece[1][:-1] + merged
        elif self.pieces[self.last + 1][0] == FIELD_END:
            while self.pieces[self.last + 1][0] == FIELD_END:
                self.last += 1
            self.pieces.insert(self.last + 1, [TEXT, mark])
            self.last += 1
        else:
            piece[1] += mark

    def open_quotes(self, level: str) -> None:
        self.pieces.append([TEXT, self.quotes[level][0]])
        self.last = len(self.pieces) - 1
        self.closed_quote = False

    def close_quotes(self, level: str, swap: bool) -> None:
        out = ''
        if swap and not self.inside:
            while self.last_character() in punctuation.MOVES_OUT_OF_QUOTES and len(self.pieces[self.last][1]) > 1:
                out = self.last_character() + out
                self.pieces[self.last][1] = self.pieces[self.last][1][:-1]
        self.pieces.append([CLOSE_QUOTE, self.quotes[level][1]])
        self.closed_quote = True
        if out:
            self.affix(out)

    # -- boxes

    def write(self, box: Box) -> None:
        """Write a whole tree of boxes."""
        if box.prune():
            self._write(box)

    def _write(self, box: Box, merge: bool = True) -> None:
        """Write a box; `merge` tells whether punctuation at its left edge may merge with what stands before."""
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
        merge_first = (merge or bool(box.prefix)) and box.prefix[-1:] not in (':', ';')
        closers = self._open(box)
        self._write_children(box, merge_first)
        own = bool(box.style or box.quotes in ('outer', 'inner')) and not box.flip and box.is_leaf()
        for close in reversed(closers):
            close()
        self.flips = self.braces and box.role not in LEAVES
        doubled = box.suffix in punctuation.MARKS and getattr(box.children[-1], 'suffix', '')[-1:] == box.suffix
        self.affix(box.suffix, not own)
        if doubled:
            self.ended = len(self.pieces)
        if box.display:
            self.tag('</div>')

    def _write_children(self, box: Box, merge_first: bool) -> None:
        first, delimiter = True, box.delimiter
        previous = None
        for child in box.children:
            if type(child) is str:
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
        if text[0] in punctuation.TERMINAL and text[0] != ' ':
            rest = text.lstrip(':.;!?')
            if rest:
                self.affix(text[: len(text) - len(rest)])
                text = rest
        self.text(text)

    def _open(self, box: Box) -> list:
        """Write the opening marks of a box and return what closes them, innermost last."""
        closers = []
        if box.role == 'cite' and box.data:
            closers.append(self._open_tag(f'<span class="cite" data-cites="{html.escape(box.data)}">', '</span>'))
        elif box.role == 'nodecor':
            for name in ('font-style', 'font-variant', 'font-weight'):
                if self.formats.get(name) not in (None, 'normal'):
                    closers.append(self._open_format(name, 'normal', False))
        elif box.role == 'link':
            closers.append(self._open_tag(f'<a href="{html.escape(box.data)}">', '</a>'))
        if box.quotes == 'none':
            closers.append(self._no_quotes())
        elif box.quotes:
            closers.append(self._open_quotes(box))
        for name, value in reversed(box.style):
            close = self._open_format(name, value, box.flip)
            if close is not None:
                closers.append(close)
        return closers

    def _open_tag(self, opening: str, closing: str):
        self.tag(opening)
        return lambda: self.tag(closing)

    def _no_quotes(self):
        """Within quotes="false", quotation marks of the field are outer ones, unless a quotation is open already."""
        before = self.quote
        self.quote = before or 'none'
        return lambda: setattr(self, 'quote', before)

    def _open_quotes(self, box: Box):
        before = self.quote
        if box.flip:
            level = {'outer': 'inner', 'inner': 'outer', 'none': 'outer'}.get(before or '', box.quotes)
        else:
            level = 'outer'
        self.quote = level
        self.open_quotes(level)

        def close():
            self.close_quotes(level, swap=not box.flip)
            self.quote = before

        return close

    def _open_format(self, name: str, value: str, flip: bool):
        before = self.formats.get(name)
        if flip and before == value and name in PLAIN:
            value = PLAIN[name]
        if value == 'baseline':  # nothing in HTML leads back out of a superscript; citeproc-js prints it as its surroundings
            return None
        if value in NORMAL and before in (None, 'normal', 'none', 'baseline'):
            return None
        tags = TAGS.get((name, value))
        if tags is None:
            return None
        self.formats[name] = value
        self.tag(tags[0])

        def close():
            self.tag(tags[1], FIELD_END if flip else MARKUP)
            self.formats[name] = before

        return close

    # -- result

    def html(self) -> str:
        return ''.join(text if kind in (MARKUP, FIELD_END) else escape(text) for kind, text in self.pieces)

    def plain(self) -> str:
        return ''.join(text for kind, text in self.pieces if kind not in (MARKUP, FIELD_END))
