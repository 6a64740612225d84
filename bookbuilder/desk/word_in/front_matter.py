"""Puts what stands above a Word file's text in the styles Title, Subtitle, Author, Date and Abstract where a chapter has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection

import panflute as pf

from bookbuilder.markdown.ast import words

Note = Callable[[str, str], None]


def front_matter(document: pf.Doc, authors: Collection[str], note: Note) -> dict[str, str]:
    """Values of the chapter's metadata block, as YAML writes them; title and subtitle become its heading, in place.

    `authors` are the book's, whom no chapter names again.
    """
    said = {name: _inlines(document, name) for name in ("title", "subtitle")}
    headers = [element for element in document.content if isinstance(element, pf.Header)]
    if said["title"]:
        title = said["title"]
        again = headers[:1] if headers and headers[0] is document.content[0] else []
        again = [it for it in again if words(it).casefold() == words(title).casefold()]
        if again:
            note("heading left out, since it says the title once more", words(again[0]))
            document.content.remove(headers.pop(0))
        if said["subtitle"]:
            note("subtitle put behind the title", words(said["subtitle"]))
            title = [*title, pf.Str(":"), pf.Space(), *said["subtitle"]]
        pictures = [it for it in title if isinstance(it, pf.Image)]
        others = [it for it in title if not isinstance(it, pf.Image)]
        if pictures and words(others):  # a logo beside the words
            title = others
            document.content.insert(0, pf.Para(*pictures))
        document.content.insert(0, pf.Header(*title, level=1, identifier=again[0].identifier if again else ""))
    elif said["subtitle"]:
        document.content.insert(0, pf.Para(*said["subtitle"]))
    highest = 2 if said["title"] else 1
    by = highest - min((header.level for header in headers), default=highest)
    for header in headers:
        header.level += by
    made: dict[str, str] = {}
    names = [" ".join(text.split()) for text in _texts(document, "author")]
    named = [name for name in names if name.casefold() not in {each.casefold() for each in authors}]
    if named:
        made["author"] = json.dumps(named, ensure_ascii=False)
    for name in (name for name in names if name not in named):
        note("author of the chapter left out, since the book names them", name)
    abstract = "\n\n".join(_texts(document, "abstract"))
    if abstract:
        made["abstract"] = json.dumps(abstract, ensure_ascii=False)
    for date in _texts(document, "date"):
        note("date left out, since a chapter has none", date)
    document.metadata = {}
    return made


def _inlines(document: pf.Doc, name: str) -> list[pf.Element]:
    value = document.metadata[name] if name in document.metadata else None
    return list(value.content) if isinstance(value, pf.MetaInlines) else []


def _texts(document: pf.Doc, name: str) -> list[str]:
    """The words of a value, of each of its paragraphs, or of each in its list."""
    value = document.metadata[name] if name in document.metadata else None
    if isinstance(value, (pf.MetaList, pf.MetaBlocks)):
        return [text for each in value.content if (text := words(list(each.content)))]
    return [words(list(value.content))] if isinstance(value, pf.MetaInlines) else []
