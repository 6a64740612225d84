"""The HTML of a notebook's table becomes a table of Markdown, where it is a simple one."""

from __future__ import annotations

import pytest

from bookbuilder.desk.adopt.html_tables import table_of_html

HEAD = "<thead><tr><th></th><th>a_b</th></tr></thead>"


def test_a_table_of_pandas_has_its_heads_its_numbers_at_the_right_and_the_words_behind_it() -> None:
    html = (
        f'<div><style scoped>.x {{}}</style><table class="dataframe">{HEAD}<tbody><tr><th>one|two</th><td>1,000</td></tr>'
        "<tr><th>three</th><td>-2.5</td></tr></tbody></table><p>2 rows × 1 columns</p></div>"
    )
    table = "|  | a\\_b |\n|---|---:|\n| one\\|two | 1,000 |\n| three | -2.5 |"
    assert table_of_html(html) == f"{table}\n\n2 rows × 1 columns"


@pytest.mark.parametrize(
    "html",
    [
        "<p>No table.</p>",
        f"<table>{HEAD}<tr><td colspan='2'>wide</td></tr></table>",
        f"<table>{HEAD}<tr><td>short</td></tr></table>",
        f"<table>{HEAD}<tr><td>a</td><td><img src='x'></td></tr></table>",
        "<table><tr><td>no</td></tr><tr><td>head</td></tr></table>",
        f"<table>{HEAD}{HEAD}<tr><td>a</td><td>b</td></tr></table>",
        f"<table>{HEAD}<tr><td>a</td><td>b</td></tr></table>" * 2,
        f"<table><tr>{'<th>a</th>' * 9}</tr><tr>{'<td>b</td>' * 9}</tr></table>",
    ],
)
def test_any_other_is_printed_as_its_text(html: str) -> None:
    assert table_of_html(html) == ""
