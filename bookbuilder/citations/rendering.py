"""What all rendering elements share: attributes read once, children in order, boxes with affixes and formatting.

`prepare` runs once for a parsed style. lxml forgets the Python object of an element when nobody holds it; the style root
holds them all, so that prepared attributes stay.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml import etree

from . import rich_text
from .output import FORMATS, Box, Children
from .text_case import change_case

if TYPE_CHECKING:
    from lxml.etree import ElementBase

    from .cites import Context
    from .elements import Style
else:
    ElementBase = object

RE_PERIOD = re.compile(r"\.([^a-z]|$)")
# Letters and digits of scripts that have italics; text without any is never slanted.
RE_ROMANESQUE = re.compile('[-0-9a-zA-Z\u0e01-\u0e5b\u00c0-\u017f\u0218-\u021b\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u1f00-\u1fff\u200c-\u200e\u202a-\u202e]')  # fmt: skip


class Rendering(ElementBase):
    """Mixed into the classes of citeproc-py's model that print something; by itself it prints nothing."""

    def prepare(self, root: Style) -> None:
        """Read the attributes and children of this element, once."""
        root.held.append(self)
        # some styles escape their entities twice: prefix="&amp;#160;"
        attributes = {name: unescape(value) if "&" in value else value for name, value in self.attrib.items()}
        self.root = root
        self.attributes = attributes
        self.before = attributes.get("prefix", "")
        self.after = attributes.get("suffix", "")
        self.delimiter_text = attributes.get("delimiter", "")
        self.style_format = tuple((name, attributes[name]) for name in FORMATS if name in attributes)
        self.quoted = {"true": "outer", "false": "none"}.get(attributes.get("quotes", ""), "")
        self.shown_as = attributes.get("display") if self.stands_in_layout() else None
        self.text_case = attributes.get("text-case")
        self.strips = attributes.get("strip-periods") == "true"
        self.inner = [child for child in self if isinstance(child, Rendering)]
        self.prepare_children(root)

    def stands_in_layout(self) -> bool:
        """True for a direct child of a layout, as cs:choose is transparent: only there display has a meaning."""
        parent = self.getparent()
        while parent is not None and etree.QName(parent).localname in ("choose", "if", "else-if", "else"):
            parent = parent.getparent()
        return parent is not None and etree.QName(parent).localname == "layout"

    def prepare_children(self, root: Style) -> None:
        for child in self.inner:
            child.prepare(root)

    def render(self, ctx: Context) -> Box | list[Box] | None:
        """What this element prints; a list where its children stand in its place."""
        return None

    def render_inner(self, ctx: Context) -> list[Box]:
        """The boxes of all children that print something."""
        boxes: list[Box] = []
        for child in self.inner:
            box = child.render(ctx)
            if isinstance(box, list):
                boxes.extend(box)
            elif box is not None:
                boxes.append(box)
        return boxes

    def styled(self, children: Children, role: str | None = None, data: Any = None) -> Box:
        """A box with this element's affixes and formatting."""
        return Box(children, self.before, self.after, "", self.style_format, self.quoted, self.shown_as, role, data)

    def case_for(self, ctx: Context, variable: str | None = None) -> str | None:
        """This element's text-case, as far as the item's language allows it for this variable."""
        case = self.text_case
        if case == "title" and not ctx.title_case(variable):
            return None
        return None if case in (None, "none", "normal") else case

    def field_box(
        self,
        ctx: Context,
        text: str,
        role: str | None = None,
        data: Any = None,
        plain: bool = False,
        cased: bool = False,
    ) -> Box:
        """A box with the text of a field, its case changed and its markup and quotation marks understood."""
        case = None if cased else self.case_for(ctx, data)
        if case:
            text = change_case(text, case, ctx.item.language or ctx.language)
        if self.strips or ctx.strip:
            text = RE_PERIOD.sub(r"\1", text)
        ctx.printed_before = ctx.anything = True
        children = [text] if plain else rich_text.parse(text, ctx.run.locale.quote_marks)  # «» in a Russian title stay
        box = self.styled(children, role, data)
        if box.style and not RE_ROMANESQUE.search(text):
            box.style = tuple(pair for pair in box.style if pair[0] != "font-style")
        return box

    def term_box(self, ctx: Context, text: str) -> Box:
        """A box with the text of a term."""
        if self.strips or ctx.strip:
            text = text.replace(".", "")
        case = self.text_case if self.text_case not in ("none", "normal") else None
        if case:
            text = change_case(text, case, ctx.language)
        ctx.printed_before = ctx.anything = True
        return self.styled(_term_children(text), "term")


@lru_cache(maxsize=2048)
def _term_children(text: str) -> tuple[Box | str, ...]:
    return rich_text.parse(text)
