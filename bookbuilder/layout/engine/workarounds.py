"""What WeasyPrint 66 to 70 does wrong and the book cannot bear, put right in memory, each with its upstream issue.

- Notes lost (https://github.com/Kozea/WeasyPrint/issues/2437): since 66.0 `_linebox_layout` moves notes to the next page
  to make room for a line, and drops some of them. Held by `test_the_engine_alone_loses_notes_or_prints_them_late`, which fails
  when upstream fixes it: then delete `_keep_notes`.
- Notes never broken (https://github.com/Kozea/WeasyPrint/issues/1833): `notes.py`. Held by
  `test_the_engine_alone_leaves_holes`, which fails when upstream breaks notes: then delete `notes.py`, `measured_notes.py` and what
  calls them.
- Pages filled from their head without a look at their foot (https://github.com/Kozea/WeasyPrint/issues/2264 is about
  lines): `page_choice.py` makes such a page again with small changes. Held by
  `test_the_engine_alone_ends_a_page_short_before_a_figure`; when it fails, look whether the engine floats figures.
- Lines filled one by one (https://github.com/Kozea/WeasyPrint/issues/2264): `given_lines.py`. Held by
  `test_the_engine_alone_sets_looser_lines`; when it fails, delete `given_lines.py`, `line_boxes.py`, `paragraph_of.py`,
  `style_tokens.py` and what calls them.
- A repeated head that cannot say that its table goes on: `continuation_heads.py`, which only leaves out a row.
- The rule beside a block that is cut drawn to the foot of the page, as CSS Fragmentation has it: `cut_boxes.py`. Held by
  `test_the_engine_alone_draws_a_rule_past_the_last_line_before_a_cut`; when it fails, delete it.
- A first word broken where only a space is too much: `lines.py`. Held by
  `test_the_engine_alone_breaks_a_first_word_where_only_a_space_is_too_much`; when it fails, delete that part of `lines.py`.
- A column as wide as all words up to the next soft hyphen: `lines.py`, too. Held by
  `test_the_engine_alone_makes_a_column_of_words_with_soft_hyphens_too_wide`; when it fails, delete that part.
- Ligatures parted by the least letter spacing (Pango's, not the engine's): `ligatures.py`. Held by
  `test_the_engine_alone_parts_ligatures_in_lines_that_are_spaced_a_little`; when it fails, delete it.
- A picture that says no width, in a line from right to left: the engine moves it before it has a place (like
  https://github.com/Kozea/WeasyPrint/issues/811). It is given its place afterwards, so any will do.
- Structure by page: `add_tags` makes one element a page of everything that crosses pages, no /Note, no /Lang and
  orphans of margin boxes. `structure.py` reads the boxes itself; binding writes the tree.
- A gradient that repeats within less than a dot is written out turn by turn, for hours: `fine_gradients.py`. Held by
  `test_the_engine_alone_writes_out_each_turn_of_a_gradient`; when it fails, delete it.
- A drawing's gradients, masks and markers are looked for by their ids among all elements, for each child of each: 2,000 took seven
  seconds, 4,000 four times that. `_child_by_id` keeps them. When `test_thousands_of_gradients_are_each_found_at_once` passes without it, delete it.
- Each name of a selector looked for again among all that is above, for each of the names behind it (cssselect2): `remembered_selectors.py`.
  Held by `test_a_selector_of_many_names_costs_what_its_length_deserves`; delete it when that passes without it.
- Fonts subset by whatever the machine has: with libharfbuzz-subset where it is installed, else with fontTools, which gives
  other bytes, stamps them with the time of day and warns once a font. Ours is the locked uharfbuzz everywhere. Held by
  `test_marking_at_another_time_gives_the_same_bytes_and_no_colour`; delete it when the engine has one way.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
import weasyprint.css
import weasyprint.document
import weasyprint.draw.text as draw_text
import weasyprint.layout
import weasyprint.layout.block as block_layout
import weasyprint.layout.inline as inline_layout
import weasyprint.layout.page as page_layout
import weasyprint.layout.preferred as preferred_layout
import weasyprint.layout.table as table_layout
import weasyprint.pdf
import weasyprint.pdf.fonts
from weasyprint import images
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext
from weasyprint.svg import Node, defs
from weasyprint.text.line_break import Layout

from bookbuilder.layout import remembered_selectors
from bookbuilder.layout.engine import given_lines, incremental, kept_styles, measured_notes, notes
from bookbuilder.layout.engine.clusters import with_clusters
from bookbuilder.layout.engine.continuation_heads import with_continued_entries, with_continued_heads
from bookbuilder.layout.engine.cut_boxes import end_with_text
from bookbuilder.layout.engine.drawn_lines import with_quick_glyphs
from bookbuilder.layout.engine.engines_own_lines import with_indent_at_right, with_own_spaces, with_spread_characters
from bookbuilder.layout.engine.fine_gradients import with_fine_lines, with_fine_rings, with_fine_spread
from bookbuilder.layout.engine.kept_type import rest, set_up, wake, with_one_paragraph
from bookbuilder.layout.engine.ligatures import keep_ligatures
from bookbuilder.layout.engine.lines import with_hanging_space, with_single_words
from bookbuilder.layout.engine.narrow_tables import with_broken_words
from bookbuilder.layout.engine.shared_styles import SharedStyles
from bookbuilder.layout.engine.shortened_heads import with_middle, with_sensible_end
from bookbuilder.layout.engine.structure import elements_of, repeated_boxes
from bookbuilder.layout.engine.whole_lines import with_whole_lines
from bookbuilder.layout.laid_out import Element
from bookbuilder.theme.subsets import only_glyphs

_STATEMENTS = (
    ("report = not context.in_column and can_break_now and not could_break_before", "report = False"),
    (
        "overflow = context.layout_footnote(footnote)",
        "overflow = _lay_out_note(context, footnote, new_position_y + offset_y, bottom_space, _Line("
        "child, box, resume_at, new_position_y, len(new_children), line.height))",
    ),
    (  # most boxes have no note: looking for none costs all notes that are still to come, for each box of each line
        "if descendant.footnote in context.footnotes",
        "if descendant.footnote is not None and descendant.footnote in context.footnotes",
    ),
)
_applied = False


def apply() -> None:
    """Put everything right, once in a process, in the version that requirements.in pins."""
    global _applied
    if _applied:
        return
    _applied = True
    _keep_notes()
    keep_ligatures()
    Layout.setup, Layout.deactivate, Layout.reactivate = set_up, rest, wake
    Layout.set_text = with_one_paragraph(Layout.set_text)
    split_first_line = inline_layout.split_first_line
    inline_layout.split_first_line = with_hanging_space(split_first_line)
    preferred_layout.split_first_line = with_single_words(split_first_line)
    inline_layout.split_inline_box = given_lines.with_given_lines(inline_layout.split_inline_box, split_first_line)
    kept_styles.quicken()
    remembered_selectors.apply()
    weasyprint.css.StyleFor = SharedStyles
    weasyprint.tinyhtml5.inputstream.characters_until_regex = _Stretches()
    build.create_anonymous_boxes = measured_notes.with_ready_notes(build.create_anonymous_boxes)
    boxes.InlineReplacedBox.position_x = 0
    boxes.FootnoteAreaBox.deepcopy = boxes.FootnoteAreaBox.copy  # its notes are copied when they are made ready
    inline_layout.get_next_linebox = with_whole_lines(inline_layout.get_next_linebox)
    block_layout.table_layout = with_continued_heads(block_layout.table_layout)
    table_layout.auto_table_layout = with_broken_words(table_layout.auto_table_layout)
    block_layout.block_container_layout = with_continued_entries(
        block_layout.block_container_layout, block_layout.block_level_layout
    )
    inline_layout.justify_line = with_spread_characters(with_own_spaces(inline_layout.justify_line))
    inline_layout.text_align = with_indent_at_right(given_lines.with_shrinking_spaces(inline_layout.text_align))
    draw_text.get_last_word_end = with_sensible_end(draw_text.get_last_word_end)
    draw_first_line = with_middle(with_clusters(with_quick_glyphs(draw_text.draw_first_line)))
    draw_text.draw_first_line = given_lines.with_stretched_glyphs(draw_first_line)
    Node.get_child = _child_by_id
    images.LinearGradient.layout = with_fine_lines(images.LinearGradient.layout)
    images.RadialGradient._repeat = with_fine_rings(images.RadialGradient._repeat)
    defs.spread_linear_gradient = with_fine_spread(defs.spread_linear_gradient, is_linear=True)
    defs.spread_radial_gradient = with_fine_spread(defs.spread_radial_gradient, is_linear=False)
    weasyprint.pdf.add_tags = _record_structure
    weasyprint.pdf.Stream = _Stream
    weasyprint.pdf.fonts.Font.subset = _subset


class _Stretches(dict[Any, Any]):
    """Patterns of stretches of text; the parser means to keep them, and keeps them by themselves."""

    def __missing__(self, key: tuple[Any, bool]) -> Any:
        characters, is_within = key
        found = "".join(map(re.escape, sorted(characters)))
        pattern = self[key] = re.compile(f"[{'' if is_within else '^'}{found}]+")
        return pattern


def _child_by_id(self: Any, id: str) -> Any:
    """The element with an id below one of a drawing; each remembers in which child an id stands."""
    if not hasattr(self, "children_by_id"):
        self.children_by_id = {}
        for child in self:
            for element in child._etree_node.iter():
                self.children_by_id.setdefault(element.get("id"), child)
    found = self.children_by_id.get(id)
    return found if found is None or found.get("id") == id else found.get_child(id)


def _subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """The font with the glyphs that the document shows, the same on every machine."""
    if to_unicode:
        font.file_content = only_glyphs(font.file_content, set(to_unicode))


def structure_of(document: Any) -> tuple[Element, ...]:
    """The structure that was read while this document was drawn."""
    return getattr(document, "bookbuilder_structure", ())


def adjusted(document: Any) -> tuple[tuple[str, ...], ...]:
    """What was done for the sake of each page of this document."""
    return tuple(getattr(page._page_box, "adjusted", ()) for page in document.pages)


def _keep_notes() -> None:
    """Change three statements of the engine's layout of lines, and only where they stand as we know them."""
    source = textwrap.dedent(inspect.getsource(block_layout._linebox_layout))
    for theirs, ours in _STATEMENTS:
        if source.count(theirs) != 1:
            return
        source = source.replace(theirs, ours)
    block_layout.__dict__["_lay_out_note"] = notes.lay_out_note
    block_layout.__dict__["_Line"] = notes.Line
    exec(compile(source, block_layout.__file__, "exec"), block_layout.__dict__)
    _divide_notes()
    _choose_pages()


def _divide_notes() -> None:
    """Let a note be laid out in parts, and be taken back with all its parts."""
    layout_footnote, unlayout_footnote = LayoutContext.layout_footnote, LayoutContext.unlayout_footnote
    report_footnote, update_footnote_area = LayoutContext.report_footnote, LayoutContext._update_footnote_area

    def layout(self: Any, footnote: Any) -> bool:
        overflow = layout_footnote(self, footnote)
        notes.continue_note(self, footnote)
        return bool(overflow)

    def unlayout(self: Any, footnote: Any) -> None:
        notes.take_back(self, footnote)
        unlayout_footnote(self, footnote)

    def report(self: Any, footnote: Any) -> None:
        # a part of it stands on the page, and the line moves to the next one all the same
        notes.take_back(self, footnote)
        if footnote in self.current_page_footnotes:
            report_footnote(self, footnote)

    def update(self: Any) -> bool:
        return bool(update_footnote_area(self) if self.in_column else measured_notes.measure_foot(self))

    LayoutContext.layout_footnote, LayoutContext.unlayout_footnote = layout, unlayout
    LayoutContext.report_footnote, LayoutContext._update_footnote_area = report, update


def _choose_pages() -> None:
    """Let each page be the best of a few, the rest of its last note go on overleaf, and pages be kept where documents are."""
    remake_page, make_all_pages = page_layout.remake_page, page_layout.make_all_pages

    def remake(index: int, context: Any, root_box: Any, html: Any) -> Any:
        made = remake_page(index, context, root_box, html)
        notes.hand_on(context)
        return made

    def make_all(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
        if pages:  # the engine looks through its pages once more
            context.bb_pages = None
            yield from make_all_pages(context, root_box, html, pages)
            return
        context.rendered_notes = []
        for page, taken in incremental.make_pages(
            context, root_box, lambda index: remake(index, context, root_box, html)
        ):
            page.adjusted = taken
            yield page
        context.broken_out_of_flow.clear()
        context.reported_footnotes.clear()

    page_layout.remake_page, weasyprint.layout.make_all_pages = remake, make_all
    weasyprint.document.layout_document = incremental.with_kept_pages(weasyprint.document.layout_document)
    block_layout.block_level_layout = incremental.with_watch(block_layout.block_level_layout)


class _Stream(weasyprint.pdf.Stream):  # type: ignore[misc]
    """A page's content in which what is printed again, such as a table's repeated head, is an artifact."""

    repeated: frozenset[Any] = frozenset()

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Mark a box's content, or set it apart where it only repeats."""
        with self.artifact() if box in _Stream.repeated else super().marked(box, tag):
            yield


def before_drawing(document: Any) -> None:
    """End cut blocks with their text, and give the streams what the pages of this document repeat."""
    end_with_text([page._page_box for page in document.pages])
    _Stream.repeated = frozenset(repeated_boxes(document))


def _record_structure(pdf: Any, document: Any, pdf_version: str, page_streams: list[Any]) -> None:
    annotations = {}
    for number, page in enumerate(pdf.objects[int(reference.split()[0])] for reference in pdf.page_references):
        for place, reference in enumerate(page["Annots"] if "Annots" in page else ()):
            annotations[reference] = (number, place)
    document.bookbuilder_structure = elements_of(document, page_streams, annotations)
