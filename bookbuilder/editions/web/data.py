"""Links each table and chart to the data behind it, and gathers the files that the links lead to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

from bookbuilder.compose.decide.charts import SUFFIX, data_addresses
from bookbuilder.compose.read.data_files import find_data, published
from bookbuilder.csv_files import write_csv
from bookbuilder.json_source import read_json
from bookbuilder.pages.addresses import safe_name
from bookbuilder.source import found_bytes, own_file

FOLDER = "data"


def link_data(section: etree._Element, folder: Path, word: str) -> dict[str, bytes]:
    """Add the links, whose words are drawn by the stylesheet so that the caption stays whole; the files by their paths.

    `folder` is the book's; pictures are still known by their resources' names.
    """
    files: dict[str, bytes] = {}
    for element, path in [*_tables(section, folder), *_charts(section, folder)]:
        manuscript = (folder / "manuscript").resolve()
        inside = path.relative_to(manuscript)
        if element.tag == "table" and inside.suffix.lower() == ".xlsx" and element.get("id"):
            continue  # what is printed of it is data enough, and is made below
        ending, data = published(folder, "manuscript/book.yaml", inside.as_posix())
        name = "/".join([FOLDER, *(safe_name(part) for part in inside.with_suffix(ending).parts if part != FOLDER)])
        caption = element.find("caption") if element.tag == "table" else element.find("figcaption")
        if caption is None:
            continue
        _link(caption, name, f"{word} ({ending[1:].upper()})")
        files[name] = data
    for table in section.iter("table"):
        linked = table.attrib.pop("data-source", None)
        caption = table.find("caption")
        if caption is None or linked and caption.find("a[@class='data-link']") is not None or not table.get("id"):
            continue
        name = f"{FOLDER}/{safe_name(table.get('id') or '')}.csv"
        files[name] = _typed(table)
        _link(caption, name, f"{word} (CSV)")
    return files


def shows_data(body: str) -> bool:
    """Whether a document may have data behind it that lie in files of their own."""
    return "data-source" in body or SUFFIX.removesuffix(".json") in body


def about_data(files: Mapping[str, bytes], source: str, licence: str) -> dict[str, bytes]:
    """For each CSV, where it comes from and what may be done with it, as CSV on the Web asks for it beside the file.

    See https://www.w3.org/TR/tabular-metadata/.
    """
    made = {}
    for name in files:
        if name.startswith(f"{FOLDER}/") and name.endswith(".csv"):
            description: dict[str, Any] = {
                "@context": "http://www.w3.org/ns/csvw",
                "url": name.rpartition("/")[2],
                "dc:source": source,
            }
            description |= {"dc:license": {"@id": licence} if "://" in licence else licence} if licence else {}
            made[f"{name}-metadata.json"] = (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode()
    return made


def _typed(table: etree._Element) -> bytes:
    """A table that the author typed, as CSV: the words of its cells, without notes."""
    rows: list[list[str]] = []
    for row in table.iter("tr"):
        rows.append([])
        for cell in row:
            rows[-1] += [_words(cell), *[""] * (int(cell.get("colspan") or 1) - 1)]
    return write_csv(rows)


def _words(cell: etree._Element) -> str:
    copy = deepcopy(cell)
    for call in list(copy.iter("a")):
        if call.get("role") == "doc-noteref":
            call.text = ""
    return " ".join("".join(copy.itertext()).split())


def _link(caption: etree._Element, name: str, words: str) -> None:
    link = etree.SubElement(caption, "a", {"class": "data-link", "href": name, "download": "", "data-word": words})
    link.set("aria-label", words)


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
                    description = read_json(found_bytes(specification))
                except ValueError:  # a picture that only has the name of a chart
                    continue
                for address in dict.fromkeys(data_addresses(description)):
                    yield figure, find_data(folder, f"manuscript/{source}", address)
