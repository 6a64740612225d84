"""Where the errors of a draft are marked."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

from lxml import etree

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.editions import draft_marks as module
from bookbuilder.editions.draft_marks import draft_marks
from bookbuilder.model.publication import ContentDocument, Publication
from tests.publication import publication


def _book(paragraphs: int) -> Publication:
    body = "".join(f'<p id="p{number}">Words.</p>' for number in range(paragraphs))
    ids = tuple(f"p{number}" for number in range(paragraphs))
    lines = tuple((id, 3 + 4 * number) for number, id in enumerate(ids))
    document = ContentDocument("c", "chapter", "doc-chapter", "bodymatter", "C", "C", body=f"<section>{body}</section>", ids=ids, lines=lines, source="manuscript/c.md")  # fmt: skip
    return replace(publication(), documents=(document,))


def test_an_error_is_marked_at_the_element_that_begins_at_its_line_or_before_it() -> None:
    errors = [Diagnostic("CIT-001", Location("manuscript/c.md", line, 1), "No.", "Mend.") for line in (1, 3, 4, 7, 99)]
    assert [mark.element for mark in draft_marks(_book(3), errors)] == ["c", "p0", "p1", "p2"]


def test_a_document_is_read_once_for_all_its_errors() -> None:
    """1,250 errors in one chapter took three minutes."""
    errors = [Diagnostic("CIT-001", Location("manuscript/c.md", line, 1), "No.", "Mend.") for line in range(400)]
    book = _book(50)
    with patch.object(module.etree, "fromstring", wraps=etree.fromstring) as read:
        assert len(draft_marks(book, errors)) == 51
    assert read.call_count == 1
