"""cs:names: lists of names with labels, et al., and the substitution for names that an item lacks.

See https://docs.citationstyles.org/en/stable/specification.html#names
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from citeproc import model

from . import names_list
from .choose import Choose
from .label import Label
from .name_options import name_options
from .output import Box
from .personal_name import NamePartStyle
from .rendering import Rendering
from .writing import NORMAL

if TYPE_CHECKING:
    from .cites import Context
    from .elements import Style
    from .name_options import NameOptions


class NamePart(Rendering, model.Name_Part):
    pass


class EtAl(Rendering, model.Et_Al):
    pass


class Name(Rendering, model.Name):
    def prepare_children(self, root: Style) -> None:
        super().prepare_children(root)
        parts = {child.attributes.get("name"): child for child in self.inner if isinstance(child, NamePart)}
        # What is "normal" on cs:name does not undo the formatting of its own cs:names.
        parent = self.getparent()
        own = set(parent.attrib) if parent is not None else set()
        self.name_format = tuple(pair for pair in self.style_format if pair[1] not in NORMAL or pair[0] not in own)
        self.family_style = self.literal_style = NamePartStyle(parts.get("family"))
        self.given_style = NamePartStyle(parts.get("given"))


class Institution(Rendering, model.CitationStylesElement):
    pass


class Substitute(Rendering, model.Substitute):
    pass


class Names(Rendering, model.Names):
    def prepare_children(self, root: Style) -> None:
        super().prepare_children(root)
        self.variables = self.attributes.get("variable", "").split()
        self.name: Name | None = None
        self.name_label: Label | None = None
        self.et_al: EtAl | None = None
        self.substitute: Substitute | None = None
        self.label_first = False
        for child in self.inner:
            if isinstance(child, Name):
                self.name = child
            elif isinstance(child, Label):
                self.name_label, self.label_first = child, self.name is None
            elif isinstance(child, EtAl):
                self.et_al = child
            elif isinstance(child, Substitute):
                self.substitute = child
        if self.name is None:
            self.label_first = False
        self.options: dict[str, NameOptions] = {}
        for child in _names_below(self.substitute) if self.substitute is not None else ():
            child.inherit(self)
        self.plain_name = NamePartStyle()
        self.adopt_name_parts()

    def adopt_name_parts(self) -> None:
        """Where names in the substitution style their parts differently, the last of them decides for all, as citeproc-js."""
        if self.name is None or self.substitute is None:
            return
        for other in (names.name for names in _styled_names(self.substitute) if names.name is not None):
            if other.family_style.element is not None:
                self.name.family_style = other.family_style
            if other.given_style.element is not None:
                self.name.given_style = other.given_style

    def inherit(self, outer: Names) -> None:
        """A cs:names without children in a substitution is written like the names it stands for."""
        self.name, self.name_label, self.et_al = outer.name, outer.name_label, outer.et_al
        self.label_first = outer.label_first
        self.before, self.after, self.style_format = outer.before, outer.after, outer.style_format
        if "delimiter" in outer.attributes:
            self.attributes["delimiter"] = outer.attributes["delimiter"]

    def options_for(self, area: str) -> NameOptions:
        if area not in self.options:
            own = self.name.attributes if self.name is not None else {}
            self.options[area] = name_options(own, self.root.area_attributes(area), self.root.attributes)
        return self.options[area]

    def names_delimiter(self, area: str) -> str:
        for attributes, key in (
            (self.attributes, 'delimiter'), (self.root.area_attributes(area), 'names-delimiter'),
            (self.root.attributes, 'names-delimiter'),
        ):  # fmt: skip
            if key in attributes:
                return attributes[key]
        return ""

    def render(self, ctx: Context) -> Box | None:
        wanted = [variable for variable in self.variables if variable not in ctx.done]
        for variable in wanted:
            ctx.visited(variable)
        present = [variable for variable in wanted if ctx.item.names.get(variable)]
        if not present:
            ctx.flags.attempt = True
            return self.render_substitute(ctx)
        ctx.flags.success = True
        first_names = not ctx.anything
        box = self.render_names(ctx, present)
        if box is None:
            return None
        if first_names and _suppressed(ctx):
            ctx.anything = True
            return None
        ctx.anything = ctx.printed_before = True
        return box

    def render_names(self, ctx: Context, present: Sequence[str]) -> Box | None:
        options = self.options_for(ctx.area)
        if options.form == "count":
            return self.render_count(ctx, present, options)
        role = self.common_role(ctx, present)
        boxes = []
        for variable in present[:1] if role else present:
            listed = names_list.list_box(self, ctx, variable, options)
            if listed is not None:
                boxes.append(self.labelled(ctx, listed, variable, role or variable))
        if not boxes:
            return None
        box = self.styled(boxes, "names")
        box.data = tuple(name for listed in box.find("names-list") for name in listed.data)
        box.delimiter = self.names_delimiter(ctx.area)
        return box

    def render_count(self, ctx: Context, present: Sequence[str], options: NameOptions) -> Box | None:
        count = sum(
            names_list.shown(ctx, len(ctx.item.names[variable]), options, ctx.nameset)[0] for variable in present
        )
        return self.styled([f"{count:04}" if ctx.sorting else str(count)]) if count or ctx.sorting else None

    def common_role(self, ctx: Context, present: Sequence[str]) -> str | None:
        """Editors who are also the translators print once, with the term for both."""
        if len(present) != 2 or ctx.item.names[present[0]] != ctx.item.names[present[1]]:
            return None
        role = "".join(sorted(present)).replace("-", "")
        form = self.name_label.attributes.get("form", "long") if self.name_label is not None else "long"
        return role if self.name_label is not None and ctx.locale.has_term(role, form) else None

    def labelled(self, ctx: Context, names: Box, variable: str, role: str) -> Box:
        label = self.name_label
        if label is None or ctx.sorting:
            return names
        text = label.term_text(ctx, role, len(ctx.item.names[variable]) > 1)
        if not text:
            return names
        box = label.term_box(ctx, text)
        box.role = "names-label"
        return Box([box, names] if self.label_first else [names, box])

    def render_substitute(self, ctx: Context) -> Box | None:
        if self.substitute is None:
            return None
        blocking, ctx.blocking = ctx.blocking, True
        result = None
        for child in _alternatives(self.substitute, ctx):
            first = not ctx.anything
            printed = child.render(ctx)
            box = (Box(printed) if printed else None) if isinstance(printed, list) else printed
            if box is not None and not box.is_empty():
                result = box if not (first and _suppressed(ctx)) or _has_names(box) or not _variables(box) else None
                break
            if first and ctx.anything:
                break
        ctx.blocking = blocking
        if result is None:
            return None
        if self.shown_as:
            result = Box([result], display=self.shown_as)
        if not _has_names(result):
            return Box(
                [result], role="substitute", data=tuple(ctx.item.fields.get(name, "") for name in _variables(result))
            )
        return result


def _suppressed(ctx: Context) -> bool:
    """True where the author's name stands in the sentence and the cite leaves it out."""
    return ctx.cite is not None and ctx.cite.suppress_author and not ctx.looking and not ctx.sorting


def _has_names(box: Box) -> bool:
    return box.role == "names" or any(True for _ in box.find("names"))


def _alternatives(element: Rendering, ctx: Context) -> Iterator[Rendering]:
    """What may stand in place of names, in order; each child of a chosen branch is one alternative, as in citeproc-js."""
    for child in element.inner:
        branch = child.branch(ctx) if isinstance(child, Choose) else None
        if branch is not None:
            yield from _alternatives(branch, ctx)
        elif not isinstance(child, Choose):
            yield child


def _names_below(element: Rendering) -> Iterator[Names]:
    """The childless cs:names of a substitution, within cs:choose and cs:group too."""
    for child in element.inner:
        if isinstance(child, Names):
            if not child.inner:
                yield child
        elif isinstance(child, Rendering):
            yield from _names_below(child)


def _styled_names(element: Rendering) -> list[Names]:
    """The cs:names below that bring their own cs:name, in macros too, in the order of the style."""
    found: list[Names] = []
    for child in element.inner:
        if isinstance(child, Names):
            if child.name is not None and child.inner:
                found.append(child)
        elif isinstance(child, Rendering):
            macro = getattr(child, "macro", None)
            if macro is None:
                found += _styled_names(child)
                continue
            if macro.styled_names is None:
                macro.styled_names = _styled_names(macro)  # once for each macro: large styles call them by the thousand
            found += macro.styled_names
    return found


def _variables(box: Box) -> list[str]:
    """The plain variables printed in place of names."""
    own = [box.data] if box.role == "field" and box.data else []
    return own + [field.data for field in box.find("field") if field.data]
