"""Renders one name: order of parts, particles, initials, name-part formatting, institutions, Chinese order.

See https://docs.citationstyles.org/en/stable/specification.html#name-part-order
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .initials import initialise
from .items import PersonalName
from .output import Box
from .rendering import RE_ROMANESQUE
from .rich_text import parse
from .text_case import change_case

if TYPE_CHECKING:
    from .cites import Context
    from .name_options import NameOptions
    from .rendering import Rendering

JOINING = "'\u2019\u02bc- "
SPACED = (
    r"&a-zA-Z\u00c0-\u05d4\u05d6-\u10ff\u1200-\u200e\u202a-\u202e\u2c00-\u2dff\ua640-\uabff\ufb00-\ufdff\ufe70-\ufefc"
)
"""Letters of scripts that part words by spaces, or names at least: all but those of China, Japan and Korea.

citeproc-js knows Latin, Greek, Cyrillic, Hebrew, Arabic and Thai letters; it prints "ՊետրոսյանԱրամ", "ბერიძენინო" and "शर्माराम".
"""
RE_SPACED = re.compile(f"[-0-9{SPACED}]")
RE_STARTS_SPACED = re.compile(f"^[{SPACED}]")


class NamePartStyle:
    """Formatting and affixes of cs:name-part name="family" or "given"."""

    def __init__(self, element: Rendering | None = None) -> None:
        self.element = element
        self.format = element.style_format if element is not None else ()
        self.before = element.before if element is not None else ""
        self.after = element.after if element is not None else ""
        self.case = element.text_case if element is not None else None
        self.strips = element.strips if element is not None else False

    def box(self, ctx: Context, text: str) -> Box | None:
        if not text:
            return None
        if self.strips or ctx.strip:
            text = text.replace(".", "")
        if self.case and self.case not in ("none", "normal"):
            text = change_case(text, self.case, ctx.language)
        box = Box(parse(text, ctx.locale.quote_marks), style=self.format)
        if box.style and not RE_ROMANESQUE.search(text):
            box.style = tuple(pair for pair in box.style if pair[0] != "font-style")
        return box


@dataclass(frozen=True)
class NameParts:
    """The parts of one name, each formatted; None where the name lacks it or the cite leaves it out."""

    given: Box | None
    family: Box | None
    particle: Box | None
    """The non-dropping particle, joined to the family name by `space`."""
    dropping: Box | None
    suffix: Box | None
    space: str
    is_tight: bool
    """Whether the particle takes no space: l', al-."""
    family_style: NamePartStyle
    given_style: NamePartStyle


def join(boxes: Sequence[Box | None], delimiter: str) -> Box | None:
    there = [box for box in boxes if box is not None]
    if len(there) < 2:
        return there[0] if there else None
    return Box(there, delimiter=delimiter)


def _affixed(box: Box | None, part: NamePartStyle) -> Box | None:
    if box is None or not (part.before or part.after):
        return box
    return Box([box], part.before, part.after)


def name_box(
    ctx: Context,
    name: PersonalName,
    options: NameOptions,
    level: int,
    inverted: bool,
    family_style: NamePartStyle,
    given_style: NamePartStyle,
) -> Box | None:
    """A name as the style prints it; `level` says how much of the given name: 0 nothing, 1 initials, 2 all."""
    if name.literal:
        return _affixed(family_style.box(ctx, name.literal), family_style)
    given_text = _given(name, options, level, ctx)
    given = given_style.box(ctx, given_text)
    family = family_style.box(ctx, name.family)
    particle = family_style.box(ctx, name.non_dropping_particle)
    dropping, suffix = None, None
    if given is not None or (level and not name.given):
        dropping = None if name.ends_with_et_al else given_style.box(ctx, name.dropping_particle)
        suffix = _suffix(ctx, name, options)
    tight = name.non_dropping_particle[-1:] in JOINING if name.non_dropping_particle else False
    space = "\u00a0" if ctx.run.language[:2] in ("fr", "ru", "cs") else " "
    if not RE_SPACED.search(name.family) and name.family:
        mixed = bool(RE_STARTS_SPACED.match(name.given))
        return join((particle, family, given), "") if not mixed else join((join((particle, family), space), given), " ")
    if name.static_ordering or ctx.item.language[:2] in ("ja", "zh"):
        return join((join((particle, family), space), given), " ")
    parts = NameParts(given, family, particle, dropping, suffix, space, tight, family_style, given_style)
    if ctx.sorting:
        return _sort_form(parts, options)
    return _inverted(parts, name, options) if inverted else _straight(parts, name, options, level)


def _given(name: PersonalName, options: NameOptions, level: int, ctx: Context) -> str:
    if level == 0:
        return ""
    rule = ctx.run.givenname_rule
    mark = options.initialize_with
    if mark is None and rule.endswith("-with-initials"):
        mark = ""
    if level == 1 and mark is not None and name.family:
        return initialise(name.given, mark, not options.initialize, options.initialize_with_hyphen)
    return name.given


def _suffix(ctx: Context, name: PersonalName, options: NameOptions) -> Box | None:
    text = name.suffix
    if not text:
        return None
    if options.initialize_with is not None:
        text = initialise(text, options.initialize_with, True) or text
    if ctx.strip:
        text = text.replace(".", "")
    if text.endswith(".") and len(text) > 1:
        return Box(parse(text[:-1], ctx.locale.quote_marks), suffix=".")
    return Box(parse(text, ctx.locale.quote_marks))


def _sort_form(parts: NameParts, options: NameOptions) -> Box | None:
    if options.demote == "never":
        first = join((join((parts.particle, parts.family), " "), parts.dropping), " ")
        return join((first, parts.given, parts.suffix), " ")
    return join((parts.family, join((parts.given, parts.dropping, parts.particle), " "), parts.suffix), " ")


def _inverted(parts: NameParts, name: PersonalName, options: NameOptions) -> Box | None:
    separator = options.sort_separator if name.given not in ("Lord", "Lady") else ", "
    second = join((parts.given, parts.dropping), " ")
    if options.demote == "display-and-sort":
        second, first = join((second, parts.particle), " "), parts.family
    else:
        first = join((parts.particle, parts.family), "" if parts.is_tight else parts.space)
    inverted = join((_affixed(first, parts.family_style), _affixed(second, parts.given_style)), separator)
    box = join((inverted, parts.suffix), separator)
    return None if box is None else Box([box], role="inverted")


def _straight(parts: NameParts, name: PersonalName, options: NameOptions, level: int) -> Box | None:
    family, dropping = parts.family, parts.dropping
    elided = name.dropping_particle[-1:] in tuple("'\u02bc\u2019-") and name.dropping_particle[:-1] != "de"
    if elided and dropping is not None and parts.particle is None:
        family, dropping = join((dropping, family), ""), None
    if parts.is_tight:
        last = join((dropping, join((parts.particle, family), "")), parts.space)
    else:
        last = join((dropping, parts.particle, family), parts.space)
    last = _affixed(join((last, parts.suffix), ", " if name.comma_suffix else " "), parts.family_style)
    between = " "
    if options.initialize_with and "\u00a0" in options.initialize_with and level == 1:
        between = parts.space
    if parts.given is not None and parts.given_style.after.endswith("\u00a0"):
        between = ""
    return join((_affixed(parts.given, parts.given_style), last), between)
