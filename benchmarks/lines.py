"""Prints how well three engines fill the lines of four generated books: one in Russian, one with 40 notes per 1,000 words, and
one each in German and French on a narrow page.

    python benchmarks/lines.py [--paragraphs N]

Ours, plain WeasyPrint and Typst (PyPI `typst`) set the same text in the same face, size and measure, in one run, and the same
script reads all three PDFs: a line counts where it fills its measure. Word spaces are in sizes of the type.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bookbuilder.layout.paragraph import breaks  # noqa: E402
from bookbuilder.layout.paragraph.lines import best_way, shaped  # noqa: E402

SIZE, LEADING, MARGINS = 9.75, 13.5, 116.0
"""The type of the shipped styles, and what their margins take of the page's width, in points."""
WIDE, NARROW = 156, 122
"""Pages, in millimetres: lines of 326 and of 230 points."""
HYPHENS = ("-", "\u2010", "\u00ad")
WORDS = {
    "en": "the a of to it is on by an its road river water market border council member agreement winter autumn caravan railway institution "
    "responsibility of and in to a for with that cooperation development was had been were between across towards small "
    "considerable neighbouring independent administration letters ministers steppe harvest price".split(),
    "ru": "и в на не с к по о из за от что как это для так же он она их мы где был быть год дорога река вода рынок граница совет соглашение зима осень караван железнодорожный учреждение ответственность и в на "
    "с к для между сотрудничество развитие было могли которые небольшой значительный соседний независимый управление "
    "письма министры степь урожай цена международный обязательство договорённость".split(),
    "de": "und der die das in zu den mit von für auf ist nicht eine als auch es an nach wird aus er hat dass sie bei Wasser Fluss "
    "Grenze Rat Winter Karawane Eisenbahn Einrichtung Verantwortung Zusammenarbeit Entwicklung unabhängig Verwaltung "
    "Wassernutzervereinigung Landwirtschaftsministerium Briefe Steppe Ernte Preis benachbarten beträchtlichen".split(),
    "fr": "de la le et les des en un une du que est pour qui dans par plus au ne se ce sur avec il son pas route rivière eau "
    "marché frontière conseil accord hiver caravane chemin établissement responsabilité coopération développement considérable "
    "voisin indépendant administration lettres ministres steppe récolte prix international l’environnement d’irrigation".split(),
}


@dataclass(frozen=True)
class Book:
    """A generated book: its language, and paragraphs of text with the words of the notes in them."""

    name: str
    lang: str
    paragraphs: tuple[tuple[str | tuple[str], ...], ...]
    """Of each paragraph its sentences, and each note as a tuple of one text."""
    page: int = WIDE

    @property
    def measure(self) -> float:
        """The length of a line, in points."""
        return self.page / 25.4 * 72 - MARGINS


def generated(name: str, lang: str, notes: float, count: int, page: int = WIDE) -> Book:
    """A book of our own words, the same each time; `notes` are those that stand in 1,000 words."""
    chance = random.Random(name)

    def sentence() -> str:
        words = [chance.choice(WORDS[lang[:2]]) for _ in range(chance.randint(8, 24))]
        return f"{' '.join(words).capitalize()}{chance.choice('...?')}"

    paragraphs = []
    for _ in range(count):
        parts: list[str | tuple[str]] = []
        for _ in range(chance.randint(3, 8)):
            said = sentence()
            parts.append(said)
            if chance.random() < notes * len(said.split()) / 1000:
                parts.append((sentence(),))
        paragraphs.append(tuple(parts))
    return Book(name, lang, tuple(paragraphs), page)


def ours(book: Book, folder: Path) -> Path:
    """Set by this project with its shipped styles, as a chapter."""
    from bookbuilder.cli import main

    text = "\n\n".join(
        "".join(f"^[{it[0]}]" if isinstance(it, tuple) else f" {it}" for it in parts).strip()
        for parts in book.paragraphs
    )
    (folder / "manuscript").mkdir(parents=True)
    (folder / "references.yaml").write_text("[]\n")
    (folder / "manuscript/one.md").write_text(f"# One\n\n{text}\n")
    (folder / "manuscript/book.yaml").write_text(
        f"title: Lines\nlang: {book.lang}\npublisher: {{name: A Press, place: Almaty}}\ndate: 2021\nfrontmatter: []\n"
        f"backmatter: []\nchapters: [one.md]\npage: {book.page}mm 234mm\n"
    )
    main(["pdf", "--jobs", "1", "--book", str(folder)])
    return next((folder / "output").glob("*.pdf"))


def plain(book: Book, folder: Path) -> Path:
    """Set by WeasyPrint alone, in a process of its own: in this one it is not plain any more."""
    style = (
        f"@font-face {{ font-family: Literata; src: url(file://{_font(folder)}) }} @page {{ size: {book.page}mm 234mm; margin: 60pt 54pt"
        f" 77pt 62pt }} html {{ font: {SIZE}pt/{LEADING}pt Literata; text-align: justify; hyphens: auto }} body, p {{ margin: 0 }}"
        " span { float: footnote; font-size: 8pt; line-height: 10.5pt; text-align: justify }"
    )
    body = "".join(
        f"<p>{''.join(f'<span>{it[0]}</span>' if isinstance(it, tuple) else f' {it}' for it in parts)}</p>"
        for parts in book.paragraphs
    )
    target = folder / "plain.pdf"
    html = f'<html lang="{book.lang}"><meta charset="utf-8"><style>{style}</style><body>{body}</body></html>'
    (folder / "plain.html").write_text(html)
    surroundings = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    draw = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
    subprocess.run([sys.executable, "-c", draw, str(folder / "plain.html"), str(target)], check=True, env=surroundings)
    return target


def typst_pdf(book: Book, folder: Path) -> Path:
    """Set by Typst, whose paragraphs are optimised as a whole."""
    import typst

    font = _font(folder)
    source = folder / "book.typ"
    text = "\n\n".join(
        "".join(f"#footnote[{it[0]}]" if isinstance(it, tuple) else f" {it}" for it in parts).strip()
        for parts in book.paragraphs
    )
    source.write_text(
        f"#set page(width: {book.page}mm, height: 234mm, margin: (top: 60pt, bottom: 77pt, inside: 62pt, outside: 54pt))\n"
        f'#set text(font: "Literata", size: {SIZE}pt, lang: "{book.lang[:2]}", hyphenate: true)\n'
        f'#set par(justify: true, leading: 4pt, linebreaks: "optimized")\n#show footnote.entry: set text(size: 8pt)\n\n{text}\n'
    )
    target = folder / "typst.pdf"
    target.write_bytes(typst.compile(str(source), font_paths=[str(font.parent)]))
    return target


def _font(folder: Path) -> Path:
    from bookbuilder.theme.font_files import TEXT, file_of, library

    fonts = folder / "fonts"
    fonts.mkdir(exist_ok=True)
    data = file_of(library(())[TEXT], 400, "normal").read_bytes()
    (fonts / "Literata.ttf").write_bytes(data)
    return fonts / "Literata.ttf"


def lines(pdf: Path, measure: float) -> Iterator[tuple[float, bool]]:
    """Of each line: its mean word space in sizes of its type, 0 where it does not fill its measure; whether it ends in a hyphen."""
    from lxml import etree

    drawn = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, check=True).stdout
    root = etree.fromstring(drawn, etree.XMLParser(recover=True))
    found = [
        [(float(it.get("xMin")), float(it.get("xMax")), float(it.get("yMax")) - float(it.get("yMin")), it.text or "")
         for it in line.iter("{*}word")] for line in root.iter("{*}line")
    ]  # fmt: skip
    heights = Counter(round(words[0][2], 1) for words in found if words)
    text = heights.most_common(1)[0][0] if heights else 1.0
    for words in found:
        hyphen = bool(words) and words[-1][3].endswith(HYPHENS)
        if len(words) < 4 or words[-1][1] - words[0][0] < 0.985 * measure:
            yield 0.0, hyphen
            continue
        size = SIZE * words[1][2] / text
        gaps = [b[0] - a[1] for a, b in zip(words, words[1:], strict=False)]
        yield sum(gaps) / len(gaps) / size, hyphen


def counted(pdf: Path, measure: float) -> str:
    """One line of figures."""
    row = three = 0
    found = []
    for gap, hyphen in lines(pdf, measure):
        row = row + 1 if hyphen else 0
        three += row >= 3
        found += [(gap, hyphen)] if gap else []
    whole = max(1, len(found))
    shares = "  ".join(
        f">{limit:.2f} em {100 * sum(gap > limit for gap, _ in found) / whole:5.2f} %" for limit in (0.4, 0.5)
    )
    worst = max((gap for gap, _ in found), default=0.0)
    hyphens = 100 * sum(hyphen for _, hyphen in found) / whole
    return f"{len(found):5} lines  {shares}  worst {worst:.2f} em  hyphens {hyphens:4.1f} %  three in a row {three}"


def main() -> None:
    """Print a line for each book and engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=120)
    parser.add_argument("--hyphen", type=float, nargs="*", help="only ours, with each of these costs of a hyphen")
    parser.add_argument("--only", default="", help="only the books whose name has this in it")
    asked = parser.parse_args()
    count = asked.paragraphs
    books = (
        generated("Russian", "ru", 4, count),
        generated("forty notes", "en-GB", 40, count),
        generated("German", "de", 4, count, NARROW),
        generated("French", "fr", 4, count, NARROW),
    )
    for book in (it for it in books if asked.only in it.name):
        for engine in (plain, typst_pdf) if asked.hyphen is None else ():
            _print(book, engine, engine.__name__)
        for cost in asked.hyphen or (breaks.HYPHEN,):
            breaks.HYPHEN = cost
            shaped.cache_clear()
            best_way.cache_clear()
            _print(book, ours, f"ours {cost:.0f}")


def _print(book: Book, engine: Callable[[Book, Path], Path], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(f"{book.name:12} {name:10} {counted(engine(book, Path(folder)), book.measure)}", flush=True)


if __name__ == "__main__":
    main()
