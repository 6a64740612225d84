"""Compares a Word file with the chapter that was made of it: how much of everything there is, and which words are missing.

The file is read here by itself, paragraph by paragraph, not as Pandoc read it. Words that a field makes of a source, of a
number or of a list are not looked for, since the book makes them anew.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from bookbuilder.desk.word_in.caption_labels import LABELS
from bookbuilder.desk.word_in.other_fields import bookmarks_as_fields, is_of_sources
from bookbuilder.markdown.ast import in_order, load, words
from bookbuilder.markdown.pandoc import read_markdown
from bookbuilder.markdown.word_file import MC, A, W, custom_properties
from bookbuilder.xml_source import parse_xml

PARTS = re.compile(r"word/(document|footnotes|endnotes)\d*\.xml")
HEADS = re.compile(r"word/(header|footer)\d*\.xml")
_NUMBER = "#"
"""Stands for the number of a figure or table that a field counts: it is not a word, and a label stands before it."""
_COUNTS = re.compile(r"\s*SEQ\b")
_FIELDS = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF|TOC|TOA|SEQ|INDEX|XE|TC|PAGE|NUMPAGES)\b")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_TYPED = re.compile(
    rf"^\s*(?:[^\W\d]+\.?\s+[\d.-]*#[.:)]?|(?:(?:{LABELS}|part|часть)\s+)?"
    rf"(?:\(?[\dIVXivx#]{{1,4}}(?:[.-]\d+)*[.):]?|\(?[a-z][.)]|o|§)(?:\s+(?:{LABELS}))?)(?:\s|$)",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_WORD = re.compile(r"\w+")
KINDS = ("paragraphs", "notes", "tables", "pictures", "equations", "text boxes", "comments")
Line = tuple[str, str]


@dataclass(frozen=True)
class Delivered:
    """What a file holds."""

    passages: tuple[str, ...]
    """The words of each paragraph, in order, without those that the book makes anew."""
    counts: Mapping[str, int]
    """How many of each of KINDS; paragraphs are those with words."""
    heads: tuple[str, ...] = ()
    """The words of running heads and feet."""


def delivered(data: bytes, changes: str) -> Delivered:
    """Read a .docx; tracked changes are accepted, or rejected where `changes` says so."""
    passages: list[str] = []
    counts: Counter[str] = Counter()
    heads: list[str] = []
    with zipfile.ZipFile(BytesIO(data)) as file:
        properties = custom_properties(file)
        for name in file.namelist():
            if not (PARTS.fullmatch(name) or HEADS.fullmatch(name) or name == "word/comments.xml"):
                continue
            is_head = bool(HEADS.fullmatch(name))
            try:
                root = parse_xml(file.read(name))
            except etree.XMLSyntaxError:
                if not is_head:
                    raise
                continue  # no chapter has it, and Word and Pandoc pass it over
            if name == "word/comments.xml":
                counts["comments"] = sum(1 for _ in root.iter(f"{W}comment"))
                continue
            bookmarks_as_fields(root, properties)
            for fallback in list(root.iter(f"{MC}Fallback")):
                fallback.getparent().remove(fallback)  # type: ignore[union-attr]
            texts = [text for text in paragraph_texts(root, changes) if text.strip()]
            if is_head:
                heads += [text for text in texts if _WORD.search(text) and text not in heads]
                continue
            passages += texts
            counts += _counted(root)
    counts["paragraphs"] = len(passages)
    return Delivered(tuple(passages), counts, tuple(heads))


def _counted(root: etree._Element) -> Counter[str]:
    return Counter(
        {
            "notes": sum(1 for _ in root.iter(f"{W}footnoteReference", f"{W}endnoteReference")),
            "tables": sum(1 for _ in root.iter(f"{W}tbl")),
            "pictures": sum(1 for _ in root.iter(f"{A}blip", _VML_PICTURE)),
            "equations": sum(1 for _ in root.iter(f"{_MATH}oMath")),
            "text boxes": sum(1 for _ in root.iter(f"{W}txbxContent")),
        }
    )


class _Reader:
    """Walks a part once: which field is not closed, and what is typed where none makes its words."""

    def __init__(self, changes: str) -> None:
        self.fields: list[list[str]] = []
        """For each open field what it instructs, and whether its result has begun."""
        self.gone = {f"{W}ins", f"{W}moveTo"} if changes == "reject" else {f"{W}del", f"{W}moveFrom"}
        self.deleted = changes == "reject"

    def text(self, paragraph: etree._Element) -> str:
        return "".join(self._walk(paragraph))

    def _walk(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in self.gone or tag == f"{W}txbxContent":
                continue
            if tag == f"{_MATH}oMath":
                yield "□"  # its paragraph has something to read, and no words
                continue
            if tag == f"{W}fldChar":
                kind = child.get(f"{W}fldCharType")
                if kind == "begin":
                    self.fields.append([""])
                elif kind == "separate" and self.fields:
                    self.fields[-1].append("result")
                elif kind == "end" and self.fields:
                    self.fields.pop()
            elif tag == f"{W}instrText":
                if self.fields:
                    self.fields[-1][0] += child.text or ""
            elif tag == f"{W}t" or tag == f"{W}delText" and self.deleted:
                if not self._made():
                    yield child.text or ""
                elif self.fields and _COUNTS.match(self.fields[-1][0]):
                    yield _NUMBER
            elif tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}footnoteReference", f"{W}endnoteReference"):
                yield " "
            elif tag == f"{W}ruby":
                for part in ("rubyBase", "rt"):
                    yield from (text for each in child.iterfind(f"{W}{part}") for text in (*self._walk(each), " "))
            elif tag == f"{W}noBreakHyphen":
                yield "\u2011"
            elif tag == f"{W}sdt" and _is_mendeleys(child):
                continue
            elif tag == f"{W}fldSimple" and is_of_sources(child.get(f"{W}instr") or ""):
                continue
            elif tag == f"{W}fldSimple" and _FIELDS.match(child.get(f"{W}instr") or ""):
                yield _NUMBER if _COUNTS.match(child.get(f"{W}instr") or "") else ""
            else:
                yield from self._walk(child)

    def _made(self) -> bool:
        return any(len(field) == 1 or _FIELDS.match(field[0]) or is_of_sources(field[0]) for field in self.fields)


def paragraph_texts(root: etree._Element, changes: str = "accept") -> Iterator[str]:
    """The words of each paragraph as they are read, without those that the book makes anew."""
    reader = _Reader(changes)
    for paragraph in root.iter(f"{W}p"):
        text = reader.text(paragraph)
        yield "" if any(map(_is_mendeleys, paragraph.iterancestors(f"{W}sdt"))) else text


def _is_mendeleys(control: etree._Element) -> bool:
    """Whether a content control is a citation of Mendeley Cite's, or its list of sources."""
    return any((it.get(f"{W}val") or "").startswith("MENDELEY") for it in control.iterfind(f"{W}sdtPr/{W}tag"))


@dataclass(frozen=True)
class Conserved:
    """What came of it."""

    counts: tuple[str, ...]
    """ "3 notes, 3 in the chapter", of each kind that the file has."""
    missing: tuple[Line, ...]


def conserved(file: Delivered, text: str, left_out: Sequence[str]) -> Conserved:
    """The counts, and each passage of the file of which words are missing in the chapter's text and in no line of the report.

    `left_out` is what the report names already.
    """
    matter = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    ast = read_markdown(text[matter.end() :] if matter else text)[0]
    document = load(ast)
    found = Counter(type(element).__name__ for element in in_order(document))
    blocks = sum(
        1
        for element in in_order(document)
        if type(element).__name__ in ("Para", "Plain", "Header", "LineItem") and words(element)
    )
    after = {"paragraphs": blocks, "notes": found["Note"], "tables": found["Table"], "pictures": found["Image"],
             "equations": found["Math"]}  # fmt: skip
    counts = [
        f"{_many(file.counts[kind], kind)}" + (f", {after[kind]} in the chapter" if kind in after else "")
        for kind in KINDS
        if file.counts[kind] or kind == "paragraphs"
    ]
    lines = [
        ("missing from the chapter", f"{file.counts[kind] - after[kind]} of {_many(file.counts[kind], kind)}")
        for kind in ("notes", "tables", "equations")
        if after[kind] < file.counts[kind]
    ]
    there = _counter("\n".join((*_texts(json.loads(ast)), matter[0] if matter else "", *left_out)))
    return Conserved(tuple(counts), (*lines, *_missing(file.passages, there)))


def _many(count: int, kind: str) -> str:
    return f"{count} {kind if count != 1 else 'text box' if kind == 'text boxes' else kind[:-1]}"


def _missing(passages: Sequence[str], there: Counter[str]) -> list[Line]:
    wanted = {index: _counter(_TYPED.sub("", passage, count=1)) for index, passage in enumerate(passages)}
    lacking = Counter[str]()
    for own in wanted.values():
        lacking.update(own)
    lacking -= there
    lines = []
    for index, passage in sorted(enumerate(passages), key=lambda pair: -_share(wanted[pair[0]], lacking)):
        lost = wanted[index] & lacking
        if not lost:
            continue
        lacking -= lost
        whole = 2 * sum(lost.values()) > sum(wanted[index].values())
        which = " ".join(passage.split())
        lines.append((index, which if whole else f"{', '.join(lost)} of “{which[:80]}”"))
    return [("missing from the chapter", text) for _, text in sorted(lines)]


def _share(wanted: Counter[str], lacking: Counter[str]) -> float:
    return sum((wanted & lacking).values()) / max(1, sum(wanted.values()))


def _counter(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(_INVISIBLE.sub("", text)))


def _texts(node: Any) -> Iterator[str]:
    """The words of each block of Pandoc's JSON; those of citations are made anew, and formulas are counted."""
    pieces: list[str] = []
    _gather(node["blocks"], pieces)
    yield "".join(pieces)


def _gather(node: Any, pieces: list[str]) -> None:
    if isinstance(node, list):
        for each in node:
            _gather(each, pieces)
    elif isinstance(node, dict) and "t" in node:
        kind = node["t"]
        content: Any = node["c"] if "c" in node else None
        if kind == "Str":
            pieces.append(content)
        elif kind in ("Code", "CodeBlock"):
            pieces.append(f"{content[1]} ")
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            pieces.append(" ")
        elif kind == "Cite":
            for cited in content[0]:
                _gather([*cited["citationPrefix"], {"t": "Space"}, *cited["citationSuffix"]], pieces)
            pieces.append(" ")
        elif kind == "Image":
            _gather(content[1], pieces)
            pieces.append(f" {' '.join(value for _, value in content[0][2])} ")
        elif kind == "Span":
            _gather(content[1], pieces)
            pieces += [f" {value}" for name, value in content[0][2] if name == "note"]
        elif kind not in ("Math", "RawInline", "RawBlock"):
            separate = kind in ("Note", "Para", "Plain", "Header")
            pieces.append(" " if separate else "")
            _gather(content, pieces)
            pieces.append(" " if separate else "")
    elif isinstance(node, dict):
        for value in node.values():
            _gather(value, pieces)
