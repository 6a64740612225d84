"""Turns a document's XHTML into the elements of BITS: sections in each other, notes, sources.

Lines of the bibliography that say where a source is cited are left out, since links tell the same. See
https://jats.nlm.nih.gov/extensions/bits/tag-library/2.1/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from bookbuilder.editions.bits.blocks import as_bits, contents_as_bits, inline
from bookbuilder.editions.bits.elements import named, ncname, paragraphs, with_text
from bookbuilder.markdown.xhtml_text import alone, class_names


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
            name, classes = etree.QName(child).localname, class_names(child)
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
                        yield "p", with_text(etree.Element("p"), text)
            else:
                yield from (("", it) for it in as_bits(child))

    def _heading(self, heading: etree._Element) -> etree._Element:
        made = named("held", heading)
        number = heading.find("span[@class='number']")
        copy = alone(heading)
        if number is not None:
            etree.SubElement(made, "label").text = "".join(map(str, number.itertext()))
            taken = copy.find("span[@class='number']")
            assert taken is not None, "the copy has what its original has"
            taken.text, taken[:] = "", []
        made.append(inline(copy, "title"))
        return made

    def _note(self, aside: etree._Element) -> etree._Element:
        made = named("fn", aside)
        copy = alone(aside)
        for back in [it for it in copy.iter("a") if it.get("role") == "doc-backlink"]:
            if "note-number" in (back.get("class") or ""):
                etree.SubElement(made, "label").text = "".join(map(str, back.itertext()))
            back.text, back[:] = "", []
            back.set("role", "")
            back.attrib.pop("href", None)
        made.extend(paragraphs(contents_as_bits(copy), ("p",)))
        return made

    def _sources(self, body: etree._Element) -> etree._Element:
        made = named("ref-list", body)
        heading = body.getprevious()
        if heading is not None and heading.tag == "h2":
            made.append(inline(heading, "title"))
        for entry in body.iterchildren("div"):
            reference = etree.SubElement(made, "ref")
            reference.set("id", ncname(entry.get("id") or ""))
            copy = alone(entry)
            for places in copy.findall(".//span[@class='cited-in']"):
                places.text, places[:] = "", []
            reference.append(inline(copy, "mixed-citation"))
        return made
