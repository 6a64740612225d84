"""The hand-made publication as an EPUB file and as a site on disk, and copies of them in which something is broken."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbuilder.checks.artefacts.tools import MissingToolError, Tools
from bookbuilder.editions.epub.writing import write_epub
from bookbuilder.editions.web.writing import write_site
from bookbuilder.pages.page_marks import PageMark
from tests.editions.shared import NOWHERE, kept_steps, publication

MARKS = {"trade": (PageMark("5", "trade", 0), PageMark("6", "trade-goods", 0))}


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The checkers; where they are not installed, the tests that need them are skipped and say how to have them."""
    tools = Tools()
    try:
        for name in (
            "@daisy/ace-cli",
            "@likecoin/epubcheck-ts",
            "axe-core",
            "linkinator",
            "playwright-core",
            "vnu-jar",
        ):
            tools.package(name)
        tools.node(), tools.java(), tools.browser()
    except MissingToolError as missing:
        pytest.skip(str(missing))
    return tools


@pytest.fixture(scope="session")
def sound_site() -> dict[str, bytes]:
    return write_site(publication(), NOWHERE, kept_steps(), page_breaks=MARKS).value


@pytest.fixture(scope="session")
def sound_epub() -> bytes:
    return write_epub(publication(), NOWHERE, kept_steps(), page_breaks=MARKS).value


@pytest.fixture
def site(sound_site: dict[str, bytes], tmp_path: Path) -> Iterator[Path]:
    """A site on disk, to be broken."""
    folder = tmp_path / "site"
    for name, data in sound_site.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    yield folder
    shutil.rmtree(folder)


def leave(site: Path, *names: str) -> None:
    """Take all other pages out of the site, where a check opens each page and a few of them tell as much."""
    for path in site.glob("*.html"):
        if path.name not in names:
            path.unlink()


def broken(site: Path, name: str, old: str, new: str) -> None:
    """Replace words in a file of the site; they must be there."""
    text = (site / name).read_text("utf-8")
    assert old in text, (name, old)
    (site / name).write_text(text.replace(old, new, 1), "utf-8")


def repacked(data: bytes, path: Path, name: str, old: str, new: str) -> Path:
    """An EPUB in which words of one file are replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == name:
                assert old.encode() in content, (name, old)
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(entry, content)
    return path
