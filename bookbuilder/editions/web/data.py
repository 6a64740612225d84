"""Links each table and chart to the data behind it, and gathers the files that the links lead to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from bookbuilder.compose.decide.charts import SUFFIX, data_addresses
from bookbuilder.compose.read.data_files import find_data
from bookbuilder.pages.addresses import safe_name
from bookbuilder.source import own_file

FOLDER = "data"


def link_data(section: etree._Element, folder: Path, word: str) -> dict[str, bytes]:
    """Add the links, whose words are drawn by the stylesheet so that the caption stays whole; the files by their paths.

    `folder` is the book's; pictures are still told by their resources' names.
    """
    files: dict[str, bytes] = {}
    for element, path in [*_tables(section, folder), *_charts(section, folder)]:
        manuscript = (folder / "manuscript").resolve()
        name = "/".join([FOLDER, *(safe_name(part) for part in path.relative_to(manuscript).parts if part != FOLDER)])
        caption = element.find("caption") if element.tag == "table" else element.find("figcaption")
        if caption is None:
            continue
        kind = path.suffix[1:].upper()
        link = etree.SubElement(
            caption, "a", {"class": "data-link", "href": name, "download": "", "data-word": f"{word} ({kind})"}
        )
        link.set("aria-label", f"{word} ({kind})")
        files[name] = path.read_bytes()
    for table in section.iter("table"):
        table.attrib.pop("data-source", None)
    return files


def _tables(section: etree._Element, folder: Path) -> Iterator[tuple[etree._Element, Path]]:
    for table in section.iter("table"):
        path = own_file(folder / "manuscript" / (table.get("data-source") or ""), folder / "manuscript")
        if path is not None:
            yield table, path


def _charts(section: etree._Element, folder: Path) -> Iterator[tuple[etree._Element, Path]]:
    """A chart is drawn from figures/trade.vl.json as figures/trade.vl.svg; each of its files of data is named once."""
    for figure in section.iter("figure"):
        for image in figure.iter("img"):
            source = (image.get("src") or "").removesuffix(".svg") + ".json"
            specification = own_file(folder / "manuscript" / source, folder)
            if source.endswith(SUFFIX) and specification is not None:
                try:
                    told = json.loads(specification.read_bytes())
                except ValueError:  # a picture that only has the name of a chart
                    continue
                for address in dict.fromkeys(data_addresses(told)):
                    yield figure, find_data(folder, f"manuscript/{source}", address)
