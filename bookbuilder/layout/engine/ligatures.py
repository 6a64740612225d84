"""Keeps ligatures in lines whose letters stand a little further apart or closer than their font has them.

Pango parts the letters of ligatures wherever there is letter spacing, however little: "office" and "The" would look different
from one line to the next, and each ligature parted makes its line wider than it was measured. Spaced small capitals and titles
have no ligatures, as CSS Text wants it (https://drafts.csswg.org/css-text-4/#letter-spacing-property).
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from weasyprint.text import line_break

LITTLE = 0.03
"""Spacing up to this, in sizes of the type, is nothing that a reader is meant to see."""
_LIGATURE = re.compile(b"ff?[bhijklt]|ff|Th")
_STATEMENT = (
    "add_attr(0, len(bytestring), letter_spacing)",
    "for begins, ends in _stretches(bytestring, self.style): add_attr(begins, ends, letter_spacing)",
)


def keep_ligatures() -> None:
    """Change one statement of the engine's way to give Pango a text, and only where it stands as we know it."""
    source = textwrap.dedent(inspect.getsource(line_break.Layout.set_text))
    theirs, ours = _STATEMENT
    if source.count(theirs) == 1:
        names = line_break.__dict__
        names["_stretches"] = _stretches
        exec(compile(source.replace(theirs, ours), line_break.__file__, "exec"), names)
        line_break.Layout.set_text = names.pop("set_text")


def _stretches(text: bytes, style: Any) -> Iterator[tuple[int, int]]:
    """The stretches of a text to be letter-spaced: all of it, or what is between its ligatures."""
    begins = 0
    if abs(style["letter_spacing"]) <= LITTLE * style["font_size"]:
        for found in _LIGATURE.finditer(text):
            if begins < found.start():
                yield begins, found.start()
            begins = found.end()
    if begins < len(text):
        yield begins, len(text)
