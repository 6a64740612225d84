"""Made pages: contents as a tree, lists of figures and tables, credits and numbers of the imprint."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Edition
from bookbuilder.pages.made_pages import captioned, contents, credits, isbns, write_made_page
from bookbuilder.theme.templates import Theme
from tests.publication import book, publication

PRINT = Edition("pdf", "Print edition", "978-0-306-40615-7")
PAGES = PageMap({"trade": "5", "fig-trade": "7"})


def test_contents_put_chapters_under_their_part_and_sections_under_chapters():
    entries = contents(publication(), PAGES)
    assert [entry.title_xhtml for entry in entries] == [
        "Figures", "Tables", "Foreword", "Introduction", "Fields", "Bibliography",
    ]  # fmt: skip
    chapters = entries[4].entries
    assert [(it.label, it.title_xhtml, it.page) for it in chapters] == [
        ("Chapter 1", "Trade and its routes", "5"),
        ("Chapter 2", "Energy", ""),
    ]
    assert [it.number for it in chapters[0].entries] == ["1.1", "1.2"]


def test_lists_name_figures_and_tables_with_their_pages():
    assert [(it.label, it.page) for it in captioned(publication(), "figure", PAGES)] == [("Figure 1.1", "7")]
    assert [(it.label, it.page) for it in captioned(publication(), "table", PAGES)] == [("Table 1.1", "")]


def test_the_imprint_names_people_by_role_and_every_edition_by_its_number():
    assert [(it.credit, it.names) for it in credits(book(), publication().terms)] == [
        ("Edited by", "Anna Müller and Pjotr Ivanov"),
        ("Funded by", "Example Institute"),
    ]
    assert [(it.name, it.number) for it in isbns(book())] == [
        ("Print", "978-0-306-40615-7"),
        ("PDF", "978-1-86197-876-9"),
        ("EPUB", "978-3-16-148410-0"),
    ]


def test_every_made_page_is_one_section_with_its_documents_id():
    made = publication()
    for document in made.documents:
        if document.template:
            outcome = write_made_page(document, made, PRINT, Theme(Path("no such book")), page_map=PAGES)
            assert outcome.diagnostics == ()
            section = etree.fromstring(outcome.value)
            assert (section.tag, section.get("id")) == ("section", document.id)
