"""How long the book builder takes, beside plain engines on the same text: medians into a table and a plot.

    python benchmarks/run.py [--times 3] [--book DIR] [--words 10000 ...] [--only NAME ...] [--write]

Each measurement is a whole process with its children, from start to end: seconds on the clock and seconds of processor,
which a busy machine hardly changes. `--write` puts the table and speed.svg into benchmarks/README.md. What is not
installed here is named and left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILD = [sys.executable, str(ROOT / "build.py")]
CITED = re.compile(r"@([\w-]*\w)")
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"

CHROMIUM = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), "")

IN_PREVIEW = ("pdf, one sentence changed, preview open", "pages on the screen after saving")


@dataclass(frozen=True)
class Took:
    """One measurement."""

    wall: float
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--book", type=Path, default=ROOT)
    parser.add_argument("--words", type=int, nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    rows: list[tuple[str, list[Took]]] = []
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        shop = Workshop(asked.book.resolve(), Path(name))
        measures = {**shop.measures(), **{f"pdf cold, {n:,} words": shop.grown(n) for n in asked.words}}
        for label, measure in measures.items():
            if asked.only and not any(word in label for word in asked.only):
                continue
            took = [measure() for _ in range(asked.times)]
            if None in took:
                print(f"{label:44} not installed here", flush=True)
                continue
            rows.append((label, took))
            print(
                f"{label:44} {_median(took, 'wall'):8.2f} s {_median(took, 'processor'):8.2f} s of processor",
                flush=True,
            )
    if asked.write:
        _write(rows, asked.times)


class Workshop:
    """A copy of the book, built and changed there."""

    def __init__(self, book: Path, folder: Path) -> None:
        self._folder = folder
        self._book = folder / "book"
        self._book.mkdir()
        for name in ("manuscript", "references.yaml", "citations.accepted.yaml"):
            source = book / name
            if source.is_dir():
                shutil.copytree(source, self._book / name)
            elif source.exists():
                shutil.copy2(source, self._book / name)
        self._chapters = sorted((self._book / "manuscript").rglob("[0-9]*.md"))
        self._number = 0
        shutil.copytree(self._book / "manuscript" / "figures", folder / "figures")  # as plain Pandoc looks for them

    def measures(self) -> dict[str, Callable[[], Took | None]]:
        """What is measured, in this order: each leaves the book built."""
        return {
            "Python alone": lambda: _run([sys.executable, "-c", "pass"]),
            "pdf cold": lambda: self._build("pdf", cold=True),
            "all cold": lambda: self._build("all", cold=True),
            "pandoc --citeproc + WeasyPrint": self._weasyprint,
            "pandoc --citeproc + Typst": self._typst,
            "pandoc --citeproc + Paged.js": lambda: self._browser(
                "pagedjs-cli", ["in.html", "-o", "out.pdf", "--timeout", "600000", "--browserArgs", "--no-sandbox"]
            ),
            "pandoc --citeproc + Vivliostyle": lambda: self._browser(
                "vivliostyle",
                ["build", "in.html", "-o", "out.pdf", "--timeout", "600", "--executable-browser", CHROMIUM],
            ),
            "pdf, nothing changed": lambda: self._unchanged("pdf"),
            "all, nothing changed": lambda: self._unchanged("all"),
            "check, nothing changed": lambda: self._unchanged("check"),
            "pdf, one sentence changed": lambda: self._changed("pdf"),
            "all, one sentence changed": lambda: self._changed("all"),
            "pdf, one sentence changed, preview open": self._resident,
            "pages on the screen after saving": self._seen,
        }

    def grown(self, words: int) -> Callable[[], Took]:
        """A measure of a book of so many words: the shipped chapters over and over, notes and citations among them."""

        def measure() -> Took:
            folder = self._folder / f"grown-{words}"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self._book, folder, ignore=shutil.ignore_patterns("output", ".cache"))
            _grow(folder, words)
            return _run([*BUILD, "pdf", "--book", str(folder)])

        return measure

    def _build(self, verb: str, cold: bool = False) -> Took:
        if cold:
            shutil.rmtree(self._book / ".cache", ignore_errors=True)
        return _run([*BUILD, verb, "--book", str(self._book)])

    def _unchanged(self, verb: str) -> Took:
        self._build(verb)
        time.sleep(2.1)  # files younger than two seconds are always built
        self._build(verb)
        return self._build(verb)

    def _edit(self) -> None:
        self._number += 1
        chapter = self._chapters[len(self._chapters) // 2]
        text = chapter.read_text(encoding="utf-8")
        at = text.index("\n\n", len(text) // 2) + 2
        while not text[at].isalpha():
            at = text.index("\n\n", at) + 2
        chapter.write_text(f"{text[:at]}Sentence {self._number} is new. {text[at:]}", encoding="utf-8")

    def _changed(self, verb: str) -> Took:
        self._build(verb)
        self._edit()
        return self._build(verb)

    def _resident(self) -> Took:
        with _Preview(self._book) as preview:
            preview.settle()
            self._edit()
            return self._build("pdf")

    def _seen(self) -> Took:
        with _Preview(self._book) as preview:
            preview.settle()
            with urllib.request.urlopen(f"{preview.address}events") as events:
                events.readline()
                self._edit()
                began = time.monotonic()
                for line in events:
                    if b'"pages"' in line:
                        return Took(time.monotonic() - began, 0)
        raise SystemExit("The preview has shown no page.")

    def _html(self, form: str) -> list[str]:
        import pypandoc

        chapters = [str(path) for path in self._chapters]
        return [pypandoc.get_pandoc_path(), "--citeproc", f"--bibliography={self._book / 'references.yaml'}", "-s",
                "--metadata=title:Book", "-f", "markdown", "-t", form, *chapters]  # fmt: skip

    def _weasyprint(self) -> Took:
        page = str(self._folder / "plain.html")
        drawn = f"import weasyprint; weasyprint.HTML({page!r}).write_pdf({str(self._folder / 'plain.pdf')!r})"
        return _sum(_run([*self._html("html"), "-o", page]), _run([sys.executable, "-c", drawn]))

    def _typst(self) -> Took | None:
        """Typst as its package for Python brings it; pip install typst."""
        if importlib.util.find_spec("typst") is None:
            return None
        written = _run([*self._html("typst"), "-o", str(self._folder / "in.typ")])
        drawn = "import typst; typst.compile('in.typ', output='out.pdf')"
        return _sum(written, _run([sys.executable, "-c", drawn], self._folder))

    def _browser(self, program: str, words: list[str]) -> Took | None:
        """A program of npm's that lays out in Chromium; its node_modules/.bin is in PATH."""
        found = shutil.which(program)
        if not found or not CHROMIUM:
            return None
        written = _run([*self._html("html"), "-o", str(self._folder / "in.html")])
        return _sum(written, _run([found, *words], self._folder, PUPPETEER_EXECUTABLE_PATH=CHROMIUM))


class _Preview:
    """A preview of the book while it is measured."""

    def __init__(self, book: Path) -> None:
        self._process = subprocess.Popen([*BUILD, "preview", "--book", str(book)], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.address = self._process.stdout.readline().split()[-1]

    def __enter__(self) -> _Preview:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    def settle(self) -> None:
        """Wait until everything is shown."""
        while True:
            with urllib.request.urlopen(f"{self.address}state") as answer:
                if not json.load(answer)["busy"]:
                    return
            time.sleep(0.1)


def _run(command: list[str], folder: Path | None = None, **environment: str) -> Took:
    began, before = time.monotonic(), os.times()
    done = subprocess.run(command, cwd=folder, capture_output=True, env={**os.environ, **environment})
    after = os.times()
    if done.returncode not in (0, 3):
        raise SystemExit(f"{command}: {done.stderr.decode(errors='replace')[-600:]}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(time.monotonic() - began, spent)


def _sum(one: Took, other: Took) -> Took:
    return Took(one.wall + other.wall, one.processor + other.processor)


def _grow(folder: Path, words: int) -> None:
    """Make the book's chapters over again, with ids of their own, until it has so many words; or leave some out."""
    book = folder / "manuscript" / "book.yaml"
    text = book.read_text(encoding="utf-8")
    chapters = [path for path in sorted((folder / "manuscript").rglob("[0-9]*.md"))]
    have, lines = 0, []
    source = (folder / "references.yaml").read_text(encoding="utf-8")
    sources, known = [source], set(re.findall(r"(?m)^- id: (\S+)$", source))
    for round_ in range(1000):
        if have < words and round_:  # every round cites sources of its own
            again = re.sub(r"(?m)^(- id: )(\S+)$", rf"\g<1>\g<2>-r{round_}", source)
            again = re.sub(r"(?m)^  (?:DOI|URL|ISBN): .*\n", "", again)
            sources.append(re.sub(r"(?m)^(  title: \"?)", rf"\g<1>{round_} ", again))
        for path in chapters:
            if have >= words:
                break
            content = path.read_text(encoding="utf-8")
            have += len(content.split())
            name = path.relative_to(folder / "manuscript").as_posix()
            if round_:
                content = re.sub(r"([#@])((?:sec|fig|tbl)-[\w-]+)", rf"\1\2-r{round_}", content)
                content = CITED.sub(lambda key, n=round_: f"{key[0]}-r{n}" if key[1] in known else key[0], content)
                name = name.replace(".md", f"-r{round_}.md")
                (folder / "manuscript" / name).write_text(content, encoding="utf-8")
            lines.append(name)
    (folder / "references.yaml").write_text("".join(sources), encoding="utf-8")
    keys = re.split(r"(?m)^(?=\S)", text)
    kept = [key for key in keys if not key.startswith(("parts:", "chapters:"))]
    book.write_text("".join(kept) + f"chapters: [{', '.join(lines)}]\n", encoding="utf-8")


def _median(took: list[Took], what: str) -> float:
    return statistics.median(getattr(it, what) for it in took)


def _processor(label: str, took: list[Took]) -> str:
    """Seconds of processor; a dash where another process, the preview's, did the work."""
    return "–" if label in IN_PREVIEW else f"{_median(took, 'processor'):.2f}"


def _write(rows: list[tuple[str, list[Took]]], times: int) -> None:
    table = ["| | seconds | of processor |", "|---|--:|--:|"]
    table += [f"| {label} | {_median(took, 'wall'):.2f} | {_processor(label, took)} |" for label, took in rows]
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    said = (
        f"Medians of {times}, Python {platform.python_version()}, {os.cpu_count()} cores; the machine's load at the end was"
        f" {load}, so where it is far above 1 read the seconds of processor.\n\n![Seconds of processor](speed.svg)"
    )
    readme = HERE / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = "\n".join([BEGIN, "", *table, "", said, "", END])
    readme.write_text(f"{before.rstrip()}\n\n{made}{after if after else chr(10)}", encoding="utf-8")
    (HERE / "speed.svg").write_text(
        _plot([(label, _median(took, "processor")) for label, took in rows if label not in IN_PREVIEW]),
        encoding="utf-8",
    )


def _plot(values: list[tuple[str, float]]) -> str:
    """Bars of seconds of processor."""
    most = max(value for _, value in values) or 1
    bars = "".join(
        f'<text x="292" y="{24 * n + 33}" text-anchor="end">{label}</text>'
        f'<rect x="300" y="{24 * n + 20}" width="{360 * value / most:.1f}" height="16" fill="#9a3b26"/>'
        f'<text x="{306 + 360 * value / most:.1f}" y="{24 * n + 33}">{value:.2f}</text>'
        for n, (label, value) in enumerate(values)
    )
    height = 24 * len(values) + 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" font-family="sans-serif" font-size="12" fill="#222">'
        f'<title>Seconds of processor</title><rect width="720" height="{height}" fill="#fff"/>{bars}</svg>\n'
    )


if __name__ == "__main__":
    main()
