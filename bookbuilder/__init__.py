"""Makes a monograph in print, EPUB and on the web of a folder of Markdown chapters, transcripts and references.

Four functions do for a program what the command line does for people. They print nothing, and raise nothing for a fault
of the book: faults come back as values, each with its code, its place in the author's file, and what to do.

    import bookbuilder

    built = bookbuilder.build("atlas", ["pdf", "epub"])
    for fault in built.diagnostics:
        print(fault)

Importing this costs nothing; what a function needs is imported when it is called.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from bookbuilder.cache import Steps
    from bookbuilder.diagnostics import Stage
    from bookbuilder.verbs import Built
    from bookbuilder.verbs.opening import Opened

__version__ = "0.1.0"
__all__ = ["build", "check", "open_book", "release"]


def build(
    folder: str | os.PathLike[str],
    formats: Sequence[str] = ("pdf", "epub", "html"),
    output: str | os.PathLike[str] | None = None,
    *,
    cache: str | os.PathLike[str] | None = None,
    workers: int = 2,
) -> Built:
    """Write editions of the book in a folder, each as a draft where errors stand in it.

    `formats` are names of editions: pdf, printer, cover, epub, html, docx, txt; any other name is a KeyError. They are
    written into `output`, the book's own output/ where it is left out. `cache` is a folder in which steps are remembered
    from one call to the next; nothing is remembered where it is left out. `workers` processes lay out chapters.

    Gives `artefacts` (format, path, pages, and errors where one is a draft) and `diagnostics` in reading order; an
    edition that could not be written is not among the artefacts. Raises OSError where a file cannot be written.
    """
    from bookbuilder import verbs

    book = _path(folder)
    return verbs.build(book, formats, _output(output, book), steps=_steps(cache, workers))


def check(
    folder: str | os.PathLike[str],
    *,
    cache: str | os.PathLike[str] | None = None,
    workers: int = 2,
    pages: bool = False,
) -> Built:
    """Read and compose the book in a folder and write nothing; with `pages` it is laid out, too.

    Gives every fault as `diagnostics`, in reading order; those with `severity` "error" stand against a release.
    """
    from bookbuilder import verbs

    return verbs.check(_path(folder), steps=_steps(cache, workers), pages=pages)


def release(
    folder: str | os.PathLike[str],
    output: str | os.PathLike[str] | None = None,
    *,
    stage: Stage | None = None,
    cache: str | os.PathLike[str] | None = None,
    workers: int = 2,
) -> Built:
    """Make the publisher's folder, OUTPUT/release/TITLE-VERSION/, or say every reason why not.

    `stage` is Stage.RELEASE where it is left out, and Stage.PROOF for a marked proof. The book's folder lies in a git
    repository, whose state is asked. Gives one artefact, the folder, or none; and the `diagnostics`, among them each
    reason against the release.
    """
    from bookbuilder import verbs
    from bookbuilder.diagnostics import Stage

    book, asked = _path(folder), stage or Stage.RELEASE
    return verbs.release(book, _output(output, book), stage=asked, steps=_steps(cache, workers))


def open_book(folder: str | os.PathLike[str], *, cache: str | os.PathLike[str] | None = None) -> Opened:
    """Read the manuscript in a folder and compose it, for a program that asks about the book itself.

    Gives `diagnostics` and `book`: `book.manuscript` (the author's files as values) and `book.publication` (documents in
    XHTML in reading order, contents, resources, quotations, index); `book` is None where it cannot be composed.
    """
    from bookbuilder.verbs.opening import open_book as opened

    return opened(_path(folder), _steps(cache))


def _path(folder: str | os.PathLike[str]) -> Path:
    from pathlib import Path

    return Path(folder).expanduser().resolve()


def _steps(cache: str | os.PathLike[str] | None, workers: int = 2) -> Steps:
    from bookbuilder.cache import Steps

    return Steps(_path(cache) if cache is not None else None, workers=workers)


def _output(folder: str | os.PathLike[str] | None, book: Path) -> Path:
    return _path(folder) if folder is not None else book / "output"


class _Library(type(sys)):  # type: ignore[misc]
    """This module; importing the room bookbuilder/release/ would else put it in the place of the function `release`."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, type(sys)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Library
