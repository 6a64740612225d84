"""Lays out and draws one document with WeasyPrint, and gives its PDF, PageFacts and structure."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

# Fontconfig reads this once, when WeasyPrint is imported: the machine's own fonts must not be there.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))

import warnings  # noqa: E402

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import weasyprint  # noqa: E402

from weasyprint.text.ffi import pango  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

from bookbuilder.cache import fingerprint  # noqa: E402
from bookbuilder.cleaning import embedded_bytes  # noqa: E402
from bookbuilder.layout.engine import given_lines, incremental, workarounds  # noqa: E402
from bookbuilder.layout.engine.facts import page_facts  # noqa: E402
from bookbuilder.layout.engine.measured_notes import clear_notes  # noqa: E402
from bookbuilder.layout.engine.paragraph_of import clear_paragraphs  # noqa: E402
from bookbuilder.layout.engine.style_tokens import use_faces  # noqa: E402
from bookbuilder.layout.engine.whole_lines import clear_whole_lines  # noqa: E402
from bookbuilder.layout.laid_out import BASE, LaidOut, LayoutOrder, Message  # noqa: E402
from bookbuilder.model.media_types import media_type
from bookbuilder.saving import temporary_folder  # noqa: E402
from bookbuilder.source import found_bytes
from bookbuilder.theme.fonts import Face  # noqa: E402

VERSIONS = f"WeasyPrint {weasyprint.__version__}, Pango {pango.pango_version()}"

_MOST = 100
"""Pages whose boxes the process may keep to its end, or until nobody waits: some 120 megabytes."""
_left = _MOST
_is_freed_later = False

_DATA = re.compile(r"(data:[\w/.+-]*)[^'\s]*")
_FIRST_ID = re.compile(r'<section[^>]*? id="([^"]*)"')
_PLACE = re.compile(r" at (\d+):(\d+)")


def draw(order: LayoutOrder, most_pages: int = 0) -> LaidOut:
    """Lay out and draw one document; those that come again go on from where they changed, as long as they have so many pages.

    A fault in going on costs the time of a layout from the beginning, and no document.
    """
    try:
        return _drawn(order, most_pages)
    except Exception:
        if not incremental.is_going_on():
            raise
        return _drawn(order, 0)


def _drawn(order: LayoutOrder, most_pages: int) -> LaidOut:
    workarounds.apply()
    clear_whole_lines()
    clear_notes()
    clear_paragraphs()
    given_lines.clear_given_lines()
    use_faces(order.faces)
    incremental.begin(*_kept_by(order), most_pages)
    fonts = _fonts(order.faces)
    styles = [_style(name, text, order.faces) for name, text in order.styles]
    messages = [message for _, logged in styles for message in logged]
    pages: list[Any] = []
    gc.disable()
    try:
        with _listening() as logged:
            document = weasyprint.HTML(
                string=order.html, base_url=BASE, url_fetcher=_Pictures(dict(order.pictures))
            ).render(stylesheets=[css for css, _ in styles], font_config=fonts, pdf_tags=order.tagged)
            document._html = incremental.html_of(document)
            workarounds.before_drawing(document)
            # packed for binding
            pdf = document.write_pdf(pdf_tags=order.tagged, pdf_version="1.7", uncompressed_pdf=True)
        pages = [page._page_box for page in document.pages]
        laid_out = LaidOut(
            pdf=pdf,
            facts=page_facts(pages),
            names=tuple(page.page_type.name or "" for page in pages),
            begins_left=pages[0].page_type.side == ("right" if 'dir="rtl"' in order.html[:400] else "left"),
            elements=workarounds.structure_of(document),
            messages=(*messages, *(Message(text) for text in logged)),
            adjusted=workarounds.adjusted(document),
        )
        if not logged:  # what has been said of a page that is kept would not be said again
            incremental.finish()
        return laid_out
    finally:
        _free(len(pages))


def _kept_by(order: LayoutOrder) -> tuple[str, Any]:
    """The id of a document, and all that it is laid out with besides its HTML: None where it is not to be kept."""
    id = _FIRST_ID.search(order.html)
    if not order.tagged or not id:
        return "", None
    return id[1], (order.styles, tuple(face.digest for face in order.faces), fingerprint(order.pictures))


def _free(pages: int) -> None:
    """Let the collector free a document's boxes, but for the first pages that a process lays out: most lay out no others."""
    global _left
    if _is_freed_later:
        if pages > _left:
            free()
        _left = max(0, _left - pages)
        return
    if pages <= _left:
        gc.freeze()
    _left = max(0, _left - pages)
    gc.enable()


def free() -> None:
    """Free the boxes of all documents now, and from now on when this is called again, or when they are too many."""
    global _left, _is_freed_later
    _is_freed_later = True
    gc.collect()
    _left = _MOST


class _Pictures(URLFetcher):
    """Gives the book's own pictures, and those that lie in the page itself, and nothing else: no network, no other file."""

    def __init__(self, pictures: dict[str, Path]) -> None:
        super().__init__()
        self._pictures = pictures

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:image/svg+xml"):
            return super().fetch(url, headers)
        if url.startswith("data:image/"):
            return URLFetcherResponse(url, embedded_bytes(url), {"Content-Type": url[5:].partition(";")[0]})
        name = url.removeprefix(BASE)
        if name not in self._pictures:
            raise FileNotFoundError(name)
        return URLFetcherResponse(url, found_bytes(self._pictures[name]), {"Content-Type": media_type(name)})


class _Faces(URLFetcher):
    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__()
        self._faces = {face.name: face.data for face in faces}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        return URLFetcherResponse(url, self._faces[url.rpartition("/")[2]], {"Content-Type": "font/ttf"})


@lru_cache(maxsize=4)
def _fonts(faces: tuple[Face, ...]) -> FontConfiguration:
    configuration = FontConfiguration()
    # its own folder would stay behind: nothing is freed where a process ends at once
    folder = temporary_folder()
    atexit.register(folder.cleanup)
    configuration._folder = Path(folder.name)
    configuration.held = (
        folder  # or a copy of this process, which forgets what is to be done at the end, would take it away
    )
    rules = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'src:url("{BASE}fonts/{face.name}")}}'
        for face in faces
    )
    weasyprint.CSS(string=rules, base_url=BASE, font_config=configuration, url_fetcher=_Faces(faces))
    return configuration


@lru_cache(maxsize=16)
def _style(name: str, text: str, faces: tuple[Face, ...]) -> tuple[weasyprint.CSS, tuple[Message, ...]]:
    with _listening() as logged:
        css = weasyprint.CSS(string=text, base_url=BASE, font_config=_fonts(faces), url_fetcher=_Pictures({}))
    messages = []
    for message in logged:
        place = _PLACE.search(message)
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        messages.append(Message(message, name, line, column))
    return css, tuple(messages)


@contextmanager
def _listening() -> Iterator[list[str]]:
    logged: list[str] = []
    logger = logging.getLogger("weasyprint")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: logged.append(_DATA.sub(r"\1…", record.getMessage()))  # type: ignore[method-assign]
    logger.addHandler(handler)
    # what it says is a fault of the page, and not for the terminal
    logger.propagate, propagated = (
        False,
        logger.propagate,
    )
    try:
        yield logged
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
