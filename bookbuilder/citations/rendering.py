"""What all rendering elements share: attributes read once, children in order, boxes with affixes and formatting.

`prepare` runs once for a parsed style. lxml forgets the Python object of an element when nobody holds it; the style root
holds them all, so that prepared attributes stay.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from . import rich_text
from .output import FORMATS, Box
from .text_case import change_case

RE_PERIOD = re.compile(r"\.([^a-z]|$)")
# Letters and digits of scripts that have italics; text without any is never slanted.
RE_ROMANESQUE = re.compile('[-0-9a-zA-Z\u0e01-\u0e5b\u00c0-\u017f\u0218-\u021b\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u1f00-\u1fff\u200c-\u200e\u202a-\u202e]')  # fmt: skip


class Rendering:
    """Mixed into the classes of citeproc-py's model that print something."""

    def prepare(self, root) -> None:
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
        self.quoted = {"true": "outer", "false": "none"}.get(attributes.get("quotes", ""), False)
        self.shown_as = attributes.get("display") if self.stands_in_layout() else None
        self.text_case = attributes.get("text-case")
        self.strips = attributes.get("strip-periods") == "true"
        self.inner = [child for child in self if isinstance(child.tag, str)]
        self.prepare_children(root)

    def stands_in_layout(self) -> bool:
        """True for a direct child of a layout, as cs:choose is transparent: only there display has a meaning."""
        parent = self.getparent()
        while parent is not None and parent.tag.rpartition("}")[2] in ("choose", "if", "else-if", "else"):
            parent = parent.getparent()
        return parent is not None and parent.tag.endswith("}layout")

    def prepare_children(self, root) -> None:
        for child in self.inner:
            if isinstance(child, Rendering):
                child.prepare(root)
            else:
                root.held.append(child)

    def render_inner(self, ctx, children=None) -> list[Box]:
        """The boxes of all children that print something."""
        boxes = []
        for child in self.inner if children is None else children:
            box = child.render(ctx)
            if box is not None:
                if type(box) is list:
                    boxes.extend(box)
                else:
                    boxes.append(box)
        return boxes

    def styled(self, children, role=None, data=None) -> Box:
        """A box with this element's affixes and formatting."""
        return Box(children, self.before, self.after, "", self.style_format, self.quoted, self.shown_as, role, data)

    def case_for(self, ctx, variable: str | None = None) -> str | None:
        """This element's text-case, as far as the item's language allows it for this variable."""
        case = self.text_case
        if case == "title" and not ctx.title_case(variable):
            return None
        return None if case in (None, "none", "normal") else case

    def field_box(self, ctx, text: str, role=None, data=None, plain: bool = False, cased: bool = False) -> Box:
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

    def term_box(self, ctx, text: str) -> Box:
        """A box with the text of a term."""
        if self.strips or ctx.strip:
            text = text.replace(".", "")
        case = self.text_case if self.text_case not in ("none", "normal") else None
        if case:
            text = change_case(text, case, ctx.language)
        ctx.printed_before = ctx.anything = True
        return self.styled(_term_children(text), "term")


@lru_cache(maxsize=2048)
def _term_children(text: str) -> tuple:
    return rich_text.parse(text)
