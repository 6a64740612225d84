"""A stranger's chapter, source, drawing and template: what they carry along is in no byte of an edition."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest

from bookbuilder.cache import Steps
from bookbuilder.compose import compose
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.theme.templates import Theme
from bookbuilder.verbs import build
from tests.small_book import BOOK, check_reports, composed, make_book

EVIL = ("javascript:", "vbscript:", "data:text", "file:///", "onclick", "onload", "evil.example", "ping=", "evil(")
CHAPTER = """\
# One {onclick="evil()"}

A [link](javascript:evil), [another](<data:text/html,x>), [a third](file:///etc/passwd){ping="x"}.

[Words]{style="color:red" onload="evil()" .fine} of the EU and a source [@smith].

![A drawing](figures/a.svg)
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90" onload="evil()"><script>evil()</script>'
    '<rect width="9" height="9"/><image href="http://evil.example/a.png"/></svg>'
)
FILES = {
    "references.yaml": "- {id: smith, type: book, title: A Title, author: [{family: Smith}], issued: 2020, URL: 'javascript:evil'}\n",
    "manuscript/figures/a.svg": DRAWING,
    "manuscript/book.yaml": BOOK.replace("[title]", "[title, list-of-abbreviations]")
    + 'redirects: [{old: old.html, to: "javascript://x/%0aevil()"}]\n',
    "manuscript/abbreviations.md": 'EU\n:   Union <script>evil()</script> [l](javascript:evil) [m]{onclick="evil()"}\n',
    "styles/own.css": "@import url(http://evil.example);\n",
    "templates/site/scripts/own.js": "evil()",
    "templates/pages/title.xhtml": '<section id="{{ document.id }}"><h1 onclick="evil()">T<script>evil()</script></h1></section>',
}


@pytest.mark.slow
def test_nothing_that_runs_reaches_an_edition_and_each_is_named(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", FILES, CHAPTER)
    built = build(book, ("epub", "html"), tmp_path / "out")
    reported = {(it.code, it.location.file) for it in built.diagnostics if it.code.startswith("CLN")}
    assert reported == {
        ("CLN-001", "manuscript/one.md"),
        ("CLN-002", "manuscript/one.md"),
        ("CLN-001", "references.yaml"),
        ("CLN-001", "manuscript/abbreviations.md"),
        ("CLN-002", "manuscript/abbreviations.md"),
        ("CLN-005", "styles/own.css"),
        ("CLN-006", "templates/site/scripts/own.js"),
        ("CLN-004", "manuscript/one.md"),
        ("CLN-003", "templates/pages/title.xhtml"),
    }
    lines = [
        it.location.line for it in built.diagnostics if it.code == "CLN-001" and it.location.file.endswith("one.md")
    ]
    assert lines == [3, 3, 3]
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in files if path.suffix in (".html", ".svg", ".css")]
    assert not [path for path in files if path.suffix == ".js" and b"evil" in path.read_bytes()]
    for path in files:
        if path.suffix == ".epub":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as epub:
                texts += [
                    epub.read(name).decode() for name in epub.namelist() if name.endswith(("html", "svg", "opf", "css"))
                ]
    assert len(texts) > 5 and any("Words" in text and "fine" in text for text in texts)
    for text in texts:
        assert not [evil for evil in EVIL if evil in (text.partition("</head>")[2] or text)]


@pytest.mark.slow
@pytest.mark.pango
def test_nothing_that_runs_reaches_the_pdf(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", FILES, CHAPTER)
    build(book, ("pdf",), tmp_path / "out")
    (path,) = (tmp_path / "out").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        links = [str(it.A.URI) for page in pdf.pages for it in page.get("/Annots", []) if "/A" in it and "/URI" in it.A]
        assert not {"/OpenAction", "/AA"} & set(pdf.Root.keys())
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(pdf.Root.get("/Names", {}).keys())
        acts = [it.A for page in pdf.pages for it in page.get("/Annots", []) if "/A" in it]
        assert {str(it.S) for it in acts} <= {"/URI", "/GoTo"}
    assert not [link for link in links if not link.startswith(("http://", "https://", "mailto:"))]


def test_a_value_that_the_standard_does_not_know_is_in_no_edition() -> None:
    text = (
        '# One\n\n[a]{dir=sideways} [b]{role=hero} <span id="a b" role=note dir=RTL>e</span> [f]{role="doc-tip Note"}\n'
        '\n[to it](#a%20b) <i lang="fr">mot</i> <bdo dir="rtl">b</bdo>\n\n<table dir="RTL"><tr><td>x</td></tr></table>\n'
    )
    body = composed(text).documents[-1].body
    assert "sideways" not in body and "hero" not in body
    assert 'href="#a-b"' in body and '<table dir="rtl"' in body
    assert '<span lang="fr"><em>mot</em></span> <span dir="rtl">b</span>' in body
    assert 'id="a-b"' in body and 'role="note"' in body and 'dir="rtl"' in body and 'role="doc-tip note"' in body


def test_what_is_no_language_tag_is_reported_once_and_is_in_no_edition(tmp_path) -> None:
    text = "# One\n\n[c]{lang=de_DE} [d]{lang=de_DE}\n"
    check_reports(text, "CHP-025 3:5")
    manuscript = read_manuscript(make_book(tmp_path, {}, text), Steps()).value
    made = compose(manuscript, Theme(tmp_path), Steps()).value
    assert "de_DE" not in made.documents[-1].body
