"""What the cells of a notebook have printed and drawn stands behind their code."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from bookbuilder.desk.adopt.notebooks import notebook_text, table_of_html

PNG = base64.b64encode(b"\x89PNG").decode()


def cell(source: str, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"cell_type": "code", "source": [source], "outputs": list(outputs), "metadata": {"tags": list(tags)}}


def shown(**data: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {name.replace("_", "/"): value for name, value in data.items()}}


def printed(*cells: dict[str, Any]) -> tuple[str, dict[str, bytes]]:
    drawn: dict[str, bytes] = {}
    return notebook_text(json.dumps({"cells": cells}), "notebooks/one", drawn), drawn


def test_what_is_printed_is_a_block_and_what_is_drawn_is_a_picture_of_the_chunk() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": ["\x1b[1mone\x1b[0m\n", "two ```\n"]}
    plot = shown(image_png=PNG, text_plain="<Figure size 640x480 with 1 Axes>")
    text, drawn = printed(cell("#| fig-cap: Plot\nplot()", stream, plot))
    picture = "#| notebook-pictures: figures/notebooks/one-1-2.png"
    assert text == f"```{{python}}\n{picture}\n#| fig-cap: Plot\nplot()\n```\n\n````text\none\ntwo ```\n````"
    assert drawn == {"figures/notebooks/one-1-2.png": b"\x89PNG"}


def test_results_are_formulas_markdown_text_or_faults() -> None:
    fault = {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": ["long"]}
    latex = shown(text_latex="$\\displaystyle x^2$", text_plain="x**2")
    text, _ = printed(cell("a", latex, shown(text_markdown="*b*"), shown(text_plain="c  d"), fault))
    assert text.endswith("$$x^2$$\n\n*b*\n\n```text\nc  d\n```\n\n```text\nNameError: x\n```")


def test_tags_and_options_take_cells_code_and_results_out() -> None:
    result = shown(text_plain="1")
    cells = (cell("a", result, tags=("remove_cell",)), cell("b", result, tags=("remove-output",)))
    text, _ = printed(*cells, cell("#| output: false\nc", result), cell("d", result, tags=("remove-input",)))
    assert text.count("```text") == 1 and "a\n" not in text and "#| echo: false\nd\n" in text


def test_nothing_is_said_of_an_object_that_is_shown_elsewhere() -> None:
    assert printed(cell("a", shown(text_plain="<Axes: title={'center': 'A'}>")))[0] == "```{python}\na\n```"


@pytest.mark.parametrize("text", ["[]", '{"cells": {}}', '{"cells": [1]}', '{"metadata": [], "cells": null}'])
def test_a_notebook_of_another_shape_has_no_words(text: str) -> None:
    assert notebook_text(text) == ""


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
