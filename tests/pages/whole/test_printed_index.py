"""A finished PDF and EPUB of one book: the index and "p. N" name the pages on which the words stand."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter

import pikepdf
import pytest
from lxml import etree

from bookbuilder.verbs import build
from tests.small_book import BOOK, make_book, text_of

TEXT = "The road to the sea was long and they walked it slowly through valleys of reed. " * 9
FILES = {
    "manuscript/book.yaml": BOOK.replace("[title]", "[title, contents, fore.md]").replace(
        "[one.md]", "[one.md, two.md]"
    )
    + "backmatter: [index]\n",
    "manuscript/fore.md": "# Foreword {.unnumbered}\n\nThe [heron]{.index}.\n",
    "manuscript/two.md": "# Two {#sec-two}\n\nThe [heron]{.index}.^[And a [bittern]{.index} too.]\n",
}
ONE = (
    "# One\n\nSee [@sec-late]{.page} and [@sec-two]{.page}.\n\n"
    + '[Reeds]{.index range="start"} begin.\n\n'
    + f"{TEXT}\n\n" * 8
    + '## Late {#sec-late}\n\nThey end. []{.index entry="Reeds" range="end"}\n\n'
    + " ".join(f'[]{{.index entry="Reeds!kind number {kind} of all the reeds"}}word' for kind in range(50))
    + "\n"
)


@pytest.mark.slow
def test_the_index_and_page_references_name_the_pages_of_print(tmp_path):
    folder = make_book(tmp_path, FILES, ONE)
    built = build(folder, ["pdf", "epub"], folder / "output")
    assert [artefact.format for artefact in built.artefacts] == ["pdf", "epub"], built.diagnostics
    pages = _pages(built.artefacts[0].path)
    index = next(text for _, text in reversed(pages) if text)
    label = {name: number for number, text in pages for name in _names(text)}
    assert f"heron, {label['fore']}, {label['two']}" in index
    assert f"bittern, {label['two']}n1" in index
    assert "Reeds (continued)" in index, "where a column turns, the heading stands above its lines"
    assert f"Reeds, 1–{label['late']}" in index
    assert f"See p. {label['late']} and p. {label['two']}." in next(text for _, text in pages if "See p." in text)
    with zipfile.ZipFile(built.artefacts[1].path) as epub:
        name = next(name for name in epub.namelist() if "index" in name)
        root = etree.fromstring(epub.read(name))
        assert root.find(".//{*}section[@role='doc-index']") is not None
        links = {text_of(it): it.get("href") for it in root.iter("{*}a")}
        assert links[label["fore"]] == "fore.xhtml#fore-index1" and links[f"{label['two']}n1"] == "two.xhtml#two-index2"
    laid_out = Counter(step.name for step in built.ran if step.name.startswith("lay out"))
    assert laid_out["lay out one"] == 2 and laid_out["lay out two"] == 1, "only what names a page is laid out again"


def _pages(path) -> list[tuple[str, str]]:
    """The printed number and the words of each page."""
    texts = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True
    ).stdout.split("\f")[:-1]
    with pikepdf.open(path) as pdf:
        return [(page.label, " ".join(text.split())) for page, text in zip(pdf.pages, texts, strict=True)]


def _names(text: str) -> list[str]:
    """What begins on a page, by its heading."""
    begins = (("fore", "Foreword The"), ("two", "Two The"), ("late", "1.1 Late"))
    return [name for name, heading in begins if re.search(heading, text)]
