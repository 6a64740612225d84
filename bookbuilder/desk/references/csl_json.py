"""Reads CSL JSON as programs really write it (Zotero, Mendeley, Crossref, DataCite) record by record as CSL items.

Crossref has lists for titles, its own types, and forty keys for its own books; see https://api.crossref.org and
https://support.datacite.org/docs/datacite-content-resolver. What is broken costs the record in which it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bookbuilder.desk.references.records import Records
from bookbuilder.json_source import read_json
from bookbuilder.markdown.pandoc_process import UnreadableError
from bookbuilder.model.other_fields import csl_type

_RENAMED = {
    "publisher-location": "publisher-place", "short-container-title": "container-title-short", "short-title": "title-short",
    "edition-number": "edition", "article-number": "number", "copyright": "license", "degree": "genre", "event": "event-title",
    "part-title": "part-title", "journal-title": "container-title", "standard_citation": "id",
}  # fmt: skip
_BOOKKEEPING = frozenset(
    """indexed reference-count references-count reference license content-domain created deposited is-referenced-by-count prefix
    member link score resource relation issn-type isbn-type subject alternative-id assertion funder update-policy update-to
    updated-by journal-issue published published-print published-online published-other posted approved accepted content-created
    content-updated aliases group-title subtype special-numbering free-to-read institution subtitle original-title project-DOI
    clinical-trial-number standards-body award award-start proceedings-subject aliases archive source system_id""".split()
)
"""What Crossref writes for itself; `archive` is who keeps a copy, and no archive where the source lies."""
_BY_CROSSREF = frozenset(("indexed", "member", "published-print", "published-online", "posted", "content-domain"))
_TITLES = frozenset(("title", "container-title"))
_WHEN = ("issued", "published-print", "published", "published-online", "posted", "approved", "content-created")


def read_csl_json(text: str) -> Records:
    """One item a record, with its line; a file in which nothing can be read raises UnreadableError."""
    items: list[tuple[int, dict[str, Any]]] = []
    faults: list[tuple[int, str]] = []
    place = (0, 0)
    for begin, found in _records(text):
        line = text.count("\n", *((place[0], begin))) + place[1]
        place = (begin, line)
        if isinstance(found, json.JSONDecodeError):
            faults.append((line + 1, f"it is not valid JSON: {found.msg}"))
        elif isinstance(found, dict):
            items.append((line + 1, csl_item(found)))
        else:
            faults.append((line + 1, "it is a value and not a record"))
    if faults and not items:
        raise UnreadableError(faults[0][1], faults[0][0], 1)
    return Records(tuple(items), tuple(faults))


def csl_item(found: Mapping[str, Any]) -> dict[str, Any]:
    """The item with CSL's own keys; a key that is CSL's keeps its value, whatever that is."""
    filled = {key: value for key, value in found.items() if not _is_empty(value)}
    crossref = bool(filled.keys() & _BY_CROSSREF) or any(
        isinstance(filled[key], list) for key in _TITLES & filled.keys()
    )
    item: dict[str, Any] = {}
    for key, value in filled.items():
        if crossref and key in _BOOKKEEPING or key == "citation-key" and "id" in filled and value == filled["id"]:
            continue
        item.setdefault(_RENAMED[key] if key in _RENAMED else key, value)
    item["type"] = csl_type(str(filled["type"]) if "type" in filled else "")
    if isinstance(item["event-title"] if "event-title" in item else "", dict):
        item |= _event(item.pop("event-title"))
    if crossref:
        issued = [filled[key] for key in _WHEN if key in filled]
        item |= {"issued": issued[0]} if issued else {}
        if "institution" in filled and "publisher" not in item:
            item["publisher"] = next((it["name"] for it in _listed(filled["institution"]) if "name" in it), "")
        subtitle = _first(filled["subtitle"] if "subtitle" in filled else "")
        title = _first(item["title"] if "title" in item else "")
        if subtitle and subtitle.casefold() not in title.casefold():
            item["title"] = f"{title}: {subtitle}"
    return item


def _event(event: Mapping[str, Any]) -> dict[str, Any]:
    keys = {"name": "event-title", "location": "event-place", "start": "event-date"}
    return {theirs: event[ours] for ours, theirs in keys.items() if ours in event and not _is_empty(event[ours])}


def _listed(value: Any) -> list[dict[str, Any]]:
    return [it for it in (value if isinstance(value, list) else [value]) if isinstance(it, dict)]


def _first(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and value else value or "")


def _is_empty(value: Any) -> bool:
    """Nothing, or lists and objects that hold nothing: [[null]]."""
    if isinstance(value, list):
        return all(_is_empty(it) for it in value)
    return value in (None, "", {}) or isinstance(value, dict) and all(_is_empty(it) for it in value.values())


def _records(text: str) -> Iterator[tuple[int, Any]]:
    """Where each record begins, and its value or the fault in it; what is broken ends where the next work begins."""
    decoder = json.JSONDecoder()
    listed = re.match(r"\s*\[", text) or re.search(r'"(?:items|references)"\s*:\s*\[', text)
    place = listed.end() if listed else 0
    while True:
        place = re.compile(r"[\s,]*").match(text, place).end()  # type: ignore[union-attr]
        if place == len(text) or text[place] == "]":
            return
        found, end = _decoded(decoder, text, place)
        message = found["message"] if isinstance(found, dict) and "message" in found and not listed else None
        yield place, message if isinstance(message, dict) else found
        place = end if end else _next_work(decoder, text, place)


def _decoded(decoder: json.JSONDecoder, text: str, place: int) -> tuple[Any, int]:
    """A value and where it ends; the fault and 0 where there is none."""
    try:
        found, end = decoder.raw_decode(text, place)
        read_json(text[place:end])  # which measures its depth
    except json.JSONDecodeError as fault:
        return fault, 0
    except (RecursionError, ValueError):
        return json.JSONDecodeError("it is nested too deep, or a number is too long", text, place), 0
    return found, end


def _next_work(decoder: json.JSONDecoder, text: str, place: int) -> int:
    """Where the next object begins that is a work, and not a name or a licence in one."""
    for match in re.compile(r"[\[,}\]\s](?=\{)").finditer(text, place + 1):
        found, end = _decoded(decoder, text, match.end())
        if end and isinstance(found, dict) and ("type" in found or "id" in found) and "title" in found:
            return match.end()
    return len(text)
