"""book.yaml: every unknown key, wrong type, wrong check digit, missing file and double id is reported with its place."""

from pathlib import Path

import pytest

from bookbuilder.manuscript.book_yaml import read_book
from bookbuilder.source import Source, read_source
from bookbuilder.yaml_source import read_yaml
from tests.small_book import BOOK


def faults(yaml: str, folder: Path) -> list[str]:
    (folder / "manuscript").mkdir(exist_ok=True)
    (folder / "manuscript" / "one.md").write_text("# One\n")
    source = Source("manuscript/book.yaml", yaml)
    return [str(fault).removeprefix("manuscript/book.yaml:") for fault in read_book(source, folder).diagnostics]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("subttle: x", '8:1: error BOK-001: Unknown key "subttle". Did you mean "subtitle" or "title"?'),
        ("isbn: x", '8:1: error BOK-001: Unknown key "isbn". Here that is "identifier": docs/book-yaml.md shows it.'),
        (
            "Citation_Style: x",
            '8:1: error BOK-001: Unknown key "Citation_Style". Here that is "csl": docs/book-yaml.md shows it.',
        ),
        (
            "zzzzzz: x",
            '8:1: error BOK-001: Unknown key "zzzzzz". It needs title: … and chapters: …; docs/book-yaml.md has every key.',
        ),
        ("status: finished", '8:9: error BOK-003: "status" is "finished"; it can be "working" or "final".'),
        (
            "identifier: {print: 978-3-16-148410-1}",
            '8:21: error BOK-003: "identifier.print": "978-3-16-148410-1" is not a valid ISBN. '
            "Its last digit would have to be 0; compare it with your list.",
        ),
        (
            "creator: [{name: A, role: edx}]",
            '8:27: error BOK-003: "creator.0.role.0": "edx" is not a MARC relator code. Did you mean "edt"?',
        ),
        (
            "creator: [{name: A, orcid: 0000-0002-1825-0098}]",
            '8:28: error BOK-003: "creator.0.orcid": "0000-0002-1825-0098" is not a valid ORCID iD. '
            "Compare it with the person's page: 0000-0002-1825-0097.",
        ),
        (
            "citations: {reset-by-chapter: maybe}",
            '8:31: error BOK-003: "citations.reset-by-chapter" is "maybe"; this key needs true or false.',
        ),
        ("page: 156", '8:7: error BOK-003: "page": "156" is not a page size. Write width and height: 156mm 234mm.'),
        (
            "backmatter: [bibliografy]",
            '8:14: error BOK-005: "bibliografy" is neither a Markdown file nor a page that can be made. '
            'Did you mean "bibliography"?',
        ),
        ("backmatter: [oen.md]", '8:14: error BOK-004: There is no file manuscript/oen.md. Did you mean "one.md"?'),
        (
            "backmatter: [one.md]",
            '8:14: error BOK-006: "one.md" is in the order twice; the first is in line 7. Keep one of them.',
        ),
        (
            "backmatter: [../x.md]",
            '8:14: error BOK-008: "../x.md" lies outside manuscript/. Put the file under manuscript/ and name it from there.',
        ),
        ("page: 20mm 234mm", '8:7: error BOK-003: "page.width": "20mm" is not a page of a book. Write 80 to 600 mm.'),
        (
            "identifier: {print: 978-3-16-148410-0, pdf: 978-3-16-148410-0}",
            "8:45: warning BOK-012: The editions print and pdf have one ISBN. Each edition needs its own.",
        ),
        (
            "backmatter: [" + "x" * 300 + ".md]",
            f"8:14: error BOK-004: There is no file manuscript/{'x' * 300}.md. Check the name.",
        ),
        (
            "title: Again",
            '8:1: error YML-002: The key "title" is written here twice; the first is in line 1. Keep one of them.',
        ),
    ],
)
def test_a_faulty_line_is_reported(line: str, expected: str, tmp_path: Path) -> None:
    assert faults(f"{BOOK}{line}\n", tmp_path) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "subtitle: x",
        "identifier: {print: 978-3-16-148410-0}",
        "identifier: 9783161484100",
        "identifier: {print: 978-3-16-148410-0, pdf: 978-0-306-40615-7}",
        "creator: Anna Müller",
        "creator: [{name: A, role: [aut, edt]}, B]",
        "page: 156 x 234 mm",
        "page: A5",
        "page: {width: 6in, height: 9in}",
        "funding: With the support of a foundation.",
        "license: CC BY 4.0",
        "backmatter: [bibliography]",
    ],
)
def test_a_right_line_is_silent(line: str, tmp_path: Path) -> None:
    assert faults(f"{BOOK}{line}\n", tmp_path) == []


def test_all_faults_come_in_one_run(tmp_path: Path) -> None:
    yaml = "titel: x\ndate: 2021-13\nlang: english\nchapters: [two.md]\n"
    *reported, last = sorted(faults(yaml, tmp_path), key=lambda fault: (not fault[0].isdigit(), fault))
    assert [fault.split(":", 2)[0] + fault.split(":", 2)[2].split(":")[0] for fault in reported] == [
        "1 error BOK-001",
        "2 error BOK-003",
        "3 error BOK-003",
        "4 error BOK-004",
    ]
    assert "BOK-020: The book has no publisher." in last


def test_an_isbn_is_printed_with_its_hyphens(tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "one.md").write_text("# One\n")
    book = read_book(Source("manuscript/book.yaml", f"{BOOK}identifier: 9783161484100\n"), tmp_path).value
    assert book is not None and book.identifier.print == "978-3-16-148410-0"


def test_a_slip_in_a_key_that_is_needed_is_reported_once(tmp_path: Path) -> None:
    (reported,) = faults(BOOK.replace("title:", "titel:", 1), tmp_path)
    assert reported.startswith('1:1: error BOK-001: Unknown key "titel". Did you mean "title"')


def test_a_key_that_is_missing_is_reported(tmp_path: Path) -> None:
    (reported,) = faults("\n".join(line for line in BOOK.splitlines() if not line.startswith("title:")), tmp_path)
    assert 'BOK-002: "title" is missing.' in reported


def test_a_byte_that_is_not_utf8_is_reported_with_its_column(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# Ось\n\nДа ".encode() + b"\xff")
    (fault,) = read_source(tmp_path / "a.md", tmp_path).diagnostics
    assert str(fault).startswith("a.md:3:4: error SRC-003: Byte 0xff is not UTF-8.")


def test_a_part_without_chapters_is_reported(tmp_path: Path) -> None:
    yaml = BOOK.replace("chapters: [one.md]", "chapters: [{part: First, chapters: [one.md]}, {part: Last}]")
    assert faults(yaml, tmp_path) == [
        '7:47: error BOK-011: The part "Last" has no chapter. Name its chapters below it: chapters: [one.md]'
    ]


def test_a_file_that_the_order_does_not_name_is_noted(tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    for name in ("two.md", "STYLE.md", "one.incoming.md"):
        (tmp_path / "manuscript" / name).write_text("# Two\n")
    assert faults(BOOK, tmp_path) == [
        "manuscript/two.md: note BOK-013: book.yaml does not name this file, and it is not printed."
    ]


def test_a_control_character_is_reported_and_the_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# A\n\nOne\x0btwo\tthree\n")
    outcome = read_source(tmp_path / "a.md", tmp_path)
    assert [str(it) for it in outcome.diagnostics] == [
        "a.md:3:4: error SRC-004: This is a control character, U+000B, which no edition can contain. "
        "Delete it; it cannot be seen in most editors."
    ]
    assert outcome.value is not None and outcome.value.text == "# A\n\nOne two\tthree\n"


def test_a_sign_that_html_forbids_or_that_turns_letters_round_is_in_no_text(tmp_path: Path) -> None:
    """U+007F stood in the pages, which the Nu checker refuses, and U+202E turned the rest of a title round."""
    (tmp_path / "a.md").write_text("# A \x7f \u202etxt.exe\u202c\n")
    outcome = read_source(tmp_path / "a.md", tmp_path)
    assert outcome.value is not None and outcome.value.text == "# A    txt.exe\u202c\n"
    assert [it.code for it in outcome.diagnostics] == ["SRC-004"] * 2
    (fault,) = read_yaml(Source("a.yaml", 'title: "a\\u202eb"\n')).diagnostics
    assert str(fault).endswith("Take \\u202e or the like out.")


def test_a_number_that_cannot_be_one_is_answered_with_what_to_write() -> None:
    for value, said in (("-1", "it must be more than 0."), ("12 MB", "Write figures alone, without a unit: 12.")):
        found = read_book(
            Source("manuscript/book.yaml", f"title: T\nchapters: [one.md]\nbudgets: {{nesting: {value}}}\n"), Path()
        )
        [fault] = [str(it) for it in found.diagnostics if it.code == "BOK-003"]
        assert said in fault and ":3:" in fault


def test_what_pandoc_calls_the_creators_and_the_language_is_read_too(tmp_path: Path) -> None:
    text = "title: A\nauthors: [Ann Roe, {name: Bo Li}]\nlanguage: ru\nchapters: [one.md]\n"
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/one.md").write_text("# One\n", encoding="utf-8")
    read = read_book(Source("manuscript/book.yaml", text), tmp_path)
    assert read.value is not None and [it.name for it in read.value.creator] == ["Ann Roe", "Bo Li"]
    assert read.value.lang == "ru" and str(read.value.place("creator")) == "manuscript/book.yaml:2:10"


def test_the_chapters_of_a_part_without_a_title_stand_in_no_part(tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    for name in "abcd":
        (tmp_path / "manuscript" / f"{name}.md").write_text("# One\n")
    chapters = '[a.md, {part: "", chapters: [b.md]}, {chapters: [c.md]}, {part: Last, chapters: [d.md]}]'
    yaml = BOOK.replace("chapters: [one.md]", f"chapters: {chapters}")
    book = read_book(Source("manuscript/book.yaml", yaml), tmp_path).value
    assert [(it.title, [entry.source for entry in it.chapters]) for it in book.parts] == [
        ("", ["a.md", "b.md", "c.md"]),
        ("Last", ["d.md"]),
    ]
