"""Parses a chapter's text to Pandoc's AST, fills its excerpts, and reports every fault of its Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import panflute as pf

from bookbuilder.compose.read.attribute_words import take_attribute_words
from bookbuilder.compose.read.author_classes import rename_reserved_classes
from bookbuilder.compose.read.blocks import take_blocks
from bookbuilder.compose.read.chapter_jinja import expand
from bookbuilder.compose.read.cleaned import clean_links_and_attributes
from bookbuilder.compose.read.conserved import conserved
from bookbuilder.compose.read.data_tables import Tables
from bookbuilder.compose.read.descriptions import take_descriptions
from bookbuilder.compose.read.excerpts import excerpt, fill_excerpts
from bookbuilder.compose.read.formulas import take_formulas
from bookbuilder.compose.read.indented_words import indented_words
from bookbuilder.compose.read.language_spans import language_faults
from bookbuilder.compose.read.lost_notes import put_lost_notes
from bookbuilder.compose.read.mark_faults import mark_faults
from bookbuilder.compose.read.mixed_citations import separate_citations
from bookbuilder.compose.read.nested_notes import take_nested_notes, uncalled
from bookbuilder.compose.read.odd_characters import odd_characters
from bookbuilder.compose.read.picture_words import take_picture_words
from bookbuilder.compose.read.queries import query_diagnostics, take_queries
from bookbuilder.compose.read.raw_markup import take_raw_markup
from bookbuilder.compose.read.tracked_changes import as_queries
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.markdown.aligned import Aligned
from bookbuilder.markdown.ast import dump, in_order, load, replace as put
from bookbuilder.markdown.nesting_limits import escape_all, limit_nesting
from bookbuilder.markdown.pandoc import PandocWarning, read_as_typed
from bookbuilder.markdown.pandoc_process import TooMuchError, seconds_for
from bookbuilder.markdown.places import Places
from bookbuilder.markdown.table_syntax import table_syntax_faults
from bookbuilder.markdown.typography import Node, set_typography
from bookbuilder.markdown.unparsed_markup import unparsed_markup_faults
from bookbuilder.model.book import Book
from bookbuilder.model.chapter import Chapter
from bookbuilder.model.interview import Interview, Quotation
from bookbuilder.model.publication import Description
from bookbuilder.source import Source


@dataclass(frozen=True)
class Parsed:
    """A chapter as Pandoc's AST in JSON, with every quotation of an interview in it."""

    ast: str
    quotations: tuple[Quotation, ...] = ()
    descriptions: tuple[Description, ...] = ()

    @property
    def quoted(self) -> tuple[str, ...]:
        """The codes of the interviews that it quotes."""
        return tuple(dict.fromkeys(quotation.code for quotation in self.quotations))


_Read = tuple[str, Node, tuple[PandocWarning, ...], list[Diagnostic]]
"""The text as Pandoc was given it, its AST, Pandoc's warnings, and what stands in it beyond the budgets."""


def parse(chapter: Chapter, book: Book, interviews: Mapping[str, Interview], folder: Path = Path()) -> Outcome[Parsed]:
    """Expand, parse and fill the excerpts of one chapter; `folder` is the book's, for the data of its tables."""
    source = chapter.source
    tables = Tables(folder, source.file, chapter.lang or book.lang)
    expanded = expand(chapter.text, source.file, {"book": book, "excerpt": excerpt, "table": tables.table})
    try:
        return _as_read(chapter, book, interviews, expanded, tables, _read(expanded.value, source))
    except RecursionError:  # raw HTML in one another, which has become elements by now
        return _as_read(chapter, book, interviews, expanded, tables, _plainly(expanded.value, source))


def _as_read(
    chapter: Chapter,
    book: Book,
    interviews: Mapping[str, Interview],
    expanded: Outcome[str],
    tables: Tables,
    read: _Read,
) -> Outcome[Parsed]:
    source = chapter.source
    readable, typed, warnings, beyond = read
    places = Places(source, chapter.text)
    kept = list(conserved(readable, chapter.text, typed, places))
    marks = mark_faults(set_typography(typed), places, chapter.lang or book.lang)
    document = load(json.dumps(typed, ensure_ascii=False))
    rename_reserved_classes(document)
    take_attribute_words(document)
    lost = list(put_lost_notes(document, readable, warnings, places))
    pictures = take_picture_words(document, places)
    mixed = separate_citations(document, places)
    aligned = Aligned(document, chapter.text)
    refused = clean_links_and_attributes(document, places)
    put = {it.location.line for it in lost if it.code == "CHP-010"}
    as_typed = [
        *beyond,
        *(it for it in kept if it.location.line not in put),
        *pictures,
        *mixed,
        *refused,
        *marks,
        *take_formulas(document, places, aligned),
        *take_raw_markup(document, places, aligned),
        *unparsed_markup_faults(document, places, aligned),
        *language_faults(document, places),
        *odd_characters(places),
        *indented_words(document, places),
        *_before_title(document, places),
    ]
    take_blocks(document)
    as_queries(document)
    nested = take_nested_notes(document, places, aligned)
    queries = take_queries(document, places)
    descriptions, described = take_descriptions(document, places)
    quotations, faults = fill_excerpts(
        document, interviews, places, chapter.id, book.excerpts.original, chapter.lang or book.lang, book.excerpts.first
    )
    diagnostics = [
        *expanded.diagnostics,
        *as_typed,
        *tables.faults(places),
        *faults,
        *described,
        *query_diagnostics(queries),
    ]
    diagnostics += [
        _warning(warning, places, source.file, expanded.value == chapter.text)
        for warning in warnings
        # reported with both places when the whole book is known, or with the words that are lost
        if warning.kind not in ("DuplicateIdentifier", "NoteDefinedButNotUsed")
        and not (warning.kind == "DuplicateLinkReference" and _label_in(warning) in _REMARKS)
    ]
    drawn = list(table_syntax_faults(places))
    diagnostics = [fault for fault in diagnostics if not _is_of_table(fault, drawn)]
    diagnostics += [*lost, *nested, *uncalled(document, places, aligned), *drawn]
    _drop_raw(document)
    return Outcome(Parsed(dump(document), tuple(quotations), descriptions), tuple(diagnostics))


def _read(text: str, source: Source) -> _Read:
    """A chapter as it is meant; as it is typed where Pandoc cannot read it in time."""
    readable, beyond = limit_nesting(text, Source(source.file, text))
    try:
        return readable, *read_as_typed(readable), list(beyond)
    except (TooMuchError, RecursionError):
        text, ast, warnings, fault = _plainly(text, source)
        return text, ast, warnings, [*beyond, *fault]


def _plainly(text: str, source: Source) -> _Read:
    """A chapter whose every sign is printed as it is typed, and why."""
    seconds = seconds_for(len(text.encode()))
    message = f"Too many things are nested here, or Pandoc needs more than {seconds} seconds or too much memory."
    remedy = "Look for brackets, marks, blocks or tags in one another; the chapter prints as it is typed."
    readable = escape_all(text)
    return readable, *read_as_typed(readable), [Diagnostic("BUD-004", source.whole(), message, remedy)]


def _is_of_table(fault: Diagnostic, drawn: list[Diagnostic]) -> bool:
    """Whether words are lost from a table that is named as drawn wrongly already."""
    return fault.code == "CHP-041" and any(abs(fault.location.line - it.location.line) < 12 for it in drawn)


_REMARKS = ("[comment]", "[//]", "[_comment]", "[comments]")
"""Names that a definition of an address has where it is a remark: `[comment]: # (words)`."""


def _label_in(warning: PandocWarning) -> str:
    label = re.search(r"reference '([^']*)'", warning.message)
    return label[1] if label else ""


def stand_in(chapter: Chapter) -> Parsed:
    """What is printed in a draft for a chapter in which we have failed: its title, and that it is missing."""
    title = re.search(r"^# +(.*?)(?:\{[^}]*\})?[ \t]*$", chapter.text, re.MULTILINE)
    plain = re.sub(r"[^\w ]", " ", title[1]) if title else chapter.id
    typed, _ = read_as_typed(f"# {plain}\n\n[This chapter could not be made.]{{.missing}}\n")
    set_typography(typed)
    return Parsed(json.dumps(typed, ensure_ascii=False))


def _drop_raw(document: pf.Doc) -> None:
    """Raw HTML and LaTeX is in no edition, at no stage; a line break is one."""
    for element in list(in_order(document)):
        if isinstance(element, (pf.RawInline, pf.RawBlock)) and element.parent is not None:
            is_break = isinstance(element, pf.RawInline) and re.fullmatch(r"</?br\s*/?>", element.text.strip())
            put(element, [pf.LineBreak()] if is_break else [])


def _warning(warning: PandocWarning, places: Places, file: str, same_lines: bool) -> Diagnostic:
    name = _label_in(warning)
    place = Location(file, warning.line, warning.column) if same_lines and warning.line else places.start
    if warning.kind == "DuplicateNoteReference":
        definitions = places.all(rf"^\[\^{re.escape(name)}\]:")
        place = definitions[1] if len(definitions) > 1 else place
        return Diagnostic("CHP-011", place, f"The note [^{name}] is defined twice.", "Give one of them another label.")
    if warning.kind in ("UnclosedDiv", "UnclosedDivAt"):
        where = re.search(r"Div at line (\d+) column (\d+)", warning.message)
        place = Location(file, int(where[1]), int(where[2])) if where and same_lines else places.open_block
        if places.line(place).lstrip("> \t").startswith("<"):
            return Diagnostic(
                "CHP-012", place, "This <div> is never closed.", "Close it, and each tag within it: </div>."
            )
        return Diagnostic("CHP-012", place, "This ::: block is never closed.", "Add a line with ::: at its end.")
    return Diagnostic("CHP-019", place, f"Pandoc: {warning.message}.")


def _before_title(document: pf.Doc, places: Places) -> list[Diagnostic]:
    blocks = list(document.content)
    title = next((index for index, block in enumerate(blocks) if isinstance(block, pf.Header) and block.level == 1), 0)
    words = next(
        (
            text
            for block in blocks[:title]
            if not isinstance(block, pf.RawBlock) and (text := pf.stringify(block).strip())
        ),
        "",
    )
    if not words:
        return []
    place = places.phrase(" ".join(words.split()[:2]))
    message = f"“{words[:40]}” comes before the chapter’s title."
    return [Diagnostic("CHP-023", place, message, "Begin the file with its title: # Title {#sec-name}")]
