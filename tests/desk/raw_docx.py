"""Word files from a few words of WordprocessingML, for what a word processor's own menus do not make."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(kind: str, target: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'


def write_raw_docx(path: Path, *paragraphs: str) -> Path:
    body = "".join(paragraphs)
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
    )
    styles += '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/><w:basedOn w:val="Heading1"/></w:style>'
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", relations("officeDocument", "word/document.xml"))
        file.writestr("word/_rels/document.xml.rels", relations("styles", "styles.xml"))
        file.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        file.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return path


def paragraph(*runs: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(run if run.startswith('<') else words(run) for run in runs)}</w:p>"


def words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str, result: str, data: str = "") -> str:
    """A field; `data` goes into its fldData and into an inner field, as EndNote does."""
    held = f'<w:fldData xml:space="preserve">{base64.b64encode(data.encode()).decode()}</w:fldData>' if data else ""
    inner = f"{_mark('begin', held)}{_instruction('ADDIN EN.CITE.DATA')}{_mark('end')}" if data else ""
    return f"{_mark('begin', held)}{_instruction(instruction)}{inner}{_mark('separate')}{words(result)}{_mark('end')}"


def control(tag: str, result: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:tag w:val={quoteattr(tag)}/></w:sdtPr><w:sdtContent>{words(result)}</w:sdtContent></w:sdt>"
    )


def _mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>'
