"""A language and a kind of quotation mark in; the pair of marks that its typography wants, out."""

from __future__ import annotations

QUOTES: dict[str, tuple[str, str, str, str]] = {
    "en": ("“", "”", "‘", "’"),
    "ru": ("«", "»", "„", "“"),
    "kk": ("«", "»", "„", "“"),
    "uk": ("«", "»", "„", "“"),
    "de": ("„", "“", "‚", "‘"),
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "pl": ("„", "”", "«", "»"),
}
"""Outer opening and closing, inner opening and closing mark by primary language subtag."""


def quoted(lang: str, single: bool) -> tuple[str, str]:
    """The marks that stand for straight ones in a passage of that language; English ones where it is unknown."""
    primary = lang.split("-")[0]
    marks = QUOTES[primary] if primary in QUOTES else QUOTES["en"]
    return (marks[2], marks[3]) if single else (marks[0], marks[1])
