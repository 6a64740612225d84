"""Makes the PDF's structure elements from drawn boxes: a paragraph over two pages is one element.

The tree follows the document's own elements, not the pages: boxes of one element on several lines and pages feed one
structure element, and a note stands behind its call. See ISO 32000-1, 14.8.4, and ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from bookbuilder.layout.engine.continuation_heads import CONTINUED
from bookbuilder.layout.engine.tables import headers_of
from bookbuilder.layout.laid_out import Content, Element, Link
from bookbuilder.markdown.xhtml_text import class_names

_ELEMENTS = {
    "Sect": "section", "Art": "article", "Div": "div header nav aside", "P": "p pre", "BlockQuote": "blockquote",
    "L": "ul ol dl", "LI": "li", "Lbl": "dt", "LBody": "dd", "Caption": "caption figcaption", "Figure": "figure img",
    "H1": "h1", "H2": "h2", "H3": "h3", "H4": "h4", "H5": "h5", "H6": "h6",
    "Table": "table", "THead": "thead", "TBody": "tbody", "TFoot": "tfoot", "TR": "tr", "TH": "th", "TD": "td", "": "hr",
}  # fmt: skip
BLOCKS = {element: type for type, elements in _ELEMENTS.items() for element in elements.split()}
"""HTML elements and their structure types; others lend their text to the element around them."""


@dataclass
class _Node:
    type: str
    element: Any
    id: str = ""
    lang: str = ""
    alt: str = ""
    expansion: str = ""
    attributes: dict[str, object] = field(default_factory=dict)
    kids: list[_Node | Content | Link] = field(default_factory=list)

    def frozen(self) -> Element:
        kids = tuple(kid.frozen() if isinstance(kid, _Node) else kid for kid in self.kids)
        attributes = tuple(sorted(self.attributes.items()))
        return Element(self.type, self.id, self.lang, self.alt, self.expansion, attributes, kids)


def elements_of(
    document: Any, page_streams: list[Any], annotations: dict[bytes, tuple[int, int]]
) -> tuple[Element, ...]:
    """The structure of one drawn document, its roots in order; `annotations` says where each link's annotation is."""
    reading = _Reading(document, annotations)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        reading.page(number, page._page_box, stream._tags)
    return tuple(kid.frozen() for kid in reading.root.kids if isinstance(kid, _Node))


def repeated_boxes(document: Any) -> set[Any]:
    """Boxes of table heads and of the index that are printed again on a following page: they are not content of their own."""
    seen: set[Any] = set()
    found: set[Any] = set()
    for page in document.pages:
        for box in _descendants(page._page_box):
            if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
                if box.element in seen:
                    found.update(_descendants(box))
                seen.add(box.element)
            elif (box.element_tag or "").endswith(CONTINUED):
                found.add(box)
    return found


class _Reading:
    def __init__(self, document: Any, annotations: dict[bytes, tuple[int, int]]) -> None:
        root = document._html.etree_element
        self.root = _Node("Document", root)
        self._nodes: dict[Any, _Node] = {}
        self._bodies: dict[Any, _Node] = {}
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._annotations = annotations
        self._headers = headers_of(root)
        self._contents = {
            element
            for section in root.iter("section")
            if _is_contents(section)
            for element in section.iter()
            if element.tag in ("ol", "ul", "li")
        }

    def page(self, number: int, page: Any, tags: dict[Any, dict[str, Any]]) -> None:
        for child in page.children:
            self._box(child, self.root, number, tags)
        for box in list(tags):
            (self._node(box.element) or self.root).kids.append((number, tags.pop(box)["mcid"]))

    def _box(self, box: Any, node: _Node, number: int, tags: dict[Any, dict[str, Any]]) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if box.element is not None:
            node = self._of_box(box) or node
        if getattr(box, "link_annotation", None):
            page, place = self._annotations[box.link_annotation.reference]
            node.kids.append((page, "annotation", place))
        if box in tags:
            node.kids.append((number, tags.pop(box)["mcid"]))
            if isinstance(box, boxes.ReplacedBox):
                _measure(node, box)
        for child in box.children if isinstance(box, boxes.ParentBox) else ():
            self._box(child, node, number, tags)

    def _of_box(self, box: Any) -> _Node | None:
        """The node that a box's text belongs to; a marker is the label of its item, all else of an item its body."""
        node = self._node(box.element)
        if node is not None and node.type == "LI":
            part = "Lbl" if box.element_tag.endswith("::marker") else "LBody"
            return self._part(node, box.element, part)
        return node

    def _node(self, element: Any) -> _Node | None:
        """The node of the nearest element that has one, made with the nodes around it when it is first met."""
        if element in self._nodes:
            return self._nodes[element]
        if element not in self._parents:
            return self.root
        type = _type(element)
        if element in self._contents:
            type = "TOCI" if element.tag == "li" else "TOC"
        above = self._node(self._parents[element]) or self.root
        if above.type == "LI" and self._parents[element] is above.element:
            above = self._part(above, above.element, "LBody")
        if not type:
            self._nodes[element] = above
            return above
        return self._added(element, type, above)

    def _added(self, element: Any, type: str, above: _Node) -> _Node:
        node = _Node(type, element, element.get("id") or "", lang=_own_lang(element, self._parents))
        if type == "Link":
            role = element.get("role")
            around = {"doc-noteref": "Reference", "doc-backlink": "Lbl"}
            if role in around:
                outer = _Node(around[role], element, kids=[node])
                node.id = ""
                above.kids.append(outer)
            else:
                above.kids.append(node)
        elif type in ("Lbl", "LBody") and above.type == "L":
            self._add_term(node, above)
        else:
            above.kids.append(node)
        if type == "Figure":
            node.alt = _alt(element)
        if element.tag == "abbr":
            node.expansion = element.get("title") or ""
        if type == "Formula":
            node.alt = element.get("data-formula")
        if type == "L":
            name = element.get("data-tag") or element.tag
            node.attributes["ListNumbering"] = "Decimal" if name == "ol" else "None" if name == "dl" else "Disc"
        if type in ("TH", "TD"):
            self._add_cell(node, element)
        self._nodes[element] = node
        return node

    def _add_term(self, node: _Node, list_node: _Node) -> None:
        """A term begins an item of a definition list, its definitions go on with it."""
        last = list_node.kids[-1] if list_node.kids else None
        if node.type == "Lbl" or not isinstance(last, _Node):
            last = _Node("LI", None)
            list_node.kids.append(last)
        last.kids.append(node)

    def _add_cell(self, node: _Node, element: Any) -> None:
        for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
            span = element.get(name) or "1"
            if span.isdigit() and int(span) > 1:
                node.attributes[key] = int(span)
        cell = self._headers[element] if element in self._headers else None
        if node.type == "TH":
            node.attributes["Scope"] = cell.scope if cell else "Column"
        if cell:
            node.id = node.id or cell.id
            if cell.headers:
                node.attributes["Headers"] = cell.headers

    def _part(self, item: _Node, element: Any, type: str) -> _Node:
        key = (element, type)
        if key not in self._bodies:
            self._bodies[key] = _Node(type, element)
            item.kids.insert(0 if type == "Lbl" else len(item.kids), self._bodies[key])
        return self._bodies[key]


def _type(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "span":
        if element.get("data-call"):
            return "Note"
        if element.get("data-formula"):
            return "Formula"
        tag = element.get("data-tag") or ""
        if not tag:
            return "Span" if element.get("lang") else ""
    if tag == "abbr":
        return "Span" if element.get("title") or element.get("lang") else ""
    if tag == "a":
        return "Link" if element.get("href") else ""
    if tag == "figure":
        return "Figure" if sum(1 for _ in element.iter("img")) == 1 else "Div"
    if tag == "img" and element.get("data-figure"):
        return ""
    names = class_names(element)
    if tag == "aside" and "excerpt" in names:
        return "BlockQuote"
    if tag in ("i", "em", "b", "cite", "q", "strong") and element.get("lang"):
        return "Span"
    return BLOCKS[tag] if tag in BLOCKS else ""


def _is_contents(section: Any) -> bool:
    return section.get("role") == "doc-toc" or (section.get("class") or "").startswith("list-of-")


def _alt(element: Any) -> str:
    image = element if element.tag == "img" else next(iter(element.iter("img")), None)
    return (image.get("alt") or "") if image is not None else ""


def _own_lang(element: Any, parents: dict[Any, Any]) -> str:
    lang = element.get("lang") or ""
    above = parents[element] if element in parents else None
    while above is not None and not above.get("lang"):
        above = parents[above] if above in parents else None
    return lang if above is None or above.get("lang") != lang else ""


def _measure(node: _Node, box: Any) -> None:
    x, y = box.content_box_x(), box.content_box_y()
    node.attributes["BBox"] = tuple(round(float(edge) * 0.75, 2) for edge in (x, y, x + box.width, y + box.height))


def _descendants(box: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        yield from _descendants(child)
