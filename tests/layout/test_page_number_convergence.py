"""Rounds of laying out: what prints page numbers is laid out until they agree, and only what has changed."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from bookbuilder.layout.document_html import document_html
from bookbuilder.layout.page_number_convergence import GUESS, LAST, ROUNDS, settle
from bookbuilder.model.pages import PageMap
from bookbuilder.pages.page_refs import PageRef, fill_page_refs
from tests.publication import document, made, publication

BOOK = publication()


def chapter(id: str, target: str = ""):
    link = f'<p id="{id}-p1">See <a class="xref page-ref" href="#{target}">Chapter</a>.</p>' if target else ""
    return document(
        f'<section id="{id}" class="chapter"><h1 id="{id}-t">T</h1>{link}</section>', "chapter", "", "bodymatter", "T"
    )


class Printer:
    """A layout that needs no engine: `number` says on which page the target stands, from what the text prints."""

    def __init__(self, number):
        self.number, self.rounds = number, []

    def write(self, document, pages, rooms):
        root = etree.fromstring(document.body or f'<section id="{document.id}"><p>{pages.pages}</p></section>')
        fill_page_refs(root, pages, "p. {page}", rooms)
        return document_html(document, BOOK, etree.tostring(root, encoding="unicode"))

    def lay_out(self, stale, texts):
        self.rounds.append([document.id for document in stale])
        return PageMap({"target": self.number(texts)})


def test_a_text_without_page_numbers_is_laid_out_once():
    printer = Printer(lambda texts: "7")
    settled = settle([chapter("one"), chapter("two")], printer.write, printer.lay_out)
    assert printer.rounds == [["one", "two"]] and not settled.unsettled


def test_only_the_chapter_that_names_a_page_is_laid_out_again():
    printer = Printer(lambda texts: "87")
    settled = settle([chapter("one", "target"), chapter("two")], printer.write, printer.lay_out)
    assert printer.rounds == [["one", "two"], ["one"]]
    assert "p.\u00a087" in settled.texts["one"].html and not settled.reserved


def test_the_right_guess_costs_no_second_layout():
    printer = Printer(lambda texts: GUESS)
    settle([chapter("one", "target")], printer.write, printer.lay_out)
    assert printer.rounds == [["one"]]


def test_a_made_page_is_laid_out_after_the_texts():
    printer = Printer(lambda texts: "9")
    settle([made("index", "backmatter", "Index"), chapter("one")], printer.write, printer.lay_out)
    assert printer.rounds == [["one"], ["index"]]


def test_a_number_that_moves_its_own_page_gets_the_room_of_its_widest_form():
    """ "p. 99" lets the target slip to page 100, and "p. 100" brings it back, for ever."""
    printer = Printer(
        lambda texts: "99" if "100" in texts["one"].html and "reserved" not in texts["one"].html else "100"
    )
    settled = settle([chapter("one", "target")], printer.write, printer.lay_out)
    assert settled.reserved == (PageRef("one", "target", "one-p1"),)
    assert [it.code for it in settled.faults(replace(BOOK, documents=(chapter("one", "target"),)))] == ["PDF-031"]
    assert not settled.unsettled
    assert len(printer.rounds) <= ROUNDS + 3
    assert '<span class="reserved" style="width: 1.86em">100</span>' in settled.texts["one"].html


def test_the_rounds_end_even_where_nothing_comes_to_rest():
    numbers = iter(range(1000))
    printer = Printer(lambda texts: str(next(numbers)))
    settled = settle([chapter("one", "target"), chapter("two")], printer.write, printer.lay_out)
    assert len(printer.rounds) == LAST and [it.id for it in settled.unsettled] == ["one"]
    book = replace(BOOK, documents=(chapter("one", "target"),))
    assert [it.code for it in settled.faults(book)] == ["PDF-030", "PDF-031"]


def test_a_bare_reference_prints_the_number_alone():
    root = etree.fromstring('<p>page <a class="xref page-ref bare" href="#x">3.2</a></p>')
    fill_page_refs(root, PageMap({"x": "xii"}), "p. {page}")
    assert root[0].text == "xii"


def test_a_target_without_a_page_keeps_its_name():
    root = etree.fromstring('<p><a class="xref page-ref" href="#x">Section 3.2</a></p>')
    fill_page_refs(root, PageMap({}), "p. {page}")
    assert root[0].text == "Section 3.2"
