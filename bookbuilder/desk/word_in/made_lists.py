"""Takes out the lists of references and contents that Word's programs made, since the book makes its own.

A list of references stays where an entry is that of no source that a field cites: it was cited by hand, or in no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import panflute as pf
from lxml import etree

from bookbuilder.desk.word_in.other_fields import LIST, MENDELEY_LIST, Field, clear, drop, fields_of
from bookbuilder.markdown.ast import words
from bookbuilder.markdown.word_file import W, words_of
from bookbuilder.model.references import first_name_of, letters_of

CONTENTS = re.compile(r"\s*TO[CA]\b")
_GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
SHORTEST = 30
"""Letters of an entry that has no figure; what is shorter is a heading within the list."""


@dataclass
class Lists:
    """What came of the lists of a file."""

    taken: int = 0
    headings: list[str] = field(default_factory=list)
    """What stood right before a list of references, or at the head of contents that Word itself has framed."""
    kept: list[str] = field(default_factory=list)
    """The first uncited entry of each list that stays."""


def take_out_lists(root: etree._Element, items: Mapping[str, Mapping[str, Any]], lists: Lists) -> None:
    """Change the tree in place, and add to `lists`."""
    for control in list(root.iter(f"{W}sdt")):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and (tag.get(f"{W}val") or "").startswith(MENDELEY_LIST):
            uncited = _uncited([words_of(it) for it in control.iter(f"{W}p")] or [words_of(control)], items)
            if uncited:
                lists.kept.append(uncited)
            else:
                lists.headings.append(_before(control))
                lists.taken += 1
                drop(control)
    lines = [it for it in root.iter(f"{W}p") if _is_line_of_contents(it)]
    for line in lines:
        drop(line)
    lists.taken += bool(lines)
    for each in fields_of(root):
        uncited = ""
        if LIST.match(each.instruction):
            uncited = _uncited(_entries(each), items)
        elif not CONTENTS.match(each.instruction):
            continue
        if uncited:
            lists.kept.append(uncited)
            for element in each.instructions:  # what is left is plain words to Pandoc
                element.text = ""
        else:
            frame = next((it for it in each.begin.iterancestors(f"{W}sdt") if it.find(_GALLERY) is not None), None)
            if LIST.match(each.instruction) or frame is not None:
                lists.headings.append(_before(each.begin, frame))
            lists.taken += 1
            clear(each)


def _before(element: etree._Element, within: etree._Element | None = None) -> str:
    """The words that stand right before the paragraph of an element."""
    around = next(element.iterancestors(f"{W}p"), element)
    for paragraph in around.xpath("preceding::w:p", namespaces={"w": W[1:-1]})[::-1]:
        if within is not None and within not in paragraph.iterancestors():
            return ""
        if said := words_of(paragraph).strip():
            return said
    return ""


def without_headings(document: pf.Doc, headings: Iterable[str]) -> list[tuple[str, str]]:
    """Take out the headings that lists were taken out of, "References": those that stood right before one and have nothing below them."""
    taken = []
    for said in filter(None, map(letters_of, headings)):
        blocks = list(document.content)
        for heading, following in list(zip(blocks, [*blocks[1:], None], strict=True))[:0:-1]:
            if not isinstance(heading, pf.Header) or not (own := letters_of(words(heading))) or not said.endswith(own):
                continue  # a number before it was typed
            if following is None or isinstance(following, pf.Header) and following.level <= heading.level:
                document.content.remove(heading)
                taken.append(("heading of that list left out", words(heading)))
                break
    return taken


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
