"""Reads a chapter's Markdown file: its source, its own metadata, and its text with the metadata blanked out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.masked_source import without_secrets
from bookbuilder.model.chapter import Chapter
from bookbuilder.source import Source


def read_chapter(source: Source, id: str, steps: Steps | None = None) -> Outcome[Chapter]:
    """Read the metadata block, where there is one, and leave the text as it is."""
    metadata, typed, first_line = split_front_matter(source)
    if metadata is not None:
        metadata, typed = _titled(metadata, typed, first_line)
    text, secrets = (read := without_secrets(Source(source.file, typed))).value.text, read.diagnostics
    if metadata is None:
        return Outcome(Chapter(id, source, text), (*_unclosed(source), *secrets))
    inputs = {"metadata": (source.file, metadata, first_line)}
    outcome = (steps or Steps()).step(
        f"read the metadata of {id}", inputs, partial(_read, source, id, metadata, first_line)
    )
    return Outcome(replace(outcome.value, source=source, text=text), (*outcome.diagnostics, *secrets))


def _read(source: Source, id: str, metadata: str, first_line: int) -> Outcome[Chapter]:
    from bookbuilder.manuscript.chapter_form import read_metadata  # a chapter whose metadata is known needs no form

    return read_metadata(Chapter(id, Source(source.file, "")), source, metadata, first_line)


_CODE = re.compile(r"^[ \t]*(`{3,}(?=[^`\n]*\n)|~{3,})[^\n]*\n.*?^[ \t]*\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADED = re.compile(r"^#[ \t]+\S|^<h1\b|^(?![ \t]*$)[^\n]+\n=+[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"^title:[ \t]+(?P<mark>[\"']?)(?P<words>[^\s|>&!*{\[\"'#][^\n]*?)(?P=mark)[ \t]*$", re.MULTILINE)


def _titled(metadata: str, text: str, first_line: int) -> tuple[str, str]:
    """The two with the title that the metadata gives as the chapter's heading, on its line, where the text has none."""
    title = _TITLE.search(metadata)
    if title is None or _HEADED.search(_CODE.sub("", text)):
        return metadata, text
    lines = text.split("\n")
    lines[first_line - 1 + metadata.count("\n", 0, title.start())] = f"# {title['words']}"
    return metadata[: title.start()] + metadata[title.end() :], "\n".join(lines)


def _unclosed(source: Source) -> Iterator[Diagnostic]:
    """A metadata block without its last line is words to Pandoc."""
    if source.line(1).rstrip() == "---" and re.match(r"[a-z][a-z-]*:(\s|$)", source.line(2)):
        yield Diagnostic("CHP-024", source.whole(), "This metadata block is never closed.", "Put a line --- below it.")


_BEGIN = re.compile(r"---[^\S\n]*\n|(?:[^\S\n]*\n)+---[^\S\n]*\n(?=[A-Za-z][\w-]*:)")
"""Where empty lines come first, three hyphens may be a rule as well, but before a key."""


def split_front_matter(source: Source) -> tuple[str | None, str, int]:
    """The metadata block's YAML (None where there is none), the text with the block blanked out, the YAML's first line."""
    begin = _BEGIN.match(source.text)
    if begin is None:
        return None, source.text, 1
    lines = source.text.split("\n")
    first = begin[0].count("\n")
    for index, line in enumerate(lines[first:], start=first):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[first:index]) + "\n", "\n".join([""] * (index + 1) + lines[index + 1 :]), first + 1
    return None, source.text, 1


def chapter_id(name: str) -> str:
    """The id of a file's document, fit for XML and file names alike: its stem without the number that sorts it."""
    stem = PurePosixPath(name).stem.lower()
    id = "".join(character if character.isalnum() or character in "-_" else "-" for character in stem)
    bare = id.lstrip("0123456789").lstrip("-_") or id
    return bare if bare[:1].isalpha() else f"chapter-{id.strip('-_')}"


def document_ids(names: list[str], made: Collection[str] = ()) -> dict[str, str]:
    """A unique id for every Markdown file of the book, by its name in book.yaml; `made` are those of pages that are made."""
    ids: dict[str, str] = {}
    taken: set[str] = {"index", "nav", "cover", "content", "styles", "search", *made}
    for name in names:
        id = chapter_id(name)
        if id in taken:
            id = chapter_id(name.replace("/", "-"))
        while id in taken:
            id = f"{id}-2"
        taken.add(id)
        ids[name] = id
    return ids
