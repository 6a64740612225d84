"""Reads the blocks that Quarto's authors write: callouts, margin notes, figures in a div, pictures side by side.

Each becomes what the rest of the book builder knows: a callout a div with a title, a note in the margin a block of small type or
a note, `::: {#fig-x}` a figure whose last paragraph is its caption, with the figures in it as its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import panflute as pf

from bookbuilder.compose.read.layout_rows import LAYOUT, in_rows
from bookbuilder.compose.read.list_tables import CLASS, table_of_lists
from bookbuilder.markdown.ast import in_order, replace

CALLOUTS = ("note", "tip", "warning", "important", "caution")
MARGIN = frozenset(("column-margin", "aside", "margin-note", "marginnote"))
LISTING = "code-listing"
"""The class of a block of code with its label and caption."""

FORMATS = {
    **dict.fromkeys(("pdf", "latex", "beamer", "typst", "print", "context"), ("pdf",)),
    "html": ("html", "epub", "txt"),
    **dict.fromkeys(("html:js", "html5", "html4", "revealjs", "web"), ("html",)),
    "epub": ("epub",),
    **dict.fromkeys(("docx", "openxml", "odt", "word"), ("docx",)),
    "txt": ("txt",),
}
"""The editions that each name of a format means in `when-format` and `unless-format`."""
EDITIONS = ("pdf", "html", "epub", "docx", "txt")


def take_blocks(document: pf.Doc) -> None:
    """Put our own form in the place of Quarto's, the innermost blocks first."""
    for element in reversed(list(in_order(document))):
        if isinstance(element, pf.CodeBlock):
            _say_caption(element)
        if isinstance(element, pf.Header):
            element.level = min(element.level, 6)  # HTML has no seventh, and Pandoc makes a paragraph of it
        if isinstance(element, (pf.Div, pf.Span)) and {"content-visible", "content-hidden"} & set(element.classes):
            _of_editions(element)
        if isinstance(element, pf.Image) and "fig-alt" in element.attributes:
            element.attributes.setdefault("alt", element.attributes.pop("fig-alt"))
        if isinstance(element, pf.Span) and MARGIN & set(element.classes) and not _is_in_note(element):
            replace(element, [pf.Note(pf.Para(*element.content))])
        elif isinstance(element, pf.Div):
            _read_div(element)
        elif isinstance(element, pf.Header) and _is_in_cell(element):
            replace(element, [pf.Para(pf.Span(pf.Strong(*element.content), identifier=element.identifier))])
        elif isinstance(element, pf.Para):
            if len(element.content) > 1 and (alone := alone_in(element)) is not None:
                element.content = [alone]
                replace(element, [_part(alone) if alone.content or alone.identifier else element])
                continue
            replace(element, _pictures_apart(element) if len(element.content) > 1 else [_linked_figure(element)])


def is_listing(element: pf.Element) -> bool:
    """Whether an element is code with a label, `{#lst-x}`, which is numbered, below its caption."""
    return isinstance(element, pf.Div) and LISTING in element.classes


def with_caption(code: pf.CodeBlock, caption: Sequence[pf.Inline]) -> list[pf.Block]:
    """Code below its caption: what Quarto and pandoc-crossref call a listing, `lst-cap="…"` or `caption="…"`, where it has a label."""
    if code.identifier.startswith("lst-"):
        id, code.identifier = code.identifier, ""
        return [_listing(id, caption, [code])]
    return [pf.Para(pf.Emph(*caption)), code] if caption else [code]


def _say_caption(code: pf.CodeBlock) -> None:
    caption = code.attributes.pop("lst-cap", "") or code.attributes.pop("caption", "")
    if caption or code.identifier.startswith("lst-"):
        replace(code, with_caption(code, _words(caption) if caption else []))


def _listing(id: str, caption: Sequence[pf.Inline], blocks: Sequence[pf.Block]) -> pf.Div:
    words = [pf.Span(*caption, classes=["title"])] if caption else []
    return pf.Div(pf.Div(pf.Plain(*words), classes=["listing-caption"]), *blocks, identifier=id, classes=[LISTING])


def _is_in_cell(element: pf.Element | None) -> bool:
    """Whether an element stands in a table, where a heading is bold words and begins no section."""
    while element is not None and not isinstance(element, pf.TableCell):
        element = element.parent
    return element is not None


def alone_in(paragraph: pf.Para) -> pf.Image | None:
    """The picture that a paragraph has and no words: a remark beside it, `<!-- larger? -->`, is none."""
    others = [
        it
        for it in paragraph.content
        if not isinstance(it, (pf.Space, pf.SoftBreak))
        and not (isinstance(it, pf.RawInline) and it.text.startswith("<!--"))
    ]
    return others[0] if len(others) == 1 and isinstance(others[0], pf.Image) else None


def linked_picture(block: pf.Element | None) -> pf.Image | None:
    """The picture with a label that is, as a link, the whole of a paragraph: it makes a figure."""
    link = block.content[0] if isinstance(block, pf.Para) and len(block.content) == 1 else None
    picture = link.content[0] if isinstance(link, pf.Link) and len(link.content) == 1 else None
    is_figure = isinstance(picture, pf.Image) and picture.identifier.startswith("fig-") and picture.content
    return picture if is_figure else None


def _linked_figure(paragraph: pf.Para) -> pf.Block:
    """The figure of a linked picture, whose link stands on its caption, or of one with a label and no caption but its number."""
    alone = paragraph.content[0] if paragraph.content else None
    if isinstance(alone, pf.Image) and alone.identifier.startswith(("fig-", "tbl-")):
        return _part(alone)
    picture = linked_picture(paragraph)
    if picture is None:
        return paragraph
    figure, link = _part(picture), picture.parent
    figure.caption = _caption([pf.Link(*picture.content, url=link.url, title=link.title)])
    return figure


def _pictures_apart(paragraph: pf.Para) -> list[pf.Block]:
    """The paragraph in pieces, where a picture has a line of its text for itself: one as wide as a line leaves no room beside it."""
    lines: list[list[pf.Inline]] = [[]]
    for inline in paragraph.content:
        if isinstance(inline, (pf.SoftBreak, pf.LineBreak)):
            lines.append([inline])
        else:
            lines[-1].append(inline)
    pieces: list[list[pf.Inline]] = [[]]
    for number, line in enumerate(lines):
        if len(line) == 1 + bool(number) and _is_large(line[-1]):
            pieces += [line[-1:], []]
        else:
            pieces[-1] += line if pieces[-1] or not number else line[1:]
    return [pf.Para(*it) for it in pieces if it] if len(pieces) > 1 else [paragraph]


def _is_large(inline: pf.Inline) -> bool:
    """Whether an inline is a picture that is not an icon: an icon has its size given in letters or pixels."""
    return isinstance(inline, pf.Image) and all(
        it[-1:] == "%" for it in map(inline.attributes.get, ("width", "height")) if it
    )


def _of_editions(element: pf.Div | pf.Span) -> None:
    """Name the editions that have an element; one that no format decides about stands in all, or is left out of all."""
    given = element.attributes
    shown = "content-visible" in element.classes
    when, unless = given.pop("when-format", ""), given.pop("unless-format", "")
    element.classes = [it for it in element.classes if it not in ("content-visible", "content-hidden")]
    holds = set(FORMATS.get(when, (when,)) if when else EDITIONS) - set(FORMATS.get(unless, (unless,)))
    if any(given.pop(it, "") for it in ("when-profile", "when-meta")):  # no profile of Quarto's is asked for
        holds = set()
    has = holds if shown else set(EDITIONS) - holds
    if set(EDITIONS) - has:
        given["only"] = " ".join(it for it in EDITIONS if it in has) or "none"


def _read_div(div: pf.Div) -> None:
    kind = next((it.removeprefix("callout-") for it in div.classes if it.startswith("callout-")), "")
    if kind in CALLOUTS:
        _callout(div, kind)
    elif CLASS in div.classes and (table := table_of_lists(div)):
        replace(div, [table])
    elif MARGIN & set(div.classes) and not div.identifier.startswith(("fig-", "tbl-")):
        div.classes = ["margin-note"]
    elif "panel-tabset" in div.classes:  # each heading is the name of a tab, no section
        for heading in [it for it in div.content if isinstance(it, pf.Header)]:
            heading.classes = [*heading.classes, "unnumbered", "unlisted"]
    elif div.identifier.startswith("tbl-") and _is_one_table(div):
        _table(div)
    elif div.identifier.startswith(("fig-", "tbl-")):  # a table may be a picture, the code that makes it, or several
        replace(div, [_figure(div)])
    elif div.identifier.startswith("lst-") and len(div.content) == 2 and isinstance(div.content[0], pf.CodeBlock):
        code, caption = div.content
        if isinstance(caption, (pf.Para, pf.Plain)):  # code of Quarto's with its caption below it
            replace(div, [_listing(div.identifier, list(caption.content), [code])])
    elif LAYOUT & set(div.attributes):
        cells = [cell for block in div.content for cell in _cells(block)]
        div.content = in_rows(cells, div.attributes)
        div.attributes = {}


def _callout(div: pf.Div, kind: str) -> None:
    title: list[pf.Inline] = _words(div.attributes["title"]) if "title" in div.attributes else []
    blocks = list(div.content)
    if not title and blocks and isinstance(blocks[0], pf.Header):
        title, blocks = list(blocks[0].content), blocks[1:]
    head = [pf.Div(pf.Plain(*title), classes=["callout-title"])] if title else []
    div.classes = ["callout", f"callout-{kind}"]
    div.attributes = {}
    div.content = [*head, *blocks]


def _figure(div: pf.Div) -> pf.Figure:
    """The figure of a div: its pictures, alone or as parts with captions of their own, and its caption."""
    blocks = list(div.content)
    caption: list[pf.Inline] = _words(div.attributes["fig-cap"]) if "fig-cap" in div.attributes else []
    last = blocks[-1] if blocks else None
    if not caption and len(blocks) > 1 and isinstance(last, (pf.Para, pf.Plain)) and not _pictures(last):
        caption, blocks = list(last.content), blocks[:-1]
    cells = [cell for block in blocks for cell in _cells(block)]
    if len(cells) == 1 and isinstance(cells[0], pf.Figure):
        only = cells[0]
        inner = [it for block in only.caption.content for it in block.content] if only.caption else []
        _describe(only, div)
        return pf.Figure(*only.content, caption=_caption(caption or inner), identifier=div.identifier)
    for part in (it for cell in cells for it in in_order(cell) if isinstance(it, (pf.Figure, pf.Table))):
        part.classes = ["subfigure"] if isinstance(part, pf.Figure) else [*part.classes, "subfigure"]
    content = in_rows(cells, div.attributes) if len(cells) > 1 else cells
    return pf.Figure(*content, caption=_caption(caption), identifier=div.identifier)


def _describe(figure: pf.Figure, div: pf.Div) -> None:
    if "fig-alt" in div.attributes:
        for picture in _pictures(figure):
            picture.attributes.setdefault("alt", div.attributes["fig-alt"])


def _is_one_table(div: pf.Div) -> bool:
    """Whether a div's label and caption are those of the table in it: no other part is there, and the table has none of its own."""
    parts = [it for it in div.content if isinstance(it, (pf.Table, pf.Figure)) or _has_pictures_alone(it)]
    if len(parts) != 1 or not isinstance(parts[0], pf.Table):
        return False
    return not (parts[0].caption and parts[0].caption.content and isinstance(div.content[-1], (pf.Para, pf.Plain)))


def _table(div: pf.Div) -> None:
    """The caption of a table in a div is its last paragraph, its label that of the div."""
    table, last = next(it for it in div.content if isinstance(it, pf.Table)), div.content[-1]
    if isinstance(last, (pf.Para, pf.Plain)):
        table.caption = _caption(list(last.content))
        div.content.pop()
    table.identifier, div.identifier = div.identifier, ""


def _cells(block: pf.Block) -> Iterator[pf.Block]:
    """What stands side by side: each picture of a paragraph, each figure, each other block."""
    if _has_pictures_alone(block):
        for picture in _pictures(block):
            yield _part(picture)
    elif isinstance(block, pf.Figure):
        pictures = _pictures(block)
        if not block.identifier and len(pictures) == 1:
            block.identifier, pictures[0].identifier = pictures[0].identifier, ""
        yield block
    else:
        yield block


def _part(picture: pf.Image) -> pf.Figure:
    words, id = list(picture.content), picture.identifier
    picture.identifier = ""
    given = dict(picture.attributes)
    alone = pf.Image(*words, url=picture.url, title=picture.title, classes=list(picture.classes), attributes=given)
    return pf.Figure(pf.Plain(alone), caption=_caption(words), identifier=id)


def _pictures(block: pf.Element) -> list[pf.Image]:
    return [it for it in in_order(block) if isinstance(it, pf.Image)]


def _has_pictures_alone(block: pf.Block) -> bool:
    if not isinstance(block, (pf.Para, pf.Plain)) or not _pictures(block):
        return False
    return all(isinstance(it, (pf.Image, pf.Space, pf.SoftBreak, pf.LineBreak)) for it in block.content)


def _is_in_note(element: pf.Element) -> bool:
    around = element.parent
    while around is not None and not isinstance(around, pf.Note):
        around = around.parent
    return around is not None


def _caption(inlines: Sequence[pf.Inline]) -> pf.Caption:
    return pf.Caption(*([pf.Plain(*inlines)] if inlines else []))


def _words(text: str) -> list[pf.Inline]:
    inlines: list[pf.Inline] = []
    for word in re.split(r"\s+", text.strip()):
        inlines += [pf.Space(), pf.Str(word)] if inlines else [pf.Str(word)]
    return inlines
