"""Builds the book's one structure tree from the bound documents, with its ParentTree and ids.

See ISO 32000-1, 14.7. Every element of a document becomes one StructElem; marked content is numbered by page, so that a
viewer finds the element of a piece of content through the page's StructParents.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from bookbuilder.layout.laid_out import Content, Element, LaidOut, Link

TABLE_ATTRIBUTES = frozenset({"Scope", "ColSpan", "RowSpan", "Headers"})


@dataclass
class _Tree:
    book: Pdf
    dropped: set[tuple[int, int]]
    turned: Container[int]
    contents: dict[int, dict[int, Object]] = field(default_factory=dict)
    """Of each page its pieces of marked content and their elements."""
    links: list[tuple[Object, Object]] = field(default_factory=list)
    """Annotations and their elements."""
    pages: list[Object] = field(init=False)
    """All pages, since asking for one by its number walks the tree of all."""
    annotations: dict[int, list[Object]] = field(default_factory=dict)
    """Of each page its annotations, as they were asked for."""
    ids: dict[str, Object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages = [page.obj for page in self.book.pages]


def write_structure(
    book: Pdf, bound: Sequence[tuple[int, LaidOut]], dropped: set[tuple[int, int]], turned: Container[int] = ()
) -> None:
    """Write the tree over documents, each with the number of its first page in the file.

    `dropped` names annotations, as (page, place), that the file will not keep; `turned` the pages that were drawn on
    their side.
    """
    tree = _Tree(book, dropped, turned)
    root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    whole.K = Array(
        [_element(tree, element, whole, first) for first, laid_out in bound for element in laid_out.elements]
    )
    root.K = Array([whole])
    _write_parents(tree, root)
    if tree.ids:
        flat = Array()
        for id in sorted(tree.ids, key=lambda id: bytes(String(id))):
            flat.extend([String(id), tree.ids[id]])
        root.IDTree = book.make_indirect(Dictionary(Names=flat))
    book.Root.StructTreeRoot = root
    book.Root.MarkInfo = Dictionary(Marked=True)


def _element(tree: _Tree, element: Element, parent: Object, first: int) -> Object:
    made = tree.book.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.type}"), P=parent))
    if element.id and element.id not in tree.ids:
        made.ID = String(element.id)
        tree.ids[element.id] = made
    if element.lang:
        made.Lang = String(element.lang)
    if element.alt:
        made.Alt = String(element.alt)
    if element.expansion:
        made.E = String(element.expansion)
    attributes = _attributes(tree, element, first)
    if attributes:
        made.A = Array(attributes) if len(attributes) > 1 else attributes[0]
    kids: list[Object | int | Dictionary] = []
    page = -1  # the first page that the element's own content or links are on
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_element(tree, kid, made, first))
            continue
        at = first + kid[0]
        if len(kid) != 2 and (at, kid[2]) in tree.dropped:
            continue
        if page < 0:
            page, made.Pg = at, tree.pages[at]
        kids.append(_content(tree, kid, made, at, page) if len(kid) == 2 else _link(tree, kid, made, at))
    made.K = Array(kids)
    return made


def _link(tree: _Tree, kid: Link, element: Object, at: int) -> Dictionary:
    if at not in tree.annotations:
        tree.annotations[at] = list(tree.pages[at].Annots)
    annotation = tree.annotations[at][kid[2]]
    tree.links.append((annotation, element))
    return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=tree.pages[at])


def _content(tree: _Tree, kid: Content, element: Object, at: int, page: int) -> int | Dictionary:
    tree.contents.setdefault(at, {})[kid[1]] = element
    if at == page:
        return kid[1]
    return Dictionary(Type=Name.MCR, Pg=tree.pages[at], MCID=kid[1])


def _attributes(tree: _Tree, element: Element, first: int) -> list[Dictionary]:
    owners: dict[str, Dictionary] = {}
    for name, value in element.attributes:
        owner = "Table" if name in TABLE_ATTRIBUTES else "List" if name == "ListNumbering" else "Layout"
        made = owners.setdefault(owner, Dictionary(O=Name(f"/{owner}")))
        if name == "BBox" and isinstance(value, tuple):
            made[f"/{name}"] = Array(_box(tree, element, first, value))
        elif isinstance(value, tuple):
            made[f"/{name}"] = Array([String(one) if isinstance(one, str) else one for one in value])
        else:
            made[f"/{name}"] = Name(f"/{value}") if isinstance(value, str) else value
    return list(owners.values())


def _box(tree: _Tree, element: Element, first: int, edges: tuple[float, ...]) -> list[float]:
    """Left, top, right and bottom from the drawn page's upper left corner -> the box in the page's own coordinates."""
    left, top, right, bottom = edges
    number = next((first + kid[0] for kid in element.kids if not isinstance(kid, Element)), first)
    if number in tree.turned:
        return [top, left, bottom, right]
    height = float(tree.pages[number].MediaBox[3])
    return [left, round(height - bottom, 2), right, round(height - top, 2)]


def _write_parents(tree: _Tree, root: Object) -> None:
    numbers: list[Any] = []
    for number, page in enumerate(tree.pages):
        page.StructParents = number
        page.Tabs = Name.S
        held = tree.contents[number] if number in tree.contents else {}
        if held:
            row = [held[mcid] if mcid in held else None for mcid in range(max(held) + 1)]
            numbers += [number, tree.book.make_indirect(Array(row))]
    following = len(tree.pages)
    for annotation, element in tree.links:
        annotation.StructParent = following
        numbers += [following, element]
        following += 1
    root.ParentTree = tree.book.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = following
