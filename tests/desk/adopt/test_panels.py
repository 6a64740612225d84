"""A panel of Quarto's tables can be referred to: by its tables, or by the first of them."""

from __future__ import annotations

from bookbuilder.desk.adopt.panels import panels_of_tables, pictures_called_tables

TABLE = "| a | b |\n|---|---|\n| c | d |\n"


def test_a_reference_to_a_panel_names_its_tables() -> None:
    panel = f"::: {{#tbl-p layout-ncol=2}}\n{TABLE}\n: One {{#tbl-one}}\n\n{TABLE}\n: Two {{#tbl-two}}\n\nBoth\n:::\n"
    first, second = panels_of_tables([f"See @tbl-p and `@tbl-p`.\n\n{panel}", "By [@tbl-p] and @tbl-one."])
    assert (
        first.startswith("See @tbl-one, @tbl-two and `@tbl-p`.\n\n::: {layout-ncol=2}\n| a")
        and "\n\nBoth\n:::" in first
    )
    assert second == "By @tbl-one, @tbl-two and @tbl-one."


def test_the_first_table_of_a_panel_without_labels_has_its_caption() -> None:
    panel = f"::: {{#tbl-p layout-ncol=2}}\n\n{TABLE}\n{TABLE}\nBoth of\nthem\n:::\n"
    made = f"::: {{layout-ncol=2}}\n\n{TABLE}\n: Both of them {{#tbl-p}}\n\n{TABLE}\n:::\n"
    assert panels_of_tables([panel]) == [made]


def test_one_table_in_a_block_stays() -> None:
    one = f"::: {{#tbl-p}}\n{TABLE}\nCaption\n:::\n"
    assert panels_of_tables([one]) == [one]


def test_a_picture_with_the_label_of_a_table_is_a_table() -> None:
    made = pictures_called_tables("![Of\ncourse](a.png){#tbl-a width=50%}\n\n![B](b.png){#fig-b}\n")
    assert made == '| |\n|---|\n| ![](<a.png>){alt="Of course"} |\n\n: Of course {#tbl-a}\n\n![B](b.png){#fig-b}\n'
