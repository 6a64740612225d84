"""A template that fails prints without the lines that fail, and with its tags closed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bookbuilder.model.publication import Edition
from bookbuilder.pages.made_pages import write_made_page
from bookbuilder.theme.filled import document_of, filled_elements
from bookbuilder.theme.repaired import closed, opening_line, unclosed_block, without
from bookbuilder.theme.templates import SHIPPED, Theme, render
from tests.publication import publication
from tests.small_book import check_reports

OPENED = "{% if a %}x{% endif %}\n{% if b %}\ny\n"


def test_the_jinja_of_a_line_is_taken_out_and_its_words_stay() -> None:
    assert without("<p>{{ a }</p>\n{{ b }}", 1) == "<p>\n{{ b }}"
    assert without("{{ a }}\n<p>{{\nb }} c</p>", 3) == "{{ a }}\n<p> c</p>"
    assert without("{{ a }}\nwords", 2) == "\nwords", "the last before it, where the line has none"


def test_an_open_block_and_an_open_tag_are_reported_at_their_line() -> None:
    end = "Unexpected end of template. The innermost block that needs to be closed is 'if'."
    assert unclosed_block(OPENED, 4, end) == ("if", 2)
    assert unclosed_block(OPENED, 4, "another fault") == ("", 4)
    assert opening_line("<p>\n<b>{{ words }}</p>") == 2 and opening_line("<p>{{ words }}</p>") == 0
    assert closed("<p>one</p><p>two<b>three") == "<p>one</p><p>two<b>three</b></p>"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("{{ nobody.knows }}", "TPL-003"),
        ("{{ a }", "TPL-002"),
        ("{% if 1 %}", "TPL-002"),
        ("<b>", "TPL-004"),
        ('{% include "gone.xhtml" %}', "TPL-001"),
    ],
)
def test_a_template_prints_its_values_whatever_fails_in_it(bad: str, code: str, tmp_path: Path) -> None:
    name, values = "content/references.xhtml", {"document_id": "one", "title": "Sources", "bare": False, "entries": ()}
    text = (SHIPPED / "templates" / name).read_text(encoding="utf-8")
    at = text.index(">\n") + 2
    (tmp_path / "templates/content").mkdir(parents=True)
    (tmp_path / "templates" / name).write_text(f"{text[:at]}{bad}\n{text[at:]}", encoding="utf-8")
    line = text.count("\n", 0, at) + 1
    shipped, shipped_alone = Theme(tmp_path), Theme(tmp_path, tmp_path)
    for theme in (shipped, shipped_alone):
        made = render(theme, name, values)
        (fault,) = made.diagnostics
        assert (fault.code, fault.location.line) == (code, line) and "Sources" in made.value
    assert render(shipped, name, values).value == render(Theme(SHIPPED), name, values).value
    shutil.rmtree(tmp_path / "templates")


def test_a_page_or_an_opener_without_what_its_place_needs_is_replaced_by_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "templates/pages").mkdir(parents=True)
    (tmp_path / "templates/pages/title.xhtml").write_text("{# gone #}", encoding="utf-8")
    (title,) = (it for it in publication().documents if it.template == "title")
    made, shipped = (
        write_made_page(title, publication(), Edition("pdf", "Print edition"), it)
        for it in (Theme(tmp_path), Theme(SHIPPED))
    )
    assert [f"{it.code} {it.location}" for it in made.diagnostics] == ["TPL-005 templates/pages/title.xhtml"]
    assert made.value == shipped.value
    (tmp_path / "templates/site").mkdir()
    (tmp_path / "templates/site/moved.html").write_text(" \n", encoding="utf-8")
    moved = [
        render(it, "site/moved.html", {"lang": "en", "title": "T", "href": "t.html"})
        for it in (Theme(tmp_path), Theme(SHIPPED))
    ]
    assert [it.code for it in moved[0].diagnostics] == ["TPL-005"] and moved[0].value == moved[1].value
    for head in (
        "<p>{{ title_xhtml }}</p>",
        "<h1>{{ title_xhtml }}</h1>",
        "<h2>A</h2><h1 id='{{ heading_id }}'>B</h1>",
    ):
        files = {"templates/content/opener.xhtml": head}
        check_reports("# One\n", "TPL-005 templates/content/opener.xhtml", files=files)


def test_words_and_elements_beside_those_of_a_page_or_an_opener_are_kept(tmp_path: Path) -> None:
    (tmp_path / "templates/content").mkdir(parents=True)
    path = tmp_path / "templates/content/opener.xhtml"
    path.write_text("before <h1 id='{{ heading_id }}'>T</h1> behind <p>end</p>", encoding="utf-8")
    elements = filled_elements(Theme(tmp_path), "content/opener.xhtml", {"heading_id": "one"}).value
    assert [f"{it.tag} {it.text.strip()}" for it in elements] == ["span before", "h1 T", "span behind", "p end"]
    page = document_of("Above <section><p>Title</p></section> below")
    assert page is not None and "".join(page.itertext()) == "Above Title below"
    alone = document_of("<!-- a title --> <section><p>Title</p></section>\n")
    assert alone is not None and alone.tag == "section"
