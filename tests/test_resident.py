"""A builder that stays gives, after each edit of each kind of file, the bytes that a fresh one gives from nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bookbuilder import resident
from bookbuilder.citations import independent_style
from bookbuilder.environment import ROOT
from bookbuilder.verbs import build
from tests.small_book import REFERENCES, make_book

pytestmark = [
    pytest.mark.slow,
    pytest.mark.pango,
    pytest.mark.skipif(os.name == "nt", reason="a socket of the file system"),
]

CHAPTER = '# One\n\nText [@boonstra2018, p. {n}].\n\n![A square](figures/square.svg){{#fig-square alt="A square"}}\n\nSee @fig-square.\n'
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><title>Square</title><rect width="{n}" height="9"/></svg>'
TRANSCRIPT = """\
---
code: kz-01
description: An official {n}
date: 2024-01-02
language: en-GB
{withdrawn}---

::: {{.question #q1}}
What came?
:::

::: {{.answer #q1a}}
Water number {n}.
:::
"""
EDITS = int(os.environ.get("BOOKBUILDER_EDITS", "8"))
"""How many edits; 200 were made by hand."""


def text(book: Path, n: int) -> None:
    (book / "manuscript/one.md").write_text(CHAPTER.format(n=10 + n))


def references(book: Path, n: int) -> None:
    (book / "references.yaml").write_text(REFERENCES.replace("A Title for Tests", f"A Title for Tests {n}"))


def picture(book: Path, n: int) -> None:
    (book / "manuscript/figures/square.svg").write_text(SQUARE.format(n=n % 9 + 1))


def style(book: Path, n: int) -> None:
    whole = Path(ROOT, "styles/print.css").read_text()
    make_file(book / "styles/print.css", f"{whole}\np {{ padding-left: {n % 9}pt }}\n")


def template(book: Path, n: int) -> None:
    whole = Path(ROOT, "templates/pages/title.xhtml").read_text()
    make_file(book / "templates/pages/title.xhtml", whole.replace("</section>", f"<p>Edition {n % 9}</p></section>"))


def settings(book: Path, n: int) -> None:
    path = book / "manuscript/book.yaml"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("subtitle")]
    path.write_text("\n".join([*lines, f"subtitle: Number {n}"]) + "\n")


def metadata(book: Path, n: int) -> None:
    path = book / "manuscript/one.md"
    text = path.read_text()
    path.write_text(f"---\nshort-title: Short {n}\n---\n\n{text[text.index('# One') :]}")


def remedies(book: Path, n: int) -> None:
    make_file(
        book / "manuscript/remedies.yaml",
        f"remedies:\n  - at: fig-square\n    break-before: page\n  - at: Text\n    tracking: {n % 9}\n",
    )


def citation_style(book: Path, n: int) -> None:
    whole = independent_style("apa").read_text()
    make_file(book / "styles/csl/own.csl", whole.replace('delimiter="; "', f'delimiter="{",;"[n % 2]} "'))
    settings = book / "manuscript/book.yaml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("csl")]
    settings.write_text("\n".join([*lines, "csl: own"]) + "\n")


def transcript(book: Path, n: int) -> None:
    make_file(
        book / "manuscript/interviews/kz-01.md",
        TRANSCRIPT.format(n=n, withdrawn="withdrawn: 2024-05-01\n" if n % 3 == 2 else ""),
    )


def same_time(book: Path, n: int) -> None:
    """The chapter again, as long as before and with the time that it had."""
    path = book / "manuscript/one.md"
    before = path.stat()
    path.write_text(path.read_text().replace("Text", "Task") if "Text" in path.read_text() else CHAPTER.format(n=10))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def make_file(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


KINDS: list[Callable[[Path, int], None]] = [
    text,
    references,
    picture,
    style,
    template,
    settings,
    metadata,
    remedies,
    citation_style,
    transcript,
    same_time,
]


@pytest.fixture
def book(tmp_path) -> Iterator[Path]:
    files = {"manuscript/one.md": CHAPTER.format(n=10), "manuscript/figures/square.svg": SQUARE.format(n=9)}
    folder = make_book(tmp_path / "b", files)
    words = [sys.executable, str(Path(ROOT, "build.py")), "preview", "--book", str(folder), "--jobs", "1"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout and "http://127.0.0.1:" in process.stdout.readline()
    until = time.monotonic() + 120
    while not resident._socket(str(folder / ".cache")):
        assert time.monotonic() < until
        time.sleep(0.05)
    yield folder
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    process.stdout.close()


@pytest.mark.long
def test_it_gives_what_a_fresh_builder_gives_after_every_kind_of_edit(book, tmp_path, monkeypatch):
    monkeypatch.setattr(resident, "PATIENCE", 120)
    chance = random.Random(7)
    kinds = [*KINDS, *chance.choices(KINDS, k=max(0, EDITS - len(KINDS)))]
    for number, edit in enumerate(kinds[:EDITS]):
        edit(book, number)
        code = _asked(book, kinds[max(0, number - 6) : number + 1])
        fresh = tmp_path / f"fresh-{number}"  # at a path of its own, by which this process remembers nothing
        shutil.copytree(book, fresh, ignore=shutil.ignore_patterns("output", ".cache"))
        built = build(fresh, ("pdf",), tmp_path / "out")
        expected = built.artefacts[0].path
        assert code in (0, 3), edit.__name__
        assert (book / "output" / expected.name).read_bytes() == expected.read_bytes(), edit.__name__
        shutil.rmtree(fresh)


def _asked(book: Path, edits: list[Callable[[Path, int], None]]) -> int | None:
    """What the builder that stays answers; behind a withdrawal it ends, as does one that was interrupted meanwhile, and the
    next one answers as soon as it is there."""
    call = ["pdf", "--book", str(book), "--jobs", "1"]
    code, until = resident.ask(call), time.monotonic() + 30
    while code is None and transcript in edits and time.monotonic() < until:
        time.sleep(0.2)
        code = resident.ask(call)
    return code
