"""The text of a book as a release keeps it, and what two commits of one book differ in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder import verbs
from bookbuilder.model.pages import PageMap
from bookbuilder.release.changes import changes_page
from bookbuilder.release.text_record import text_of_book
from bookbuilder.theme.templates import Theme
from tests.release.books import GOOD, commit, repository
from tests.small_book import composed

CHAPTER = '# One {#sec-one}\n\nWords.[@boonstra2018]\n\n{{ excerpt("kz-01", "q1a") }}\n\n| A |\n|---|\n| 1 |\n\n: Trade {#tbl-trade}\n'


def test_a_record_has_paragraphs_sources_excerpts_and_tables() -> None:
    items = [{"id": "boonstra2018"}]
    publication = composed(CHAPTER, {"manuscript/book.yaml": GOOD})
    text = text_of_book(publication, items, PageMap({"one": "1"}))
    one, bibliography = text.chapters
    assert (one.id, one.label, one.page, one.source) == ("one", "Chapter 1", "1", "manuscript/one.md")
    assert {it.kind for it in one.paragraphs} >= {"heading", "text", "excerpt", "cell", "note"}
    assert one.references == ("boonstra2018",)
    assert [place for place, _ in one.excerpts] == ["kz-01 q1a"] and [label for label, _ in one.figures] == [
        "Table 1.1"
    ]
    assert list(text.entries) == ["boonstra2018"] and not [it for it in bibliography.paragraphs if it.kind == "entry"]


@pytest.mark.slow
@pytest.mark.pango
def test_two_commits_of_a_book_are_distinguished(tmp_path: Path) -> None:
    from bookbuilder.release import git

    book = repository(tmp_path)
    first = git.head(book)
    assert first is not None
    (book / "manuscript" / "one.md").write_text(
        "# One {#sec-one}\n\nSome other words of the book.[@council2019strategy]\n"
    )
    commit(book)
    texts = [verbs.text_at(book, name) for name in (first.id, "HEAD")]
    assert texts[0] is not None and texts[1] is not None and verbs.text_at(book, "nothing") is None
    page = changes_page(texts[0], "1.0", texts[1], "HEAD", Theme(book))
    assert not page.diagnostics
    assert "<ins>other</ins>" in page.value and "council2019strategy" in page.value
