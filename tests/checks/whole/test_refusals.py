"""Each small book of tests/books/interviews is refused for one reason, at one line, and for nothing else in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.compose import compose
from bookbuilder.diagnostics import Severity, Stage, errors
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.theme.templates import Theme
from bookbuilder.verbs import Built, build, record_approval, word_files
from tests.small_book import BOOK, make_book

BOOKS = sorted((Path(__file__).parents[2] / "books" / "interviews").iterdir())
ERRORS_IN_A_DRAFT = ("CON-006", "EXC-004", "PRV-010")
"""What no build may print, release or not."""


def copied(name: str, folder: Path) -> Path:
    source = next(path for path in BOOKS if path.name == name)
    return shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns(".cache", "output"))


def reported(built: Built, severity: Severity) -> list[str]:
    return sorted(
        f"{fault.code} {str(fault.location).rpartition(':')[0] if fault.location.column else fault.location}"
        for fault in built.diagnostics
        if fault.severity is severity and not fault.code.startswith(("PDF", "REF"))
    )


def expected(book: Path) -> list[str]:
    return sorted(line.strip() for line in (book / "faults.txt").read_text().splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("name", [path.name for path in BOOKS])
def test_a_release_refuses_for_one_reason(name, tmp_path):
    book = copied(name, tmp_path)
    formats = ["epub"] if name == "given-away" else []
    found = reported(build(book, formats, tmp_path / "out", stage=Stage.RELEASE), Severity.ERROR)
    if name == "given-away":
        assert found and all(line.startswith("PRV-010") for line in found)
        assert not list((tmp_path / "out").glob("*"))
    else:
        assert found == expected(book)


@pytest.mark.parametrize("name", ["not-approved", "changed-since", "withdrawn", "named-in-transcript", "misquoted"])
def test_a_draft_warns_where_a_release_refuses(name, tmp_path):
    book = copied(name, tmp_path)
    wanted = [line for line in expected(book) if not line.startswith(("CON-007", "PRV-003"))]
    graver = [line for line in wanted if line.startswith(ERRORS_IN_A_DRAFT)]
    built = build(book, [], tmp_path / "out")
    assert reported(built, Severity.ERROR) == graver
    if name != "misquoted":  # what nobody said was not approved either
        assert reported(built, Severity.WARNING) == [line for line in wanted if line not in graver]


def test_a_scope_blocks_the_edition_that_it_leaves_out_and_no_other(tmp_path):
    built = build(copied("outside-scope", tmp_path), [], tmp_path / "out", stage=Stage.RELEASE)
    assert errors(built.diagnostics, "pdf") and not errors(built.diagnostics, "epub")


def test_a_proof_may_quote_specimens(tmp_path):
    built = build(copied("specimen", tmp_path), [], tmp_path / "out", stage=Stage.PROOF)
    assert errors(built.diagnostics) == []


@pytest.mark.slow
def test_an_approval_that_is_recorded_covers_what_was_seen(tmp_path):
    book = copied("added-since", tmp_path)
    assert reported(build(book, [], tmp_path / "out"), Severity.WARNING) == ["CON-003 manuscript/one.md:7"]
    record_approval(book, "kz-01", "2021-03-01")
    assert reported(build(book, [], tmp_path / "out", stage=Stage.RELEASE), Severity.ERROR) == []


@pytest.mark.slow
def test_a_draft_says_in_the_margin_what_is_not_approved(tmp_path):
    book = copied("not-approved", tmp_path)
    build(book, ["epub"], tmp_path / "out", steps=Steps(tmp_path / "cache"))
    text = members(next((tmp_path / "out").glob("*.epub")))
    assert text.count("draft-mark") == 1 and "not approved" in text


def test_no_value_that_a_template_can_reach_holds_a_private_string(tmp_path):
    book = copied("named-in-transcript", tmp_path)
    steps = Steps()
    manuscript = read_manuscript(book, steps).value
    publication = compose(manuscript, Theme(book), steps).value
    for value in (manuscript.interviews, manuscript.book, publication):
        assert "Сейтказин" not in repr(value) and "Алибек" not in repr(value)


def members(path: Path) -> str:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".ncx"))
        )


@pytest.mark.slow
def test_a_withdrawal_removes_what_holds_the_words_and_lists_what_was_released(tmp_path):
    book, out, cache = copied("withdrawn", tmp_path), tmp_path / "out", tmp_path / "cache"
    transcript = book / "manuscript/interviews/kz-01.md"
    withdrawn = transcript.read_text()
    transcript.write_text(withdrawn.replace("withdrawn: 2021-02-15\n", ""))
    (artefact,) = build(book, ["epub"], out, steps=Steps(cache)).artefacts
    shutil.copytree(out, book / "releases" / "1.0")
    (out / "other.pdf").write_bytes(b"%PDF-1.4\n")
    remembered = sum(1 for path in (cache / "steps").rglob("*") if path.is_file())
    assert remembered and artefact.path.exists()

    transcript.write_text(withdrawn)
    built = build(book, ["epub"], out, steps=Steps(cache))
    assert not artefact.path.exists()
    assert not any(b"letters" in path.read_bytes() for path in cache.rglob("*") if path.is_file())
    words = " ".join(fault.message for fault in built.diagnostics if fault.code == "CON-008")
    assert "is removed" in words and "releases/1.0 holds its words, and was released" in words
    assert (book / "releases" / "1.0").is_dir() and (out / "other.pdf").exists()


@pytest.mark.slow
def test_after_a_withdrawal_no_edition_keeps_a_trace(tmp_path):
    book, out = copied("withdrawn", tmp_path), tmp_path / "out"
    (book / "manuscript/one.md").write_text('# One\n\n{{ excerpt("kz-02", "q1a", from="A road", to="it") }}\n')
    (artefact,) = build(book, ["epub"], out, steps=Steps(tmp_path / "cache")).artefacts
    text = members(artefact.path)
    assert "kz-02" in text and "kz-01" not in text and "Erlan" not in text


@pytest.mark.slow
def test_a_word_file_is_searched_for_withheld_names_too(tmp_path):
    book = copied("named-in-transcript", tmp_path)
    chapter = book / "manuscript/one.md"
    assert word_files(book, [], tmp_path / "out").artefacts
    chapter.write_text(chapter.read_text() + "\nAs Alibek Сейтказин told us.\n")
    built = word_files(book, [], tmp_path / "other")
    assert [fault.code for fault in errors(built.diagnostics)] == ["PRV-010"] and not built.artefacts
    assert not (tmp_path / "other").exists()


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">Seitkazin</text></svg>'


@pytest.mark.parametrize(("edition", "named"), [("docx", "figures/a.svg"), ("epub", "cover.svg")])
def test_a_drawing_that_becomes_pixels_is_searched_before(tmp_path, edition, named):
    """Its letters are no text in a Word file, nor on the cover of an EPUB: the name was printed."""
    book = BOOK + f"cover: {named}\n" * (edition == "epub")
    files = {
        "manuscript/book.yaml": book,
        f"manuscript/{named}": DRAWING,
        "manuscript/interviews/private.yaml": "kz-01:\n  name: {family: Сейтказин, given: Ерлан}\n",
    }
    chapter = "# One\n\nText.\n\n" + '![A drawing.](figures/a.svg){#fig-a alt="A"}\n' * (edition == "docx")
    built = build(make_book(tmp_path, files, chapter), [edition], tmp_path / "output")
    assert "PRV-010" in [it.code for it in built.diagnostics] and not built.artefacts


ONE, EXPERT = "manuscript/one.md", "manuscript/interviews/kz-01.md"
REMEDIES: dict[str, list[tuple[str, str, str]]] = {
    "added-since": [],
    "changed-since": [],
    "not-approved": [],
    "embargo": [("manuscript/book.yaml", "2021-03", "2021-07")],
    "given-away": [(ONE, "Later the committee met with Сейтказиным for an hour.", "")],
    "misquoted": [(ONE, "A road has no flag on it\n", "A road has […] [no] flag on [it]\n")],
    "named-in-transcript": [(EXPERT, "name: Алибек Сейтказин\n", "")],
    "nobody-to-search": [("manuscript/interviews/private.yaml", "", "kz-01: {name: Somebody Else}\n")],
    "outside-scope": [(EXPERT, "[epub, html]", "[pdf, epub, html]")],
    "specimen": [(EXPERT, "status: specimen\n", "")],
    "withdrawn": [
        (ONE, '{{ excerpt("kz-01", "q1a", from="A road", to="it") }}', ""),
        (ONE, '[“one reform”]{.said by="kz-01"}', "“one reform”"),
        (ONE, "[@kz-01] with ", ""),
        (EXPERT, "name: Erlan Seitkazin\n", ""),
    ],
}
"""What the message of each book asks for; where nothing else is said, an approval that is recorded."""


@pytest.mark.slow
@pytest.mark.parametrize("name", REMEDIES)
def test_what_its_message_asks_for_makes_it_go_away(name: str, tmp_path: Path) -> None:
    book = copied(name, tmp_path)
    for file, old, new in REMEDIES[name]:
        text = (book / file).read_text(encoding="utf-8") if (book / file).exists() else ""
        assert old in text
        (book / file).write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    if not REMEDIES[name] or name in ("misquoted", "specimen"):
        for code in ("kz-01", "kz-02") if name == "misquoted" else ("kz-01",):
            record_approval(book, code, "2021-02-20")
    built = build(book, ["epub"] if name == "given-away" else [], tmp_path / "out", stage=Stage.RELEASE)
    gone = {line.partition(" ")[0] for line in expected(book)}
    assert not [line for line in reported(built, Severity.ERROR) if line.partition(" ")[0] in gone]


def test_every_book_has_its_remedy() -> None:
    assert sorted(REMEDIES) == [path.name for path in BOOKS]
