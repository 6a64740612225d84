"""Codes that no chapter fires: each on the small thing that fires it, and each code of the catalogue somewhere in the tests."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.checks.house_style import house_style
from bookbuilder.cli.artefacts import _absent
from bookbuilder.consent.private import read_private
from bookbuilder.desk.references.reading import entries_from, read_entries
from bookbuilder.desk.word_in.importing import import_chapter
from bookbuilder.diagnostics import Diagnostic, Location, Severity, Stage, blocking, weighed
from bookbuilder.diagnostics.catalogue import CATALOGUE
from bookbuilder.diagnostics.page import EXAMPLES
from bookbuilder.editions.agreement import disagreement
from bookbuilder.editions.cover.front import own_picture
from bookbuilder.editions.epub import EPUB
from bookbuilder.editions.printer.palette import read_palette
from bookbuilder.editions.registry import edition
from bookbuilder.layout.print_overrides import place_overrides
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.manuscript.print_overrides import read_print_overrides
from bookbuilder.release.authors import chosen
from bookbuilder.release.explained_warnings import read_explanations
from bookbuilder.source import read_source
from bookbuilder.theme.templates import Theme, render
from bookbuilder.verbs import approve, build, check, word_files
from bookbuilder.verbs.opening import open_book
from tests.small_book import BOOK, INTERVIEW, composed, make_book

TESTS = Path(__file__).resolve().parents[1]


def codes(found: object) -> set[str]:
    return {it.code for it in getattr(found, "diagnostics", found)}  # type: ignore[attr-defined]


def test_files_that_are_missing_or_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "one.md").write_text("# One\n")
    assert codes(read_source(tmp_path / "gone.md", tmp_path)) == {"SRC-001"}
    assert codes(read_source(tmp_path / "folder", tmp_path)) == {"SRC-002"}
    assert codes(read_source(tmp_path / "one.md", tmp_path)) == set()


def test_a_code_that_two_interviews_have(tmp_path: Path) -> None:
    files = {"manuscript/interviews/kz-02.md": INTERVIEW}
    assert "INT-008" in codes(read_manuscript(make_book(tmp_path, files), Steps()))
    assert "INT-008" not in codes(read_manuscript(make_book(tmp_path / "two"), Steps()))


def test_the_private_file(tmp_path: Path) -> None:
    for text, expected in (("kz-77: A Name\n", {"PRV-001"}), ("- a list\n", {"PRV-002"}), ("kz-01: A Name\n", set())):
        folder = make_book(tmp_path, {"manuscript/interviews/private.yaml": text})
        manuscript = read_manuscript(folder, Steps()).value
        assert manuscript is not None and codes(read_private(folder, manuscript.interviews)) == expected
    private = tmp_path / "manuscript/interviews/private.yaml"
    private.unlink()
    private.symlink_to("nowhere")
    assert codes(read_private(tmp_path, manuscript.interviews)) == {"SRC-001"}
    private.unlink()
    private.mkdir()
    assert codes(read_private(tmp_path, manuscript.interviews)) == {"SRC-002"}


def test_verbs_that_ask_for_what_is_not_there(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    assert "CON-009" in codes(approve(book, "kz-99", tmp_path / "out"))
    assert "DSK-012" in codes(word_files(book, ["gone"], tmp_path / "out"))
    publication = composed("# One\n\nText.\n")
    assert codes(chosen(publication, ["gone"])) == {"RLS-030"} and codes(chosen(publication, ["one"])) == set()


def test_an_abbreviations_file_that_defines_none(tmp_path: Path) -> None:
    book = BOOK.replace("[title]", "[title, list-of-abbreviations]")
    for text, fires in (("Nothing.\n", True), ("EU\n:   European Union\n", False)):
        files = {"manuscript/book.yaml": book, "manuscript/abbreviations.md": text}
        assert ("ABB-002" in codes(check(make_book(tmp_path, files, "# One\n\nThe EU.\n")))) is fires


def test_templates_that_are_missing_broken_or_fail(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    for name, text in (("broken", "{{ a }"), ("failing", "{{ nothing }}"), ("good", "{{ 1 }}")):
        (tmp_path / "templates" / f"{name}.xhtml").write_text(text)
    theme = Theme(tmp_path)
    found = {name: codes(render(theme, f"{name}.xhtml", {})) for name in ("gone", "broken", "failing", "good")}
    assert found == {"gone": {"TPL-001"}, "broken": {"TPL-002"}, "failing": {"TPL-003"}, "good": set()}


def test_a_font_file_that_is_none(tmp_path: Path) -> None:
    from bookbuilder.theme.fonts import families

    folder = make_book(
        tmp_path, {"styles/fonts/mine.ttf": b"no font", "manuscript/book.yaml": BOOK + "fonts: {text: Mine}\n"}
    )
    opened = open_book(folder)
    assert opened.book is not None and "FNT-003" in codes(families(opened.book.publication, Steps()))
    assert codes(families(composed("# One\n\nText.\n"), Steps())) == set()


def test_a_page_adjustment_that_applies_to_nothing(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {"manuscript/remedies.yaml": "remedies: [{at: words that nobody has written here, break-before: page}]\n"},
    )
    asked = read_print_overrides(tmp_path)
    assert codes(asked) == set()
    publication = composed("# One\n\nText.\n")
    assert codes(place_overrides(asked.value, publication.documents)) == {"PDF-040"}
    assert codes(place_overrides((), publication.documents)) == set()


@pytest.mark.slow
def test_an_edition_that_lacks_or_adds_a_paragraph(tmp_path: Path) -> None:
    chapter = "# One\n\nThe first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n"
    (artefact,) = build(make_book(tmp_path, chapter=chapter), ("html",), tmp_path / "output").artefacts
    files = {
        it.relative_to(artefact.path).as_posix(): it.read_bytes() for it in artefact.path.rglob("*") if it.is_file()
    }
    publication, page = composed(chapter), files["one.html"].decode()
    (second,) = re.findall(r"<p [^>]*>(?:(?!</p>).)*The second paragraph\.</p>", page, re.DOTALL)
    for changed, expected in (
        (page.replace(second, ""), {"AGR-001"}),
        (page.replace(second, second + "<p>More.</p>"), {"AGR-002"}),
        (page, set()),
    ):
        assert codes(disagreement(publication, edition("html"), {**files, "one.html": changed.encode()})) == expected


def test_inks_of_no_colour() -> None:
    def convert(colour: object) -> tuple[float, float, float, float]:
        return (0.0, 0.0, 0.0, 1.0)

    assert "PRN-010" in codes(read_palette(":root { --colour-text: linear-gradient(red, blue) }", convert))
    assert "PRN-010" not in codes(read_palette(":root { --colour-text: #123456 }", convert))


def test_a_cover_that_cannot_be_parsed(tmp_path: Path) -> None:
    good = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 16"><path d="M0 0L9 9"/></svg>'
    for drawing, expected in (("<svg", {"CVR-002"}), (good, set())):
        make_book(tmp_path, {"manuscript/book.yaml": BOOK + "cover: a.svg\n", "manuscript/a.svg": drawing})
        manuscript = read_manuscript(tmp_path, Steps()).value
        assert manuscript is not None and codes(own_picture(manuscript.book, Theme(tmp_path))) == expected


def test_references_that_cannot_be_taken_in_whole(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x")
    (tmp_path / "a.bib").write_bytes(b"@book{a, title={\xe9\xff}}")
    assert codes(read_entries(tmp_path / "a.xyz")) == {"DSK-001"}
    assert codes(read_entries(tmp_path / "a.bib")) == {"DSK-009"}
    (tmp_path / "c.bib").write_text("@book{a, title={A}}\n@book{b, title={B}\n@book{c, title={C}}\n")
    assert codes(read_entries(tmp_path / "c.bib")) == {"DSK-008"}
    (tmp_path / "d.json").write_text('[{"id": "a",]')
    assert codes(read_entries(tmp_path / "d.json")) == {"DSK-003"}
    item = {"id": "a", "type": "jornal", "title": "The A of B", "foo": "bar", "issued": {"date-parts": [["spring"]]}}
    reported = codes(entries_from([item], "a.json", json.dumps([item]), ".json"))
    assert {"DSK-004", "DSK-005"} <= reported and "DSK-006" in reported
    whole = {"id": "a", "type": "book", "title": "The A of B"}
    assert codes(entries_from([whole], "a.json", json.dumps([whole]), ".json")) == set()
    (tmp_path / "b.bib").write_text("@book{b, title = {The Role of Central Asia in trade}}")
    assert codes(read_entries(tmp_path / "b.bib")) <= {"DSK-007"}


def test_a_word_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\3\4 no archive")
    assert codes(import_chapter(make_book(tmp_path), tmp_path / "a.docx", "a")) <= {"DSK-010", "DSK-011"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("explained:\n  - {code: PDF-020, file: a.md, because: x, why: y}\n", "RLS-001"),
        ("explained:\n  - {code: PDF-020, file: a.md}\n", "RLS-002"),
        ("explained: 7\n", "RLS-003"),
    ],
)
def test_release_yaml(text: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "release.yaml").write_text(text)
    assert expected in codes(read_explanations(tmp_path))
    (tmp_path / "release.yaml").write_text("explained:\n  - {code: PDF-020, file: a.md, because: x}\n")
    assert codes(read_explanations(tmp_path)) == set()


def test_house_style_and_spelling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = make_book(tmp_path, {"manuscript/STYLE.yaml": "words: 7\n"})
    assert "STY-003" in codes(house_style(book, Steps()))
    make_book(tmp_path, {"manuscript/STYLE.yaml": "words: []\n", "manuscript/book.yaml": BOOK.replace("en-GB", "mn")})
    found = codes(house_style(book, Steps(), spelling=True))
    assert "STY-003" not in found and "SPL-002" in found
    monkeypatch.setattr("bookbuilder.checks.house_style.spelling.find_spec", lambda name: None)
    assert "SPL-003" in codes(house_style(book, Steps(), spelling=True))


def test_no_library_for_charts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    spec = '{"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a", "type": "quantitative"}}}'
    files = {"manuscript/figures/c.vl.json": spec}
    chapter = '# One\n\n![A chart](figures/c.vl.json){#fig-c alt="A bar"}\n'
    assert "FIG-012" in codes(check(make_book(tmp_path, files, chapter)))


def test_check_says_that_a_redirect_leads_nowhere(tmp_path: Path) -> None:
    for to, fires in (("gone", True), ("one", False)):
        files = {"manuscript/book.yaml": BOOK + f"redirects: [{{from: old, to: {to}}}]\n"}
        assert ("WEB-001" in codes(check(make_book(tmp_path, files)))) is fires


def test_nothing_to_check() -> None:
    assert codes(_absent([EPUB])) == {"ART-004"} and codes(_absent([])) == set()


def test_the_table_weighs_a_fault_by_its_stage() -> None:
    fault = Diagnostic("CON-001", read_source(Path("gone"), Path()).diagnostics[0].location, "Not approved.")
    assert [weighed([fault], stage)[0].severity for stage in Stage] == [
        Severity.WARNING,
        Severity.ERROR,
        Severity.ERROR,
    ]
    specimen = Diagnostic("CON-007", fault.location, "A specimen.")
    assert [len(weighed([specimen], stage)) for stage in Stage] == [0, 0, 1]
    unknown = Diagnostic("CIT-001", fault.location, "No such source.")
    assert [len(blocking([unknown], stage)) for stage in Stage] == [0, 0, 1]
    assert blocking([Diagnostic("BOK-007", fault.location, "No chapter.")], Stage.DRAFT)


def mentioned() -> set[str]:
    """The codes that tests name, but for those of faults that they make themselves."""
    found: set[str] = set()
    for path in sorted([*TESTS.rglob("*.py"), *TESTS.rglob("faults.txt")]):
        text = path.read_text(encoding="utf-8")
        made = {
            (node.args[0].lineno, node.args[0].value)
            for node in ast.walk(ast.parse(text if path.suffix == ".py" else ""))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Diagnostic" and node.args
            if isinstance(node.args[0], ast.Constant)
        }
        for number, line in enumerate(text.splitlines(), start=1):
            for code in re.findall(r"\b[A-Z]{3}-\d{3}\b", line):
                if (number, code) not in made:
                    found.add(code)
    return found


def test_every_code_is_fired_somewhere() -> None:
    assert not set(CATALOGUE) - set(EXAMPLES) - mentioned()


def test_every_code_in_the_program_is_in_the_catalogue() -> None:
    program = TESTS.parent / "bookbuilder"
    used = {code for path in program.rglob("*.py") for code in re.findall(r'"([A-Z]{3}-\d{3})"', path.read_text())}
    assert used - set(CATALOGUE) == set()


def test_only_what_the_rule_weighs_case_by_case_states_a_severity() -> None:
    """How much any other fault weighs stands in the catalogue alone."""
    stated = {
        (path.name, str(call.args[0].value))
        for path in (TESTS.parent / "bookbuilder").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Diagnostic" and call.args
        if isinstance(call.args[0], ast.Constant)
        if len(call.args) > 4 or "severity" in [it.arg for it in call.keywords]
    }
    assert {(file, code) for file, code in stated if not CATALOGUE[code].by_case} == set()


def test_a_message_holds_no_sign_that_a_terminal_obeys() -> None:
    odd = Diagnostic("BOK-013", Location("a\n\x1b[31m\u202eb.md", 1), "No \x9b31m, and “мир” — אב.", "Do.")
    assert str(odd) == "a\\x0a\\x1b[31m\\u202eb.md:1: note BOK-013: No \\x9b31m, and “мир” — אב. Do."


def test_a_message_shows_the_controls_that_it_quotes() -> None:
    """Mutant 2000042 of seed 90211: a draft had a NUL in its mark of a fault, so that its page was no XML."""
    fault = Diagnostic("CHP-041", Location("one.md"), "“a\x00b\x1b[31m\u202ec” is lost.")
    assert fault.message == r"“a\x00b\x1b[31m\u202ec” is lost."
