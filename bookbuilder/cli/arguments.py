"""Turns the words on the command line into a Request: a verb and its options, or the page of help that was asked for, which is made here."""

from __future__ import annotations

import argparse
import os
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bookbuilder import __version__
from bookbuilder.cli.options import BOOK, EXPLAIN, FORMAT, JOBS, OPEN, OUTPUT, VERBOSE, Option
from bookbuilder.cli.parser import WIDTH, UsageError, page, parser
from bookbuilder.cli.tree import NAMES, VERBS, verb
from bookbuilder.diagnostics import did_you_mean
from bookbuilder.environment import FRONT, HOME, IS_CHECKOUT, OFFLINE, cache_of
from bookbuilder.source import leads_out

if TYPE_CHECKING:
    from bookbuilder.cache import Ran, Steps

ONLY_READ = frozenset(("check", "preview"))
"""Verbs that know an output folder and put nothing into it."""
VALUED = frozenset(
    name for it in VERBS for option in it.options for name in option.names if option.settings.get("action") is None
)
"""Options that are followed by a value."""

FETCHING = ("pictures", "online", "fonts", "install")
"""The verb and the options that ask the internet; what a book needs of packages was settled by the front door."""


@dataclass(frozen=True)
class Request:
    """What one call asks for; an option that its verb does not have is as it is where nobody asks for it."""

    verb: str
    book: Path = Path(HOME)
    output: Path = Path(HOME) / "output"
    open: bool = False
    format: Literal["text", "json"] = "text"
    """How mistakes are reported."""
    verbose: bool = False
    """Whether to name every step as it is done."""
    explain: bool = False
    """Whether to report at the end what ran and why."""
    jobs: int = 2
    """How many chapters are worked on at a time."""
    said: argparse.Namespace = field(default_factory=argparse.Namespace)
    """Every option and word of the verb, by its name."""
    rest: tuple[str, ...] = ()
    """What `test` hands to pytest."""

    @property
    def cache(self) -> Path:
        """Where the book's steps are remembered."""
        return Path(cache_of(str(self.book)))

    def steps(self, listen: Callable[[Ran], None] = lambda ran: None) -> Steps:
        """The book's steps, remembered there; `listen` hears of each."""
        from bookbuilder.cache import Steps

        return Steps(self.cache, listen, self.jobs)


def read_arguments(arguments: list[str]) -> Request | str:
    """The request, or the text to show instead of doing anything; a call that makes no sense raises UsageError."""
    is_offline = OFFLINE in arguments
    arguments = [word for word in arguments if word != OFFLINE]
    words = _verb_first(arguments)
    if not words or words[0] in ("-h", "--help"):
        return overview()
    if words[0] == "--version":
        return f"The book builder {__version__}"
    if words[0] == "help":
        return page(_known(words[1])) if words[1:] else overview()
    name = _known(words[0])
    if name == "test":
        if arguments[0] != "test":
            raise UsageError(f'Write "test" first, then what pytest should know: {FRONT} test -k notes')
        return Request("test", rest=tuple(arguments[1:]))
    if words[:2] == ["import", "refs"]:
        name, words = "import refs", ["import refs", *words[2:]]
    if {"-h", "--help"} & set(words) or verb(name).needs_words and not words[1:]:
        return page(name)
    said = parser().parse_args(words)
    has = vars(said)
    fetching = [name] if name in FETCHING else [f"--{it}" for it in FETCHING if it in has and has[it]]
    if is_offline and fetching:
        raise UsageError(f"Nothing is fetched with {OFFLINE}, and {fetching[0]} fetches: leave one of the two out.")
    book = book_folder(has["book"]) if "book" in has else Path(HOME)
    given = {key: has[key] for key in ("open", "format", "verbose", "explain", "jobs") if key in has}
    output = output_folder(has["output"], book) if "output" in has else book / "output"
    if "output" in has and not has["output"] and name not in ONLY_READ and not os.access(book, os.W_OK):
        raise UsageError(f"{book} cannot be written: name a folder for what is made with -o.")
    return Request(name, book=book, output=output, said=said, **given)


def _verb_first(arguments: list[str]) -> list[str]:
    """The words with the verb before its options, wherever it was written."""
    words = iter(enumerate(arguments))
    for number, word in words:
        if word in VALUED:
            next(words, None)
        elif not word.startswith("-"):
            return [word, *arguments[:number], *arguments[number + 1 :]]
    if arguments and not {"-h", "--help", "--version"} & set(arguments):
        raise UsageError(f"Name a verb: {', '.join(NAMES)}. For example: {FRONT} pdf")
    return [word for word in arguments if word in ("-h", "--help", "--version")]


def _known(word: str) -> str:
    if word in NAMES:
        return word
    guess = did_you_mean(word, NAMES) or f"There are: {', '.join(NAMES)}."
    raise UsageError(f'There is no verb "{word}". {guess} {FRONT} --help explains each one.')


def book_folder(written: str) -> Path:
    """The folder of the book that `--book` names, else this one; a folder that is not a book raises UsageError."""
    book = Path(written).expanduser().resolve() if written else Path(HOME)
    if not book.is_dir():
        siblings = [entry.name for entry in book.parent.iterdir() if entry.is_dir()] if book.parent.is_dir() else []
        guess = did_you_mean(book.name, siblings)
        raise UsageError(f"There is no folder {written}.{' ' + guess if guess else ''}")
    if not (book / "manuscript").is_dir():
        remedy = f"docs/editor.md explains what makes a book, and {FRONT} new begins one."
        if any(entry.suffix.lower() in (".md", ".qmd", ".rmd", ".yml") for entry in book.iterdir()):
            remedy = f"{FRONT} adopt {written or book} makes a book of its chapters, beside it."
        raise UsageError(f"{written or book} has no folder manuscript/, so it is not a book. {remedy}")
    return book


def output_folder(written: str, book: Path) -> Path:
    """The folder that `-o` names, else the book's own; a file's name raises UsageError."""
    if not written:
        if leads_out(book / "output", book):
            raise UsageError("output/ is a link that leads out of the book's folder: name that folder with -o.")
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


COMMON = (OUTPUT, OPEN, BOOK, FORMAT, EXPLAIN, VERBOSE, JOBS)
"""The options that most verbs have."""

SET_UP = """\
The first call sets up what is needed in the folder .venv/, which takes a
minute; charts and checkers come when a book first needs them.

"""

OVERVIEW = """\
{front} VERB [options]

Makes a book from the chapters in manuscript/ and the sources in
references.yaml.

What do you want?
{verbs}

How? Most verbs have these; {front} VERB --help lists all of a verb's.
{options}
  --offline             fetch nothing: say which packages are lacking, and stop
  --version             print the version
  -h, --help            this page; after a verb, the verb's own

For example
  {front} pdf                      the PDF, in output/
  {front} all --open               all three, and show them
  {front} check                    only the mistakes
  {front} epub --book ../atlas     the EPUB of the book in ../atlas

{set_up}A mistake in the book is reported in one line, such as
  manuscript/02-trade.md:14:9: error CODE: what is wrong, and what to do
where 14 is the line and 9 the place in it. While an error stands, a draft is
written next to the last good edition, with the error marked where it stands.

More in docs/: editor.md (writing), typesetter.md (looks), publisher.md (the
finished files).
"""


def overview() -> str:
    """The page that `--help` shows."""
    verbs = "\n".join(_row(it.name, it.purpose.format(front=FRONT), 12) for it in VERBS if it.listed)
    options = "\n".join(_row(_written(it), it.help, 24) for it in COMMON)
    return OVERVIEW.format(front=FRONT, verbs=verbs, options=options, set_up=SET_UP if IS_CHECKOUT else "")


def _written(option: Option) -> str:
    """-o, --output DIR"""
    metavar = f" {option.settings['metavar']}" if "metavar" in option.settings else ""
    return f"{', '.join(option.names)}{metavar}"


def _row(name: str, text: str, room: int) -> str:
    """A name, and what is said of it beside it."""
    lines = textwrap.wrap(text, WIDTH - room)
    head = f"  {name}"
    first = f"{head:{room}}{lines[0]}" if len(head) < room else f"{head}\n{'':{room}}{lines[0]}"
    return "\n".join([first, *(f"{'':{room}}{line}" for line in lines[1:])])
