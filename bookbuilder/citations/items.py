"""Reads CSL-JSON as `Item`: every field a string, a list of personal names or a date, whatever the author wrote.

Nothing is refused here: a value of a wrong kind is left out or read as text, and the checks report it.
See https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .dates import DateValue, parse_date
from .particles import split_particles
from .scalars import as_text
from .variables import DATED_VARIABLES, NAME_VARIABLES

SHORT_FORMS = {"shortTitle": "title-short", "journalAbbreviation": "container-title-short"}
RE_PAGE_JOIN = re.compile(r"(?<!\s)\s*(?:&|, |-|\u2013)\s*")


@dataclass(frozen=True)
class PersonalName:
    """A name in the parts that CSL knows; `literal` names (institutions) have no other part."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    literal: str = ""
    comma_suffix: bool = False
    comma_particle: bool = False
    static_ordering: bool = False
    ends_with_et_al: bool = False
    raw: str = field(default="", compare=False)  # as the author wrote it, in one string

    def __post_init__(self) -> None:
        if not self.raw:
            object.__setattr__(self, "raw", self.text)

    @property
    def text(self) -> str:
        """The raw name, to compare names with."""
        if self.literal:
            return self.literal
        parts = (self.given, self.dropping_particle, self.non_dropping_particle, self.family, self.suffix)
        return " ".join(part for part in parts if part)


@dataclass
class Item:
    """One reference, ready for rendering."""

    id: str
    type: str
    language: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[PersonalName, ...]] = field(default_factory=dict)
    dates: dict[str, DateValue] = field(default_factory=dict)

    def has(self, variable: str) -> bool:
        return variable in self.fields or variable in self.names or variable in self.dates


def read_item(data: Mapping[Any, Any]) -> Item:
    """Read one CSL-JSON dict."""
    item = Item(id=as_text(data.get("id")), type=as_text(data.get("type")).strip())
    for key, value in data.items():
        if not isinstance(key, str) or key in ("id", "type"):
            continue
        key = SHORT_FORMS.get(key, key)
        if key in NAME_VARIABLES:
            names = read_names(value)
            if names:
                item.names[key] = names
        elif key in DATED_VARIABLES:
            date = parse_date(value)
            if date is not None:
                item.dates[key] = date
        else:
            text = as_text(value)
            if text.strip():
                item.fields[key] = text
    if "note" in item.fields:
        _add_note_fields(item)
    item.language = item.fields.get("language", "")
    _add_derived(item)
    return item


def _add_note_fields(item: Item) -> None:
    found, rest = _note_fields(item.fields["note"])
    for variable, values in found.items():
        if variable == "type":
            item.type = values[-1]
        elif variable in DATED_VARIABLES:
            date = parse_date(values[-1])
            if date is not None:
                item.dates[variable] = date
        elif variable in NAME_VARIABLES:
            if variable not in item.names:
                item.names[variable] = read_names([_written_name(value) for value in values])
        else:
            item.fields.setdefault(variable, values[0])
    if rest:
        item.fields["note"] = rest
    else:
        del item.fields["note"]


def _written_name(text: str) -> dict[str, str]:
    """ "Doe || Jane" is a person, anything else an institution."""
    family, bar, given = text.partition("||")
    return {"family": family.strip(), "given": given.strip()} if bar else {"literal": text.strip()}


def _add_derived(item: Item) -> None:
    page = item.fields.get("page")
    if page and "page-first" not in item.fields:
        first = RE_PAGE_JOIN.split(page)[0]
        item.fields["page-first"] = page if not first or first.endswith("\\") else first


def read_names(value: object) -> tuple[PersonalName, ...]:
    if isinstance(value, (str, dict)):
        value = [value]
    if not isinstance(value, (list, tuple)):
        return ()
    names = (read_name(entry) for entry in value)
    return tuple(name for name in names if name is not None)


def read_name(data: object) -> PersonalName | None:
    """One name; particles and suffixes written into family or given name are taken apart."""
    if isinstance(data, str):
        return PersonalName(literal=as_text(data).strip()) if as_text(data).strip() else None
    if not isinstance(data, dict):
        return None
    part = {key: as_text(data.get(key)).strip() for key in ("family", "given", "suffix", "literal")}
    dropping = as_text(data.get("dropping-particle")).strip(" ")
    non_dropping = as_text(data.get("non-dropping-particle")).strip(" ")
    literal = part["literal"]
    if not literal and part["family"] and not part["given"] and data.get("isInstitution"):
        literal = part["family"]
    if literal:
        return PersonalName(literal=literal)
    family, given = part["family"], part["given"]
    if not family and not given:
        return None
    suffix, comma, comma_particle = part["suffix"], bool(data.get("comma-suffix")), False
    quoted = len(family) > 1 and family[0] == family[-1] == '"'
    if quoted:
        family = family[1:-1]
    parse = data.get("parse-names")
    wanted = parse is None or parse is True or parse == 1 or parse == "true"
    if wanted and not quoted and not non_dropping and family and given and not data.get("static-particles"):
        parsed = split_particles(family, given, suffix, dropping)
        family, given, suffix, dropping, non_dropping = parsed.parts
        comma = comma or parsed.comma_suffix
        comma_particle = parsed.comma_particle
    return PersonalName(
        family=family,
        given=given,
        suffix=suffix,
        dropping_particle=dropping,
        non_dropping_particle=non_dropping,
        comma_suffix=comma,
        comma_particle=comma_particle,
        static_ordering=bool(data.get("static-ordering")),
        ends_with_et_al=comma_particle,
        raw="".join(
            as_text(data.get(key))
            for key in ("non-dropping-particle", "family", "given", "dropping-particle", "suffix")
        ),
    )


_RE_LINE = re.compile(r"^([-_a-z]+|[A-Z]+):\s*(.+)$")
_RE_BRACES = re.compile(r"\{:((?:[-_a-z]+|[A-Z]+):[^}]+)\}")


def _note_fields(note: str) -> tuple[dict[str, list[str]], str]:
    """The variables that a note holds, as Zotero users write them, with the values given for each; and the rest of the note.

    Lines such as "original-date: 1905" or "reviewed-author: Doe || Jane" at the head of a note fill variables that the item
    lacks; one line of free text may stand before them. A type and dates written so win over the item's own.
    """
    lines = _RE_BRACES.sub(lambda match: f"\n{match.group(1).strip()}\n", note).split("\n")
    found: dict[str, list[str]] = {}
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        match = _RE_LINE.match(line)
        if match is None:
            if index == 0:
                continue
            break
        found.setdefault(match.group(1), []).append(match.group(2).strip())
        lines[index] = ""
    return found, "\n".join(lines).strip()
