"""Reads and writes Word files by Pandoc."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bookbuilder.markdown.pandoc import check_depth
from bookbuilder.markdown.pandoc_process import UnreadableError, convert, run
from bookbuilder.saving import temporary_folder


def plain_docx(html: str) -> bytes:
    """An HTML document as a Word document in Pandoc's own styles."""
    with temporary_folder() as folder:
        path = Path(folder) / "document.docx"
        run(html, "docx", format="html", outputfile=str(path), extra_args=["--quiet"])
        return path.read_bytes()


def read_docx(path: Path, media: Path, changes: str) -> str:
    """A Word file's AST, citation fields as citations; `changes` is accept, reject or all.

    Pictures in the file, and none that it links to, go into the folder `media`.
    """
    arguments = ("--sandbox", f"--extract-media={media}", f"--track-changes={changes}")
    ast = convert("", "json", "docx+citations", *arguments, source=path)
    try:
        check_depth(json.loads(ast))
    except RecursionError:
        raise UnreadableError("its tables or lists stand in one another deeper than any book's") from None
    return ast


def to_docx(path: Path, format: str) -> bytes:
    """A file in one of Pandoc's formats (odt, rtf) as a Word file."""
    with temporary_folder() as folder:
        made = Path(folder) / "made.docx"
        convert("", "docx", format, "--sandbox", source=path, outputfile=str(made))
        return made.read_bytes()


def write_docx(
    xhtml: str, target: Path, reference: Path, language: str, properties: Mapping[str, str] = MappingProxyType({})
) -> None:
    """XHTML with notes in EPUB's form as a Word file in the styles of a reference document, with custom properties."""
    arguments = ["--quiet", f"--reference-doc={reference}", f"--metadata=lang:{language}", "--wrap=none"]
    arguments += [f"--metadata={name}:{value}" for name, value in properties.items()]
    form = "html+epub_html_exts"
    if 'class="bracketed"' in xhtml:  # HTML has no lists that are numbered (a) or i), Word has
        ast = json.loads(convert(xhtml, "json", form))
        _number_in_brackets(ast["blocks"])
        xhtml, form = json.dumps(ast), "json"
    run(xhtml, "docx", format=form, outputfile=str(target), extra_args=arguments)


def _number_in_brackets(node: Any) -> None:
    """Take the labels out of the items of each list in a div `bracketed`, in place, and let the list print them."""
    if isinstance(node, dict):
        if node.get("t") == "Div" and "bracketed" in node["c"][0][1]:
            for block in node["c"][1]:
                if block["t"] == "OrderedList":
                    labels = [_label_taken(item) for item in block["c"][1]]
                    block["c"][0][2] = {"t": "TwoParens" if labels[0].startswith("(") else "OneParen"}
        node = list(node.values())
    for child in node if isinstance(node, list) else ():
        _number_in_brackets(child)


def _label_taken(item: list[Any]) -> str:
    """The label at the head of an item, which loses it; a block of nothing else goes with it."""
    words = item[0]["c"] if item and item[0]["t"] in ("Para", "Plain") else []
    if len(words) == 1 and words[0]["t"] == "Span" and words[0]["c"][0][0]:  # it stands for the id of the item
        words = words[0]["c"][1]
    if not words or words[0]["t"] != "Span" or "item-label" not in words[0]["c"][0][1]:
        return ""
    label = str(words.pop(0)["c"][1][0]["c"])
    while words and words[0]["t"] in ("Space", "SoftBreak"):
        del words[0]
    if not words:
        del item[0]
    return label
