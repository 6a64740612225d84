"""Finds everything that keeps words of an interview from being printed. No clock is asked but the book's date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from bookbuilder.diagnostics import ALL_FORMATS
from bookbuilder.model.interview import Interview, Quotation


@dataclass(frozen=True)
class Obstacle:
    """One reason why words may not be printed."""

    code: str
    mark: str
    """The term of templates/terms/ that a draft prints in the margin."""
    message: str
    remedy: str
    formats: frozenset[str] = ALL_FORMATS
    """The editions in which they may not stand."""


def obstacles(interview: Interview, quotation: Quotation, date: str) -> list[Obstacle]:
    """What the expert's consent does not cover, for a book of this date (2021, 2021-03 or 2021-03-15)."""
    return [*_approval(interview, quotation), *_scope(interview), *_embargo(interview, date)]


def digest(interview: Interview, quotation: Quotation) -> str:
    """The fingerprint of one quotation: its words, the whole turn that it comes from, and how the expert is named."""
    turn = interview.turn(quotation.turn)
    parts = [
        interview.attribution,
        ",".join(sorted(interview.consent.scope)),
        quotation.turn,
        turn.original.text if turn else "",
        turn.translation.text if turn and turn.translation else "",
        "translation" if quotation.translated else "original",
        quotation.words,
    ]
    return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()[:12]


def fingerprint(interview: Interview, quotations: Iterable[Quotation]) -> str:
    """What stands in the transcript as consent.fingerprint: for each quotation its turn and its digest."""
    return " ".join(sorted({f"{quotation.turn}={digest(interview, quotation)}" for quotation in quotations}))


def _approval(interview: Interview, quotation: Quotation) -> list[Obstacle]:
    code, consent = interview.code, interview.consent
    ask = f"python build.py approval {code} makes what they sign, --record keeps it."
    if not consent.approved:
        if interview.is_specimen:
            return []
        return [Obstacle("CON-001", "not-approved", f"{code} has not approved these words.", ask)]
    approved = consent.fingerprint.split()
    if f"{quotation.turn}={digest(interview, quotation)}" in approved:
        return []
    if not approved:
        message = f"{code} gave an approval on {consent.approved}, and no record says of which words."
        return [Obstacle("CON-001", "not-approved", message, ask)]
    if any(line.partition("=")[0] == quotation.turn for line in approved):
        message = f'The words of turn "{quotation.turn}" have changed since {code} approved them on {consent.approved}.'
        return [Obstacle("CON-002", "changed", message, ask)]
    message = f'Turn "{quotation.turn}" was not among the excerpts that {code} approved on {consent.approved}.'
    return [Obstacle("CON-003", "not-approved", message, ask)]


def _scope(interview: Interview) -> list[Obstacle]:
    outside = ALL_FORMATS - set(interview.consent.scope)
    if not outside:
        return []
    names = ", ".join(sorted(outside))
    if not interview.consent.scope:
        message = f"{interview.code} has released these words for no edition, as far as its consent can be read."
        return [Obstacle("CON-004", "outside-scope", message, "Look at consent: in its transcript, or take them out.")]
    message = f"{interview.code} has not released these words for: {names}."
    return [Obstacle("CON-004", "outside-scope", message, "Ask, and widen consent.scope, or take them out.", outside)]


def _embargo(interview: Interview, date: str) -> list[Obstacle]:
    embargo = interview.consent.embargo
    if not embargo or first_day(date) >= first_day(embargo):
        return []
    message = f"The words of {interview.code} are under embargo until {embargo}, and the book is of {date}."
    return [Obstacle("CON-005", "embargo", message, "Wait, or take them out.")]


def first_day(date: str) -> str:
    """The first day that a date names: 2021-03 is 2021-03-01."""
    return "-".join((*date.split("-"), "01", "01")[:3])
