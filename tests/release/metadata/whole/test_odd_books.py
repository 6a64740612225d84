"""Books that nobody has thought of: ONIX stays valid, MARC reads back, and the deposit is well-formed."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from onixcheck import validate
from pymarc import MARCReader

from bookbuilder.release.metadata.crossref import crossref
from bookbuilder.release.metadata.marc import fixed_length, marc
from bookbuilder.release.metadata.onix import onix
from tests.release.metadata.records import record_of

COMMON = "frontmatter: [title]\nchapters: [one.md, two.md]\n"
DUTCH = """\
title: "'t Hooft & <Zonen>"
lang: nl
date: 2021-03-15
publisher: Uitgeverij
creator: [Jan de Vries, {name: Stichting, kind: organisation, role: [edt, fnd, his]}]
contributor: [{name: Onbekend, role: oth}, {name: Drukker, role: prt}, {name: Corrector, role: pfr}]
series: Reeks
funding: [Zonder steun., {funder: Fonds, registry: "https://ror.org/00k4n6c32", award: "1 & 2"}]
rights: Alle rechten voorbehouden, 2019–2021
description: "Eén < twee\\n\\ntwee > één"
subjects: "A & B"
metadata:
  thema: [1DDN]
  supply: [{availability: not-yet}, {editions: html, price: 0, url: "https://example.org/?a=1&b=2"}]
  related: {relation: replaces, doi: 10.1234/a<b}
  other-titles: {title: The Sons, lang: en}
"""
EDITED = """\
title: Избранное
lang: ru
date: 2021
publisher: {name: Издательство, country: RU}
creator: [{name: Иванов Иван, role: edt}]
identifier: {html: 978-3-16-148410-0, doi: 10.12345/x(1)}
metadata:
  web: https://example.org/book
  crossref: {prefix: 10.12345, depositor: Д, email: a@example.org, registrant: Р}
"""
UNKNOWN = "title: Ko te pukapuka\nlang: mi\ndate: 2021\npublisher: {name: Kaituhi, country: AQ}\n"


@pytest.mark.parametrize("yaml", [DUTCH, EDITED, UNKNOWN])
def test_metadata_of_an_odd_book(yaml: str) -> None:
    record = record_of(yaml + COMMON)
    file = io.BytesIO(onix(record))
    file.name = "onix.xml"  # type: ignore[misc]
    assert [str(fault) for fault in validate(file)] == []
    records = list(MARCReader(marc(record)[0]))
    assert len(records) == 4 and all(it is not None and it.get("245") is not None for it in records)
    assert all(len(fixed_length(record, product)) == 40 for product in record.products)
    deposit = crossref(record)
    assert bool(deposit) == ("crossref" in yaml)
    if deposit:
        etree.fromstring(deposit)


def test_a_book_that_was_edited_has_no_main_entry() -> None:
    [first, *_] = list(MARCReader(marc(record_of(EDITED + COMMON))[0]))
    assert first is not None
    assert str(first["245"]) == "=245  00$aИзбранное$cedited by Иванов Иван" and "100" not in first
    assert first["700"]["4"] == "edt"
