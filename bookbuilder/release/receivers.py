"""Makes one folder for one receiver from a publisher's folder: the files that it asks for, named as it asks, and a checklist.

What each asks was looked up in 2026; its own page, which is named with it, decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.json_source import read_json
from bookbuilder.release.manifest import MANIFEST, sums
from bookbuilder.saving import whole_folder

CHECKLIST = "CHECKLIST.txt"


@dataclass(frozen=True)
class Wanted:
    """One file that a receiver asks for."""

    purpose: str
    """Its purpose in manifest.json."""
    name: str
    """What the receiver calls it: `{isbn}` is the ISBN of the file's edition without hyphens, or the book's name where it
    has none, `{slug}` the book's name, `{name}` the file's own name."""
    ending: str = ""
    """What the path of the file ends with, where a purpose has several."""
    isbn: str = ""
    """The edition whose ISBN names it, where that is not the file's own: print, pdf, epub."""
    is_needed: bool = True
    """Whether the receiver takes nothing without it."""


@dataclass(frozen=True)
class Receiver:
    """A shop, printer, library or archive."""

    title: str
    """What it is called."""
    wanted: tuple[Wanted, ...]
    """The files that it asks for."""
    by_hand: tuple[str, ...]
    """What a person must still do there, a sentence each."""
    source: str
    """The address at which the receiver says so."""
    is_bag: bool = False
    """Whether it takes the whole publisher's folder as a bag. See https://www.rfc-editor.org/rfc/rfc8493."""


COVER = "front-1600x2560.jpg"
ONIX = Wanted("onix", "{slug}-onix.xml")
SHEET = Wanted("sheet", "{slug}.csv", is_needed=False)
BITS = Wanted("bits", "{slug}-bits.zip", is_needed=False)
CHAPTERS = Wanted("chapter-pdf", "{isbn}_{name}", isbn="pdf", is_needed=False)
RECEIVERS: Mapping[str, Receiver] = {
    "kdp": Receiver(
        "Kindle Direct Publishing",
        (
            Wanted("epub", "{slug}.epub"),
            Wanted("cover-front", "{slug}-cover.jpg", COVER),
            Wanted("printers-pdf", "{slug}-paperback.pdf", is_needed=False),
            Wanted("cover-wrap", "{slug}-paperback-cover.pdf", is_needed=False),
        ),
        (
            "Type title, people, description, keywords and categories into the form; KDP reads no ONIX.",
            "Compare the spine of the paperback with the cover calculator for the paper that is chosen.",
            "Choose territories and royalty, and say whether AI was used.",
        ),
        "https://kdp.amazon.com/en_US/help/topic/G200634390",
    ),
    "ingram": Receiver(
        "IngramSpark",
        (
            Wanted("printers-pdf", "{isbn}_txt.pdf", isbn="print"),
            Wanted("cover-wrap", "{isbn}_cov.pdf", isbn="print"),
            Wanted("epub", "{isbn}.epub", is_needed=False),
            Wanted("cover-front", "{isbn}.jpg", COVER, "epub", is_needed=False),
        ),
        (
            "Ask for a cover template with this page count and paper, and compare its spine.",
            "Ingram prefers PDF/X-1a: write press: {standard: x-1a} in book.yaml; look at the proof of a PDF/X-4 before it goes on sale.",
            "Type the metadata into the form, or send the ONIX file where your contract has it.",
        ),
        "https://help.ingramspark.com/hc/en-us/articles/5338619119245",
    ),
    "google": Receiver(
        "Google Play Books",
        (
            Wanted("epub", "{isbn}.epub"),
            Wanted("readers-pdf", "{isbn}.pdf", isbn="print", is_needed=False),
            Wanted("cover-front", "{isbn}_frontcover.jpg", COVER, "epub"),
            ONIX,
        ),
        ("Set prices, territories and the share of pages that the preview shows.",),
        "https://support.google.com/books/partner/answer/3424254",
    ),
    "oapen": Receiver(
        "OAPEN Library",
        (Wanted("readers-pdf", "{isbn}.pdf"), Wanted("epub", "{isbn}.epub", is_needed=False), CHAPTERS, SHEET, ONIX),
        (
            "Join OAPEN as a publisher, and ask for the login of its upload page.",
            "OAPEN asks for Thema codes: metadata: thema: in book.yaml.",
        ),
        "https://oapen.org/publishers/11625552-upload-instructions",
    ),
    "doab": Receiver(
        "Directory of Open Access Books",
        (ONIX, SHEET, Wanted("cover-front", "{slug}-cover.jpg", "front-web.jpg", is_needed=False)),
        (
            "A book in the OAPEN Library under an open licence is listed by itself; else fill in the form.",
            "DOAB needs the addresses of the book and its cover: metadata: web: in book.yaml.",
            "Describe the peer review on the publisher's page.",
        ),
        "https://www.doabooks.org/en/publishers/join-doab",
    ),
    "jstor": Receiver(
        "JSTOR",
        (
            Wanted("readers-pdf", "{isbn}.pdf"),
            Wanted("epub", "{isbn}.epub", is_needed=False),
            Wanted("cover-front", "{isbn}_cover.jpg", COVER, "pdf"),
            CHAPTERS,
            BITS,
            ONIX,
        ),
        (
            "JSTOR shows books by chapter: metadata: chapters: true in book.yaml puts their PDFs into the release.",
            "Agree on open access or on a model of sale.",
        ),
        "https://about.jstor.org/publishers/",
    ),  # fmt: skip
    "crossref": Receiver(
        "Crossref",
        (Wanted("crossref", "{slug}-crossref.xml"),),
        (
            "Send it to the test system first, then deposit it with the login of the member.",
            "The web edition must be at metadata: web: before the DOI is announced.",
        ),
        "https://www.crossref.org/documentation/register-maintain-records/",
    ),
    "library": Receiver(
        "a library or an archive",
        (
            Wanted("readers-pdf", "{isbn}.pdf"),
            Wanted("epub", "{isbn}.epub", is_needed=False),
            Wanted("plain-text", "{slug}.txt", is_needed=False),
            BITS,
            Wanted("marc", "{name}"),
            ONIX,
        ),
        ("Legal deposit differs by country: ask the national library which editions it takes.",),
        "https://www.loc.gov/marc/bibliographic/",
    ),  # fmt: skip
    "archive": Receiver(
        "an archive that takes BagIt",
        (),
        ("Ask the archive whether it wants the bag as a ZIP, and which key it keeps it under.",),
        "https://www.rfc-editor.org/rfc/rfc8493",
        is_bag=True,
    ),
}


def deliver(folder: Path, name: str, target: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the folder of a receiver; gives the files that are there, and those that it needs and the release does not have.

    `folder` is a publisher's folder, `name` a key of RECEIVERS, `target` the new folder, which is replaced whole. Raises
    OSError where a file cannot be read or written.
    """
    receiver = RECEIVERS[name]
    about: dict[str, Any] = read_json((folder / MANIFEST).read_bytes())
    if receiver.is_bag:
        return _bag(folder, about, target), ()
    isbns = {line["edition"]: re.sub(r"[^0-9X]", "", line["isbn"]) for line in about["files"] if "isbn" in line}
    files: dict[str, bytes] = {}
    missing: list[str] = []
    for it in receiver.wanted:
        found = [line for line in about["files"] if line["purpose"] == it.purpose and line["path"].endswith(it.ending)]
        for line in found:
            isbn = isbns.get(it.isbn or line.get("edition", "")) or about["slug"]
            own = line["path"].rpartition("/")[2]
            files[it.name.format(isbn=isbn, slug=about["slug"], name=own)] = (folder / line["path"]).read_bytes()
        if not found and it.is_needed:
            missing.append(it.purpose)
    files[CHECKLIST] = _checklist(receiver, about, files, missing).encode()
    whole_folder(target, files)
    return tuple(sorted(files)), tuple(missing)


def _bag(folder: Path, about: Mapping[str, Any], target: Path) -> tuple[str, ...]:
    """The whole publisher's folder as a bag, dated by its commit, so that the same release gives the same bag.

    Written here, since PyPI's `bagit` has no package for the Pythons of today. See https://www.rfc-editor.org/rfc/rfc8493.
    """
    paths = sorted(it for it in folder.rglob("*") if it.is_file())
    payload = {f"data/{it.relative_to(folder).as_posix()}": it.read_bytes() for it in paths if not it.is_symlink()}
    moment = str(about["committed"])
    info = {
        "Bagging-Date": f"{moment[:4]}-{moment[4:6]}-{moment[6:8]}",
        "External-Description": str(about["title"]),
        "External-Identifier": f"{about['slug']} {about['version']}",
        "Payload-Oxum": f"{sum(len(data) for data in payload.values())}.{len(payload)}",
    }
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{key}: {' '.join(value.split())}\n" for key, value in info.items()).encode(),
        "manifest-sha256.txt": sums({_in_a_bag(path): data for path, data in payload.items()}),
    }
    files = {**payload, **tags, "tagmanifest-sha256.txt": sums(tags)}
    whole_folder(target, files)
    return tuple(sorted(files))


def _in_a_bag(path: str) -> str:
    """A path as a bag's manifest writes it. See https://www.rfc-editor.org/rfc/rfc8493#section-2.1.3"""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _checklist(receiver: Receiver, about: Mapping[str, Any], files: Mapping[str, bytes], missing: list[str]) -> str:
    """What is there, what is missing, and what a person must do, as plain text."""
    lines = [f"{about['title']}, version {about['version']}, for {receiver.title}", ""]
    if about["proof"]:
        lines += ["This is a proof: it is marked on every page and is not for sale.", ""]
    lines += [f"[x] {name} ({len(data):,} bytes)" for name, data in sorted(files.items())]
    lines += [f"[ ] missing in this release: {purpose}" for purpose in missing]
    lines += [
        "",
        "For a person:",
        *(f"[ ] {sentence}" for sentence in receiver.by_hand),
        "",
        f"See {receiver.source}",
        "",
    ]
    return "\n".join(lines)
