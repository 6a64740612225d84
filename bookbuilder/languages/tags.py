"""Says whether a language tag is one, and how its language runs."""

from __future__ import annotations

import re

from bookbuilder.languages.registry import meant_by

RIGHT_TO_LEFT = frozenset("ar dv fa he ps sd ug ur yi".split())


def language_tag(value: str) -> str:
    """The tag itself; a ValueError, its hint behind a bar, where it is no BCP 47 tag of language, script and region."""
    if not re.fullmatch(r"[a-zA-Z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", value):
        raise ValueError(f'"{value}" is not a language tag.|Write en-GB, ru or kk, for example.')
    meant = meant_by(value.split("-")[0].lower())
    if meant:
        raise ValueError(f'"{value}" is not a language tag.|Did you mean "{meant}"?')
    return value


def is_right_to_left(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return tag.split("-")[0] in RIGHT_TO_LEFT


def direction(lang: str, around: str = "en") -> dict[str, str]:
    """The attribute `dir` of an element in a language, where it runs otherwise than what stands around it."""
    if is_right_to_left(lang) == is_right_to_left(around):
        return {}
    return {"dir": "rtl" if is_right_to_left(lang) else "ltr"}
