"""Decides what becomes of each entry of an imported file, and makes a key for one that has none. Nothing is written here."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bookbuilder.citations import DATE_VARIABLES, NAME_VARIABLES
from bookbuilder.desk.references.identity import (
    Item,
    buckets,
    date_parts,
    first_name,
    folded,
    near_title,
    same_work,
    year,
)
from bookbuilder.desk.references.reading import Entry

Update = Literal["none", "fill", "theirs"]
"""What an import may change in a source that the book has: nothing, fields that it lacks, or every field that differs."""


@dataclass(frozen=True)
class Difference:
    """One field that the book and the file give differently; None where one of them lacks it."""

    field: str
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """One entry and what becomes of it."""

    entry: Entry
    fate: Literal["added", "same", "differs", "duplicate"]
    """`duplicate` is an entry whose work stands further up in the same file; what that one lacks is taken from it."""
    id: str
    """The id under which references.yaml has it."""
    known_by: str = ""
    """By what it was recognised: "DOI"; empty where it is new."""
    differences: tuple[Difference, ...] = ()


MOST_ALIKE = 100
"""Works of one title to which a new one is held: "Introduction" of as many books."""


def merge(book: Iterable[Item], entries: Iterable[Entry]) -> list[Merged]:
    """Recognise what the book has by the work, not by the key; what it lacks gets its own key, or a free one."""
    known: dict[tuple[str, str], list[Item]] = {}
    by_id: dict[str, Item] = {}
    own: set[str] = set()
    for item in book:
        _note(item, known, by_id)
        own.add(str(item["id"]))
    merged: list[Merged] = []
    added: dict[str, int] = {}
    taken = {id.casefold() for id in by_id}
    for entry in entries:
        found, reason = _recognised(entry, known, by_id)
        if found is None:
            id = free(entry.key, taken) if entry.key else _key_for(entry.item, taken)
            taken.add(id.casefold())
            added[id] = len(merged)
            _note({"id": id, **entry.item}, known, by_id)
            merged.append(Merged(entry, "added", id))
            continue
        id = str(found["id"])
        differences = tuple(_differences(found, entry.item))
        fate: Literal["same", "differs", "duplicate"] = "differs" if differences else "same"
        merged.append(Merged(entry, fate if id in own else "duplicate", id, reason, differences))
        if id not in own:
            _fill(merged, added[id], known, by_id, merged[-1])
    return merged


def _fill(
    merged: list[Merged], index: int, known: dict[tuple[str, str], list[Item]], by_id: dict[str, Item], twice: Merged
) -> None:
    """A work that stands twice in the file comes in once, with what either of its records has."""
    first = merged[index]
    lacking = {each.field: each.theirs for each in twice.differences if each.ours is None}
    item = {**first.entry.item, **lacking}
    merged[index] = replace(first, entry=replace(first.entry, item=item))
    _note({"id": twice.id, **item}, known, by_id)


def _note(item: Item, known: dict[tuple[str, str], list[Item]], by_id: dict[str, Item]) -> None:
    by_id[str(item["id"])] = item
    for bucket in buckets(item):
        known.setdefault(bucket, []).append(item)


def _recognised(
    entry: Entry, known: Mapping[tuple[str, str], list[Item]], by_id: Mapping[str, Item]
) -> tuple[Item | None, str]:
    """The book's item of the same work: the one with the same key first, where it could be that work."""
    if entry.key in by_id:
        namesake = by_id[entry.key]
        reason = same_work(namesake, entry.item) or (
            "key and nearly the title" if near_title(namesake, entry.item) else ""
        )
        if reason:
            return namesake, reason
    for bucket in buckets(entry.item):
        for item in known[bucket][:MOST_ALIKE] if bucket in known else []:
            reason = same_work(item, entry.item)
            if reason:
                return item, reason
    return None, ""


def _differences(ours: Item, theirs: Item) -> Iterable[Difference]:
    for field in theirs:
        if field == "id":
            continue
        own = ours[field] if field in ours else None
        if own is None or not _alike(field, own, theirs[field]):
            yield Difference(field, own, theirs[field])


def _alike(field: str, ours: Any, theirs: Any) -> bool:
    if field in DATE_VARIABLES and date_parts(ours) and date_parts(theirs):
        return date_parts(ours) == date_parts(theirs)
    if field in NAME_VARIABLES:
        return _names(ours) == _names(theirs)
    if isinstance(ours, (list, dict)) or isinstance(theirs, (list, dict)):
        return bool(ours == theirs)
    return folded(str(ours)) == folded(str(theirs))


def _names(names: Any) -> list[str]:
    """Names as folded text, whether they are written in parts, as one text or with a comma."""
    result = []
    for name in names if isinstance(names, list) else [names]:
        if isinstance(name, str):
            family, _, given = name.partition(",")
            result.append(folded(f"{given} {family}"))
        else:
            order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
            result.append(folded(" ".join(str(name[part]) for part in order if part in name)))
    return result


_SMALL = frozenset("a an the on of for to in and or der die das le la les un une el los".split())


def _key_for(item: Item, taken: Collection[str]) -> str:
    """Author, year and the title's first word that says something, in letters that need no braces in a citation."""
    words = [word for word in folded(str(item["title"]) if "title" in item else "").split() if word not in _SMALL]
    author = "".join(first_name(item).split()[:1])
    stem = _plain(author) + year(item) + _plain(words[0] if words else "")
    return free(stem if stem[:1].isalpha() else f"source{stem}", taken)


def free(key: str, taken: Collection[str]) -> str:
    """The key, with a letter after it where another source has it already; those that are taken are without case, which parts none."""
    lowered = key.casefold()
    if lowered not in taken:
        return key
    letters = itertools.chain("bcdefghijklmnopqrstuvwxyz", (f"-{number}" for number in itertools.count(27)))
    return key + next(letter for letter in letters if lowered + letter not in taken)


def _plain(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFC", bare))
