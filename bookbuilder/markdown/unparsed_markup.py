"""Finds each sign of Markdown that its author meant and Pandoc took for words, with its place.

An empty line left out before `:::`, `#` or a list, a space before `{.index}`, a bracket that is not closed: Pandoc says
nothing of them, and they would be printed as they stand. What is escaped (`\\#`) or stands in code is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import panflute as pf

from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.markdown.aligned import Aligned
from bookbuilder.markdown.ast import in_order
from bookbuilder.markdown.places import Places
from bookbuilder.markdown.unparsed_places import as_typed, place_of
from bookbuilder.markdown.unparsed_signs import CITATION_IN_BRACKETS, HALF_BOLD, SIGNS, UNREAD_CITATION, Sign

_WITHIN = (pf.Emph, pf.Strong, pf.Link, pf.Span, pf.Quoted, pf.Underline, pf.SmallCaps, pf.Strikeout)
"""What holds words within a paragraph, and may hold a bracket that is not closed or a link within a link."""
_FUNCTIONS = frozenset("sin cos tan cot log exp max min lim det mod gcd var sup inf arg".split())
_ITEM = re.compile(r"[-*+•]|\d{1,2}[.)]")
_STARRED = re.compile(r"^[^*\n]*[^\W\d]\*(?!\*)", re.MULTILINE)
"""A word with one sign behind it: in its paragraph signs call notes, word* and word**."""
_STARRED_NOTE = re.compile(r"^\\?\*\\?\*[ \t]+\w", re.MULTILINE)
"""The words of such a note, which may stand far below."""
_LETTERED = re.compile(r"^A\. (?=[^\s])[^\n]*(?<!\\)(?<! {2})\n(?:[^\n]+\n){0,9}?\n?B\. (?=\S)", re.MULTILINE)
"""A list by letters of which Pandoc makes none, since a capital with a full stop and one space may be an initial; in
lines that the author has ended, it is one."""


_CURLY = 'The quotation marks of attributes are straight ones: {#fig-map alt="A map"}.'


def unparsed_markup_faults(document: pf.Doc, places: Places, aligned: Aligned) -> Iterator[Diagnostic]:
    """CHP-018: the first such sign of each paragraph, and each bracket that is neither a note nor a citation."""
    for listed in _LETTERED.finditer(places.prose):
        message = "“A.” and “B.” with one space behind them begin no list: they print as a paragraph."
        remedy = "Put two spaces behind each letter; for an initial, which is meant so, write A\\."
        yield Diagnostic("CHP-018", places.at(listed.start()), message, remedy, Severity.WARNING)
    for element in in_order(document):
        if isinstance(element, pf.Span) and (stuck := _stuck(element)):
            place = places.nearest(stuck, aligned.offset(element))
            message = "Braces behind ] belong to the words in the brackets: it is neither a citation nor a note."
            if place:
                yield Diagnostic("CHP-018", place, message, "Put a space before {.")
        if isinstance(element, (pf.Para, pf.Plain, pf.Header)):
            yield from _in_paragraph(list(element.content), places, aligned)
        elif isinstance(element, _WITHIN) and not {"uri", "email"} & set(getattr(element, "classes", ())):
            yield from _in_paragraph(list(element.content), places, aligned, whole=False)
        elif (
            isinstance(element, pf.Math)
            and element.format == "InlineMath"
            and "`" not in element.text
            and is_prose(element.text)
        ):
            place = places.at(max(0, (aligned.offset(element) or 0) - 1))
            message = f"“${element.text[:40]}$” would be printed as a formula, without its spaces."
            yield Diagnostic("CHP-018", place, message, "For a sum of money write \\$ before the figure.")
        elif isinstance(element, pf.LineBlock) and all(
            pf.stringify(line).rstrip().endswith("|") for line in element.content
        ):
            words = pf.stringify(element.content[0]).split("|")[0].split()
            place = places.first(rf"^\|[ \t]*{as_typed(words[0]) if words else ''}")
            yield _diagnostic(place, "|", "A table has a line |---|---| below its head.", Severity.ERROR)


def _stuck(span: pf.Span) -> str:
    """A pattern for `[@key, p. 3]{#tbl-x}` and `^[Note.]{#tbl-x}`, where a space before the brace was forgotten."""
    content = list(span.content)
    given = span.identifier or span.classes or span.attributes  # else a group of LaTeX, \\mathbb{R}^{n}
    if given and isinstance(span.prev, pf.Str) and span.prev.text.endswith("^"):
        return r"(?<!\\)\^\["
    if not content or not isinstance(content[0], pf.Cite) or content[0].citations[0].mode != "AuthorInText":
        return ""
    meant = span.identifier if len(content) == 1 else _is_bare_citation([pf.Str("["), *content], 0)
    return rf"\[@\{{?{re.escape(content[0].citations[0].id)}" if meant else ""


def _in_paragraph(
    content: list[pf.Inline], places: Places, aligned: Aligned, whole: bool = True
) -> Iterator[Diagnostic]:
    reported: set[str] = set()
    is_starred: bool | None = None
    for index, printed in _between_figures(content):
        if place := place_of(content, index, places, aligned):
            remedy = "Write \\* before each sign, or × for a product."
            yield Diagnostic("CHP-018", place, f"This would be printed as “{printed}”.", remedy, Severity.WARNING)
    opening = set(_round_sources(content))
    for index in _half_pairs(content):
        place = place_of(content, index, places, aligned)
        if place:
            remedy = "Close the sign directly behind the words; in x^a\\ b^ write \\ before the space."
            yield _diagnostic(place, content[index].text, remedy, Severity.WARNING)
    for index, inline in enumerate(content):
        if not isinstance(inline, pf.Str):
            continue
        if index == 0 and set(inline.text) in ({">"}, {"#"}) and isinstance(inline.ancestor(2), pf.TableCell):
            continue  # more than, or the number of: a cell of one line holds no quotation and no heading
        if set(inline.text) == {"#"} and index + 1 == len(content):
            continue  # a number sign behind which no heading's words stand
        begins_line = whole and index == 0 or isinstance(content[index - 1], (pf.SoftBreak, pf.LineBreak))
        sign = _sign_of(content, index, begins_line, index in opening) or _before_named_link(content, index, places)
        if sign is HALF_BOLD and inline.text.endswith("**"):
            if is_starred is None:
                is_starred = _is_starred(places, aligned.offset(inline))
            if is_starred:
                continue
        place = place_of(content, index, places, aligned) if sign else None
        if sign and place:
            if sign.remedy not in reported:
                remedy = _CURLY if _has_curly_value(places, place) and "{" in inline.text else sign.remedy
                yield _diagnostic(place, inline.text, remedy, sign.severity)
            reported.add(sign.remedy)
            if sign.word and not sign.word.startswith(r"\(?\["):
                return
    if reported or not whole:
        return
    stray = _stray_bracket(content)
    place = place_of(content, stray, places, aligned) if stray is not None else None
    if place:
        remedy = "Write \\] where it is meant; a note ^[ … ] ends at its first ] that closes no bracket in it."
        yield Diagnostic("CHP-018", place, "This ] closes no bracket.", remedy, Severity.WARNING)
    items = [index for index, inline in enumerate(content) if index and _begins_item(content, index)]
    place = place_of(content, items[0], places, aligned) if len(items) > 1 else None
    if place:
        yield _diagnostic(place, pf.stringify(content[items[0]]), "Put an empty line before a list.", Severity.WARNING)


def _is_starred(places: Places, at: int | None) -> bool:
    """Whether signs call notes in the paragraph or table at an offset, or the chapter has such a note of two signs."""
    if _STARRED_NOTE.search(places.prose):
        return True
    at = at or 0
    begin, end = places.prose.rfind("\n\n", 0, at) + 1, places.prose.find("\n\n", at)
    return bool(_STARRED.search(places.prose, begin, end if end >= 0 else len(places.prose)))


def _has_curly_value(places: Places, place: Location) -> bool:
    """Whether an attribute in a line has the quotation marks of a text, as word processors put them."""
    return bool(re.search(r"\{[^{}]*\w=[“”„«»‟]", places.prose.split("\n")[place.line - 1][place.column - 1 :]))


def _sign_of(content: list[pf.Inline], index: int, begins_line: bool, opens_citation: bool) -> Sign | None:
    """What a word looks like, with the words around it; `opens_citation` where its bracket closes behind a source."""
    word = content[index].text
    following = content[index + 1] if index + 1 < len(content) else None
    if word.endswith("(") and _is_bare_citation(content, index):
        return Sign("", "Write it in square brackets: [@key, p. 3].", severity=Severity.WARNING)
    if word.endswith("]") and re.match(r"\(https?://", _second_word(content, index)):
        return Sign("", "Leave no space between them: [words](address).")
    if word.startswith("[") and _is_possessive(content[max(0, index - 3) : index]):
        remedy = "A page comes directly after the key, @key [p. 3], or in a citation of its own: [-@key, p. 3]."
        return Sign("", remedy)
    if word.endswith("[") and isinstance(following, pf.Cite) or opens_citation:
        is_twice = isinstance(following, pf.Cite) and following.citations[0].mode == "NormalCitation"
        return CITATION_IN_BRACKETS if is_twice else UNREAD_CITATION
    sign = _sign_in(word, begins_line)
    if sign and sign.word == r"\{$" and not re.match(r"[#.][A-Za-z]", _next_word(content, index)):
        return None
    return sign


@lru_cache(maxsize=65_536)
def _sign_in(word: str, begins_line: bool) -> Sign | None:
    """The first sign that a word looks like, whatever stands around it."""
    return next((it for it in SIGNS if (begins_line or not it.begins_line) and re.match(it.word, word)), None)


def _round_sources(content: list[pf.Inline]) -> Iterator[int]:
    """Which words open a bracket that closes behind a source and is not a citation all the same: `[see; @key]`."""
    open_at: list[int] = []
    last_source = -1
    for index, inline in enumerate(content):
        if isinstance(inline, pf.Cite) and inline.citations[0].mode == "AuthorInText":
            last_source = index
        for character in inline.text if isinstance(inline, pf.Str) else "":
            if character == "[":
                open_at.append(index)
            elif character == "]" and open_at:
                at = open_at.pop()
                if at < last_source:
                    yield at


def _is_possessive(before: list[pf.Inline]) -> bool:
    """Whether a source and its 's stand before a bracket: `@key's [p. 3]`."""
    return (
        [type(it) for it in before] == [pf.Cite, pf.Str, pf.Space]
        and before[0].citations[0].mode == "AuthorInText"
        and before[1].text in ("’s", "'s")
    )


def _half_pairs(content: list[pf.Inline]) -> Iterator[int]:
    """Which word begins with a sign of emphasis that another ends, or is followed by: `*so *`, `x^a b^`."""
    words = [(index, it.text) for index, it in enumerate(content) if isinstance(it, pf.Str)]
    for sign, begins in (("*", r"[(“‘]?\*{1,3}[^\W\d]"), ("_", r"[(“‘]?_{1,3}[^\W\d]"), ("^", r"\w+\^[\w+–-]+$")):
        end = rf"[^{re.escape(sign)}]*{re.escape(sign)}+[.,;:)”’]*$"
        last = max((index for index, text in words if sign in text and re.match(end, text)), default=-1)
        first = next((index for index, text in words if re.match(begins, text)), last)
        if first < last:
            yield first


def _stray_bracket(content: list[pf.Inline]) -> int | None:
    """The index of a word with a closing bracket that nothing opened, after a note or a link that it may belong to."""
    depth, behind = 0, False
    for index, inline in enumerate(content):
        behind = behind or isinstance(inline, (pf.Note, pf.Link, pf.Cite, pf.Span))
        for character in inline.text if isinstance(inline, pf.Str) else "":
            depth += (character == "[") - (character == "]")
            if depth < 0:
                return index if behind else None
    return None


def is_prose(formula: str) -> bool:
    """Whether what stands between two signs of dollars is a sentence and no formula: `US$5 million to A$ …`."""
    words = set(re.findall(r"[^\W\d_]{3,}(?!\w|\s*\()", formula)) - _FUNCTIONS  # Beta(0.5, 0.5) is a function
    return bool(words) and not re.search(r"[\\^_=+<>{}|]", formula) and bool(re.search(r"\s", formula.strip()))


def _between_figures(content: list[pf.Inline]) -> Iterator[tuple[int, str]]:
    """Where signs between figures are read as emphasis, and what would be printed: 2*3*4 as 234."""
    for index in range(1, len(content) - 1):
        before, inline, after = content[index - 1 : index + 2]
        if isinstance(inline, (pf.Emph, pf.Strong)) and isinstance(before, pf.Str) and isinstance(after, pf.Str):
            inside = pf.stringify(inline)
            if before.text[-1:].isdigit() and after.text[:1].isdigit() and inside.isdigit():
                yield index - 1, f"{before.text}{inside}{after.text}"


def _is_bare_citation(content: list[pf.Inline], index: int) -> bool:
    """Whether a bracket holds a source and its page as the sentence's own words: (@key, p. 3)."""
    cite, locator = (content[index + 1 : index + 3] + [None, None])[:2]
    if not isinstance(cite, pf.Cite) or not isinstance(locator, pf.Str) or locator.text != ",":
        return False
    after = " ".join(pf.stringify(it) for it in content[index + 3 : index + 7])
    return cite.citations[0].mode == "AuthorInText" and bool(re.match(r"\s*(?:pp?\.|с\.|б\.|\d|§)", after))


def _second_word(content: list[pf.Inline], index: int) -> str:
    """The word behind the space that follows."""
    space, *rest = [*content[index + 1 : index + 4], None]
    return pf.stringify(rest[0]) if isinstance(space, (pf.Space, pf.SoftBreak)) and rest[0] is not None else ""


def _before_named_link(content: list[pf.Inline], index: int, places: Places) -> Sign | None:
    """What a bracket was meant for that one space parts from the name of a link: `[words] [name]`."""
    link = content[index + 2] if index + 2 < len(content) and isinstance(content[index + 1], pf.Space) else None
    name = pf.stringify(link) if content[index].text.endswith("]") and isinstance(link, pf.Link) else ""
    if not name or not places.all(rf"(?<!\\)\] \[{as_typed(name)}\](?![\[(])"):
        return None
    return Sign("", f"Leave no space between them: [words][{name}].", severity=Severity.WARNING)


def _next_word(content: list[pf.Inline], index: int) -> str:
    return next((it.text for it in content[index + 1 : index + 3] if isinstance(it, pf.Str)), "")


def _begins_item(content: list[pf.Inline], index: int) -> bool:
    word, before = content[index], content[index - 1]
    spaced = index + 1 < len(content) and isinstance(content[index + 1], pf.Space)
    return isinstance(word, pf.Str) and isinstance(before, pf.SoftBreak) and spaced and bool(_ITEM.fullmatch(word.text))


def _diagnostic(place: Location, words: str, remedy: str, severity: Severity) -> Diagnostic:
    return Diagnostic("CHP-018", place, f"“{words[:40]}” would be printed as typed.", remedy, severity)
