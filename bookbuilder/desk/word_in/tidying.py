"""Brings the book's conventions into a Word file's AST, and reports each change and each thing left for a person.

What is changed: numbers typed before headings, bold lines that stand for headings, hyphens that stand for dashes, spaces
before punctuation, signs that stand for scene breaks; words in Cyrillic get their language; each sentence gets its own line.
Citations that were typed by hand are left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import panflute as pf

from bookbuilder.desk.word_in.captions import captions, typed_references
from bookbuilder.desk.word_in.headings import headings
from bookbuilder.desk.word_in.languages import mark_languages
from bookbuilder.desk.word_in.lists import plain_lists, typed_lists
from bookbuilder.desk.word_in.named_styles import blocks_of_classes
from bookbuilder.languages.text_language import is_latin
from bookbuilder.markdown.ast import in_order, replace, words

_ENDS = re.compile(r"[.!?…][”’»)\]]*$")
_NO_END = re.compile(
    r"(?:^|[(“‘«])(?:\w|p|pp|vol|no|art|para|ch|ed|eds|cf|e\.g|i\.e|dr|mr|mrs|ms|prof|st|fig|al|etc|им|г|гг|т|с|стр|см|ст)\.$",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[,.;:!?)\]](?!\w)(?!\.\.)")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LABELS = {"page": "p.", "pages": "pp.", "chapter": "chap.", "paragraph": "para.", "section": "sec.", "volume": "vol.", "figure": "fig.",
           "note": "n.", "line": "l.", "article": "art."}  # fmt: skip


@dataclass
class Tidied:
    """What was done and what is left to do, in the order of the text: kind and words."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    named: list[tuple[pf.Element, list[str]]] = field(default_factory=list)
    """Tables and figures with the names of Word's bookmarks in their captions."""

    def note(self, kind: str, text: str) -> None:
        self.lines.append((kind, " ".join(text.split())[:120]))


def tidy(document: pf.Doc, lang: str) -> Tidied:
    """Change the document in place."""
    done = Tidied()
    for element in list(in_order(document))[::-1]:
        _breaks_outside(element)
    blocks_of_classes(document)
    _scene_breaks(document, done.note)
    headings(document, done.note)
    done.named = captions(document, done.note)
    typed_lists(document, done.note)
    plain_lists(document)
    for element in list(in_order(document)):
        if isinstance(element, pf.Link) and len(element.content) == 1 and isinstance(element.content[0], pf.Underline):
            element.content = list(element.content[0].content)  # every link of Word's is underlined
        if isinstance(element, pf.Str):
            _invisible(element, done)
            _dash(element, done)
        elif isinstance(element, pf.Cite):
            locators(element)
        elif isinstance(element, pf.Table):
            element.colspec = [(alignment, "ColWidthDefault") for alignment, _ in element.colspec]
            _head_alone(element)
        elif isinstance(element, (pf.Para, pf.Plain)):
            _typed_citations(element, done.note)
            typed_references(element, done.note)
            _spaces(element, done)
    for element in list(in_order(document)):
        if isinstance(element, (pf.Para, pf.Plain, pf.Header)) and is_latin(lang):
            mark_languages(element, done.note)
    for element in list(in_order(document)):
        if isinstance(element, pf.Para):
            _sentences(element)
    return done


def _head_alone(table: pf.Table) -> None:
    """A table that has nothing but a head, as Word has it of a frame around a listing, has no head."""
    if not any(row for body in table.content for row in body.content):
        table.content = [pf.TableBody(*table.head.content)]
        table.head = pf.TableHead()


def _breaks_outside(element: pf.Element) -> None:
    """A line that ends where bold words begin or end is not part of them, and none is needed where a paragraph does."""
    if not isinstance(element, (*_EMPHASIS, pf.Para, pf.Plain)):
        return
    within = list(element.content)
    first = next((at for at, it in enumerate(within) if not isinstance(it, _BREAKS)), len(within))
    last = next((at for at in range(len(within), first, -1) if not isinstance(within[at - 1], _BREAKS)), first)
    if not any(isinstance(it, pf.LineBreak) for it in (*within[:first], *within[last:])):
        return
    element.content = within[first:last]
    if isinstance(element, _EMPHASIS):
        replace(element, [*within[:first], *([element] if first < last else []), *within[last:]])


_EMPHASIS = (pf.Emph, pf.Strong, pf.Underline, pf.Strikeout, pf.SmallCaps, pf.Superscript, pf.Subscript)
_BREAKS = (pf.LineBreak, pf.SoftBreak, pf.Space)


def _dash(element: pf.Str, done: Tidied) -> None:
    before, after = element.prev, element.next
    if element.text in ("-", "--", "—") and isinstance(before, pf.Space) and isinstance(after, pf.Space):
        element.text = "–"
        done.note("hyphen made a dash", f"{_words_of(before.prev)} – {_words_of(after.next)}")
    elif re.fullmatch(r"\W*\d{1,4}-\d{1,4}\W*", element.text) and not re.search(r"\d-0", element.text):
        done.note("hyphen made a dash", element.text)
        element.text = element.text.replace("-", "–")


def _invisible(element: pf.Str, done: Tidied) -> None:
    if _INVISIBLE.search(element.text):
        element.text = _INVISIBLE.sub("", element.text)
        done.note("invisible character taken out", element.text)


def _spaces(paragraph: pf.Element, done: Tidied) -> None:
    """No space before a comma, a point or another mark that closes; French and dashes have theirs by other means."""
    content = list(paragraph.content)
    kept: list[pf.Element] = []
    for index, element in enumerate(content):
        after = content[index + 1] if index + 1 < len(content) else None
        if kept and isinstance(element, pf.Space) and isinstance(after, pf.Str) and _CLOSES.match(after.text):
            if isinstance(kept[-1], (pf.Str, pf.Emph, pf.Strong, pf.Note, pf.Link, pf.Quoted)):
                done.note("space before punctuation taken out", f"{words(kept[-1])}{after.text}")
                continue
        kept.append(element)
    paragraph.content = kept


def _closes(element: pf.Element | None) -> bool:
    return isinstance(element, pf.Str) and bool(_CLOSES.match(element.text))


def _words_of(element: pf.Element | None) -> str:
    return words(element) if element is not None else ""


def locators(cite: pf.Cite) -> None:
    """Zotero's “page 3” as authors of this book write it: p. 3."""
    for citation in cite.citations:
        parts = [part for part in citation.suffix]
        while parts and isinstance(parts[-1], pf.Space):
            parts.pop()
        parts = [
            part
            for part, after in zip(parts, [*parts[1:], None], strict=False)  # of no parts, none
            if not (isinstance(part, pf.Space) and _closes(after))
        ]
        for part in parts:
            if isinstance(part, pf.Str) and part.text in _LABELS:
                part.text = _LABELS[part.text]
        citation.suffix = parts


def _sentences(paragraph: pf.Para) -> None:
    """One sentence a line: a space after a sentence's end becomes a soft break."""
    content = list(paragraph.content)
    for index in range(1, len(content) - 1):
        before, after = words(content[index - 1]), words(content[index + 1])
        ends = isinstance(content[index - 1], pf.Note) or _ENDS.search(before) and not _NO_END.search(before)
        if isinstance(content[index], (pf.Space, pf.SoftBreak)):
            begins = after[:1].isupper() or after[:1] in "“‘«(" and after[1:2].isupper()
            content[index] = pf.SoftBreak() if ends and begins else pf.Space()
    paragraph.content = content


Note = Callable[[str, str], None]
_UPPER = "A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮІ"
_YEAR = r"(?:1[6-9]|20)\d{2}[a-z]?"
_PAGES = r"(?:(?:pp?|[сСcC]|стр|S|б|бет)\.?\s?)?\d+(?:\s?[–-]\s?\d+)?"
CITATIONS = (
    re.compile(rf"\((?:see |cf\. |см\. )?[{_UPPER}][^()\d]{{1,60}}[\s,]\s?{_YEAR}(?:[,:;][^()]{{0,60}})?\)"),
    re.compile(
        rf"[{_UPPER}][\w’'-]+(?: et al\.| и др\.| (?:and|&|и) [{_UPPER}][\w’'-]+)? \({_YEAR}(?:[,:] ?[^()]{{1,30}})?\)"
    ),
    re.compile(rf"\[\d{{1,3}}(?:\s?[,;–-]\s?{_PAGES})*\]"),
    re.compile(
        r"\b(?:Ibid(?:em)?|Op\. ?cit|Loc\. ?cit|Idem|Ebd|Ebenda|Там же|Указ\. ?соч|Сонда)\b\.?(?:,?\s(?:pp?|[сС]|S)\.\s?\d+(?:[–-]\d+)?)?",
        re.IGNORECASE,
    ),
)
_BREAK = re.compile(r"(?:[*⁂❦#~•·—–_=-]\s?){1,12}")
_RAISED = re.compile(r"\d{1,3}(?:[,–-]\s?\d{1,3})*")
_UNIT = re.compile(r"(?:^|[\d\W])(?:[kcdmµμ]?m|км|[сдм]?м|ft|in|s|с|\d+|[A-Z][a-z]?)$")


def _typed_citations(paragraph: pf.Element, note: Note) -> None:
    """Report each; numbers in brackets, raised ones and "Ibid." too."""
    text = words(paragraph)
    for pattern in CITATIONS:
        for match in pattern.finditer(text):
            note("citation in plain text, left as it is", match[0])
    for raised in _raised(paragraph):
        before = raised.prev
        about = words(before) if before is not None else ""
        if not _UNIT.search(about):
            note("raised number, perhaps of a note or a source, left as it is", f"{about}{words(raised)}")


def _raised(paragraph: pf.Element) -> Iterator[pf.Superscript]:
    for element in in_order(paragraph):
        if isinstance(element, pf.Superscript) and _RAISED.fullmatch(words(element)):
            yield element


def _scene_breaks(document: pf.Doc, note: Note) -> None:
    """A line of asterisks, of a hash or of dashes between two paragraphs is a break; in place."""
    for block in list(document.content):
        if not isinstance(block, pf.Para):
            continue
        text = words(block)
        if not _BREAK.fullmatch(text) or any(isinstance(each, pf.Image) for each in block.content):
            continue
        if block.prev is None or block.next is None:
            note("signs at the beginning or the end left out", text)
            replace(block, [])
            continue
        note("typed signs made a scene break", f"{text} before “{words(block.next)[:60]}”")
        replace(block, [pf.HorizontalRule()])
