"""Reads every text that somebody could find in a file's bytes, with its place.

Markup is read as text, as attributes and as it stands (comments, styles, scripts); each text
as `encoded.py` says; pictures with their metadata; archives member by member. Whatever else it is, its bytes are read as
UTF-8, UTF-16 and Windows-1251.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from bookbuilder.consent.withheld.encoded import readings
from bookbuilder.consent.withheld.raw_bytes import picture, raw
from bookbuilder.consent.withheld.search import FILE_NAME, Text
from bookbuilder.json_source import read_json
from bookbuilder.xml_source import parse_xml

MARKUP = (".xhtml", ".html", ".htm", ".svg", ".opf", ".ncx", ".xml", ".smil", ".rels")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".avif")
ARCHIVES = (".epub", ".zip", ".docx", ".odt")
PLAIN = (".css", ".js", ".mjs", ".json", ".webmanifest", ".txt", ".md", ".csv", ".yaml", ".bib", ".ris")


def readable(name: str, data: bytes) -> Iterator[Text]:
    """Everything that can be read in a file of this name, its texts in each writing that they may stand in."""
    for text in _texts(name, data):
        if text.is_binary:
            yield text
        else:
            yield from (Text(text.place, it, is_binary) for it, is_binary in readings(text.text))


def _texts(name: str, data: bytes) -> Iterator[Text]:
    lowered = name.lower()
    yield Text(f"{FILE_NAME} {name}", name)
    if lowered.endswith(".pdf"):
        from bookbuilder.consent.withheld.pdf import readable_pdf

        for text in readable_pdf(data, readable):
            yield Text(f"{name}, {text.place}", text.text, text.is_binary)
    elif lowered.endswith(ARCHIVES) or data[:4] == b"PK\x03\x04":
        yield from _archive(name, data)
    elif data[:2] == b"\x1f\x8b" or data[:3] == b"BZh":
        yield from raw(name, data[:300])  # the name that it had
        yield from _unpacked(name, data)
    elif lowered.endswith(MARKUP):
        yield from _markup(name, data)
    elif lowered.endswith(PICTURES):
        yield from picture(name, data)
    elif lowered.endswith(PLAIN) or _is_text(data):
        for reading in _as_texts(data):
            yield from _plain(name, reading)
        if lowered.endswith((".json", ".webmanifest")):
            yield from _json(name, data)
    elif lowered.endswith((".woff", ".woff2", ".ttf", ".otf", ".ttc")):
        yield Text(name, data.decode("utf-8", "ignore"), is_binary=True)
        yield from _font(name, data)
    else:
        yield from raw(name, data)


def _as_texts(data: bytes) -> Iterator[str]:
    """Text in UTF-8; where it is not, as each encoding reads it that is in use for Russian and Kazakh."""
    if _is_text(data):
        yield data.decode("utf-8-sig")
        return
    yield data.decode("utf-8", "replace")
    for encoding in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-16-le", "utf-16-be", "utf-32"):
        yield data.decode(encoding, "ignore")


def _unpacked(name: str, data: bytes) -> Iterator[Text]:
    """A gzip or bzip2 file, up to 200 MB; what cannot be unpacked is searched as it stands."""
    opened: Any = gzip.GzipFile(fileobj=io.BytesIO(data)) if data[:2] == b"\x1f\x8b" else bz2.BZ2File(io.BytesIO(data))
    try:
        inner = opened.read(200_000_000)
    except (OSError, EOFError, zlib.error):
        yield from raw(name, data)
        return
    yield from _texts(re.sub(r"(?i)z$|\.(gz|bz2)$", "", name), inner)


def _font(name: str, data: bytes) -> Iterator[Text]:
    """The names of a font and what its maker wrote into it."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(io.BytesIO(data), lazy=True, fontNumber=0)
        texts = [record.toUnicode(errors="replace") for record in font["name"].names] if "name" in font else []
        flavour = font.flavorData
        parts = [getattr(flavour, part, None) for part in ("metaData", "privData")]
    except (TTLibError, ValueError, KeyError, OSError, zlib.error, AssertionError):
        yield from raw(name, data)
        return
    yield Text(f"{name}, its names", "\n".join(texts))
    for part in parts:
        if part:
            yield from raw(f"{name}, its metadata", part)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # which UTF-16 has in each letter
    return not any(sign in data for sign in (b"\0", b"\1", b"\2", b"\3", b"\4", b"\5"))


def _archive(name: str, data: bytes) -> Iterator[Text]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from raw(f"{name}, between and behind its files", _outside_members(archive, data))
        if archive.comment:
            yield from raw(f"{name}, its comment", archive.comment)
        for member in archive.infolist():
            place = f"{name}!{member.filename}" if name else member.filename
            if member.comment or member.extra:
                yield from raw(f"{place}, its record", member.comment + member.extra)
            if not member.is_dir():
                yield from _texts(place, archive.read(member))


def _outside_members(archive: zipfile.ZipFile, data: bytes) -> bytes:
    """The bytes of an archive that are no file in it: before, between and behind them."""
    left, at = [], 0
    for member in sorted(archive.infolist(), key=lambda it: it.header_offset):
        header = data[member.header_offset : member.header_offset + 30]
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            continue
        begin = (
            member.header_offset
            + 30
            + int.from_bytes(header[26:28], "little")
            + int.from_bytes(header[28:30], "little")
        )
        left.append(data[at:begin])
        at = max(at, begin + member.compress_size)
    return b"\n".join((*left, data[at:]))


def _markup(name: str, data: bytes) -> Iterator[Text]:
    """What a parser reads of markup, and the words that it passes over: behind the root, in a DTD, names of attributes."""
    read: set[str] = set()
    for text in _parsed(name, data):
        read.update(_WORD.findall(text.text))
        yield text
    words = dict.fromkeys(it for it in _WORD.findall(data.decode("utf-8", "replace")) if it not in read)
    yield Text(f"{name}, between what is read of it", "\n.\n".join(words))
    root = _ROOT.search(_COMMENT.sub(b"", data))
    _, *behind = (
        re.split(re.escape(root[0].replace(b"<", b"</")) + rb"[^<>]*>?", data, flags=re.IGNORECASE) if root else [b""]
    )
    if any(it.strip() for it in behind):
        yield from _parsed(f"{name}, behind its end", b"<div>" + b"".join(behind) + b"</div>")


_WORD = re.compile(r"[^\W\d_]{3,}")
_ROOT = re.compile(rb"<[A-Za-z][\w:.-]*")
_COMMENT = re.compile(rb"<!--(?:(?!<!--).)*?-->", re.DOTALL)


def _parsed(name: str, data: bytes) -> Iterator[Text]:
    root = _tree(data)
    if root is None:
        yield from _plain(name, data.decode("utf-8", "replace"))
        return
    yield Text(name, root.getroottree().docinfo.doctype or "")
    made_up = {it.tag.rpartition("}")[2] for it in root.iter(etree.Element)} - INLINE
    spaces = {f"{prefix} {address}" for it in root.iter(etree.Element) for prefix, address in it.nsmap.items()}
    yield Text(f"{name}, its names of elements", "\n".join(sorted(made_up | spaces)))
    # Words broken by inline markup are read together, words of two blocks are not.
    pieces: list[str] = []
    without: list[str] = []
    aside = 0
    for event, element in etree.iterwalk(root.getroottree(), events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield from _plain(f"{name}, a comment in line {element.sourceline}", element.text or "")
            pieces.append(element.tail or "")
            without.append("" if aside else element.tail or "")
            continue
        space, _, local = element.tag.rpartition("}")
        of_word = "wordprocessingml" in space or "officeDocument/2006/math" in space
        block = "" if (local not in WORD_BLOCKS if of_word else local in INLINE) else "\n"
        apart = "" if local in BREAKS else block
        is_aside = local in ASIDE or element.get("role") == "doc-noteref"
        aside += (1 if event == "start" else -1) if is_aside else 0
        if event == "end":
            pieces.append(block + (element.tail or ""))
            tail = (element.tail or "").lstrip() if local in BREAKS else element.tail or ""
            without.append("" if aside else apart + tail)
            continue
        pieces.append(block + (element.text or ""))
        without.append("" if aside else apart + (element.text or ""))
        if local in ("script", "style"):
            yield from _plain(f"{name}, {local} in line {element.sourceline}", element.text or "")
        for key, value in element.attrib.items():
            yield from _plain(f"{name}, {key.rpartition('}')[2]} in line {element.sourceline}", str(value))
    yield Text(name, "".join(pieces))
    if "".join(without) != "".join(pieces):
        yield Text(name, "".join(without))


_DATA = re.compile(r"""data:([\w/+.-]{0,200})([^,"')\s]{0,500}),([^"')<>]+)""", re.I)
"""A file that is written out in an address: its type, what is said of it, and its bytes."""
INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb rp rt rtc ruby s samp small span strike"
    " strong sub sup textPath time tspan tt u var wbr mi mn mrow ms mstyle mtext bold italic monospace overline roman sans-serif sc underline styled-content"
    " named-content ext-link".split()
)
ASIDE = frozenset("rt rp rtc del sup sub".split())
"""What stands between the letters of a word and is not one of them; read with it and without it."""
BREAKS = frozenset("br img hr svg graphic inline-graphic".split())
"""What may stand within a word, and ends one elsewhere."""
WORD_BLOCKS = frozenset("p tr tc tbl br tab cr sectPr body document".split())
"""The elements of Word's own markup that part words; a run does not."""


def _tree(data: bytes) -> Any:
    try:
        return parse_xml(data, huge_tree=True)
    except etree.XMLSyntaxError:
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)  # which ends at a NUL
        return etree.HTML(data.replace(b"\0", b" "), parser) if data.strip(b"\0 \t\r\n") else None


def _plain(name: str, text: str) -> Iterator[Text]:
    yield Text(name, text)
    for match in _DATA.finditer(text):
        inner = urllib.parse.unquote_to_bytes(match[3])
        if match[2].lower().endswith(";base64"):
            try:
                inner = base64.b64decode(inner, validate=False)
            except binascii.Error:
                continue
        elif "%" not in match[3]:
            continue  # it was read as it stands
        kind = match[1].rpartition("/")[2].partition("+")[0]
        yield from _texts(f"{name}, embedded file.{kind or 'bin'}", inner)


def _json(name: str, data: bytes) -> Iterator[Text]:
    try:
        value = read_json(data)
    except ValueError:
        return
    yield Text(name, "\n".join(_strings(value)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
