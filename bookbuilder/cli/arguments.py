"""From the words on the command line to a Request: a verb and its options, or the page of help that was asked for."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from bookbuilder import __version__
from bookbuilder.diagnostics import did_you_mean
from bookbuilder.environment import ROOT as FOLDER_OF_BUILD

ROOT = Path(FOLDER_OF_BUILD)

HELP = """\
python build.py VERB [options]

Makes a book from the chapters in manuscript/ and the sources in
references.yaml.

What do you want?
  pdf       the printed book, as a PDF; with --printer the printer's file too
  epub      the book for e-readers and telephones
  html      the book as a web site, one page a chapter
  all       all three
  cover     the cover: its front as pictures, and the sheet for the printer
  proof     the pages of the PDF as pictures with every fault marked, and the
            copy that authors correct
  check     look for mistakes and write nothing
  interviews
            show who is quoted where, and what is approved
  approval  make what an expert signs: python build.py approval kz-01
  import    take in what others deliver: Word files, references as BibTeX,
            RIS or CSL JSON; python build.py import --help tells more
  docx      chapters as Word files, in output/docx/: python build.py docx
            03-trade, or all of them
  queries   list the questions to authors that stand in the chapters, and
            take in their answers: python build.py queries --answers FILE
  release   the publisher's folder, checked and complete; with --proof, one for
            authors and reviewers
  authors   what authors get: a PDF of each chapter, the book as a Word file
  verify    whether a publisher's folder is as it was made
  changes   what changed between two releases: python build.py changes 1.0 1.1
  clean     remove what was built and is remembered; your own files stay
  doctor    tell what is installed, what is missing and what that costs
  test      run the tests of the book builder itself

How?
  -o, --output DIR      put the result into this folder instead of output/
  --open                show the result when it is ready
  --printer             pdf: the printer's file beside the reader's, in CMYK,
                        with bleed and in whole sheets
  --book DIR            build another book: a folder with its own manuscript/
                        and references.yaml
  --format text|json    tell mistakes a line each for people (the usual), or
                        as JSON for programs
  --explain             say which steps ran and why, and which were kept
  --citations           check: let Pandoc format every citation too, and list
                        where the two differ
  --spelling            check: every word by the dictionaries, too
  --fix                 check: mend what is safe to mend, and say what
  --artefacts           check: have the field's checkers look at the finished
                        EPUB and web edition; with --install, bring them first
  -v, --verbose         name every step as it is done
  --jobs N              work on N chapters at a time (the usual: one for each
                        processor, at most 4)
  --version             tell the version
  -h, --help            this page

For example
  python build.py pdf                      the PDF, in output/
  python build.py all --open               all three, and show them
  python build.py check                    only the mistakes
  python build.py epub --book ../atlas     the EPUB of the book in ../atlas
  python build.py test -k notes            the tests named after notes

The first call sets up what is needed in the folder .venv/, which takes a
minute or two. A mistake in the book is told in one line, such as
  manuscript/02-trade.md:14:9: error CODE: what is wrong, and what to do
where 14 is the line and 9 the place in it. No edition is written while an
error stands in it; the last good one stays.

More in docs/: editor.md (writing), typesetter.md (looks), publisher.md (the
finished files).
"""

Verb = Literal["pdf", "epub", "html", "all", "cover", "proof", "check", "interviews", "approval", "import", "docx", "queries", "release", "authors", "verify", "changes", "clean", "doctor", "test"]
NAMES: tuple[Verb, ...] = (
    "pdf", "epub", "html", "all", "cover", "proof", "check", "interviews", "approval", "import", "docx", "queries", "release", "authors", "verify",
    "changes", "clean", "doctor", "test",
)  # fmt: skip
DESK: tuple[Verb, ...] = ("import", "docx", "queries", "interviews", "approval", "release", "authors", "verify", "changes")
"""The verbs of the editor's desk and of the publisher's, which read their own words."""


class UsageError(Exception):
    """The call can't be understood; the message says how to write it."""


@dataclass(frozen=True)
class Request:
    """What one call asks for."""

    verb: Verb
    """What to do."""
    book: Path = ROOT
    """The book's folder."""
    output: Path = ROOT / "output"
    """Where artefacts go."""
    open: bool = False
    """Whether to show what was made."""
    format: Literal["text", "json"] = "text"
    """How mistakes are told."""
    verbose: bool = False
    """Whether to name every step as it is done."""
    explain: bool = False
    """Whether to tell at the end what ran and why."""
    jobs: int = 2
    """How many chapters are worked on at a time."""
    citations: bool = False
    """Whether `check` asks Pandoc for a second opinion."""
    spelling: bool = False
    """Whether `check` looks up every word."""
    printer: bool = False
    """Whether `pdf` writes the printer's file too."""
    fix: bool = False
    """Whether `check` mends what is safe to mend."""
    artefacts: bool = False
    """Whether `check` has the field's checkers look at the finished EPUB and web edition."""
    install: bool = False
    """Whether it installs those that npm brings."""
    rest: tuple[str, ...] = ()
    """What `test` hands to pytest, and what the verbs of the editor's desk read themselves."""

    @property
    def cache(self) -> Path:
        """Where the book's steps are remembered."""
        return self.book / ".cache"


def read_arguments(arguments: list[str]) -> Request | str:
    """The request, or the text to show instead of doing anything; a call that makes no sense raises UsageError."""
    if not arguments or arguments[0] == "help":
        return HELP
    if arguments[0] == "test":
        return Request("test", rest=tuple(arguments[1:]))
    if arguments[0] in DESK:
        return Request(_verb(arguments[0]), rest=tuple(arguments[1:]))
    found = _parser().parse_args(arguments)
    if found.help:
        return HELP
    if found.version:
        return f"The book builder {__version__}"
    verb = _verb(found.verb)
    book = book_folder(found.book)
    return Request(
        verb,
        book=book,
        output=_output(found.output, book),
        open=found.open,
        format=found.format,
        verbose=found.verbose,
        explain=found.explain,
        jobs=found.jobs,
        citations=found.citations,
        spelling=found.spelling,
        printer=found.printer,
        fix=found.fix,
        artefacts=found.artefacts or found.install,
        install=found.install,
    )


class _Parser(argparse.ArgumentParser):
    """argparse, but for its exit: a mistake in the call is a UsageError, told like every other."""

    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized arguments: "):
            word = message.removeprefix("unrecognized arguments: ").split()[0]
            if word.startswith("-"):
                guess = did_you_mean(word, [option for action in self._actions for option in action.option_strings])
                message = f'There is no option "{word}".{" " + guess if guess else ""}'
            else:
                message = f'"{word}" is one word too many: one call, one verb.'
        else:
            message = f"{message[:1].upper()}{message[1:]}."
        raise UsageError(f"{message} python build.py --help tells what can be asked.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="build.py", add_help=False, allow_abbrev=False)
    parser.add_argument("verb", nargs="?", default="")
    parser.add_argument("-o", "--output", default="", metavar="DIR")
    parser.add_argument("--book", default="", metavar="DIR")
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--jobs", type=_positive, default=max(1, min(4, os.cpu_count() or 1)), metavar="N")
    parser.add_argument("--citations", action="store_true")
    parser.add_argument("--spelling", action="store_true")
    parser.add_argument("--printer", action="store_true")
    parser.add_argument("--fix", action="store_true")
    parser.add_argument("--artefacts", action="store_true")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("-h", "--help", action="store_true")
    return parser


def _verb(word: str) -> Verb:
    if not word:
        raise UsageError(f"Say what you want: {', '.join(NAMES)}. For example: python build.py pdf")
    if word == "test":
        raise UsageError('Write "test" first, then what pytest shall know: python build.py test -k notes')
    for name in NAMES:
        if word == name:
            return name
    guess = did_you_mean(word, NAMES) or f"There are: {', '.join(NAMES)}."
    raise UsageError(f'There is no verb "{word}". {guess} python build.py --help tells what each one does.')


def book_folder(written: str) -> Path:
    book = Path(written).expanduser().resolve() if written else ROOT
    if not book.is_dir():
        siblings = [entry.name for entry in book.parent.iterdir() if entry.is_dir()] if book.parent.is_dir() else []
        guess = did_you_mean(book.name, siblings)
        raise UsageError(f"There is no folder {written}.{' ' + guess if guess else ''}")
    if not (book / "manuscript").is_dir():
        raise UsageError(f"{written or book} has no folder manuscript/, so it is no book. docs/editor.md tells what is.")
    return book


def _output(written: str, book: Path) -> Path:
    if not written:
        return book / "output"
    output = Path(written).expanduser().resolve()
    if output.is_file() or output.suffix.lower() in (".pdf", ".epub", ".html"):
        raise UsageError(f"-o names a folder, and {written} is a file: each edition's file is named after the book.")
    return output


def _positive(word: str) -> int:
    if not word.isdigit() or int(word) < 1:
        raise argparse.ArgumentTypeError(f'"{word}" is not a number of 1 or more')
    return int(word)
