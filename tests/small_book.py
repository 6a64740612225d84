"""Small whole books for tests: a chapter's Markdown in, the diagnostics of the whole book out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.compose import compose
from bookbuilder.diagnostics import Diagnostic, Severity, errors
from bookbuilder.diagnostics.catalogue import stops
from bookbuilder.editions.draft_marks import draft_marks
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.model.publication import Publication
from bookbuilder.theme.templates import Theme
from bookbuilder.verbs import check, editing
from bookbuilder.verbs.opening import Opened, open_book

BOOK = """\
title: A Small Book
publisher: {name: Example Press, place: Almaty}
date: 2021-03
lang: en-GB
csl: chicago-notes-bibliography
frontmatter: [title]
chapters: [one.md]
"""

REFERENCES = """\
- id: council2019strategy
  type: report
  author: [{literal: Council of the European Union}]
  title: Council Conclusions on the New Strategy on Central Asia
  number: 10113/19
  issued: 2019-06-17
- id: boonstra2018
  type: article-journal
  author: [{family: Boonstra, given: Jos}]
  title: A Title for Tests
  container-title: Journal of Tests
  issued: 2018
"""

INTERVIEW = """\
---
code: kz-01
description: Expert in foreign policy, Almaty
country: Kazakhstan
date: 2020-10-14
language: en
status: specimen
consent:
  attribution: described
---

::: {.question #q1}
What is the Strategy?
:::

::: {.answer #q1a}
The strategy speaks of partners. It does not yet speak of equals.
We shall see.
:::
"""


def make_book(folder: Path, files: Mapping[str, str | bytes] = {}, chapter: str = "# One\n\nText.\n") -> Path:
    """Write a small book into a folder: one chapter, two references, one interview; `files` add or replace."""
    contents: dict[str, str | bytes] = {
        "manuscript/book.yaml": BOOK,
        "manuscript/one.md": chapter,
        "manuscript/interviews/kz-01.md": INTERVIEW,
        "references.yaml": REFERENCES,
        **files,
    }
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def diagnose(chapter: str = "# One\n\nText.\n", files: Mapping[str, str | bytes] = {}) -> tuple[Diagnostic, ...]:
    """Every diagnostic of a small book with this chapter, which prints as a draft whatever they are."""
    opened: list[Opened] = []

    def kept(*given: Any, **named: Any) -> Opened:
        opened.append(open_book(*given, **named))
        return opened[-1]

    with tempfile.TemporaryDirectory() as folder, patch.object(editing, "open_book", kept):
        found = check(make_book(Path(folder), files, chapter)).diagnostics
        prints_as_draft(opened[0], found)
    return found


def prints_as_draft(opened: Opened, found: Sequence[Diagnostic]) -> None:
    """Assert that the book is composed, with each chapter that was read, unless a fault stops it, and its errors can be marked."""
    if any(stops(it.code) == "book" for it in found):
        return
    assert opened.book is not None and opened.manuscript is not None
    documents = {it.source: it for it in opened.book.publication.documents}
    assert all(documents[it.source.file].body for it in opened.manuscript.chapters.values())
    marks = draft_marks(opened.book.publication, errors(found))
    assert len(marks) <= len(errors(found))


def check_reports(chapter: str, *expected: str, files: Mapping[str, str | bytes] = {}) -> None:
    """Assert exactly these faults, each "CIT-001 3:5", or "CIT-001 references.yaml:3:5" outside the chapter."""
    found = [
        f"{diagnostic.code} {str(diagnostic.location).removeprefix('manuscript/one.md:')}"
        for diagnostic in diagnose(chapter, files)
        if diagnostic.severity is not Severity.NOTE
    ]
    assert sorted(found) == sorted(expected)


def check_silent(chapter: str, files: Mapping[str, str | bytes] = {}) -> None:
    """Assert that a book with this chapter has no fault."""
    check_reports(chapter, files=files)


def composed(chapter: str, files: Mapping[str, str | bytes] = {}) -> Publication:
    """A small book's publication; it must have no error."""
    with tempfile.TemporaryDirectory() as name:
        return composed_in(make_book(Path(name), files, chapter))


def composed_in(folder: Path, steps: Steps | None = None) -> Publication:
    """The publication of a book that lies in a folder."""
    steps = steps or Steps()
    manuscript = read_manuscript(folder, steps)
    assert manuscript.value is not None, [str(fault) for fault in manuscript.diagnostics]
    outcome = compose(manuscript.value, Theme(folder), steps)
    assert outcome.value is not None, [str(fault) for fault in outcome.diagnostics]
    return outcome.value


def body_of(chapter: str, files: Mapping[str, str | bytes] = {}) -> etree._Element:
    """The XHTML tree of a small book's chapter."""
    return etree.fromstring(composed(chapter, files).document("one").body)


def text_of(element: etree._Element | None) -> str:
    """All words below an element, white space folded."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())
