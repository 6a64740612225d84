"""Reads the blocks of HTML in a chapter by Pandoc's reader of HTML, with the Markdown between their tags."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import panflute as pf
from lxml import html

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.ast import in_order, load_blocks, position_of, replace
from bookbuilder.markdown.cell_tags import BLOCKS
from bookbuilder.markdown.conversions import html_to_blocks
from bookbuilder.markdown.pandoc import write_xhtml

Where = Callable[[pf.Element], Location]
"""Where an element stands in its author's file."""

LEFT_OUT = frozenset("script style iframe object embed video audio canvas form input button noscript svg".split())

_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][\w:-]*)([^>]*?)(/?)\s*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"[A-Za-z_][\w:.-]*")
_ID = re.compile(r"<[a-zA-Z][^<>]*?\sid=[\"']([^\"'<>\s]+)[\"']")


def html_in_blocks(document: pf.Doc, where: Where) -> Iterator[Diagnostic]:
    """Blocks of HTML are read by Pandoc's reader of HTML, with the Markdown between their tags; all of a chapter at once."""
    runs: list[tuple[pf.ListContainer, list[pf.Block]]] = []
    read_with_others: set[int] = set()
    for holder in [it for it in in_order(document) if isinstance(getattr(it, "content", None), pf.ListContainer)]:
        content = holder.content
        blocks = list(content)
        ends = _ends_of_runs(blocks) if any(map(_is_html, blocks)) else []
        place = 0
        while place < len(ends):
            if not _is_html(blocks[place]):
                place += 1
                continue
            run = blocks[place : ends[place]]
            yield from itertools.islice(first_lost(_tags_of(run), where(run[0])), 1)
            inside = [it for block in run if not _is_html(block) for it in in_order(block)]
            if any(isinstance(it, (pf.Cite, pf.Note)) for it in inside):
                _put(content, run, [it for it in run if not _is_html(it)])
            elif id(holder) not in read_with_others:
                runs.append((content, run))
                read_with_others |= {id(it) for it in inside}
            place = ends[place]
    for (content, run), made in zip(runs, _read_html([run for _, run in runs]), strict=True):
        _put(content, run, made)


def _put(content: pf.ListContainer, run: list[pf.Block], made: list[pf.Block]) -> None:
    at = position_of(run[0], content)
    content[at : at + len(run)] = made


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


def _ends_of_runs(content: list[pf.Block]) -> list[int]:
    """For each block, the place behind that with which the element that begins there is closed; its own where nothing closes it."""
    depths = list(itertools.accumulate((_opened(it) for it in content), initial=0))
    ends = [place + 1 for place in range(len(content))]
    open_places: list[int] = []
    for place, depth in enumerate(depths):
        while open_places and depths[open_places[-1]] >= depth:
            ends[open_places.pop()] = place
        open_places.append(place)
    return ends


def _opened(block: pf.Block) -> int:
    """How many elements a block of HTML opens and does not close."""
    tags = _TAG.finditer(block.text) if _is_html(block) else ()
    return sum(-1 if tag[1] else 1 for tag in tags if tag[2].lower() not in _EMPTY and not tag[4])


_EMPTY = frozenset("br img hr input meta link col".split())


def _tags_of(run: list[pf.Block]) -> str:
    return "".join(it.text for it in run if _is_html(it))


def _read_html(runs: list[list[pf.Block]]) -> Iterator[list[pf.Block]]:
    """What each run of blocks says, by two calls of Pandoc for all."""
    for run, made in zip(runs, _read_together(_written(runs)), strict=True):
        elements = [it for block in made for it in in_order(block)]
        for it in elements:  # a tag without its end: `<div class="x"` and `<b>` on the next line
            attributes = getattr(it, "attributes", None) or {}
            for key in [key for key in attributes if not _ATTRIBUTE.fullmatch(key)]:
                del attributes[key]
        has = {getattr(it, "identifier", "") for it in elements}
        # an id of a paragraph, or of what no edition can print
        lost = dict.fromkeys(id for id in _ID.findall(_tags_of(run)) if id not in has)
        yield [*(pf.Para(pf.Span(identifier=id)) for id in lost), *made]


def _written(runs: list[list[pf.Block]]) -> list[str]:
    """Each run as HTML; between two of them Pandoc writes a comment that stands nowhere in their words."""
    blocks = [[json.loads(json.dumps(it.to_json())) for it in run] for run in runs]
    mark = f"<!--{hashlib.sha256(json.dumps(blocks).encode()).hexdigest()}-->"
    between = {"t": "RawBlock", "c": ["html", mark]}
    ast = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [it for run in blocks for it in (*run, between)]}
    return write_xhtml(json.dumps(ast, ensure_ascii=False)).split(mark)[:-1] if runs else []


def _read_together(pieces: list[str]) -> list[list[pf.Block]]:
    """The blocks of each piece of HTML, all read at once; of pieces that run into one another, each half for itself."""
    if len(pieces) < 2:
        return [read_blocks(piece) for piece in pieces]
    name = hashlib.sha256("".join(pieces).encode()).hexdigest()
    if not any(_BASE.search(piece) for piece in pieces):
        blocks = read_blocks("".join(f'<div id="{name}-{n}">\n{piece}\n</div>\n' for n, piece in enumerate(pieces)))
        if [getattr(it, "identifier", "") for it in blocks] == [f"{name}-{n}" for n in range(len(pieces))]:
            return [list(it.content) for it in blocks]
    half = len(pieces) // 2
    return [*_read_together(pieces[:half]), *_read_together(pieces[half:])]


_BASE = re.compile(r"<\s*base\b", re.IGNORECASE)
"""What says where all addresses behind it lead."""
# Pandoc is started once for all pieces that are alike.
_as_json = lru_cache(maxsize=256)(html_to_blocks)


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
