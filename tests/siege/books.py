"""The book that is besieged: small, with one file of every kind that people send."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from PIL import Image

FINISHED = Path(__file__).parents[1] / "books" / "finished"

ADDED = {
    "templates/terms.yaml": "terms:\n  en-GB:\n    chapter: Chapter\n    date: {form: long}\n",
    "templates/bibliography.yaml": "sections:\n  - {title: Sources, types: [report]}\n",
    "styles/tokens.yaml": "ink: '#222222'\n",
    "styles/own.css": "p { color: var(--ink) }\n@media print { p { orphans: 3 } }\n",
    "templates/page.html.j2": "{% for a in [1] %}{{ a }}{% endfor %}\n",
    "manuscript/remedies.yaml": "remedies:\n  - {chapter: gates.md, at: A ditch has a head, tracking: 5}\n",
    "manuscript/words.txt": "mirab\n",
    "manuscript/STYLE.yaml": "numbers: words\n",
    "manuscript/data/trade.csv": "year,value\n2019,3\n2020,4\n",
    "manuscript/figures/figures.yaml": "figures/dot.png: {source: own}\n",
    "manuscript/interviews/private.yaml": "kz-01:\n  name: {family: Exampleov, given: Erlan Bolatovich}\n  contact: ['+7 701 123 45 67']\n",
    "references.bib": "@book{x, author = {A, B}, title = {T}, year = 2010}\n",
}
MORE = '\n![A dot.](figures/dot.png){#fig-dot alt="A dot."}\n\n{{ table("data/trade.csv", caption="Trade") }}\n\n{{ table("data/sheet.xlsx") }}\n'


def besieged() -> dict[str, bytes]:
    """Every file of the book, by its path."""
    files = {
        path.relative_to(FINISHED).as_posix(): path.read_bytes()
        for path in sorted(FINISHED.rglob("*"))
        if path.is_file() and "output" not in path.parts and ".cache" not in path.parts
    }
    files |= {name: text.encode() for name, text in ADDED.items()}
    files["manuscript/conclusion.md"] += MORE.encode()
    buffer = io.BytesIO()
    Image.new("RGB", (30, 30), "red").save(buffer, "PNG")
    files["manuscript/figures/dot.png"] = buffer.getvalue()
    book, buffer = Workbook(), io.BytesIO()
    book.active.append(["year", "value"])
    book.active.append([2019, 3])
    book.save(buffer)
    files["manuscript/data/sheet.xlsx"] = buffer.getvalue()
    return files


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write all files into a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
