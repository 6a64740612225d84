"""A small book's way to the publisher's folder: the same again, refused for each reason, marked as a proof; its checkers are stand-ins."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from pikepdf import Pdf

from bookbuilder import verbs
from bookbuilder.checks.artefacts import Report
from bookbuilder.consent.private import PRIVATE_FILE
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity, Stage
from bookbuilder.release import State
from bookbuilder.release.verify import rebuild
from tests.release.books import CHAPTER, GOOD, codes, commit, passed, released, repository

pytestmark = [pytest.mark.pango, pytest.mark.slow]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    files = {"manuscript/book.yaml": GOOD + "status: working\n", ".gitignore": f"{PRIVATE_FILE}\n"}
    files[PRIVATE_FILE] = "kz-01: {name: {family: Exampleov, given: Erlan}}\n"
    chapter = SPECIMEN + '\nSome [words]{.query note="Is this so?"} here, as Ex████ov asked.\n'
    built = released(repository(tmp_path_factory.mktemp("proof"), files, chapter), cache, stage=Stage.PROOF)
    assert built.artefacts, [str(it) for it in built.diagnostics]
    return built.artefacts[0].path


def test_a_book_without_fault_is_released_once_and_made_again_from_its_commit(cache: Path, tmp_path: Path) -> None:
    book = repository(tmp_path / "book")
    first = released(book, cache)
    assert [it.path.name for it in first.artefacts] == ["a-small-book-1.0"], codes(first)
    folder = first.artefacts[0].path
    assert released(book, cache).artefacts, "the same bytes are left as they are"
    (book / "manuscript" / "one.md").write_text(CHAPTER + "\nMore.\n")
    commit(book)
    assert codes(released(book, cache)) == ["RLS-022 manuscript/book.yaml"]

    def make(sources: Path, output: Path, id: str, moment: str, proof: bool) -> Path | None:
        built = verbs.release(
            sources, output, state=State(id, moment), stage=Stage.PROOF if proof else Stage.RELEASE, battery=passed
        )  # nothing remembered, elsewhere
        return built.artefacts[0].path if built.artefacts else None

    verdict = rebuild(folder, book, make)
    assert (verdict.faults, verdict.files) == ((), len([path for path in folder.rglob("*") if path.is_file()]))
    values = json.loads((folder / "manifest.json").read_bytes())
    values["engines"]["pandoc"] = "1.0"
    (folder / "manifest.json").write_text(json.dumps(values))
    assert any(
        "pandoc: the release was made with 1.0, here is" in fault for fault in rebuild(folder, book, make).faults
    )


def test_a_proof_is_marked_everywhere(proof: Path) -> None:
    assert proof.name == "a-small-book-1.0-PROOF"
    ours = {path.relative_to(proof).as_posix() for path in proof.rglob("*") if path.is_file()}
    assert all(
        "PROOF" in path
        for path in ours
        if not path.startswith("checks/") and path not in ("README.html", "manifest.json", "SHA256SUMS")
    )
    for name in ("a-small-book-PROOF.pdf", "a-small-book-PROOF-printer.pdf"):
        with Pdf.open(proof / name) as pdf:
            assert all("/ProofLabel" in page.Resources.XObject for page in pdf.pages)
            with pdf.open_metadata() as xmp:
                assert str(xmp["dc:title"]).startswith("PROOF 1.0 (") and str(xmp["dc:title"]).endswith(
                    ") – A Small Book"
                )
    with zipfile.ZipFile(proof / "a-small-book-PROOF.epub") as epub:
        assert b"PROOF 1.0" in epub.read("EPUB/content.opf") and b"PROOF 1.0" in epub.read("EPUB/styles/text.css")
    with zipfile.ZipFile(proof / "a-small-book-PROOF-web.zip") as site:
        assert b"<title>PROOF 1.0" in site.read("a-small-book-PROOF-web/one.html")
        for beside in ("a-small-book-PROOF.pdf", "a-small-book-PROOF.epub"):
            assert site.read(f"a-small-book-PROOF-web/{beside}") == (proof / beside).read_bytes()
            assert f'href="{beside}"'.encode() in site.read("a-small-book-PROOF-web/index.html")
        assert all("PROOF" in name.partition("/")[2] for name in site.namelist() if name.endswith((".pdf", ".epub")))
    assert b">89<" in (proof / "metadata" / "onix-PROOF.xml").read_bytes()
    assert json.loads((proof / "manifest.json").read_bytes())["specimens"] is True


def test_a_proof_says_what_a_release_would_be_refused_for(proof: Path) -> None:
    readme = (proof / "README.html").read_text()
    assert "not for publication" in readme
    gate = json.loads((proof / "checks" / "gate.json").read_bytes())
    assert [it["code"] for it in gate["refused-for"]] == ["QRY-001", "CON-007", "RLS-015"]
    assert all(it["message"] in readme for it in gate["refused-for"])
    # that a masked name is the right one is for the editor to read, not for whoever receives the folder
    assert not any(b"PRV-005" in path.read_bytes() for path in proof.rglob("*") if path.is_file())


SPECIMEN = CHAPTER + '\n{{ excerpt("kz-01", "q1a") }}\n'
REAL = """\
---
code: kz-02
description: Expert in foreign policy, Almaty
country: Kazakhstan
date: 2020-10-14
language: en
consent: {attribution: named}
name: Jane Doe
---

::: {.question #q1}
What?
:::

::: {.answer #q1a}
The strategy speaks of partners.
:::
"""
LESS = GOOD.replace("rights: © 2021 Example Press\n", "").replace(
    "funding: This book was published without outside funding.\n", ""
)
LESS = LESS.replace("epub: 978-1-4028-9462-6, ", "") + "status: working\npress: {blanks: 2}\n"
REASONS = {
    "CON-001 manuscript/one.md": "words that consent does not cover",
    "CON-007 manuscript/interviews/kz-01.md": "a specimen",
    "QRY-001 manuscript/one.md": "an open query",
    "RLS-011 manuscript/new.md": "a file that git does not know",
    "RLS-012 manuscript/book.yaml": "an ISBN that is missing",
    "RLS-013 manuscript/book.yaml": "no rights",
    "RLS-014 manuscript/book.yaml": "no word on funding",
    "RLS-015 manuscript/book.yaml": "a working edition",
    "RLS-016 manuscript/book.yaml": "more blank pages than the printer takes",
    "RLS-021 release.yaml": "an explanation of nothing",
}
"""Each reason by its code and place; the good book fires none of them."""


def test_every_reason_is_reported_at_once_with_its_place(cache: Path, tmp_path: Path) -> None:
    chapter = SPECIMEN + '\nSome [words]{.query note="Is this so?"} here.\n\n{{ excerpt("kz-02", "q1a") }}\n'
    explained = "explained:\n  - {code: PDF-020, file: manuscript/one.md, because: It is short.}\n"
    files = {"manuscript/book.yaml": LESS, "manuscript/interviews/kz-02.md": REAL, "release.yaml": explained}
    book = repository(tmp_path, files, chapter)
    (book / "manuscript" / "new.md").write_text("# New\n")
    built = released(book, cache)
    assert codes(built) == sorted(REASONS)
    unplaced = {it.code for it in built.diagnostics if it.severity is Severity.ERROR and not it.location.line}
    assert unplaced == {"RLS-011"}
    assert not built.artefacts and not (book / "output" / "release").exists()


@pytest.mark.parametrize(
    ("files", "chapter", "expected"),
    [
        ({}, CHAPTER + "\nWords.[@nobody2020]\n", "CIT-001 manuscript/one.md"),
        (
            {"manuscript/figures/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'},
            CHAPTER + "\n![](figures/a.svg)\n",
            "FIG-002 manuscript/one.md",
        ),
        ({"manuscript/book.yaml": GOOD + "press: {signature: 15}\n"}, CHAPTER, "BOK-003 manuscript/book.yaml"),
    ],
    ids=["an error", "a picture without words", "a sheet that no bindery folds"],
)
def test_a_book_with_an_error_is_refused(
    files: dict[str, str], chapter: str, expected: str, cache: Path, tmp_path: Path
) -> None:
    built = released(repository(tmp_path, files, chapter), cache)
    assert codes(built) == [expected] and not built.artefacts


def test_a_book_with_errors_outside_of_a_repository_is_refused_and_its_proof_has_all_editions(
    cache: Path, tmp_path: Path
) -> None:
    """Every reason at once; a letter that no font has kept the editions for readers out of the proof."""
    book = repository(tmp_path, {}, CHAPTER + "\nWords 𐎠.[@nobody2020]\n")
    shutil.rmtree(book / ".git")
    refused = ["CIT-001 manuscript/one.md", "FNT-002 manuscript/one.md", "RLS-010 manuscript/book.yaml"]
    assert set(refused) >= set(codes(released(book, cache))) >= {refused[0], refused[2]}
    (made,) = released(book, cache, stage=Stage.PROOF).artefacts
    names = {path.name.removeprefix("a-small-book-PROOF") for path in made.path.iterdir()}
    assert {".pdf", ".epub", "-web.zip"} <= names and "-printer.pdf" not in names


def several(artefacts, steps):
    """Checkers that find a thing that is explained, another that is not and one that contradicts the book's claim, and one that is not here."""
    found = [
        Diagnostic(
            "ART-011",
            Location("a-small-book.epub"),
            "A link leads to an address of examples.",
            "",
            Severity.WARNING,
            frozenset(),
        ),
        Diagnostic(
            "ART-021", Location("a-small-book-web/one.html"), "A link leads nowhere.", "", Severity.WARNING, frozenset()
        ),
        Diagnostic("ART-012", Location("a-small-book.epub"), "No alt.", "", Severity.ERROR, frozenset()),
    ]
    reports = (
        Report("Ace", "barriers", "a-small-book.epub", "failed", "1.4", 1, 1),
        Report("axe", "barriers", "a-small-book-web", "not run", why="Chromium is not here."),
    )
    return Outcome(reports, tuple(found))


def test_a_release_is_refused_for_what_checkers_say(cache: Path, tmp_path: Path) -> None:
    explained = (
        "explained:\n  - {code: ART-011, file: a-small-book.epub, says: of examples, because: It shall lead nowhere.}\n"
    )
    claim = "conformance: {epub: EPUB Accessibility 1.1 - WCAG 2.2 Level AA}\n"
    book = repository(tmp_path, {"manuscript/book.yaml": GOOD + claim, "release.yaml": explained})
    assert codes(released(book, cache, battery=several)) == [
        "ART-002 a-small-book-web",  # axe was not run
        "ART-002 a-small-book.epub",  # Ace finds faults
        "ART-012 a-small-book.epub",
        "RLS-017 manuscript/book.yaml",  # the claim is contradicted
        "RLS-020 a-small-book-web/one.html",  # nobody explained it
    ]


def test_a_withheld_name_is_searched_for_in_every_file_and_may_be_an_authors(cache: Path, tmp_path: Path) -> None:
    """The expert who is cited as an author is named among the sources, and nowhere else."""
    withheld = REAL.replace("kz-02", "kz-01").replace(
        "attribution: named}\nname: Jane Doe", "attribution: described}\npublic_as: [boonstra2018]"
    )
    files = {
        "manuscript/interviews/kz-01.md": withheld,
        "manuscript/interviews/private.yaml": "kz-01: {name: {family: Boonstra, given: Jos}}\n",
        ".gitignore": "output/\n.cache/\nprivate.yaml\n",
        "manuscript/book.yaml": GOOD + "description: A book of talks with Jos Boonstra.\n",
    }
    built = released(repository(tmp_path, files), cache)
    assert not built.artefacts
    values = [it for it in built.diagnostics if it.code == "PRV-010"]
    assert values and "Boonstra" not in " ".join(map(str, values))
    assert not any("references" in str(it) for it in values)
