"""Puts a text that is one file below its own title, of which it is an article, or a book with its chapters below."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.sections import Section, is_part, lowest_level, shifted, top_titles, with_marked_headings
from bookbuilder.desk.adopt.verbatim import blanked

_OF_HTML = re.compile(r"\A\s*<h1\b[^<>]*>\s*((?:(?!</?h\d)[^\n]|\n(?!\s*\n))*?)\s*</h1>[ \t]*\n", re.IGNORECASE)
_BOLD = re.compile(r"\A\s*(?:\*\*(?=\S)([^*\n]{3,200}?)\*\*|__(?=\S)([^_\n]{3,200}?)__)[ \t]*\n(?=[ \t]*\n)")
_OF_A_CHAPTER = re.compile(
    r"[\W_]*(?:\d|[IVX]+\b[.:)]|(?:chapter|part|book|act|canto|section|kapitel|teil|buch|livre|chapitre|partie|capítulo|capitolo|глава|часть|книга|розділ|вступ|preface|foreword|"
    r"prologue|introduction|intro|abstract|summary|vorwort|einleitung|préface|avant-propos|prólogo|prefazione|предисловие|"
    r"введение|аннотация|acknowledge?ments?|dedication|contents|about)\b)",
    re.IGNORECASE,
)
"""A heading that is no title of a whole."""
FEW = 40
"""Words that may stand between a title and the first section, or before the title: names, a date, a picture."""


def under_its_title(text: str) -> str:
    """The text with its title as the only heading of the first level, at its head; unchanged where it has none of its own."""
    text = _OF_HTML.sub(lambda it: f"# {' '.join(it[1].split())}\n", with_marked_headings(text))
    found = list(top_titles(text))
    if not found and lowest_level(text) < 7:
        return _BOLD.sub(lambda it: f"# {it[1] or it[2]}\n", text)
    if not found or any(is_part(heading) for _, heading in found) or _OF_A_CHAPTER.match(found[0][1]):
        return text
    start = found[0][0]
    before, (line, _, rest) = text[:start], text[start:].partition("\n")
    end = found[1][0] - start - len(line) - 1 if len(found) > 1 else len(rest)
    own, others = rest[:end], rest[end:]
    words = len(Section("", own).words.split())
    is_title_page = (
        len(found) > 2 and words <= FEW and lowest_level(own) == 7 and 10 * words * len(found) <= len(others.split())
    )
    holds_most = len(re.findall(r"^#{2,6}[ \t]", blanked(own), re.MULTILINE)) > 1 and words > 3 * len(others.split())
    if others and not is_title_page and not holds_most:
        return text
    opening = len(Section("", before).words.split())
    if before.strip() and (opening > FEW or opening > words or lowest_level(before) < 7):
        return text
    return f"{line}\n{f'{chr(10)}{before.strip()}{chr(10)}' if before.strip() else ''}{own}{shifted(others, 1)}"
