"""Carries out `new` and `adopt`: a folder with a book in it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bookbuilder.cli.arguments import Request
from bookbuilder.cli.parser import UsageError
from bookbuilder.cli.report import short_path
from bookbuilder.diagnostics import counted
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
    print(f'"{book.title}" has been created. Make its PDF with: {FRONT} pdf --book {short_path(folder)}')
    return 0


def adopt(request: Request) -> int:
    """`adopt`: 0 where a book was made of the folder; a folder in which there is none is a UsageError."""
    from bookbuilder.desk.adopt import AdoptError, adopt as adopted_from
    from bookbuilder.desk.word_book import adopt_word_files, word_files

    given = Path(request.said.folder).expanduser().resolve()
    if not given.exists():
        raise UsageError(f"There is no folder {request.said.folder}.")
    beside = given.with_name(f"{given.name if given.is_dir() else given.stem}-book")
    target = Path(request.said.to).expanduser().resolve() if request.said.to else beside
    try:
        of_word = word_files(given)
        adopted = adopt_word_files(given, of_word, target) if of_word else adopted_from(given, target)
    except AdoptError as error:
        raise UsageError(str(error)) from error
    report = adopted.report
    if request.format == "json":
        lines = {"taken": report.taken, "changed": report.lines("changed"), "left": report.lines("left")}
        print(json.dumps({"ok": True, "book": str(adopted.folder), "kind": adopted.kind, **lines}, ensure_ascii=False))
        return 0
    for kind, lines_of in (
        ("taken", report.taken),
        ("changed", report.lines("changed")),
        ("left", report.lines("left")),
    ):
        for line in lines_of[:12]:
            print(f"{kind:8} {line}")
        if len(lines_of) > 12:
            print(f"{kind:8} … and {len(lines_of) - 12} more, in adopted.md")
    where = short_path(adopted.folder)
    print(
        f"Wrote {where}, a book of {counted(adopted.chapters, 'chapter')}. Make its PDF with: {FRONT} pdf --book {where}"
    )
    return 0


def _asked_title(folder: Path) -> str:
    """The title, asked for where somebody sits at a terminal; else the folder's name in words."""
    plain = folder.name.replace("-", " ").replace("_", " ").strip().capitalize() or "A book"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return plain
    return input(f"Title [{plain}]: ").strip() or plain
