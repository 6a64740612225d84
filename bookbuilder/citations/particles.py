"""Takes particles and suffix out of a family and a given name ("van der Vlist", "Jean de", "King, Jr.").

Lower-case words before a family name are non-dropping particles, after a given name dropping particles; what follows a
comma in the given name is a suffix, and ",!" asks for a comma before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LEADING = re.compile(r"^([^ ]+(?:-|\u02bb|\u2019| |') *)(.+)$", re.DOTALL)
TRAILING = re.compile(r"^([^ ]+(?:\u02bb |\u2019 | |' ) *)(.+)$", re.DOTALL)
RE_FIRST_LETTER = re.compile(r"^[-'\u02bb\u2019\s]*(.)")
RE_SUFFIX = re.compile(r"(?<!\s)\s*,(!?)\s*")


@dataclass(frozen=True)
class Parsed:
    parts: tuple[str, str, str, str, str]
    comma_suffix: bool = False
    comma_particle: bool = False


def split_particles(family: str, given: str, suffix: str, dropping: str) -> Parsed:
    """Family, given, suffix, dropping and non-dropping particle, taken apart where the names hold them."""
    family, non_dropping = _leading(family)
    comma = comma_particle = False
    if not suffix:
        match = RE_SUFFIX.search(given)
        if match:
            tail = given[match.end() :]
            if tail.replace(".", "") == "et al" and not dropping:
                dropping, comma_particle = tail, True
            else:
                suffix, comma = tail, bool(match.group(1))
            given = given[: match.start()]
    if not dropping:
        given, dropping = _trailing(given)
    return Parsed((family, given, suffix, dropping, non_dropping), comma, comma_particle)


def _is_particle(text: str) -> bool:
    match = RE_FIRST_LETTER.match(text)
    return match is not None and match.group(1).upper() != match.group(1)


def _leading(family: str) -> tuple[str, str]:
    found = ""
    match = LEADING.match(family)
    while match and _is_particle(match.group(1)):
        found += match.group(1)
        family = match.group(2)
        match = LEADING.match(family)
    particle = found.strip()
    if found.endswith(" ") and particle[-1:] in ("'", "\u2019"):
        particle += " "
    return family, particle


def _trailing(given: str) -> tuple[str, str]:
    """Lower-case words at the end of a given name; one word always stays."""
    found = ""
    match = TRAILING.match(given[::-1])
    while match:
        word = match.group(1)[::-1]
        if not _is_particle(word):
            break
        found = word + found
        given = match.group(2)[::-1]
        match = TRAILING.match(given[::-1])
    return given, found.strip()
