"""A chapter's Markdown file in; its source, its own metadata, and its text with the metadata blanked out, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator

from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.manuscript.values import language_tag
from bookbuilder.manuscript.yaml_source import read_yaml
from bookbuilder.source import Source


class ChapterForm(Form):
    """What the metadata block at the top of a chapter may say."""

    short_title: str = ""
    lang: Annotated[str, AfterValidator(lambda value: language_tag(value) if value else value)] = ""
    abstract: str = ""


@dataclass(frozen=True)
class Chapter:
    """One Markdown file as the author wrote it."""

    id: str
    """The file's stem, unique in the book: 03-trade."""
    source: Source
    text: str
    """The text with the metadata block blanked out, so that every line keeps its number."""
    short_title: str = ""
    lang: str = ""


def read_chapter(source: Source, id: str) -> Outcome[Chapter]:
    """Read the metadata block, where there is one, and leave the text as it is."""
    metadata, text, first_line = split_front_matter(source)
    if metadata is None:
        return Outcome(Chapter(id, source, text), tuple(_unclosed(source)))
    yaml = read_yaml(source, metadata, first_line)
    if yaml.value is None or yaml.value.value is None:
        return Outcome(Chapter(id, source, text), yaml.diagnostics)
    if not isinstance(yaml.value.value, dict):
        fault = Diagnostic(
            "CHP-003", yaml.value.whole, "The metadata block needs these keys with values.", "short-title: …"
        )
        return Outcome(Chapter(id, source, text), (*yaml.diagnostics, fault))
    filled = fill(ChapterForm, yaml.value, code="CHP")
    form = filled.value or ChapterForm()
    return Outcome(Chapter(id, source, text, form.short_title, form.lang), (*yaml.diagnostics, *filled.diagnostics))


def _unclosed(source: Source) -> Iterator[Diagnostic]:
    """A metadata block without its last line is words to Pandoc."""
    if source.line(1).rstrip() == "---" and re.match(r"[a-z][a-z-]*:(\s|$)", source.line(2)):
        yield Diagnostic("CHP-024", source.whole(), "This metadata block is never closed.", "Put a line --- below it.")


def split_front_matter(source: Source) -> tuple[str | None, str, int]:
    """The metadata block's YAML (None where there is none), the text with the block blanked out, the YAML's first line."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != "---":
        return None, source.text, 1
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:index]) + "\n", "\n".join([""] * (index + 1) + lines[index + 1 :]), 2
    return None, source.text, 1


def chapter_id(name: str) -> str:
    """The id of a file's document, fit for XML and file names alike: its stem without the number that sorts it."""
    stem = PurePosixPath(name).stem.lower()
    id = "".join(character if character.isalnum() or character in "-_" else "-" for character in stem)
    bare = id.lstrip("0123456789").lstrip("-_") or id
    return bare if bare[:1].isalpha() else f"chapter-{id.strip('-_')}"


def document_ids(names: list[str]) -> dict[str, str]:
    """A unique id for every Markdown file of the book, by its name in book.yaml."""
    ids: dict[str, str] = {}
    taken: set[str] = {"index", "nav", "cover", "content", "styles", "search"}
    for name in names:
        id = chapter_id(name)
        if id in taken:
            id = chapter_id(name.replace("/", "-"))
        while id in taken:
            id = f"{id}-2"
        taken.add(id)
        ids[name] = id
    return ids
