"""Gives the commas and semicolons of a citation the form that the letters before them have: "احمدی، تاریخ" in Arabic letters.

CSL's styles join their parts with Latin marks in every language.
"""

from __future__ import annotations

import re

from bookbuilder.languages.registry import Language, language

_PIECE = re.compile(
    r"<[^<>]*>|&#?\w+;|(?P<own>[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff])|(?P<other>[^\W\d_])"
    r"|(?P<mark>[,;])(?=[\s<]|$)"
)


def with_marks(html: str, lang: str) -> str:
    """The text with the marks of its language behind words in its own letters; words in others keep Latin ones."""
    own = language(lang).marks
    if own == Language.marks:
        return html
    is_own = True

    def piece(found: re.Match[str]) -> str:
        nonlocal is_own
        if found["own"] or found["other"]:
            is_own = bool(found["own"])
        return own[",;".index(found[0])] if found["mark"] and is_own else found[0]

    return _PIECE.sub(piece, html)
