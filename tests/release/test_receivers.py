"""Each receiver gets the files that it asks for, under the names that it asks for, with what is left to do."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bookbuilder.cli import own_verbs
from bookbuilder.release.receivers import CHECKLIST, RECEIVERS, deliver

FILES = [
    ("salt-printer.pdf", "printers-pdf", "print", "978-3-16-148410-0"),
    ("cover/salt-wrap.pdf", "cover-wrap", "print", "978-3-16-148410-0"),
    ("cover/salt-front-1600x2560.jpg", "cover-front", "", ""),
    ("cover/salt-front-web.jpg", "cover-front", "", ""),
    ("salt.pdf", "readers-pdf", "pdf", "978-0-306-40615-7"),
    ("salt.epub", "epub", "epub", "978-1-4028-9462-6"),
    ("salt.txt", "plain-text", "", ""),
    ("metadata/onix.xml", "onix", "", ""),
    ("metadata/marc.mrc", "marc", "", ""),
    ("metadata/crossref.xml", "crossref", "", ""),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publisher's folder whose files hold their own names."""
    lines = []
    for path, purpose, edition, isbn in FILES:
        (tmp_path / "salt-1.0" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "salt-1.0" / path).write_text(path)
        named = {"edition": edition, "isbn": isbn} if edition else {}
        lines.append({"path": path, "purpose": purpose, **named})
    about = {
        "title": "Salt",
        "slug": "salt",
        "version": "1.0",
        "proof": False,
        "committed": "20210401T120000Z",
        "files": lines,
    }
    (tmp_path / "salt-1.0" / "manifest.json").write_text(json.dumps(about))
    return tmp_path / "salt-1.0"


NAMES = {
    "kdp": ["salt-cover.jpg", "salt-paperback-cover.pdf", "salt-paperback.pdf", "salt.epub"],
    "ingram": ["9781402894626.epub", "9781402894626.jpg", "9783161484100_cov.pdf", "9783161484100_txt.pdf"],
    "google": ["9781402894626.epub", "9781402894626_frontcover.jpg", "9783161484100.pdf", "salt-onix.xml"],
    "oapen": ["9780306406157.pdf", "9781402894626.epub", "salt-onix.xml"],
    "doab": ["salt-cover.jpg", "salt-onix.xml"],
    "jstor": ["9780306406157.pdf", "9780306406157_cover.jpg", "9781402894626.epub", "salt-onix.xml"],
    "crossref": ["salt-crossref.xml"],
    "library": ["9780306406157.pdf", "9781402894626.epub", "marc.mrc", "salt-onix.xml", "salt.txt"],
}


@pytest.mark.parametrize("name", NAMES)
def test_each_receiver_gets_its_files_and_a_checklist(name: str, folder: Path, tmp_path: Path) -> None:
    there, missing = deliver(folder, name, tmp_path / "out")
    assert [it for it in there if it != CHECKLIST] == NAMES[name] and missing == ()
    listed = (tmp_path / "out" / CHECKLIST).read_text("utf-8")
    assert all(f"[x] {it} (" in listed for it in NAMES[name]) and "[ ] " in listed


def test_what_the_release_lacks_is_said(folder: Path, tmp_path: Path) -> None:
    about = json.loads((folder / "manifest.json").read_text())
    about["files"] = [it for it in about["files"] if it["purpose"] != "epub"]
    (folder / "manifest.json").write_text(json.dumps(about))
    assert deliver(folder, "kdp", tmp_path / "out")[1] == ("epub",)
    assert "[ ] missing in this release: epub" in (tmp_path / "out" / CHECKLIST).read_text("utf-8")


def test_a_file_without_isbn_has_the_books_name(folder: Path, tmp_path: Path) -> None:
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace('"isbn": "978-0-306-40615-7"', '"isbn": ""'))
    assert "salt.pdf" in deliver(folder, "oapen", tmp_path / "out")[0]


def test_an_archive_gets_the_whole_folder_as_a_bag_that_is_always_the_same(folder: Path, tmp_path: Path) -> None:
    (folder / "100%0A\nx").write_text("odd")
    (folder / "link").symlink_to("/etc/passwd")
    about = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(about | {"title": "Salt\nPayload-Oxum: 1.1"}))
    for name in ("one", "two"):
        deliver(folder, "archive", tmp_path / name)
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            lines = (tmp_path / name / manifest).read_text("utf-8").splitlines()
            for digest, path in (line.split("  ") for line in lines):
                path = path.replace("%0A", "\n").replace("%25", "%")
                assert hashlib.sha256((tmp_path / name / path).read_bytes()).hexdigest() == digest
    bags = [
        {it.relative_to(tmp_path / name): it.read_bytes() for it in (tmp_path / name).rglob("*") if it.is_file()}
        for name in ("one", "two")
    ]
    assert bags[0] == bags[1] and len(bags[0]) == len(FILES) + 2 + 4
    info = bags[0][Path("bag-info.txt")].decode()
    size = sum(len(data) for path, data in bags[0].items() if path.parts[0] == "data")
    assert "Bagging-Date: 2021-04-01" in info and f"\nPayload-Oxum: {size}.{len(FILES) + 2}\n" in info
    assert "\nExternal-Description: Salt Payload-Oxum: 1.1\n" in info


def test_the_command_line_knows_every_receiver() -> None:
    assert tuple(RECEIVERS) == own_verbs.RECEIVERS
