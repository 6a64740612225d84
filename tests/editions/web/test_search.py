"""What the search page has to find words in."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.editions.web.search import folded, search_scripts

SECTION = (
    '<section id="c"><h1 id="c-title">Strategies</h1><p id="p1">A <i>strategy</i> of the Union.<a role="doc-noteref">1</a></p>'
    '<ul><li><p id="p2" lang="ru">Стратегии и стратегий.</p></li></ul><table id="t"><tr><td>Gas</td><td>1.1</td></tr></table>'
    '<p id="p3" lang="kk">Өзен, өзендер</p></section>'
)


def loaded(section: str) -> dict:
    """What the scripts leave in the browser once all of them have run."""
    scripts = search_scripts([("c.html", "1 Chapter")], {"c.html": etree.fromstring(section)}, "en-GB", Steps())
    first = scripts["search/text.js"].decode()
    data = json.loads(first.removeprefix("self.bookText = ").removesuffix(";\n"))
    for _, _, name in data["pages"]:
        data["passages"] += json.loads(
            f"[{scripts[name].decode().removeprefix('self.bookText.passages.push(...[').removesuffix(']);' + chr(10))}]"
        )
    return data


@pytest.fixture
def index() -> dict:
    return loaded(SECTION)


def test_each_passage_has_its_page_its_address_and_its_text_without_note_calls(index) -> None:
    assert index["pages"] == [["c.html", "1 Chapter", "search/text/c.js"]]
    assert index["passages"] == [
        [0, "c-title", "Strategies"],
        [0, "p1", "A strategy of the Union."],
        [0, "p2", "Стратегии и стратегий."],
        [0, "t", "Gas"],
        [0, "t", "1.1"],
        [0, "p3", "Өзен, өзендер"],
    ]


def test_forms_of_one_word_are_found_by_language(index) -> None:
    assert ["strategies", "strategy"] in index["forms"]
    assert ["стратегии", "стратегий"] in index["forms"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Müller", "muller"), ("Ёлка", "елка"), ("Край", "край"), ("Қазақ", "қазақ"), ("É. Ž", "e. z")],
)
def test_what_a_reader_may_type_has_the_length_of_what_is_printed(text: str, expected: str) -> None:
    assert folded(text) == expected
    assert len(folded(text)) == len(text)


def test_the_text_cannot_end_the_script() -> None:
    section = '<section id="c"><p id="p">"; alert(1) //</p></section>'
    assert loaded(section)["passages"] == [[0, "p", '"; alert(1) //']]
