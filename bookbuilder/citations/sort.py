"""cs:sort and cs:key: the keys of one item or cite, as text that the collation of `sorting.py` compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeproc import model

from .citation_label import citation_label
from .cites import Context
from .dates import DateValue
from .name_options import KeyOptions, name_options
from .names_list import _join
from .output import Box
from .personal_name import NamePartStyle
from .rendering import Rendering
from .variables import DATED_VARIABLES, NAME_VARIABLES, NUMBERED_VARIABLES
from .writing import plain_text

if TYPE_CHECKING:
    from .elements import Style
    from .names import EtAl, Name

ALL_PARTS = ("year", "month", "day")


class Sort(Rendering, model.Sort):
    def sort_keys(self) -> list[Key]:
        return [child for child in self.inner if isinstance(child, Key)]


class Key(Rendering, model.Key):
    def prepare(self, root: Style) -> None:
        super().prepare(root)
        self.descending = self.attributes.get("sort") == "descending"
        macro = self.attributes.get("macro")
        self.macro = root.macro(macro) if macro is not None else None
        self.variable = self.attributes.get("variable", "")
        least, first = (self._whole(name) for name in ("names-min", "names-use-first"))
        last = self.attributes.get("names-use-last")
        found = KeyOptions(least, first, None if last is None else last == "true")
        self.options = found if found != KeyOptions(None, None, None) else None

    def _whole(self, name: str) -> int | None:
        value = self.attributes.get(name, "")
        return int(value) if value.isdigit() else None

    def sort_text(self, ctx: Context) -> str | None:
        """The key of an item as plain text; None when the item has nothing to sort by."""
        ctx.sorting = True
        ctx.key_options = self.options
        if self.macro is not None:
            text = plain_text(Box(self.macro.render_group(ctx)), ctx.locale)
        elif self.variable in NAME_VARIABLES:
            text = self.names_text(ctx)
        elif self.variable in DATED_VARIABLES:
            date: DateValue | None = ctx.item.dates.get(self.variable)
            text = date.sort_key(ALL_PARTS) if date is not None else ""
        elif self.variable == "citation-label":
            text = ctx.item.fields.get("citation-label") or citation_label(ctx.item)
        elif self.variable == "citation-number":
            text = f"{ctx.run.citation_number(ctx.item.id):08}"
        else:
            text = ctx.value(self.variable)
            if self.variable in NUMBERED_VARIABLES and text.isdigit():
                text = text.zfill(8)
            elif text:
                text = plain_text(self.field_box(ctx, text), ctx.locale)
        return text or None

    def names_text(self, ctx: Context) -> str:
        names = ctx.item.names.get(self.variable)
        if not names:
            return ""
        options = name_options(
            {"name-as-sort-order": "all", "form": "long"},
            {},
            {
                "demote-non-dropping-particle": self.root.attributes.get(
                    "demote-non-dropping-particle", "display-and-sort"
                )
            },
        )
        count = len(names)
        asked = self.options or KeyOptions(None, None, None)
        least, first = asked.names_min or 0, 1 if asked.names_use_first is None else asked.names_use_first
        cut = bool(least) and count >= least and count > first
        box = _join(_PLAIN, None, ctx, names, options, first if cut else count, cut, [2] * count)
        return plain_text(box, ctx.locale) if box is not None else ""


class PlainNames:
    """Names without a cs:names: a sort key that is a variable."""

    plain_name = NamePartStyle()
    name: Name | None = None
    et_al: EtAl | None = None


_PLAIN = PlainNames()
