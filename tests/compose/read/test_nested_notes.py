"""A note or a citation stands where its author wrote it, whatever holds it: quotation marks, a link, any block."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.small_book import BOOK, body_of, check_reports, check_silent, text_of

AUTHOR_DATE = {
    "manuscript/book.yaml": BOOK.replace("chicago-notes-bibliography", "chicago-author-date")
    + "backmatter: [bibliography]\n"
}
BLOCKS = {
    "paragraph": "{}",
    "block quote": "> {}",
    "list": "- {}\n- more",
    "ordered list": "1. {}\n2. more",
    "pipe table": "| a | b |\n|---|---|\n| {} | c |\n\n: Caption {{#tbl-x}}",
    "definition": "Term\n\n:   {}",
    "term": "{}\n\n:   A definition.",
    "heading": "## {}",
    "verse": "| {}\n| more",
    "span": "[{}]{{lang=en}}",
    "emphasis": "*{}*",
    "div": "::: {{.epigraph}}\n{}\n:::",
    "caption": "| a | b |\n|---|---|\n| c | d |\n\n: {} {{#tbl-x}}",
    "note": "Outside.^[{}]",
    "single in double": "\"outer '{}' words\"",
}


def _all_in_one(quotation: str, blocks: list[str], files: dict[str, str]) -> etree._Element:
    """One chapter with the quotation in every block; ids and labels are made unique."""
    made = [
        block.format(quotation.replace("KEY", f"n{number}")).replace("#tbl-x", f"#tbl-x{number}")
        for number, block in enumerate(blocks)
    ]
    notes = "\n\n".join(f"[^n{number}]: A note." for number in range(len(made)) if "[^KEY]" in quotation)
    return body_of("# One\n\n" + "\n\n".join(made) + "\n\n" + notes + "\n", files)


@pytest.mark.parametrize("style", [{}, AUTHOR_DATE], ids=["notes", "author-date"])
@pytest.mark.parametrize("call", ["[@boonstra2018, p. 3]", "@boonstra2018", "^[A note.]", "[^KEY]"])
def test_every_call_in_a_quotation_has_its_note(call: str, style: dict[str, str]) -> None:
    blocks = [block for name, block in BLOCKS.items() if name != "note" or "^" not in call]
    body = _all_in_one(f"He said \"these 'words {call}'\" here.", blocks, style)
    called = [a.get("href")[1:] for a in body.iter("a") if a.get("role") == "doc-noteref"]
    assert called == [aside.get("id") for aside in body.iter("aside")]
    assert text_of(body).count("He said “these ‘words") == len(blocks)


def test_a_call_stands_within_the_marks_that_hold_it() -> None:
    body = body_of('# One\n\nHe called it "a partnership [@boonstra2018, p. 3]" in 2019; "words.^[A note.]"\n')
    assert text_of(body.find("p")) == "He called it “a partnership1” in 2019; “words.2”"
    russian = body_of('# One\n\n[Он сказал "слова^[Здесь «примечание».]".]{lang=ru}\n')
    assert text_of(russian.find("p")) == "Он сказал «слова1»."
    assert text_of(russian.find(".//aside")) == "1 Здесь «примечание»."


def test_a_call_in_a_link_goes_behind_it_in_order() -> None:
    chapter = "# One\n\nSee [the *Strategy [@boonstra2018]* of^[A note.] 2019](https://example.org). More.\n"
    body = body_of(chapter)
    assert text_of(body.find("p")) == "See the Strategy of 20191,2. More."
    assert text_of(body.find("p/a")) == "the Strategy of 2019"
    assert not [a for a in body.iter("a") if any(it.tag == "a" for it in a.iterancestors())]
    named = body_of("# One\n\nSee [what @boonstra2018 wrote](https://example.org).\n")
    assert text_of(named.find("p")) == "See what Jos Boonstra wrote.1"


def test_a_note_called_in_a_link_is_called() -> None:
    check_silent("# One\n\nSee [words[^a]](https://example.org).\n\n[^a]: A note.\n")
    check_silent("# One\n\n| a | b |\n|---|---|\n| \\[^...\\] | any of `[^abcd]` |\n")
    check_reports("# One\n\nSee words.\n\n[^a]: A note.\n", "CHP-010 5:1")
