"""Turns a scalar of JSON or YAML into text, without the characters that XML forbids."""

from __future__ import annotations

import re

RE_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_text(value: object) -> str:
    """A scalar of JSON or YAML as text; anything else is empty."""
    if isinstance(value, str):
        return RE_NO_TEXT.sub("", value) if RE_NO_TEXT.search(value) else value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return ""
