"""The names of one variable joined: and, et al., delimiters before the last name, and how many names show.

What is rendered is remembered for the length of a rendering: full-note styles print the same names a thousand times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cites import reach
from .output import Box
from .personal_name import RE_STARTS_SPACED, name_box

if TYPE_CHECKING:
    from .cites import Context
    from .items import PersonalName
    from .name_options import NameOptions
    from .names import Name, Names
    from .sort import PlainNames

ELLIPSIS = "\u2026"


def shown(ctx: Context, count: int, options: NameOptions, nameset: int) -> tuple[int, bool]:
    """How many of `count` names print, and whether the list is cut short."""
    least, first = limits(ctx, options)
    if first is None:
        return count, False
    cut = count >= least > 0 and count > 1 or (least == 1 and count >= 1 and count > first)
    requested = ctx.settings.names[nameset] if nameset < len(ctx.settings.names) else 0
    if not cut:
        return count, False
    number = first
    if ctx.looking and requested or ctx.requested and requested > first:
        number = requested
    if options.et_al_use_last and number > least - 2:
        number = max(least - 2, 1)
    if least < first or count <= number:
        return count, False
    return number, True


def limits(ctx: Context, options: NameOptions) -> tuple[int, int | None]:
    """et-al-min and et-al-use-first for this cite; a sort key may bring its own."""
    if ctx.key_options:
        least, first = ctx.key_options.names_min, ctx.key_options.names_use_first
        return options.et_al_min if least is None else least, options.et_al_use_first if first is None else first
    if ctx.position and ctx.area == "citation":
        return (
            options.et_al_subsequent_min or options.et_al_min,
            options.et_al_subsequent_use_first or options.et_al_use_first,
        )
    return options.et_al_min, options.et_al_use_first


def list_box(element: Names, ctx: Context, variable: str, options: NameOptions) -> Box | None:
    """The joined names of one variable of the item."""
    names = ctx.item.names[variable]
    nameset = ctx.nameset
    ctx.nameset += 1
    count, cut = shown(ctx, len(names), options, nameset)
    levels = [ctx.run.given_level(ctx, name, index, nameset, options) for index, name in enumerate(names)]
    ctx.names_seen.append(names)
    reach(ctx.names_shown, nameset, int)[nameset] = count
    reach(ctx.givens_shown, nameset, list)[nameset] = levels
    form = element.name
    key = (
        id(element), variable, ctx.item.id, ctx.area, ctx.sorting, id(ctx.locale), count, cut, tuple(levels), ctx.strip,
        bool(ctx.key_options and ctx.key_options.names_use_last),
    )  # fmt: skip
    cache = ctx.run.names_cache
    if key not in cache:
        cache[key] = _join(element, form, ctx, names, options, count, cut, levels)
    return cache[key]


def _join(
    element: Names | PlainNames,
    form: Name | None,
    ctx: Context,
    names: tuple[PersonalName, ...],
    options: NameOptions,
    count: int,
    cut: bool,
    levels: list[int],
) -> Box | None:
    family_style = form.family_style if form is not None else element.plain_name
    given_style = form.given_style if form is not None else element.plain_name
    use_last = options.et_al_use_last
    if ctx.key_options and ctx.key_options.names_use_last is not None:
        use_last = ctx.key_options.names_use_last
    indices = list(range(count))
    if cut and use_last:
        indices.append(len(names) - 1)
    boxes = []
    et_al = cut and not use_last
    for index in indices:
        name = names[index]
        inverted = options.sort_order == "all" or (options.sort_order == "first" and index == 0)
        family = form.literal_style if name.literal and form is not None else family_style
        box = name_box(ctx, name, options, levels[index], inverted, family, given_style)
        if box is None or box.is_empty():
            continue
        was_inverted = box.role == "inverted"
        if form is not None and (form.before or form.after or form.style_format):
            # affixes of cs:name are for people ("Brandt A.", but "World Bank")
            before, after = ("", "") if name.literal else (form.before, form.after)
            box = Box([box], before, after, "", form.name_format)
        boxes.append(Box([box], role="name", data=(name.text, was_inverted, bool(name.literal))))
        et_al = et_al or name.ends_with_et_al
    if not boxes:
        return None
    shown_names = tuple(names[index].raw for index in indices)
    box = _delimit(element, ctx, boxes, options, cut, et_al, use_last)
    return Box([box], role="names-list", data=shown_names)


def _delimit(
    element: Names | PlainNames,
    ctx: Context,
    boxes: list[Box],
    options: NameOptions,
    cut: bool,
    et_al: bool,
    use_last: bool,
) -> Box:
    if ctx.sorting:
        return Box(boxes, delimiter=options.delimiter)
    if et_al:
        return _with_et_al(element, ctx, boxes, options)
    if cut and use_last and len(boxes) > 1:
        return Box([*_delimited(boxes[:-1], options.delimiter), Box([ELLIPSIS], options.delimiter if len(boxes) > 2 else ' ', ' '), boxes[-1]])  # fmt: skip
    if options.conjunction and len(boxes) > 1:
        return Box([*_delimited(boxes[:-1], options.delimiter), _and(ctx, boxes, options), boxes[-1]])
    if len(boxes) > 1 and boxes[-1].data[2] and options.institution_delimiter != options.delimiter:
        return Box([*_delimited(boxes[:-1], options.delimiter), Box([boxes[-1]], prefix=options.institution_delimiter)])
    return Box(boxes, delimiter=options.delimiter)


def _delimited(boxes: list[Box], delimiter: str) -> list[Box]:
    """Boxes with the delimiter after each but the last."""
    return [Box([box], suffix=delimiter) for box in boxes[:-1]] + boxes[-1:]


def _and(ctx: Context, boxes: list[Box], options: NameOptions) -> Box:
    term = ctx.locale.term("and", "symbol") if options.conjunction == "symbol" else ctx.locale.term("and")
    if options.conjunction == "symbol" and term == ctx.locale.term("and"):
        term = "&"
    romanesque = bool(RE_STARTS_SPACED.match(term))
    single, multiple, after = (" ", options.delimiter, " ") if romanesque else ("", "", "")
    # An institution at the end is joined as citation or bibliography say, whatever cs:name says of people.
    institution = boxes[-1].data[2]
    rule = options.delimiter_precedes_last_institution if institution else options.delimiter_precedes_last
    if rule == "always":
        single = options.delimiter
    elif rule == "never":
        multiple = " " if multiple else multiple
    elif rule == "after-inverted-name":
        inverted = boxes[-2].data[1]
        single = multiple = options.delimiter if inverted else (" " if romanesque else "")
    return Box([term], single if len(boxes) == 2 else multiple, after)


def _with_et_al(element: Names | PlainNames, ctx: Context, boxes: list[Box], options: NameOptions) -> Box:
    name = element.et_al.attributes.get("term", "et-al") if element.et_al is not None else "et-al"
    text = ctx.locale.term(name)
    single, multiple = " ", options.delimiter
    rule = options.delimiter_precedes_et_al
    if rule == "always":
        single = options.delimiter
    elif rule == "never":
        multiple = " "
    elif rule == "after-inverted-name":
        single = multiple = options.delimiter if boxes[-1].data[1] else " "
    before = single if len(boxes) == 1 else multiple
    if not text:
        return Box(boxes, delimiter=options.delimiter)
    if not RE_STARTS_SPACED.match(text) and before == " " and not text.startswith("["):
        before = ""
    if element.et_al is not None:
        term = element.et_al.term_box(ctx, text)
    else:
        term = Box([text])
    style = element.name.name_format if element.name is not None else ()
    return Box([Box(boxes, delimiter=options.delimiter), Box([term], prefix=before)], style=style)
