"""What a rule is: a code, where in a text it is broken, what to write instead, and whether that is safe to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from bookbuilder.checks.house_style.prose import Prose

Scope = Literal["text", "all", "own", "running"]
"""The part of the text that a rule looks at, as Prose names it."""


@dataclass(frozen=True)
class Breach:
    """One place where a rule is broken: the stretch of the text, what is wrong, and what would correct it; None where only a person can."""

    code: str
    start: int
    end: int
    message: str
    remedy: str
    replacement: str | None = None


@dataclass(frozen=True)
class Rule:
    """A pattern and what to make of each match; `correct` gives None where this match is not a breach."""

    code: str
    pattern: re.Pattern[str]
    correct: Callable[[re.Match[str]], str | None]
    why: str
    scope: Scope = "own"
    fix: bool = True

    def breaches(self, prose: Prose) -> Iterator[Breach]:
        """Every breach in a chapter."""
        for match in self.pattern.finditer(getattr(prose, self.scope)):
            better = self.correct(match)
            if better is None or better == match[0]:
                continue
            message = (
                f"“{' '.join(match[0].split())}”: {self.why}"
                if self.why
                else f"“{match[0]}” is not how this book writes it."
            )
            remedy = f"Write “{better.strip()}”." if better else "Leave it out." if self.fix else ""
            yield Breach(self.code, match.start(), match.end(), message, remedy, better if self.fix else None)


def preferred(code: str, write: str, wrong: str, why: str, quoted: bool, fix: bool, names: bool) -> Rule:
    """One way of writing a word in the place of another; capitals are kept.

    Without `names`, a word with a capital within a sentence is taken for a part of an official name, and left alone.
    """

    def correct(match: re.Match[str]) -> str | None:
        before = match.string[: match.start()].rstrip(" \t[(*_")
        within = bool(before) and (before[-1] not in ".!?:\n#" or before.endswith("\n:"))
        if not names and match[0][:1].isupper() and within:
            return None
        parts = iter(match.groups())
        better = "".join(next(parts, "") if piece == "*" else piece for piece in re.split(r"(\*)", write))
        capital = match[0][:1].isupper() and write[:1].islower() and not (within and wrong[:1].isupper())
        return better[:1].upper() + better[1:] if capital else better

    return Rule(code, _pattern(wrong), correct, why, "all" if quoted else "own", fix)


def avoided(wrong: str, why: str) -> Rule:
    """HSE-004: a word that the book does not use; what stands instead is for a person to say."""
    return Rule("HSE-004", _pattern(wrong), lambda match: "", why, fix=False)


def _pattern(wrong: str) -> re.Pattern[str]:
    """Whole words; a star is any letters, a space any white space; a capital in the pattern makes case count."""
    pieces = [
        r"(\w*)" if piece == "*" else r"\s+" if piece.isspace() else re.escape(piece)
        for piece in re.split(r"(\*|\s+)", wrong)
    ]
    before = r"(?<![\w\u00ad-])" if wrong[:1].isalnum() or wrong[:1] == "*" else ""
    after = r"(?![\w\u00ad-])" if wrong[-1:].isalnum() or wrong[-1:] == "*" else ""
    return re.compile(f"{before}{''.join(pieces)}{after}", 0 if any(c.isupper() for c in wrong) else re.IGNORECASE)
