"""Renders a citation as HTML: cites sorted, grouped and collapsed as the style asks, joined with their affixes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from . import collapsing, rich_text
from .cites import Citation, Cite, Settings
from .output import Box
from .personal_name import RE_STARTS_SPACED
from .pieces import escape
from .sorting import sort_by_keys
from .writing import plain_text

if TYPE_CHECKING:
    from .items import PersonalName
    from .run import Run

RE_TAGS = re.compile(r"<[^>]+>")
RE_TAIL = re.compile("[\"'\u201d\u2019\u00bb\u202f\u00a0 ]+$")


def sort_cites(run: Run, citation: Citation) -> None:
    """Put the cites of a citation in the order of cs:sort, those of one author together where the style collapses."""
    part = run.style.citation_part
    if part.sort_part is None or citation.unsorted or len(citation.cites) < 2:
        return
    keys = part.sort_part.sort_keys()
    descending = [key.descending for key in keys]
    texts = [
        [key.sort_text(run.context(run.items[cite.id], None, "citation", Settings())) for key in keys]
        for cite in citation.cites
    ]
    indices = list(range(len(citation.cites)))
    if _groups_authors(run):
        order = _grouped(run, citation.cites, indices, texts, descending)
    else:
        order = sort_by_keys(indices, texts, descending, run.language)
    citation.cites = [citation.cites[index] for index in order]


def _groups_authors(run: Run) -> bool:
    """Cites of one author are brought together where the style collapses or delimits them as a group."""
    attributes = run.style.citation_part.attributes
    if attributes.get("collapse"):
        return run.style_class == "in-text" and attributes["collapse"] != "citation-number"
    return bool(attributes.get("cite-group-delimiter")) and not run.style.uses_positions


def _grouped(
    run: Run, cites: list[Cite], indices: list[int], texts: list[list[str | None]], descending: list[bool]
) -> list[int]:
    """The order by author and keys; groups of one author stand in the order of the first key of their first cite."""
    authors = [_author_text(run, cite) for cite in cites]
    keyed = [[author.replace(" ", "") or None, *row] for author, row in zip(authors, texts, strict=True)]
    order = sort_by_keys(indices, keyed, [descending[0], *descending], run.language)
    # An author without a first key counts as "undefined" among the others.
    leader, keys = None, []
    for place, index in enumerate(order):
        if leader is None or authors[index] != authors[leader]:
            leader = index
        keys.append([f"{texts[leader][0] or 'undefined'} {place}"])
    return sort_by_keys(order, keys, descending[:1], run.language)


def _author_text(run: Run, cite: Cite) -> str:
    settings = (run.settings.get(cite.id) or Settings()).copy()
    ctx = run.context(run.items[cite.id], Cite(cite.id, position=1, near_note=True), "citation", settings, True, True)
    names = next(Box(run.style.citation_part.layout_part.render_inner(ctx)).find("names"), None)
    return escape(plain_text(names, run.locale)) if names is not None else ""


def render_citation(run: Run, citation: Citation) -> str:
    """The HTML of a whole citation."""
    part = run.style.citation_part
    layout = part.layout_part
    cites = citation.cites
    if cites and cites[0].author_only:
        cites = cites[:1]
    rendered = [render_cite(run, cite, first=index == 0) for index, cite in enumerate(cites)]
    if any(cite.author_only for cite in cites):
        return run.html(Box([author_part(run, cite, box) for cite, box in zip(cites, rendered, strict=True)]))
    boxes = collapsing.join_cites(run, cites, rendered)
    if not any(not box.is_empty() for box in boxes):
        return ""
    prefix = layout.before + _spaced_prefix(citation.prefix)
    suffix = _spaced_suffix(citation.suffix) + layout.after
    frame = Box(boxes, prefix, suffix)
    return run.html(Box([frame], style=layout.style_format), braces=True)


def render_cite(run: Run, cite: Cite, first: bool) -> Box:
    """One cite with the author's prefix and suffix, as a box with the role "cite"."""
    settings = (run.settings.get(cite.id) or Settings()).copy()
    ctx = run.context(run.items[cite.id], cite, "citation", settings, True)
    ctx.printed_before = not first
    children = []
    if cite.prefix:
        prefix = _spaced_prefix(cite.prefix)
        children.append(Box(rich_text.parse(prefix, ctx.locale.quote_marks), role="cite-prefix"))
        bare = RE_TAIL.sub("", RE_TAGS.sub("", prefix))
        ctx.printed_before = not (bare[-1:] in ":.;!?" and " " in prefix.strip()) if bare else ctx.printed_before
    content = Box(run.style.citation_part.layout_part.render_inner(ctx), role="cite-content")
    children.append(content)
    if cite.suffix:
        suffix = _spaced_suffix(cite.suffix)
        children.append(Box(rich_text.parse(suffix, ctx.locale.quote_marks), role="cite-suffix"))
    data = cite.id if run.options.mark_cites else None
    return Box(children, role="cite", data=data)


def author_part(run: Run, cite: Cite, box: Box) -> Box:
    """The author of a cite alone, as the style writes it, or what it prints in the author's place."""
    data = cite.id if run.options.mark_cites else None
    names = next((names for names in box.find("names") if not names.is_empty()), None)
    names = names or next(box.find("substitute"), None)
    if not run.options.author_in_sentence:
        kept = _only_author(box, names) if names is not None else None
        return Box([kept] if kept is not None else [], role="cite", data=data)
    if names is not None:
        return Box([_unformatted(names)], role="cite", data=data)
    item = run.items[cite.id]
    people = next((item.names[role] for role in ("author", "editor", *item.names) if item.names.get(role)), ())
    text = _short_names(run, people) or item.fields.get("title-short") or item.fields.get("title") or cite.id
    return Box(rich_text.parse(text, run.locale.quote_marks), role="cite", data=data)


def _only_author(box: Box, author: Box) -> Box | None:
    """The boxes round the author, with their affixes and with labels, but without any other variable."""
    if box is author:
        return _plain_style(box)
    if box.role == "label":
        return _plain_style(box)
    if box.role in ("names", "date", "field", "term", "number", "locator", "citation-number", "year-suffix", "link"):
        return None
    found = [_only_author(child, author) for child in box.children if not isinstance(child, str)]
    children = [child for child in found if child is not None]
    return Box(children, box.prefix, box.suffix, box.delimiter, role=box.role) if children else None


def _short_names(run: Run, people: Sequence[PersonalName]) -> str:
    """Family names as a sentence names them, for styles whose citations show none."""
    families = [name.literal or f"{name.non_dropping_particle} {name.family or name.given}".strip() for name in people]
    if len(families) > 3:
        return f"{families[0]} {run.locale.term('et-al')}"
    if len(families) < 2:
        return "".join(families)
    return f"{', '.join(families[:-1])} {run.locale.term('and')} {families[-1]}"


def _unformatted(box: Box) -> Box:
    """Names as they stand in a sentence: without the formatting and outer affixes that a citation gives them."""
    children = [child if isinstance(child, str) else _plain_style(child) for child in box.children]
    return Box(children, delimiter=box.delimiter)


def _plain_style(box: Box) -> Box:
    children = [child if isinstance(child, str) else _plain_style(child) for child in box.children]
    return replace(box, children=children, style=box.style if box.flip else (), display=None)


def _spaced_prefix(prefix: str) -> str:
    """A prefix that ends in a letter, digit or mark is followed by a space."""
    if not prefix:
        return ""
    bare = RE_TAIL.sub("", RE_TAGS.sub("", prefix))
    last = bare[-1:]
    space = " " if last and (last.isalnum() or last in ".;:&!?)],") else ""
    return re.sub(r"\s+", " ", prefix + space)


def _spaced_suffix(suffix: str) -> str:
    """A suffix that begins with a letter or bracket is preceded by a space."""
    return " " + suffix if suffix and (RE_STARTS_SPACED.match(suffix) or suffix[0] in "[(") else suffix
