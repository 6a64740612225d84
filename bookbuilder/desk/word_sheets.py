"""Makes a Word file of a person's queries, with cells to fill in, and reads the answers from it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from bookbuilder.compose.read.queries import Numbered
from bookbuilder.desk.queries import sheet_name
from bookbuilder.desk.word_in.conserved import paragraph_texts
from bookbuilder.markdown.docx import plain_docx
from bookbuilder.markdown.word_file import DOCUMENT, W, repacked, xml_bytes
from bookbuilder.saving import whole_file
from bookbuilder.unpacking import UNREADABLE, unfit
from bookbuilder.xml_source import parse_xml

FIELDS = {
    "Question": "asked",
    "Words": "words",
    "New words": "replace",
    "They stay, because": "keep",
    "Answer": "answer",
}
CORRECTIONS = {"Chapter": "chapter", "Paragraph": "paragraph", "Words as they stand": "words", "New words": "replace"}
EMPTY_ROWS = 8
TO_FILL = frozenset({"replace", "keep", "answer"})
_HOW = (
    "Fill in one of the cells below each question: the new words, or why the old ones stay, or an answer in your own words "
    "that the editor puts in. What you leave empty stays open. Save the file and send it back."
)
_NAME = re.compile(r"(Q\d+)\s+(\S+)")
_PROOF = re.compile(r"Proof ([0-9A-F]{4}-[0-9A-F]{4})")


def write_word_sheets(queries: Sequence[Numbered], number: str, output: Path) -> list[Path]:
    """One Word file a person, OUTPUT/queries/author.docx; one in which answers stand is never written over."""
    written = []
    for person in sorted({each.query.to for each in queries}):
        path = output / "queries" / f"{sheet_name(person)}.docx"
        if _is_filled(path):
            path = path.with_name(f"{sheet_name(person)}-{number}.docx")
        if not _is_filled(path):
            html = _html(person, number, [each for each in queries if each.query.to == person])
            whole_file(path, _framed(plain_docx(html)))
        written.append(path)
    return written


def read_word_sheet(path: Path) -> dict[str, Any] | None:
    """The sheet as YAML would have it; None where the file is none."""
    try:
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as file:
            if unfit(file):
                return None
            root = parse_xml(file.read(DOCUMENT))
    except (*UNREADABLE, etree.XMLSyntaxError):
        return None
    proof = _PROOF.search(" ".join(paragraph_texts(root)))
    if proof is None:
        return None
    sheet: dict[str, Any] = {"proof": proof[1], "answers": [], "corrections": []}
    for table in root.iter(f"{W}tbl"):
        rows = [[_text(cell) for cell in row.iterfind(f"{W}tc")] for row in table.iterfind(f"{W}tr")]
        name = _NAME.match(" ".join(rows[0])) if rows else None
        if name:
            said = {FIELDS[row[0]]: row[1] for row in rows if len(row) == 2 and row[0] in FIELDS}
            sheet["answers"].append({"query": name[2], **({"words": "", "replace": ""} | said)})
        elif rows and rows[0] == list(CORRECTIONS):
            filled = [row for row in rows[1:] if len(row) == len(CORRECTIONS) and any(row)]
            sheet["corrections"] += [dict(zip(CORRECTIONS.values(), row, strict=True)) for row in filled]
    return sheet


def _is_filled(path: Path) -> bool:
    """Whether a sheet stands there with an answer or a correction in it, or a file that is not a sheet."""
    if not path.is_file():
        return False
    sheet = read_word_sheet(path)
    return (
        sheet is None
        or bool(sheet["corrections"])
        or any(each[key] for each in sheet["answers"] for key in TO_FILL & set(each))
    )


def _text(cell: etree._Element) -> str:
    """The words of a cell, its tracked changes taken in."""
    return " ".join(" ".join(paragraph_texts(cell)).split())


def _html(person: str, number: str, queries: Sequence[Numbered]) -> str:
    pieces = [f"<h1>Queries to {escape(person)}</h1><p>Proof {number}</p><p>{_HOW}</p>"]
    for each in queries:
        rows = [("Question", each.query.note)]
        if each.query.words:
            rows += [("Words", each.query.words), ("New words", "")]
        rows += [("They stay, because", ""), ("Answer", each.query.answer)]
        pieces.append(_table([(f"Q{each.number}  {each.id}", str(each.query.place)), *rows]))
    pieces += [
        "<h2>What else is to be corrected</h2>",
        "<p>The chapter and the number of the paragraph stand in the margin of the proof.</p>",
        _table([tuple(CORRECTIONS), *[("",) * len(CORRECTIONS)] * EMPTY_ROWS]),
    ]
    return f"<html><body>{''.join(pieces)}</body></html>"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = {2: (30, 70), 4: (15, 12, 36, 37)}[len(rows[0])]
    columns = "".join(f'<col style="width:{width}%"/>' for width in widths)
    cells = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    return f'<table style="width:100%"><colgroup>{columns}</colgroup><tbody>{cells}</tbody></table><p>&nbsp;</p>'


def _framed(data: bytes) -> bytes:
    """Cells that can be seen: Pandoc's tables have no lines."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        root = parse_xml(file.read(DOCUMENT))
    for look in root.iter(f"{W}tblPr"):
        borders = etree.SubElement(look, f"{W}tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            line = etree.SubElement(borders, f"{W}{side}")
            for name, value in (("val", "single"), ("sz", "4"), ("color", "808080")):
                line.set(f"{W}{name}", value)
        later = [
            each
            for each in look
            if etree.QName(each).localname in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption")
        ]
        for each in later:  # the schema has them in this order
            look.append(each)
    return repacked(data, {DOCUMENT: xml_bytes(root)})
