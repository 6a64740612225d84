"""Writes ONIX's CollateralDetail (block 2): description and contents."""

from __future__ import annotations

from lxml import etree

from bookbuilder.release.metadata.languages import UNDETERMINED, bibliographic
from bookbuilder.release.metadata.onix.elements import E
from bookbuilder.release.metadata.record import Record

DESCRIPTION, CONTENTS, OPEN_ACCESS = "03", "04", "20"
"""List 153."""


def collateral_detail(record: Record) -> etree._Element:
    """What the book says of itself."""
    texts = []
    if record.book.description:
        texts.append(_text(DESCRIPTION, E.Text(record.book.description, **_language(record.book.lang))))
    chapters = [it for it in record.chapters if it.listed]
    if chapters:
        rows = [
            E.li(" ".join(filter(None, (it.label, it.title))) + (f" / {it.byline}" if it.byline else ""))
            for it in chapters
        ]
        texts.append(_text(CONTENTS, E.Text(E.ul(*rows), textformat="05", **_language(record.book.lang))))
    return E.CollateralDetail(*texts)


def _text(kind: str, text: etree._Element) -> etree._Element:
    return E.TextContent(E.TextType(kind), E.ContentAudience("00"), text)


def _language(lang: str) -> dict[str, str]:
    code = bibliographic(lang)
    return {"language": code} if code != UNDETERMINED else {}
