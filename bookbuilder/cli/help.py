"""The overview of all verbs, made from their declarations; each verb's own page is made by its parser."""

from __future__ import annotations

import textwrap

from bookbuilder.cli.options import BOOK, EXPLAIN, FORMAT, JOBS, OPEN, OUTPUT, VERBOSE, Option
from bookbuilder.cli.parser import WIDTH
from bookbuilder.cli.tree import VERBS
from bookbuilder.environment import FRONT, IS_CHECKOUT

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
