"""What would keep a build for hours is refused at its place, and what any book has is not."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from bookbuilder.budgets import Budgets, in_force, put_in_force
from bookbuilder.cache import file_fingerprint
from bookbuilder.cleaning import clean_svg
from bookbuilder.diagnostics import Severity
from bookbuilder.manuscript.book_yaml import read_book
from bookbuilder.source import Source, read_source
from bookbuilder.verbs import check
from bookbuilder.yaml_source import read_yaml
from tests.small_book import BOOK, REFERENCES, diagnose, make_book

ALIASES = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_aliases_that_stand_for_a_thousand_million_values_are_refused_at_their_line() -> None:
    put_in_force(Budgets(yaml_values=20_000))
    try:
        (fault,) = read_yaml(Source("a.yaml", ALIASES)).diagnostics
    finally:
        put_in_force(Budgets())
    assert fault.code == "BUD-001" and fault.location.line == 1 and "aliases" in fault.message


@pytest.mark.parametrize(
    "text", ["[" * 90_000, "{a: " * 9000, "- " * 9000, "a:\n" + "".join(" " * n + "- a:\n" for n in range(90))]
)
def test_deep_yaml_is_refused_at_its_line(text: str) -> None:  # fmt: skip
    (fault,) = read_yaml(Source("a.yaml", text)).diagnostics
    assert fault.code in ("BUD-001", "YML-001")


def test_many_shallow_lists_and_an_indented_text_are_read() -> None:
    text = "\n".join(f"- [{n}, {{a: {n}}}]" for n in range(200)) + f"\n- |\n{' ' * 70}far\n"
    assert not read_yaml(Source("a.yaml", text)).diagnostics


def test_a_value_longer_than_any_book_has_is_cut_at_its_line() -> None:
    """What reads titles, names and addresses reads them many times: 48 KB of digits took a minute."""
    text = f"- title: a\n  note: {'10.' * 9_000}\n  abstract: {'word ' * 2_000}\n"
    read = read_yaml(Source("a.yaml", text))
    assert [(it.code, it.location.line) for it in read.diagnostics] == [("BUD-001", 2)]
    assert read.value is not None and [len(it) for it in read.value.value[0].values()] == [1, 20_000, 9_999]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="a0" width="1" height="1"/>{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 12)),
        '<g id="b"><use href="#c"/></g><g id="c"><use href="#b"/></g>',
    ],
)
def test_a_drawing_that_uses_itself_without_end_loses_its_uses(inside: str) -> None:
    cleaned, found = clean_svg(SVG.format(inside).encode())
    assert "use" in found[0] and b"<use" not in cleaned and b"<rect" in cleaned


def test_a_drawing_that_uses_a_shape_twice_keeps_its_bytes() -> None:
    data = SVG.format('<use href="#a0"/><use href="#a0"/>').encode()
    assert clean_svg(data) == (data, ())


def test_a_number_of_five_thousand_digits_is_shortened_wherever_it_stands(tmp_path: Path) -> None:
    """Its chapter was left out, since Python makes no such number."""
    endless = "9" * 5000
    text = f"# One {endless}\n\n{endless}. [@boonstra2018, p. {endless}]\n\n![A](a.png){{width={endless}cm}} ![B](a.png){{width={endless}%}}\n"
    references = REFERENCES.replace("issued: 2018", f"issued: 2018\n  volume: {endless}")
    found = [it.code for it in diagnose(text, {"references.yaml": references})]
    assert found.count("BUD-005") == 6 and not {"BUG-001", "BUG-002"} & set(found)


def test_a_file_of_text_that_is_larger_than_any_book_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 1_000_001)
    put_in_force(Budgets(file_megabytes=1))
    try:
        assert [it.code for it in read_source(tmp_path / "a.md", tmp_path).diagnostics] == ["BUD-002"]
    finally:
        put_in_force(Budgets())
    assert not read_source(tmp_path / "a.md", tmp_path).diagnostics


def test_a_book_sets_its_own_limits_and_the_next_book_has_the_usual_ones() -> None:
    own: dict[str, str | bytes] = {"manuscript/book.yaml": f"{BOOK}budgets: {{brackets: 8, line-characters: 50}}\n"}
    text = f"# One\n\n{'[' * 7}a{']' * 7}\n\n{'word ' * 20}\n"
    found = [it for it in diagnose(text, own) if it.code == "BUD-003"]
    assert [it.message[:9] for it in found if it.location.file == "manuscript/one.md"] == ["This line"]
    assert ["brackets" in it.message for it in diagnose(text) if it.code == "BUD-003"] == [True]
    assert in_force() == Budgets()


@pytest.mark.parametrize(
    ("limit", "more"),
    [("yaml-characters: 600", f"description: {'word ' * 120}"), ("yaml-depth: 80", f"subjects: {'[' * 60}{']' * 60}"),
     ("yaml-values: 400", f"subjects: [{'a, ' * 100}]")],
)  # fmt: skip
def test_the_limits_that_book_yaml_sets_hold_for_itself(tmp_path: Path, limit: str, more: str) -> None:
    """The remedy named them, and the text was cut all the same; and so it was where the key stands in quotation marks."""
    put_in_force(Budgets(yaml_characters=500, yaml_values=60))
    try:
        for budgets in ("", *(f"{key}:\n  # for all\n\n  {limit}\n" for key in ("budgets", '"budgets"', "'budgets' "))):
            read = read_book(Source("manuscript/book.yaml", f"{BOOK}{more}\n{budgets}"), tmp_path)
            assert ("BUD-001" in {it.code for it in read.diagnostics}) is (not budgets)
    finally:
        put_in_force(Budgets())


def test_pandoc_is_ended_where_it_takes_too_long_and_the_chapter_prints_as_it_is_typed() -> None:
    own: dict[str, str | bytes] = {"manuscript/book.yaml": f"{BOOK}budgets: {{brackets: 50, pandoc-seconds: 1}}\n"}
    text = f"# One\n\n{'[' * 20}words{']' * 20}\n"
    assert "BUD-004" in {it.code for it in diagnose(text, own)}


def test_a_chart_that_draws_without_end_is_ended() -> None:
    spec = {"data": {"sequence": {"start": 0, "stop": 30_000_000}}, "mark": "bar", "encoding": {"x": {"field": "data"}}}
    files: dict[str, str | bytes] = {
        "manuscript/book.yaml": f"{BOOK}budgets: {{drawing-seconds: 1}}\n",
        "manuscript/a.vl.json": json.dumps(spec),
    }
    reported = [it.message for it in diagnose("# One\n\n![A chart](a.vl.json)\n", files) if it.code == "FIG-013"]
    assert reported and "1 second" in reported[0]


def test_numbers_marks_and_dates_of_sources_beyond_any_book_end_in_no_traceback() -> None:
    digits, italics = "9" * 5000, "<i>" * 3000 + "x" + "</i>" * 3000
    sources = (
        f"- {{id: a1, type: book, title: '{italics}', page: '{digits}-{digits}1', volume: '{digits}'}}\n"
        f"- {{id: a2, type: book, title: B, issued: {{date-parts: [[{digits}]]}}, accessed: {{raw: '{digits}-01'}}}}\n"
    )
    faults = diagnose(f"# One\n\nA [@a1, p. {digits}]. B [@a2].\n", {"references.yaml": sources})
    assert "REF-007" in {it.code for it in faults} and not {it.code for it in faults} & {"BUG-001"}


def test_what_is_larger_than_any_file_of_a_book_is_not_read(tmp_path: Path) -> None:
    """A CSV of 700 MB was read to know it, a transcript three times; with a style sheet of that size a build had no end."""
    names = ("manuscript/data/a.csv", "styles/own.css", "styles/tokens.yaml", "templates/content/opener.xhtml")
    book = make_book(
        tmp_path, dict.fromkeys((*names, "manuscript/interviews/kz-02.md"), "a"), '# One\n\n{{ table("a.csv") }}\n'
    )
    for name in (*names, "manuscript/interviews/kz-02.md"):
        with (book / name).open("ab") as file:
            file.truncate(3_000_000_000)
    assert file_fingerprint(book / names[0]).startswith("3000000000 bytes")
    tracemalloc.start()
    codes = [it.code for it in check(book).diagnostics if it.severity is Severity.ERROR]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes.count("BUD-002") == 4 and "TAB-001" in codes and most < 300_000_000
