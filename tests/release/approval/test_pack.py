"""The approval pack: what its expert reads, what is grey, and that Word has the same."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.compose import compose
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.markdown.word_file import W
from bookbuilder.model.pages import PageMap
from bookbuilder.release.approval import write_docx
from bookbuilder.release.approval.pack import approval_values
from bookbuilder.theme.templates import Theme, render
from bookbuilder.verbs import accounts, approve

BOOK = Path(__file__).parents[2] / "books" / "interviews" / "added-since"


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    folder = shutil.copytree(BOOK, tmp_path_factory.mktemp("book") / "book")
    steps, theme = Steps(), Theme(folder)
    publication = compose(read_manuscript(folder, steps).value, theme, steps).value
    interview = next(interview for interview in publication.interviews if interview.code == "kz-01")
    return approval_values(publication, interview, PageMap({"one-excerpt1": "7"}))


def test_every_quotation_stands_with_its_page_and_its_turn(values):
    block, said = values["excerpts"]
    assert (block.page, block.question, block.chapter) == ("7", "What do you expect?", "Chapter\u00a01: One")
    assert "A road has a flag on it" in block.words_xhtml
    assert "<strong" in said.words_xhtml and "“one reform”" in said.words_xhtml


def test_what_is_left_out_is_distinguished_from_what_is_printed(values):
    printed = [(stretch.text.strip(), stretch.printed) for stretch in values["excerpts"][0].turn]
    assert printed == [
        ("I expect letters and not policies.", False),
        ("A road has a flag on it,", True),
        ("and a rule has none.", False),
    ]


def test_the_words_of_other_experts_are_not_shown(values):
    assert all("kz-02" not in str(excerpt) for excerpt in values["excerpts"])


@pytest.mark.parametrize("name", ["pack.xhtml", "pack.ru.xhtml"])
def test_both_languages_have_a_line_to_sign_and_the_fingerprint(name, values):
    rendered = render(Theme(BOOK), f"approval/{name}", values)
    assert rendered.diagnostics == ()
    root = etree.fromstring(rendered.value.strip())
    assert len([e for e in root.iter("p") if e.get("class") == "line"]) == 2
    assert values["fingerprint"] in "".join(root.itertext())


def test_word_has_what_is_left_out_in_grey():
    data = write_docx('<html><body><p>kept <span class="omitted">left out</span></p></body></html>')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
    styled = [e.get(f"{W}val") for e in document.iter(f"{W}rStyle")]
    (colour,) = [
        e.get(f"{W}val")
        for style in styles.iter(f"{W}style")
        if style.get(f"{W}styleId") in styled
        for e in style.iter(f"{W}color")
    ]
    assert colour == "808080"


def test_the_ledger_says_who_is_quoted_where_and_which_questions_nobody_answers():
    drawn_up, _ = accounts(BOOK)
    first, second = drawn_up.accounts
    assert [(line.quotation.turn, line.question, line.words) for line in first.quoted] == [
        ("q1a", "q1", 7),
        ("q2a", "q2", 2),
    ]
    assert first.quoted[0].standing == () and "not among the excerpts" in first.quoted[1].standing[0]
    assert (second.words, drawn_up.unused) == (7, ())


@pytest.mark.slow
@pytest.mark.pango
def test_the_pack_is_a_pdf_and_a_word_document(tmp_path):
    built = approve(shutil.copytree(BOOK, tmp_path / "book"), "kz-01", tmp_path / "out")
    assert [artefact.path.name for artefact in built.artefacts] == ["kz-01.pdf", "kz-01.docx"]
    from bookbuilder.consent.withheld.pdf import page_texts

    text = " ".join(page.text for page in page_texts(built.artefacts[0].path.read_bytes()))
    assert "Approval of quotations" in text and "Signature" in text
