"""Says whether a language tag is one, and how its language runs."""

from __future__ import annotations

import re

from bookbuilder.languages.registry import meant_by

RIGHT_TO_LEFT = frozenset("ar dv fa he ps sd ug ur yi".split())

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}(?![a-z\d]))?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)


def language_tag(value: str) -> str:
    """The tag as it is usually written, en-GB for en-gb; a ValueError, its hint behind a bar, where it is no BCP 47 tag.

    See https://www.rfc-editor.org/rfc/rfc5646#section-2.1.
    """
    found = _TAG.fullmatch(value)
    if not found:
        posix = value.partition(".")[0].replace("_", "-")
        hint = f'Did you mean "{language_tag(posix)}"?' if posix != value and _TAG.fullmatch(posix) else ""
        raise ValueError(f'"{value}" is not a language tag.|{hint or "Write en-GB, ru or kk, for example."}')
    meant = meant_by(value.split("-")[0].lower())
    if meant:
        raise ValueError(f'"{value}" is not a language tag.|Did you mean "{meant}"?')
    parts = [it.lower() for it in value.split("-")]
    for part, as_written in (("script", str.capitalize), ("region", str.upper)):
        if found[part]:
            place = value[: found.start(part)].count("-")
            parts[place] = as_written(parts[place])
    return "-".join(parts)


def is_language_tag(value: str) -> bool:
    """Whether a text may be the language of words in HTML: `fr`, not `français`."""
    try:
        language_tag(value)
    except ValueError:
        return False
    return True


def is_right_to_left(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return tag.split("-")[0] in RIGHT_TO_LEFT


def direction(lang: str, around: str = "en") -> dict[str, str]:
    """The attribute `dir` of an element in a language, where it runs the other way than what stands around it."""
    if is_right_to_left(lang) == is_right_to_left(around):
        return {}
    return {"dir": "rtl" if is_right_to_left(lang) else "ltr"}
