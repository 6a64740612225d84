"""Reads every text that somebody could find in a file's bytes, with its place.

Markup is read as text, as attributes and as it stands (comments, styles, scripts); JSON and CSS with their escapes
undone; pictures with their metadata; archives member by member. Whatever else it is, its bytes are read as UTF-8,
UTF-16 and Windows-1251.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import urllib.parse
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from PIL import ExifTags, Image

from bookbuilder.consent.withheld.search import Text

MARKUP = (".xhtml", ".html", ".htm", ".svg", ".opf", ".ncx", ".xml", ".smil", ".rels")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".avif")
ARCHIVES = (".epub", ".zip", ".docx", ".odt")
PLAIN = (".css", ".js", ".mjs", ".json", ".webmanifest", ".txt", ".md", ".csv", ".yaml", ".bib", ".ris")


def readable(name: str, data: bytes) -> Iterator[Text]:
    """Everything that can be read in a file of this name."""
    lowered = name.lower()
    yield Text(f"the file name {name}", urllib.parse.unquote(name))
    if lowered.endswith(".pdf"):
        from bookbuilder.consent.withheld.pdf import readable_pdf

        for text in readable_pdf(data):
            yield Text(f"{name}, {text.place}", text.text, text.is_binary)
    elif lowered.endswith(ARCHIVES) or data[:4] == b"PK\x03\x04":
        yield from _archive(name, data)
    elif lowered.endswith(MARKUP):
        yield from _markup(name, data)
    elif lowered.endswith(PICTURES):
        yield from picture(name, data)
    elif lowered.endswith(PLAIN) or _is_text(data):
        yield from _plain(name, data.decode("utf-8", "replace"))
        if lowered.endswith((".json", ".webmanifest")):
            yield from _json(name, data)
    elif lowered.endswith((".woff", ".woff2")):
        yield Text(name, data.decode("utf-8", "ignore"), is_binary=True)
    else:
        yield from raw(name, data)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


def _archive(name: str, data: bytes) -> Iterator[Text]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            yield from raw(f"{name}, its comment", archive.comment)
        for member in archive.infolist():
            place = f"{name}!{member.filename}" if name else member.filename
            if member.comment or member.extra:
                yield from raw(f"{place}, its record", member.comment + member.extra)
            if not member.is_dir():
                yield from readable(place, archive.read(member))


def _markup(name: str, data: bytes) -> Iterator[Text]:
    root = _tree(data)
    if root is None:
        yield from _plain(name, data.decode("utf-8", "replace"))
        return
    yield Text(name, root.getroottree().docinfo.doctype or "")
    # Words broken by inline markup are read together, words of two blocks are not.
    pieces: list[str] = []
    for event, element in etree.iterwalk(root.getroottree(), events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield from _plain(f"{name}, a comment in line {element.sourceline}", element.text or "")
            pieces.append(element.tail or "")
            continue
        local = etree.QName(element).localname
        block = "" if local in INLINE else "\n"
        if event == "end":
            pieces.append(block + (element.tail or ""))
            continue
        pieces.append(block + (element.text or ""))
        if local in ("script", "style"):
            yield from _plain(f"{name}, {local} in line {element.sourceline}", element.text or "")
        for key, value in element.attrib.items():
            yield from _plain(f"{name}, {etree.QName(key).localname} in line {element.sourceline}", str(value))
    yield Text(name, "".join(pieces))


INLINE = frozenset(
    "a abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup time u var wbr tspan".split()
)


def _tree(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return etree.HTML(data) if data.strip() else None


def _plain(name: str, text: str) -> Iterator[Text]:
    yield Text(name, text)
    if "&" in text:
        yield Text(name, html.unescape(text))
    if "%" in text:
        yield Text(name, urllib.parse.unquote(text))
    if "\\" in text:
        yield Text(name, _unescaped(text))
    for match in re.finditer(r"data:([\w/+.-]*)[^,\"')\s]*;base64,([A-Za-z0-9+/=\s]+)", text):
        try:
            inner = base64.b64decode(match[2], validate=False)
        except binascii.Error:
            continue
        kind = match[1].rpartition("/")[2].partition("+")[0]
        yield from readable(f"{name}, embedded file.{kind or 'bin'}", inner)


def _unescaped(text: str) -> str:
    r"""`\u0410` of scripts and `\410 ` of style sheets as the letters that they stand for."""
    text = re.sub(r"\\u\{?([0-9a-fA-F]{4,6})\}?", lambda found: _character(found[1]), text)
    text = re.sub(r"\\x([0-9a-fA-F]{2})", lambda found: _character(found[1]), text)
    return re.sub(r"\\([0-9a-fA-F]{1,6})[ \t\n]?", lambda found: _character(found[1]), text)


def _character(number: str) -> str:
    code = int(number, 16)
    return chr(code) if code < 0x110000 else ""


def _json(name: str, data: bytes) -> Iterator[Text]:
    try:
        value = json.loads(data)
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


def picture(name: str, data: bytes) -> Iterator[Text]:
    """A picture's metadata, wherever its format keeps them."""
    yield from raw(name, data)
    try:
        image = Image.open(io.BytesIO(data))
        texts = [f"{key}: {_as_text(value)}" for key, value in image.info.items() if key != "icc_profile"]
        exif = image.getexif()
        groups = [dict(exif), *(dict(exif.get_ifd(group)) for group in ExifTags.IFD)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return
    for group in groups:
        texts += [_as_text(value) for value in group.values()]
    yield Text(f"{name}, its metadata", "\n".join(texts))


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        encodings = ("utf-8", "utf-16-le", "utf-16-be", "cp1251")
        return "\n".join(value.decode(encoding, "ignore") for encoding in encodings)
    if isinstance(value, (tuple, list)):
        return " ".join(_as_text(inner) for inner in value)
    return str(value)


def raw(name: str, data: bytes) -> Iterator[Text]:
    """Bytes of any kind."""
    yield Text(name, data.decode("utf-8", "ignore"), is_binary=True)
    if data.isascii():
        return
    yield Text(name, data.decode("cp1251", "ignore"), is_binary=True)
    if b"\0" in data or b"\4" in data:  # as UTF-16 has them in Latin and in Cyrillic letters
        for start, encoding in ((0, "utf-16-le"), (0, "utf-16-be"), (1, "utf-16-le")):
            yield Text(name, data[start:].decode(encoding, "ignore"), is_binary=True)
