"""Makes templates/word/reference.docx from Pandoc's, with the styles that our chapters need besides.

Written anew with `python -m bookbuilder.editions.docx.reference_document`. The typesetter may open it in a word
processor and change every style; names of styles are what the chapters go by.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from lxml import etree

from bookbuilder.markdown.pandoc_process import reference_docx
from bookbuilder.markdown.word_file import STYLES, W, repacked, xml_bytes

TARGET = Path(__file__).resolve().parents[3] / "templates" / "word" / "reference.docx"
FONT = "Literata"

_FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="8" w:color="999999"/>' for side in ("top", "left", "bottom", "right")
)
LOOKS = {
    "Excerpt": f'<w:pPr><w:pBdr>{_FRAME}</w:pBdr><w:spacing w:before="60" w:after="60"/><w:ind w:left="360" w:right="360"/></w:pPr>',
    "Excerpt Attribution": f'<w:pPr><w:pBdr>{_FRAME}</w:pBdr><w:spacing w:before="0" w:after="180"/><w:ind w:left="360" w:right="360"/><w:jc w:val="right"/></w:pPr><w:rPr><w:i/></w:rPr>',
    "Epigraph": '<w:pPr><w:spacing w:after="120"/><w:ind w:left="2880"/></w:pPr><w:rPr><w:i/></w:rPr>',
    "Bibliography Entry": '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr>',
}
"""Paragraph styles by name: an excerpt stands in a frame, as in print."""


def reference_document() -> bytes:
    """The document's bytes, the same each time."""
    data = reference_docx()
    with zipfile.ZipFile(BytesIO(data)) as source:
        styles = source.read(STYLES)
    return repacked(data, {STYLES: _styled(styles)})


def _styled(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for fonts in root.iter(f"{W}rFonts"):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(f"{W}{name}", FONT)
    for name, look in LOOKS.items():
        id = name.replace(" ", "")
        style = (
            f'<w:style xmlns:w="{W[1:-1]}" w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="BodyText"/><w:qFormat/>{look}</w:style>'
        )
        root.append(etree.fromstring(style))
    return xml_bytes(root)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(reference_document())
