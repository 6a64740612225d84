"""Brings Pandoc's MathML into the one form of all editions: a formula with its TeX as alternative text, and nothing else.

See https://www.w3.org/TR/mathml-core/ and https://www.w3.org/TR/epub-33/#sec-xhtml-mathml.
"""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.markdown.xhtml_text import class_names

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
MATH = f"{{{NAMESPACE}}}math"
UNREAD = "unread-formula"
"""The class of a formula that cannot be read: its TeX stands there, as its author typed it."""

_BOLD_ITALIC = re.compile(r"\\(?:boldsymbol|bm|pmb|symbf|mathbfit)(?![A-Za-z])")
_BOLD = re.compile(r"\\(mathbf|boldsymbol|bm|pmb|symbf|mathbfit)(?![A-Za-z])\s*(\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z])")
_UPRIGHT = {0x1D468 + place: 0x1D400 + place for place in range(52)}
r"""TeX's \mathbf is upright, where Pandoc writes bold italics."""
_DELIMITERS = re.compile(r"^\s*\$\$?(.*?)\$?\$\s*$", re.DOTALL)


def finish_formulas(section: etree._Element) -> None:
    """Give each formula below `section` its TeX as `alttext`; what Pandoc could not read is marked and keeps its TeX."""
    for math in list(section.iter(MATH)):
        _take_out_semantics(math)
        _set_upright(math)
        for table in math.iter(f"{{{NAMESPACE}}}mtable"):
            if is_aligned(table):
                table.set("displaystyle", "true")  # as in TeX; a matrix is in the style of the text
        for letter in math.iter(f"{{{NAMESPACE}}}mi"):
            if letter.get("mathvariant") not in (None, "normal"):
                del letter.attrib["mathvariant"]  # MathML Core: the letter itself says that it is bold
    for span in section.iter("span"):
        if {"math"} < set(class_names(span)) and not len(span):
            tex = _DELIMITERS.match(span.text or "")
            span.text = (tex[1] if tex else span.text or "").strip()
            span.set("class", UNREAD)


def is_aligned(table: etree._Element) -> bool:
    """Whether a table is lines set under one another at a sign, and no matrix: Pandoc leaves no space between its columns."""
    cell = next(table.iter(f"{{{NAMESPACE}}}mtd"), None)
    return cell is not None and "padding-right: 0" in (cell.get("style") or "")


def _set_upright(math: etree._Element) -> None:
    r"""Take the slant from the letters of \mathbf; those of \boldsymbol in the same formula keep it, distinguished by their order."""
    tex = math.get("alttext") or ""
    if "\\mathbf" not in tex:
        return
    letters = [
        it for it in math.iter(f"{{{NAMESPACE}}}mi") if it.text and any(ord(sign) in _UPRIGHT for sign in it.text)
    ]
    kinds = ["mathbf"] * len(letters)
    if _BOLD_ITALIC.search(tex):
        kinds = [
            found[1]
            for found in _BOLD.finditer(tex)
            for _ in re.findall(r"(?<!\\)\b[A-Za-z](?![A-Za-z])|(?<=\{)[A-Za-z]|(?<=[A-Za-z])[A-Za-z](?=\})", found[2])
        ]
        if len(kinds) != len(letters):
            return
    for kind, letter in zip(kinds, letters, strict=True):
        if kind == "mathbf":
            letter.text = (letter.text or "").translate(_UPRIGHT)


def alternative(math: etree._Element) -> str:
    """What is read aloud of a formula: its TeX."""
    return " ".join((math.get("alttext") or "".join(map(str, math.itertext()))).split())


def is_display(math: etree._Element) -> bool:
    """Whether a formula stands on a line of its own."""
    return math.get("display") == "block"


def _take_out_semantics(math: etree._Element) -> None:
    semantics = math.find(f"{{{NAMESPACE}}}semantics")
    if semantics is None or not len(semantics):
        return
    tex = semantics.findtext(f"{{{NAMESPACE}}}annotation") or ""
    formula = semantics[0]
    formula.tail = None
    math.replace(semantics, formula)
    if formula.tag != f"{{{NAMESPACE}}}mrow":
        row = etree.SubElement(math, f"{{{NAMESPACE}}}mrow")
        row.append(formula)
    if tex.strip():
        math.set("alttext", " ".join(tex.split()))
