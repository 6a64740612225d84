"""The paragraph room: chooses the lines of a whole paragraph together, from runs of text.

Pure functions without the layout engine; see README.md in this folder.
"""

from __future__ import annotations

from bookbuilder.layout.paragraph.balance import balanced_lines
from bookbuilder.layout.paragraph.lines import Line, choose_lines, widest_space
from bookbuilder.layout.paragraph.ragged import ragged_lines
from bookbuilder.layout.paragraph.runs import DRAWN, FontFile, Paragraph, Run, Type
from bookbuilder.layout.paragraph.total_fit import Measure

__all__ = [
    "DRAWN", "FontFile", "Line", "Measure", "Paragraph", "Run", "Type", "balanced_lines", "choose_lines", "ragged_lines", "widest_space",
]  # fmt: skip
