"""Asks Pandoc's citeproc to format a chapter's citations, and reads its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bookbuilder.desk.citeproc_crosscheck.difference import plain, plain_html
from bookbuilder.markdown.pandoc import plain_text


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
