"""Brings the book's conventions into a Word file's AST, and reports each change and each thing left for a person.

What is changed: numbers typed before headings, bold lines that stand for headings, hyphens that stand for dashes, spaces
before punctuation; words in Cyrillic get their language; each sentence gets its own line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import panflute as pf

from bookbuilder.desk.word_in.captions import captions, typed_lists, typed_references
from bookbuilder.desk.word_in.languages import mark_languages
from bookbuilder.markdown.ast import in_order, replace, words

_NUMBER = re.compile(
    r"^(?:(?:chapter|part|section|глава|часть|раздел)\s+)?(?:\d+(?:\.\d+)*|[IVX]+)[.)]?$", re.IGNORECASE
)
_BARE = re.compile(r"^(?:\d{3,}|[IVX]+)$")
"""A year, or the pronoun, at the beginning of a heading is no number of it."""
_ENDS = re.compile(r"[.!?…][”’»)\]]*$")
_NO_END = re.compile(
    r"(?:^|[(“‘«])(?:\w|p|pp|vol|no|art|para|ch|ed|eds|cf|e\.g|i\.e|dr|mr|mrs|ms|prof|st|fig|al|etc|им|г|гг|т|с|стр|см|ст)\.$",
    re.IGNORECASE,
)
_PLAIN_CITATION = re.compile(
    r"\((?:see |cf\. |см\. )?[A-ZА-ЯЁ][^()\d]{1,60}[\s,]\s?(?:1[6-9]|20)\d{2}[a-z]?(?:[,:;][^()]{0,60})?\)"
)
_IN_TEXT_CITATION = re.compile(
    r"[A-ZА-ЯЁӘҒҚҢӨҰҮІ][\w’'-]+(?: et al\.| и др\.| (?:and|&|и) [A-ZА-ЯЁ][\w’'-]+)? \((?:1[6-9]|20)\d{2}[a-z]?(?:[,:] ?[^()]{1,30})?\)"
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
    _title(document)
    _headings(document, done)
    done.named = captions(document, done.note)
    typed_lists(document, done.note)
    for element in list(in_order(document)):
        if isinstance(element, pf.Str):
            _invisible(element, done)
            _dash(element, done)
        elif isinstance(element, pf.Cite):
            _locators(element)
        elif isinstance(element, pf.Table):
            element.colspec = [(alignment, "ColWidthDefault") for alignment, _ in element.colspec]
        elif isinstance(element, (pf.Para, pf.Plain)):
            for pattern in (_PLAIN_CITATION, _IN_TEXT_CITATION):
                for match in pattern.finditer(words(element)):
                    done.note("citation in plain text, left as it is", match[0])
            typed_references(element, done.note)
            _spaces(element, done)
    for element in list(in_order(document)):
        if isinstance(element, (pf.Para, pf.Plain, pf.Header)) and not lang.startswith(("ru", "kk")):
            mark_languages(element, done.note)
    for element in list(in_order(document)):
        if isinstance(element, pf.Para):
            _sentences(element)
    return done


def _title(document: pf.Doc) -> None:
    """The line in Word's style Title becomes the chapter's heading."""
    title = document.metadata["title"] if "title" in document.metadata else None
    headers = [element for element in document.content if isinstance(element, pf.Header)]
    if title is not None:
        for header in headers:
            header.level += 1
        document.content.insert(0, pf.Header(*list(title.content), level=1))
    elif headers and min(header.level for header in headers) > 1:
        by = min(header.level for header in headers) - 1
        for header in headers:
            header.level -= by
    document.metadata = {}


def _headings(document: pf.Doc, done: Tidied) -> None:
    linked = {
        element.url[1:]
        for element in in_order(document)
        if isinstance(element, pf.Link) and element.url.startswith("#")
    }
    level = 1
    for element in list(document.content):
        if isinstance(element, pf.Para) and _is_fake(element):
            heading = pf.Header(*list(element.content[0].content), level=min(level + 1, 4))
            done.note("bold line made a heading", words(element))
            replace(element, [heading])
            element = heading
        elif isinstance(element, pf.Header):
            level = element.level
        if not isinstance(element, pf.Header):
            continue
        if element.identifier not in linked:
            element.identifier = ""
        if len(element.content) > 2 and isinstance(element.content[0], pf.Str):
            start = 3 if not _NUMBER.match(element.content[0].text) and len(element.content) > 4 else 1
            number = words(list(element.content[:start]))
            if _NUMBER.match(number) and not _BARE.match(number) and isinstance(element.content[start], pf.Space):
                done.note("number taken from a heading", words(element))
                element.content = list(element.content)[start + 1 :]


def _is_fake(paragraph: pf.Para) -> bool:
    if len(paragraph.content) != 1 or not isinstance(paragraph.content[0], pf.Strong):
        return False
    text = words(paragraph)
    return len(text.split()) <= 12 and not text.endswith((".", ";", ","))


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


def _locators(cite: pf.Cite) -> None:
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
