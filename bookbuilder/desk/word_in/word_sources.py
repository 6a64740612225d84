"""Reads the sources that Word itself keeps for its citations, and makes CSL fields of those citations.

Word has its sources in a part of `customXml/`, and a citation is a field ` CITATION Smi10 \\p 3 \\m Doe15 `.
See https://learn.microsoft.com/en-us/openspecs/office_standards/ms-oe376/ for the switches.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

B = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"
_TYPES = {
    "Book": "book", "BookSection": "chapter", "JournalArticle": "article-journal", "ArticleInAPeriodical": "article-magazine",
    "ConferenceProceedings": "paper-conference", "Report": "report", "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage", "ElectronicSource": "document", "Art": "graphic", "SoundRecording": "song",
    "Performance": "performance", "Film": "motion_picture", "Interview": "interview", "Patent": "patent", "Case": "legal_case",
}  # fmt: skip
_FIELDS = {
    "Title": "title", "BookTitle": "container-title", "JournalName": "container-title", "PeriodicalTitle": "container-title",
    "ConferenceName": "event-title", "InternetSiteTitle": "container-title", "City": "publisher-place", "Publisher": "publisher",
    "Institution": "publisher", "Volume": "volume", "Issue": "issue", "Pages": "page", "Edition": "edition", "URL": "URL",
    "DOI": "DOI", "ShortTitle": "title-short", "Comments": "note", "Medium": "medium", "CaseNumber": "number",
    "PatentNumber": "number", "Court": "authority",
}  # fmt: skip
_NAMES = {
    "Author": "author", "Editor": "editor", "Translator": "translator", "BookAuthor": "container-author", "Interviewee": "author",
    "Interviewer": "interviewer", "Artist": "author", "Director": "director", "Composer": "composer", "Performer": "author",
    "Inventor": "author", "Compiler": "editor",
}  # fmt: skip
_MONTHS = "january february march april may june july august september october november december".split()
_SWITCH = re.compile(r"\\([A-Za-z])[ \t]*(?:\"([^\"]*)\"|((?!\\)\S+))?")


def sources_of(parts: Iterable[etree._Element]) -> dict[str, dict[str, Any]]:
    """CSL items by their tags, of the parts of `customXml/`."""
    sources = [it for root in parts for it in root.iter(f"{B}Source")]
    return {tag: _item(tag, it) for it in sources if (tag := _said(it, "Tag"))}


def word_citation(instruction: str, sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
    """The CSL citation of ` CITATION Smi10 \\p 3 \\l 1033 \\m Doe15 `; None where a source is not there."""
    head = re.match(r"\s*CITATION\s+(?:\"([^\"]+)\"|(\S+))(.*)", instruction, re.DOTALL)
    if head is None:
        return None
    cites: list[dict[str, Any]] = [{"id": head[1] or head[2]}]
    for name, quoted, bare in _SWITCH.findall(head[3]):
        given = (quoted or bare).strip()
        if name == "m":
            cites.append({"id": given})
        elif name == "p" and given:
            cites[-1] |= {"locator": given, "label": "page"}
        elif name in "fs" and given:
            cites[-1]["prefix" if name == "f" else "suffix"] = f"{given} " if name == "f" else f" {given}"
        elif name == "n":
            cites[-1]["suppress-author"] = True
    if any(it["id"] not in sources for it in cites):
        return None
    listed = [{**it, "itemData": dict(sources[it["id"]]), "uris": [f"urn:word-source:{it['id']}"]} for it in cites]
    return {"citationItems": listed, "properties": {"noteIndex": 0}}


def _item(tag: str, source: etree._Element) -> dict[str, Any]:
    item: dict[str, Any] = {"id": tag, "type": _TYPES.get(_said(source, "SourceType"), "document")}
    for theirs, ours in _FIELDS.items():
        if said := _said(source, theirs):
            item.setdefault(ours, said)
    for people in source.iterfind(f"{B}Author/*"):
        role = _NAMES.get(etree.QName(people).localname, "")
        if role and (names := [*map(_name, people.iter(f"{B}Person")), *_corporate(people)]):
            item.setdefault(role, names)
    for name, key in (("", "issued"), ("Accessed", "accessed")):
        if date := _date(source, name):
            item[key] = date
    return item


def _said(source: etree._Element, name: str) -> str:
    return " ".join((source.findtext(f"{B}{name}") or "").split())


def _name(person: etree._Element) -> dict[str, str]:
    given = " ".join(filter(None, (_said(person, "First"), _said(person, "Middle"))))
    family = _said(person, "Last")
    return {"family": family, "given": given} if family and given else {"literal": family or given}


def _corporate(people: etree._Element) -> list[dict[str, str]]:
    return [
        {"literal": " ".join((it.text or "").split())} for it in people.iter(f"{B}Corporate") if (it.text or "").strip()
    ]


def _date(source: etree._Element, name: str) -> dict[str, Any] | None:
    year = re.fullmatch(r"(?!0000)\d{4}", _said(source, f"Year{name}"))
    if year is None:
        said = _said(source, f"Year{name}")
        return {"literal": said} if said else None
    month = _said(source, f"Month{name}").lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else _number(month, 12)
    day = _number(_said(source, f"Day{name}"), monthrange(int(year[0]), number)[1]) if number else 0
    parts = [int(year[0]), number, day]
    return {"date-parts": [parts[: parts.index(0)] if 0 in parts else parts]}


def _number(said: str, most: int) -> int:
    """A month or a day, 0 where what is said is none."""
    number = int(said) if re.fullmatch(r"\d{1,2}", said) else 0
    return number if number <= most else 0
