"""Reads a chapter's Markdown file: its source, its own metadata, and its text with the metadata blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator

from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.manuscript.declared import form_of, value_of
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.manuscript.people_form import ORCID
from bookbuilder.manuscript.values import DOI, as_list, language_tag, stands_for
from bookbuilder.model.people import Contributor
from bookbuilder.source import Source
from bookbuilder.yaml_source import YamlValue, read_yaml


class ChapterForm(Form):
    """What the metadata block at the top of a chapter may say."""

    short_title: str = ""
    """The title for running heads."""
    lang: Annotated[str, AfterValidator(lambda value: language_tag(value) if value else value)] = ""
    """BCP 47 tag of the chapter's language, where it is not the book's."""
    author: Annotated[tuple[Annotated[form_of(Contributor), stands_for("name")], ...], as_list] = ()  # type: ignore[valid-type]
    """Who wrote this chapter, in a book of several authors: names, or groups of name, affiliation, orcid, sort-name."""
    affiliation: str = ""
    """The institution of every author of the chapter who names none."""
    orcid: Annotated[str, ORCID] = ""
    """The ORCID iD of a chapter's only author."""
    doi: Annotated[str, DOI] = ""
    """The chapter's own DOI: 10.1234/abcd.01."""
    abstract: str = ""
    """What the chapter says in short, as plain text; an empty line parts two paragraphs."""
    keywords: Annotated[tuple[str, ...], as_list] = ()
    """Keywords of the chapter, each a few words."""


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
    authors: tuple[Contributor, ...] = ()
    doi: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()


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
    chapter = Chapter(
        id,
        source,
        text,
        form.short_title,
        form.lang,
        _authors(form, yaml.value),
        form.doi,
        form.abstract.strip(),
        form.keywords,
    )
    faults = (*yaml.diagnostics, *filled.diagnostics, *_whose(form, yaml.value))
    return Outcome(chapter, faults)


def _authors(form: ChapterForm, yaml: YamlValue) -> tuple[Contributor, ...]:
    """The authors with what the block says of all of them, or of the only one."""
    authors: tuple[Contributor, ...] = value_of(form.author, yaml, ("author",))
    alone = form.orcid if len(authors) == 1 else ""
    return tuple(
        replace(author, affiliation=author.affiliation or form.affiliation, orcid=author.orcid or alone)
        for author in authors
    )


def _whose(form: ChapterForm, yaml: YamlValue) -> Iterator[Diagnostic]:
    """CHP-003: an affiliation or an ORCID iD beside `author:` belongs to somebody."""
    for key, given, meant in (
        ("affiliation", form.affiliation, form.author),
        ("orcid", form.orcid, len(form.author) == 1),
    ):
        if given and not meant:
            message = (
                f'"{key}" stands beside no author.'
                if not form.author
                else f'Whose is this "{key}"? The chapter has {len(form.author)} authors.'
            )
            yield Diagnostic(
                "CHP-003", yaml.key_at((key,)), message, f"Write it below its author: - {{name: …, {key}: …}}"
            )


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
