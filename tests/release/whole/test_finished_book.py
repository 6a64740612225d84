"""The finished book of tests/books/finished, released from the command line with the field's own checkers: one build, looked at from all sides."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest
import yaml
from lxml import etree
from pikepdf import Dictionary, Pdf

from bookbuilder.checks.artefacts import EPUB, SITE, Tools
from bookbuilder.checks.artefacts.tools import MissingToolError
from bookbuilder.proof.files import look_into
from bookbuilder.release.receivers import RECEIVERS, deliver
from bookbuilder.release.verify import verify
from tests.release.agreement import EDITIONS, Facts, digits, every_format
from tests.release.books import commit, git

ROOT = Path(__file__).resolve().parents[3]
BOOK = ROOT / "tests" / "books" / "finished"
SCHEMA = json.loads((ROOT / "schemas" / "manifest.json").read_text())
YAML: dict[str, Any] = yaml.safe_load((BOOK / "manuscript" / "book.yaml").read_text())

pytestmark = [pytest.mark.pango, pytest.mark.slow, pytest.mark.java, pytest.mark.browser]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publisher's folder."""
    try:
        Tools().package("vnu-jar"), Tools().node()
    except MissingToolError as missing:
        pytest.skip(str(missing))
    book = tmp_path_factory.mktemp("finished") / "book"
    shutil.copytree(BOOK, book)
    (book / ".gitignore").write_text("output/\n.cache/\n")
    git(book, "init", "-q")
    commit(book)
    call = [sys.executable, "-m", "bookbuilder.cli", "release", "--book", str(book)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return book / "output" / "release" / "the-shared-ditch-1.0"


def test_the_folder_is_whole(folder: Path) -> None:
    values = json.loads((folder / "manifest.json").read_bytes())
    jsonschema.validate(values, SCHEMA)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {line["path"] for line in values["files"]} == there - {"manifest.json", "SHA256SUMS"}
    for line in values["files"]:
        data = (folder / line["path"]).read_bytes()
        assert (line["size"], line["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert {line["edition"]: line["isbn"] for line in values["files"] if "isbn" in line} == {
        it: YAML["identifier"][it] for it in EDITIONS
    }
    assert (values["proof"], values["uncommitted"], len(values["commit"])) == (False, [], 40)
    readme = (folder / "README.html").read_text()
    assert all(
        f'href="{line["path"]}"' in readme
        for line in values["files"]
        if line["purpose"] not in ("cover-front", "citation", "chapter-pdf", "readme")
    )


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is missing")
def test_sha256sum_accepts_the_sums(folder: Path) -> None:
    assert subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=False).returncode == 0


def test_what_was_changed_afterwards_is_reported(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert verify(copy).faults == ()
    (copy / "checks" / "gate.json").write_text("{}")
    (copy / "the-shared-ditch.epub").unlink()
    (copy / "more.txt").write_text("x")
    values = " ".join(verify(copy).faults)
    assert "checks/gate.json: the file is not as it was made." in values
    assert "the-shared-ditch.epub: the file is missing." in values and "more.txt: the file was not there" in values


def test_every_checker_has_passed_it(folder: Path) -> None:
    checkers = json.loads((folder / "checks" / "checkers.json").read_bytes())["checkers"]
    assert [(it["tool"], it["outcome"]) for it in checkers] == [(it.tool, "passed") for it in (*EPUB, *SITE)]
    assert all(it["version"] for it in checkers)
    gate = json.loads((folder / "checks" / "gate.json").read_bytes())
    assert (gate["refused-for"], gate["explained"]) == ([], [])


EXPECTED: Facts = {
    "title": YAML["title"],
    "subtitle": YAML["subtitle"],
    "whole title": f"{YAML['title']}: {YAML['subtitle']}",
    "authors": [it["name"] for it in YAML["creator"]],
    "translators": [it["name"] for it in YAML["contributor"]],
    "orcids": [it["orcid"] for it in YAML["creator"]],
    "publisher": YAML["publisher"]["name"],
    "place": YAML["publisher"]["place"],
    "day": str(YAML["date"]),
    "year": str(YAML["date"])[:4],
    "language": "en",
    "rights": YAML["rights"],
    "doi": YAML["identifier"]["doi"],
    "isbns": sorted(digits(YAML["identifier"][it]) for it in EDITIONS),
    "description": YAML["description"],
    "subjects": sorted(YAML["subjects"]),
    "series": YAML["series"]["title"],
    "number": YAML["series"]["number"],
    "issn": digits(YAML["series"]["issn"]),
    "funder": YAML["funding"][0]["funder"],
    "funder's number": YAML["funding"][0]["registry"],
    "award": YAML["funding"][0]["award"],
    "license": YAML["license"]["url"],
    "edition": YAML["edition"],
}
PEOPLE = {"authors", "publisher", "language"}
TITLES = {"title", "subtitle"} | PEOPLE | {"translators", "orcids", "place"}
CITED = PEOPLE | {"whole title", "place", "doi", "series", "isbn"}
CATALOGUED = TITLES | {
    "isbn",
    "description",
    "subjects",
    "series",
    "number",
    "issn",
    "award",
    "edition",
    "front pages",
    "pages",
}
LEAST = {
    "XMP": PEOPLE | {"whole title", "day", "rights", "isbn", "description", "subjects"},
    "OPF": TITLES | {"day", "rights", "isbn", "doi", "description", "subjects", "edition"},
    "ONIX": CATALOGUED - {"front pages"} | {"day", "rights", "funder", "funder's number"},
    "MARC": CATALOGUED | {"year", "doi", "license"},
    "Crossref": TITLES
    | {
        "day",
        "isbns",
        "doi",
        "description",
        "series",
        "number",
        "issn",
        "funder",
        "funder's number",
        "award",
        "license",
    },
    "BibTeX": CITED | {"year", "number"},
    "RIS": CITED | {"year"},
    "CSL JSON": CITED | {"day", "number", "translators"},
}
"""What each format must tell."""


def test_all_metadata_says_what_book_yaml_says(folder: Path) -> None:
    """XMP of both PDFs, the package, ONIX and MARC of each edition, the deposit, BibTeX, RIS and CSL JSON."""
    with Pdf.open(folder / "the-shared-ditch.pdf") as pdf:
        pages = len(pdf.pages)
        front = next(number for number, page in enumerate(pdf.pages) if page.label == "1")
    expected = EXPECTED | {"pages": str(pages), "front pages": str(front)}
    editions = {
        "XMP, reader's": "pdf",
        "XMP, printer's": "print",
        "OPF": "epub",
        "BibTeX": "html",
        "RIS": "html",
        "CSL JSON": "html",
    }
    values = every_format(folder)
    assert len(values) == 15
    for name, facts in values.items():
        edition = editions[name] if name in editions else name.rpartition(" ")[2]
        own = expected | ({"isbn": digits(YAML["identifier"][edition])} if edition in EDITIONS else {})
        assert facts == {fact: own[fact] for fact in facts}, name
        assert set(facts) >= LEAST[name.partition(",")[0]], name


def test_the_printers_files_hold_their_fonts_and_inks_alone(folder: Path) -> None:
    for name in ("the-shared-ditch-printer.pdf", "cover/the-shared-ditch-wrap.pdf"):
        data = (folder / name).read_bytes()
        assert look_into(data, printer=True) == ()
        with Pdf.open(folder / name) as pdf:
            assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFX"
            trims = {tuple(round(float(edge) / 72 * 25.4, 1) for edge in page.trimbox) for page in pdf.pages}
            assert trims == (
                {(3, 3, 159, 237)} if "printer" in name else {(3, 3, 316.9, 237)}
            )  # 16 pages of 0.162 mm a leaf, and the card
            assert len(pdf.pages) in (1, 16)
    assert look_into((folder / "the-shared-ditch.pdf").read_bytes()) == ()
    with Pdf.open(folder / "the-shared-ditch.pdf") as pdf:
        assert "water users’ association" in {
            str(it.E) for it in pdf.objects if isinstance(it, Dictionary) and "/E" in it
        }


def test_the_barcode_on_the_cover_is_the_printed_books(folder: Path) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    page = pypdfium2.PdfDocument(folder / "cover" / "the-shared-ditch-wrap.pdf")[0]
    [found] = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    assert (found.format.name, found.text) == ("EAN13", digits(YAML["identifier"]["print"]))


def test_the_web_edition_is_one_folder_and_opens_at_its_index(folder: Path) -> None:
    with zipfile.ZipFile(folder / "the-shared-ditch-web.zip") as site:
        names = site.namelist()
        assert {name.partition("/")[0] for name in names} == {
            "the-shared-ditch-web"
        } and "the-shared-ditch-web/index.html" in names
        assert b"PROOF" not in site.read("the-shared-ditch-web/index.html")


def test_archives_get_the_xml_and_each_chapter(folder: Path) -> None:
    with zipfile.ZipFile(folder / "the-shared-ditch-bits.zip") as packed:
        whole = etree.fromstring(packed.read("the-shared-ditch-bits/book.xml"))
        chapters = [it for it in packed.namelist() if "/chapters/" in it and it.endswith(".xml")]
    pages = whole.xpath("//book-part/book-part-meta[fpage][lpage]")
    assert whole.tag == "book" and pages and len(chapters) == len(list((folder / "chapters").glob("*.pdf")))
    with Pdf.open(next((folder / "chapters").glob("*.pdf"))) as chapter:
        assert chapter.docinfo["/Title"] != YAML["title"]


def test_every_receiver_finds_what_it_needs(folder: Path, tmp_path: Path) -> None:
    assert {name: deliver(folder, name, tmp_path / name)[1] for name in RECEIVERS} == dict.fromkeys(RECEIVERS, ())
