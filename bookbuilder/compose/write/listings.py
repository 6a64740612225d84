"""Brings Pandoc's highlighted code into one form: a `pre` with a span for each line, numbered where the author asks for it."""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.markdown.xhtml_text import class_names

NUMBERED = frozenset(("numberSource", "numberLines", "number-lines"))
"""Classes by which code gets the numbers of its lines."""
LONG = 40
"""Letters without a space that may not fit the rest of a line."""
SHORT, WIDE = 12, 48
"""Letters of a word that may go to the next line whole where it ends behind so many others."""
_GLUED = re.compile(r"([^\s\w]*)(\S+)")
"""What follows a coloured word without a space: signs, and a word."""


def finish_listings(section: etree._Element) -> None:
    """Take Pandoc's ids and links out of code, and write the number of each line where it is asked for."""
    for holder in [it for it in section.iter("div") if "sourceCode" in class_names(it)]:
        _take_out(holder)
    for pre in section.iter("pre"):
        code = pre.find("code")
        if code is not None:
            _finish(pre, code)


def _take_out(holder: etree._Element) -> None:
    """Put the code of Pandoc's division in its place, with the id and the first number that the division has."""
    pre, parent = holder.find("pre"), holder.getparent()
    if pre is None:
        return
    if holder.get("id") and not (holder.get("id") or "").startswith("cb"):
        pre.set("id", holder.get("id") or "")
    if holder.get("data-startFrom"):
        pre.set("data-startFrom", holder.get("data-startFrom") or "")
    pre.tail = holder.tail
    if parent is not None:
        parent.replace(holder, pre)


def _finish(pre: etree._Element, code: etree._Element) -> None:
    classes = set(class_names(pre))
    is_numbered = bool(NUMBERED & classes)
    if not len(code):
        _in_lines(code)
    lines = [it for it in code if it.tag == "span" and it.get("id")]
    begins = pre.attrib.pop("data-startFrom", "") or code.attrib.pop("data-startFrom", "")
    first = int(begins) if re.fullmatch(r"-?[0-9]{1,9}", begins) else 1
    for number, line in enumerate(lines, start=first):
        for anchor in line.findall("a"):
            line.text = (line.text or "") + (anchor.tail or "")
            line.remove(anchor)
        line.attrib.pop("id", None)
        line.set("class", "line")
        _let_long_words_break(line)
        if is_numbered:
            mark = etree.Element("span", {"class": "line-number"})
            mark.text, mark.tail, line.text = f"{number} ", line.text, None
            line.insert(0, mark)
    kept = [it for it in (*sorted(classes - {"sourceCode"} - NUMBERED), *(["numbered"] if is_numbered else [])) if it]
    pre.attrib.pop("class", None)
    pre.set("class", " ".join(["listing", *kept]))
    code.attrib.pop("class", None)
    for name in [it for it in (*pre.attrib, *code.attrib) if str(it).startswith("data-")]:
        pre.attrib.pop(name, None)
        code.attrib.pop(name, None)


def _let_long_words_break(line: etree._Element) -> None:
    """A place to end the line before a coloured word that is long, and before a long one that follows a coloured one."""
    column, long_ones = len(line.text or ""), []
    for it in line:
        longest = max(map(len, (it.text or "").split()), default=0)
        long_ones += [it] if longest > LONG or longest > SHORT and column + longest > WIDE else []
        column += len("".join(it.itertext())) + len(it.tail or "")
    for long in long_ones:
        if (line.text or "").strip() or line.index(long):  # at a line's start it is broken anywhere
            line.insert(line.index(long), etree.Element("wbr"))
    for before in [it for it in line if len(it) == 0 and it.tag == "span"]:
        glued = _GLUED.match(before.tail or "")
        if glued and len(glued[2]) > LONG:
            mark = etree.Element("wbr")
            mark.tail, before.tail = (before.tail or "")[glued.end(1) :], glued[1]
            line.insert(line.index(before) + 1, mark)


def _in_lines(code: etree._Element) -> None:
    """A span for each line of code without a language, as Pandoc makes them where it knows one."""
    lines = (code.text or "").split("\n")
    code.text = None
    for number, text in enumerate(lines):
        line = etree.SubElement(code, "span", {"id": f"line-{number}"})
        line.text, line.tail = text, "\n" if number + 1 < len(lines) else None
