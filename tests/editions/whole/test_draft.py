"""A draft always prints: whatever an author can do wrong prints, is marked where it stands, and is counted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pikepdf import Array, Page, Pdf

from bookbuilder import verbs
from bookbuilder.cache import Steps
from bookbuilder.cli import main
from bookbuilder.compose.read import parse as parsing
from bookbuilder.compose.write import chapter as writing
from bookbuilder.diagnostics import Stage, errors
from bookbuilder.editions.draft_marks import Mark, draft_marks
from bookbuilder.editions.draft_pages import mark_site
from bookbuilder.release import State
from bookbuilder.theme.fonts import families
from bookbuilder.verbs import opening
from tests.release.books import passed
from tests.small_book import BOOK, INTERVIEW, make_book

FAULTS = {
    "CIT-001": "Words [@smith2001, p. 3] and @jones1999 says.",
    "XRF-001": "See @sec-nowhere.",
    "XRF-002": "## A {#sec-one}\n\n## B {#sec-one}",
    "XRF-003": "See @fig:old.",
    "XRF-004": "See [there](#nowhere).",
    "XRF-005": "See [there](other.html).",
    "FIG-001": '![Caption](figures/gone.png){alt="A picture"}',
    "FIG-002": "![](a.svg)",
    "FIG-003": '![Caption](https://example.org/a.png){alt="A picture"}',
    "CHP-010": "Words.\n\n[^1]: Never called.",
    "CHP-012": "::: {.open}\n\nNever closed.",
    "CHP-014": "Words $\\foo{x}$.",
    "CHP-015": "Words[^9].",
    "CHP-021": "# Another title",
    "CHP-026": "| a | b |\n|---|---|\n| 1 | 2 | 3 |",
    "JIN-001": "{{ book.title }",
    "JIN-002": "{{ nothing }}",
    "JIN-003": "{{ 1/0 }}",
    "EXC-001": '{{ excerpt("kz-09", "q1a") }}',
    "EXC-002": '{{ excerpt("kz-01", "q9") }}',
    "EXC-004": '::: {.excerpt source="kz-01" turn="q1a"}\nNobody said this.\n:::',
    "GLO-001": "[tail]{.term}",
    "FNT-002": "Words 𐎠.",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>'


def drafted(folder: Path, chapter: str, formats: tuple[str, ...] = ("html",), **files: str) -> verbs.Built:
    make_book(folder, {"manuscript/a.svg": SVG, **files}, f"# One\n\n{chapter}\n\nThe end.\n")
    return verbs.build(folder, formats, folder / "output")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> opening.Opened:
    """One book with a chapter for each fault, called by its code."""
    folder = tmp_path_factory.mktemp("faulty")
    chapters = {f"manuscript/{code}.md": f"# {code}\n\n{text}\n\nThe end.\n" for code, text in FAULTS.items()}
    names = ", ".join(f"{code}.md" for code in FAULTS)
    make_book(folder, {"manuscript/book.yaml": BOOK.replace("one.md", names), "manuscript/a.svg": SVG, **chapters})
    opened = opening.open_book(folder)
    assert opened.book is not None
    opened.diagnostics += families(opened.book.publication, opened.steps).diagnostics
    return opened


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_prints_and_is_marked_where_it_stands(code: str, faulty: opening.Opened) -> None:
    found = [it for it in errors(faulty.diagnostics) if it.code == code and code in it.location.file]
    assert found and faulty.book is not None
    document = next(it for it in faulty.book.publication.documents if it.source == f"manuscript/{code}.md")
    assert "The end." in document.body
    marks = draft_marks(faulty.book.publication, found)
    page = mark_site({"page.html": document.body.encode()}, marks, 1)["page.html"].decode()
    assert f'<span class="draft-fault">{code}' in page


@pytest.mark.slow
@pytest.mark.pango
def test_a_draft_says_so_in_its_name_on_its_pages_and_in_the_last_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_book(tmp_path)
    assert main(["epub", "--book", str(tmp_path)]) == 0
    clean = (tmp_path / "output" / "a-small-book.epub").read_bytes()
    make_book(tmp_path, {}, "# One\n\nWords [@smith2001].\n")
    assert main(["epub", "--book", str(tmp_path)]) == 3
    assert "a-small-book-draft.epub, a draft: 1 error stands in it." in capsys.readouterr().out
    assert (tmp_path / "output" / "a-small-book.epub").read_bytes() == clean, "the last clean file stays"
    with zipfile.ZipFile(tmp_path / "output" / "a-small-book-draft.epub") as epub:
        package, page = epub.read("EPUB/content.opf").decode(), epub.read("EPUB/text/one.xhtml").decode()
        title = epub.read("EPUB/text/title.xhtml").decode()
    assert "A Small Book (draft)</dc:title>" in package and "A draft: 1 error stands in it." in package
    assert "A draft: 1 error stands in it." in title
    assert "o such source: smith2001" in page and "CIT-001" in page
    make_book(tmp_path)
    assert main(["epub", "--book", str(tmp_path)]) == 0
    assert [it.name for it in (tmp_path / "output").iterdir()] == ["a-small-book.epub"]


def drawing(page: Page) -> bytes:
    """What a page draws, in one piece."""
    contents = page.obj.Contents
    return b"\n".join(it.read_bytes() for it in (contents if isinstance(contents, Array) else [contents]))


@pytest.mark.slow
@pytest.mark.pango
def test_marks_stand_in_the_margin_and_move_no_line(tmp_path: Path) -> None:
    from bookbuilder.layout import write_pdf

    built = drafted(tmp_path, FAULTS["CIT-001"] + "\n\n" + FAULTS["FIG-001"], ("pdf", "printer"))
    (artefact,) = built.artefacts
    assert artefact.path.name == "a-small-book-draft.pdf", "the printer's file is never a draft"
    opened = opening.open_book(tmp_path)
    assert opened.book is not None
    plain = write_pdf(opened.book.publication, opened.theme, opened.steps, stage=Stage.DRAFT).value
    assert plain is not None
    with Pdf.open(artefact.path) as marked, Pdf.open(io.BytesIO(plain.data)) as unmarked:
        assert len(marked.pages) == len(unmarked.pages)
        assert str(marked.docinfo["/Title"]) == "A Small Book (draft)"
        assert "3 errors stand in it" in str(marked.docinfo["/Subject"])
        for ours, theirs in zip(marked.pages, unmarked.pages, strict=True):
            assert drawing(theirs).strip() in drawing(ours), "the page's own drawing is as it was"


@pytest.mark.slow
@pytest.mark.parametrize("said", ["withdrawn: 2021-02-15", "withdrawn: last spring", "withdrawm: 2021-02-15"])
def test_a_withdrawn_interview_and_raw_html_are_in_no_byte(said: str, tmp_path: Path) -> None:
    withdrawn = INTERVIEW.replace("status: specimen", f"status: final\n{said}")
    built = drafted(
        tmp_path,
        '::: {.excerpt source="kz-01" turn="q1a"}\nThe strategy speaks of partners.\n:::\n\n<script>poison()</script>',
        ("epub", "html"),
        **{"manuscript/interviews/kz-01.md": withdrawn},
    )
    assert [it.path.name for it in built.artefacts] == ["a-small-book-draft.epub", "site-draft"]
    files = [path.read_bytes() for path in (tmp_path / "output" / "site-draft").rglob("*") if path.is_file()]
    with zipfile.ZipFile(tmp_path / "output" / "a-small-book-draft.epub") as epub:
        files += [epub.read(name) for name in epub.namelist()]
    assert not any(b"speaks of partners" in data or b"poison" in data for data in files)


@pytest.mark.slow
def test_a_withheld_name_stops_a_draft_even_where_its_transcript_is_broken(tmp_path: Path) -> None:
    named = INTERVIEW.replace("code: kz-01", "code: kz-01\nname: Aigerim Zhaksylykova")
    for transcript in (named, named.replace("date: 2020-10-14", "date: [2020")):
        files = {"manuscript/interviews/kz-01.md": transcript}
        built = drafted(tmp_path, "Aigerim Zhaksylykova told me [@smith2001].", **files)
        assert built.artefacts == () and "PRV-010" in {it.code for it in built.diagnostics}
    files = {"manuscript/interviews/private.yaml": "kz-01: {name: Aigerim\n"}
    assert drafted(tmp_path, "Words.", **files).artefacts == ()


@pytest.mark.slow
@pytest.mark.parametrize("where", ["read", "write"])
def test_an_exception_in_one_chapter_is_its_diagnostic_and_the_rest_goes_on(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("one-fn1")

    monkeypatch.setattr(*((parsing, "take_queries", fail) if where == "read" else (writing, "place_notes", fail)))
    make_book(
        tmp_path,
        {"manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, two.md]"), "manuscript/two.md": "# Two\n\nText.\n"},
    )
    if where == "write":
        real = writing.write_xhtml
        monkeypatch.setattr(writing, "place_notes", lambda *_: None)
        monkeypatch.setattr(
            writing, "write_xhtml", lambda ast: fail() if "Text." not in ast or '"One"' in ast else real(ast)
        )
    built = verbs.build(tmp_path, ("html",), tmp_path / "output", steps=Steps(tmp_path / ".cache"))
    bugs = [it for it in built.diagnostics if it.code == "BUG-001"]
    assert bugs and bugs[0].location.file == "manuscript/one.md" and "report" in bugs[0].remedy
    assert "KeyError" in (tmp_path / ".cache" / "tracebacks" / "one.txt").read_text()
    assert "could not be made" in (tmp_path / "output" / "site-draft" / "one.html").read_text()
    with pytest.raises(KeyError):
        verbs.build(tmp_path, ("html",), tmp_path / "output", stage=Stage.RELEASE)


def test_a_mark_goes_into_the_first_cell_of_a_row_and_before_a_table() -> None:
    page = '<body><table id="t"><tr id="r"><td>1</td></tr></table></body>'
    marks = [Mark("one", "r", "row"), Mark("one", "t", "table")]
    made = mark_site({"one.html": page.encode()}, marks, 2)["one.html"].decode()
    assert '<span class="draft-fault">table</span><table id="t">' in made
    assert '<td><span class="draft-fault">row</span>1' in made


@pytest.mark.slow
@pytest.mark.pango
def test_a_failure_of_one_edition_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such luck")

    monkeypatch.setattr("bookbuilder.editions.epub.writing.pack", fail)
    built = drafted(tmp_path, "Words.", ("epub", "html"))
    assert [it.path.name for it in built.artefacts] == ["site"]
    assert [(it.code, sorted(it.blocks)) for it in errors(built.diagnostics)] == [("BUG-001", ["epub"])]


def test_citations_that_cannot_be_formatted_print_their_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such luck")

    monkeypatch.setattr("bookbuilder.citations.render", fail)
    make_book(tmp_path, {}, "# One\n\nWords [@boonstra2018].\n")
    opened = opening.open_book(tmp_path)
    assert opened.book is not None and "[boonstra2018]" in opened.book.publication.document("one").body


def test_a_chapter_with_errors_is_a_word_file_called_a_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two = {"manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, two.md]"), "manuscript/two.md": "# Two\n\nB.\n"}
    make_book(tmp_path, two, "# One\n\nWords [@smith2001].\n")
    assert main(["docx", "--book", str(tmp_path)]) == 3
    assert {"one-draft.docx", "two.docx"} <= {it.name for it in (tmp_path / "output" / "docx").iterdir()}
    assert "a draft: 1 error stands in it." in capsys.readouterr().out


def test_what_book_yaml_names_twice_stands_once(tmp_path: Path) -> None:
    book = BOOK.replace("[one.md]", "[one.md, one.md, nonsense]")
    make_book(tmp_path, {"manuscript/book.yaml": book})
    opened = opening.open_book(tmp_path)
    assert opened.book is not None
    assert [it.id for it in opened.book.publication.documents] == ["title", "one"]


def test_a_source_of_any_shape_is_a_fault_and_no_exception(tmp_path: Path) -> None:
    odd = "- {id: a, type: [book], title: {a: b}, author: 7, issued: [[x]], categories: [{a: b}], DOI: {}}\n"
    make_book(tmp_path, {"references.yaml": odd}, "# One\n\nWords [@a, p. 3] and @a.\n")
    found = opening.open_book(tmp_path)
    assert found.book is not None and {"REF-005", "REF-007"} <= {it.code for it in found.diagnostics}
    assert "BUG-001" not in {it.code for it in found.diagnostics}


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "chicago-author-date", "ieee"])
def test_stand_ins_are_no_lost_words(style: str, tmp_path: Path) -> None:
    chapter = (
        "# One\n\n@c says ^[Note @e.] and [@d; @boonstra2018] and @f [p. 4].\n\n![A](gone.png)\n\nSo $\\frac{a}{b$.\n"
    )
    make_book(tmp_path, {"manuscript/book.yaml": BOOK.replace("chicago-notes-bibliography", style)}, chapter)
    found = {it.code for it in opening.open_book(tmp_path).diagnostics}
    assert "CIT-001" in found and not found & {"CHP-041", "CHP-043"}


@pytest.mark.slow
@pytest.mark.pango
def test_proofs_are_written_with_their_errors_and_never_answer_3(tmp_path: Path) -> None:
    make_book(tmp_path, {}, "# One\n\nWords [@smith2001].\n")
    assert [main([verb, "--book", str(tmp_path)]) for verb in ("proof", "authors")] == [1, 1]
    output, state = tmp_path / "output", State("0" * 40, "20210301T000000Z")
    assert verbs.release(tmp_path, output, state=state, stage=Stage.PROOF, battery=passed).artefacts
    assert not verbs.release(tmp_path, output, state=state, battery=passed).artefacts
    made = {it.relative_to(tmp_path / "output").as_posix() for it in (tmp_path / "output").rglob("*")}
    assert {
        "a-small-book-proof.pdf",
        "authors/a-small-book-one.pdf",
        "release/a-small-book-1.0-PROOF/README.html",
    } <= made
    assert not [name for name in made if "printer" in name or "draft" in name]
    assert not (tmp_path / "output" / "release" / "a-small-book-1.0").exists()
