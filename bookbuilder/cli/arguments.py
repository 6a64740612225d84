"""From the words on the command line to a Request: a verb and its options, or the page of help that was asked for."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bookbuilder import __version__
from bookbuilder.cli.help import HELP, PAGES
from bookbuilder.cli.parser import Parser, UsageError
from bookbuilder.diagnostics import did_you_mean
from bookbuilder.environment import ROOT as FOLDER_OF_BUILD

ROOT = Path(FOLDER_OF_BUILD)

Verb = Literal[
    "pdf",
    "epub",
    "html",
    "all",
    "cover",
    "proof",
    "check",
    "interviews",
    "approval",
    "import",
    "docx",
    "queries",
    "release",
    "authors",
    "verify",
    "changes",
    "clean",
    "doctor",
    "test",
]
NAMES: tuple[Verb, ...] = (
    "pdf", "epub", "html", "all", "cover", "proof", "check", "interviews", "approval", "import", "docx", "queries", "release", "authors", "verify",
    "changes", "clean", "doctor", "test",
)  # fmt: skip
NEED_WORDS: tuple[Verb, ...] = ("import", "approval", "verify", "changes")
"""The verbs that say what they want to know when nothing else is said."""


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
    if arguments[0] in PAGES:
        if {"-h", "--help"} & set(arguments) or arguments[1:] == [] and arguments[0] in NEED_WORDS:
            return PAGES[arguments[0]]
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
        output=output_folder(found.output, book),
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


def _parser() -> argparse.ArgumentParser:
    parser = Parser()
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
    """The folder of the book that `--book` names, else this one; a folder that is no book raises UsageError."""
    book = Path(written).expanduser().resolve() if written else ROOT
    if not book.is_dir():
        siblings = [entry.name for entry in book.parent.iterdir() if entry.is_dir()] if book.parent.is_dir() else []
        guess = did_you_mean(book.name, siblings)
        raise UsageError(f"There is no folder {written}.{' ' + guess if guess else ''}")
    if not (book / "manuscript").is_dir():
        raise UsageError(
            f"{written or book} has no folder manuscript/, so it is no book. docs/editor.md tells what is."
        )
    return book


def output_folder(written: str, book: Path) -> Path:
    """The folder that `-o` names, else the book's own; a file's name raises UsageError."""
    if not written:
        return book / "output"
    output = Path(written).expanduser().resolve()
    if output.is_file() or output.suffix.lower() in (".pdf", ".epub", ".html"):
        raise UsageError(f"-o names a folder, and {written} is a file: each edition's file is named after the book.")
    return output


def existing_file(written: str) -> Path:
    """The path of a file that the call names; UsageError where there is none."""
    path = Path(written).expanduser().resolve()
    if not path.is_file():
        raise UsageError(f"There is no file {written}.")
    return path


def _positive(word: str) -> int:
    if not word.isdigit() or int(word) < 1:
        raise argparse.ArgumentTypeError(f'"{word}" is not a number of 1 or more')
    return int(word)
