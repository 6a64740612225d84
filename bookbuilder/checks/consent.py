"""A composed book in; whatever in it consent does not cover, out: warnings while it is a draft, errors in a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bookbuilder.checks.rules import check
from bookbuilder.compose.consent import obstacles
from bookbuilder.diagnostics import Diagnostic, Severity
from bookbuilder.manuscript.private import Private, nowhere
from bookbuilder.model.interview import Interview
from bookbuilder.model.publication import Publication


GRAVER = frozenset({"INT-009"})
"""Faults of a transcript that a draft may have and a release may not."""


def as_in_release(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The faults with the weight that they have in a release."""
    return [replace(fault, severity=Severity.ERROR) if fault.code in GRAVER else fault for fault in diagnostics]


def consent_gate(publication: Publication, private: Private, *, release: bool, proof: bool) -> list[Diagnostic]:
    """Every quotation that is not approved, changed since, out of scope or under embargo; and what a release needs more."""
    found = [*covered(publication)]
    if not release:
        return [replace(diagnostic, severity=Severity.WARNING) for diagnostic in found]
    if not proof:
        found += no_specimens(publication)
    return [*found, *nowhere(publication.interviews, private)]


@check("CON-001")
@check("CON-002")
@check("CON-003")
@check("CON-004")
@check("CON-005")
def covered(publication: Publication) -> Iterator[Diagnostic]:
    """Consent covers every word that is printed: approved, unchanged, within scope, and not under embargo.

    Bad:  `consent: {attribution: described}` and an excerpt of the interview in a release.
    Good: the same with `approved: 2021-02-01` and the fingerprint that `approval --record` writes.
    """
    interviews = {interview.code: interview for interview in publication.interviews}
    for quotation in publication.quotations:
        for obstacle in obstacles(interviews[quotation.code], quotation, publication.book.date):
            yield Diagnostic(
                obstacle.code, quotation.location, obstacle.message, obstacle.remedy, blocks=obstacle.formats
            )


@check("CON-007")
def no_specimens(publication: Publication) -> Iterator[Diagnostic]:
    """A specimen sets the form and is no real interview; a release has none, a proof says that it has.

    Bad:  `status: specimen` in an interview that a chapter quotes, and `python build.py release`.
    Good: the same with `--proof`.
    """
    for interview in _used(publication):
        if interview.is_specimen:
            message = f"{interview.code} is a specimen and no real interview, and the book quotes it."
            remedy = "Put the real interview in its place, or make a proof with --proof."
            yield Diagnostic("CON-007", interview.location, message, remedy)


def _used(publication: Publication) -> Iterable[Interview]:
    if any(document.kind == "interviews" for document in publication.documents):
        return publication.interviews
    codes = {quotation.code for quotation in publication.quotations} | set(publication.cited)
    return [interview for interview in publication.interviews if interview.code in codes]
