"""Lists what Pandoc does not read of a Word file, or the call leaves out, with the words of each.

Words in a text box are put behind the paragraph that holds it, so that none is lost; charts, linked pictures, objects and
comments can only be named.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from bookbuilder.markdown.word_file import MC, A, W, words_of
from bookbuilder.xml_source import parse_xml

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SHAPES = "drawing of several shapes, not taken in but for words and single pictures: save it as a picture"
OBJECTS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart of Word, not taken in: its numbers belong in manuscript/data/",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagram of Word, not taken in: save it as a picture",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp": SHAPES,
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}wpc": SHAPES,
    f"{W}altChunk": "another file that Word shows here, not taken in: save the whole as a new .docx",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "object of another program, not taken in: save it as a picture",
}
CHANGES = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
Line = tuple[str, str]


def boxes_behind(root: etree._Element) -> None:
    """Take the paragraphs of each text box out of it and put them behind its own paragraph, in place."""
    for choice in list(root.iter(f"{MC}AlternateContent")):
        if any(True for _ in choice.iter(f"{W}txbxContent")):
            for fallback in choice.findall(f"{MC}Fallback"):
                choice.remove(fallback)
    for box in list(root.iter(f"{W}txbxContent")):
        holder = next((each for each in box.iterancestors(f"{W}p")), None)
        if holder is None:
            continue
        for block in reversed(list(box)):
            holder.addnext(block)


def unread(path: Path, changes: str) -> list[Line]:
    """Read the file as it came; `changes` is what becomes of tracked changes: accept, reject or queries."""
    lines: list[Line] = []
    with zipfile.ZipFile(path) as file:
        parts = [
            name
            for name in file.namelist()
            if re.fullmatch(r"word/(?:(?:document|footnotes|endnotes)\d*|comments)\.xml", name)
        ]
        roots = {name: parse_xml(file.read(name)) for name in parts}
    comments = roots.pop("word/comments.xml", None)
    for root in roots.values():
        lines += [*_objects(root), *_blank_lines(root)]
    if changes == "queries":
        return lines
    by = Counter(change.get(f"{W}author") or "?" for root in roots.values() for change in root.iter(*CHANGES))
    if by:
        lines.append(
            (f"tracked changes {changes}ed", ", ".join(f"{count} of {author}" for author, count in sorted(by.items())))
        )
    for comment in comments.iter(f"{W}comment") if comments is not None else ():
        lines.append(("comment left out", f"{comment.get(f'{W}author') or '?'}: {_text(comment)}"))
    return lines


def _objects(root: etree._Element) -> Iterator[Line]:
    for element in root.iter():
        if element.tag in OBJECTS:
            yield OBJECTS[element.tag], _name(element)
        elif element.tag == f"{A}blip" and element.get(f"{R}link") and not element.get(f"{R}embed"):
            yield "picture that is linked and not in the file: put it into manuscript/figures/", _name(element)
        elif element.tag == f"{W}txbxContent" and not any(True for _ in element.iterancestors(f"{MC}Fallback")):
            yield "text box put behind its paragraph", _text(element)
        elif element.tag == "{urn:schemas-microsoft-com:vml}textpath" and element.get("string"):
            yield "words drawn as a picture (WordArt), not taken in", element.get("string") or ""
        elif element.tag == f"{W}vanish" and element.get(f"{W}val") not in ("0", "false"):
            properties = element.getparent()
            run = properties.getparent() if properties is not None else None
            if run is not None and run.tag == f"{W}r" and _text(run):
                yield "hidden text taken in", _text(run)


def _blank_lines(root: etree._Element) -> list[Line]:
    """A blank line here and there may be the end of a scene; where there are many, it is how the author spaces paragraphs."""
    body = root.find(f"{W}body")
    blocks = [(each, _text(each)) for each in body if each.tag == f"{W}p"] if body is not None else []
    found = [
        text
        for (_, before), (blank, nothing), (_, text) in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if before
        and text
        and not nothing
        and next(blank.iter(f"{W}drawing", f"{W}pict", f"{W}sectPr", f"{MATH}oMath"), None) is None
    ]
    if not 6 * len(found) <= len(blocks):
        return []
    return [("blank line left out; write * * * if a scene ends there", f"before “{text[:60]}”") for text in found]


def _name(element: etree._Element) -> str:
    """What Word calls a drawing: its description, or its name, or the words of the paragraph in which it stands."""
    for holder in element.iterancestors():
        for each in holder:
            if etree.QName(each).localname in ("docPr", "cNvPr"):
                return each.get("descr") or each.get("title") or each.get("name") or ""
        if holder.tag == f"{W}p":
            return _text(holder)
    return ""


def _text(element: etree._Element) -> str:
    paragraphs = element.iter(f"{W}p") if element.tag not in (f"{W}p", f"{W}r") else iter([element])
    return " ".join(" ".join(words_of(each).split()) for each in paragraphs)
