"""Looks one work up by its DOI or ISBN at a service of the web, on request alone, and gives it as an entry.

A DOI's own registry answers with CSL JSON; see https://citation.doi.org/docs.html. Open Library answers for an ISBN; see
https://openlibrary.org/dev/docs/api/books. A service that an editor names may answer with either.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from stdnum import isbn

from bookbuilder.citations import bare_doi
from bookbuilder.desk.fetching import download
from bookbuilder.desk.references.csl_json import read_csl_json
from bookbuilder.desk.references.reading import Entry, entries_from
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.json_source import read_json
from bookbuilder.markdown.pandoc_process import UnreadableError

SERVICES = {
    "DOI": "https://doi.org/{}",
    "ISBN": "https://openlibrary.org/api/books?bibkeys=ISBN:{}&format=json&jscmd=data",
}
"""Where a work is looked up; {} stands for the identifier."""
ACCEPT = {"Accept": "application/vnd.citationstyles.csl+json, application/json;q=0.5"}
_ORGANISATION = re.compile(
    r"\b(?i:of|for|and|the|university|institute|centre|center|bank|press|commission|council|committee|ministry|agency|"
    r"department|association|society|group|project|nations|union|government|office|library|museum|foundation|inc|ltd)\b"
)
_SUFFIX = re.compile(r"[JS]r\.?|I{2,3}|IV")
Ask = Callable[[str], bytes]
"""From an address to the answer; an OSError or ValueError says why there is none."""


@dataclass(frozen=True)
class Identifier:
    """What a work is looked up by: the bare DOI, or an ISBN of digits alone."""

    kind: Literal["DOI", "ISBN"]
    value: str

    def address(self, service: str = "") -> str:
        """Where the work is looked up."""
        return (service or SERVICES[self.kind]).replace("{}", quote(self.value, safe="/"))


def identifier(word: str) -> Identifier | None:
    """The DOI or ISBN that a word is; None for anything else, such as a file's name."""
    doi = bare_doi(word)
    if re.fullmatch(r"10\.\d{4,9}(\.\d+)*/\S+", doi):
        return Identifier("DOI", doi)
    number = isbn.compact(re.sub(r"^ISBN(-1[03])?:?\s*", "", word.strip(), flags=re.IGNORECASE))
    return Identifier("ISBN", number) if isbn.is_valid(number) else None


def wrong_digit(word: str) -> str:
    """What is wrong with a number that has the form of an ISBN and is none; empty for any other word."""
    number = isbn.compact(re.sub(r"^ISBN(-1[03])?:?\s*", "", word.strip(), flags=re.IGNORECASE))
    if not re.fullmatch(r"\d{9}[\dX]|97[89]\d{10}", number) or isbn.is_valid(number):
        return ""
    digit = next((it for it in "0123456789X" if isbn.is_valid(number[:-1] + it)), "")
    if not digit:
        return ""
    return f"{word} is not an ISBN: its last digit would be {digit}, or another digit is wrong"


def look_up(wanted: Identifier, service: str = "", ask: Ask | None = None) -> Outcome[tuple[Entry, ...]]:
    """The one entry that the service has; DSK-013 where it has none or cannot be asked."""
    address = wanted.address(service)
    place = Location(wanted.value)
    try:
        answer = ask(address) if ask else download(address, ACCEPT, trusted=bool(service))
        items = _items(answer.decode("utf-8-sig"), wanted)
    except (OSError, ValueError, UnreadableError) as error:
        reason = (error.message if isinstance(error, UnreadableError) else str(error)).strip().rstrip(".")
        message = f"{address} gave nothing that can be read: {reason or type(error).__name__}."
        remedy = "Look whether the number is right and the network is there, or name another place with --service."
        return Outcome((), (Diagnostic("DSK-013", place, message, remedy),))
    entries = entries_from(items, wanted.value, "", ".json")
    return Outcome(tuple(Entry("", each.item) for each in entries.value), entries.diagnostics)


def _items(text: str, wanted: Identifier) -> list[dict[str, Any]]:
    found = read_json(text)
    key = f"ISBN:{wanted.value}"
    if isinstance(found, dict) and key in found and isinstance(found[key], dict):
        return [_of_open_library(found[key], wanted.value)]
    if not found or isinstance(found, dict) and "title" not in found and "message" not in found:
        raise ValueError("the work is not known there")
    item = read_csl_json(json.dumps(found)).items[0][1]
    return [{wanted.kind: wanted.value, **item}]


def _of_open_library(book: Mapping[str, Any], number: str) -> dict[str, Any]:
    """A book as Open Library has it; names stand there in the order in which they are spoken."""
    item: dict[str, Any] = {
        "type": "book",
        "ISBN": number,
        "title": ": ".join(str(book[it]) for it in ("title", "subtitle") if it in book),
    }
    for theirs, ours in (("publishers", "publisher"), ("publish_places", "publisher-place")):
        item[ours] = "; ".join(_named(book, theirs))
    item["author"] = [_person(name) for name in _named(book, "authors")]
    year = re.search(r"(?<!\d)\d{4}(?!\d)", str(book["publish_date"])) if "publish_date" in book else None
    item["issued"] = {"date-parts": [[int(year[0])]]} if year else None
    item["number-of-pages"] = book["number_of_pages"] if "number_of_pages" in book else ""
    return item


def _named(book: Mapping[str, Any], key: str) -> list[str]:
    listed = book[key] if key in book and isinstance(book[key], list) else []
    return [str(it["name"]) for it in listed if isinstance(it, dict) and "name" in it]


def _person(name: str) -> dict[str, str]:
    """`Ann van Adams`, `Adams, Ann` or `John Rao Jr.`; what is named after no person has one name."""
    if _ORGANISATION.search(name):
        return {"literal": name.strip()}
    before, comma, behind = (part.strip() for part in name.partition(","))
    suffix = _SUFFIX.fullmatch(behind)
    if comma and not suffix:
        return {"family": before, "given": behind}
    spoken = re.fullmatch(
        r"(?P<given>.+?)\s+(?P<family>(?:[a-zà-ÿ’'-]+\s+)*\S+?)(?:\s+(?P<suffix>[JS]r\.?|I{2,3}|IV))?", before
    )
    if spoken is None:
        return {"literal": name.strip()}
    person = {"family": spoken["family"], "given": spoken["given"]}
    return {**person, "suffix": suffix[0] if suffix else spoken["suffix"]} if suffix or spoken["suffix"] else person
