"""Decides for each straight quotation mark of a paragraph what it is, from the characters round it.

A mark opens, closes, is an apostrophe, or cannot be decided. Same marks within each other are distinguished by the side on
which a space stands: `"a "nested" quote"`. What stands alone at the end is named as a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

OBJECT = "\ufffc"
"""What stands in a paragraph's text for a citation, code, a formula or a picture: it reads as a word."""
NOTE = "\ufffb"
"""What stands there for a note: it ends what stands before it, as a full stop does."""

_BEFORE = frozenset("([{<«„“‘‚‹¿¡")
_AFTER = frozenset(".,;:!?)]}>»”’…%" + NOTE)
_NOT_OPENED = _AFTER - {"…"} | {" "}
_BETWEEN = frozenset("-–—/−\u2010\u2011")
_WIDE = frozenset("，。：；！？、（）《》「」『』【】")
"""Marks of Chinese and Japanese, which have the space behind them in themselves."""
_EAST = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Letters of Chinese, Japanese and Korean: a mark opens or closes between them without a space, and none is an apostrophe."""
_STRAIGHT = re.compile("[\"']")
_ELISION = re.compile(
    r"'(?:\d\d(?:s|ers?)?\b(?![%°]|[.,]\d)|[nN](?:'|(?=\s))|"
    r"(?i:t(?:is|was|were|will|would|isn|wasn|weren|ain|other)|em|im|un|til|cause|cept|nuff|bout|bove|neath|tween|twixt|gainst|gan|pon"
    r"|mong(?:st)?|haviou?r|larums?|scape|prentice|scuse|fraid|sblood|sdeath|swounds|zounds)\b(?!'(?!t)))"
)
_QUOTED_NUMBER = re.compile(r"\d\d(?!s)[^\s'\"]*'(?!\w)")
_YEAR = re.compile(
    r"(?:\b(?i:in|of|since|until|till|to|by|from|before|after|the|and|or|spring|summer|autumn|fall|winter|class|[a-z]*uary|march"
    r"|april|may|june|july|august|[a-z]*ber)\s+|[-–—])'\d\d$|'(?!\d)..$"
)
"""A year of two figures by what stands before it, or letters left out: an s' behind it is a plural's."""
_MEASURES = re.compile(
    r"°\s*\d+(?:[.,]\d+)?\s?'(?:\s*\d+(?:[.,]\d+)?\s?(?:\"|''))?|(?<![\w'])\d+'\s?\d+(?:[.,]\d+)?\"(?!\w)"
)
"""A place on the globe, 52° 4'35.7"N, and feet and inches, 5'7"."""
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


class Role(Enum):
    """What a straight mark is."""

    OPENS = "opens"
    CLOSES = "closes"
    APOSTROPHE = "apostrophe"
    UNKNOWN = "unknown"


@dataclass
class Mark:
    """One straight mark: its offset in the paragraph's text, what it is, and the mark that it belongs to."""

    offset: int
    single: bool
    role: Role = Role.UNKNOWN
    partner: Mark | None = None
    is_inner: bool = False
    """Whether it prints as an inner mark: a single one, and within a pair what that pair is not."""
    fault: bool = False
    is_elided: bool = False
    """Whether it stands for letters or figures that are left out, if it opens no quotation: the fault of one that may do both."""


def decide_marks(text: str) -> list[Mark]:
    """The straight marks of a paragraph's plain text in order, each with its role and its partner."""
    marks = [Mark(match.start(), match[0] == "'") for match in _STRAIGHT.finditer(text)]
    is_east = _EAST.search(text) is not None
    elided = {offset for match in _ELISION.finditer(text) for offset in _elided(text, match) if not is_east}
    measured = {at for it in _MEASURES.finditer(text) for at in range(*it.span())}
    stack = _Open()
    elision: tuple[Mark, Mark | None] | None = None
    """The last mark that seems to stand for what is left out at a word's beginning, and the innermost that was open there."""
    for mark in marks:
        if mark.offset in measured:  # minutes and seconds, feet and inches are neither: they print as they are typed
            continue
        before, after = _before(text, mark.offset), _after(text, mark.offset)
        if mark.offset in elided and before in " ([{—–-" and after.isalnum():
            elision = mark, stack.innermost
        closes = is_east and stack.holds(single=True) and (after == OBJECT or bool(_EAST.match(after)))
        if mark.offset in elided or mark.single and not closes and _in_word(text, mark.offset, stack.innermost):
            mark.role = Role.APOSTROPHE
            continue
        opened = stack.last(mark.single)
        before = " " if before in _WIDE and not opened else before  # ，"!" opens, and 。" closes what is open
        may_open = _begins(before, is_east) and (
            after not in _NOT_OPENED or before == " " and _holds_a_sign(text, mark.offset)
        )
        may_close = _ends(after, is_east, bool(opened)) and before != " " and before not in _BEFORE
        if mark.single and opened and stack.has_double_within(opened):
            opened = None
        if may_open and not may_close or not may_close and not opened and after != " " and not mark.single:
            stack.open(mark)
        elif opened and before != " ":
            _pair(opened, mark)
            stack.close(opened)
        elif may_open and may_close:
            stack.open(mark)
        elif mark.single and before != " ":
            mark.role = Role.APOSTROPHE
            if elision and elision[1] is stack.innermost:
                _settle_elision(text, elision[0], mark, after)
                elision = None
        else:
            mark.role = Role.CLOSES if may_close else Role.UNKNOWN
            mark.fault = True
    for mark in marks:
        if mark.role is Role.OPENS and mark.partner is None:
            within_word = re.search(r"\w[-\u2010]$", text[max(0, mark.offset - 2) : mark.offset])  # al-'Id
            mark.fault = not (mark.single and within_word)
            if mark.single:
                mark.role = Role.APOSTROPHE
    _measure(marks)
    return marks


class _Open:
    """The marks that are open at a place, the innermost last."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._places: dict[bool, list[int]] = {True: [], False: []}
        """Where single and double marks stand among them: a paragraph may have thousands."""

    @property
    def innermost(self) -> Mark | None:
        return self._marks[-1] if self._marks else None

    def holds(self, single: bool) -> bool:
        return bool(self._places[single])

    def last(self, single: bool) -> Mark | None:
        return self._marks[self._places[single][-1]] if self._places[single] else None

    def has_double_within(self, mark: Mark) -> bool:
        """Whether a double mark was opened since this single one."""
        return self.holds(single=False) and self._places[False][-1] > self._places[mark.single][-1]

    def open(self, mark: Mark) -> None:
        mark.role = Role.OPENS
        self._places[mark.single].append(len(self._marks))
        self._marks.append(mark)

    def close(self, mark: Mark) -> None:
        """Take out the last open mark of a kind, and all that was opened since."""
        at = self._places[mark.single][-1]
        del self._marks[at:]
        for places in self._places.values():
            while places and places[-1] >= at:
                places.pop()


def _pair(opened: Mark, mark: Mark) -> None:
    mark.role, opened.role = Role.CLOSES, Role.OPENS
    mark.partner, opened.partner = opened, mark


def _settle_elision(text: str, elided: Mark, mark: Mark, after: str) -> None:
    """Whether what seemed to be left out, '12, opens a quotation that an apostrophe later on closes."""
    if text[mark.offset - 1] not in "sS":  # '12 of them'
        _pair(elided, mark)
    else:  # '12 of us', or the '57 Chevy of the girls'
        before = max(0, elided.offset - 20)
        elided.fault = elided.is_elided = after != "s" and not _YEAR.search(text, before, elided.offset + 3)


def _begins(before: str, is_east: bool) -> bool:
    """Whether a quotation may begin behind a character."""
    return before == " " or before in _BEFORE or before in _BETWEEN or is_east and bool(_EAST.match(before))


def _ends(after: str, is_east: bool, is_open: bool) -> bool:
    """Whether a quotation may end before a character."""
    if after == " " or after in _AFTER or after in _BETWEEN:
        return True
    return is_east and bool(after in _WIDE or _EAST.match(after) or is_open and after in f"([{{{OBJECT}")


def _elided(text: str, match: re.Match[str]) -> list[int]:
    """The offsets of the apostrophes in '90s, 'tis, 'n'; not in '68' and '10%'."""
    if _QUOTED_NUMBER.match(text, match.start() + 1):
        return []
    if match.start() and text[match.start() - 1].isalnum():
        return []
    return [match.start() + index for index, character in enumerate(match[0]) if character == "'"]


def _in_word(text: str, offset: int, innermost: Mark | None) -> bool:
    """Whether a single mark stands between letters: don't, @key's; in Cyrillic it may close, before a suffix."""
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if not (_is_word(before) and _is_word(after)) or _EAST.match(before) or _EAST.match(after):
        return False
    return not (innermost and innermost.single and _CYRILLIC.match(before) and _CYRILLIC.match(after))


def _holds_a_sign(text: str, offset: int) -> bool:
    """Whether a mark and the next of its kind have one sign between them: ','."""
    return text[offset + 2 : offset + 3] == text[offset] and text[offset + 1] in _AFTER


def _is_word(character: str) -> bool:
    return character.isalnum() or character == OBJECT


def _before(text: str, offset: int) -> str:
    """The character before a mark and the straight marks at its side; a space where the paragraph begins."""
    begin = _runs(text)[offset][0]
    return _folded(text[begin - 1 : begin])


def _after(text: str, offset: int) -> str:
    end = _runs(text)[offset][1]
    return _folded(text[end : end + 1])


@lru_cache(maxsize=2)
def _runs(text: str) -> dict[int, tuple[int, int]]:
    """Where the row of straight marks in which a mark stands begins and ends, by the mark's offset.

    Two kinds with one space between them are one row where a word stands at one end alone, as courts write `" 'a right.' "`.
    """
    rows = {at: row.span() for row in re.finditer("[\"']+", text) for at in range(*row.span())}
    for row in _SPACED.finditer(text):
        span = row.span(row.lastindex or 0)
        rows |= {at: span for at in (span[0], span[1] - 1)}
    return rows


_SPACED = re.compile(
    r"""(?:(?<=[\s(\[—])|\A)("[ ]'|'[ ]")(?=[\w\[.…])|(?<=[\w.,;:!?…)\]])("[ ]'|'[ ]")(?=[\s.,;:!?)\]—]|\Z)"""
)


def _folded(character: str) -> str:
    return " " if not character or character.isspace() else character


def _measure(marks: list[Mark]) -> None:
    """Which marks print as inner ones: pairs within each other take turns, whatever was typed."""
    holders: list[Mark] = []
    places: dict[int, int] = {}
    for mark in marks:
        mark.is_inner = mark.single
        if mark.partner is None:
            continue
        if mark.role is Role.OPENS:
            mark.is_inner = not holders[-1].is_inner if holders else mark.single
            places[id(mark)] = len(holders)
            holders.append(mark)
        else:
            mark.is_inner = mark.partner.is_inner
            at = places[id(mark.partner)]
            if at < len(holders) and holders[at] is mark.partner:
                del holders[at:]
