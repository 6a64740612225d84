"""Nothing outside a book is read: neither by a name, nor through a link, nor by an engine."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from types import FrameType

import pytest
from openpyxl import Workbook
from PIL import Image

from bookbuilder import source
from bookbuilder.cache import Steps, file_fingerprint
from bookbuilder.citations.styles import find_style
from bookbuilder.cli import main
from bookbuilder.cli.arguments import read_arguments
from bookbuilder.cli.parser import UsageError
from bookbuilder.consent.withdrawal import _artefacts
from bookbuilder.desk.word_in.pictures import place_pictures
from bookbuilder.manuscript.strange_files import strange_files
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown
from bookbuilder.model.book import Book
from bookbuilder.saving import MACHINE
from bookbuilder.source import LedOutError, own_files
from bookbuilder.theme.font_files import file_of, library
from bookbuilder.theme.templates import SHIPPED, Theme
from bookbuilder.verbs import build, check
from tests.small_book import BOOK, INTERVIEW, make_book

SECRET = "Xanthippe"
"""Stands in every file outside the book."""


ONE_DOOR = {
    "manuscript/one.md": """# One

![A figure](a.png) ![Another](b.gif) ![A third](c.svg) ![A chart](d.vl.json) ![A page](e.pdf)

{{ table("a.csv") }} {{ table("b.xlsx") }}
""",
    "manuscript/a.csv": "year,value\n2019,3\n",
    "manuscript/d.vl.json": '{"data": {"url": "a.csv"}, "mark": "bar", "encoding": {"x": {"field": "year"}}}',
    "manuscript/c.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
    "manuscript/cover.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
    "manuscript/figures/figures.yaml": "a.png: {license: CC0}\n",
    "styles/tokens.yaml": "colour-accent: '#222222'\n",
    "styles/own.css": "p { color: #222222 }\n",
}


def _of_every_kind(folder: Path) -> Path:
    """A book with a file of each kind that a build opens."""
    book = make_book(
        folder, ONE_DOOR | {"manuscript/book.yaml": BOOK.replace("chicago-notes-bibliography", "own") + WITH}
    )
    drawn, sheet = Image.new("RGB", (30, 30), "red"), Workbook()
    for name in ("a.png", "b.gif", "e.pdf"):
        drawn.save(book / "manuscript" / name)
    sheet.active.append(["year", "value"])
    sheet.active.append([2019, 3])
    sheet.save(book / "manuscript/b.xlsx")
    copied = {
        "styles/fonts/Own.ttf": file_of(library()["Literata"], 400, "normal"),
        "styles/csl/own.csl": find_style("apa"),
    }
    copied |= {name: SHIPPED / name for name in ("templates/content/opener.xhtml", "templates/terms/en.yaml")}
    copied["styles/own.icc"] = SHIPPED / Book.press.profile
    for name, file in copied.items():
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_bytes(file.read_bytes())
    return book


WITH = "cover: cover.svg\npress: {profile: styles/own.icc}\n"
KNOWN_BY_THEIR_BYTES = {"file_fingerprint"}
"""What only takes a file's checksum, which tells nobody what the file says."""


@pytest.mark.slow
@pytest.mark.pango
def test_every_file_of_a_book_is_opened_by_the_one_door(tmp_path: Path) -> None:
    """By it a link is not followed that has taken a file's place since somebody has looked."""
    global _by_name
    book = _of_every_kind(tmp_path / "book")
    _watch()
    _by_name = set()
    try:
        check(book)
        build(
            book, ("pdf", "printer", "cover", "epub", "html", "docx", "bits"), tmp_path / "out", steps=Steps(workers=1)
        )
        found, _by_name = _by_name, None
    finally:
        _by_name = None
    named = {(Path(path).relative_to(book), by) for path, by in found if path.startswith(f"{book}{os.sep}")}
    own = {(path.as_posix(), by) for path, by in named if path.parts[0] != ".cache"}
    files = {
        path.relative_to(book).as_posix() for path in book.rglob("*") if path.is_file() and ".cache" not in path.parts
    }
    assert {name for name, by in own if by == "door"} == files
    assert {by for _, by in own} == {"door", "sum"}


def test_a_link_that_leads_nowhere_is_a_fault(tmp_path: Path) -> None:
    """references.yaml as a link to itself was a book without references, in silence."""
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "references.yaml").symlink_to("references.yaml")
    (tmp_path / "manuscript" / "one.md").symlink_to("gone.md")
    (tmp_path / "manuscript" / ".#one.md").symlink_to("me@machine.1")  # as Emacs locks a file
    assert [(it.code, it.location.file) for it in strange_files(tmp_path)] == [
        ("SRC-002", "manuscript/one.md"),
        ("SRC-002", "references.yaml"),
    ]


def test_what_may_not_be_read_is_named_and_the_rest_of_the_draft_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One picture of another user's stopped the build, with the words that it "cannot be written"."""
    css, picture = "styles/own.css", "manuscript/figures/a.png"
    book = make_book(tmp_path, {css: "p { color: red }", picture: b"x"}, "# One\n\n![A](figures/a.png)\n")
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith((css, picture)) and access(path, mode))
    reported = check(book).diagnostics
    assert {it.location.file for it in reported if it.code == "SRC-002"} == {css, picture}
    assert "FIG-001" not in {it.code for it in reported} and Theme(book).path(css) is None  # it is named once
    with pytest.raises(LedOutError, match="has gone since"):  # as where a link takes its place just then
        Theme(book).text(css)


def test_nothing_is_made_while_a_transcript_may_not_be_read_that_may_withhold_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, read = make_book(tmp_path), source.own_bytes

    def denied(path: Path, *others: object) -> bytes:
        if path.name == "kz-01.md":
            raise PermissionError(13, "Permission denied")
        return read(path, *others)

    monkeypatch.setattr(source, "own_bytes", denied)
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("kz-01.md"))
    made = build(book, ["epub"], tmp_path / "out")
    assert not made.artefacts and "SRC-002" in {it.code for it in made.diagnostics}


LINKED = (
    "manuscript/one.md",
    "manuscript/interviews/kz-02.md",
    "manuscript/remedies.yaml",
    "manuscript/STYLE.yaml",
    "manuscript/words.txt",
    "manuscript/abbreviations.md",
    "manuscript/figures/a.png",
    "manuscript/figures/figures.yaml",
    "manuscript/data/a.csv",
    "manuscript/cover.png",
    "references.yaml",
    "private.yaml",
    "styles/csl/own.csl",
    "styles/content.css",
    "styles/fonts/a.ttf",
    "templates/pages/title.xhtml",
    "templates/terms.yaml",
)
NAMING = """\
# One

![A figure](figures/a.png) ![Another](../../outside/secret.png) ![A third](/etc/hostname.png)

{{ table("a.csv") }} {{ table("../../outside/a.csv") }}
"""


def _hostile(folder: Path) -> Path:
    """A book whose every file leads to a folder beside it."""
    outside = folder / "outside"
    outside.mkdir(parents=True)
    book = make_book(
        folder / "book",
        {
            "manuscript/book.yaml": BOOK.replace("chicago-notes-bibliography", "../../outside/own.csl").replace(
                "chapters: [one.md]", "chapters: [one.md, two.md]\ncover: ../../outside/secret.png"
            ),
            "manuscript/two.md": NAMING,
        },
    )
    for name in LINKED:
        target = outside / Path(name).name
        target.write_text(INTERVIEW.replace("kz-01", "kz-02") if "interviews" in name else f"{SECRET}: [{SECRET}]\n")
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).unlink(missing_ok=True)
        (book / name).symlink_to(target)
    (outside / "secret.png").write_text(SECRET)
    return book


_watched: list[str] | None = None
_by_name: set[tuple[str, str]] | None = None


def _door(frame: FrameType | None) -> str:
    """By whom a file is opened: the door, or what is no more than a checksum, else the line of code."""
    first = ""
    while frame is not None:
        name, file = frame.f_code.co_name, frame.f_code.co_filename
        if name in KNOWN_BY_THEIR_BYTES or file.endswith("source.py"):
            return "sum" if name in KNOWN_BY_THEIR_BYTES else "door"
        if "bookbuilder" in file and "own_key" not in file and not first:
            first = f"{file}:{frame.f_lineno}"
        frame = frame.f_back
    return first


def _watch() -> None:
    if not getattr(sys, "_tests_of_own_files", False):
        sys.addaudithook(_hook)  # it cannot be taken away again
        sys._tests_of_own_files = True  # type: ignore[attr-defined]


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _by_name is not None and event == "open" and not isinstance(arguments[0], int):
        _by_name.add((str(arguments[0]), _door(sys._getframe(1))))
    if _watched is not None and event in ("open", "os.listdir", "os.scandir", "shutil.copyfile"):
        _watched.append(str(arguments[0]) if isinstance(arguments[0], int) else os.path.realpath(f"{arguments[0]!s}"))


def _opened(folder: Path, formats: tuple[str, ...]) -> list[str]:
    """Every path outside of the book, the builder, its engines and its temporary files that a build opens."""
    global _watched
    _watch()
    _watched, book, temporary = [], folder / "book", tempfile.tempdir
    tempfile.tempdir = str(folder / "temporary")
    (folder / "temporary").mkdir()
    try:
        check(book)
        build(book, formats, folder / "out")
        found, _watched = _watched, None
    finally:
        _watched, tempfile.tempdir = None, temporary
    root = Path(__file__).resolve().parents[2]
    own = [
        book,
        folder / "out",
        root,
        temporary,
        sys.prefix,
        sys.base_prefix,
        Path(os.__file__).parent,
        "/proc/self",
        "/dev/null",
    ]
    own += ["/usr/share/hunspell", "/usr/share/zoneinfo", Path.home() / ".config", "/etc/fonts", "/etc/mime.types"]
    own += [os.environ.get("BOOKBUILDER_KEY_FOLDER", "/dev/null"), f"{tempfile.gettempdir()}/bookbuilder-{MACHINE}-"]
    places = tuple(os.path.realpath(it) + ("" if str(it).endswith("-") else os.sep) for it in own)
    return sorted({path for path in found if not path.isdigit() and not f"{path}{os.sep}".startswith(places)})


@pytest.mark.slow
def test_a_book_whose_files_lead_elsewhere_reads_nothing_there_and_names_each(tmp_path: Path) -> None:
    book = _hostile(tmp_path)
    assert _opened(tmp_path, ("epub", "html")) == []
    reported = {it.location.file for it in check(book).diagnostics if it.code == "SRC-005"}
    assert reported == {it.location.file for it in strange_files(book)} == set(LINKED)
    codes = {it.code for it in check(book).diagnostics}
    assert {"BOK-008", "CIT-003", "FIG-001", "TAB-001"} <= codes
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()


@pytest.mark.slow
@pytest.mark.pango
def test_the_printed_editions_read_nothing_outside_the_book(tmp_path: Path) -> None:
    _hostile(tmp_path)
    assert _opened(tmp_path, ("pdf", "printer", "cover", "docx")) == []


LISTING_OTHERS = {
    "consent/private.py",  # a name in whatever transcript is looked for
    "consent/withdrawal.py",  # what was built
    "manuscript/strange_files.py",  # links and pipes that are reported and not read
    "editions/docx/writing.py",  # the builder's own fonts
    "theme/font_files.py",  # those of a package
}
STRANGE_NAMES = (b"\xff.md", "\u202egpj.md".encode(), b"a\nb.md", b"\x1b[31m.md")


def test_pipes_and_names_that_are_no_text_are_named_and_never_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe at data/b.csv kept `check` waiting for ever, and one name that is not UTF-8 ended it in a traceback."""
    book, folders = make_book(tmp_path, chapter='# One\n\n{{ table("a.csv") }}\n'), ("interviews", "data", "figures")
    for folder in folders:
        (book / "manuscript" / folder).mkdir(exist_ok=True)
        os.mkfifo(book / "manuscript" / folder / "pipe.csv")
        for name in STRANGE_NAMES:
            Path(os.fsdecode(os.fsencode(book / "manuscript" / folder) + b"/" + name)).write_text(INTERVIEW)
    for name in ("artefacts.json", "last", "steps"):
        (book / ".cache").mkdir(exist_ok=True)
        os.mkfifo(book / ".cache" / name)
    assert file_fingerprint(book / "manuscript/data/pipe.csv") == ""
    assert main(["check", "-v", "--book", str(book)]) == 1
    lines = [it for it in "".join(capsys.readouterr()).split("\n") if "SRC-" in it]
    assert sorted(it.partition("SRC-")[2][:3] for it in lines) == 3 * ["002"] + 3 * len(STRANGE_NAMES) * ["006"]
    assert all(it.isprintable() for it in lines)
    assert [it.name for it in own_files(book / "manuscript", book)] == ["book.yaml", "kz-01.md", "one.md"]


def test_no_module_lists_a_books_files_by_itself() -> None:
    rooms = (
        "manuscript compose theme consent checks/house_style checks/references.py editions layout proof pages".split()
    )
    root = Path(__file__).parents[2] / "bookbuilder"
    files = {path for room in rooms for path in ((root / room).rglob("*.py") if "." not in room else [root / room])}
    listing = {
        it.relative_to(root).as_posix() for it in files if re.search(r"\.r?glob\(|os\.walk", it.read_text("utf-8"))
    }
    assert listing == LISTING_OTHERS


def test_a_plain_book_with_a_link_inside_itself_has_no_such_fault(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"manuscript/two.md": "# Two\n\nText.\n"})
    (book / "manuscript/one.md").unlink()
    (book / "manuscript/one.md").symlink_to("two.md")
    assert not [it for it in check(book).diagnostics if it.code in ("SRC-005", "BOK-004", "BOK-008")]


def test_a_picture_that_a_word_file_only_links_to_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_text(SECRET)
    (tmp_path / "media").mkdir()
    document = load(read_markdown(f"![A picture]({tmp_path}/secret.png)")[0])
    lines = place_pictures(document, tmp_path / "book", tmp_path / "book/manuscript/one.md", tmp_path / "media")
    assert "only links to" in lines[0][0] and not (tmp_path / "book").exists()


def test_nothing_is_written_or_removed_through_a_link_that_leads_out(tmp_path: Path) -> None:
    """Words of a withdrawn interview are removed from output/, which a sender may have laid upon somebody's documents."""
    book, documents = make_book(tmp_path / "book"), tmp_path / "documents"
    documents.mkdir()
    (documents / "letter.pdf").write_bytes(b"x")
    (book / "output").symlink_to(documents)
    with pytest.raises(UsageError, match="leads out of the book"):
        read_arguments(["pdf", "--book", str(book)])
    (book / "output").unlink()
    (book / "output").mkdir()
    (book / "output" / "approval").symlink_to(documents)
    (book / "output" / "site").symlink_to(documents)
    assert not list(_artefacts(book / "output"))
