"""Reads manuscript/interviews/private.yaml: the strings that no artefact may contain.

The file stays with the editor (git ignores it). Nothing of it is ever part of a value that a template can reach:
only the search of finished files asks for it. Under an interview's code it says, for example:

    kz-04:
      name: {family: Ахметов, given: Ерлан Болатович}   # or one line: each word is then searched for by itself
      also: [E. Akhmetov]
      contact: [erlan@example.org, +7 701 123 45 67]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.budgets import in_force
from bookbuilder.cache import Steps
from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld.caseless import is_unspaced
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.manuscript.interviews import may_name, withheld
from bookbuilder.manuscript.strange_files import locked_on_the_way
from bookbuilder.model.interview import Interview
from bookbuilder.source import (
    Source,
    is_file,
    leads_out,
    may_be_read,
    own_bytes,
    read_source,
    written,
)
from bookbuilder.yaml_source import YamlValue, read_yaml

PRIVATE_FILE = "manuscript/interviews/private.yaml"
SHORTEST_WORD = 4
"""A shorter word of a name written in one line is not searched for by itself."""


@dataclass(frozen=True)
class Private:
    """What must stay private, and whose names are known."""

    secrets: tuple[Secret, ...] = ()
    codes: frozenset[str] = frozenset()
    """The interviews for which the file gives a name."""


def read_private(folder: Path, interviews: tuple[Interview, ...], steps: Steps | None = None) -> Outcome[Private]:
    """Every private string; without the file, those that transcripts themselves give away."""
    known = {interview.code: interview for interview in interviews}
    secrets: list[Secret] = []
    faults: list[Diagnostic] = []
    codes: set[str] = set()
    path = folder / PRIVATE_FILE
    if fault := locked_on_the_way(path, folder):
        return Outcome(Private(), (fault,))
    # a folder, or a link to nothing, is read and reported: it may have held names
    if path.is_symlink() or path.exists():
        source = read_source(path, folder)
        faults += source.diagnostics
        yaml = read_yaml(source.value) if source.value is not None else Outcome(None)
        faults += [_without_text(fault) for fault in yaml.diagnostics]
        if yaml.value is not None:
            for secret in _secrets(yaml.value, known, faults):
                secrets.append(secret)
                if secret.is_name:
                    codes.add(secret.code)
    for transcript in sorted((folder / "manuscript" / "interviews").glob("*.md")):
        source = read_source(transcript, folder)
        if is_file(transcript) and not may_be_read(transcript):  # it may withhold a name
            faults += source.diagnostics
        elif source.value is not None or (is_file(transcript) and not leads_out(transcript, folder)):
            text = source.value or _as_it_stands(transcript, folder)
            if not may_name(text, Path(written(transcript, folder)).stem, steps or Steps()):
                continue
            code, name = withheld(text)
            secrets += _names(code, name, known[code].public_as if code in known else ())
    return Outcome(Private(tuple(dict.fromkeys(secrets)), frozenset(codes)), tuple(faults))


def _as_it_stands(path: Path, folder: Path) -> Source:
    """A file that is not UTF-8, or too large, with signs for the bytes that cannot be read: the name in it is looked for all the same."""
    return Source(path.name, own_bytes(path, folder, in_force().file_megabytes * 1_000_000).decode("utf-8", "replace"))


def _without_text(fault: Diagnostic) -> Diagnostic:
    """A message about the file may not quote it."""
    return Diagnostic(
        fault.code, fault.location, "This file cannot be read as YAML there.", "Look at quotes and colons."
    )


def _secrets(yaml: YamlValue, known: Mapping[str, Interview], faults: list[Diagnostic]) -> Iterator[Secret]:
    if yaml.value is None:
        return
    if not isinstance(yaml.value, dict):
        faults.append(
            Diagnostic(
                "PRV-002", yaml.whole, "This file needs interview codes, each with its facts.", "kz-01: {name: …}"
            )
        )
        return
    for code, facts in yaml.value.items():
        if code not in known:
            remedy = did_you_mean(code, known) or f"There are: {', '.join(sorted(known))}."
            faults.append(Diagnostic("PRV-001", yaml.key_at((code,)), f'There is no interview "{code}".', remedy))
        public_as = known[code].public_as if code in known else ()
        if not isinstance(facts, dict):
            facts = {"name": facts}
        for key, value in facts.items():
            if key in ("name", "also"):
                for name in value if isinstance(value, list) else [value]:
                    yield from _names(code, name, public_as)
            else:
                yield from (Secret(code, key, (text,), False, public_as) for text in _texts(value))


def _names(code: str, value: Any, public_as: tuple[str, ...]) -> Iterator[Secret]:
    """The parts of a name by which a person can be known: the family name, and given names that stand together."""
    if isinstance(value, dict):
        written_as_one = [str(value[key]) for key in ("family", "given") if key in value]
        if len(written_as_one) > 1 and all(map(is_unspaced, written_as_one)):
            yield Secret(code, "name", tuple(written_as_one), True, public_as)
        given = str(value["given"]).split() if "given" in value else []
        for family in str(value["family"]).split() if "family" in value else ():
            yield Secret(code, "name", (family,), True, public_as, tuple(given))
        if len(given) > 1:
            yield Secret(code, "name", tuple(given), True, public_as)
        return
    text = str(value or "")
    family, comma, given_names = text.partition(",")
    if comma:
        yield from _names(code, {"family": family, "given": given_names}, public_as)
        return
    words = [word for word in text.replace(".", ". ").split()]
    long = [word for word in words if len(word.strip(".")) >= SHORTEST_WORD]
    for word in long:
        yield Secret(code, "name", (word,), True, public_as, tuple(words[:-1]) if word == words[-1] else ())
    if not long and words:
        yield Secret(code, "name", tuple(words), True, public_as)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and str(value).strip():
        yield str(value).strip()


def nowhere(interviews: tuple[Interview, ...], private: Private) -> list[Diagnostic]:
    """A release must know whom not to name: a fault for each interview whose withheld name cannot be searched for."""
    return [
        Diagnostic(
            "PRV-003",
            Location(PRIVATE_FILE),
            f"The name of {interview.code} is withheld, but private.yaml does not give it, so no file can be searched for it.",
            f"Write {interview.code}: {{name: …}} into {PRIVATE_FILE}.",
        )
        for interview in interviews
        if interview.is_withheld and interview.code not in private.codes
    ]
