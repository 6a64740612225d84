"""Writes how to cite the book and each chapter: in the book's own style, and as BibTeX, RIS and CSL JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree
from markupsafe import Markup, escape
from stdnum import isbn as isbn_numbers

from bookbuilder.cache import Steps
from bookbuilder.compose.decide.citing import entry_of
from bookbuilder.editions.web.html import as_html
from bookbuilder.editions.web.signposts import coins
from bookbuilder.languages import language
from bookbuilder.markdown.xhtml_text import class_names
from bookbuilder.model.book import Book
from bookbuilder.model.people import Contributor
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.model.references import year_of
from bookbuilder.pages.addresses import safe_name
from bookbuilder.pages.page_marks import PageMark

FOLDER = "cite"
WHOLE = "book"
NOT_CITED = ("part", "bibliography", "index", "list-of-abbreviations")
"""Kinds of documents that nobody cites by themselves."""


@dataclass(frozen=True)
class Citation:
    """How one document, or the book, is cited."""

    entry_xhtml: Markup
    """Its entry in the book's own style."""
    files: tuple[tuple[str, str], ...]
    """The names of the formats and the files that hold them: ("BibTeX", "cite/trade.bib")."""
    texts: Mapping[str, str]
    """What stands in these files, by their paths."""
    coins: str = ""
    """The same as a ContextObject, for a span's title."""


def citations(
    publication: Publication,
    folder: Path,
    steps: Steps,
    marks: Mapping[str, Sequence[PageMark]],
    files: Mapping[str, str] = {},
) -> dict[str, Citation]:
    """By document id; the whole book has the id `book` and a key of its own, so that no document can take it.

    `files` are the pages of the web edition by document id: where book.yaml gives its address, an entry has its own.
    """
    web = publication.book.metadata.web
    whole = _item(publication, None, ()) | ({"URL": web} if web and files else {})
    found = {"": _citation(publication.book, folder, steps, whole, WHOLE)}
    for document in publication.documents:
        if document.body and document.kind not in NOT_CITED:
            item = _item(publication, document, marks[document.id] if document.id in marks else ())
            item |= {"URL": f"{web}{files[document.id]}"} if web and document.id in files else {}
            found[document.id] = _citation(publication.book, folder, steps, item, safe_name(document.id))
    return found


def doi_of(book: Book, document: ContentDocument) -> str:
    """The DOI under which a chapter is known: its own, or one made of the book's that is deposited, else the book's."""
    own = document.doi or book.metadata.crossref
    return chapter_doi(book.identifier.doi, document) if own else book.identifier.doi


def chapter_doi(doi: str, document: ContentDocument) -> str:
    """The DOI of a chapter: its own, or one made from the book's: 10.12345/roads.introduction."""
    return document.doi or f"{doi}.{safe_name(document.id)}" if doi else ""


def entries_of(sections: Iterable[etree._Element]) -> dict[str, str]:
    """The entries of the bibliography as HTML, by their ids."""
    return {
        id: "".join([escape(entry.text or ""), *(as_html(child) for child in _without_locators(entry))])
        for section in sections
        for entry in section.iter(etree.Element)
        if (id := entry.get("id")) and "csl-entry" in class_names(entry)
    }


def entries_script(entries: Mapping[str, str], section: etree._Element) -> str:
    """The entries that a page cites, as a script: a citation shows its own without the bibliography being opened."""
    cited = {
        (link.get("href") or "").rpartition("#")[2] for link in section.iter("a") if link.get("role") == "doc-biblioref"
    }
    own = {id: entry for id, entry in entries.items() if id in cited}
    return f"self.bookEntries = {json.dumps(own, ensure_ascii=False, separators=(',', ':'))};\n"


def _without_locators(entry: etree._Element) -> list[etree._Element]:
    """What an entry holds, but for the list of places that cite it."""
    return [child for child in entry if isinstance(child.tag, str) and child.get("class") != "cited-in"]


def _citation(book: Book, folder: Path, steps: Steps, item: dict[str, Any], stem: str) -> Citation:
    style = folder / "styles" / "csl" / f"{Path(book.csl).stem}.csl"
    inputs = {
        "item": json.dumps(item, sort_keys=True),
        "csl": book.csl,
        "citing": book.citations,
        "lang": book.lang,
        "style": style,
    }
    entry = steps.step(f"cite {stem} itself", inputs, lambda: entry_of(book, folder, item))
    stem = stem if stem != WHOLE or item["type"] == "book" else f"{stem}-chapter"
    files = (("BibTeX", f"{FOLDER}/{stem}.bib"), ("RIS", f"{FOLDER}/{stem}.ris"), ("CSL JSON", f"{FOLDER}/{stem}.json"))
    texts = (bibtex(item), ris(item), json.dumps([item], ensure_ascii=False, indent=2) + "\n")
    return Citation(Markup(entry), files, dict(zip((path for _, path in files), texts, strict=True)), coins(item))


def _item(publication: Publication, document: ContentDocument | None, marks: Sequence[PageMark]) -> dict[str, Any]:
    """The book or a chapter of it as a CSL item."""
    book = publication.book
    key = safe_name(book.running_title.lower().replace(" ", "-")).split("-")
    item: dict[str, Any] = {"id": "-".join([*key[:4], book.year]), "type": "book", "title": book.full_title}
    if document is not None:
        item = {"id": f"{item['id']}-{safe_name(document.id)}", "type": "chapter", "title": document.title}
        item["container-title"] = book.full_title
        item |= {"chapter-number": document.number} if document.number else {}
        if marks:
            first, last = marks[0].page, marks[-1].page
            item["page"] = first if first == last else f"{first}-{last}"
    authors = document.authors if document is not None else ()
    for role, variable in (("aut", "author"), ("edt", "editor"), ("trl", "translator")):
        people = [_name(person) for person in book.people if role in person.roles]
        item |= {"container-author" if authors and role == "aut" else variable: people} if people else {}
    item |= {"author": [_name(person) for person in authors]} if authors else {}
    item |= {"abstract": document.abstract} if document is not None and document.abstract else {}
    item |= {"keyword": ", ".join(document.keywords)} if document is not None and document.keywords else {}
    item |= {"publisher": book.publisher.name} if book.publisher.name else {}
    item |= {"publisher-place": book.publisher.place} if book.publisher.place else {}
    item |= {"issued": {"date-parts": [[int(part) for part in book.date.split("-")]]}} if book.date else {}
    number = book.identifier.html or book.identifier.print or book.identifier.epub
    item |= {"ISBN": isbn_numbers.format(number)} if number else {}
    doi = doi_of(book, document) if document else book.identifier.doi
    item |= {"DOI": doi} if doi else {}
    if book.series:
        item["collection-title"] = book.series.title
        item |= {"collection-number": book.series.number} if book.series.number else {}
    item["language"] = (document.lang if document else "") or book.lang
    return item


def _name(person: Contributor) -> dict[str, str]:
    family, given, suffix = person.parts
    if person.kind == "organisation" or not family:
        return {"literal": person.name}
    return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})


def bibtex(item: Mapping[str, Any]) -> str:
    """One BibTeX entry: @book, or @incollection for a chapter."""
    fields = {
        "title": f"{{{_tex(_text(item, 'title'))}}}",
        "booktitle": f"{{{_tex(_text(item, 'container-title'))}}}" if "container-title" in item else "",
        **{role: " and ".join(_tex_name(name) for name in item[role]) for role in ("author", "editor") if role in item},
        "publisher": _tex(_text(item, "publisher")),
        "address": _tex(_text(item, "publisher-place")),
        "year": year_of(item),
        "pages": _text(item, "page").replace("-", "--"),
        "chapter": _tex(_text(item, "chapter-number")),
        "series": _tex(_text(item, "collection-title")),
        "number": _tex(_text(item, "collection-number")),
        "isbn": _text(item, "ISBN"),
        "doi": _address(_text(item, "DOI")),
        "url": _address(_text(item, "URL")),
        "abstract": _tex(_text(item, "abstract")),
        "keywords": _tex(_text(item, "keyword")),
        "langid": _babel(item["language"]),
        "language": item["language"],
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = "book" if item["type"] == "book" else "incollection"
    return f"@{kind}{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def ris(item: Mapping[str, Any]) -> str:
    """One RIS record: BOOK, or CHAP."""
    pages = _text(item, "page").split("-")
    lines = [
        ("TY", "BOOK" if item["type"] == "book" else "CHAP"),
        ("TI", _text(item, "title")),
        ("T2", _text(item, "container-title")),
    ]
    lines += [("AU", _sorted_name(name)) for name in (item["author"] if "author" in item else ())]
    lines += [
        ("A2" if item["type"] == "chapter" else "ED", _sorted_name(name))
        for name in (item["editor"] if "editor" in item else ())
    ]
    lines += [("PB", _text(item, "publisher")), ("CY", _text(item, "publisher-place"))]
    lines += [("PY", year_of(item)), ("SP", pages[0]), ("EP", pages[-1])]
    lines += [
        ("T3", _text(item, "collection-title")),
        ("SN", _text(item, "ISBN")),
        ("DO", _text(item, "DOI")),
        ("UR", _text(item, "URL")),
    ]
    lines += [("AB", _text(item, "abstract"))]
    lines += [("KW", word) for word in _text(item, "keyword").split(", ")]
    lines += [("LA", item["language"])]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def _text(item: Mapping[str, Any], variable: str) -> str:
    return " ".join(str(item[variable]).split()) if variable in item else ""


def _babel(lang: str) -> str:
    """The name by which biblatex knows a language, which is babel's; nothing for one that is not in the list."""
    known = language(lang)
    return known.babel_varieties.get(lang, known.babel)


_NAMED = {"\\": "backslash", "~": "asciitilde", "^": "asciicircum", "{": "braceleft", "}": "braceright"}
"""BibTeX counts a brace behind a backslash, too."""


def _tex(text: str) -> str:
    signs = {letter: f"\\text{name}{{}}" for letter, name in _NAMED.items()} | {
        letter: f"\\{letter}" for letter in "&%$#_"
    }
    return "".join(signs.get(letter, letter) for letter in " ".join(text.split()))


def _address(text: str) -> str:
    """An address, or a DOI, which BibTeX takes letter by letter."""
    return re.sub(r"[{}\\]", lambda sign: quote(sign[0]), text)


def _tex_name(name: Mapping[str, str]) -> str:
    if "suffix" in name:
        return _tex(f"{name['family']}, {name['suffix']}, {name['given']}")  # in BibTeX's order
    written = _tex(_sorted_name(name))
    return f"{{{written}}}" if "literal" in name or " and " in written else written


def _sorted_name(name: Mapping[str, str]) -> str:
    parts = [name[it] for it in ("literal", "family", "given", "suffix") if it in name]
    return " ".join(", ".join(parts).split())
