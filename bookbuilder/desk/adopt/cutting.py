"""Cuts the texts of a folder into the sections that become chapters; a text that is one file goes below its own title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bookbuilder.compose.decide.file_links import automatic_id
from bookbuilder.desk.adopt.commonmark import in_pandocs_sense
from bookbuilder.desk.adopt.definitions import definitions_in, with_own_labels, with_their_definitions
from bookbuilder.desk.adopt.files import ABOUT, front_matter, read_text, texts
from bookbuilder.desk.adopt.front_texts import files_of_texts
from bookbuilder.desk.adopt.metadata import plain
from bookbuilder.desk.adopt.page_ids import distinct_ids
from bookbuilder.desk.adopt.pictures import pictures_moved
from bookbuilder.desk.adopt.piece_text import PieceReader
from bookbuilder.desk.adopt.plan import Piece, Plan, Report
from bookbuilder.desk.adopt.sections import (
    UNNUMBERED,
    Section,
    as_section,
    is_part,
    lowest_level,
    sections_of,
    shifted,
    top_title,
    top_titles,
    with_levels,
    with_marked_headings,
    without_spanning_divs,
)
from bookbuilder.desk.adopt.site_links import SiteLinks
from bookbuilder.desk.adopt.sites import SITES
from bookbuilder.desk.adopt.slips import with_colons, with_spaced_headings, with_whole_labels
from bookbuilder.desk.adopt.title_links import links_followed
from bookbuilder.desk.adopt.verbatim import blanked

WORDS_OF_A_BOOK = 8000
"""A text with so many words below one title is a book of several chapters and no article."""


def sections_in(plan: Plan, report: Report) -> list[tuple[Piece, Section]]:
    """Every chapter with the file that it comes from; texts without a title go on with the chapter before them."""
    reader = PieceReader(plan, report)
    ids = {
        it.path: f"sec-{automatic_id(it.path.relative_to(plan.base).with_suffix('').as_posix().replace('/', '-'))}"
        for it in plan.pieces
        if it.depth
    }
    site = SiteLinks(plan, ids)
    texts = [(piece, Section("", reader.text_of(piece.path))) for piece in plan.pieces]
    texts = distinct_ids(texts) if ids else texts
    has_titles = len(texts) > 2 and all("title" in front_matter(it.text)[0] for _, it in texts[:3])
    read = [_titled(piece, it.text, plan, ids, site, report, has_titles) for piece, it in texts]
    if len(read) == 1 and not read[0][1] and not plain(plan.metadata.get("title")):
        read = [(read[0][0], "", _under_its_title(read[0][2]))]
    lowest = min((lowest_level(text) for piece, title, text in read if not title and not piece.depth), default=1)
    found: list[tuple[Piece, Section]] = []
    labels = ""
    for piece, title, text in read:
        if lowest > 1 and not title and lowest < 7:
            text = shifted(text, 1 - lowest)
        if piece.depth:
            title, text = "", as_section(text, title or piece.title, piece.depth, ids[piece.path])
        text = without_spanning_divs(text, piece.path.relative_to(plan.root).as_posix(), report)
        sections = sections_of(text, title)
        joins = plan.concatenated and bool(found) and bool(sections) and not sections[0].title
        if joins:  # its labels are those of its file, and the chapter that it goes on with has the same ones
            text = with_own_labels(text, labels)
            sections = sections_of(text, title)
        labels = f"{labels if joins else ''}\n\n{definitions_in(text)}"
        pending = piece
        for number, section in enumerate(sections):
            own = pending if not number else replace(pending, part="", ends_part=False, titles_part=False, said={})
            if not section.title and not section.part and not section.begins_appendix:
                if found and plan.concatenated and not found[-1][1].title == "":
                    last, before = found[-1]
                    moved = pictures_moved(section.text, piece.path, last.path, plan)
                    moved = with_own_labels(moved, before.text)
                    found[-1] = (last, replace(before, text=f"{before.text.rstrip()}\n\n{moved}"))
                    continue
                name = plain(plan.metadata.get("title")) if not found else ""
                section = replace(section, title=f"{name or name_of(piece.path)} {{.unnumbered}}")
            found.append((own, with_levels(section)))
    if len(found) == 1:
        found = _opened(*found[0], plan, report)
    _unread(plan, reader.seen | files_of_texts(plan) | {it.resolve() for it in [plan.listed_in] if it}, report)
    whole = [(piece.path, f"# {it.title}\n{it.text}") for piece, it in found]
    complete = with_their_definitions(whole, plan.concatenated)
    found = [
        (piece, replace(it, text=text.partition("\n")[2])) for (piece, it), text in zip(found, complete, strict=True)
    ]
    counted = Counter(section.plain_title for _, section in found)
    return [(piece, it) for piece, it in found if counted[it.plain_title] < 3 or it.words or not it.title or it.part]


def _titled(
    piece: Piece, text: str, plan: Plan, ids: Mapping[Path, str], site: SiteLinks, report: Report, has_titles: bool
) -> tuple[Piece, str, str]:
    """A piece with the title that it has from its metadata or its place, and its text.

    The first of several may say the book's title, where not each of them has one.
    """
    said, text = front_matter(text)
    text = site.led(text, piece.path, report)
    is_books = piece == plan.pieces[0] and plan.concatenated and plan.kind not in SITES
    own = plain(said.get("title"))
    is_books = is_books and (own == plain(plan.metadata.get("title")) or lowest_level(text) == 1 and not has_titles)
    title = "" if is_books else own
    if title and said.get("number-sections") is False or title and str(said.get("unnumbered")).lower() == "true":
        title = f"{title} {{.unnumbered}}"
    if piece.unnumbered or piece.place == "front":
        title = f"{title or top_title(text) or piece.title} {{.unnumbered}}"
    elif piece.title and not title and lowest_level(text) > 1:
        title = piece.title
    text = with_spaced_headings(text, piece.path.relative_to(plan.root).as_posix(), report)
    text = with_colons(with_whole_labels(text), piece.path.relative_to(plan.root).as_posix(), report)
    text = in_pandocs_sense(text, plan.kind)
    text = f"\\label{{{piece.label}}}\n\n{text}" if piece.label else text
    return replace(piece, said=said), title, links_followed(text, piece.path, ids)


def name_of(path: Path) -> str:
    words = re.sub(r"[\W_]+", " ", re.sub(r"^[\d._\s-]+", "", path.stem)).strip()
    return words[:1].upper() + words[1:] if words else path.stem


def _opened(piece: Piece, only: Section, plan: Plan, report: Report) -> list[tuple[Piece, Section]]:
    """The chapters of a book that has one title of the first level, its own, and its chapters below that."""
    plan.metadata.setdefault("title", only.plain_title)
    lost = Report()
    below = without_spanning_divs(shifted(only.text, -1), piece.path.relative_to(plan.root).as_posix(), lost)
    inner = [it for it in sections_of(below) if it.title or it.words]
    words = len(only.words.split())
    if len(inner) < 3 or words < max(WORDS_OF_A_BOOK, 400 * len(inner)) or UNNUMBERED.search(only.title):
        return [(piece, only)]
    report.note("changed", "the one title of the first level is the book's, those below it are its chapters")
    for key, places in lost.counted.items():
        report.counted.setdefault(key, []).extend(places)
    opening = [] if inner[0].title else [replace(inner[0], title=f"{only.plain_title} {{.unnumbered}}")]
    return [(piece, with_levels(it)) for it in (*opening, *(it for it in inner if it.title))]


def _unread(plan: Plan, read: set[Path], report: Report) -> None:
    """Name what else is written in the folder: whoever adopts it decides whether it belongs to the book."""
    for path in texts(plan.root):
        if path in read or path.resolve() in read or ABOUT.match(path.stem):
            continue
        if front_matter(read_text(path, plan.root) or "")[1].strip():
            report.note(
                "left", "a text that no list names, or of another folder", path.relative_to(plan.root).as_posix()
            )


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


def _under_its_title(text: str) -> str:
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
