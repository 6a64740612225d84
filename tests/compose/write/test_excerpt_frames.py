"""Which language of an excerpt comes first, and what is read aloud of it."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.small_book import BOOK, body_of, check_reports

RUSSIAN = """---
code: uz-01
description: Officer in Tashkent
country: Uzbekistan
date: 2020-10-14
language: ru
translator: research team
status: specimen
consent:
  attribution: described
---

::: {.answer #q1a}
Договорённости важнее деклараций.
:::

::: {.translation of="q1a" lang="en-GB"}
Arrangements matter more than declarations.
:::
"""
FILES = {"manuscript/interviews/uz-01.md": RUSSIAN}


def excerpt(attributes: str, book: str = BOOK) -> etree._Element:
    words = ", ".join(['"uz-01"', '"q1a"', *attributes.split()])
    chapter = f"# One\n\n{{{{ excerpt({words}) }}}}\n"
    return body_of(chapter, {**FILES, "manuscript/book.yaml": book}).find(".//aside")


def languages(aside: etree._Element) -> list[str]:
    return [block.get("lang") for block in aside.iter("div") if block.get("lang")]


@pytest.mark.parametrize("place", ["below", "beside"])
def test_the_experts_language_stands_second_or_first_as_the_excerpt_says(place: str) -> None:
    assert languages(excerpt(f'original="{place}"')) == ["en-GB", "ru"]
    assert languages(excerpt(f'original="{place}" first="original"')) == ["ru", "en-GB"]


def test_book_yaml_says_it_for_all_excerpts_and_an_excerpt_for_itself() -> None:
    book = BOOK + "excerpts: {original: below, first: original}\n"
    assert languages(excerpt("", book)) == ["ru", "en-GB"]
    assert languages(excerpt('first="translation"', book)) == ["en-GB", "ru"]


def test_an_order_that_says_nothing_is_reported() -> None:
    chapter = '# One\n\n{{ excerpt("uz-01", "q1a", first="orignal") }}\n'
    check_reports(chapter, "EXC-011 3:4", files=FILES)


def test_listeners_hear_who_speaks_and_in_which_language() -> None:
    aside = excerpt('original="below"')
    assert aside.get("aria-label") == "Interview uz-01, Officer in Tashkent"
    assert [(it.get("role"), it.get("aria-label")) for it in aside.iter("div")] == [
        ("group", "English"),
        ("group", "Russian"),
    ]


def test_one_language_alone_is_not_named() -> None:
    assert [it.get("aria-label") for it in excerpt("").iter("div")] == [None]
