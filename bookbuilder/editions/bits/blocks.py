"""Blocks and words of XHTML as the elements of BITS: quotations, lists, figures, tables, formulas, links.

What BITS has no element for passes its words on, so that none is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bookbuilder.editions.bits.elements import XML, graphic, link_to, named, ncname, paragraphs, with_id, with_text
from bookbuilder.markdown.xhtml_text import alone, class_names
from bookbuilder.mathematics.mathml import MATH, is_display

INLINE = {
    "i": "italic", "em": "italic", "cite": "italic", "b": "bold", "strong": "bold", "sup": "sup", "sub": "sub",
    "code": "monospace", "kbd": "monospace", "samp": "monospace", "s": "strike", "del": "strike", "u": "underline",
}  # fmt: skip
CLASSES = {"smallcaps": "sc", "underline": "underline"}
BLOCKS = frozenset(
    "p blockquote aside ul ol dl figure table pre div section h1 h2 h3 h4 h5 h6 hr header details".split()
)
TABLE_PARTS = frozenset("table thead tbody tfoot tr td th colgroup col".split())
TABLE_ATTRIBUTES = ("colspan", "rowspan", "scope", "headers", "span")


def as_bits(element: etree._Element) -> Iterator[etree._Element]:
    """A block as the elements that stand for it."""
    name, classes = etree.QName(element).localname, class_names(element)
    if name == "figure":
        yield _figure(element)
    elif name == "table":
        yield _table(element)
    elif name in ("blockquote", "aside"):
        yield _quotation(element, "interview" if "excerpt" in classes else "")
    elif name in ("ul", "ol"):
        yield _list(element)
    elif name == "dl":
        yield _definitions(element)
    elif name == "pre":
        made = named("preformat", element)
        made.text = "".join(map(str, element.itertext()))
        yield made
    elif name == "hr":
        return
    elif name in ("div", "section", "header", "details"):
        yield from contents_as_bits(element)
    else:
        yield inline(element, "p")


def contents_as_bits(element: etree._Element) -> Iterator[etree._Element]:
    """The blocks in an element; words that stand in none are a paragraph."""
    loose = etree.Element("p")
    loose.text = element.text
    for child in element.iterchildren("*"):
        if etree.QName(child).localname in BLOCKS:
            if len(loose) or (loose.text or "").strip():
                yield inline(loose, "p")
            yield from as_bits(child)
            loose = etree.Element("p")
            loose.text = child.tail
        else:
            loose.append(alone(child))
            loose[-1].tail = child.tail
    if len(loose) or (loose.text or "").strip():
        yield inline(loose, "p")


def _quotation(element: etree._Element, kind: str) -> etree._Element:
    made = named("disp-quote", element)
    if kind:
        made.set("content-type", kind)
    attributions = []
    for child in element.iterchildren("*"):
        if "attribution" in class_names(child):
            attributions.append(inline(child, "attrib"))
        else:
            lang = child.get("lang")
            for block in as_bits(child):
                if lang and block.tag == "p":
                    block.set(f"{XML}lang", lang)
                made.append(block)
    made.extend(attributions)
    if not len(element):
        made.append(inline(element, "p"))
    return made


def _list(element: etree._Element) -> etree._Element:
    made = named("list", element)
    ordered = etree.QName(element).localname == "ol"
    made.set("list-type", "order" if ordered else "bullet")
    start = element.get("start") or "1"
    for number, child in enumerate(element.iterchildren("li"), int(start) if start.lstrip("-").isdigit() else 1):
        item = named("list-item", child)
        if ordered and start != "1":
            etree.SubElement(item, "label").text = str(number)
        item.extend(paragraphs(contents_as_bits(child), ("p", "list")))
        made.append(item)
    return made


def _definitions(element: etree._Element) -> etree._Element:
    made = named("def-list", element)
    for child in element.iterchildren("dt", "dd"):
        if child.tag == "dt" or not len(made):
            item = etree.SubElement(made, "def-item")
            item.append(inline(child, "term"))
        else:
            meaning = named("def", child)
            meaning.extend(paragraphs(contents_as_bits(child), ("p",)))
            made[-1].append(meaning)
    return made


def _figure(element: etree._Element, kind: str = "") -> etree._Element:
    """Pictures, code or tables below a label, as a table where it is that of one; parts with captions of their own are a group."""
    kind = kind or ("table-wrap" if (element.get("id") or "").startswith("tbl-") else "fig")
    blocks = list(_blocks_in(element))
    if any(it.tag == "figure" or it.tag == "table" and it.find("caption") is not None for it in blocks):
        made = named(f"{kind}-group", element)
        made.extend(_captions(element))
        made.extend(_part(it, kind) for it in blocks)
        return made
    made = named(kind, element)
    made.extend(_captions(element))
    for image in element.iter("img"):
        if image.get("alt"):
            etree.SubElement(made, "alt-text").text = image.get("alt")
    made.extend(graphic(it, "graphic") for it in element.iter("img"))
    return _with_blocks(made, [it for it in blocks if it.tag != "img" and (it.tag != "p" or it.find("img") is None)])


def _blocks_in(figure: etree._Element) -> Iterator[etree._Element]:
    """What stands in a figure but its caption: of the rows and cells of a layout, what stands in them."""
    for child in figure.iterchildren("*"):
        if child.tag == "div" and not any((it or "").strip() for it in (child.text, *(each.tail for each in child))):
            yield from _blocks_in(child)
        elif child.tag != "figcaption":
            yield child


def _part(element: etree._Element, kind: str) -> etree._Element:
    if element.tag == "figure":
        return _figure(element, kind)
    if (element.tag, kind) == ("table", "table-wrap"):
        return _table(element)
    return _with_blocks(etree.Element(kind), [element])


def _with_blocks(made: etree._Element, blocks: list[etree._Element]) -> etree._Element:
    """A table holds no other with a label, and has paragraphs at its foot; a figure has a table in a paragraph."""
    is_table = made.tag == "table-wrap"
    for block in blocks:
        if is_table and block.tag == "table":
            made.append(_table_part(block))
        else:
            made.extend(it for it in as_bits(block) if it.tag != "p" or "".join(map(str, it.itertext())).strip())
    if is_table and (loose := made.findall("p")):
        etree.SubElement(made, "table-wrap-foot").extend(loose)
    for table in made.findall("table-wrap"):
        table.addprevious(held := etree.Element("p"))
        held.append(table)
    return made


def _table(element: etree._Element) -> etree._Element:
    made = named("table-wrap", element)
    made.extend(_captions(element))
    made.append(_table_part(element))
    return made


def _captions(element: etree._Element) -> Iterator[etree._Element]:
    caption = next(element.iterchildren("figcaption", "caption"), None)
    if caption is None:
        return
    copy = alone(caption)
    label = copy.find("span[@class='label']")
    if label is not None:
        made = etree.Element("label")
        made.text = "".join(map(str, label.itertext()))
        yield made
        label.text, label[:] = "", []
    held = etree.Element("caption")
    held.append(inline(copy, "title"))
    yield held


def _table_part(element: etree._Element) -> etree._Element:
    name = etree.QName(element).localname
    if name in ("td", "th"):
        blocks = [it for it in element.iterchildren("*") if etree.QName(it).localname in BLOCKS]
        made = inline(element, name) if not blocks else etree.Element(name)
        made.extend(contents_as_bits(element) if blocks else ())
    else:
        made = etree.Element(name)
        made.extend(_table_part(it) for it in element.iterchildren("*") if etree.QName(it).localname in TABLE_PARTS)
    for key in TABLE_ATTRIBUTES:
        if element.get(key):
            made.set(
                key,
                " ".join(map(ncname, (element.get(key) or "").split())) if key == "headers" else element.get(key) or "",
            )
    if element.get("id") and name != "table":
        made.set("id", ncname(element.get("id") or ""))
    return made


def inline(element: etree._Element, tag: str) -> etree._Element:
    """The words of an element in an element of BITS, with what is marked in them."""
    made = named(tag, element) if tag in ("p", "term") else etree.Element(tag)
    _words(element, made)
    made.text = (made.text or "").lstrip() or None
    return made


def _words(element: etree._Element, into: etree._Element) -> None:
    with_text(into, element.text)
    for child in element.iterchildren():
        if isinstance(child.tag, str):
            _word(child, into)
        with_text(into, child.tail)


def _word(child: etree._Element, into: etree._Element) -> None:
    name, classes = etree.QName(child).localname, class_names(child)
    if child.tag == MATH:
        formula = etree.SubElement(into, "disp-formula" if is_display(child) else "inline-formula")
        copy = alone(child)
        copy.attrib.pop("class", None)
        formula.append(copy)
    elif name == "img":
        into.append(graphic(child, "inline-graphic"))
    elif name == "br":
        with_text(into, " ")
    elif name in BLOCKS and into.tag in ("p", "td", "th"):
        into.extend(as_bits(child))
    elif name == "a" and child.get("href"):
        _words(child, etree.SubElement(into, *link_to(child)))
    elif name in INLINE or set(classes) & set(CLASSES):
        tag = INLINE.get(name) or next(CLASSES[it] for it in classes if it in CLASSES)
        _words(child, with_id(etree.SubElement(into, tag), child))
    elif child.get("id") or child.get("lang"):
        kind = classes[0] if classes else "language" if child.get("lang") else "place"
        made = etree.SubElement(into, "named-content", {"content-type": kind})
        _words(child, with_id(made, child, lang=True))
    else:
        _words(child, into)
