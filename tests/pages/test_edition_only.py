"""What stands in one edition only is in that edition, and its notes with it; all else is the same everywhere."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder import verbs
from bookbuilder.pages.edition_only import for_edition
from tests.small_book import check_silent, composed, make_book, text_of

TEXT = """# One

Everywhere.

::: {.content-visible when-format="html"}
On screens.^[A note there.]
:::

::: {.content-visible unless-format="pdf"}
Not in print.
:::

::: {.content-hidden when-format="epub"}
Not in the EPUB.
:::

Words: [in print]{.content-visible when-format="pdf"} [on the web]{.content-visible when-format="html" unless-format="epub"}
"""


@pytest.mark.parametrize(
    "edition, words",
    [
        ("pdf", "Everywhere. Not in the EPUB. Words: in print"),
        ("html", "Everywhere. On screens.1 Not in print. Not in the EPUB. Words: on the web 1 A note there."),
        ("epub", "Everywhere. On screens.1 Not in print. Words: 1 A note there."),
        ("docx", "Everywhere. Not in print. Not in the EPUB. Words:"),
    ],
)
def test_each_edition_has_what_it_is_named_for(edition, words):
    section = etree.fromstring(for_edition(composed(TEXT), edition).document("one").body)
    reported = " ".join(text_of(it) for it in section if it.tag != "h1" and it.tag != "header")
    assert " ".join(reported.split()) == words
    assert not [it for it in section.iter(etree.Element) if it.get("data-only")]


def test_a_book_without_such_blocks_is_left_as_it_is():
    made = composed("# One\n\nEverywhere.\n")
    assert for_edition(made, "pdf") is made


def test_no_profile_of_quartos_is_asked_for_and_the_list_of_sources_leads_to_what_is_there() -> None:
    block = '::: {{.content-{} {}-profile="thesis"}}\n{}\n:::\n\n'
    blocks = [
        ("hidden", "when", "One [@a]."),
        ("visible", "unless", "Two."),
        ("visible", "when", "No."),
        ("hidden", "unless", "No."),
    ]
    text = "# One\n\n" + "".join(block.format(*it) for it in blocks)
    text += '::: {.content-visible when-format="html"}\nOn screens [@b].\n:::\n'
    source = "- {{id: {0}, type: book, title: {0}, author: [{{family: {0}}}], issued: 2001}}\n"
    made = composed(
        text,
        {
            "references.yaml": source.format("a") + source.format("b"),
            "manuscript/book.yaml": "title: T\nchapters: [one.md]\nbackmatter: [bibliography]\n",
        },
    )
    printed = for_edition(made, "pdf")
    assert "One" in printed.document("one").body and "Two." in printed.document("one").body
    assert "No." not in printed.document("one").body
    assert [it.document("bibliography").body.count("doc-backlink") for it in (made, printed)] == [2, 1]


@pytest.mark.slow
def test_all_editions_are_written_and_agree_with_the_book(tmp_path):
    make_book(tmp_path, chapter=TEXT)
    built = verbs.build(tmp_path, ("pdf", "epub", "html"), tmp_path / "output")
    assert [str(it) for it in built.diagnostics if it.code[:3] in ("AGR", "PDF", "CHP")] == []
    assert len(built.artefacts) == 3
    page = next((tmp_path / "output" / "site").glob("one*.html")).read_text(encoding="utf-8")
    assert "On screens." in page and "in print" not in page.replace("Not in print", "")


def test_a_figure_that_is_drawn_for_print_and_for_the_web_has_one_number_and_one_id() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    blocks = '::: {{.content-{} when-format="pdf"}}\n![{}](a.svg){{#fig-a alt=x}}\n:::\n\n'
    text = f"# One\n\n{blocks.format('visible', 'In print')}{blocks.format('hidden', 'On screens')}"
    text += "![Both](a.svg){#fig-b alt=y}\n\nSee @fig-a and @fig-b.\n"
    made = composed(text, {"manuscript/a.svg": svg})
    for edition, caption in (("pdf", "In print"), ("html", "On screens")):
        body = text_of(etree.fromstring(for_edition(made, edition).document("one").body))
        assert (
            f"Figure 1.1 {caption}" in body and "Figure 1.2 Both" in body and "See Figure 1.1 and Figure 1.2." in body
        )
    check_silent(text, files={"manuscript/a.svg": svg})


def test_the_table_in_print_of_a_widget_on_the_web_has_a_number() -> None:
    """An id of no caption before that of one ended the whole book in a traceback."""
    widget = '::: {.content-visible when-format="html"}\n::: {#tbl-x}\nA widget.\n:::\n:::\n\n'
    table = '::: {.content-visible when-format="pdf"}\n| a |\n|---|\n| b |\n\n: Cap {#tbl-x}\n:::\n\n'
    check_silent(f"# One\n\n{widget}{table}See @tbl-x.\n")
    for edition in ("pdf", "html"):
        page = for_edition(composed(f"# One\n\n{widget}{table}See @tbl-x.\n"), edition).document("one").body
        assert "See Table 1.1." in text_of(etree.fromstring(page)) and page.count('id="tbl-x"') == 1
