"""Every case of tests/field/cases: a chapter, and the words that come out of it or the messages that it gets.

A new case is a few lines in the file of its kind: `text`, and `words` (all words of the finished chapter, notes last) or
`reports` (each "CODE line:column") with `remedied`, the text as its message asks for it; `xhtml`, parts of it; `documents`, the labels of the chapters; where needed `book` (lines added to book.yaml), `lang`, and `files`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from bookbuilder.cli import main
from tests.small_book import BOOK, body_of, check_reports, check_silent, composed, make_book, text_of

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


def test_what_a_message_asks_for_helps_and_none_points_at_the_first_sign() -> None:
    cases = [case for (case,) in (each.values for each in _cases()) if "reports" in case]
    assert not [it for case in cases for it in case["reports"] if it.endswith(" 1:1")]
    remedied = [case["remedied"] for case in cases if "remedied" in case]
    chapters = {f"manuscript/c{number}.md": f"# Case {number}\n\n{text}\n" for number, text in enumerate(remedied)}
    names = ", ".join(["one.md", *(name.removeprefix("manuscript/") for name in chapters)])
    assert len(remedied) > 20
    check_silent("# One\n\nText.\n", {**chapters, "manuscript/book.yaml": BOOK.replace("one.md", names)})


@pytest.mark.slow
def test_the_words_of_every_case_come_out_in_the_finished_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One book of all cases that have words: each edition is read back out of its own files and held against the book."""
    cases = [case for (case,) in (each.values for each in _cases()) if "words" in case and "'s](" not in case["text"]]
    chapters = {f"manuscript/c{number}.md": _chapter(number, case) for number, case in enumerate(cases)}
    names = ", ".join(name.removeprefix("manuscript/") for name in chapters)
    files = {name: text for case in cases for name, text in case.get("files", {}).items()}
    book = {"manuscript/book.yaml": BOOK.replace("[one.md]", f"[{names}]")}
    folder = make_book(tmp_path, {**files, **chapters, **book})
    (folder / "manuscript/one.md").unlink()
    for verb in ("all", "txt", "docx"):
        code = main([verb, "--book", str(folder)])
        said = capsys.readouterr()
        assert code == 0, said.err
        assert "×" not in said.out, "words that are not in a Word file"
    assert {"a-small-book.pdf", "a-small-book.epub", "site", "a-small-book.txt", "docx"} <= set(
        path.name for path in (folder / "output").iterdir()
    )


def _chapter(number: int, case: dict[str, Any]) -> str:
    """A case as a chapter whose labels are its own."""
    text: str = case["text"]
    for label in ("sec-x", "tbl-x"):
        text = text.replace(label, f"{label}{number}")
    lang = f"---\nlang: {case['lang']}\n---\n\n" if "lang" in case else ""
    return f"{lang}# Case {number}\n\n{text}\n"
