"""A template that fails prints without the lines that fail, and with its tags closed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bookbuilder.theme.repaired import closed, opening_line, unclosed_block, without
from bookbuilder.theme.templates import SHIPPED, Theme, render

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
