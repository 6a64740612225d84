"""veraPDF, by a program of its name that gives the report which the real one gives."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.checks.artefacts import check_artefacts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program that stands in is a script of the shell")
HEAD = '<?xml version="1.0"?><report><buildInformation><releaseDetails id="core" version="1.26.2"/></buildInformation><jobs><job>'
RULE = (
    '<rule specification="ISO 14289-1:2014" clause="7.1" testNumber="3" status="failed" failedChecks="2">'
    "<description>Content shall be marked as Artifact or tagged as real content</description></rule>"
)
GOOD = '<rule specification="ISO 14289-1:2014" clause="5" testNumber="1" status="passed"/>'
TAIL = "</job></jobs></report>"


def given(rules: str) -> str:
    return f'{HEAD}<validationReport isCompliant="true"><details>{rules}</details></validationReport>{TAIL}'


def looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch, report: str):
    (folder / "report.xml").write_text(report)
    program = folder / "verapdf"
    code = (
        f"import sys; assert sys.argv[1:3] == ['--flavour', 'ua1']; print(open({str(folder / 'report.xml')!r}).read())"
    )
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{code}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    (folder / "book.pdf").write_bytes(b"%PDF")
    outcome = check_artefacts({"pdf": [folder / "book.pdf"]}, Steps())
    return [str(it) for it in outcome.value], [str(it) for it in outcome.diagnostics]


def test_each_rule_that_is_broken_is_a_fault(tmp_path, monkeypatch):
    reports, faults = looked_at(tmp_path, monkeypatch, given(GOOD + RULE))
    assert reports == ["veraPDF 1.26.2, book.pdf: failed, 1 error, 0 warnings."]
    assert faults == [
        "book.pdf: error ART-040: ISO 14289-1:2014, 7.1, test 3: Content shall be marked as Artifact or tagged as real "
        "content (2×)."
    ]


def test_a_file_without_fault_passes(tmp_path, monkeypatch):
    reports, faults = looked_at(tmp_path, monkeypatch, given(GOOD))
    assert (reports, faults) == (["veraPDF 1.26.2, book.pdf: passed, 0 errors, 0 warnings."], [])


@pytest.mark.parametrize("said", [HEAD + "<taskException>It is no PDF.</taskException>" + TAIL, "Killed"])
def test_a_report_without_a_verdict_is_no_pass(tmp_path, monkeypatch, said):
    _, [fault] = looked_at(tmp_path, monkeypatch, said)
    assert "ART-003" in fault and ("It is no PDF." in fault or "Killed" in fault)


def test_where_it_is_not_installed_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = check_artefacts({"pdf": [tmp_path / "book.pdf"]}, Steps())
    assert (outcome.value, outcome.diagnostics) == ((), ())
