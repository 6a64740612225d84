"""Titles and notes that converters of Word files write as anchors and links are Markdown's own in the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.word_exports import as_markdown_has_it
from tests.desk.test_adopt import made


@pytest.mark.parametrize(
    ("typed", "got"),
    [
        (
            'So.<sup><a href="#fn-1" id="ref-1">[1]</a></sup> And so.<sup><a href="#fn-1">[1]</a></sup>\n\n'
            '1. <a id="fn-1"></a> A note\\. [↑](#ref-1)\n2. An item\n',
            "So.[^fn-1] And so.[^fn-1]\n\n[^fn-1]: A note\\.\n\n2. An item\n",
        ),
        (
            "So[\\[1\\]](#_ftn1){#_ftnref1}.\n\n[\\[1\\]](#_ftnref1){#_ftn1 .MsoText} A *note*\nof two lines.\n\nEnd.\n",
            "So[^_ftn1].\n\n[^_ftn1]: A *note*\nof two lines.\n\n\nEnd.\n",
        ),
        ('So[^1^](#fn1).\n\n- <a id="fn1"></a>[^](#fnref1) A note.\n', "So[^fn1].\n\n[^fn1]: A note.\n"),
        ('See [1](#p1).\n\n<a id="p1"></a>A paragraph.\n', 'See [1](#p1).\n\n<a id="p1"></a>A paragraph.\n'),
        ("## **1\\. All bold** {#x}\n\n# **One** bold\n", "## 1. All bold {#x}\n\n# **One** bold\n"),
        ("```python\n# __main__\n```\n", "```python\n# __main__\n```\n"),
        ('# <a id="_Toc1"></a>__Title__\n', "# Title {#_Toc1}\n"),
    ],
)
def test_what_converters_write_is_markdown(typed: str, got: str) -> None:
    assert as_markdown_has_it(typed, "a.md", Report()) == got


def test_a_file_that_was_converted_from_word_has_its_notes(tmp_path: Path) -> None:
    text = "# **Title**\n\nSo.[\\[1\\]](#_ftn1)\n\n[\\[1\\]](#_ftnref1){#_ftn1} A note.\n"
    manuscript, _ = made(tmp_path, {"one.md": text})
    (made_text,) = [it.read_text(encoding="utf-8") for it in manuscript.glob("*.md")]
    assert made_text.startswith("# Title\n") and "So.[^_ftn1]\n\n[^_ftn1]: A note." in made_text


def test_an_empty_link_back_to_the_call_of_a_note_goes() -> None:
    made = as_markdown_has_it("A.[^230]\n\n[^230]: [](#ftnt_ref230) A review. See [](#fig-a).\n", "a.md", Report())
    assert made == "A.[^230]\n\n[^230]: A review. See [](#fig-a).\n"


def test_notes_whose_texts_have_a_link_back_alone_are_notes() -> None:
    text = "Used^[\\[1\\]](#_ftn1)^, checked.\n\nMore.\n\n^[\\[1\\]](#_ftnref1)^ See <https://a.example/>. Seen 2024.\n"
    made = as_markdown_has_it(text, "a.md", Report())
    assert made == "Used[^_ftn1], checked.\n\nMore.\n\n[^_ftn1]: See <https://a.example/>. Seen 2024.\n"
