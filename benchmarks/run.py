"""How long the book builder takes, beside plain engines on the same text: medians into a table and two plots.

    python benchmarks/run.py [--minutes 12] [--times 3] [--book DIR] [--words 10000 ...] [--only WORDS ...] [--write]

Each measurement is a whole process with its children, from start to end: seconds on the clock, seconds of processor,
which a busy machine hardly changes, and the memory of the largest process. All is measured once, then again as often as
`--times` and `--minutes` let it; what would not end in time is left out, and said. `--write` keeps the measurements in
speed.json, each in the place of its earlier one, and writes the table, speed.svg and growth.svg into benchmarks/README.md.
What is not installed here is named and left out.
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
from dataclasses import asdict, dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILD = [sys.executable, str(ROOT / "build.py")]
_FILES = re.compile(r"[\w./-]+\.md")
CITED = re.compile(r"@([\w-]*\w)")
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"

CHROMIUM = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), "")
SCALING = "pdf cold, {:,} words"


@dataclass(frozen=True)
class Took:
    """One measurement: seconds, seconds of processor, MiB of the largest process, and pages where they are counted."""

    wall: float
    processor: float
    memory: float = 0
    pages: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--book", type=Path, default=ROOT)
    parser.add_argument("--words", type=int, nargs="*", default=[10_000, 50_000, 100_000])
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        shop = Workshop(asked.book.resolve(), Path(name))
        measures = {**shop.measures(), **{SCALING.format(n): shop.grown(n) for n in asked.words}}
        wanted = {it: run for it, run in measures.items() if not asked.only or any(word in it for word in asked.only)}
        rows = _measured(wanted, asked.times, time.monotonic() + 60 * asked.minutes)
    if asked.write:
        _write(rows)


def _measured(measures: dict[str, Callable[[], Took | None]], times: int, until: float) -> dict[str, list[Took]]:
    """Every measure once, then again in rounds, as long as each is expected to end in time."""
    rows: dict[str, list[Took]] = {}
    lasted: dict[str, float] = {}
    absent: set[str] = set()
    for round_ in range(times):
        for label, measure in measures.items():
            left = until - time.monotonic()
            if label in absent or _expected(label, lasted) > left:
                if not round_ and label not in absent:
                    print(
                        f"{label:44} left out: it would not end in the {max(left, 0):.0f} s that are left", flush=True
                    )
                continue
            began = time.monotonic()
            took = measure()
            lasted[label] = time.monotonic() - began
            if took is None:
                absent.add(label)
                print(f"{label:44} not installed here", flush=True)
                continue
            rows.setdefault(label, []).append(took)
            pages = f" {took.pages:5} pages" if took.pages else ""
            print(
                f"{label:44} {took.wall:8.2f} s {took.processor:8.2f} s of processor {took.memory:6.0f} MiB{pages}",
                flush=True,
            )
    return rows


def _expected(label: str, lasted: dict[str, float]) -> float:
    """How long a measure will last: as long as before, and a longer book in proportion to the next shorter one."""
    if label in lasted:
        return lasted[label]
    known = {_words(it): seconds for it, seconds in lasted.items() if _words(it)}
    shorter = max((it for it in known if it < _words(label)), default=0)
    return 1.2 * known[shorter] * _words(label) / shorter if shorter else 0


def _words(label: str) -> int:
    found = re.search(r"([\d,]+) words", label)
    return int(found[1].replace(",", "")) if found else 0


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
        self._chapters = _named(self._book)
        self._number = 0
        figures = self._book / "manuscript" / "figures"
        if figures.is_dir():
            shutil.copytree(figures, folder / "figures")  # as plain Pandoc looks for them

    def measures(self) -> dict[str, Callable[[], Took | None]]:
        """What is measured, in this order: each leaves the book built."""
        return {
            "Python alone": lambda: _run([sys.executable, "-c", "pass"]),
            "pdf cold": lambda: self._build("pdf", cold=True),
            "all cold": lambda: self._build("all", cold=True),
            "check cold": lambda: self._build("check", cold=True),
            "pandoc --citeproc + WeasyPrint": self._weasyprint,
            "the same, our page, faces and styles, tagged": self._styled,
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
            "check, one sentence changed": lambda: self._changed("check"),
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
        self._build("pdf")
        with _Preview(self._book) as preview:
            preview.settle()
            self._edit()
            before = preview.spent()
            took = self._build("pdf")
            return replace(took, processor=took.processor + preview.spent() - before)

    def _seen(self) -> Took:
        with _Preview(self._book) as preview:
            preview.settle()
            with urllib.request.urlopen(f"{preview.address}events") as events:
                events.readline()
                self._edit()
                began, before = time.monotonic(), preview.spent()
                for line in events:
                    if b'"pages"' in line:
                        return Took(time.monotonic() - began, preview.spent() - before)
        raise SystemExit("The preview has shown no page.")

    def _html(self, form: str) -> list[str]:
        import pypandoc

        chapters = [str(path) for path in self._chapters]
        return [pypandoc.get_pandoc_path(), "--citeproc", f"--bibliography={self._book / 'references.yaml'}", "-s",
                "--metadata=title:Book", "--metadata=lang:en-GB", "-f", "markdown", "-t", form, *chapters]  # fmt: skip

    def _weasyprint(self, *words: str) -> Took:
        page, out = str(self._folder / "plain.html"), self._folder / "plain.pdf"
        drawn = f"import weasyprint; weasyprint.HTML({page!r}).write_pdf({', '.join([repr(str(out)), *words])})"
        took = _sum(_run([*self._html("html"), "-o", page]), _run([sys.executable, "-c", drawn]))
        return replace(took, pages=_pages(out))

    def _styled(self) -> Took:
        """Plain WeasyPrint on the page, the faces and the style sheets of our print edition, with a structure like ours."""
        sheet = self._folder / "ours.css"
        if not sheet.exists():
            sheet.write_text(_print_styles(self._book, self._folder), encoding="utf-8")
        return self._weasyprint(f"stylesheets=[{str(sheet)!r}]", "pdf_tags=True")

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

    def spent(self) -> float:
        """Seconds of processor of the preview and all that it has started, those that have ended among them."""
        children: dict[int, list[int]] = {}
        seconds: dict[int, float] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                of = path.read_text().rpartition(")")[2].split()
            except OSError:  # it has ended
                continue
            children.setdefault(int(of[1]), []).append(int(path.parent.name))
            seconds[int(path.parent.name)] = sum(map(int, of[11:15])) / os.sysconf("SC_CLK_TCK")
        waiting, whole = [self._process.pid], 0.0
        while waiting:
            pid = waiting.pop()
            whole += seconds[pid] if pid in seconds else 0
            waiting += children[pid] if pid in children else []
        return whole

    def settle(self) -> None:
        """Wait until everything is shown."""
        while True:
            with urllib.request.urlopen(f"{self.address}state") as answer:
                if not json.load(answer)["busy"]:
                    return
            time.sleep(0.1)


def _print_styles(book: Path, folder: Path) -> str:
    """The style sheets of our print edition as one, with its faces written into the folder."""
    sys.path.insert(0, str(ROOT))
    from bookbuilder.cache import Steps
    from bookbuilder.layout.style_sheets import style_sheets
    from bookbuilder.theme.fonts import families
    from bookbuilder.verbs.opening import open_book

    opened = open_book(book, Steps(book / ".cache"))
    assert opened.book
    fonts = families(opened.book.publication, Steps()).value
    rules = []
    for face in fonts.faces:
        (folder / face.name).write_bytes(face.data)
        named = f"font-family: '{face.family}'; font-weight: {face.weight}; font-style: {face.style}"
        rules.append(f"@font-face {{ {named}; src: url('{(folder / face.name).as_uri()}') }}")
    names = ("styles/tokens.css", "styles/print.css", "styles/print-parts.css")
    return "\n".join(
        [*rules, *(text for _, text in style_sheets(opened.book.publication, opened.theme, fonts, *names))]
    )


def _pages(pdf: Path) -> int:
    import pikepdf

    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def _run(command: list[str], folder: Path | None = None, **environment: str) -> Took:
    began = time.monotonic()
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            command, cwd=folder, stdout=words, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        words.seek(0)
        said = words.read().decode(errors="replace")
    if process.returncode not in (0, 3):
        raise SystemExit(f"{command}: {said[-600:]}")
    pages = re.search(r"\((\d+) pages", said)
    memory = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Took(wall, used.ru_utime + used.ru_stime, memory, int(pages[1]) if pages else 0)


def _sum(one: Took, other: Took) -> Took:
    return Took(one.wall + other.wall, one.processor + other.processor, max(one.memory, other.memory))


def _named(folder: Path, keys: tuple[str, ...] = ("frontmatter", "parts", "chapters", "backmatter")) -> list[Path]:
    """The Markdown files that these keys of book.yaml name, in the order of the book."""
    parts = re.split(r"(?m)^(?=\S)", (folder / "manuscript" / "book.yaml").read_text(encoding="utf-8"))
    named = [name for key in keys for part in parts if part.startswith(f"{key}:") for name in _FILES.findall(part)]
    return [folder / "manuscript" / name for name in dict.fromkeys(named)]


def _grow(folder: Path, words: int) -> None:
    """Make the book's chapters over again, with ids of their own, until it has so many words; or leave some out."""
    book = folder / "manuscript" / "book.yaml"
    text = book.read_text(encoding="utf-8")
    chapters = _named(folder, ("parts", "chapters"))
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


def _write(measured: dict[str, list[Took]]) -> None:
    """Keep what was measured beside what was measured before, and write table and plots of all."""
    kept = HERE / "speed.json"
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load} at the end"
    stored = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    stored |= {it: {"machine": machine, "took": [asdict(one) for one in took]} for it, took in measured.items()}
    kept.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    order = [*Workshop.measures(Workshop.__new__(Workshop)), *sorted((it for it in stored if _words(it)), key=_words)]
    rows = [(it, [Took(**one) for one in stored[it]["took"]]) for it in order if it in stored]
    table = [
        "| | seconds | of processor | MiB | pages | ms of processor a page | times |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    table += [_row(label, took) for label, took in rows]
    machines = "; ".join(dict.fromkeys(stored[it]["machine"] for it, _ in rows))
    said = (
        f"Medians ({machines}). Where the load was far above the number of cores, read the seconds of processor; MiB are"
        " those of the largest process.\n\n![Seconds of processor](speed.svg)\n\n![Growth](growth.svg)"
    )
    readme = HERE / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = "\n".join([BEGIN, "", *table, "", said, "", END])
    readme.write_text(f"{before.rstrip()}\n\n{made}{after if after else chr(10)}", encoding="utf-8")
    bars = [(label, _median(took, "processor")) for label, took in rows]
    (HERE / "speed.svg").write_text(_plot([it for it in bars if not _words(it[0])]), encoding="utf-8")
    grown = [
        (_words(label), _median(took, "processor"), _median(took, "pages")) for label, took in rows if _words(label)
    ]
    (HERE / "growth.svg").write_text(_growth(grown), encoding="utf-8")


def _row(label: str, took: list[Took]) -> str:
    pages = int(_median(took, "pages"))
    processor, memory = _median(took, "processor"), _median(took, "memory")
    each = f"{1000 * processor / pages:.0f}" if pages and "cold" in label else ""
    return (
        f"| {label} | {_median(took, 'wall'):.2f} | {processor:.2f} | {f'{memory:.0f}' if memory else ''} | {pages or ''}"
        f" | {each} | {len(took)} |"
    )


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" font-family="sans-serif" font-size="12" fill="#222">'
    '<title>{title}</title><rect width="720" height="{height}" fill="#fff"/>{body}</svg>\n'
)


def _plot(values: list[tuple[str, float]]) -> str:
    """Bars of seconds of processor."""
    most = max((value for _, value in values), default=0) or 1
    bars = "".join(
        f'<text x="292" y="{24 * n + 33}" text-anchor="end">{label}</text>'
        f'<rect x="300" y="{24 * n + 20}" width="{360 * value / most:.1f}" height="16" fill="#9a3b26"/>'
        f'<text x="{306 + 360 * value / most:.1f}" y="{24 * n + 33}">{value:.2f}</text>'
        for n, (label, value) in enumerate(values)
    )
    return SVG.format(height=24 * len(values) + 40, title="Seconds of processor", body=bars)


def _growth(values: list[tuple[int, float, float]]) -> str:
    """Milliseconds of processor a page over the words of the book: a level line is a cost that does not grow."""
    each = [(words, 1000 * seconds / pages) for words, seconds, pages in values if pages]
    widest, most = max((it for it, _ in each), default=1), max((it for _, it in each), default=1)
    points = [(80 + 580 * words / widest, 260 - 200 * cost / most, words, cost) for words, cost in each]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in points)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#9a3b26"/>'
        f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{cost:.0f}</text>'
        f'<text x="{x:.1f}" y="280" text-anchor="middle">{words:,}</text>'
        for x, y, words, cost in points
    )
    title = "Cold: milliseconds of processor a page, by words of the book"
    axis = '<path d="M80 40V260H670" fill="none" stroke="#222"/>'
    drawn = f'<text x="80" y="24">{title}</text>{axis}<polyline points="{line}" fill="none" stroke="#9a3b26"/>{marks}'
    return SVG.format(height=300, title=title, body=drawn)


if __name__ == "__main__":
    main()
