"""From `new` and its options to a folder with a book in it."""

from __future__ import annotations

import sys
from pathlib import Path

from bookbuilder.cli.arguments import Request
from bookbuilder.cli.parser import UsageError
from bookbuilder.cli.report import short_path
from bookbuilder.environment import FRONT


def new(request: Request) -> int:
    """`new`: 0 where the book was begun; a folder or a choice that cannot be is a UsageError."""
    from bookbuilder.desk.new_book import NewBook, NewBookError, begin

    said = request.said
    folder = Path(said.folder).expanduser().resolve()
    book = NewBook(said.title or _asked_title(folder), said.lang, said.kind, said.style, said.author)
    try:
        written = begin(folder, book)
    except NewBookError as error:
        raise UsageError(str(error)) from error
    for path in written:
        print(f"Wrote {short_path(path)}")
    print(f'"{book.title}" is begun. Make its PDF with: {FRONT} pdf --book {short_path(folder)}')
    return 0


def _asked_title(folder: Path) -> str:
    """The title, asked for where somebody sits at a terminal; else the folder's name in words."""
    plain = folder.name.replace("-", " ").replace("_", " ").strip().capitalize() or "A book"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return plain
    return input(f"Title [{plain}]: ").strip() or plain
