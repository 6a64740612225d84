"""Writes the publication as plain text: a paragraph, or a row of a table, a line, and an empty line after each block.

Chapters begin after a form feed, which no text of a book can hold. Cells of a row stand between tabs, paragraphs of one
cell between line separators (U+2028), so that a row stays a line. The number of an item ends with an en space (U+2002).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from bookbuilder.compose.decide.numbering import letter
from bookbuilder.editions.draft_marks import Mark
from bookbuilder.markdown.xhtml_text import class_names, parent_of
from bookbuilder.model.folios import roman
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.pages.page_refs import CLASS
from bookbuilder.pages.running_text import read_document

CHAPTER = "\f\n"
CELL = "\t"
IN_CELL = "\u2028"
AFTER_NUMBER = "\u2002"
_HELD = "\uf8fe"
_LINE, _INDENT = "\uf8fd", "\uf8fc"
"""They stand for it, for a line's end in code and for a space of its indent while white space is made single."""
CODE = "    "
"""What stands before each line of a listing."""


def plain_text(publication: Publication, statement: str = "", marks: Sequence[Mark] = ()) -> str:
    """The whole text; a draft's has a `statement` at its head, and its marks before what they concern."""
    book = publication.book
    specimens = publication.terms["specimens-notice"] if publication.has_specimens else ""
    published = ", ".join(filter(None, (book.publisher.place, book.publisher.name, book.year)))
    head = [statement, book.full_title, book.authors, published, book.rights, specimens]
    chapters = [_chapter(document, marks) for document in publication.documents if document.body]
    return CHAPTER.join(["\n".join(filter(None, head)) + "\n", *chapters])


def _chapter(document: ContentDocument, marks: Sequence[Mark]) -> str:
    root = etree.fromstring(document.body)
    for link in root.iter("a"):  # text has no pages: what stands for their numbers is read as it is
        link.set("class", " ".join(it for it in class_names(link) if it != CLASS))
    _number_items(root)
    for code in root.iter("pre"):
        _keep_lines(code)
    waiting = [mark for mark in marks if mark.document == document.id]
    lines: list[str] = []
    for place, line in _blocks(root):
        here = [mark for mark in waiting if mark.element in (place, document.id)]
        waiting = [mark for mark in waiting if mark not in here]
        lines += [f"[{mark.text}]" for mark in here]
        lines.append(_code(line) if line.startswith(_LINE) else line.replace(_HELD, AFTER_NUMBER))
    lines += [f"[{mark.text}]" for mark in waiting]
    return "\n\n".join(lines) + "\n"


def _keep_lines(code: etree._Element) -> None:
    """Let a listing keep its lines and their indents through the reading of its words."""
    for element in code.iter():
        for name in ("text", "tail") if element is not code else ("text",):
            words = getattr(element, name) or ""
            setattr(element, name, words.replace("\n", _LINE).replace("  ", _INDENT * 2))
    code.text = f"{_LINE}{code.text or ''}"


def _code(line: str) -> str:
    """A listing's lines, each behind four spaces, as in Markdown."""
    return "\n".join(f"{CODE}{it.replace(_INDENT, ' ')}" for it in line.removeprefix(_LINE).rstrip(_LINE).split(_LINE))


def _number_items(root: etree._Element) -> None:
    """Write out the numbers that other editions draw beside an item; labels in brackets are words already."""
    for one in root.iter("ol"):
        if "bracketed" in (parent_of(one).get("class") or ""):
            continue
        style = one.get("type") or "1"
        for number, item in enumerate(one.findall("li"), start=int(one.get("start") or 1)):
            label = roman(number) if style in "iI" else letter(number) if style in "aA" else str(number)
            first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            label = label.upper() if style in "AI" else label.lower()
            first.text = f"{label}.{_HELD}{(first.text or '').lstrip()}"


def _blocks(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The id and the text of each paragraph, heading, note and table; the rows of a table are lines of one block."""
    rows = _taken_rows(root)
    for is_row, passages in groupby(read_document(root), lambda it: it.text in rows):
        if is_row:
            table = list(passages)
            yield table[0].around, "\n".join(rows[it.text] for it in table)
        else:
            yield from ((it.id, it.text) for it in passages)


def _taken_rows(root: etree._Element) -> dict[str, str]:
    """The lines of all rows by the words that are put in their places, so that the text is read row by row."""
    found = {}
    for number, row in enumerate([it for it in root.iter("tr") if not any(it.iterancestors("tr"))]):
        cells = [IN_CELL.join(it.text for it in read_document(cell)) for cell in row if cell.tag in ("td", "th")]
        name = f"\uf8ff{number}"
        for cell in list(row):
            row.remove(cell)
        if any(cells):
            etree.SubElement(row, "td").text = name
            found[name] = CELL.join(cells).rstrip(CELL)
    return found
