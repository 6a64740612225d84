"""Asks Pandoc's citeproc to format a chapter's citations, and reads its answer and what somebody has accepted of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.desk.citeproc_crosscheck.difference import plain, plain_html
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.pandoc import plain_text
from bookbuilder.yaml_source import read_yaml_file


def question(own: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One paragraph a citation, notes with several of them in one note, so that Pandoc counts notes as the book does."""
    blocks: list[Any] = []
    last = 0
    for cluster in own:
        index = cluster["properties"]["noteIndex"]
        inline = {
            "t": "Cite",
            "c": [[_citation(cited) for cited in cluster["citationItems"]], [{"t": "Str", "c": "?"}]],
        }
        if index and index == last:
            blocks[-1]["c"][0]["c"][0]["c"] += [{"t": "Space"}, inline]
        elif index:
            blocks.append({"t": "Para", "c": [{"t": "Note", "c": [{"t": "Para", "c": [inline]}]}]})
        else:
            blocks.append({"t": "Para", "c": [inline]})
        last = index
    meta = {
        "nocite": {
            "t": "MetaInlines",
            "c": [{"t": "Cite", "c": [[_citation({"id": "*"})], [{"t": "Str", "c": "@*"}]]}],
        },
        "suppress-bibliography": {"t": "MetaBool", "c": True},
    }
    return {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}


def answers(document: Mapping[str, Any]) -> Iterator[str]:
    """What Pandoc prints for each citation, in order, without markup."""
    for cited in _cites(document["blocks"]):
        content = [inner["c"][0]["c"] if inner["t"] == "Note" else [inner] for inner in cited["c"][1]]
        yield plain(plain_text([{"t": "Plain", "c": [each for part in content for each in part]}]))


def _citation(cited: Mapping[str, Any]) -> dict[str, Any]:
    suffix = []
    if "locator" in cited:
        label = str(cited["label"]).removesuffix("-locator") if "label" in cited else "page"
        locator = plain_html(str(cited["locator"]))
        words = f"{{{locator}}}" if label == "page" else f"{{{label} {locator}}}"
        suffix = [{"t": "Str", "c": ","}, {"t": "Space"}, *_inlines(words)]
    if "suffix" in cited:
        suffix += _inlines(plain_html(str(cited["suffix"])))
    mode = "SuppressAuthor" if "suppress-author" in cited else "NormalCitation"
    return {
        "citationId": cited["id"],
        "citationPrefix": _inlines(plain_html(str(cited["prefix"])).rstrip()) if "prefix" in cited else [],
        "citationSuffix": suffix,
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _inlines(text: str) -> list[Any]:
    inlines: list[Any] = [{"t": "Space"}] if text[:1].isspace() else []
    for number, word in enumerate(text.split()):
        inlines += ([{"t": "Space"}] if number else []) + [{"t": "Str", "c": word}]
    return inlines


def _cites(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for child in node:
            yield from _cites(child)
    elif isinstance(node, dict):
        if "t" in node and node["t"] == "Cite":
            yield node
        else:
            for child in node.values():
                yield from _cites(child)


FILE = "citations.accepted.yaml"


@dataclass(frozen=True)
class Accepted:
    """One line of the file: a construct, perhaps of one source only, and why the difference is right."""

    construct: str
    item: str
    reason: str
    place: Location


def read_accepted(folder: Path) -> tuple[list[Accepted], list[Diagnostic]]:
    """A list of `- {construct: punctuation, item: key, reason: …}`; the reason is needed (CIT-052), the item is not."""
    if not (folder / FILE).is_file():
        return [], []
    yaml = read_yaml_file(folder / FILE, folder)
    faults = list(yaml.diagnostics)
    lines = yaml.value.value if yaml.value is not None else []
    accepted: list[Accepted] = []
    for number, line in enumerate(lines if isinstance(lines, list) else []):
        place = yaml.value.at((number,)) if yaml.value is not None else Location(FILE)
        if not isinstance(line, dict) or not all(key in line and line[key] for key in ("construct", "reason")):
            remedy = "Write - {construct: punctuation, item: KEY, reason: …}"
            faults.append(
                Diagnostic("CIT-052", place, "A difference is accepted by its construct and a reason.", remedy)
            )
            continue
        item = str(line["item"]) if "item" in line and line["item"] else ""
        accepted.append(Accepted(str(line["construct"]), item, str(line["reason"]), place))
    return accepted, faults
