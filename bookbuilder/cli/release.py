"""From the words after `release`, `verify` and `changes` to the publisher's folder, to what is wrong with one, and to what changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bookbuilder import doctor
from bookbuilder.cli import belongings, report
from bookbuilder.cli.arguments import Request, UsageError, book_folder
from bookbuilder.cli.progress import Progress
from bookbuilder.diagnostics import errors

if TYPE_CHECKING:
    from bookbuilder.release.text_record import Text

RELEASE_HELP = """\
python build.py release [options]

Makes the publisher's folder, output/release/TITLE-VERSION/: the printer's and
the reader's PDF, the EPUB, the web edition, the cover, the metadata, what was
checked, and a manifest. Whatever stands against a release is told at once, and
then nothing is written.

  --proof           a proof for authors and reviewers: marked on every page, in
                    file names and in metadata; it may quote specimens
  -o, --output DIR  put release/ into this folder instead of output/
  --book DIR        the book's folder
  --jobs N          work on N chapters at a time
  --explain         say which steps ran and why, and which were kept
  --format json     tell it as JSON for programs
"""

AUTHORS_HELP = """\
python build.py authors [CHAPTER ...] [options]

Writes what authors get, into output/authors/: a PDF of each chapter with a
title page, the page numbers of the book, how to cite it and its own
bibliography; and, where no chapter is named, the whole book as a Word file
for copy-editing.

  -o, --output DIR  put authors/ into this folder instead of output/
  --book DIR        the book's folder
"""

VERIFY_HELP = """\
python build.py verify FOLDER [options]

Tells whether a publisher's folder is as it was made: every file's sum, the
manifest, and no file too many.

  --rebuild         make it again from its own commit and compare: the engines
                    first, then every byte
  --book DIR        the book's folder, for --rebuild
"""

CHANGES_HELP = """\
python build.py changes BEFORE AFTER [options]

Writes for the editor what changed between two releases, as output/changes-
BEFORE-AFTER.html: words, sources, excerpts, figures and pages, by chapter.
BEFORE and AFTER are versions that lie in output/release/, folders of releases,
or tags and commits of git, which are laid out anew.

  -o, --output DIR  where the page goes, and where release/ lies
  --book DIR        the book's folder
"""


def release(request: Request) -> int:
    """`release`: 0 the folder is written, 1 something stands against it, 2 Pango or git is missing."""
    if request.rest[:1] and request.rest[0] in ("-h", "--help"):
        print(RELEASE_HELP)
        return 0
    parser = _Parser("release")
    parser.add_argument("--proof", action="store_true")
    parser.add_argument("-o", "--output", default="")
    parser.add_argument("--book", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    found = parser.parse_args(list(request.rest))
    folder = book_folder(found.book)
    output = _output(found.output, folder)
    pango = doctor.pango()
    if not pango.present:
        print(f"{pango.name} is missing ({pango.detail}). {pango.cost} To have it: {pango.remedy}", file=sys.stderr)
        return 2

    from bookbuilder import pipeline

    cache = folder / ".cache"
    belongings.claim_cache(cache)
    with Progress(found.verbose) as progress:
        built = pipeline.release(folder, output, proof=found.proof, cache=cache, workers=max(1, found.jobs), listen=progress)
    unwritten = () if built.artefacts else (f"output/release/{' (proof)' if found.proof else ''}",)
    if found.format == "json":
        report.tell_json(bool(built.artefacts), built.diagnostics, built.artefacts, unwritten, (), built.ran if found.explain else None)
    else:
        if found.explain:
            report.tell_steps(built.ran)
        report.tell_text(built.diagnostics, built.artefacts, unwritten, ())
    return 0 if built.artefacts else 1


def authors(request: Request) -> int:
    """`authors`: the copies are written, or the faults that keep them."""
    if request.rest[:1] and request.rest[0] in ("-h", "--help"):
        print(AUTHORS_HELP)
        return 0
    parser = _Parser("authors")
    parser.add_argument("chapters", nargs="*")
    parser.add_argument("-o", "--output", default="")
    parser.add_argument("--book", default="")
    found = parser.parse_args(list(request.rest))
    folder = book_folder(found.book)

    from bookbuilder import pipeline

    cache = folder / ".cache"
    belongings.claim_cache(cache)
    with Progress(False) as progress:
        built = pipeline.author_copies(folder, found.chapters, _output(found.output, folder), cache=cache, listen=progress)
    belongings.remember(cache, built.artefacts)
    report.tell_text(built.diagnostics, built.artefacts, () if built.artefacts else ("output/authors/",), ())
    return 0 if built.artefacts and not errors(built.diagnostics) else 1


def verify(request: Request) -> int:
    """`verify`: 0 the folder is as it was made, 1 it is not."""
    if not request.rest or request.rest[0] in ("-h", "--help"):
        print(VERIFY_HELP)
        return 0
    parser = _Parser("verify")
    parser.add_argument("folder")
    parser.add_argument("--rebuild", action="store_true")
    parser.add_argument("--book", default="")
    found = parser.parse_args(list(request.rest))
    folder = Path(found.folder).expanduser().resolve()
    if not folder.is_dir():
        raise UsageError(f"There is no folder {found.folder}.")

    from bookbuilder.release.verify import rebuild
    from bookbuilder.release.verify import verify as compared

    verdict = compared(folder)
    for fault in verdict.faults:
        print(fault, file=sys.stderr)
    if verdict.faults:
        return 1
    print(f"{folder.name} is as it was made: {verdict.files} files.")
    if not found.rebuild:
        return 0
    again = rebuild(folder, book_folder(found.book), _make)
    for fault in again.faults:
        print(fault, file=sys.stderr)
    if again.faults:
        return 1
    print(f"Made again from its commit, on the same engines: {again.files} files, the same bytes.")
    return 0


def _make(folder: Path, output: Path, commit: str, moment: str, proof: bool) -> Path | None:
    from bookbuilder import pipeline
    from bookbuilder.release import State

    with Progress(False) as progress:
        built = pipeline.release(folder, output, state=State(commit, moment), proof=proof, listen=progress)
    for fault in errors(built.diagnostics):
        print(fault, file=sys.stderr)
    return built.artefacts[0].path if built.artefacts else None


def changes(request: Request) -> int:
    """`changes`: the page is written, or one sentence says which of the two there is not."""
    if len(request.rest) < 2 or request.rest[0] in ("-h", "--help"):
        print(CHANGES_HELP)
        return 0 if request.rest[:1] and request.rest[0] in ("-h", "--help") else 2
    parser = _Parser("changes")
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("-o", "--output", default="")
    parser.add_argument("--book", default="")
    found = parser.parse_args(list(request.rest))
    folder = book_folder(found.book)
    output = _output(found.output, folder)

    from bookbuilder.cache import whole_file
    from bookbuilder.compose.templates import Theme
    from bookbuilder.release.changes_page import changes_page

    texts = [_text(name, folder, output) for name in (found.before, found.after)]
    before, after = (Path(name).name for name in (found.before, found.after))
    page = changes_page(texts[0], before, texts[1], after, Theme(folder))
    for fault in page.diagnostics:
        print(fault, file=sys.stderr)
    if errors(page.diagnostics):
        return 1
    path = output / f"changes-{before}-{after}.html".replace("/", "-")
    whole_file(path, page.value.encode())
    belongings.claim_cache(folder / ".cache")
    print(f"Wrote {report.short_path(path)}.")
    return 0


def _text(name: str, folder: Path, output: Path) -> Text:
    """The text of a release's folder, of a version in output/release/, or of a commit."""
    from bookbuilder.release.text_record import from_json

    places = [Path(name).expanduser(), *sorted((output / "release").glob(f"*-{name}")), *sorted((output / "release").glob(f"*-{name}-PROOF"))]
    for place in places:
        record = place / "checks" / "text.json"
        if record.is_file():
            try:
                return from_json(record.read_bytes())
            except (ValueError, KeyError, TypeError):
                raise UsageError(f"{record} cannot be read.") from None

    from bookbuilder import pipeline

    with Progress(False) as progress:
        text = pipeline.text_at(folder, name, cache=folder / ".cache", listen=progress)
    if text is None:
        made = ", ".join(sorted(it.name for it in (output / "release").glob("*") if it.is_dir())) or "none"
        raise UsageError(f'"{name}" is no release and no commit that can be composed. Releases here: {made}.')
    return text


def _output(written: str, folder: Path) -> Path:
    return Path(written).expanduser().resolve() if written else folder / "output"


class _Parser(argparse.ArgumentParser):
    """argparse, but for its exit: a mistake in the call is a UsageError."""

    def __init__(self, verb: str) -> None:
        super().__init__(prog=f"build.py {verb}", add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. python {self.prog} --help tells what can be asked.")
