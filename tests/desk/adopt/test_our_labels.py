"""Labels of other programs become ours, wherever these have them."""

from __future__ import annotations

from bookbuilder.desk.adopt.our_labels import labels_become_ours


def test_the_caption_of_a_listing_stands_before_or_behind_it_and_a_division_has_a_label() -> None:
    code, ours = "```yaml\na: 1\n```", '``` {#lst-x .yaml lst-cap="Words"}\na: 1\n```'
    for text in (f"A\n\n{code}\n\n: Words {{#lst:x}}\n\nB", f"A\n\n: Words {{#lst:x}}\n\n{code}\n\nB"):
        assert labels_become_ours(text, ()).split() == f"A {ours} B".split()
    made = labels_become_ours('<div id="fig:two" class="subfigures">\n\nSee @fig:two.\n</div>', ())
    assert made == '<div id="fig-two" class="subfigures">\n\nSee @fig-two.\n</div>'


def test_brackets_around_a_reference_without_its_backslash_cite_no_source() -> None:
    text = "See [@ref(fig:x)], [-@ref(tab:x)], @ref(fig:x) and [\\@ref(fig:x)]; write to me@ref(fig:x)."
    ours = "See [-@fig-x], [-@tbl-x], [-@fig-x] and \\[[-@fig-x]\\]; write to me@ref(fig:x)."
    assert labels_become_ours(text, ()) == ours


def test_words_with_a_reference_of_latex_are_a_link() -> None:
    made = labels_become_ours("See \\hyperref[fig:x]{*this* map} and \\hyperref[models]{it}.", {"models"})
    assert made == "See [*this* map](#fig-x) and [it](#sec-models)."
    made = labels_become_ours("See \\hyperref[fig:x]{Figure~\\ref*{fig:x}} and \\ref*{fig:y}.", ())
    assert made == "See Figure~[-@fig-x] and [-@fig-y]."
