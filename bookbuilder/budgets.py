"""How much of everything a book may have: each limit lies far above any book, and keeps a build from never ending.

`budgets:` in book.yaml sets others; from where that is read on, they are in force for the whole run.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Budgets:
    """One limit a field."""

    file_megabytes: int = 20
    """The size of one file of text."""
    yaml_values: int = 300_000
    """Values in one YAML file, what an alias stands for counted each time."""
    yaml_depth: int = 50
    """Lists and mappings in one another in YAML."""
    yaml_characters: int = 20_000
    """Characters of one value in YAML; an abstract of a thesis has some 5,000."""
    template_characters: int = 5_000_000
    """What the Jinja of one chapter or one template may print."""
    template_steps: int = 2_000_000
    """Lines of a template or of a chapter's Jinja that may run, each turn of a loop counted."""
    template_seconds: int = 60
    """Time of the processor for the Jinja of one chapter or one template."""
    brackets: int = 6
    """Brackets in one another within a paragraph; Pandoc takes three times as long for each one more."""
    nesting: int = 40
    """Quotations, lists and ::: blocks in one another."""
    line_characters: int = 100_000
    """Characters in one line of a chapter."""
    table_cells: int = 200_000
    """Cells of a table from a file of data."""
    megapixels: int = 300
    """Pixels of one picture, in millions; those in colour count three or four times, as they do in memory. A3 in colour at 600 dpi has 209."""
    unpacked_megabytes: int = 1_000
    """What a Word file or a spreadsheet may be once it is unpacked."""
    unpacked_times: int = 150
    """How many times larger such a file may become; text packs to a tenth, and a made bomb to a thousandth."""
    drawing_shapes: int = 200_000
    """Shapes of a drawing, what is used again counted each time."""
    pandoc_seconds: int = 60
    """Time of the processor for one chapter in Pandoc."""
    pandoc_megabytes: int = 4_000
    """Memory for one chapter in Pandoc."""
    drawing_seconds: int = 60
    """Time of the processor for one chart, for one drawing that becomes pixels, and for one page of a PDF."""
    drawing_megabytes: int = 4_000
    """Memory for the same."""


_force = [Budgets()]


def in_force() -> Budgets:
    """The limits of the book that is being built."""
    return _force[0]


def put_in_force(budgets: Budgets) -> None:
    """Let other limits hold from now on, in this process and in those that it starts."""
    _force[0] = budgets
