"""Gives paragraphs in letters of one width, as authors set code in Word, the style that Pandoc reads as code, in place."""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.desk.word_in.direct_headings import MADE, Styles, is_set, value_of
from bookbuilder.markdown.word_file import W, words_of

FRAME = "frame around code taken off"
CODE = f"{MADE}Code"
"""The id of the style that `add_styles` gives a file for it."""
_ONE_WIDTH = re.compile(
    r"courier|consolas|\bmono(?!type)|menlo|monaco|lucida console|cascadia|fira code|source code", re.I
)
_NOT_IN_CODE = (
    *(f"{W}{it}" for it in ("drawing", "pict", "object", "fldChar", "sectPr", "footnoteReference", "endnoteReference")),
    f"{W}commentReference",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
)
_NOT_CODE = re.compile(r"heading|(?:sub)?title|caption|(?:intense |block )?quot(?:e|ation)s?|toc", re.I)
"""What Word calls the styles of paragraphs that are something else, whatever their letters."""
_PROSE = re.compile(r"[\"'“‘«„]?[^\W\d_a-z](?:\w*[,’'-]? ){8}.*[.!?…][\"'”’»]?\s*", re.DOTALL)
"""A sentence."""
_REMARKS = ("#", "//", "/*", "*", "--", "%", ";")
"""How what editors set in italics begins."""


def typed_code(root: etree._Element, styles: Styles) -> list[tuple[str, str]]:
    """Change the tree of a part with text; a line on each listing. A typescript, all in such letters, is no code.

    In a table it is code where it fills the one cell: the frame goes then.
    """
    paragraphs = [(it, words_of(it)) for it in root.iter(f"{W}p")]
    typed = [(it, text) for it, text in paragraphs if text.strip() and _is_typed(it, styles)]
    if 2 * sum(len(text) for _, text in typed) > sum(len(text) for _, text in paragraphs):
        return []
    found = [it for it, text in typed if _is_code(it, text, styles)]
    lines: list[tuple[str, str]] = []
    by_table: dict[etree._Element | None, list[etree._Element]] = {}
    for paragraph in found:
        by_table.setdefault(next(paragraph.iterancestors(f"{W}tbl"), None), []).append(paragraph)
    tables = [table for table, code in by_table.items() if table is not None and _take_off_frame(table, set(code))]
    framed = dict.fromkeys(tables)
    lines += [(FRAME, words_of(by_table[table][0])[:80]) for table in framed]
    for paragraph in [it for table, code in by_table.items() for it in code if table is None or table in framed]:
        between = []
        before = paragraph.getprevious()
        while before is not None and before.tag == f"{W}p" and not words_of(before).strip() and _may_be(before):
            between.append(before)
            before = before.getprevious()
        goes_on = before is not None and before.find(f"{W}pPr/{W}pStyle[@{W}val='{CODE}']") is not None
        if not goes_on:
            lines.append(("lines in letters of one width made code", words_of(paragraph)[:80]))
        for each in [paragraph, *(between if goes_on else [])]:
            for look in each.findall(f"{W}pPr"):
                each.remove(look)
            etree.SubElement(look := etree.Element(f"{W}pPr"), f"{W}pStyle").set(f"{W}val", CODE)
            each.insert(0, look)
    return lines


def _take_off_frame(table: etree._Element, code: set[etree._Element]) -> bool:
    """Put the listing that fills a table's one cell into the table's place; whether it was so."""
    blocks = [it for it in table.iter(f"{W}p", f"{W}tbl") if it is not table]
    filled = all(it in code or it.tag == f"{W}p" and not words_of(it).strip() and _may_be(it) for it in blocks)
    if len(list(table.iter(f"{W}tc"))) != 1 or not filled:
        return False
    for block in blocks:
        table.addprevious(block)
    table.getparent().remove(table)  # type: ignore[union-attr]
    return True


def _is_typed(paragraph: etree._Element, styles: Styles) -> bool:
    runs = [it for it in paragraph.iter(f"{W}r") if words_of(it).strip()]
    return all(_ONE_WIDTH.search(_font(it, paragraph, styles)) for it in runs)


def _is_code(paragraph: etree._Element, text: str, styles: Styles) -> bool:
    """Whether a paragraph in letters of one width is a listing: nothing of it is lost then."""
    style = value_of(paragraph.find(f"{W}pPr/{W}pStyle"))
    names = [styles.names[it] for it in styles.based(style) if it in styles.names]
    italic = [words_of(it).strip() for it in paragraph.iter(f"{W}r") if is_set(it, "i")]
    return (
        _may_be(paragraph)
        and not _PROSE.fullmatch(text)
        and not any(map(_NOT_CODE.match, names))
        and all(not it or it.startswith(_REMARKS) for it in italic)
        and all("://" in words_of(it) for it in paragraph.iter(f"{W}hyperlink"))
    )


def _may_be(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}numPr") is None and next(paragraph.iter(*_NOT_IN_CODE), None) is None


def _font(run: etree._Element, paragraph: etree._Element, styles: Styles) -> str:
    """The font of a run: its own, or that of its style, or of its paragraph's."""
    named = (run.find(f"{W}rPr/{W}rStyle"), paragraph.find(f"{W}pPr/{W}pStyle"))
    fonts = [*run.findall(f"{W}rPr/{W}rFonts"), *styles.said("rFonts", *map(value_of, named))]
    return fonts[0].get(f"{W}ascii") or fonts[0].get(f"{W}hAnsi") or "" if fonts else ""
