"""Nothing outside a book is read: neither by a name, nor through a link, nor by an engine."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import pytest

from bookbuilder import source
from bookbuilder.cache import file_fingerprint
from bookbuilder.cli import main
from bookbuilder.cli.arguments import read_arguments
from bookbuilder.cli.parser import UsageError
from bookbuilder.consent.withdrawal import _artefacts
from bookbuilder.desk.word_in.pictures import place_pictures
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown
from bookbuilder.source import leads_out, own_file, own_files, read_source, strange_files
from bookbuilder.verbs import build, check
from tests.small_book import BOOK, INTERVIEW, make_book

SECRET = "Xanthippe"
"""Stands in every file outside the book."""


def test_a_path_leads_to_a_file_of_the_book_or_to_none(tmp_path: Path) -> None:
    book, outside = tmp_path / "book", tmp_path / "book-of-others"
    book.mkdir()
    outside.mkdir()
    (outside / "a.md").write_text(SECRET)
    (book / "b.md").write_text("b")
    (book / "own.md").symlink_to("b.md")
    (book / "out.md").symlink_to(outside / "a.md")
    (book / "folder").symlink_to(outside)
    (book / "loop.md").symlink_to("loop.md")
    os.mkfifo(book / "pipe.md")
    assert own_file(book / "own.md", book) == own_file(book / "b.md", book) is not None
    for name in ("out.md", "folder/a.md", "../book-of-others/a.md", str(outside / "a.md"), "loop.md", "pipe.md", "folder",
                 "a\0b", "x" * 5000, "none.md", "."):  # fmt: skip
        assert own_file(book / name, book) is None, name
    assert leads_out(book / "out.md", book) and not leads_out(book / "own.md", book)


@pytest.mark.parametrize("name", ["out.md", "pipe.md", "folder"])
def test_what_is_no_plain_file_of_the_book_is_a_fault_and_never_waited_for(tmp_path: Path, name: str) -> None:
    book = tmp_path / "book"
    (book / "folder").mkdir(parents=True)
    (tmp_path / "secret.md").write_text(SECRET)
    (book / "out.md").symlink_to(tmp_path / "secret.md")
    os.mkfifo(book / "pipe.md")
    (fault,) = read_source(book / name, book).diagnostics
    assert fault.code == ("SRC-005" if name == "out.md" else "SRC-002") and fault.location.file == name


def test_a_link_that_takes_a_files_place_before_it_is_opened_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, secret = tmp_path / "book", tmp_path / "secret.md"
    book.mkdir()
    secret.write_text(SECRET)
    (book / "a.md").write_text("words")

    def swap(path: Path, root: Path) -> bool:
        path.unlink()
        path.symlink_to(secret)
        return False

    monkeypatch.setattr(source, "leads_out", swap)
    read = read_source(book / "a.md", book)
    assert read.value is None and [it.code for it in read.diagnostics] == ["SRC-005"]


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


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _watched is not None and event in ("open", "os.listdir", "os.scandir", "shutil.copyfile"):
        _watched.append(str(arguments[0]) if isinstance(arguments[0], int) else os.path.realpath(f"{arguments[0]!s}"))


def _opened(folder: Path, formats: tuple[str, ...]) -> list[str]:
    """Every path outside of the book, the builder, its engines and its temporary files that a build opens."""
    global _watched
    if not getattr(sys, "_tests_of_own_files", False):
        sys.addaudithook(_hook)  # it cannot be taken away again
        sys._tests_of_own_files = True  # type: ignore[attr-defined]
    _watched, book, temporary = [], folder / "book", tempfile.tempdir
    tempfile.tempdir = str(folder / "temporary")
    (folder / "temporary").mkdir()
    try:
        check(book)
        build(book, formats, folder / "out", workers=1)
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
    own += [os.environ.get("BOOKBUILDER_KEY_FOLDER", "/dev/null"), f"{tempfile.gettempdir()}/weasyprint-"]
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
