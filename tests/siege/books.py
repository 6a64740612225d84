"""The book that is besieged: small, with one file of every kind that people send, and what they send to be imported."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

from openpyxl import Workbook
from PIL import Image

from bookbuilder.citations.styles import find_style
from bookbuilder.theme.templates import SHIPPED
from tests.desk.raw_docx import field, paragraph, words, write_raw_docx

FINISHED = Path(__file__).parents[1] / "books" / "finished"
INPUTS = "inputs/"
"""Below this lies what is imported into the book."""

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
    "manuscript/presentation.yaml": "title: T\ndate: 2021-04-15\nspeakers: [A]\nurl: https://a.example\nslides:\n  - {title: One, show: [fig-ditch, kz-01 q1a], notes: Say it.}\n  - {quote: The key}\n  - {points: [a, b]}\nhandout: {abstract: A., recommendations: [rec-key], show: [tbl-valleys]}\n",
    "manuscript/figures/figures.yaml": "figures/dot.png: {source: own}\n",
    "manuscript/interviews/private.yaml": "kz-01:\n  name: {family: Exampleov, given: Erlan Bolatovich}\n  contact: ['+7 701 123 45 67']\n",
    "inputs/a.bib": "@string{p = {Press}}\n@book{x, author = {A, B and {C D}}, title = {T {K}}, publisher = p # {!}, year = 2010}\n",
    "inputs/a.ris": "TY  - JOUR\nAU  - Adams, Ann\nTI  - Border towns\nPY  - 2021/03/04\nSP  - 1\nEP  - 20\nDO  - 10.5555/7\nER  - \n",
    "inputs/a.xml": "<xml><records><record><ref-type name='Book'>6</ref-type><titles><title>T</title></titles><dates><year>2001</year></dates></record></records></xml>",
}
ITEM = {
    "id": "y",
    "type": "book",
    "title": "A Title",
    "author": [{"family": "Brandt", "given": "Bo"}],
    "issued": {"date-parts": [[2001, 2]]},
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
    files["templates/content/opener.xhtml"] = (SHIPPED / "templates/content/opener.xhtml").read_bytes()
    files["styles/csl/own.csl"] = find_style("chicago-notes-bibliography").read_bytes()
    files["manuscript/book.yaml"] = files["manuscript/book.yaml"].replace(
        b"csl: chicago-notes-bibliography", b"csl: own"
    )
    return files | _inputs()


def _inputs() -> dict[str, bytes]:
    """A Word file with notes, a table and citation fields, and the same source in each format of references."""
    cite = {"citationID": "a", "citationItems": [{"id": "y", "itemData": ITEM, "locator": "7"}]}
    cited = field(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(cite)}", "(Brandt 2001)")
    with tempfile.TemporaryDirectory() as folder:
        blocks = paragraph("Energy", style="Heading1"), paragraph("It flows ", cited, "."), paragraph(words("As said."))
        word = write_raw_docx(Path(folder) / "a.docx", *blocks).read_bytes()
    return {f"{INPUTS}a.docx": word, f"{INPUTS}a.json": json.dumps([ITEM]).encode()}


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write all files into a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
