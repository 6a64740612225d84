"""cs:layout, cs:citation and cs:bibliography: the frame round cites and entries."""

from __future__ import annotations

from citeproc import model

from .rendering import Rendering


class Layout(Rendering, model.Layout):
    def render_item(self, ctx) -> list:
        """The boxes of one cite or entry, without the layout's own affixes."""
        return self.render_inner(ctx)


class Citation(Rendering, model.Citation):
    pass


class Bibliography(Rendering, model.Bibliography):
    pass
