"""Reads the markup that databases put into titles and abstracts (HTML, JATS, MathML, entities) as CSL has it, or as plain text.

CSL knows <i>, <b>, <sub>, <sup> and small capitals. See https://docs.citationstyles.org/en/stable/ and https://jats.nlm.nih.gov/.
"""

from __future__ import annotations

import html
import re
import unicodedata

from lxml import etree

from bookbuilder.xml_source import parse_xml

SMALL_CAPITALS = '<span style="font-variant:small-caps;">'
KEPT = {
    "i": "i", "em": "i", "italic": "i", "b": "b", "strong": "b", "bold": "b", "sub": "sub", "inf": "sub", "sup": "sup", "super": "sup",
    "sc": "span", "scp": "span", "smallcaps": "span",
}  # fmt: skip
"""CSL's elements by those of HTML, JATS and publishers."""
DROPPED = frozenset(
    """a abstract alternatives br div ext-link font inline-formula label list list-item math monospace named-content overline p
    roman sans-serif sec span styled-content title tt u underline xref h1 h2 h3 h4 ul li ol""".split()
)
"""Elements of which only the words stay."""
_NAMES = "|".join(sorted({*KEPT, *DROPPED}, key=len, reverse=True))
_TAG = re.compile(rf"<(/?)(?:[a-z]+:)?({_NAMES})(\s[^<>]*)?(/?)>", re.IGNORECASE)
_ESCAPED = re.compile(rf"&lt;(/?(?:[a-z]+:)?(?:{_NAMES})\b(?:(?!&[lg]t;).)*?)&gt;", re.IGNORECASE)
_FORMULA = re.compile(r"<((?:[a-z]+:)?math)\b[^>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
_SOURCE = re.compile(r"<((?:[a-z]+:)?(?:tex-math|annotation))\b[^>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)


def rich(text: str) -> str:
    """Text with CSL's markup alone; a sign that opens no known element is a sign."""
    if "<" not in text and "&" not in text:
        return folded(text)
    known = _ESCAPED.sub(lambda match: f"<{html.unescape(match[1])}>", text)
    formulas = _FORMULA.sub(lambda match: _formula(match[0]), _SOURCE.sub("", known))
    return folded(html.unescape(_balanced(formulas)))


def plain(text: str) -> str:
    """Text without markup; a paragraph and a heading end with a space."""
    return re.sub(
        r"</?(?:i|b|sub|sup|span)\b[^<>]*>", "", rich(re.sub(r"</(?:\w+:)?(?:p|title|sec)>", r"\g<0> ", text))
    )


def folded(text: str) -> str:
    """Spaces folded, accents composed: \\"{\\i} of LaTeX is ï, and no ı with points above it."""
    return unicodedata.normalize("NFC", re.sub("\u0131(?=[\u0300-\u036f])", "i", " ".join(text.split())))


def _balanced(text: str) -> str:
    """CSL's elements for the others, and none that is not closed in its turn."""
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    end = 0
    for match in _TAG.finditer(text):
        pieces.append(text[end : match.start()])
        end = match.end()
        name = match[2].lower()
        kept = KEPT[name] if name in KEPT else ""
        if name == "span" and (match[1] or "small-caps" in (match[3] or "")):
            kept = "span"
        if not kept or match[4]:
            pieces.append(" " if name in ("br", "p") else "")
        elif not match[1]:
            opened.append((kept, len(pieces)))
            pieces.append(SMALL_CAPITALS if kept == "span" else f"<{kept}>")
        elif opened and opened[-1][0] == kept:
            opened.pop()
            pieces.append(f"</{kept}>")
    for _, place in opened:
        pieces[place] = ""
    return "".join([*pieces, text[end:]])


def _formula(written: str) -> str:
    """A formula of MathML in a title: its signs, what is raised or lowered in CSL's markup."""
    bare = re.sub(r"(</?)[a-z]+:", r"\1", re.sub(r"\s[\w:-]+\s*=\s*(\"[^\"]*\"|'[^']*')", "", written))
    try:
        return _signs(parse_xml(html.unescape(bare).encode(), recover=True))
    except etree.XMLSyntaxError:
        return re.sub(r"<[^<>]*>", "", bare)


def _signs(element: etree._Element | None) -> str:
    if element is None:
        return ""
    parts = [_signs(child) for child in element if isinstance(child.tag, str)]
    if element.tag == "msup" and len(parts) == 2:
        return f"{parts[0]}<sup>{parts[1]}</sup>"
    if element.tag == "msub" and len(parts) == 2:
        return f"{parts[0]}<sub>{parts[1]}</sub>"
    if element.tag == "msubsup" and len(parts) == 3:
        return f"{parts[0]}<sub>{parts[1]}</sub><sup>{parts[2]}</sup>"
    if element.tag == "mfrac" and len(parts) == 2:
        return "/".join(parts)
    if element.tag == "msqrt":
        return f"√{''.join(parts)}"
    return " ".join((element.text or "").split()) + "".join(parts)
