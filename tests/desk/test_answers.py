"""Answers to queries: applied at their marks, refused, or left open, whatever sheet they come on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.desk import one_change
from bookbuilder.desk.answers import take_answers
from bookbuilder.desk.queries import open_queries, write_sheets
from bookbuilder.desk.word_sheets import write_word_sheets
from bookbuilder.markdown.word_file import repacked
from tests.desk.raw_docx import W, paragraph, write_raw_docx
from tests.desk.test_queries import CHAPTER, NUMBER, number_of
from tests.small_book import BOOK, diagnose, make_book


def test_answers_are_applied_refused_or_open(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = write_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")[0]
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("  replace:", "  replace: new words", 1), encoding="utf-8")
    assert [(it.id, it.fate) for it in take_answers(tmp_path, sheet).value] == [("one-1", "applied"), ("one-2", "open")]
    chapter = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    assert chapter == CHAPTER.replace(
        '[old [words]{.smallcaps}]{.query to="author" by="Ed" note="Is this so?"}', "new words"
    )


@pytest.mark.parametrize("person, number", [("author", 2), ("publisher", 1)])
def test_what_is_kept_loses_its_mark_alone(tmp_path: Path, person: str, number: int) -> None:
    make_book(tmp_path, {}, CHAPTER)
    write_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")
    sheet = tmp_path / f"out/queries/{person}.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("  keep:\n", "  keep: as it is\n"), encoding="utf-8")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["refused"] * number
    chapter = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    if person == "author":
        assert "The old [words]{.smallcaps} stand here.\n" in chapter
    else:
        assert chapter.endswith("}.\n\nThe end.\n")


def test_a_query_whose_words_have_changed_stays_open(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = write_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")[0]
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("  replace:", "  replace: x", 1), encoding="utf-8")
    make_book(tmp_path, {}, CHAPTER.replace("old", "other"))
    assert take_answers(tmp_path, sheet).value[0].fate == "open"


def test_an_answer_finds_its_query_when_others_are_gone(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    author, publisher = write_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")
    author.write_text(author.read_text(encoding="utf-8").replace("  keep:\n", "  keep: yes\n"), encoding="utf-8")
    take_answers(tmp_path, author)
    publisher.write_text(publisher.read_text(encoding="utf-8").replace("  keep:\n", "  keep: ours\n"), encoding="utf-8")
    assert [(it.id, it.fate) for it in take_answers(tmp_path, publisher).value] == [("one-3 (now one-1)", "refused")]
    assert open_queries(tmp_path) == []


def test_a_sheet_of_the_time_before_numbers_is_still_taken(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = tmp_path / "author.yaml"
    sheet.write_text('- query: "one-1"\n  words: "old words"\n  replace: new ones\n', encoding="utf-8")
    taken = take_answers(tmp_path, sheet)
    assert [(it.id, it.fate) for it in taken.value] == [("one-1", "applied")] and taken.diagnostics == ()


def test_an_answer_by_its_mark_alone_needs_the_proof_of_today(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = tmp_path / "author.yaml"
    sheet.write_text(f'proof: "{NUMBER}"\nanswers:\n- query: Q1\n  replace: new\n', encoding="utf-8")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["open"]
    sheet.write_text(f'proof: "{number_of(tmp_path)}"\nanswers:\n- query: Q1\n  replace: new\n', encoding="utf-8")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["applied"]


def test_a_query_answered_twice_is_applied_once(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = tmp_path / "author.yaml"
    sheet.write_text("answers:\n- query: one-1\n  replace: new\n- query: one-1\n  replace: newer\n", encoding="utf-8")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["applied", "unknown"]


@pytest.mark.parametrize(
    "words, replace, fate",
    [
        ("The  end.", "No end.", "applied"),
        ("The", "A", "open"),
        ("not there", "x", "open"),
        ("The end.", "", "open"),
        ("", "x", "open"),
    ],
)
def test_corrections_are_made_where_their_words_stand_once(tmp_path: Path, words: str, replace: str, fate: str) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = tmp_path / "author.yaml"
    sheet.write_text(
        f'corrections:\n- chapter: one\n  paragraph: 2\n  words: "{words}"\n  replace: "{replace}"\n', encoding="utf-8"
    )
    assert [(it.id, it.fate) for it in take_answers(tmp_path, sheet).value] == [("one 2", fate)]
    chapter = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    assert chapter == (CHAPTER.replace("The end.", "No end.") if fate == "applied" else CHAPTER)


EVERYWHERE = """\
# One

Text[^1] with [first]{.query note="Same?"} and [second]{.query
note="Same?"}.

[^1]: A note with [third]{.query note="In a {note}?"}.

## A [fourth]{.query note="Heading?"} section

| Year | Word |
|---|---|
| 2017 | [fifth]{.query note="Cell?"} |

: A [sixth]{.query note="Caption?"} {#tbl-s}

::: {.query to="author"}
A question.

::: inner
More of it.
:::
:::

`[code]{.query}` is none. [a [link](https://example.org)]{.query note="Link?"}
"""


def test_each_query_is_answered_at_its_own_mark_wherever_it_stands(tmp_path: Path) -> None:
    make_book(tmp_path, {}, EVERYWHERE)
    lines = {it.query.words or it.query.note: it.query.place.line for it in open_queries(tmp_path)}
    assert lines == {
        "first": 3,
        "second": 3,
        "third": 6,
        "fourth": 8,
        "fifth": 12,
        "sixth": 14,
        "A question. More of it.": 16,
        "a link": 24,
    }
    sheet = write_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")[0]
    text = sheet.read_text(encoding="utf-8")
    for words in ("first", "second", "third", "fourth", "fifth", "sixth", "a link"):
        at = text.index("  replace:\n", text.index(f'words: "{words}"'))
        text = f"{text[:at]}  replace: {words.upper()}{text[at + 10 :]}"
    at = text.index("  keep:\n", text.index('asked: "A question.'))
    sheet.write_text(f"{text[:at]}  keep: No matter.{text[at + 7 :]}", encoding="utf-8")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == [*["applied"] * 6, "refused", "applied"]
    assert (
        (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
        == """\
# One

Text[^1] with FIRST and SECOND.

[^1]: A note with THIRD.

## A FOURTH section

| Year | Word |
|---|---|
| 2017 | FIFTH |

: A SIXTH {#tbl-s}

`[code]{.query}` is none. A LINK
"""
    )


def test_an_answer_goes_to_the_editor_and_never_into_the_text(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = tmp_path / "a.yaml"
    sheet.write_text(
        "answers:\n- {query: one-1, answer: 'Yes, in \"2019\".'}\n- {query: one-2, replace: No gap.}\n- {query: one-3, answer: Ours}\n",
        encoding="utf-8",
    )
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["answered", "open", "answered"]
    once = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    assert once == CHAPTER.replace('Is this so?"', 'Is this so?" answer="Yes, in \'2019\'."').replace(
        '"publisher"', '"publisher" answer="Ours"'
    )
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["done", "open", "done"]
    assert (tmp_path / "manuscript/one.md").read_text(encoding="utf-8") == once
    assert [it.message for it in diagnose(once) if it.code == "QRY-001"][2].endswith("the picture? — Ours.")


def test_a_sheet_taken_twice_does_no_harm(tmp_path: Path) -> None:
    chapter = '# One\n\nThe [gas]{.query note="So?"} and [gas]{.query note="So?"}. The price rose.\n'
    make_book(tmp_path, {}, chapter)
    sheet = write_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")[0]
    text = sheet.read_text(encoding="utf-8").replace("  replace:", "  replace: oil", 1)
    more = "corrections:\n- {chapter: one, words: price, replace: world price}\n- {chapter: one, words: rose, replace: fell}\n"
    sheet.write_text(text + more, encoding="utf-8")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["applied", "open", "applied", "applied"]
    once = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    assert once == chapter.replace('[gas]{.query note="So?"}', "oil", 1).replace("price rose", "world price fell")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["open", "open", "done", "done"]
    assert (tmp_path / "manuscript/one.md").read_text(encoding="utf-8") == once


@pytest.mark.slow
def test_an_author_answers_in_a_word_file(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet, publisher = write_word_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")
    assert (sheet.name, publisher.name) == ("author.docx", "publisher.docx")
    assert (
        sheet.read_bytes()
        == write_word_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "2")[0].read_bytes()
    )
    fill(
        sheet,
        {
            ("New words", 0): "new words",
            ("Answer", 1): "No gap",
            ("Words as they stand", 0): ["one", "", "The end.", "No end."],
        },
    )
    assert [path.name for path in write_word_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")][
        0
    ] == (f"author-{number_of(tmp_path)}.docx")
    answers = take_answers(tmp_path, sheet)
    assert [(it.id, it.fate) for it in answers.value] == [
        ("one-1", "applied"),
        ("one-2", "answered"),
        ("one", "applied"),
    ]
    text = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    assert "The new words stand here" in text and 'answer="No gap"' in text and text.endswith("No end.\n")
    assert [
        it.code for it in take_answers(tmp_path, write_raw_docx(tmp_path / "no.docx", paragraph("Words."))).diagnostics
    ] == ["QRY-002"]


def fill(sheet: Path, cells: dict[tuple[str, int], str | list[str]]) -> None:
    """Type into the cell right of a label, or into the row below it: the label, and which of its kind."""
    with zipfile.ZipFile(sheet) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    for (label, which), typed in cells.items():
        rows = [row for row in root.iter(f"{{{W}}}tr") if label in ["".join(it.itertext()) for it in row]]
        row = rows[which] if isinstance(typed, str) else rows[which].getnext()
        assert row is not None
        for cell, text in zip(list(row.iter(f"{{{W}}}tc"))[-1:] if isinstance(typed, str) else row.iter(f"{{{W}}}tc"), [typed] if isinstance(typed, str) else typed, strict=True):  # fmt: skip
            etree.SubElement(etree.SubElement(next(cell.iter(f"{{{W}}}p")), f"{{{W}}}r"), f"{{{W}}}t").text = text
    sheet.write_bytes(repacked(sheet.read_bytes(), {"word/document.xml": etree.tostring(root)}))


def test_line_ends_and_what_stands_before_the_text_stay(tmp_path: Path) -> None:
    make_book(tmp_path, {"manuscript/one.md": b"\xef\xbb\xbf" + CHAPTER.replace("\n", "\r\n").encode()})
    sheet = write_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")[1]
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("  keep:\n", "  keep: ours\n"), encoding="utf-8")
    take_answers(tmp_path, sheet)
    data = (tmp_path / "manuscript/one.md").read_bytes()
    assert (
        data.startswith(b"\xef\xbb\xbf# One\r\n") and data.count(b"\n") == data.count(b"\r\n") and b"Whose" not in data
    )


TWO = BOOK.replace("chapters: [one.md]", "chapters: [one.md, two.md]")
ASKED = '[Same]{.query to="author" note="So?"} words.\n'


@pytest.mark.parametrize("edited", [False, True])
def test_answers_that_a_killed_call_began_are_ended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: bool
) -> None:
    """Twins in two chapters: with one of them answered, nobody could say which of the sheet's answers is left."""
    two = tmp_path / "manuscript/two.md"
    make_book(tmp_path, {"manuscript/book.yaml": TWO, "manuscript/two.md": f"# Two\n\n{ASKED}"}, f"# One\n\n{ASKED}")
    sheet = write_sheets(open_queries(tmp_path), number_of(tmp_path), tmp_path / "out")[0]
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("  replace:", "  replace: Other"), encoding="utf-8")
    written: list[Path] = []

    def killed(path: Path, data: bytes) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        path.write_bytes(data)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(one_change, "write_source", killed)
        take_answers(tmp_path, sheet)
    assert "query" in two.read_text()
    if edited:
        two.write_text(f"# Two\n\n{ASKED}\nMore.\n")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["open" if edited else "applied"] * 2
    assert two.read_text() == (f"# Two\n\n{ASKED}\nMore.\n" if edited else "# Two\n\nOther words.\n")
    assert (tmp_path / "manuscript/one.md").read_text() == "# One\n\nOther words.\n"
