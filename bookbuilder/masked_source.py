"""Masks passwords, tokens and keys in the addresses of an author's text, and reports them."""

from __future__ import annotations

from functools import lru_cache

from bookbuilder.address_secrets import masked, secrets_in
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.source import Source


def without_secrets(source: Source) -> Outcome[Source]:
    """The source with secrets in its addresses masked, for editions; each is CLN-001. The author's file stays as it is."""
    faults = tuple(secret_fault(source.at(start)) for start in _secrets_of(source.text))
    return Outcome(Source(source.file, masked(source.text)), faults) if faults else Outcome(source)


@lru_cache(maxsize=1024)
def _secrets_of(text: str) -> tuple[int, ...]:
    return tuple(start for start, _ in secrets_in(text))


def secret_fault(place: Location) -> Diagnostic:
    """CLN-001, a password or a key in an address."""
    message = "This address has a password, a token or a key in it, which every edition leaves out."
    remedy = "Take it out, or write … in its place: whoever reads the book would have it. Then have it changed where it opens."
    return Diagnostic("CLN-001", place, message, remedy)
