"""Reads every text in a PDF: pages, metadata, bookmarks, alternative texts, links, attachments, pictures.

The one door to PDFium, which reads the words of a page as a reader program does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
import pypdfium2

from bookbuilder.consent.withheld.raw_bytes import picture, raw
from bookbuilder.consent.withheld.search import Text

Reader = Callable[[str, bytes], Iterator[Text]]
"""Reads a file by its name and bytes."""
LINES_AT_THE_EDGE = 8
"""Between how many lines at the foot of a page and at the head of the next a word may be divided."""
HYPHENS = ("-", "\u2010", "\u00ad", "\x02", "\ufffe")


class UnreadableError(Exception):
    """A PDF that no program can open."""


def readable_pdf(data: bytes, readable: Reader) -> Iterator[Text]:
    """Everything that can be read in a PDF; `readable` reads the files in it."""
    yield from page_texts(data)
    yield from raw("between its objects and behind its end", _OUTSIDE_STREAMS.sub(b"\n", data))
    with _opened(data) as pdf:
        for name, attachment in pdf.attachments.items():
            yield Text(f"the attachment {name}", f"{name} {attachment.filename} {attachment.description}")
            yield from readable(f"attachment {attachment.filename or name}", attachment.get_file().read_bytes())
        yield from _objects(pdf, readable)


_OUTSIDE_STREAMS = re.compile(rb"stream\r?\n.*?endstream|\d{10} \d{5} [nf]", re.DOTALL)


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as error:
        raise UnreadableError(str(error)) from error


def page_texts(data: bytes) -> Iterator[Text]:
    """The words of each page, and the words that are divided between two pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error
    before = ""
    for number, page in enumerate(document, start=1):
        text = page.get_textpage().get_text_range()
        yield Text(f"page {number}", text)
        divided = " ".join(_divided(before, text))
        if divided:
            yield Text(f"pages {number - 1} and {number}", divided)
        before = text
    document.close()


def _divided(before: str, after: str) -> Iterator[str]:
    endings = [line.rstrip() for line in before.splitlines()[-LINES_AT_THE_EDGE:]]
    beginnings = [line.split() for line in after.splitlines()[:LINES_AT_THE_EDGE]]
    for ending in endings:
        if ending.endswith(HYPHENS):
            start = ending.rstrip("".join(HYPHENS)).split()[-1:]
            yield from (start[0] + beginning[0] for beginning in beginnings if start and beginning)


NO_TEXT = ("/XRef", "/ObjStm", "/Type1C", "/CIDFontType0C", "/OpenType")
"""Streams of which no part can be a text: the file's own tables, and fonts' outlines."""


def _objects(pdf: pikepdf.Pdf, readable: Reader) -> Iterator[Text]:
    """The strings of each object, and the names of all, which repeat a thousand times."""
    names: set[str] = set()
    for number, thing in enumerate(pdf.objects, start=1):
        strings: list[tuple[str, str]] = []
        _gather(thing, "", strings, names, 0)
        for key in dict.fromkeys(key for key, _ in strings):
            place = f"object {number}{f' ({key})' if key else ''}"
            yield Text(place, "\n".join(text for own, text in strings if own == key))
        if isinstance(thing, pikepdf.Stream):
            yield from _stream(thing, f"object {number}", readable)
    yield Text("the names of its objects", "\n".join(sorted(names)))


def _gather(thing: object, key: str, strings: list[tuple[str, str]], names: set[str], depth: int) -> None:
    """What an object says itself; what it refers to is an object of its own."""
    if depth > 40:
        return
    if isinstance(thing, pikepdf.String):
        strings.append((key, str(thing)))
        data = bytes(thing)
        if not data.isascii():
            strings += [(key, text.text) for text in raw(key, data)]
    elif isinstance(thing, pikepdf.Name):
        names.add(str(thing))
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for name, value in thing.items():
            names.add(name)
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                _gather(value, name, strings, names, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing.as_list():
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                _gather(value, key, strings, names, depth + 1)


def _stream(stream: pikepdf.Stream, place: str, readable: Reader) -> Iterator[Text]:
    kind = str(stream.get("/Subtype", stream.get("/Type", "")))
    filters = [str(name) for name in _list(stream.get("/Filter", []))]
    if filters[-1:] in (["/DCTDecode"], ["/JPXDecode"]):
        yield from picture(f"{place}, a picture", stream.read_raw_bytes())
        return
    if kind == "/Image" or kind in NO_TEXT or "/Length1" in stream:
        return
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        data = stream.read_raw_bytes()
    if kind == "/XML":
        yield from readable("metadata.xml", data)
    else:
        yield from raw(place, data)


def _list(value: object) -> list[object]:
    return list(value.as_list()) if isinstance(value, pikepdf.Array) else [value]
