"""Turns Pandoc's JSON into typed elements, and walks over them in the order of reading; the one door to panflute."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

import panflute as pf

API_VERSION = [1, 23, 1]

_LEAVES = frozenset(
    {pf.Str, pf.Space, pf.SoftBreak, pf.LineBreak, pf.Code, pf.Math, pf.RawInline, pf.RawBlock, pf.CodeBlock}
)
"""Elements that hold no others."""
_PLAIN = frozenset(
    {pf.Para, pf.Plain, pf.Span, pf.Div, pf.Emph, pf.Strong, pf.Quoted, pf.Link, pf.Note, pf.Header, pf.ListItem}
)
"""Elements that hold others in their `content` alone."""

_found: tuple[list[pf.Element], int] = [], 0
"""The siblings among which an element was found last, and where."""


def load(ast: str) -> pf.Doc:
    """Pandoc's JSON as a document of typed elements."""
    if '"Raw' in ast:  # panflute knows some formats alone, and Pandoc any: `{=comment}`
        pf.elements.RAW_FORMATS.update(re.findall(r'"c":\s*\["([\w-]+)"', ast))
    ast = re.sub(r'("t":\s*"Header",\s*"c":\s*\[)\d{2,}', r"\g<1>9", ast)  # a row of ####, of which it takes ten
    try:
        return pf.load(io.StringIO(ast))
    except IndexError:  # panflute counts the columns of a table by its cells, and Pandoc makes tables without any
        return pf.load(io.StringIO(json.dumps(_without_empty_tables(json.loads(ast)))))


@lru_cache(maxsize=1)
def load_to_read(ast: str) -> pf.Doc:
    """The same for several readers one after the other, none of whom changes anything."""
    return load(ast)


def _without_empty_tables(node: Any) -> Any:
    """A part of Pandoc's AST without tables that have no row."""
    if isinstance(node, dict):
        return {key: _without_empty_tables(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_empty_tables(it) for it in node if not _is_empty_table(it)]
    return node


def _is_empty_table(node: Any) -> bool:
    if not isinstance(node, dict) or node.get("t") != "Table":
        return False
    _, _, _, head, bodies, foot = node["c"]
    return not any((head[1], foot[1], *(rows for body in bodies for rows in body[2:])))


def load_blocks(blocks: str) -> list[pf.Block]:
    """A JSON list of Pandoc blocks as typed elements."""
    ast = {"pandoc-api-version": API_VERSION, "meta": {}, "blocks": json.loads(blocks)}
    return list(load(json.dumps(ast)).content)


def dump(document: pf.Doc) -> str:
    """A document as Pandoc's JSON."""
    stream = io.StringIO()
    pf.dump(document, stream)
    return stream.getvalue()


def in_order(element: pf.Element) -> Iterator[pf.Element]:
    """The element and all below it, each before what it holds: a table's caption first, a figure's last.

    What an element holds is asked for when those before it have been handed over, and may be changed until then.
    """
    for found, _ in in_order_and_notes(element):
        yield found


def in_order_and_notes(element: pf.Element) -> Iterator[tuple[pf.Element, bool]]:
    """The same, and whether each stands in a note."""
    levels: list[tuple[Iterator[pf.Element], bool]] = [(iter((element,)), False)]
    while levels:
        siblings, in_note = levels[-1]
        for found in siblings:
            yield found, in_note
            if type(found) not in _LEAVES:
                levels.append((iter(children(found)), in_note or isinstance(found, pf.Note)))
                break
        else:
            levels.pop()


def position_of(element: pf.Element, content: pf.ListContainer | list[pf.Element]) -> int:
    """The index of an element among its siblings, searched in both directions from the one found last.

    So asking for all in turn costs one pass, even while siblings are removed. A container of panflute's works on each child
    that it hands out, so its list is asked.
    """
    global _found
    siblings = content.list if isinstance(content, pf.ListContainer) else content
    count = len(siblings)
    begins = min(_found[1], count) if _found[0] is siblings else 0
    steps = ((begins + step, begins - 1 - step) for step in range(count))
    found = next(at for at in chain.from_iterable(steps) if 0 <= at < count and siblings[at] is element)
    _found = siblings, found
    return found


def children(element: pf.Element) -> list[pf.Element]:
    """What an element holds, in the order of reading."""
    if type(element) in _PLAIN:  # nearly all, recognised at one look
        return _attached(element.content)
    if isinstance(element, pf.Table):
        slots: list[Any] = [element.caption, element.head, *element.content, element.foot]
    elif isinstance(element, pf.TableBody):
        slots = [*element.head, *element.content]
    elif isinstance(element, pf.Figure):
        slots = [*element.content, element.caption]
    elif isinstance(element, pf.DefinitionItem):
        slots = [*element.term, *element.definitions]
    elif isinstance(element, pf.Caption):
        slots = [*(element.short_caption or []), *element.content]
    elif isinstance(element, pf.Cite):
        slots = []
    elif hasattr(element, "content"):
        slots = list(element.content)
    else:
        slots = []
    return [slot for slot in slots if slot is not None]


def _attached(content: pf.ListContainer) -> list[pf.Element]:
    """What a container holds, each with its parent and its place, as panflute gives it one by one at four times the cost."""
    parent, location = content.parent, content.location
    for index, child in enumerate(content.list):
        child.parent, child.location, child.index = parent, location, index
    return list(content.list)


def words(element: pf.Element | list[pf.Element]) -> str:
    """The words of an element, without notes and markup."""
    elements = element if isinstance(element, list) else [element]
    return " ".join("".join(_words(part) for part in elements).split())


def _words(element: pf.Element) -> str:
    if isinstance(element, (pf.Str, pf.Code, pf.Math)):
        return str(element.text)
    if isinstance(element, (pf.Space, pf.SoftBreak, pf.LineBreak)):
        return " "
    if isinstance(element, (pf.Note, pf.RawInline, pf.RawBlock)):
        return ""
    inside = "".join(_words(child) for child in children(element))
    if isinstance(element, pf.Quoted):
        return f"‘{inside}’" if element.quote_type == "SingleQuote" else f"“{inside}”"
    return f"{inside} " if isinstance(element, pf.Block) else inside


def replace(element: pf.Element, others: list[pf.Element]) -> None:
    """Put other elements in the place of one, in its parent's content, whose elements know their neighbours afterwards."""
    content = element.container
    position = position_of(element, content)
    content[position : position + 1] = others
    behind = position + len(others)
    for moved in range(position, behind):
        content[moved].index = moved
    for moved, each in enumerate(content.list[behind:] if len(others) != 1 else (), behind):
        each.index = moved  # of thousands, which the container would attach to it anew


def remove(elements: list[pf.Element]) -> None:
    """Take elements out of what holds them, each content in one pass: thousands may stand in one paragraph."""
    gone = set(map(id, elements))
    for content in {id(it.container): it.container for it in elements}.values():
        content[:] = [it for it in content.list if id(it) not in gone]
        for index, each in enumerate(content.list):
            each.index = index
