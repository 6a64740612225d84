"""The presentation of a small book: what its slides and its handout show, and what it refuses."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from lxml import etree, html
from pypdfium2 import PdfDocument

from bookbuilder.cache import Steps
from bookbuilder.cli import main
from bookbuilder.editions.presentation.imposing import booklet
from bookbuilder.manuscript.presentation import read_presentation
from bookbuilder.verbs import build
from tests.small_book import check_reports, check_silent, make_book

CHAPTER = """\
# One {#sec-one}

We preferred gaps to guesses, and “said so”.^[A note of a paragraph.]

{{ excerpt("kz-01", "q1a", from="The strategy", to="equals") }}

| A | B |
|---|---|
| 1 | 2 |

: Some numbers.^[A source of the table.] {#tbl-a}

3. [Count.]{#rec-count} Then act.
4. [Act.]{#rec-act} Then count.
"""
YAML = "manuscript/presentation.yaml"
SHOWN = """\
occasion: An evening
speakers: [The Speaker]
date: 2021-04-15
url: https://example.org/book
slides:
  - title: The table
    show: tbl-a
    notes: Say it slowly.
  - show: [kz-01 q1a, rec-act]
  - quote: We preferred gaps to guesses, and "said so".
  - points: [Our own words.]
handout:
  show: tbl-a
"""


def test_a_presentation_shows_what_the_book_has() -> None:
    check_silent(CHAPTER, {YAML: SHOWN})
    check_silent(CHAPTER, {YAML: "slides: []\n"})


FAULTY = """\
slide: []
date: soon
slides:
  - show: [tbl-b, sec-one, kz-01 q2]
  - quote:
      - We prefer guesses.
      - The strategy speaks of partners.
handout: {recommendations: rec-none}
"""


def test_what_the_book_has_not_is_not_shown() -> None:
    expected = ("PRS-001 1:1", "PRS-003 2:7", "PRS-005 4:12", "PRS-005 4:19", "PRS-005 4:28", "PRS-006 6:9", "PRS-006 7:9",
                "PRS-005 8:28")  # fmt: skip
    check_reports(CHAPTER, *(it.replace(" ", f" {YAML}:") for it in expected), files={YAML: FAULTY})


def test_a_book_without_the_file_has_no_presentation(tmp_path: Path) -> None:
    assert [it.code for it in read_presentation(tmp_path).diagnostics] == ["PRS-004"]


def test_a_booklet_is_folded_in_order() -> None:
    made = pikepdf.new()
    for number in range(1, 9):
        page = made.add_blank_page(page_size=(420, 595))
        page.obj.Contents = made.make_stream(f"% {number}".encode())
    out = io.BytesIO()
    made.save(out)
    sheets = pikepdf.open(io.BytesIO(booklet(out.getvalue()))).pages
    order = [
        [
            bytes(page.obj.Resources.XObject[it].read_bytes()).split()[-1].decode()
            for it in re.findall(r"/Page\d", "".join(str(op.operands) for op in pikepdf.parse_content_stream(page)))
        ]
        for page in sheets
    ]
    assert order == [["8", "1"], ["2", "7"], ["6", "3"], ["4", "5"]]


@pytest.mark.slow
def test_slides_and_handout_are_the_books_own(tmp_path: Path, capsys: Any) -> None:
    full = CHAPTER.replace("| 1 | 2 |", "\n".join(f"| {n} | x |" for n in range(12)))
    book = make_book(tmp_path / "book", {YAML: SHOWN}, full)
    assert main(["presentation", "--book", str(book)]) == 0, capsys.readouterr().err
    folder = book / "output" / "presentation"
    first = {it.name: it.read_bytes() for it in folder.iterdir()}
    assert sorted(first) == ["handout-a4.pdf", "handout.pdf", "index.html", "slides.pdf", "speaker.pdf"]

    page = html.fromstring(first["index.html"])
    slides = [" ".join("".join(it.itertext()).split()) for it in page.iterfind(".//section")]
    assert len(slides) == 6 and "15 April 2021" in slides[0] and "specimens" in slides[0]
    assert "Table 1.1 Some numbers." in slides[1] and "A source of the table." in slides[1] and "p. 1" in slides[1]
    assert "Specimen interview" in slides[2] and "4" in slides[2] and "Act. Then count." in slides[2]
    assert "We preferred gaps to guesses, and “said so”." in slides[3] and "note" not in slides[3]
    assert "A Small Book" in slides[5] and "https://example.org/book" in slides[5]
    text = first["index.html"].decode()
    assert not {it for it in etree.HTML(text).xpath("//@src | //link/@href") if not it.startswith("data:")}

    def words(name: str, number: int) -> str:
        return " ".join(PdfDocument(first[name])[number].get_textpage().get_text_bounded().split())

    assert "Table 1.1 Some numbers." in words("slides.pdf", 1) and "Say it slowly" not in words("slides.pdf", 1)
    assert "A source" not in words("slides.pdf", 1) and "A source of the table." in words("speaker.pdf", 1)
    assert "Say it slowly." in words("speaker.pdf", 1) and "Some numbers." in words("speaker.pdf", 1)
    handout = PdfDocument(first["handout.pdf"])
    assert len(handout) == 4 and len(PdfDocument(first["handout-a4.pdf"])) == 2
    code = zxingcpp.read_barcode(handout[3].render(scale=2).to_pil())
    assert code is not None and code.text == "https://example.org/book"
    for name in ("slides.pdf", "handout.pdf"):
        with pikepdf.open(io.BytesIO(first[name])) as made:
            assert made.Root.MarkInfo.Marked and made.Root.Lang == "en-GB" and made.docinfo["/Title"] == "A Small Book"

    build(book, ["presentation"], tmp_path / "again")
    assert {it.name: it.read_bytes() for it in (tmp_path / "again" / "presentation").iterdir()} == first

    (book / "manuscript/interviews/kz-01.md").write_text(
        (book / "manuscript/interviews/kz-01.md").read_text().replace("status: specimen\n", "")
    )
    (book / "manuscript/interviews/private.yaml").write_text("kz-01: Erlan Testov\n")
    (book / YAML).write_text(SHOWN.replace("Say it slowly.", "As Erlan Testov said."))
    found = build(book, ["presentation"], tmp_path / "named", steps=Steps(book / ".cache"))
    assert not found.artefacts and "PRV-010" in {it.code for it in found.diagnostics}

    many = "\n".join(f"{n}. [Count {n} of them.]{{#rec-{n}}} {'Then act. ' * 60}" for n in range(1, 22))
    rows = "\n".join(f"| {n} | x |" for n in range(60))
    crowded = CHAPTER.replace("3. [Count", f"{many}\n\n3. [Count").replace("| 1 | 2 |", rows)
    crowded_book = make_book(tmp_path / "crowded", {YAML: SHOWN}, crowded)
    found = build(crowded_book, ["presentation"], tmp_path / "crowded" / "output", steps=Steps(book / ".cache"))
    assert {"PRS-007", "PRS-008"} <= {it.code for it in found.diagnostics} and not found.artefacts
