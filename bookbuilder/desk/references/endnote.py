"""Reads records of EndNote's XML as CSL items, with what Pandoc's reader leaves out.

Pandoc 3.9 knows the types, names, titles and years; it drops the DOI, the address and more, and gives pages and issues
names that CSL does not have.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from lxml import etree

from bookbuilder.markdown.pandoc import read_references

TEXTS = {
    "electronic-resource-num": "DOI", "isbn": "ISBN", "publisher": "publisher", "pub-location": "publisher-place",
    "edition": "edition", "language": "language", "abstract": "abstract", "short-title": "title-short", "call-num": "call-number",
}  # fmt: skip
"""CSL's variables by EndNote's elements, where the two mean the same in every type."""
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


def records_of(text: str) -> list[etree._Element]:
    """The records of a file as EndNote exports it; none where it is no XML."""
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return []
    return list(root.iter("record"))


def _completed(item: dict[str, Any], record: etree._Element) -> dict[str, Any]:
    made = dict(item)
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


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
