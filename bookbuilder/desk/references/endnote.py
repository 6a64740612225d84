"""Reads records of EndNote's XML as CSL items, with what Pandoc's reader leaves out.

Pandoc 3.9 knows the types, names, titles and years; it drops the DOI, the address and more, and gives pages and issues
names that CSL does not have.
"""

from __future__ import annotations

import html
import json
import re
from copy import deepcopy
from typing import Any

from lxml import etree

from bookbuilder.citations import parse_raw
from bookbuilder.desk.references.records import Records
from bookbuilder.markdown.conversions import read_references
from bookbuilder.markdown.pandoc_process import UnreadableError
from bookbuilder.xml_source import parse_xml

TEXTS = {
    "electronic-resource-num": "DOI", "isbn": "ISBN", "publisher": "publisher", "pub-location": "publisher-place",
    "edition": "edition", "language": "language", "abstract": "abstract", "short-title": "title-short", "call-num": "call-number",
}  # fmt: skip
"""CSL's variables by EndNote's elements, where the two mean the same in every type."""
_RECORD = re.compile(r"<record\b[^>]*>(?:(?!<record\b).)*?(?:</record\s*>|(?=<record\b|</records\s*>|\Z))", re.DOTALL)
_FACES = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
PERIODICAL = ("article-journal", "article-magazine", "article-newspaper")


def items_of_endnote(records: list[etree._Element]) -> list[dict[str, Any]]:
    """One CSL item a `record`, in their order; a record that Pandoc cannot read gives none."""
    if not records:
        return []
    root = etree.Element("xml")
    listed = etree.SubElement(root, "records")
    for record in records:
        listed.append(deepcopy(record))
        listed[-1].tail = None
    items = json.loads(read_references(etree.tostring(root, encoding="unicode"), "endnotexml"))
    return (
        [_completed(item, record) for item, record in zip(items, records, strict=True)]
        if len(items) == len(records)
        else items
    )


def read_endnote(text: str) -> Records:
    """The items of a file as EndNote exports it, record by record: one that is broken costs itself; none where it has no record."""
    read: list[tuple[int, etree._Element]] = []
    faults: list[tuple[int, str]] = []
    line, done = 1, 0
    for number, found in enumerate(_RECORD.finditer(text), start=1):
        line, done = line + text.count("\n", done, found.start()), found.start()
        try:
            read.append((line, parse_xml(found[0].encode())))
        except etree.XMLSyntaxError as error:
            reason = str(error.msg).partition(", line")[0]
            faults.append((line + (error.lineno or 1) - 1, f"record {number} is broken XML ({reason})"))
    items = _together([record for _, record in read])
    if items is None:
        items = []
        for line, record in read:
            own = _together([record])
            items += own or [{}]
            if not own:
                faults.append(
                    (line, f"Pandoc reads nothing in “{_text(record.find('titles/title')) or 'its first field'}”")
                )
    kept = [(line, item) for (line, _), item in zip(read, items, strict=True) if item.keys() - {"id", "type"}]
    named = {line for line, _ in (*kept, *faults)}
    faults += [(line, "it has no title, no author and no address") for line, _ in read if line not in named]
    return Records(tuple(kept), tuple(sorted(faults)))


def _together(records: list[etree._Element]) -> list[dict[str, Any]] | None:
    """One item a record, or None where one of them cannot be read."""
    try:
        items = items_of_endnote(records)
    except UnreadableError:
        return None
    return items if len(items) == len(records) else None


def _completed(item: dict[str, Any], record: etree._Element) -> dict[str, Any]:
    made = dict(item)
    kind = record.find("ref-type")
    if (
        made["type"] == "document"
        and kind is not None
        and kind.get("name", "Generic") not in ("Generic", "Unpublished Work")
    ):
        made["type"] = ""  # reported, as no type that is known
    if title := _rich(record.find("titles/title")):
        made["title"] = title
    day = " ".join(filter(None, (_text(record.find("dates/pub-dates/date")), _text(record.find("dates/year")))))
    when = parse_raw(day).begin if day else None
    if when is not None and when.month and [[when.year]] == made.get("issued", {}).get("date-parts"):
        made["issued"] = {"date-parts": [[it for it in (when.year, when.month, when.day) if it]]}
    elif day and "issued" in made and not re.search(r"\d", day):
        made["status"] = day
        del made["issued"]
    for theirs, variable in TEXTS.items():
        text = _text(record.find(theirs))
        if text and variable not in made:
            made[variable] = text
    address = _text(record.find("urls//url"))
    if address and "URL" not in made:
        made["URL"] = address
    if "DOI" in made:
        made["DOI"] = made["DOI"].rpartition("doi.org/")[2].removeprefix("doi:").strip()
    if "pages" in made:
        made["page"] = made.pop("pages")
    if made["type"] in PERIODICAL and "number" in made and "issue" not in made:
        made["issue"] = made.pop("number")
    for role in ("author", "editor"):
        if role in made:
            made[role] = [_organisation(name) for name in made[role]]
    if "ISBN" in made and made["type"] in PERIODICAL:
        made["ISSN"] = made.pop("ISBN")  # EndNote has one field for both
    return made


def _organisation(name: dict[str, Any]) -> dict[str, Any]:
    """EndNote marks an organisation by a comma after its name, so that it has a family name of several words and no other."""
    alone = set(name) == {"family"} and " " in str(name["family"])
    return {"literal": name["family"]} if alone else name


def _rich(element: etree._Element | None) -> str:
    """The words of a title with EndNote's italics, bold, raised and lowered letters as CSL's markup."""
    words = ""
    for style in element.iter("style") if element is not None else ():
        face = style.get("face", "")
        marks = [tag for name, tag in _FACES.items() if name in face]
        text = html.escape("".join(style.itertext()), quote=False)
        words += "".join(f"<{it}>" for it in marks) + text + "".join(f"</{it}>" for it in reversed(marks))
    return " ".join(words.split()) if "</" in words else ""


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
