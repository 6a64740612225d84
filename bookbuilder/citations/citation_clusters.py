"""A citation in, its HTML out: cites sorted, grouped and collapsed as the style wants, joined with their affixes."""

from __future__ import annotations

import re

from . import collapsing, rich_text
from .cites import Citation, Cite, Settings
from .output import Box
from .personal_name import RE_STARTS_ROMANESQUE
from .sorting import sort_by_keys

RE_TAGS = re.compile(r'<[^>]+>')
RE_TAIL = re.compile('["\'\u201d\u2019\u00bb\u202f\u00a0 ]+$')


def sort_cites(run, citation: Citation) -> None:
    """Put the cites of a citation in the order of cs:sort, those of one author together where the style collapses."""
    part = run.style.citation_part
    if part.sort_part is None or citation.unsorted or len(citation.cites) < 2:
        return
    keys = part.sort_part.keys()
    texts, descending = [], []
    for key in keys:
        descending.append(key.descending)
        if key.has_date:
            descending.append(False)
    for cite in citation.cites:
        row = []
        for key in keys:
            settings = run.settings.get(cite.id) or Settings()
            row.append(key.text(run.context(run.items[cite.id], None, 'citation', settings.copy(), True)))
            if key.has_date:
                row.append(f'{settings.year_suffix or 0:08}')
        texts.append(row)
    order = sort_by_keys(list(range(len(citation.cites))), texts, descending, run.language)
    citation.cites = [citation.cites[index] for index in order]


def render_citation(run, citation: Citation) -> str:
    """The HTML of a whole citation."""
    part = run.style.citation_part
    layout = part.layout_part
    cites = citation.cites
    if cites and cites[0].author_only:
        cites = cites[:1]
    rendered = [render_cite(run, cite, first=index == 0) for index, cite in enumerate(cites)]
    if any(cite.author_only for cite in cites):
        rendered = [author_part(run, cite, box) for cite, box in zip(cites, rendered)]
        body = Box(rendered)
        writer = run.writer()
        writer.write(body)
        return writer.html()
    boxes = collapsing.join_cites(run, cites, rendered)
    if not any(not box.is_empty() for box in boxes):
        return ''
    prefix = layout.before + _spaced_prefix(citation.prefix)
    suffix = _spaced_suffix(citation.suffix) + layout.after
    frame = Box(boxes, prefix, suffix)
    writer = run.writer(braces=True)
    writer.write(Box([frame], style=layout.style_format))
    return writer.html()


def render_cite(run, cite: Cite, first: bool) -> Box:
    """One cite with the author's prefix and suffix, as a box with the role "cite"."""
    settings = (run.settings.get(cite.id) or Settings()).copy()
    ctx = run.context(run.items[cite.id], cite, 'citation', settings, True)
    ctx.printed_before = not first
    children = []
    if cite.prefix:
        prefix = _spaced_prefix(cite.prefix)
        children.append(Box(rich_text.parse(prefix, ctx.locale.quote_marks), role='cite-prefix'))
        bare = RE_TAIL.sub('', RE_TAGS.sub('', prefix))
        ctx.printed_before = not (bare[-1:] in ':.;!?' and ' ' in prefix.strip()) if bare else ctx.printed_before
    content = Box(run.style.citation_part.layout_part.render_item(ctx), role='cite-content')
    children.append(content)
    if cite.suffix:
        suffix = _spaced_suffix(cite.suffix)
        children.append(Box(rich_text.parse(suffix, ctx.locale.quote_marks), role='cite-suffix'))
    data = cite.id if run.options.mark_cites else None
    return Box(children, role='cite', data=data)


def author_part(run, cite: Cite, box: Box) -> Box:
    """The author of a cite, for a citation whose author stands in the sentence."""
    names = next(box.find('names'), None)
    data = cite.id if run.options.mark_cites else None
    if names is not None and not names.is_empty():
        return Box([_bare(names)], role='cite', data=data)
    substitute = next(box.find('substitute'), None) or next(box.find('field'), None)
    if substitute is not None:
        return Box([_bare(substitute)], role='cite', data=data)
    item = run.items[cite.id]
    names = next(iter(item.names.values()), ())
    text = ', '.join(name.literal or name.family or name.given for name in names[:3])
    return Box([text or item.fields.get('title', '') or cite.id], role='cite', data=data)


def _bare(box: Box) -> Box:
    return Box(box.children, delimiter=box.delimiter, style=box.style, quotes=box.quotes, role=box.role, data=box.data)


def _spaced_prefix(prefix: str) -> str:
    """A prefix that ends in a letter, digit or mark is followed by a space."""
    if not prefix:
        return ''
    bare = RE_TAIL.sub('', RE_TAGS.sub('', prefix))
    last = bare[-1:]
    space = ' ' if last and (last.isalnum() or last in '.;:&!?)],') else ''
    return re.sub(r'\s+', ' ', prefix + space)


def _spaced_suffix(suffix: str) -> str:
    """A suffix that begins with a letter or bracket is preceded by a space."""
    return ' ' + suffix if suffix and (RE_STARTS_ROMANESQUE.match(suffix) or suffix[0] in '[(') else suffix
