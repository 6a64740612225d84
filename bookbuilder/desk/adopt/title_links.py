"""Turns `[words][Title]` and `[Title]`, which lead to a heading of any chapter, into links to that heading."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from bookbuilder.compose.decide.file_links import ENDINGS, automatic_id
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.sections import Section
from bookbuilder.desk.adopt.verbatim import blanked, outside_code
from bookbuilder.source import own_file

_ATTRIBUTES = re.compile(r"(?<!\s)\s*\{([^{}]*)\}\s*(?:#+\s*)?$")
_TO_FILE = re.compile(r"(\]\(|^[ ]{0,3}\[[^\]^\n]+\]:[ \t]+)(?:<([^<>\n]+)>|(?!\w+:)([^\s()<>]+))", re.MULTILINE)
_LINK_OUT = re.compile(r"(?<![!\\])\[((?:[^\[\]\\\n]|\\.){1,500})\]\((?!\w+:|#)<?([^\s()<>#]+)(?:#[^\s()<>]*)?>?\)")
_FILE_LINK = re.compile(
    r"(\]\(<?|^[ ]{0,3}\[[^\]^]+\]:[ \t]+<?|<a\b[^<>]*?\bhref=[\"'])(?!\w+:|#)([^\s()<>#\"']+\.(?:md|markdown|html))"
    r"(?:#([^\s()<>\"']+))?",
    re.MULTILINE,
)
_LINK = re.compile(r"(?<![\\!\]\w^])\[([^\[\]^@]+)\](?:\[([^\[\]]*)\](?![(\[])|(?![\[({:]))")


def titles_of(sections: Sequence[Section]) -> dict[str, str]:
    """The id of each heading of the book, by its words as Pandoc compares them."""
    found: dict[str, str] = {}
    for section in sections:
        headings = re.findall(r"^#{2,6}[ \t]+(\S.*)$", section.text, re.MULTILINE)
        for heading in (section.title, *headings):
            given = _ATTRIBUTES.search(heading)
            own = re.search(r"#([^\s}]+)", given[1]) if given else None
            plain = re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", _ATTRIBUTES.sub("", heading)).strip(" #")
            found.setdefault(_key(plain), own[1] if own else automatic_id(plain))
    return {key: id for key, id in found.items() if key}


def titles_become_links(text: str, titles: Mapping[str, str]) -> str:
    """The text with its links to headings by their words as `[words](#id)`; a link whose address it gives stays."""
    defined = {_key(it) for it in re.findall(r"^[ ]{0,3}\[([^\]^][^\]]*)\]:", text, re.MULTILINE)}

    def linked(found: re.Match[str]) -> str:
        name = _key(found[2] or found[1])
        if name in defined or name not in titles or found[2] is None and len(name) < 4:
            return found[0]
        return f"[{found[1]}](#{titles[name]})"

    prose = blanked(text)
    return _LINK.sub(lambda it: linked(it) if prose[it.start()] == "[" else it[0], text)


def links_followed(text: str, file: Path, ids: Mapping[Path, str]) -> str:
    """The text with its links to files that became sections of a chapter as links to those sections."""

    def followed(found: re.Match[str]) -> str:
        path = Path(os.path.normpath(file.parent / unquote(found[2])))
        own = next(
            (path.with_suffix(it) for it in (path.suffix, ".md", ".markdown") if path.with_suffix(it) in ids), None
        )
        return found[0] if own is None else f"{found[1]}#{found[3] or ids[own]}"

    return outside_code(text, lambda part: _FILE_LINK.sub(followed, part)) if ids else text


def renamed_files(text: str, file: Path, place: str, moved: Mapping[Path, str]) -> str:
    """The text of a chapter with its links to files whose chapters have other names here; `place` is its own name.

    `moved` has the new name of each such file by its path without an ending, both under manuscript/.
    """

    def led(found: re.Match[str]) -> str:
        path, sign, fragment = unquote(found[2] or found[3]).partition("#")
        old = Path(os.path.normpath(file.parent / path))
        new = moved.get(old.with_suffix("") if old.suffix.lower() in ENDINGS else old) if path else None
        if new is None:
            return found[0]
        if new.startswith("#"):  # a page that is made here
            return f"{found[1]}{new}"
        return f"{found[1]}<{os.path.relpath(new, os.path.dirname(place) or '.').replace(os.sep, '/')}{sign}{fragment}>"

    return outside_code(text, lambda part: _TO_FILE.sub(led, part)) if moved else text


def without_links_out(text: str, file: Path, root: Path, chapters: set[Path], report: Report) -> str:
    """The text with the words alone of a link to a file of the folder that is neither a chapter nor made here: a list of contents, a script, data."""

    def led(found: re.Match[str]) -> str:
        path = Path(os.path.normpath(file.parent / unquote(found[2])))
        if {path, path.with_suffix("")} & chapters or own_file(path, root) is None:
            return found[0]
        report.note("left", "links to files that are not part of the book: their words stand", found[2])
        return found[1]

    return outside_code(text, lambda part: _LINK_OUT.sub(led, part))


def _key(words: str) -> str:
    return " ".join(words.replace("`", "").lower().split())
