"""An id that several pages have is another one in each but the first, and links to it follow."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.desk.adopt.page_ids import distinct_ids, without_idle_ids
from bookbuilder.desk.adopt.plan import Piece
from bookbuilder.desk.adopt.sections import Section


def test_pages_of_one_name_in_several_folders_have_ids_of_their_own() -> None:
    text = "## Welcome {#welcome}\n\nSee [here](#welcome) and [there](../b/index.qmd#welcome).\n"
    pieces = [Piece(Path("/w", it, "index.qmd")) for it in ("a", "b", "c")]
    made = [section.text for _, section in distinct_ids([(it, Section("", text)) for it in pieces])]
    ids = ["welcome", "welcome-index", "welcome-c-index"]
    links = f"and [there](../b/index.qmd#{ids[1]}).\n"
    assert made == [f"## Welcome {{#{id}}}\n\nSee [here](#{id}) {links}" for id in ids]
    macros = "\\newcommand{\\ind}[1]{\\left\\{#1\\right\\}} and {#1}\n"
    assert [it.text for _, it in distinct_ids([(it, Section("", macros)) for it in pieces])] == [macros] * 3


def test_an_id_that_several_blocks_have_and_nothing_leads_to_stays_at_the_first() -> None:
    block = "::: {#column}\nWords.\n:::\n\n::: {#other .wide}\nWords.\n:::\n"
    made = without_idle_ids([f"{block}[x](#other)\n", f"{block}\n$$a$$ {{#eq-a}}\n\n$$b$$ {{#eq-a}}\n"])
    assert made[1] == f"{block}\n$$a$$ {{#eq-a}}\n\n$$b$$ {{#eq-a}}\n".replace("{#column}", "{.block}")


def test_an_id_that_a_chapter_has_by_its_file_stays_at_its_title_alone() -> None:
    texts = ["# Towers {#towers}\n\nWords.\n", "# Two\n\n::: {#two .theorem}\nIt is.\n:::\n"]
    texts.append("# Thanks {#two}\n\nWords.\n")  # in another file than that of its name
    made = without_idle_ids(texts, ("towers", "two", "thanks"))
    assert made == [texts[0], texts[1].replace("#two ", ""), texts[2].replace("{#two}", "{.block}")]
