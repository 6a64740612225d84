"""What the engine says of a style or a picture is reported at its place; a broken template stops the printed book alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Severity
from bookbuilder.layout import engine, write_pdf
from bookbuilder.theme.templates import Theme
from tests.publication import document, publication, publication_of, title

pytestmark = pytest.mark.pango


def small(body="<p>One line.</p>", extra=()):
    written = document(
        f'<section id="only">{title("only", "Only")}{body}</section>', "chapter", "", "bodymatter", "Only"
    )
    made = publication_of((*extra, written))
    return replace(made, resources=tuple(replace(it, path=it.path.with_name("gone.svg")) for it in made.resources))


def test_a_mistake_in_a_style_sheet_is_reported_at_its_line(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "print.css").write_text("p { color: black }\n\np { colour: red }\n")
    outcome = write_pdf(small(), Theme(tmp_path), Steps())
    (fault,) = outcome.diagnostics
    assert str(fault.location).startswith("styles/print.css:3:")
    assert fault.severity is Severity.WARNING and outcome.value is not None


def test_a_missing_picture_stops_the_book(tmp_path):
    body = '<p id="only-p1">One.</p><p id="only-p2"><img src="figures/trade.svg" alt="x"/></p>'
    book = small(body)
    lines = (("only-p1", 3), ("only-p2", 5))
    book = replace(book, documents=tuple(replace(it, lines=lines) for it in book.documents))
    outcome = write_pdf(book, Theme(tmp_path), Steps())
    assert outcome.value is None
    assert ("PDF-010", "manuscript/only.md:5:1") in {(it.code, str(it.location)) for it in outcome.diagnostics}
    assert not any("book.invalid" in it.message for it in outcome.diagnostics)


def test_a_broken_template_is_reported_at_its_line_and_nothing_is_printed(tmp_path):
    (tmp_path / "templates" / "pages").mkdir(parents=True)
    (tmp_path / "templates" / "pages" / "title.xhtml").write_text('<section id="title">\n{{ book.titel }}</section>\n')
    title_page = publication().document("title")
    outcome = write_pdf(small(extra=(title_page,)), Theme(tmp_path), Steps())
    (fault,) = outcome.diagnostics
    assert str(fault.location) == "templates/pages/title.xhtml:2:1"
    assert fault.blocks == {"pdf"} and outcome.value is None


def test_a_missing_engine_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr("bookbuilder.layout.available", lambda: "Pango is missing.")
    outcome = write_pdf(small(), Theme(tmp_path), Steps())
    assert [(it.code, it.message) for it in outcome.diagnostics] == [("PDF-001", "Pango is missing.")]
    assert engine.available() is None
