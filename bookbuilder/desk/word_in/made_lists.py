"""Takes out the lists of references and contents that Word's programs made, since the book makes its own.

A list of references stays where an entry is that of no source that a field cites: it was cited by hand, or in no place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from bookbuilder.desk.word_in.other_fields import LIST, MENDELEY_LIST, Field, clear, drop, fields_of
from bookbuilder.markdown.word_file import W, words_of
from bookbuilder.model.references import first_name_of, letters_of

CONTENTS = re.compile(r"\s*TO[CA]\b")
SHORTEST = 30
"""Letters of an entry that has no figure; what is shorter is a heading within the list."""


def take_out_lists(root: etree._Element, items: Mapping[str, Mapping[str, Any]]) -> tuple[int, list[str]]:
    """Change the tree in place; how many lists were taken out, and the first uncited entry of each that stays."""
    taken, kept = 0, []
    for control in list(root.iter(f"{W}sdt")):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and (tag.get(f"{W}val") or "").startswith(MENDELEY_LIST):
            uncited = _uncited([words_of(it) for it in control.iter(f"{W}p")] or [words_of(control)], items)
            if uncited:
                kept.append(uncited)
            else:
                drop(control)
                taken += 1
    lines = [it for it in root.iter(f"{W}p") if _is_line_of_contents(it)]
    for line in lines:
        drop(line)
    taken += bool(lines)
    for field in fields_of(root):
        uncited = ""
        if LIST.match(field.instruction):
            uncited = _uncited(_entries(field), items)
        elif not CONTENTS.match(field.instruction):
            continue
        if uncited:
            kept.append(uncited)
            for element in field.instructions:  # what is left is plain words to Pandoc
                element.text = ""
        else:
            clear(field)
            taken += 1
    return taken, kept


def _is_line_of_contents(paragraph: etree._Element) -> bool:
    """One link to a heading, `_Toc…`, with the number of its page: it stays so where its author has broken the list's field up."""
    link = paragraph.find(f"{W}hyperlink")
    if link is None or not (link.get(f"{W}anchor") or "").startswith("_Toc"):
        return False
    has_page = any("PAGEREF" in (it.text or "") for it in link.iter(f"{W}instrText"))
    return has_page and words_of(paragraph).strip() == words_of(link).strip()


def _entries(field: Field) -> list[str]:
    """The words of each paragraph, or part of one, between a field's beginning and its end."""
    entries: dict[etree._Element | None, str] = {}
    for run in field.runs():
        around = run.getparent()
        entries[around] = entries.get(around, "") + words_of(run)
    return list(entries.values())


def _uncited(entries: list[str], items: Mapping[str, Mapping[str, Any]]) -> str:
    """The first entry that is that of no cited source; each source has one entry."""
    left = list(items.values())
    for is_one in (_by_title, _by_author_and_year):
        for entry in list(entries):
            letters = letters_of(entry)
            found = next((it for it in left if is_one(it, letters)), None)
            if found is not None:
                left.remove(found)
            if found is not None or len(letters) < SHORTEST and not re.search(r"\d{3}", letters):
                entries.remove(entry)
    return entries[0] if entries else ""


def _by_title(item: Mapping[str, Any], letters: str) -> bool:
    title = letters_of(re.sub(r"<[^<>]+>", "", str(item["title"]))) if "title" in item else ""
    return len(title) > 2 and title in letters


def _by_author_and_year(item: Mapping[str, Any], letters: str) -> bool:
    """In styles whose entries have no title of an article."""
    name = letters_of(first_name_of(item, "author", "editor"))
    year = re.search(r"\d{4}", str(item["issued"])) if "issued" in item else None
    return bool(name) and year is not None and name in letters and year[0] in letters
