"""No damaged book ends in a traceback: some by chance and a fixed seed, and those that once did, kept."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from bookbuilder.desk.references.reading import read_entries
from bookbuilder.manuscript.book_yaml import read_book
from bookbuilder.source import Source
from bookbuilder.verbs import check
from tests.siege.mutants import VALUES
from tests.siege.siege import besiege
from tests.small_book import BOOK, INTERVIEW, check_reports, check_silent, make_book

SCHEMA = Path(__file__).parents[2] / "schemas" / "book.schema.json"


@pytest.mark.slow
def test_no_damaged_book_of_twenty_four_ends_in_a_traceback() -> None:
    tried, breaches = besiege(range(24))
    assert tried == 24 and breaches == []


@pytest.mark.long
def test_no_damaged_book_ends_in_a_traceback_for_an_hour() -> None:
    tried, breaches = besiege(range(1_000_000, 2_000_000), until=time.monotonic() + 3600)
    assert tried > 1000 and breaches == []


@pytest.mark.long
def test_no_damaged_book_ends_in_a_traceback_in_any_edition() -> None:
    tried, breaches = besiege(range(2_000_000, 2_000_300), editions=True)
    assert tried == 300 and breaches == []


def _keys(schema: dict[str, Any], whole: dict[str, Any], path: tuple[str | int, ...] = ()) -> Any:
    """The path of every key that book.yaml may have; an index stands for any item of a list."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _keys(choice, whole, path)
    for key, inner in schema.get("properties", {}).items():
        yield (*path, key)
        yield from _keys(inner, whole, (*path, key))
    if isinstance(schema.get("items"), dict):
        yield from _keys(schema["items"], whole, (*path, 0))


@pytest.mark.slow
def test_each_key_of_the_book_takes_any_value_without_a_traceback(tmp_path: Path) -> None:
    folder = make_book(tmp_path)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    paths = sorted(dict.fromkeys(_keys(schema, schema)), key=str)
    assert len(paths) > 150
    for number, path in enumerate(paths):
        for value in ([], {}, ["a"], {"a": ["b"]}, [{}], None, "x", -1, VALUES[number % len(VALUES)]):
            book = yaml.load(BOOK, yaml.BaseLoader)
            for key in reversed(path[1:]):
                value = [value] if key == 0 else {key: value}
            book[path[0]] = value
            read_book(Source("manuscript/book.yaml", yaml.safe_dump(book, sort_keys=False)), folder)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("templates/terms.yaml", b"en:\n  chapter: Ch\xffpter\n", ["SRC-003 templates/terms.yaml:2:14"]),
        ("templates/terms.yaml", b"en: {chapter: 2021-02-30}\n", []),
        ("templates/terms.yaml", b"en: [chapter]\n", ["TRM-001 templates/terms.yaml"]),
        ("templates/terms.yaml", b"en: " + b"[" * 900, ["TRM-001 templates/terms.yaml:1:54"]),
        ("templates/bibliography.yaml", b"- {id: a, title: A, types: 3}\n", ["TRM-003 templates/bibliography.yaml"]),
        ("templates/bibliography.yaml", b"- {id: a, title: [A], types: []}\n", ["TRM-003 templates/bibliography.yaml"]),
        ("styles/own.css", b"p { color: red }\n/* caf\xe9 */\n", ["SRC-003 styles/own.css:2:7"]),
        ("styles/tokens.yaml", b"a: &a [*a]\n", ["YML-003 styles/tokens.yaml:1:4"]),
        ("styles/tokens.yaml", b"- a\n", ["CSS-003 styles/tokens.yaml:1:1"]),
    ],
)  # fmt: skip
def test_a_typesetters_damaged_file_is_a_message_at_its_place(name: str, data: bytes, expected: list[str]) -> None:
    check_reports("# One\n\nText.\n", *expected, files={name: data})


def test_brackets_in_the_abbreviations_and_in_a_transcript_are_refused_at_their_line() -> None:
    """Mutant 4770 kept Pandoc until its time was over, and ended in a traceback."""
    book = BOOK.replace("[title]", "[title, list-of-abbreviations]")
    files = {
        "manuscript/book.yaml": book,
        "manuscript/abbreviations.md": f"EU{'[' * 40}\n:   European Union\n",
        "manuscript/interviews/kz-01.md": INTERVIEW.replace("We shall see.", "[" * 40),
    }
    expected = (
        "BUD-003 manuscript/abbreviations.md:1:9",
        "BUD-003 manuscript/interviews/kz-01.md:18:7",
        "PRT-001 manuscript/book.yaml:6:22",
    )
    check_reports("# One\n\nText.\n", *expected, files=files)


def test_an_attribute_with_a_letter_beyond_ascii_in_its_name_is_read(tmp_path: Path) -> None:
    """Mutant 2753 was written as ASCII, and could not be read again."""
    file = tmp_path / "a.xml"
    file.write_bytes(
        b"<xml><record><ref-type na\xffme='Book'>6</ref-type><titles><title>T</title></titles></record></xml>"
    )
    assert [entry.item["title"] for entry in read_entries(file).value] == ["T"]


def test_a_key_of_the_authors_may_have_letters_beyond_ascii() -> None:
    """Mutant 11862 of seed 301302 ended in an XMLSyntaxError: a heading was copied by way of ASCII."""
    check_silent("# One {kә=v}\n\n## Two [x]{әb=c} {ә=1}\n\nText.\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<blockquote>" * 300 + "x" + "</blockquote>" * 300, ["BUD-004 1:1", "CHP-018 1:1", "CHP-020 1:1"]),
        (
            "> " * 35 + "<div>" + "> " * 35 + "<div>" + "> " * 35 + "x",
            ["BUD-004 1:1", "CHP-018 1:1", "CHP-018 3:1", "CHP-020 1:1"],
        ),
        ("Text $" + r"\sqrt{" * 300 + "x" + "}" * 300 + "$", ["CHP-014 3:5"]),
    ],
)
def test_what_stands_too_deep_in_one_another_prints_as_it_is_typed(text: str, expected: list[str]) -> None:
    """Mutant 2066 of seed 90211 ended in a RecursionError; the others cost the chapter."""
    check_reports(f"# One\n\n{text}\n", *expected)


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize(
    "name",
    ["manuscript/book.yaml", "references.yaml", "manuscript/interviews/kz-01.md", "manuscript/interviews/private.yaml"],
)
def test_a_link_to_itself_is_a_message_at_its_place(tmp_path: Path, name: str) -> None:
    """In the place of book.yaml it ended in a RuntimeError."""
    folder = make_book(tmp_path)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(Path(name).name)
    assert name in {it.location.file for it in check(folder).diagnostics}


def test_links_in_one_another_cost_no_more_than_links_in_a_row() -> None:
    """Forty of them would have filled any memory: each doubled the words of the one around it."""
    check_silent("# One\n\n" + "<a href='https://a.example'>" * 36 + "x" + "</a>" * 36 + "\n")
