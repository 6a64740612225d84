"""cs:sort and cs:key: the keys of one item or cite, as text that the collation of `sorting.py` compares."""

from __future__ import annotations

from citeproc import model

from .citation_label import citation_label
from .cites import Context
from .dates import DateValue
from .items import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from .name_options import name_options
from .names_list import _join
from .output import Box
from .personal_name import NamePartStyle
from .rendering import Rendering
from .writing import Writer

ALL_PARTS = ("year", "month", "day")


class Sort(Rendering, model.Sort):
    def keys(self) -> list:
        return [child for child in self.inner if isinstance(child, Key)]


class Key(Rendering, model.Key):
    def prepare(self, root):
        super().prepare(root)
        self.descending = self.attributes.get("sort") == "descending"
        macro = self.attributes.get("macro")
        self.macro = root.macro(macro) if macro is not None else None
        self.variable = self.attributes.get("variable", "")
        options = {
            name: int(self.attributes[name])
            for name in ("names-min", "names-use-first")
            if self.attributes.get(name, "").isdigit()
        }
        if "names-use-last" in self.attributes:
            options["names-use-last"] = self.attributes["names-use-last"] == "true"
        self.options = options

    def text(self, ctx: Context) -> str | None:
        """The key of an item as plain text; None when the item has nothing to sort by."""
        ctx.sorting = True
        ctx.key_options = self.options
        if self.macro is not None:
            boxes = self.macro.render_group(ctx)
            text = _plain(ctx, boxes)
        elif self.variable in NAME_VARIABLES:
            text = self.names_text(ctx)
        elif self.variable in DATE_VARIABLES:
            date: DateValue | None = ctx.item.dates.get(self.variable)
            text = date.sort_key(ALL_PARTS) if date is not None else ""
        elif self.variable == "citation-label":
            text = ctx.item.fields.get("citation-label") or citation_label(ctx.item)
        elif self.variable == "citation-number":
            text = f"{ctx.run.citation_number(ctx.item.id):08}"
        else:
            text = ctx.value(self.variable)
            if self.variable in NUMBER_VARIABLES and text.isdigit():
                text = text.zfill(8)
            elif text:
                text = _plain(ctx, [self.field_box(ctx, text)])
        return text or None

    def names_text(self, ctx) -> str:
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
        least, first = self.options.get("names-min", 0), self.options.get("names-use-first", 1)
        cut = bool(least) and count >= least and count > first
        box = _join(_PLAIN, None, ctx, names, options, first if cut else count, cut, [2] * count)
        return _plain(ctx, [box]) if box is not None else ""


class _PlainNames:
    plain_name = NamePartStyle()
    et_al = None


_PLAIN = _PlainNames()


def _plain(ctx, boxes) -> str:
    writer = Writer(ctx.locale, markup=False)
    writer.write(Box(list(boxes)))
    return writer.plain()
