"""Reads references.yaml: its sources as CSL items with their places."""

from __future__ import annotations

import re
from typing import Any

from bookbuilder.citations import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES
from bookbuilder.cleaning import is_safe_address
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.model.other_fields import csl_type, csl_variable
from bookbuilder.model.references import FIELDS, Reference
from bookbuilder.source import Source
from bookbuilder.yaml_source import YamlValue, read_yaml

REFERENCES_FILE = "references.yaml"


def read_references(source: Source) -> Outcome[tuple[Reference, ...]]:
    """Read a list of CSL items, or `references:` over such a list."""
    yaml = read_yaml(source, in_part=True)
    diagnostics = list(yaml.diagnostics)
    if yaml.value is None or yaml.value.value is None:
        return Outcome((), tuple(diagnostics))
    base: tuple[str | int, ...] = ()
    items = yaml.value.value
    if isinstance(items, dict):
        base = ("references",)
        items = items["references"] if "references" in items else None
    if not isinstance(items, list):
        fault = Diagnostic(
            "REF-001", yaml.value.at(base), "This file needs a list of sources.", "Begin each with “- id:”."
        )
        return Outcome((), (*diagnostics, fault))
    references: dict[str, Reference] = {}
    for index, item in enumerate(items):
        reference, faults = _reference(item, yaml.value, (*base, index))
        diagnostics += faults
        if reference is None:
            continue
        if reference.id in references:
            first = references[reference.id].location.line
            message = f'The id "{reference.id}" is used twice; the first is in line {first}.'
            diagnostics.append(Diagnostic("REF-002", reference.location, message, "Give one of them another id."))
        else:
            references[reference.id] = reference
    return Outcome(tuple(references.values()), tuple(diagnostics))


def _reference(item: Any, yaml: YamlValue, path: tuple[str | int, ...]) -> tuple[Reference | None, list[Diagnostic]]:
    place = yaml.at(path)
    if not isinstance(item, dict):
        return None, [Diagnostic("REF-003", place, "This is not a source.", "A source has the keys id, type, title …")]
    faults: list[Diagnostic] = []
    meant = csl_type(str(item["type"]) if "type" in item else "", [str(key) for key in item])
    if "id" not in item or item["id"] in (None, ""):
        return None, [Diagnostic("REF-004", place, "This source has no id.", "Add a line: id: council2019strategy")]
    id = str(item["id"])
    if not re.fullmatch(r"\S+", id):
        faults.append(
            Diagnostic("REF-004", yaml.at((*path, "id")), f'The id "{id}" has a space in it.', "Take it out.")
        )
    if "type" not in item or item["type"] is None:
        faults.append(Diagnostic("REF-005", place, f'"{id}" has no type.', "Add a line: type: book"))
    elif not isinstance(item["type"], str) or item["type"] not in ITEM_TYPES or item["type"] != meant:
        remedy = (
            f"Write type: {meant}, or run: python build.py check --fix"
            if meant in ITEM_TYPES
            else did_you_mean(str(item["type"]), ITEM_TYPES)
            or "CSL has article-journal, book, chapter, report, webpage …"
        )
        faults.append(Diagnostic("REF-005", yaml.at((*path, "type")), f'"{item["type"]}" is not a CSL type.', remedy))
    plain: dict[str, Any] = {"id": id, "type": "document"}
    for key, value in sorted(item.items(), key=_first_csl_then_fullest):
        if key in ("id",):
            continue
        variable = key if key in FIELDS else csl_variable(key)
        if key not in FIELDS:
            remedy = f'Write "{variable}".' if variable in FIELDS else did_you_mean(key, FIELDS)
            faults.append(Diagnostic("REF-006", yaml.key_at((*path, key)), f'"{key}" is not a CSL variable.', remedy))
        if value is None or variable not in FIELDS or variable != key and (variable in item or variable in plain):
            continue
        plain[variable], fault = _value(variable, value, yaml.at((*path, key)))
        faults += fault
    plain["type"] = meant
    if plain["type"] not in ITEM_TYPES:
        plain["type"] = "document"
    places: dict[tuple[str | int, ...], Location] = {(): place}
    for key in item:
        at = (*path, key)
        if at in yaml.places:
            places[(key if key in FIELDS else csl_variable(key),)] = yaml.places[at]
    return Reference(id, plain, place, places), faults


def _first_csl_then_fullest(entry: tuple[str, Any]) -> tuple[bool, int]:
    """The order in which the fields of a source are taken: of two that mean one variable, CSL's, and the date with a day."""
    key, value = entry
    return key not in FIELDS, -len(str(value)) if csl_variable(key) in DATE_VARIABLES else 0


def _value(key: str, value: Any, place: Location) -> tuple[Any, list[Diagnostic]]:
    if key in DATE_VARIABLES:
        return _date(value, place)
    if key in NAME_VARIABLES:
        return _names(key, value, place)
    if isinstance(value, (dict, list)) and key not in ("categories", "custom"):
        return "", [Diagnostic("REF-007", place, f'"{key}" needs one line of text.', "")]
    if key == "URL" and not is_safe_address(str(value)):
        message = f"“{str(value)[:60]}” is not a web address that an edition may link to."
        return "", [Diagnostic("CLN-001", place, message, "It begins with https:// or http://.")]
    return value if isinstance(value, (int, dict, list)) else str(value), []


_PERSON = r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,3}"
_SEVERAL = re.compile(
    rf";|, [^,]+,? (?:and|&|und|et|y|и) |^{_PERSON} (?:and|&|und|et|y|и) {_PERSON}$|^{_PERSON}(?:, {_PERSON}){{2,}}$"
)
"""A text with several names in it; “Ministry of Trade and Industry” is one."""


def _names(key: str, value: Any, place: Location) -> tuple[Any, list[Diagnostic]]:
    names = value if isinstance(value, list) else [value]
    result: list[dict[str, Any]] = []
    faults: list[Diagnostic] = []
    for name in names:
        if isinstance(name, str):
            if _SEVERAL.search(name):
                message = f"“{name}” looks like several names, and is printed as one."
                remedy = "Write each by itself: - family: …, given: … or - literal: …"
                faults.append(Diagnostic("REF-019", place, message, remedy))
            family, comma, given = name.partition(", ")
            result.append({"family": family, "given": given} if comma else {"literal": name})
        elif isinstance(name, dict) and ("family" in name or "literal" in name or "given" in name):
            result.append({part: text if isinstance(text, bool) else str(text) for part, text in name.items()})
        else:
            fault = Diagnostic("REF-007", place, f'"{key}" needs names.', "Write - family: …, given: … or - literal: …")
            return [], [fault]
    return result, faults


def _date(value: Any, place: Location) -> tuple[Any, list[Diagnostic]]:
    fault = [Diagnostic("REF-007", place, f'"{value}" is not a date.', "Write 2019, 2019-05 or 2019-05-15.")]
    if isinstance(value, (str, int)):
        text = str(value)
        halves = text.split("/")
        parts = [
            [int(number) for number in half.split("-")]
            for half in halves
            if re.fullmatch(r"\d{1,4}(-\d{1,2}){0,2}", half)
        ]
        if len(parts) == len(halves) <= 2 and all(_is_date(part) for part in parts):
            return {"date-parts": parts}, []
        return {"literal": text}, [] if not text[:1].isdigit() else fault
    if isinstance(value, dict) and "year" in value:
        value = [value]
    if isinstance(value, list) and value and all(isinstance(date, dict) and "year" in date for date in value):
        dates = [[str(date[name]) for name in ("year", "month", "day") if name in date] for date in value]
        if all(_is_date(date) for date in dates):
            return {"date-parts": [[int(number) for number in date] for date in dates]}, []
        return {}, fault
    if isinstance(value, dict):
        if any(name in value for name in ("date-parts", "literal", "raw")):
            parts = value["date-parts"] if "date-parts" in value else []
            if not isinstance(parts, list) or not all(_is_date(part) for part in parts):
                return {}, [Diagnostic("REF-007", place, "These date-parts are not a date.", "Write [[2019, 5, 15]].")]
            return value, []
    return {}, fault


def _is_date(parts: Any) -> bool:
    """Year, month (21 to 24 are seasons) and day, as far as they are given."""
    if not isinstance(parts, list) or not 1 <= len(parts) <= 3:
        return False
    if not all(re.fullmatch(r"-?[0-9]{1,9}", str(part)) for part in parts):
        return False
    month = int(parts[1]) if len(parts) > 1 else 1
    day = int(parts[2]) if len(parts) > 2 else 1
    return (1 <= month <= 12 or 21 <= month <= 24) and 1 <= day <= (
        30 if month in (4, 6, 9, 11) else 29 if month == 2 else 31
    )
