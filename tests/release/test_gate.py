"""The gate's own rules, on books as values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bookbuilder.diagnostics import Diagnostic, Location, Severity, Stage
from bookbuilder.model.book import Book
from bookbuilder.model.identity import Identifiers
from bookbuilder.model.people import Funding, Publisher
from bookbuilder.model.press import Press
from bookbuilder.release import gate
from bookbuilder.release.explained_warnings import Explanation, read_explanations, weigh

BOOK = Book(
    "A",
    "en-GB",
    Publisher("P"),
    "2021",
    rights="© 2021 P",
    funding=(Funding("F"),),
    identifier=Identifiers("1", "2", "3", "4"),
)


def codes(found) -> list[str]:
    return [fault.code for fault in found]


def test_a_book_that_says_everything_passes() -> None:
    assert not [
        *gate.has_isbns(BOOK),
        *gate.declared(BOOK),
        *gate.is_final(BOOK),
        *gate.committed(True, ()),
        *gate.fills_signatures(BOOK, 241, 256),
    ]


def test_each_edition_without_an_isbn_is_reported() -> None:
    faults = list(gate.has_isbns(replace(BOOK, identifier=Identifiers(print="1"))))
    assert [fault.message for fault in faults] == [
        "There is no ISBN for the reader's PDF.", "There is no ISBN for the EPUB.", "There is no ISBN for the web edition.",
    ]  # fmt: skip
    assert not list(gate.has_isbns(replace(BOOK, identifier=Identifiers("1", "2", "3", doi="10.1234/a"))))


def test_more_blank_pages_than_the_printer_takes_are_reported_with_what_would_help() -> None:
    frugal = replace(BOOK, press=Press(blanks=4))
    [fault] = gate.fills_signatures(frugal, 244, 256)
    assert fault.code == "RLS-016" and "16 sheets of 16 pages would end in 12 blank ones" in fault.message
    assert fault.remedy.startswith("Take away 4 pages or add 8,")
    assert not list(gate.fills_signatures(frugal, 252, 256)) and not list(gate.fills_signatures(frugal, 256, 256))


def test_no_repository_and_each_changed_file() -> None:
    assert codes(gate.committed(False, ())) == ["RLS-010"]
    assert [str(fault.location) for fault in gate.committed(True, ("a.md", "b.md"))] == ["a.md", "b.md"]


def test_a_version_with_other_bytes_is_reported_with_its_files() -> None:
    [fault] = gate.released_once("1.0", Path("x-1.0"), ["a.pdf", "b", "c", "d"], Location("manuscript/book.yaml", 3))
    assert "x-1.0/, with other bytes: a.pdf, b, c and 1 more" in fault.message and fault.location.line == 3


def warning(code: str, message: str, file: str = "manuscript/one.md") -> Diagnostic:
    return Diagnostic(code, Location(file, 3), message, "", Severity.WARNING)


def test_an_explanation_is_for_its_code_file_and_words() -> None:
    place = Location("release.yaml", 2)
    explanation = Explanation(
        code="PDF-020", file="manuscript/one.md", says="short", because="It must.", location=place
    )
    weighed = weigh(
        [warning("PDF-020", "two lines short"), warning("PDF-020", "long"), warning("PDF-020", "short", "b.md")],
        [explanation],
    )
    assert [fault.message for fault, _ in weighed.explained] == ["two lines short"]
    assert len(weighed.unexplained) == 2 and not weighed.idle
    assert codes(gate.explained(weighed)) == ["RLS-020", "RLS-020"]
    idle = weigh([], [explanation])
    assert [(fault.code, fault.location) for fault in gate.explained(idle)] == [("RLS-021", place)]


def test_a_faulty_release_yaml_is_reported_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "release.yaml").write_text("explained:\n  - {code: PDF-020, file: a.md, becuase: x}\n")
    reported = [str(fault) for fault in read_explanations(tmp_path).diagnostics]
    assert reported[0].startswith("release.yaml:2:") and 'Did you mean "because"?' in " ".join(reported)


def test_a_proof_says_its_reasons_as_warnings() -> None:
    reasons = list(gate.committed(False, ()))
    assert [it.severity for it in gate.weighed_for([], Stage.PROOF, reasons)] == [Severity.WARNING]
    assert [it.severity for it in gate.weighed_for([], Stage.RELEASE, reasons)] == [Severity.ERROR]
