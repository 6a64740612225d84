"""Takes out of a text what is not seen or divides a word: letters as a reader would put them together."""

from __future__ import annotations

import re

from bookbuilder.consent.withheld.scripts import without_ornament

LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u00ad\x02\ufffe][ \t]*[\r\n]+\s*(?=\w)")


def joined(text: str) -> str:
    """The text with words put together that are hyphenated at a line's end, and without soft hyphens."""
    bare = LINE_END_HYPHEN.sub("", text)
    if "\u202e" in bare:
        bare = _OVERRIDDEN.sub(lambda run: run[1][::-1], bare)
    if bare.isascii() and "\x02" not in bare:
        return bare
    return _SILENT.sub("", without_ornament(_SILENT.sub("", bare)))


_OVERRIDDEN = re.compile("\u202e([^\u202c\n]*)")
"""What is shown from right to left, whatever its letters are."""
_SILENT = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\x02\ufffe]"
)
"""Every character that Unicode calls default ignorable; PDFium says U+FFFE for a hyphen at a line's end."""


def squeeze(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return _NO_LETTERS.sub("", joined(text).lower())


_NO_LETTERS = re.compile(r"[\W_]+")
