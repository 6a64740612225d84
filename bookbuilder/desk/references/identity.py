"""Says whether two CSL items are the same work, and how that is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from bookbuilder.citations import bare_doi

Item = Mapping[str, Any]

_PARTS = ("volume", "issue", "page", "number", "edition", "chapter-number", "collection-number", "part-number", "genre")
"""What distinguishes two works of one title: two numbers of a review, two editions of a book."""


def same_work(one: Item, other: Item) -> str:
    """ "DOI", "ISBN and title", "title, year and author" …; empty where they are two works, or may be."""
    alike = folded(_text(one, "title")) == folded(_text(other, "title"))
    for identifier in ("DOI", "PMID"):
        own, others = _identifier(one, identifier), _identifier(other, identifier)
        if own and others:
            # a book's DOI stands with each of its chapters in many collections
            return identifier if own == others and (alike or one["type"] == other["type"] != "chapter") else ""
    if _are_distinct(one, other):
        return ""
    if not alike:  # one with its subtitle, one without
        books = one["type"] == other["type"] == "book" and _isbns(one) & _isbns(other)
        return "ISBN and the title's beginning" if books and _begins(one, other) else ""
    if not folded(_text(one, "title")):
        same = one["type"] == other["type"] and first_name(one) == first_name(other) and year(one) == year(other)
        return "type, year and author, both without a title" if same else ""
    if _isbns(one) & _isbns(other):
        return "ISBN and title"
    if _text(one, "URL") and _address(one) == _address(other):
        return "URL and title"
    if year(one) != year(other):
        return ""
    if first_name(one) and first_name(one) == first_name(other):
        return "title, year and author"
    if not first_name(one) and not first_name(other) and one["type"] == other["type"]:
        return "title and year" if folded(_container(one)) == folded(_container(other)) else ""
    return ""


def _begins(one: Item, other: Item) -> bool:
    short, long = sorted((folded(_text(one, "title")), folded(_text(other, "title"))), key=len)
    return bool(short) and long.startswith(f"{short} ")


def buckets(item: Item) -> Iterator[tuple[str, str]]:
    """Keys under which an item is looked up; two that are the same work share at least one."""
    for isbn in sorted(_isbns(item)):
        yield "ISBN", isbn
    for identifier in ("DOI", "PMID"):
        if _identifier(item, identifier):
            yield identifier, _identifier(item, identifier)
    yield "title", folded(_text(item, "title"))


def near_title(one: Item, other: Item) -> bool:
    """Whether two items differ in their titles as a corrected slip of the pen does, and in no year or volume."""
    first, second = folded(_text(one, "title")), folded(_text(other, "title"))
    near = SequenceMatcher(None, first, second).ratio() > 0.85
    return near and bool(first and second) and year(one) == year(other) and not _are_distinct(one, other)


def folded(text: str) -> str:
    """A text without what reference managers change in it: markup, case, punctuation, accents' composition, spaces."""
    plain = unicodedata.normalize("NFKC", re.sub(r"<[^>]*>", "", text)).casefold()
    return " ".join(re.findall(r"\w+", plain))


def year(item: Item) -> str:
    """The year of issue, empty where there is none."""
    parts = date_parts(item["issued"]) if "issued" in item else []
    return str(parts[0][0]) if parts else ""


def date_parts(date: Any) -> list[list[int]]:
    """A CSL date's parts, whether it is written as date-parts, as 2019-06-17 or as 2019/2021."""
    if isinstance(date, Mapping):
        if "date-parts" in date and isinstance(date["date-parts"], list):
            return [[int(part) for part in each if str(part).lstrip("-").isdigit()] for each in date["date-parts"]]
        text = str(
            date["raw"]
            if "raw" in date
            else date["literal"]
            if "literal" in date
            else date["year"]
            if "year" in date
            else ""
        )
    else:
        text = str(date)
    halves = text.split("/")
    if not all(re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", half) for half in halves):
        return []
    return [[int(part) for part in half.split("-")] for half in halves]


def first_name(item: Item) -> str:
    """The first author's family name, or the organisation's; the editor's where there is no author."""
    for role in ("author", "editor", "container-author"):
        names = item[role] if role in item else []
        names = names if isinstance(names, list) else [names]
        for name in names:
            if isinstance(name, str):
                return folded(name.partition(",")[0])
            if isinstance(name, Mapping):
                return folded(str(name["family"] if "family" in name else name["literal"] if "literal" in name else ""))
    return ""


def _are_distinct(one: Item, other: Item) -> bool:
    for field in _PARTS:
        own, others = folded(_text(one, field)), folded(_text(other, field))
        if own and others and own != others:
            return True
    dates = [date_parts(item["issued"]) if "issued" in item else [] for item in (one, other)]
    if all(dates):
        first, second = (date[0] for date in dates)
        shared = min(len(first), len(second))
        if first[:shared] != second[:shared]:
            return True
    containers = [folded(_container(item)) for item in (one, other)]
    return bool(all(containers) and containers[0] != containers[1] and one["type"] == "chapter")


def _container(item: Item) -> str:
    return _text(item, "container-title")


def _text(item: Item, field: str) -> str:
    return str(item[field]) if field in item and item[field] is not None else ""


def _identifier(item: Item, field: str) -> str:
    return bare_doi(_text(item, field)).casefold()


def _isbns(item: Item) -> set[str]:
    """Each ISBN as the nine digits that its forms with 10 and with 13 digits share."""
    found = re.findall(r"(?:97[89])?(\d{9})[\dX]", re.sub(r"[\s-](?=[\dX])", "", _text(item, "ISBN")))
    return set(found)


def _address(item: Item) -> str:
    return re.sub(r"^https?://(www\.)?|/$", "", _text(item, "URL").strip())
