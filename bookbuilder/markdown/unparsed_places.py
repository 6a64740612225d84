"""Finds the line and column in the author's file of a sign that Pandoc took for words."""

from __future__ import annotations

import re
from functools import lru_cache

import panflute as pf

from bookbuilder.diagnostics import Location
from bookbuilder.markdown.aligned import Aligned
from bookbuilder.markdown.places import Places

_TYPED = {
    "'": "['’‘]", "’": "['’]", "‘": "['‘]", "“": '["“]', "”": '["”]', "–": "(?:–|--)", "—": "(?:—|---)",
    "…": r"(?:…|\.\.\.)", "\u00a0": r"\s",
}  # fmt: skip


def place_of(content: list[pf.Inline], index: int, places: Places, aligned: Aligned) -> Location | None:
    """Where the word stands, distinguished from its like by the words around it; None where the author has escaped it."""
    word = pf.stringify(content[index])
    if word.strip(":") == "" and len(content) == 1:
        return surplus_end(places)
    if word[:3] in ("```", "~~~"):
        return places.unclosed("fence")
    if word.startswith("<!"):
        return places.unclosed("comment")
    pattern = of_source = ""
    for inline in content[index : index + 9]:
        if isinstance(inline, pf.Str):
            pattern += as_typed(inline.text)
        elif isinstance(inline, pf.Space):
            pattern += r"\s+"
        elif isinstance(inline, pf.SoftBreak):
            pattern += r"(?:\s+|[ \t]*\|[^\n]*\n[^\n]*?\|[ \t]*)"  # in a drawn table the cells beside it come between
        elif isinstance(inline, pf.Cite):
            pattern += rf"[^@\[\]]{{0,400}}(?:\[[^@\[\]]{{0,400}})?@\{{?{re.escape(inline.citations[0].id)}"
            of_source = of_source or pattern
            if inline.citations[0].mode != "AuthorInText" or len(inline.citations) > 1 or inline.citations[0].suffix:
                break
            pattern += r"\}?"
        elif isinstance(inline, (pf.Emph, pf.Strong, pf.Link, pf.Quoted)):
            first = pf.stringify(inline).split()[:1]
            pattern += rf"[*_\[<\"“‘']{{1,3}}{''.join(map(as_typed, first))}"
            break
        else:
            break
    offset, alone = aligned.offset(content[index]), re.compile(rf"(?<!\\){as_typed(content[index].text)}")
    if "@" in word and _is_escaped(word, places):
        return None
    if word.endswith("[") and _is_meant(content[index + 1 : index + 2], places, offset, len(word)):
        return None
    found = places.nearest(rf"(?<!\\){pattern}", offset)
    if found is None and of_source:
        found = places.nearest(rf"(?<!\\){of_source}", offset)
    if (
        found is None
        and offset is not None
        and re.search(r"\w\w", content[index].text)
        and alone.match(places.prose, offset)
    ):
        return places.at(offset)  # what follows was typed in another form, as &lt; is
    return found


def _is_meant(following: list[pf.Inline], places: Places, offset: int | None, length: int) -> bool:
    """Whether a bracket before a source is typed `\\[[-@key]\\]` or `\\[@key\\]`: at its place, or each one that nothing closes."""
    if not following or not isinstance(following[0], pf.Cite):
        return False
    source = rf"\[?-?@\{{?{re.escape(following[0].citations[0].id)}(?![\w-])"
    if offset is not None and (
        typed := re.search(rf"(\\?)\[{source}", places.prose[max(0, offset - 2) : offset + length + 99])
    ):
        if typed.start() <= length + 3:
            return bool(typed[1])
    is_open = rf"(?<!\\)\[{source}(?!(?:(?!\n[ \t]*\n)[^\[\]])*\])"
    return bool(places.all(rf"\\\[{source}")) and not places.all(is_open)


def _is_escaped(word: str, places: Places) -> bool:
    """Whether the author has put a backslash into a word that looks like a citation, `\\[\\@key\\]`."""
    pattern = "".join(rf"\\?{as_typed(sign)}" for sign in word)
    return any("\\" in found[0] for found in re.finditer(pattern, places.prose))


@lru_cache(maxsize=8)
def surplus_end(places: Places) -> Location | None:
    """The first line ::: that ends nothing; each fault asks for it."""
    depth = offset = 0
    for line in places.prose.split("\n"):
        if re.match(r" {0,3}:{3,}[ \t]*[{\w]", line):
            depth += 1
        elif re.fullmatch(r" {0,3}:{3,}[ \t]*", line):
            if not depth:
                return places.at(offset)
            depth -= 1
        offset += len(line) + 1
    return None


def as_typed(word: str) -> str:
    """A pattern for a word as it may have been typed, before quotes and dashes were set."""
    return "".join(_TYPED[sign] if sign in _TYPED else re.escape(sign) for sign in word)
