"""Queries in chapters: in no edition, listed for each person, answered, and blocking a release."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.cli import main
from bookbuilder.compose.read.queries import take_queries
from bookbuilder.desk import one_change
from bookbuilder.desk.answers import take_answers
from bookbuilder.desk.proofs import keep_proof, proof_number
from bookbuilder.desk.queries import open_queries, write_sheets
from bookbuilder.desk.word_sheets import write_word_sheets
from bookbuilder.diagnostics import Stage, errors
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown
from bookbuilder.markdown.places import Places
from bookbuilder.markdown.word_file import repacked
from bookbuilder.source import Source
from bookbuilder.verbs import build
from tests.desk.raw_docx import W, paragraph, write_raw_docx
from tests.small_book import BOOK, body_of, diagnose, make_book, text_of

CHAPTER = """\
# One

The [old [words]{.smallcaps}]{.query to="author" by="Ed" note="Is this so?"} stand here []{.query to="author" note="A gap?"}.

::: {.query to="publisher"}
Whose is the picture?
:::

The end.
"""


NUMBER = "7F3A-19C2"


def number_of(folder: Path) -> str:
    manuscript = read_manuscript(folder, Steps()).value
    assert manuscript is not None
    return proof_number(manuscript)


def test_no_edition_shows_a_query_and_its_words_stay() -> None:
    text = text_of(body_of(CHAPTER))
    assert text.endswith("One The old words stand here. The end.")


def test_each_open_query_is_noted_at_its_place() -> None:
    notes = [str(it.location) for it in diagnose(CHAPTER) if it.code == "QRY-001"]
    assert notes == ["manuscript/one.md:3:30", "manuscript/one.md:3:91", "manuscript/one.md:5:5"]


@pytest.mark.slow
def test_an_open_query_blocks_a_release_and_no_draft(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    assert not [
        it for it in build(tmp_path, [], tmp_path / "out").diagnostics if it.code == "QRY-001" and it in errors([it])
    ]
    released = build(tmp_path, ["html"], tmp_path / "out", stage=Stage.RELEASE)
    assert (
        len([it for it in errors(released.diagnostics, "html") if it.code == "QRY-001"]) == 3 and not released.artefacts
    )


def test_queries_are_numbered_and_listed_for_each_person(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    queries = open_queries(tmp_path)
    assert [(it.id, it.query.to, it.query.note, it.query.words) for it in queries] == [
        ("one-1", "author", "Is this so?", "old words"), ("one-2", "author", "A gap?", ""), ("one-3", "publisher", "Whose is the picture?", ""),
    ]  # fmt: skip
    assert [path.name for path in write_sheets(queries, NUMBER, tmp_path / "out")] == ["author.yaml", "publisher.yaml"]


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


def test_the_verb_lists_and_takes_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_book(tmp_path, {}, CHAPTER)
    assert main(["queries", "--book", str(tmp_path)]) == 0
    assert "3 queries stand open." in capsys.readouterr().out
    assert main(["queries", "--book", str(tmp_path), "--answers", str(tmp_path / "output/queries/author.yaml")]) == 0
    assert "open     one-1" in capsys.readouterr().out


def test_a_sheet_names_its_proof_and_an_older_one_is_named_by_its_number(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    first = number_of(tmp_path)
    keep_proof(tmp_path, first, 3)
    sheet = write_sheets(open_queries(tmp_path), first, tmp_path / "out")[0]
    assert take_answers(tmp_path, sheet).diagnostics == ()
    make_book(tmp_path, {}, CHAPTER.replace("The end.", "The very end."))
    keep_proof(tmp_path, number_of(tmp_path), 3)
    reported = take_answers(tmp_path, sheet).diagnostics
    assert [(it.code, first in it.message, "number 1 of the 2 made" in it.message) for it in reported] == [
        ("QRY-003", True, True)
    ]


def test_a_sheet_of_no_proof_of_this_book_is_reported(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = write_sheets(open_queries(tmp_path), NUMBER, tmp_path / "out")[0]
    assert [it.code for it in take_answers(tmp_path, sheet).diagnostics] == ["QRY-004"]


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


def test_a_file_that_is_no_sheet_is_reported(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = tmp_path / "author.yaml"
    for text in ("just words", "proof: X\n", "answers: yes\n"):
        sheet.write_text(text, encoding="utf-8")
        assert [it.code for it in take_answers(tmp_path, sheet).diagnostics] == ["QRY-002"]


def test_the_number_changes_with_the_texts_and_not_with_the_settings(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    number = number_of(tmp_path)
    make_book(tmp_path, {"manuscript/book.yaml": BOOK + "page: 148mm 210mm\n"}, CHAPTER)
    assert number_of(tmp_path) == number
    make_book(tmp_path, {}, CHAPTER + "\nMore.\n")
    longer = number_of(tmp_path)
    (tmp_path / "manuscript/one.md").write_bytes((CHAPTER + "\nMore.\n").replace("\n", "\r\n").encode())
    assert number_of(tmp_path) == longer != number


def test_what_stands_around_a_query_ends_at_citations_and_notes() -> None:
    chapter = '# One\n\nHe said [@boonstra2018] that [it is]{.query note="so?"} good[^1] and so on.\n\n[^1]: A note.\n'
    ast, _ = read_markdown(chapter)
    query = take_queries(load(ast), Places(Source("one.md", chapter), chapter))[0]
    assert (query.before, query.words, query.after) == ("that", "it is", "good")


def test_a_sheet_with_answers_in_it_is_never_written_over(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = write_sheets(open_queries(tmp_path), NUMBER, tmp_path)[0]
    assert write_sheets(open_queries(tmp_path), NUMBER, tmp_path)[0] == sheet
    filled = sheet.read_text(encoding="utf-8").replace("  keep:\n", "  keep: yes\n", 1)
    for text in (
        filled,
        filled.replace("\n", "\r\n"),
        sheet.read_text(encoding="utf-8") + "corrections:\n- chapter: one\n",
    ):
        sheet.write_bytes(text.encode())
        assert write_sheets(open_queries(tmp_path), NUMBER, tmp_path)[0].name == f"author-{NUMBER}.yaml"
        assert sheet.read_bytes() == text.encode()


def test_an_open_query_is_reported_in_a_sentence() -> None:
    said = [it.message for it in diagnose(CHAPTER) if it.code == "QRY-001"]
    assert said[0] == "A query to author is open: Is this so?"


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


@pytest.mark.parametrize("mark", ["[a]{.query to=x} ", "]{.query} "])
def test_many_queries_of_one_paragraph_cost_each_the_same(mark: str) -> None:
    """Each was looked for among all, its words in the whole paragraph, its bracket back to the chapter's beginning."""
    text = mark * (16_000 // len(mark))
    document = load(read_markdown(text)[0])
    begun = time.process_time()
    found = take_queries(document, Places(Source("one.md", text), text))
    assert len(found) == (text.count("[a]")) and time.process_time() - begun < 3
