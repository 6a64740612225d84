"""The command line, from words to exit code: with a stand-in for the verbs, so that each answer can be chosen."""

from __future__ import annotations

import errno
import json
import sys
from dataclasses import replace
from pathlib import Path

import bookbuilder
from bookbuilder.cli import main
from bookbuilder.diagnostics import Diagnostic, Location, Severity
from tests.cli.stand_in import pango

FAULT = Diagnostic("CIT-001", Location("manuscript/02.md", 3, 5), 'There is no source "x".', 'Did you mean "y"?')
HINT = Diagnostic("INT-009", Location("manuscript/01.md", 8), "Hm.", severity=Severity.WARNING)


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
        "output/book.pdf cannot be opened: Permission denied. It may be open in another program, or belong to somebody else. "
        "What was finished before is as it was."
    ]
    verbs.raises = OSError(errno.ELOOP, "Too many levels of symbolic links", "output")
    assert main(["pdf", "--book", "atlas"]) == 2 and "Move away what is there" in capsys.readouterr().err
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
