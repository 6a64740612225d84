"""The paragraph room: runs of text in, the lines of the whole paragraph out, chosen together.

Pure functions without the layout engine; see README.md in this folder.
"""

from __future__ import annotations

from bookbuilder.layout.paragraph.lines import Line, Measure, choose_lines
from bookbuilder.layout.paragraph.runs import FontFile, Paragraph, Run, Type

__all__ = ["FontFile", "Line", "Measure", "Paragraph", "Run", "Type", "choose_lines"]
