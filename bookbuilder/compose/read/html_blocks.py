"""Reads the blocks of HTML in a chapter by Pandoc's reader of HTML, with the Markdown between their tags."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import panflute as pf
from lxml import html

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.ast import in_order, load_blocks, replace
from bookbuilder.markdown.cell_tags import BLOCKS
from bookbuilder.markdown.conversions import html_to_blocks
from bookbuilder.markdown.pandoc import write_xhtml

Where = Callable[[pf.Element], Location]
"""Where an element stands in its author's file."""

LEFT_OUT = frozenset("script style iframe object embed video audio canvas form input button noscript svg".split())

_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][\w:-]*)([^>]*?)(/?)\s*>", re.DOTALL)
_ID = re.compile(r"<[a-zA-Z][^<>]*?\sid=[\"']([^\"'<>\s]+)[\"']")


def html_in_blocks(document: pf.Doc, where: Where) -> Iterator[Diagnostic]:
    """Blocks of HTML are read by Pandoc's reader of HTML, with the Markdown between their tags."""
    for holder in [it for it in in_order(document) if isinstance(getattr(it, "content", None), pf.ListContainer)]:
        content = holder.content
        place = 0
        while place < len(content):
            if not _is_html(content[place]):
                place += 1
                continue
            end = _end_of_run(list(content), place)
            run = list(content[place:end])
            made, found = _read_html(run, where)
            if found:
                yield found
            content[place:end] = made
            place += len(made)


def pieces_of(block: pf.Block) -> list[pf.Block]:
    """The words of a cell with tags of HTML's blocks between them as blocks, as Pandoc has them outside of tables."""
    if not isinstance(block, (pf.Plain, pf.Para)):
        return [block]
    pieces: list[pf.Block] = []
    words: list[pf.Inline] = []
    for inline in block.content:
        tag = tag_of(inline) if isinstance(inline, pf.RawInline) and inline.format == "html" else None
        if tag is None or tag[1] not in BLOCKS:
            words.append(inline)
            continue
        pieces += [pf.Plain(*words)] if any(not isinstance(it, pf.Space) for it in words) else []
        pieces.append(pf.RawBlock(inline.text, format="html"))
        words = []
    if not pieces:
        return [block]
    return [*pieces, *([pf.Plain(*words)] if any(not isinstance(it, pf.Space) for it in words) else [])]


def _is_html(element: pf.Element) -> bool:
    return (
        isinstance(element, pf.RawBlock) and element.format == "html" and not element.text.lstrip().startswith("<!--")
    )


def _end_of_run(content: list[pf.Element], start: int) -> int:
    """Behind the block with which the element that begins at `start` is closed."""
    depth = 0
    for place in range(start, len(content)):
        if _is_html(content[place]):
            for tag in _TAG.finditer(content[place].text):
                if tag[2].lower() not in ("br", "img", "hr", "input", "meta", "link", "col") and not tag[4]:
                    depth += -1 if tag[1] else 1
        if depth <= 0:
            return place + 1
    return start + 1


def _read_html(run: list[pf.Block], where: Where) -> tuple[list[pf.Block], Diagnostic | None]:
    texts = "".join(it.text for it in run if _is_html(it))
    found = next(first_lost(texts, where(run[0])), None)
    inside = [it for it in run if not _is_html(it)]
    if any(isinstance(it, (pf.Cite, pf.Note)) for block in inside for it in in_order(block)):
        return inside, found
    ast = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [json.loads(json.dumps(it.to_json())) for it in run],
    }
    made = read_blocks(_as_html(json.dumps(ast, ensure_ascii=False)))
    has = {getattr(it, "identifier", "") for block in made for it in in_order(block)}
    # an id of a paragraph, or of what no edition can print
    lost = dict.fromkeys(id for id in _ID.findall(texts) if id not in has)
    return [*(pf.Para(pf.Span(identifier=id)) for id in lost), *made], found


# Pandoc is started twice for each piece, and once for all that are alike.
_as_html, _as_json = lru_cache(maxsize=256)(write_xhtml), lru_cache(maxsize=256)(html_to_blocks)


def read_blocks(html: str) -> list[pf.Block]:
    """The blocks of a piece of HTML, without the drawings in it, of which Pandoc makes pictures."""
    blocks = load_blocks(_as_json(html))
    holder = pf.Div(*blocks)
    for named in [it for it in in_order(holder) if re.search(r"[\s<>\"']", getattr(it, "identifier", ""))]:
        named.identifier = ""  # words of a table's head, of which a program has made an id: no link leads there
    for frame in [it for it in in_order(holder) if isinstance(it, pf.Div) and "sourceCode" in it.classes]:
        replace(frame, list(frame.content))  # Pandoc's own, around coloured code
    blocks = list(holder.content)
    for image in [it for block in blocks for it in in_order(block) if isinstance(it, pf.Image)]:
        if image.url.startswith("data:image/svg"):
            replace(image, [])
    return blocks


def first_lost(text: str, place: Location) -> Iterator[Diagnostic]:
    """The first element of a piece of HTML that no edition can print."""
    lost = next((tag for tag in _TAG.finditer(text) if tag[2].lower() in LEFT_OUT), None)
    if lost is not None:
        yield fault(place, f"<{lost[2].lower()}> is left out: no edition can print it.", "Say it in Markdown.")


def tag_of(element: pf.RawInline) -> tuple[bool, str, dict[str, str]] | None:
    """Whether a piece of raw HTML closes, its name and its attributes; None where it is not one tag."""
    found = _TAG.fullmatch(element.text.strip())
    if not found:
        return None
    name = found[2].lower()
    attributes: dict[str, str] = {}
    if not found[1] and found[3].strip():
        attributes = {str(key): str(value) for key, value in html.fragment_fromstring(f"<{name}{found[3]}>").items()}
    return bool(found[1]), name, attributes


def fault(place: Location, message: str, remedy: str) -> Diagnostic:
    """CHP-013: raw markup that is left out."""
    return Diagnostic("CHP-013", place, message, remedy)
