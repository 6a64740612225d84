"""Changes a copy of a book in every kind of file, and holds each file that a build makes of it against one made cold.

    python benchmarks/edits.py [--book DIR] [--edits 20] [--seed 1] [--verb pdf]

After each edit the book is built over what the builds before it have kept, and beside it from nothing; every file in
output/ must have the same SHA-256. Prints a line an edit, with the seconds of processor of both; exit code 1 where one
differs. Twenty edits of the shipped book take some twenty minutes of processor: it is run by hand.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ("manuscript", "references.yaml", "citations.accepted.yaml", "templates", "styles")


def main() -> None:
    """Make the edits one after another, and say of each whether all files are the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--book", type=Path, default=ROOT)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verb", default="pdf")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    apart = 0
    with tempfile.TemporaryDirectory(prefix="edits-") as name:
        book = Path(name) / "book"
        _copy(asked.book.resolve(), book)
        _built(book, asked.verb)
        for number in range(asked.edits):
            kind = KINDS[number % len(KINDS)]
            what = kind(book, chance, number)
            kept, quick = _built(book, asked.verb)
            _copy(book, Path(name) / "cold")
            cold, slow = _built(Path(name) / "cold", asked.verb)
            others = sorted(it for it in kept.keys() | cold.keys() if kept.get(it) != cold.get(it))
            apart += bool(others)
            said = f"DIFFERS: {', '.join(others)}" if others else f"{len(kept)} files the same"
            print(f"{number + 1:3} {what:60.60} {quick:6.2f} s, cold {slow:6.2f} s, {said}", flush=True)
    raise SystemExit(1 if apart else 0)


def _copy(book: Path, to: Path) -> None:
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    for name in SHARED:
        if (book / name).is_dir() and not (book == ROOT and name in ("templates", "styles")):
            shutil.copytree(book / name, to / name)
        elif (book / name).is_file():
            shutil.copy(book / name, to / name)


def _built(book: Path, verb: str) -> tuple[dict[str, str], float]:
    """The sum of each file in output/, and the seconds of processor that the build took with its children."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *verb.split(), "--book", str(book)], cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"The build of {book} has ended with {process.returncode}.")
    output = book / "output"
    sums = {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }
    return sums, used.ru_utime + used.ru_stime


def _text(book: Path, chance: random.Random, number: int) -> str:
    path = chance.choice(_chapters(book))
    return f"a sentence more in {_beside(path, chance, f'Sentence {number} is new. ')}"


def _chapters(book: Path) -> list[Path]:
    """The files that begin with a title, but for transcripts, whose words are quoted, and the house's style."""
    found = sorted((book / "manuscript").rglob("*.md"))
    return [
        it
        for it in found
        if it.parent.name != "interviews" and it.name != "STYLE.md" and re.search("(?m)^# ", it.read_text("utf-8"))
    ]


def _note(book: Path, chance: random.Random, number: int) -> str:
    path = chance.choice(_chapters(book))
    return f"a note more in {_beside(path, chance, f'A note is new.^[It is number {number}.] ')}"


def _beside(path: Path, chance: random.Random, words: str) -> str:
    """Put words before a paragraph of a file."""
    text = path.read_text(encoding="utf-8")
    places = [it.end() for it in re.finditer(r"\n\n(?=[A-Z][a-z]+ [a-z])", text)]
    if places:
        at = chance.choice(places)
        path.write_text(text[:at] + words + text[at:], encoding="utf-8")
    return path.name


def _shorter(book: Path, chance: random.Random, number: int) -> str:
    """Take a paragraph without marks out."""
    chapters = _chapters(book)
    for path in chance.sample(chapters, k=len(chapters)):
        text = path.read_text(encoding="utf-8")
        places = list(re.finditer(r"(?<=\n\n)[A-Z][a-z]+ [^\[\]@{}^|#]{200,}?\n\n", text))
        if places:
            gone = chance.choice(places)
            path.write_text(text[: gone.start()] + text[gone.end() :], encoding="utf-8")
            return f"a paragraph less in {path.name}"
    return "nothing to take out"


def _reference(book: Path, chance: random.Random, number: int) -> str:
    path = book / "references.yaml"
    text = path.read_text(encoding="utf-8")
    title = chance.choice(list(re.finditer(r"(?m)^  title: \"?", text)))
    path.write_text(f"{text[: title.end()]}Number {number} {text[title.end() :]}", encoding="utf-8")
    return "a title in references.yaml"


def _template(book: Path, chance: random.Random, number: int) -> str:
    path = book / "templates" / "terms.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"en:\n  continued: continued {number}\n", encoding="utf-8")
    return "templates/terms.yaml"


def _style(book: Path, chance: random.Random, number: int) -> str:
    path = book / "styles" / "own-print.css"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"blockquote {{ margin-left: {1 + chance.random():.2f}em }}\n", encoding="utf-8")
    return "styles/own-print.css"


def _picture(book: Path, chance: random.Random, number: int) -> str:
    drawings = sorted((book / "manuscript").rglob("*.svg"))
    if not drawings:
        return "no drawing"
    path = chance.choice(drawings)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"</svg>\s*$", f'<rect width="{number + 1}" height="1"/></svg>\n', text), encoding="utf-8")
    return f"a mark more in {path.name}"


def _metadata(book: Path, chance: random.Random, number: int) -> str:
    path = book / "manuscript" / "book.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^(title: \"?)", rf"\g<1>{number} ", text, count=1), encoding="utf-8")
    return "the title in book.yaml"


KINDS: tuple[Callable[[Path, random.Random, int], str], ...] = (
    _text, _note, _reference, _picture, _shorter, _template, _text, _style, _metadata, _text,
)  # fmt: skip
"""In the order of the edits, over and over."""

if __name__ == "__main__":
    main()
