"""The publisher's folder of a small book: complete, the same again, and refused for each reason."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from pikepdf import Pdf

from bookbuilder import pipeline
from bookbuilder.checks.artefacts import Report
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.release import State
from bookbuilder.release.verify import rebuild, verify
from tests.release.books import (
    CHAPTER,
    GOOD,
    codes,
    commit,
    passed,
    released,
    repository,
)

pytestmark = [pytest.mark.pango, pytest.mark.slow]

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "schemas" / "manifest.json").read_text())


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    book = repository(tmp_path_factory.mktemp("good"))
    built = released(book, cache)
    assert [it.path.name for it in built.artefacts] == ["a-small-book-1.0"], codes(built)
    return built.artefacts[0].path


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    files = {"manuscript/book.yaml": GOOD.replace("identifier", "status: working\nidentifier").replace("doi: ", "doi: ")}
    chapter = CHAPTER + '\n{{ excerpt("kz-01", "q1a") }}\n'
    built = released(repository(tmp_path_factory.mktemp("proof"), files, chapter), cache, proof=True)
    assert built.artefacts, [str(it) for it in built.diagnostics]
    return built.artefacts[0].path


def test_the_manifest_is_of_its_form_and_names_every_file(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_bytes())
    jsonschema.validate(told, SCHEMA)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {line["path"] for line in told["files"]} == there - {"manifest.json", "SHA256SUMS"}
    for line in told["files"]:
        data = (folder / line["path"]).read_bytes()
        assert (line["size"], line["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    isbns = {line["edition"]: line["isbn"] for line in told["files"] if "isbn" in line}
    assert isbns == {"print": "978-3-16-148410-0", "pdf": "978-0-306-40615-7", "epub": "978-1-4028-9462-6"}
    assert (told["proof"], told["uncommitted"], len(told["commit"])) == (False, [], 40)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is missing")
def test_sha256sum_accepts_the_sums(folder: Path) -> None:
    assert subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=False).returncode == 0


def test_the_same_commit_gives_the_same_bytes_elsewhere(folder: Path, tmp_path: Path) -> None:
    again = released(repository(tmp_path)).artefacts[0].path  # nothing remembered
    theirs = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ours = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert theirs == ours


def test_what_was_changed_afterwards_is_told(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert verify(copy).faults == ()
    (copy / "checks" / "gate.json").write_text("{}")
    (copy / "a-small-book.epub").unlink()
    (copy / "more.txt").write_text("x")
    told = " ".join(verify(copy).faults)
    assert "checks/gate.json: the file is not as it was made." in told
    assert "a-small-book.epub: the file is missing." in told and "more.txt: the file was not there" in told


def test_metadata_editions_and_book_agree(folder: Path) -> None:
    """XMP, the package, ONIX and MARC say the same of title, people, publisher, language, date, rights and numbers."""
    with Pdf.open(folder / "a-small-book.pdf") as pdf, pdf.open_metadata() as xmp:
        of_pdf = (xmp["dc:title"], list(xmp["dc:creator"]), list(xmp["dc:publisher"]), list(xmp["dc:language"]), list(xmp["dc:date"]), xmp["dc:rights"])
    with zipfile.ZipFile(folder / "a-small-book.epub") as epub:
        package = etree.fromstring(epub.read("EPUB/content.opf"))
    dc = {"dc": "http://purl.org/dc/elements/1.1/"}

    def opf(name: str) -> list[str]:
        return [str(it) for it in package.xpath(f"//dc:{name}/text()", namespaces=dc)]

    assert of_pdf == (opf("title")[0], opf("creator"), opf("publisher"), opf("language"), opf("date"), opf("rights")[0])
    onix = etree.parse(str(folder / "metadata" / "onix.xml"))
    o = {"o": "http://ns.editeur.org/onix/3.1/reference"}

    def told(path: str) -> list[str]:
        return [str(it) for it in onix.xpath(f"//o:Product[1]//{path}/text()", namespaces=o)]

    prefix = told("o:TitleDetail//o:TitlePrefix")
    assert " ".join([*prefix, *told("o:TitleDetail//o:TitleWithoutPrefix")]) == of_pdf[0]
    assert told("o:Contributor/o:PersonName") == of_pdf[1] and told("o:Publisher/o:PublisherName") == of_pdf[2]
    assert [date.replace("-", "") for date in of_pdf[4]] == told("o:PublishingDate/o:Date")
    assert f"© {told('o:CopyrightYear')[0]} {told('o:CopyrightOwner/o:CorporateName')[0]}" == of_pdf[5]
    assert opf("identifier")[0] == "urn:isbn:9781402894626" and "https://doi.org/10.12345/small" in opf("identifier")
    numbers = onix.xpath("//o:RecordReference/text()", namespaces=o)
    assert numbers[:3] == ["urn:isbn:9783161484100", "urn:isbn:9780306406157", "urn:isbn:9781402894626"]


def test_a_proof_is_marked_everywhere(proof: Path) -> None:
    assert proof.name == "a-small-book-1.0-PROOF"
    ours = {path.relative_to(proof).as_posix() for path in proof.rglob("*") if path.is_file()}
    assert all("PROOF" in path for path in ours if not path.startswith("checks/") and path not in ("README.html", "manifest.json", "SHA256SUMS"))
    for name in ("a-small-book-PROOF.pdf", "a-small-book-PROOF-printer.pdf"):
        with Pdf.open(proof / name) as pdf:
            assert all("/ProofLabel" in page.Resources.XObject for page in pdf.pages)
            with pdf.open_metadata() as xmp:
                assert str(xmp["dc:title"]).startswith("PROOF 1.0 (") and str(xmp["dc:title"]).endswith(") – A Small Book")
    with zipfile.ZipFile(proof / "a-small-book-PROOF.epub") as epub:
        assert b"PROOF 1.0" in epub.read("EPUB/content.opf") and b"PROOF 1.0" in epub.read("EPUB/styles/epub.css")
    with zipfile.ZipFile(proof / "a-small-book-PROOF-web.zip") as site:
        assert b"<title>PROOF 1.0" in site.read("a-small-book-PROOF-web/one.html")
    assert b">89<" in (proof / "metadata" / "onix-PROOF.xml").read_bytes()
    readme = (proof / "README.html").read_text()
    assert "not for publication" in readme and "specimen" in readme
    assert json.loads((proof / "manifest.json").read_bytes())["specimens"] is True


def found(fault: str, kind: Severity = Severity.WARNING):
    """Checkers that find one thing."""

    def battery(epubs, sites, steps):
        fault_of = Diagnostic("ART-011", Location("a-small-book.epub"), fault, "", kind, frozenset())
        return Outcome((Report("Ace", "barriers", "a-small-book.epub", "failed" if kind is Severity.ERROR else "passed"),), (fault_of,))

    return battery


def not_run(epubs, sites, steps):
    """Checkers that are not here."""
    return Outcome((Report("EPUBCheck", "faults", "a-small-book.epub", "not run", why="Java is not here."),))


SPECIMEN = CHAPTER + '\n{{ excerpt("kz-01", "q1a") }}\n'
REAL = """\
---
code: kz-01
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

REASONS: dict[str, tuple[dict[str, str], str, str]] = {
    "an error": ({}, CHAPTER + "\nWords.[@nobody2020]\n", "CIT-001 manuscript/one.md"),
    "an open query": ({}, CHAPTER + '\nSome [words]{.query note="Is this so?"} here.\n', "QRY-001 manuscript/one.md"),
    "words that consent does not cover": ({"manuscript/interviews/kz-01.md": REAL}, SPECIMEN, "CON-001 manuscript/one.md"),
    "a specimen": ({}, SPECIMEN, "CON-007 manuscript/interviews/kz-01.md"),
    "an ISBN that is missing": ({"manuscript/book.yaml": GOOD.replace("epub: 978-1-4028-9462-6, ", "")}, CHAPTER, "RLS-012 manuscript/book.yaml"),
    "no rights": ({"manuscript/book.yaml": GOOD.replace("rights: © 2021 Example Press\n", "")}, CHAPTER, "RLS-013 manuscript/book.yaml"),
    "no word on funding": (
        {"manuscript/book.yaml": GOOD.replace("funding: This book was published without outside funding.\n", "")},
        CHAPTER,
        "RLS-014 manuscript/book.yaml",
    ),
    "a working edition": ({"manuscript/book.yaml": GOOD + "status: working\n"}, CHAPTER, "RLS-015 manuscript/book.yaml"),
    "a picture without words": (
        {"manuscript/figures/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'},
        CHAPTER + "\n![](figures/a.svg)\n",
        "FIG-002 manuscript/one.md",
    ),
    "an explanation of nothing": (
        {"release.yaml": "explained:\n  - {code: PDF-020, file: manuscript/one.md, because: It is short.}\n"},
        CHAPTER,
        "RLS-021 release.yaml",
    ),
}


@pytest.mark.parametrize("reason", list(REASONS))
def test_a_release_is_refused_for(reason: str, cache: Path, tmp_path: Path) -> None:
    files, chapter, expected = REASONS[reason]
    book = repository(tmp_path, files, chapter)
    built = released(book, cache)
    assert codes(built) == [expected]
    assert all(it.location.line for it in built.diagnostics if it.severity is Severity.ERROR)
    assert not built.artefacts and not (book / "output" / "release").exists()


def test_a_release_is_refused_for_what_is_not_committed(cache: Path, tmp_path: Path) -> None:
    book = repository(tmp_path)
    (book / "manuscript" / "one.md").write_text(CHAPTER + "\nMore.\n")
    (book / "manuscript" / "new.md").write_text("# New\n")
    assert codes(released(book, cache)) == ["RLS-011 manuscript/new.md", "RLS-011 manuscript/one.md"]
    shutil.rmtree(book / ".git")
    assert codes(released(book, cache)) == ["RLS-010 manuscript/book.yaml"]


@pytest.mark.parametrize(
    ("battery", "expected"),
    [
        (found("A link leads nowhere."), ["RLS-020 a-small-book.epub"]),
        (not_run, ["ART-002 a-small-book.epub"]),
    ],
)
def test_a_release_is_refused_for_what_checkers_say(battery, expected: list[str], cache: Path, tmp_path: Path) -> None:
    assert codes(released(repository(tmp_path), cache, battery=battery)) == expected


def test_a_claim_that_a_checker_contradicts_is_refused(cache: Path, tmp_path: Path) -> None:
    claim = "conformance: {epub: EPUB Accessibility 1.1 - WCAG 2.2 Level AA}\n"
    built = released(repository(tmp_path, {"manuscript/book.yaml": GOOD + claim}), cache, battery=found("No alt.", Severity.ERROR))
    assert codes(built) == ["ART-002 a-small-book.epub", "ART-011 a-small-book.epub", "RLS-017 manuscript/book.yaml"]


def test_an_explained_warning_stands(cache: Path, tmp_path: Path) -> None:
    explained = "explained:\n  - {code: ART-011, file: a-small-book.epub, says: leads nowhere, because: It is a specimen address.}\n"
    built = released(repository(tmp_path, {"release.yaml": explained}), cache, battery=found("A link leads nowhere."))
    assert built.artefacts, codes(built)
    gate = json.loads((built.artefacts[0].path / "checks" / "gate.json").read_bytes())
    assert [it["because"] for it in gate["explained"]] == ["It is a specimen address."]


def test_a_version_is_released_once(cache: Path, tmp_path: Path) -> None:
    book = repository(tmp_path)
    assert released(book, cache).artefacts and released(book, cache).artefacts
    (book / "manuscript" / "one.md").write_text(CHAPTER + "\nMore.\n")
    commit(book)
    assert codes(released(book, cache)) == ["RLS-022 manuscript/book.yaml"]


def test_every_reason_is_told_at_once(cache: Path, tmp_path: Path) -> None:
    yaml = GOOD.replace("rights: © 2021 Example Press\n", "").replace("epub: 978-1-4028-9462-6, ", "")
    book = repository(tmp_path, {"manuscript/book.yaml": yaml}, SPECIMEN + "\nWords.[@nobody2020]\n")
    (book / "manuscript" / "new.md").write_text("# New\n")
    told = {it.partition(" ")[0] for it in codes(released(book, cache))}
    assert {"CIT-001", "RLS-011", "RLS-012", "RLS-013"} <= told


WITHHELD = REAL.replace("consent: {attribution: named}\nname: Jane Doe", "consent: {attribution: described}\npublic_as: [boonstra2018]")


def test_a_withheld_name_is_searched_for_in_every_file_and_may_be_an_authors(cache: Path, tmp_path: Path) -> None:
    private = {"manuscript/interviews/private.yaml": "kz-01: {name: {family: Boonstra, given: Jos}}\n"}
    files = {"manuscript/interviews/kz-01.md": WITHHELD, ".gitignore": "output/\n.cache/\nprivate.yaml\n", **private}
    built = released(repository(tmp_path / "a", files), cache)
    assert built.artefacts, codes(built)
    assert b"Boonstra" in (built.artefacts[0].path / "metadata" / "references.json").read_bytes()
    given_away = files | {"manuscript/book.yaml": GOOD + "description: A book of talks with Jos Boonstra.\n"}
    built = released(repository(tmp_path / "b", given_away), cache)
    assert not built.artefacts and any(code.startswith("PRV-010") for code in codes(built))


def test_a_release_is_made_again_from_its_commit(cache: Path, tmp_path: Path) -> None:
    book = repository(tmp_path / "book")
    folder = released(book, cache).artefacts[0].path
    (book / "manuscript" / "one.md").write_text("# One\n\nOther words.\n")
    commit(book)

    def make(sources: Path, output: Path, id: str, moment: str, proof: bool) -> Path | None:
        built = pipeline.release(sources, output, state=State(id, moment), proof=proof, cache=cache, battery=passed)
        return built.artefacts[0].path if built.artefacts else None

    verdict = rebuild(folder, book, make)
    assert (verdict.faults, verdict.files) == ((), len([path for path in folder.rglob("*") if path.is_file()]))
    told = json.loads((folder / "manifest.json").read_bytes())
    told["engines"]["pandoc"] = "1.0"
    (folder / "manifest.json").write_text(json.dumps(told))
    assert any("pandoc: the release was made with 1.0, here is" in fault for fault in rebuild(folder, book, make).faults)
