"""Makes Markdown's own elements of the tags of HTML within a line: `<br>`, `<sub>`, `<kbd>`, pictures, links and anchors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import panflute as pf

from bookbuilder.compose.read.html_blocks import Where, fault, first_lost, read_blocks, tag_of
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.markdown.ast import in_order, remove, replace

PAIRS: dict[str, Callable[..., pf.Inline]] = {
    "sub": pf.Subscript,
    "sup": pf.Superscript,
    "em": pf.Emph,
    "i": pf.Emph,
    "strong": pf.Strong,
    "b": pf.Strong,
    "s": pf.Strikeout,
    "del": pf.Strikeout,
    "strike": pf.Strikeout,
    "u": pf.Underline,
    "ins": pf.Underline,
    "q": pf.Quoted,
    **{
        name: (lambda *content, name=name: pf.Span(*content, classes=[name]))
        for name in ("kbd", "mark", "dfn", "small", "cite")
    },
}
"""HTML's elements within a line, and what Pandoc has for each."""
TRANSPARENT = frozenset("font tt big abbr bdi bdo time data label center nobr wbr var samp".split())
"""Elements whose words stay as they are."""


def html_in_lines(holder: pf.Element, where: Where) -> Iterator[Diagnostic]:
    """Pairs of tags within one line of text, the innermost first."""
    opened: list[tuple[str, int, dict[str, str], pf.RawInline]] = []
    content = holder.content
    place = 0
    while place < len(content):
        element = content[place]
        is_raw = isinstance(element, pf.RawInline) and element.format == "html"
        tag = tag_of(element) if is_raw else None
        if is_raw and tag is None and element.text.count("<") > 1 and not element.text.lstrip().startswith("<!--"):
            yield from first_lost(element.text, where(element))
            blocks = read_blocks(element.text)
            made = [inline for block in blocks if isinstance(block, (pf.Para, pf.Plain)) for inline in block.content]
            content[place : place + 1] = made
            place += len(made)
            continue
        if tag is None:
            place += 1
            continue
        closing, name, attributes = tag
        stands: list[pf.Element] | None = None
        if name == "br":
            stands = [pf.LineBreak()]
        elif name == "img" and attributes.get("src"):
            stands = [_picture(attributes)]
        elif name in ("wbr", "hr"):
            stands = []
        if stands is not None:
            content[place : place + 1] = stands
            place += len(stands)
        elif not closing and (name in PAIRS or name in TRANSPARENT or name == "a"):
            opened.append((name, place, attributes, element))
            place += 1
        elif closing and any(it[0] == name for it in opened):
            while opened:
                begun, at, given, _ = opened.pop()
                if begun == name:
                    break
            inner = list(content[at + 1 : place])
            made = _made(name, inner, given)
            content[at : place + 1] = made
            place = at + len(made)
        elif closing and (name in PAIRS or name in TRANSPARENT or name in ("a", "p")):
            yield _unpaired(element, where)
            content[place : place + 1] = []
        else:
            place += 1
    for _, at, _, tag_alone in reversed(opened):
        content[at : at + 1] = []
        yield _unpaired(tag_alone, where)


def _made(name: str, inner: list[pf.Inline], attributes: dict[str, str]) -> list[pf.Inline]:
    if name == "a" and attributes.get("href"):
        return [pf.Link(*inner, url=attributes["href"], title=attributes.get("title", ""))]
    id = attributes.get("id") or attributes.get("name", "") if name == "a" else attributes.get("id", "")
    made = [PAIRS[name](*inner)] if name in PAIRS and inner else inner
    kept = {key: attributes[key] for key in ("lang", "dir") if key in attributes}
    return [pf.Span(*made, identifier=id, attributes=kept)] if id or kept else made


def join_anchors(document: pf.Doc) -> None:
    """Ids that stand alone in a paragraph, `<a id="x"></a>`, belong to what follows: they take no line of their own.

    An id that the chapter has already is left out.
    """
    seen: set[str] = set()
    again: list[pf.Element] = []
    for element in in_order(document):
        id = getattr(element, "identifier", "")
        if _is_anchor(element) and id in seen:
            again.append(element)
        seen.add(id)
    remove(again)
    for block in [it for it in in_order(document) if isinstance(it, (pf.Para, pf.Plain))]:
        anchors = [it for it in block.content if _is_anchor(it)]
        if not anchors or not all(_is_anchor(it) or isinstance(it, (pf.Space, pf.SoftBreak)) for it in block.content):
            continue
        following = block.next
        if isinstance(following, (pf.Para, pf.Plain)):
            following.content = [*anchors, *following.content]
            replace(block, [])
        else:
            replace(block, [pf.Div(identifier=it.identifier, classes=["anchor"]) for it in anchors])


def _is_anchor(element: pf.Element) -> bool:
    return isinstance(element, pf.Span) and bool(element.identifier) and not element.content


def _picture(attributes: dict[str, str]) -> pf.Image:
    given = {key: attributes[key] for key in ("alt", "width", "height") if attributes.get(key)}
    return pf.Image(url=attributes["src"], attributes=given)


def _unpaired(element: pf.RawInline, where: Where) -> Diagnostic:
    return fault(where(element), f"{element.text} has no other half, and is left out.", "Write both tags, or Markdown.")
