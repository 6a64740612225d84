"""Reads an EPUB's passages in the order of its spine; the pages that templates make are left out."""

from __future__ import annotations

import io
import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.pages.running_text import Passage, read_back

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def read_epub(data: bytes, made: frozenset[str] = frozenset(), steps: Steps | None = None) -> list[Passage]:
    """Every passage; `made` holds the ids of made pages."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        root = etree.fromstring(container.read("META-INF/container.xml"))
        package_name = next(root.iter(f"{_CONTAINER}rootfile")).get("full-path") or ""
        package = etree.fromstring(container.read(package_name))
        folder = posixpath.dirname(package_name)
        names = {item.get("id"): item.get("href") or "" for item in package.iter(f"{_OPF}item")}
        passages: list[Passage] = []
        for reference in package.iter(f"{_OPF}itemref"):
            name = posixpath.join(folder, unquote(names[reference.get("idref")]))
            body = etree.fromstring(container.read(name)).find(f"{_XHTML}body")
            for section in body.findall(f"{_XHTML}section") if body is not None else ():
                if section.get("id") and section.get("id") not in made:
                    passages += read_back(section, "epub", steps or Steps())
    return passages
