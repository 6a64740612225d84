"""Turns a document's XHTML into the elements of BITS: sections in each other, paragraphs, figures, tables, notes, sources.

What BITS has no element for passes its words on, so that none is lost; lines of the bibliography that say where a source is
cited are left out, since links tell the same. See https://jats.nlm.nih.gov/extensions/bits/tag-library/2.1/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from bookbuilder.mathematics.mathml import MATH, is_display

XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
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
REFERS = {"doc-noteref": "fn", "doc-biblioref": "bibr"}
TARGETS = {"fig": "fig", "tbl": "table", "sec": "sec", "eq": "disp-formula", "app": "app"}


def ncname(id: str) -> str:
    """An id that may stand in a document with a DTD."""
    name = re.sub(r"[^\w.-]", "_", id)
    return name if re.match(r"[^\W\d]", name) else f"id-{name}"


@dataclass
class Text:
    """One document on its way: what its body holds, and what belongs behind it."""

    notes: list[etree._Element] = field(default_factory=list)
    """Its `fn` elements."""
    sources: list[etree._Element] = field(default_factory=list)
    """Its `ref-list` elements."""

    def body(self, root: etree._Element, into: etree._Element) -> None:
        """Put a document's blocks into an element, each below the heading that it follows."""
        open_: list[tuple[int, etree._Element]] = [(1, into)]
        for kind, block in self._flat(root):
            level = int(kind[1]) if re.fullmatch(r"h[2-6]", kind) else 0
            if not level:
                open_[-1][1].append(block)
                continue
            while open_[-1][0] >= level:
                open_.pop()
            section = etree.SubElement(open_[-1][1], "sec")
            section.extend(list(block))
            if block.get("id"):
                section.set("id", block.get("id") or "")
            open_.append((level, section))

    def back(self) -> list[etree._Element]:
        """The `back` of a part; none where nothing belongs there."""
        back = etree.Element("back")
        if self.notes:
            etree.SubElement(back, "fn-group").extend(self.notes)
        back.extend(self.sources)
        return [back] if len(back) else []

    def _flat(self, root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        """The blocks of a document in order, headings as what holds their label and title."""
        for child in root.iterchildren("*"):
            name, classes = etree.QName(child).localname, (child.get("class") or "").split()
            if name == "h1" or "chapter-authors" in classes or "abstract" in classes:
                continue  # the part's own metadata say it
            if name == "section" and child.get("role") == "doc-endnotes":
                self.notes += [self._note(it) for it in child.iter("aside")]
            elif "csl-bib-body" in classes:
                self.sources.append(self._sources(child))
            elif re.fullmatch(r"h[2-6]", name):
                following = child.getnext()
                if following is None or "csl-bib-body" not in (following.get("class") or ""):
                    yield name, self._heading(child)
            elif name in ("section", "div", "header", "details") and not (set(classes) & {"equation"}):
                yield from self._flat(child)
                for text in [child.text or "", *(it.tail or "" for it in child)]:
                    if text.strip():
                        yield "p", _with(etree.Element("p"), text)
            else:
                yield from (("", it) for it in self.block(child))

    def _heading(self, heading: etree._Element) -> etree._Element:
        made = _named("held", heading)
        number = heading.find("span[@class='number']")
        copy = etree.fromstring(etree.tostring(heading, with_tail=False))
        if number is not None:
            etree.SubElement(made, "label").text = "".join(map(str, number.itertext()))
            taken = copy.find("span[@class='number']")
            assert taken is not None, "the copy has what its original has"
            taken.text, taken[:] = "", []
        made.append(self.inline(copy, "title"))
        return made

    def block(self, element: etree._Element) -> Iterator[etree._Element]:
        """A block as the elements that stand for it."""
        name, classes = etree.QName(element).localname, (element.get("class") or "").split()
        if name == "figure":
            yield self._figure(element)
        elif name == "table":
            yield self._table(element)
        elif name in ("blockquote", "aside"):
            yield self._quotation(element, "interview" if "excerpt" in classes else "")
        elif name in ("ul", "ol"):
            yield self._list(element)
        elif name == "dl":
            yield self._definitions(element)
        elif name == "pre":
            made = _named("preformat", element)
            made.text = "".join(map(str, element.itertext()))
            yield made
        elif name == "hr":
            return
        elif name in ("div", "section", "header", "details"):
            yield from self._blocks_of(element)
        else:
            yield self.inline(element, "p")

    def _blocks_of(self, element: etree._Element) -> Iterator[etree._Element]:
        """The blocks in an element; words that stand in none are a paragraph."""
        loose = etree.Element("p")
        loose.text = element.text
        for child in element.iterchildren("*"):
            if etree.QName(child).localname in BLOCKS:
                if len(loose) or (loose.text or "").strip():
                    yield self.inline(loose, "p")
                yield from self.block(child)
                loose = etree.Element("p")
                loose.text = child.tail
            else:
                loose.append(etree.fromstring(etree.tostring(child, with_tail=False)))
                loose[-1].tail = child.tail
        if len(loose) or (loose.text or "").strip():
            yield self.inline(loose, "p")

    def _quotation(self, element: etree._Element, kind: str) -> etree._Element:
        made = _named("disp-quote", element)
        if kind:
            made.set("content-type", kind)
        attributions = []
        for child in element.iterchildren("*"):
            if "attribution" in (child.get("class") or "").split():
                attributions.append(self.inline(child, "attrib"))
            else:
                lang = child.get("lang")
                for block in self.block(child):
                    if lang and block.tag == "p":
                        block.set(f"{XML}lang", lang)
                    made.append(block)
        made.extend(attributions)
        if not len(element):
            made.append(self.inline(element, "p"))
        return made

    def _list(self, element: etree._Element) -> etree._Element:
        made = _named("list", element)
        ordered = etree.QName(element).localname == "ol"
        made.set("list-type", "order" if ordered else "bullet")
        start = element.get("start") or "1"
        for number, child in enumerate(element.iterchildren("li"), int(start) if start.lstrip("-").isdigit() else 1):
            item = _named("list-item", child)
            if ordered and start != "1":
                etree.SubElement(item, "label").text = str(number)
            item.extend(_paragraphs(self._blocks_of(child), ("p", "list")))
            made.append(item)
        return made

    def _definitions(self, element: etree._Element) -> etree._Element:
        made = _named("def-list", element)
        for child in element.iterchildren("dt", "dd"):
            if child.tag == "dt" or not len(made):
                item = etree.SubElement(made, "def-item")
                item.append(self.inline(child, "term"))
            else:
                meaning = _named("def", child)
                meaning.extend(_paragraphs(self._blocks_of(child), ("p",)))
                made[-1].append(meaning)
        return made

    def _figure(self, element: etree._Element) -> etree._Element:
        if element.find(".//figure") is not None:
            made = _named("fig-group", element)
            made.extend(self._captions(element))
            made.extend(self._figure(it) for it in element.iter("figure") if it is not element)
            return made
        made = _named("fig", element)
        made.extend(self._captions(element))
        for image in element.iter("img"):
            if image.get("alt"):
                etree.SubElement(made, "alt-text").text = image.get("alt")
        made.extend(_graphic(it, "graphic") for it in element.iter("img"))
        for child in element.iterchildren("*"):
            if (
                etree.QName(child).localname not in ("figcaption", "img", "p")
                or child.tag == "p"
                and child.find("img") is None
            ):
                made.extend(it for it in self.block(child) if it.tag != "p" or _has_words(it))
        return made

    def _table(self, element: etree._Element) -> etree._Element:
        made = _named("table-wrap", element)
        made.extend(self._captions(element))
        made.append(self._table_part(element))
        return made

    def _captions(self, element: etree._Element) -> Iterator[etree._Element]:
        caption = next(element.iterchildren("figcaption", "caption"), None)
        if caption is None:
            return
        copy = etree.fromstring(etree.tostring(caption, with_tail=False))
        label = copy.find("span[@class='label']")
        if label is not None:
            made = etree.Element("label")
            made.text = "".join(map(str, label.itertext()))
            yield made
            label.text, label[:] = "", []
        held = etree.Element("caption")
        held.append(self.inline(copy, "title"))
        yield held

    def _table_part(self, element: etree._Element) -> etree._Element:
        name = etree.QName(element).localname
        if name in ("td", "th"):
            blocks = [it for it in element.iterchildren("*") if etree.QName(it).localname in BLOCKS]
            made = self.inline(element, name) if not blocks else etree.Element(name)
            made.extend(self._blocks_of(element) if blocks else ())
        else:
            made = etree.Element(name)
            made.extend(
                self._table_part(it) for it in element.iterchildren("*") if etree.QName(it).localname in TABLE_PARTS
            )
        for key in TABLE_ATTRIBUTES:
            if element.get(key):
                made.set(
                    key,
                    " ".join(map(ncname, (element.get(key) or "").split()))
                    if key == "headers"
                    else element.get(key) or "",
                )
        if element.get("id") and name != "table":
            made.set("id", ncname(element.get("id") or ""))
        return made

    def _note(self, aside: etree._Element) -> etree._Element:
        made = _named("fn", aside)
        copy = etree.fromstring(etree.tostring(aside, with_tail=False))
        for back in [it for it in copy.iter("a") if it.get("role") == "doc-backlink"]:
            if "note-number" in (back.get("class") or ""):
                etree.SubElement(made, "label").text = "".join(map(str, back.itertext()))
            back.text, back[:] = "", []
            back.set("role", "")
            back.attrib.pop("href", None)
        made.extend(_paragraphs(self._blocks_of(copy), ("p",)))
        return made

    def _sources(self, body: etree._Element) -> etree._Element:
        made = _named("ref-list", body)
        heading = body.getprevious()
        if heading is not None and heading.tag == "h2":
            made.append(self.inline(heading, "title"))
        for entry in body.iterchildren("div"):
            reference = etree.SubElement(made, "ref")
            reference.set("id", ncname(entry.get("id") or ""))
            copy = etree.fromstring(etree.tostring(entry, with_tail=False))
            for places in copy.findall(".//span[@class='cited-in']"):
                places.text, places[:] = "", []
            reference.append(self.inline(copy, "mixed-citation"))
        return made

    def inline(self, element: etree._Element, tag: str) -> etree._Element:
        """The words of an element in an element of BITS, with what is marked in them."""
        made = _named(tag, element) if tag in ("p", "term") else etree.Element(tag)
        self._words(element, made)
        made.text = (made.text or "").lstrip() or None
        return made

    def _words(self, element: etree._Element, into: etree._Element) -> None:
        _with(into, element.text)
        for child in element.iterchildren():
            if isinstance(child.tag, str):
                self._word(child, into)
            _with(into, child.tail)

    def _word(self, child: etree._Element, into: etree._Element) -> None:
        name, classes = etree.QName(child).localname, (child.get("class") or "").split()
        if child.tag == MATH:
            formula = etree.SubElement(into, "disp-formula" if is_display(child) else "inline-formula")
            copy = etree.fromstring(etree.tostring(child, with_tail=False))
            copy.attrib.pop("class", None)
            formula.append(copy)
        elif name == "img":
            into.append(_graphic(child, "inline-graphic"))
        elif name == "br":
            _with(into, " ")
        elif name in BLOCKS and into.tag in ("p", "td", "th"):
            into.extend(self.block(child))
        elif name == "a" and child.get("href"):
            self._words(child, etree.SubElement(into, *_link(child)))
        elif name in INLINE or set(classes) & set(CLASSES):
            tag = INLINE.get(name) or next(CLASSES[it] for it in classes if it in CLASSES)
            self._words(child, _set(etree.SubElement(into, tag), child))
        elif child.get("id") or child.get("lang"):
            kind = classes[0] if classes else "language" if child.get("lang") else "place"
            made = etree.SubElement(into, "named-content", {"content-type": kind})
            self._words(child, _set(made, child, lang=True))
        else:
            self._words(child, into)


def _named(tag: str, element: etree._Element) -> etree._Element:
    return _set(etree.Element(tag), element, lang=tag in ("p", "disp-quote", "list", "term"))


def _set(made: etree._Element, element: etree._Element, *, lang: bool = False) -> etree._Element:
    if element.get("id"):
        made.set("id", ncname(element.get("id") or ""))
    if lang and element.get("lang"):
        made.set(f"{XML}lang", element.get("lang") or "")
    return made


def _with(element: etree._Element, text: str | None) -> etree._Element:
    """Text behind what the element holds so far."""
    if text and len(element):
        element[-1].tail = (element[-1].tail or "") + text
    elif text:
        element.text = (element.text or "") + text
    return element


def _has_words(element: etree._Element) -> bool:
    return bool("".join(map(str, element.itertext())).strip())


def _paragraphs(blocks: Iterator[etree._Element], allowed: tuple[str, ...]) -> Iterator[etree._Element]:
    """Blocks where only some may stand: the others each in a paragraph."""
    for block in blocks:
        if block.tag in allowed:
            yield block
        else:
            held = etree.Element("p")
            held.append(block)
            yield held


def _graphic(image: etree._Element, tag: str) -> etree._Element:
    name = image.get("src") or ""
    kind = {"svg": "svg+xml", "jpg": "jpeg"}.get(ending := name.rpartition(".")[2].lower(), ending)
    made = etree.Element(tag, {f"{XLINK}href": name, "mimetype": "image", "mime-subtype": kind})
    if tag == "inline-graphic" and image.get("alt"):
        etree.SubElement(made, "alt-text").text = image.get("alt")
    return made


def _link(link: etree._Element) -> tuple[str, dict[str, str]]:
    href = link.get("href") or ""
    if not href.startswith("#"):
        return "ext-link", {"ext-link-type": "uri", f"{XLINK}href": href}
    kind = REFERS.get(link.get("role") or "") or TARGETS.get(href[1:].partition("-")[0], "other")
    named = {"id": ncname(link.get("id") or "")} if link.get("id") else {}
    return "xref", {**named, "ref-type": kind, "rid": ncname(href[1:])}
