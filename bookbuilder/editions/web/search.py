"""Writes the scripts that a site's search page loads: every passage, and which words are forms of one.

The index is the text itself, since a book's text is small, and a page opened from a folder may load a script but not
fetch data. It comes a page of the site a script, and only when a reader has begun to type. What the browser cannot know is which forms belong together ("strategy", "strategies"): Snowball's
stemmers tell it here, for the languages that they know; in all others a word finds what begins with it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.languages import language

FOLDER = "search"
FIRST = f"{FOLDER}/text.js"

BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th figcaption caption div blockquote aside section".split())
"""Elements of which the innermost are what a search finds."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Searched:
    """What one page has for the search."""

    rows: list[list[int | str]]
    """Of each block the number of its page, its id or that of what holds it, its text, and the printed page where it is known."""
    words: dict[str, str]
    """The words by the language in which they stand: each once, folded, with spaces between them."""


def search_scripts(
    pages: Sequence[tuple[str, str]], sections: Mapping[str, etree._Element], lang: str, steps: Steps
) -> dict[str, bytes]:
    """`pages` are files with their titles, `sections` their trees by file; the first script lists all the others."""
    found = [
        steps.step(
            f"read the page {file} for the search",
            {"section": etree.tostring(sections[file]), "number": number, "lang": lang},
            partial(_searched, sections[file], number, lang),
        )
        if file in sections
        else Searched([], {})
        for number, (file, _) in enumerate(pages)
    ]
    scripts = [f"{FOLDER}/text/{file.removesuffix('.html')}.js" for file, _ in pages]
    data = {
        "pages": [[file, title, script] for (file, title), script in zip(pages, scripts, strict=True)],
        "forms": _forms(found, steps),
        "passages": [],
    }
    files = {FIRST: f"self.bookText = {_json(data)};\n".encode()}
    for script, page in zip(scripts, found, strict=True):
        files[script] = f"self.bookText.passages.push(...{_json(page.rows)});\n".encode()
    return files


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def folded(text: str) -> str:
    """Small letters without the marks of Latin letters, and е for ё: what a reader may type. No longer or shorter."""
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """What each character becomes; each is looked at once."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold(chr(code))
        return self[code]


_FOLDS = _Folds()


def _fold(character: str) -> str:
    small = character.lower()
    plain = unicodedata.normalize("NFD", small)
    if plain[:1].isascii() and len(plain) > 1:
        small = plain[0]
    return "е" if small == "ё" else small if len(small) == 1 else character


def _searched(section: etree._Element, page: int, lang: str) -> Searched:
    printed, pages = "", dict[etree._Element, str]()
    for element in section.iter(etree.Element):
        pages[element] = printed = element.get("data-page") or printed
    rows: list[list[int | str]] = []
    words: dict[str, set[str]] = {}
    for block, id in _leaves(section, section.get("id") or ""):
        pieces = list(_pieces(block, _language(block, lang)))
        text = " ".join("".join(piece for piece, _ in pieces).split())
        if text:
            rows.append([page, id, text, *filter(None, [pages[block]])])
            for piece, tongue in pieces:
                words.setdefault(tongue, set()).update(_WORD.findall(folded(piece)))
    return Searched(rows, {tongue: " ".join(sorted(own)) for tongue, own in words.items()})


def _leaves(element: etree._Element, id: str) -> Iterator[tuple[etree._Element, str]]:
    """Every block that holds no other block, in order."""
    id = element.get("id") or id
    inner = [child for child in element.iter(etree.Element) if child is not element and child.tag in BLOCKS]
    if element.tag in BLOCKS and not inner:
        yield element, id
        return
    for child in element:
        if isinstance(child.tag, str):
            yield from _leaves(child, id)


def _language(element: etree._Element, lang: str) -> str:
    return next((own for around in (element, *element.iterancestors()) if (own := around.get("lang"))), lang)


def _pieces(element: etree._Element, lang: str) -> Iterator[tuple[str, str]]:
    lang = element.get("lang") or lang
    if element.get("role") in ("doc-noteref", "doc-backlink", "doc-pagebreak", "graphics-document"):
        return
    yield element.text or "", lang
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child, lang)
        yield child.tail or "", lang


def _forms(pages: Sequence[Searched], steps: Steps) -> list[list[str]]:
    """Words of one stem, where there are several and the shortest does not begin them all.

    A step has the words of one language with one beginning, so that a new word costs a few hundred others.
    """
    parts: dict[tuple[str, str], set[str]] = {}
    for lang in {lang for page in pages for lang in page.words}:
        tag = lang.split("-")[0]
        for word in {word for page in pages for word in page.words.get(lang, "").split() if language(tag).stemmer}:
            if len(word) > 2:
                parts.setdefault((tag, word[0]), set()).add(word)
    groups: dict[tuple[str, str], set[str]] = {}
    for (tag, letter), part in sorted(parts.items()):
        listed = sorted(part)
        stems = steps.step(f"stem words in {tag} with {letter}", {"words": listed}, partial(_stems, listed, tag))
        for word, stem in zip(listed, stems, strict=True):
            if stem:
                groups.setdefault((tag, stem), set()).add(word)
    found = []
    for words in groups.values():
        shortest = min(words, key=lambda word: (len(word), word))
        if not all(word.startswith(shortest) for word in words):
            found.append(sorted(words))
    return sorted(found)


def _stems(words: Sequence[str], tag: str) -> list[str]:
    return [str(it) for it in _stemmer(tag).stemWords(words)]


@cache
def _stemmer(tag: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language(tag).stemmer)
