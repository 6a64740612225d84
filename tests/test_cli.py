"""The command line, from words to exit code: with a stand-in for the verbs, so that each answer can be chosen."""

from __future__ import annotations

import errno
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pytest

import bookbuilder
from bookbuilder import doctor
from bookbuilder.cache import Ran
from bookbuilder.cli import build_outputs, main
from bookbuilder.cli.arguments import NAMES, Request, read_arguments
from bookbuilder.cli.help import overview
from bookbuilder.cli.parser import UsageError, page
from bookbuilder.cli.tree import VERBS
from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.editions.registry import needing
from bookbuilder.model.publication import Artefact

FAULT = Diagnostic("CIT-001", Location("manuscript/02.md", 3, 5), 'There is no source "x".', 'Did you mean "y"?')
HINT = Diagnostic("INT-009", Location("manuscript/01.md", 8), "Hm.", severity=Severity.WARNING)


class Built(NamedTuple):
    """What the verbs gives back."""

    artefacts: tuple
    diagnostics: tuple
    ran: tuple


@dataclass
class Pipeline:
    """Writes one small file for each edition, unless asked to fail."""

    Built = Built

    diagnostics: tuple[Diagnostic, ...] = ()
    raises: BaseException | None = None

    def build(self, folder, formats, output, *, steps):
        if self.raises:
            raise self.raises
        ran = (Ran("parse 01", False, "changed: text"), Ran("parse 02", True))
        steps.hear(ran)
        artefacts = []
        for format in formats:
            if any(format in fault.blocks and fault.severity is Severity.ERROR for fault in self.diagnostics):
                continue
            path = output / ("site/index.html" if format == "html" else f"book.{format}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(format)
            artefacts.append(Artefact(format, path.parent if format == "html" else path, 12 if format == "pdf" else 0))
        return Built(artefacts=tuple(artefacts), diagnostics=self.diagnostics, ran=ran)

    def check(self, folder, *, steps, pages):
        return Built(artefacts=(), diagnostics=self.diagnostics, ran=())


@pytest.fixture
def verbs(monkeypatch):
    stand_in = Pipeline()
    monkeypatch.setitem(sys.modules, "bookbuilder.verbs", stand_in)
    monkeypatch.setattr(bookbuilder, "verbs", stand_in, raising=False)
    pango(monkeypatch, True)
    return stand_in


def pango(monkeypatch, present: bool) -> None:
    here = doctor.pango(needing("Pango"))
    finding = replace(here, present=present, detail="not found: Pango", remedy="apt-get install pango")
    monkeypatch.setattr(doctor, "pango", lambda blocks=frozenset(): replace(finding, blocks=blocks))


@pytest.fixture
def book(tmp_path, monkeypatch) -> Path:
    (tmp_path / "atlas" / "manuscript").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "atlas"


def test_what_was_written_is_reported_with_its_pages(verbs, book, capsys):
    assert main(["all", "--book", "atlas"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "Wrote atlas/output/book.pdf (12 pages), atlas/output/book.epub and atlas/output/site/.\n"
    assert printed.err == ""


def test_an_error_is_one_line_and_the_exit_code_is_1(verbs, book, capsys):
    verbs.diagnostics = (HINT, FAULT)
    assert main(["pdf", "--book", "atlas"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "manuscript/01.md:8: warning INT-009: Hm.",
        'manuscript/02.md:3:5: error CIT-001: There is no source "x". Did you mean "y"?',
        "Not written: pdf. 1 error and 1 warning.",
    ]


def test_a_warning_alone_keeps_nothing_back(verbs, book, capsys):
    verbs.diagnostics = (HINT,)
    assert main(["pdf", "--book", "atlas"]) == 0
    assert capsys.readouterr().out == "Wrote atlas/output/book.pdf (12 pages). 1 warning.\n"


def test_an_error_of_one_edition_leaves_the_others_and_gives_3(verbs, book, capsys):
    verbs.diagnostics = (replace(FAULT, blocks=frozenset({"epub"})),)
    assert main(["all", "--book", "atlas"]) == 3
    printed = capsys.readouterr()
    assert "Wrote atlas/output/book.pdf (12 pages) and atlas/output/site/. 1 error." in printed.out
    assert "Not written: epub." in printed.err


def test_json_is_one_object_on_stdout(verbs, book, capsys):
    verbs.diagnostics = (FAULT,)
    assert main(["pdf", "--book", "atlas", "--format", "json", "--explain"]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "ok": False,
        "artefacts": [],
        "unwritten": ["pdf"],
        "diagnostics": [FAULT.as_dict()],
        "notes": [],
        "steps": [
            {"name": "parse 01", "replayed": False, "why": "changed: text"},
            {"name": "parse 02", "replayed": True, "why": ""},
        ],
    }
    assert printed.err == ""


def test_without_pango_pdf_gives_the_command_and_2(verbs, book, monkeypatch, capsys):
    pango(monkeypatch, False)
    assert main(["pdf", "--book", "atlas"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "Pango is missing (not found: Pango). No PDF and no drawn cover. EPUB and web edition are made, without the page numbers of the"
        " print edition. To have it: apt-get install pango",
        "Not written: pdf.",
    ]


def test_without_pango_epub_is_written_with_a_word_on_what_it_lacks(verbs, book, monkeypatch, capsys):
    pango(monkeypatch, False)
    assert main(["epub", "--book", "atlas"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "Wrote atlas/output/book.epub.\n"
    assert "without the page numbers of the print edition" in printed.err


def test_without_pango_all_writes_two_editions_and_gives_2(verbs, book, monkeypatch, capsys):
    pango(monkeypatch, False)
    assert main(["all", "--book", "atlas"]) == 2
    printed = capsys.readouterr()
    assert printed.out == "Wrote atlas/output/book.epub and atlas/output/site/.\n"
    assert "Not written: pdf." in printed.err


def test_check_finds_and_writes_nothing(verbs, book, capsys):
    assert main(["check", "--book", "atlas"]) == 0
    assert capsys.readouterr().out == "Checked. No mistakes found.\n"
    verbs.diagnostics = (FAULT,)
    assert main(["check", "--book", "atlas"]) == 1
    assert capsys.readouterr().out == "Checked. 1 error.\n"
    assert not (book / "output").exists()


def test_explain_says_what_ran_and_why(verbs, book, capsys):
    main(["pdf", "--book", "atlas", "--explain"])
    assert capsys.readouterr().err.splitlines() == [
        "2 steps: 1 done, 1 kept from before.",
        "  done  parse 01 (changed: text)",
        "  kept  parse 02",
    ]


def test_clean_takes_what_was_built_and_nothing_else(verbs, book, capsys):
    main(["all", "--book", "atlas"])
    (book / "output" / "letter.txt").write_text("mine")
    capsys.readouterr()
    assert main(["clean", "--book", "atlas"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Removed atlas/output/book.epub",
        "Removed atlas/output/book.pdf",
        "Removed atlas/output/site",
        "Removed atlas/.cache",
        "Left atlas/output/letter.txt: no build that is remembered has made it.",
    ]
    assert {path.name for path in book.iterdir()} == {"output", "manuscript"}


def test_clean_takes_nothing_outside_the_output_folder_whatever_a_list_says(book, capsys):
    mine = book.parent / "mine"
    mine.mkdir()
    (book / "output").mkdir()
    (book / "output/link").symlink_to(book.parent)
    build_outputs.claim_cache(book / ".cache")
    listed = [f"{book}/output/../../mine", f"{book}/output/link/mine", f"{book}/output/..", str(mine)]
    (book / ".cache/artefacts.json").write_text(json.dumps(listed))
    main(["clean", "--book", "atlas"])
    assert mine.is_dir() and (book / "manuscript").is_dir()


def test_clean_leaves_a_cache_of_somebody_else(book, capsys):
    (book / ".cache").mkdir()
    (book / ".cache" / "letter.txt").write_text("mine")
    assert main(["clean", "--book", "atlas"]) == 0
    assert capsys.readouterr().out == "Nothing to remove.\n"
    assert (book / ".cache" / "letter.txt").exists()


def test_clean_again_finds_nothing(verbs, book, capsys):
    main(["all", "--book", "atlas"])
    main(["clean", "--book", "atlas"])
    capsys.readouterr()
    assert main(["clean", "--book", "atlas"]) == 0
    assert capsys.readouterr().out == "Nothing to remove.\n"
    assert not (book / "output").exists()


@pytest.mark.parametrize(
    "words, answer",
    [
        (["pfd"], 'There is no verb "pfd". Did you mean "pdf"?'),
        (["Epub"], 'There is no verb "Epub". Did you mean "epub"?'),
        (["xyz"], 'There is no verb "xyz". There are: pdf, epub'),
        (["pdf", "--bok", "x"], 'There is no option "--bok". Did you mean "--book"'),
        (["pdf", "epub"], '"epub" is one word too many'),
        (["pdf", "--format", "xml"], "Argument --format: invalid choice: 'xml'"),
        (["pdf", "--jobs", "0"], '"0" is not a number of 1 or more'),
        (["pdf", "--book", "atlsa"], 'There is no folder atlsa. Did you mean "atlas"?'),
        (["pdf", "--book", "."], ". has no folder manuscript/, so it is not a book."),
        (["pdf", "--book", "atlas", "-o", "book.pdf"], "-o names a folder, and book.pdf is a file"),
        (["--open"], "Name a verb: pdf, epub"),
        (["-v", "test"], 'Write "test" first'),
    ],
)
def test_a_wrong_call_is_answered_with_how_to_write_it(words, answer, book, capsys):
    assert main(words) == 2
    printed = capsys.readouterr()
    assert answer in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_a_folder_of_chapters_that_is_no_book_is_told_how_it_becomes_one(tmp_path, capsys):
    (tmp_path / "one.md").write_text("# One\n", encoding="utf-8")
    assert main(["pdf", "--book", str(tmp_path)]) == 2
    assert f"python build.py adopt {tmp_path} makes a book of its chapters" in capsys.readouterr().err


def test_options_stand_before_or_after_the_verb(book):
    assert read_arguments(["--book", "atlas", "pdf"]) == read_arguments(["pdf", "--book", "atlas"])


def test_the_output_stands_in_the_book_unless_said_otherwise(book):
    here = read_arguments(["pdf", "--book", "atlas"])
    there = read_arguments(["pdf", "--book", "atlas", "-o", "out"])
    assert isinstance(here, Request) and isinstance(there, Request)
    assert (here.output, there.output) == (book / "output", book.parent / "out")
    assert here.cache == there.cache == book / ".cache"


def test_what_follows_test_goes_to_pytest():
    assert read_arguments(["test", "-k", "notes", "-x"]) == Request("test", rest=("-k", "notes", "-x"))


@pytest.mark.parametrize("words", [[], ["-h"], ["--help"], ["help"]])
def test_help_is_one_page_for_everything(words, capsys):
    assert main(words) == 0
    assert capsys.readouterr().out == overview() + "\n"


def test_help_names_every_verb_and_fits_a_terminal():
    assert all(f"\n  {name:10}" in overview() for name in NAMES)
    assert max(map(len, overview().splitlines())) < 80


@pytest.mark.parametrize("verb", [it for it in VERBS if it.listed and it.name != "test"], ids=lambda it: it.name)
def test_each_verb_has_a_page_of_all_its_options_that_fits_a_terminal(verb, capsys):
    assert main([verb.name, "--help"]) == 0
    printed = capsys.readouterr().out
    assert f"python build.py {verb.name}" in printed and max(map(len, printed.splitlines())) < 80
    assert all(name in printed for option in verb.options for name in option.names if name.startswith("-"))
    assert main(["help", verb.name]) == 0 and capsys.readouterr().out == printed == page(verb.name) + "\n"


@pytest.mark.parametrize(
    "words", [["doctor", "--fix"], ["epub", "--spelling"], ["import", "x.docx", "--update", "fill"]]
)
def test_an_option_that_a_verb_does_not_know_is_refused(words, capsys):
    assert main(words) == 2
    assert f'There is no option "{words[-1] if words[-1] != "fill" else "--update"}".' in capsys.readouterr().err


def test_a_verb_is_asked_about_in_its_own_name(capsys):
    assert main(["docx", "--bok", "atlas"]) == 2
    assert capsys.readouterr().err == (
        'There is no option "--bok". Did you mean "--book"? python build.py docx --help lists its options.\n'
    )


def test_a_stopped_build_says_so_in_one_line(verbs, book, capsys):
    verbs.raises = KeyboardInterrupt()
    assert main(["pdf", "--book", "atlas"]) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_a_fault_of_ours_shows_its_traceback(verbs, book, capsys):
    verbs.raises = ZeroDivisionError("oh")
    assert main(["pdf", "--book", "atlas"]) == 1
    printed = capsys.readouterr().err
    assert "ZeroDivisionError: oh" in printed
    assert "not of your book" in printed


def test_a_file_that_the_machine_refuses_is_one_sentence_and_2(verbs, book, capsys):
    verbs.raises = PermissionError(errno.EACCES, "Permission denied", "output/.book.pdf.part", None, "output/book.pdf")
    assert main(["pdf", "--book", "atlas"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "output/book.pdf cannot be written: Permission denied. It may be open in another program, or belong to somebody else. "
        "What was finished before is as it was."
    ]
    verbs.raises = FileNotFoundError(errno.ENOENT, "No such file", "templates/lost.xhtml")
    assert main(["pdf", "--book", "atlas"]) == 1
    assert "fault of the book builder" in capsys.readouterr().err


def test_progress_shows_on_a_terminal_and_nowhere_else(verbs, book, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["pdf", "--book", "atlas"])
    assert "parse 02" in capsys.readouterr().err


def test_verbose_names_each_step(verbs, book, capsys):
    main(["pdf", "--book", "atlas", "-v"])
    assert "  done  parse 01 (changed: text)\n  kept  parse 02\n" in capsys.readouterr().err


def test_doctor_as_json_says_costs_and_remedies_of_what_is_missing(book, monkeypatch, capsys):
    pango(monkeypatch, False)
    assert main(["doctor", "--format", "json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    finding = next(each for each in answer["findings"] if each["name"] == "Pango")
    assert finding["remedy"] == "apt-get install pango"
    assert finding["blocks"] == ["cover", "pdf", "presentation", "printer"]


def test_only_the_command_line_prints():
    import ast

    root = Path(bookbuilder.__file__).parent
    for path in root.rglob("*.py"):
        if path.is_relative_to(root / "cli"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"), f"{path}:{node.lineno}"


def test_a_usage_error_is_an_exception_with_one_line():
    with pytest.raises(UsageError) as caught:
        read_arguments(["nothing"])
    assert "\n" not in str(caught.value)
