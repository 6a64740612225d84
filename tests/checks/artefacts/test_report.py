"""What is reported of the checkers themselves, where they run and where they do not."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

import pytest

from bookbuilder.cache import Steps
from bookbuilder.checks import artefacts
from bookbuilder.checks.artefacts import EPUB, SITE, check_artefacts, digest, refused
from bookbuilder.checks.artefacts.pages import pages_of
from bookbuilder.checks.artefacts.report import Checked, Report
from bookbuilder.checks.artefacts.tools import PACKAGES, CheckerError, MissingToolError, Tools
from bookbuilder.diagnostics import Diagnostic, Location, Severity


def checker(monkeypatch, what) -> None:
    """One checker that does as asked, in the place of all."""

    def check(path, tools):
        if isinstance(what, Exception):
            raise what
        return what

    monkeypatch.setattr(artefacts, "EPUB", (artefacts.Checker("EPUBCheck", "faults against EPUB 3.3", check),))


def test_a_checker_that_is_not_here_says_what_it_would_have_looked_for_and_how_to_have_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<!DOCTYPE html><title>T</title><body>")
    outcome = check_artefacts({"site": [site]}, Steps(), tools=Tools(tmp_path / "nowhere"))
    assert [report.outcome for report in outcome.value] == ["not run"] * len(SITE)
    links = next(str(fault) for fault in outcome.diagnostics if "linkinator" in fault.message)
    assert links == (
        "site: warning ART-001: linkinator was not run, which looks for links and fragments that lead nowhere. "
        "The npm package linkinator is not installed. Run: python build.py check --artefacts --install"
    )
    assert [fault.code for fault in refused(outcome.value)] == ["ART-002"] * len(SITE)


def test_a_checker_that_breaks_off_has_not_passed(tmp_path: Path, monkeypatch) -> None:
    checker(monkeypatch, CheckerError("It broke off (exit code 137): Killed"))
    book = tmp_path / "book.epub"
    book.write_bytes(b"")
    outcome = check_artefacts({"epub": [book]}, Steps())
    assert [(report.outcome, report.errors) for report in outcome.value] == [("failed", 1)]
    assert [fault.code for fault in outcome.diagnostics] == ["ART-003"]
    assert [fault.code for fault in refused(outcome.value)] == ["ART-002"]


def test_a_checker_that_breaks_off_is_asked_once_more(tmp_path: Path, monkeypatch) -> None:
    answers = [CheckerError("The browser died."), Checked("5.3.0")]

    def check(path, tools):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(artefacts, "EPUB", (artefacts.Checker("EPUBCheck", "faults against EPUB 3.3", check),))
    book = tmp_path / "book.epub"
    book.write_bytes(b"")
    assert [report.outcome for report in check_artefacts({"epub": [book]}, Steps()).value] == ["passed"]


def test_reports_and_faults_come_in_their_order_though_the_second_checker_ends_first(
    tmp_path: Path, monkeypatch
) -> None:
    second_has_ended = Event()

    def first(path, tools):
        assert second_has_ended.wait(60)
        return Checked("1", tuple(Diagnostic("ART-010", Location(file), "x") for file in ("b.xhtml", "a.xhtml")))

    def second(path, tools):
        second_has_ended.set()
        return Checked("2", (Diagnostic("ART-012", Location("a.xhtml"), "y"),))

    monkeypatch.setattr(
        artefacts, "EPUB", (artefacts.Checker("One", "x", first), artefacts.Checker("Two", "y", second))
    )
    book = tmp_path / "book.epub"
    book.write_bytes(b"")
    outcome = check_artefacts({"epub": [book]}, Steps())
    assert [report.tool for report in outcome.value] == ["One", "Two"]
    assert [str(fault) for fault in outcome.diagnostics] == [
        "a.xhtml: error ART-010: x", "b.xhtml: error ART-010: x", "a.xhtml: error ART-012: y",
    ]  # fmt: skip


def test_a_warning_fails_a_checker_as_an_error_does(tmp_path: Path, monkeypatch) -> None:
    fault = Diagnostic("ART-010", Location("book.epub"), "PKG-1: x", severity=Severity.WARNING)
    checker(monkeypatch, Checked("5.3.0", (fault,)))
    book = tmp_path / "book.epub"
    book.write_bytes(b"")
    (report,) = check_artefacts({"epub": [book]}, Steps()).value
    assert str(report) == "EPUBCheck 5.3.0, book.epub: failed, 0 errors, 1 warning."


def test_a_verdict_is_kept_while_the_artefact_is_the_same(tmp_path: Path, monkeypatch) -> None:
    checker(monkeypatch, Checked("5.3.0"))
    book, steps = tmp_path / "book.epub", Steps(tmp_path / "cache")
    for data in (b"one", b"one", b"two"):
        book.write_bytes(data)
        check_artefacts({"epub": [book]}, steps)
    assert [ran.replayed for ran in steps.ran] == [False, True, False]


def test_the_reports_of_a_release_name_tools_versions_and_counts_and_nothing_of_the_machine() -> None:
    assert Report("Ace", "barriers", "book.epub", "passed", "1.4.6").as_dict() == {
        "tool": "Ace", "version": "1.4.6", "artefact": "book.epub", "looks-for": "barriers", "outcome": "passed",
        "errors": 0, "warnings": 0,
    }  # fmt: skip
    assert Report("axe", "barriers", "site", "not run", why="…").as_dict()["why"] == "…"


def test_a_digest_knows_a_renamed_file_and_not_the_folder_it_lies_in(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder / "site").mkdir(parents=True)
        (tmp_path / folder / "site" / "one.html").write_text("x")
    assert digest(tmp_path / "a" / "site") == digest(tmp_path / "b" / "site")
    (tmp_path / "b" / "site" / "one.html").rename(tmp_path / "b" / "site" / "two.html")
    assert digest(tmp_path / "a" / "site") != digest(tmp_path / "b" / "site")


def test_every_package_is_named_in_one_version_and_no_address() -> None:
    named = json.loads(PACKAGES.read_text("utf-8"))["dependencies"]
    assert all(version.replace(".", "").isdigit() for version in named.values())
    assert "http" not in PACKAGES.read_text("utf-8")


def test_a_package_in_another_version_is_reported(tmp_path: Path) -> None:
    place = tmp_path / "node_modules" / "axe-core"
    place.mkdir(parents=True)
    (place / "package.json").write_text('{"version": "1.0.0"}')
    try:
        Tools(tmp_path).package("axe-core")
    except MissingToolError as missing:
        assert "axe-core is 1.0.0, and " in str(missing)
    else:
        raise AssertionError("an old package was taken")


@pytest.mark.slow
def test_the_word_to_search_for_comes_from_the_third_chapter_and_stands_in_few_others(
    sound_site, tmp_path: Path
) -> None:
    for name, data in sound_site.items():
        if name.endswith(".html"):
            (tmp_path / name).write_bytes(data)
    pages = pages_of(tmp_path)
    assert pages.names[0] == "index.html"
    assert pages.noted and pages.text
    assert [id for _, id in pages.page_marks] == ["page-5", "page-6"]
    word, page = pages.searched
    assert word in sound_site[page].decode()


def test_every_code_of_a_checker_is_explained_in_its_documentation() -> None:
    for each in (*EPUB, *SITE):
        assert "ART-0" in (each.check.__doc__ or ""), each.tool
