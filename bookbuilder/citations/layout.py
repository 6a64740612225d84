"""cs:layout, cs:citation and cs:bibliography: the frame round cites and entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeproc import model

from .rendering import Rendering

if TYPE_CHECKING:
    from .sort import Sort


class Layout(Rendering, model.Layout):
    """What it holds prints one cite or one entry, round which its own affixes go."""


class Area(Rendering):
    """Where a style prints: its layout, and how what stands there is sorted."""

    layout_part: Layout
    sort_part: Sort | None


class Citation(Area, model.Citation):
    pass


class Bibliography(Area, model.Bibliography):
    pass
