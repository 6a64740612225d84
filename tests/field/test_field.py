"""Every case of tests/field/cases: a chapter, and the words that come out of it or the messages that it gets.

A new case is a few lines in the file of its kind: `text`, and `words` (all words of the finished chapter, notes last) or
`reports` (each "CODE line:column"); `xhtml`, parts of it; `documents`, the labels of the chapters; where needed `book` (lines added to book.yaml), `lang`, and `files`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from tests.small_book import BOOK, body_of, check_reports, composed, text_of

CASES = Path(__file__).parent / "cases"


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        kind = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert kind["kind"] and kind["origin"], path
        for number, case in enumerate(kind["cases"], start=1):
            yield pytest.param(case, id=f"{path.stem}-{number}")


def _files(case: dict[str, Any]) -> dict[str, str | bytes]:
    book = BOOK.replace("en-GB", case.get("lang", "en-GB")) + case.get("book", "")
    return {"manuscript/book.yaml": book, **case.get("files", {})}


@pytest.mark.parametrize("case", _cases())
def test_a_case_from_the_field_comes_out_right(case: dict[str, Any]) -> None:
    chapter = f"# One\n\n{case['text']}"
    if "reports" in case:
        check_reports(chapter, *case["reports"], files=_files(case))
    if "words" in case:
        words = text_of(body_of(chapter, _files(case)))
        assert words.split("One ", 1)[-1] == " ".join(case["words"].split())
    if "documents" in case:
        labels = [
            document.label.replace("\u00a0", " ")
            for document in composed(chapter, _files(case)).documents
            if document.source
        ]
        assert labels == case["documents"]
    if "xhtml" in case:
        body = etree.tostring(body_of(chapter, _files(case)), encoding="unicode")
        for part in case["xhtml"]:
            assert part in body
