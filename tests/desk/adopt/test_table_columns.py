"""Drawn tables keep their columns when what stands in their cells is rewritten."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.desk.adopt.table_columns import grids_redrawn
from tests.desk.adopt.test_chunks import chapter


def test_a_command_in_a_cell_drawn_by_dashes_moves_no_column(tmp_path: Path) -> None:
    framed = (
        "-----------------------------------------\n                 Salt     Company\n"
        "--------------------- -------------------\n"
        "CaCl\\textsubscript{2}  Roth and\n                       sons\n\nNaCl                   Sigma\n"
        "--------------------- -------------------\nTable: (\\#tab:salts) Salts\n"
    )
    simple = "Right  Left\n------ -----\n\\textit{a}   b\n\nEnd.\n"
    text = chapter(tmp_path, f"# One\n\n{framed}\n{simple}")
    assert "| CaCl~2~ | Roth and sons |\n| NaCl | Sigma |\n\nTable: Salts {#tbl-salts}" in text
    assert "|------|-----|\n" in text


def test_a_grid_is_as_wide_as_its_cells_have_become() -> None:
    grid = "+:--+---+\n| **long** | b |\n+===+===+\n| c | d |\n+---+---+\n"
    assert (
        grids_redrawn(grid)
        == "+:---------+----+\n| **long** | b  |\n+==========+====+\n| c        | d  |\n+----------+----+\n"
    )
    spanned = "+---+---+\n| **x** over |\n+---+---+\n"
    assert grids_redrawn(spanned) == spanned


def test_a_wide_character_takes_two_columns(tmp_path: Path) -> None:
    text = chapter(tmp_path, "# One\n\n\\#a    12\n------ -----\n漢字漢 55\nae\u0301     b\n\nEnd.\n")
    assert "| 漢字漢 | 55 |" in text and "| ae\u0301 | b |" in text
    grid = "+------+---+\n| 漢字 | b |\n+======+===+\n| c    | d |\n+------+---+\n"
    assert grids_redrawn(grid) == grid
    wider = "+-------+-----+\n| 漢字  | b   |\n+=======+=====+\n| c     | *d* |\n+-------+-----+\n"
    assert grids_redrawn(grid.replace("d |", "*d* |")) == wider
