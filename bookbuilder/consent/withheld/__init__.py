"""Searches a finished artefact for what must stay private, and reports each place.

No message repeats a private string: it names the interview, what kind of fact it is, and the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld.allowed import allowed_places
from bookbuilder.consent.withheld.readable import readable
from bookbuilder.consent.withheld.search import Found, Search
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.model.publication import Publication

__all__ = ["search_artefact"]


def search_artefact(
    format: str, files: Mapping[str, bytes], secrets: Sequence[Secret], publication: Publication
) -> tuple[Diagnostic, ...]:
    """Open every file of an artefact (a PDF and an EPUB are one file, a site is many) and look for private strings."""
    if not secrets:
        return ()
    search = Search(secrets, allowed_places(publication, secrets))
    return tuple(_given_away(found, format) for name in sorted(files) for found in search(readable(name, files[name])))


def _given_away(found: Found, format: str) -> Diagnostic:
    return Diagnostic(
        "PRV-010",
        Location(found.place),
        f"The {found.secret.what} of {found.secret.code}, which is withheld, stands in the {format}.",
        "Nothing was put into output/. Take it out of the chapter, picture or style that brings it there.",
        blocks=frozenset({format}),
    )
