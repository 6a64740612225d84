"""Reads the HTML that stands in a chapter's Markdown as the Markdown that it means; what no edition can print is left out.

`<br>`, `<sub>`, `<kbd>` and their like become what Pandoc has for them, tables and pictures in HTML tables and pictures.
What Pandoc's reader of HTML does not know (scripts, styles, frames) is left out, and so is LaTeX that it does not know
(`raw_latex.py` takes the rest); each is reported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import panflute as pf
from lxml import html

from bookbuilder.compose.read.odd_tags import take_odd_tags
from bookbuilder.compose.read.raw_latex import take_latex
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.aligned import Aligned
from bookbuilder.markdown.ast import in_order, load_blocks, replace
from bookbuilder.markdown.cell_tags import BLOCKS
from bookbuilder.markdown.conversions import html_to_blocks
from bookbuilder.markdown.pandoc import write_xhtml
from bookbuilder.markdown.places import Places

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
_ID = re.compile(r"<[a-zA-Z][^<>]*?\sid=[\"']([^\"'<>\s]+)[\"']")
LEFT_OUT = frozenset("script style iframe object embed video audio canvas form input button noscript svg".split())

Where = Callable[[pf.Element], Location]
"""Where an element stands in its author's file."""

_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][\w:-]*)([^>]*?)(/?)\s*>", re.DOTALL)
_LAYOUT = re.compile(
    r"\\(?:newpage|pagebreak|clearpage|cleardoublepage|noindent|indent|smallskip|medskip|bigskip|newline|linebreak|hfill|"
    r"vfill|centering|raggedright|onehalfspacing|doublespacing|singlespacing|maketitle|tableofcontents|frontmatter|"
    r"mainmatter|backmatter|appendix|listoffigures|listoftables|startappendices|minitoc|adjustmtc|phantomsection|par|null|"
    r"bigbreak|medbreak|smallbreak|protect|allowbreak|nopagebreak|samepage|sloppy|fussy|begingroup|endgroup|"
    r"(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)|"
    r"(?:vspace|hspace|vskip|hskip|setcounter|addtocounter|pagenumbering|thispagestyle|pagestyle|setlength|label|"
    r"addcontentsline|chaptermark|sectionmark|(?:begin|end)\{(?:center|flushleft|flushright|landscape|singlespace|spacing|"
    r"small|footnotesize|multicols|minipage|sidewaystable|doublespace)\}|markboth|markright|index|newcommand|renewcommand|usepackage|input|include|bibliographystyle)\*?)(?![A-Za-z])"
)
"""Commands that say how a page looks: nothing is lost without them."""
_MACRO = re.compile(r"\\(?:def|let|DeclareMathOperator|providecommand|newenvironment|renewenvironment)\*?(?![A-Za-z])")
"""The author's own commands, which Pandoc has filled in where they are used."""


def take_raw_markup(document: pf.Doc, places: Places, aligned: Aligned) -> list[Diagnostic]:
    """Put Markdown's own elements in the place of raw HTML; CHP-013, what is left out."""

    def where(element: pf.Element) -> Location:
        offset = aligned.offset(element)
        return places.raw(element.text.strip().split("\n")[0]) if offset is None else places.at(offset)

    if not any(isinstance(it, (pf.RawInline, pf.RawBlock)) for it in in_order(document)):
        return []
    take_latex(document, lambda text: _LAYOUT.match(text) or _MACRO.match(text))
    has_html = any(isinstance(it, (pf.RawInline, pf.RawBlock)) and it.format == "html" for it in in_order(document))
    for cell in [it for it in in_order(document) if has_html and isinstance(it, pf.TableCell)]:
        cell.content = [piece for block in cell.content for piece in _pieces(block)]
    faults = list(take_odd_tags(document, where)) if has_html else []
    faults += _in_blocks(document, where)
    for element in list(in_order(document)):
        if isinstance(getattr(element, "content", None), pf.ListContainer) and any(
            isinstance(it, pf.RawInline) for it in element.content
        ):
            faults += _in_lines(element, where)
    for element in [it for it in in_order(document) if isinstance(it, (pf.RawInline, pf.RawBlock))]:
        faults += _left_out(element, where)
        around = element.parent
        replace(element, [])
        if isinstance(around, (pf.Para, pf.Plain)) and not around.content:
            replace(around, [])
    if has_html:
        _join_anchors(document)
    return faults


def _in_lines(holder: pf.Element, where: Where) -> Iterator[Diagnostic]:
    """Pairs of tags within one line of text, the innermost first."""
    opened: list[tuple[str, int, dict[str, str], pf.RawInline]] = []
    content = holder.content
    place = 0
    while place < len(content):
        element = content[place]
        is_raw = isinstance(element, pf.RawInline) and element.format == "html"
        tag = _tag(element) if is_raw else None
        if is_raw and tag is None and element.text.count("<") > 1 and not element.text.lstrip().startswith("<!--"):
            yield from _lost(element.text, where(element))
            blocks = _blocks(element.text)
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
    return [pf.Span(*made, identifier=id)] if id else made


def _join_anchors(document: pf.Doc) -> None:
    """Ids that stand alone in a paragraph, `<a id="x"></a>`, belong to what follows: they take no line of their own.

    An id that the chapter has already is left out.
    """
    seen: set[str] = set()
    for element in list(in_order(document)):
        id = getattr(element, "identifier", "")
        if _is_anchor(element) and id in seen:
            replace(element, [])
        seen.add(id)
    for block in [it for it in in_order(document) if isinstance(it, (pf.Para, pf.Plain))]:
        anchors = [it for it in block.content if _is_anchor(it)]
        if not anchors or not all(_is_anchor(it) or isinstance(it, (pf.Space, pf.SoftBreak)) for it in block.content):
            continue
        following = block.next
        if isinstance(following, (pf.Para, pf.Plain)):
            following.content = [*anchors, *following.content]
            replace(block, [])
        else:
            replace(block, [pf.Div(identifier=it.identifier) for it in anchors])


def _is_anchor(element: pf.Element) -> bool:
    return isinstance(element, pf.Span) and bool(element.identifier) and not element.content


def _picture(attributes: dict[str, str]) -> pf.Image:
    given = {key: attributes[key] for key in ("alt", "width") if attributes.get(key)}
    return pf.Image(url=attributes["src"], attributes=given)


def _tag(element: pf.RawInline) -> tuple[bool, str, dict[str, str]] | None:
    found = _TAG.fullmatch(element.text.strip())
    if not found:
        return None
    name = found[2].lower()
    attributes: dict[str, str] = {}
    if not found[1] and found[3].strip():
        attributes = {str(key): str(value) for key, value in html.fragment_fromstring(f"<{name}{found[3]}>").items()}
    return bool(found[1]), name, attributes


def _unpaired(element: pf.RawInline, where: Where) -> Diagnostic:
    return _fault(
        where(element), f"{element.text} has no other half, and is left out.", "Write both tags, or Markdown."
    )


def _in_blocks(document: pf.Doc, where: Where) -> Iterator[Diagnostic]:
    """Blocks of HTML are read by Pandoc's reader of HTML, with the Markdown between their tags."""
    for holder in [it for it in in_order(document) if isinstance(getattr(it, "content", None), pf.ListContainer)]:
        content = holder.content
        place = 0
        while place < len(content):
            if not _is_html(content[place]):
                place += 1
                continue
            end = _end_of_run(list(content), place)
            run = list(content[place:end])
            made, fault = _read_html(run, where)
            if fault:
                yield fault
            content[place:end] = made
            place += len(made)


def _pieces(block: pf.Block) -> list[pf.Block]:
    """The words of a cell with tags of HTML's blocks between them as blocks, as Pandoc has them outside of tables."""
    if not isinstance(block, (pf.Plain, pf.Para)):
        return [block]
    pieces: list[pf.Block] = []
    words: list[pf.Inline] = []
    for inline in block.content:
        tag = _tag(inline) if isinstance(inline, pf.RawInline) and inline.format == "html" else None
        if tag is None or tag[1] not in BLOCKS:
            words.append(inline)
            continue
        pieces += [pf.Plain(*words)] if any(not isinstance(it, pf.Space) for it in words) else []
        pieces.append(pf.RawBlock(inline.text, format="html"))
        words = []
    if not pieces:
        return [block]
    return [*pieces, *([pf.Plain(*words)] if any(not isinstance(it, pf.Space) for it in words) else [])]


def _is_html(element: pf.Element) -> bool:
    return (
        isinstance(element, pf.RawBlock) and element.format == "html" and not element.text.lstrip().startswith("<!--")
    )


def _end_of_run(content: list[pf.Element], start: int) -> int:
    """Behind the block with which the element that begins at `start` is closed."""
    depth = 0
    for place in range(start, len(content)):
        if _is_html(content[place]):
            for tag in _TAG.finditer(content[place].text):
                if tag[2].lower() not in ("br", "img", "hr", "input", "meta", "link", "col") and not tag[4]:
                    depth += -1 if tag[1] else 1
        if depth <= 0:
            return place + 1
    return start + 1


def _read_html(run: list[pf.Block], where: Where) -> tuple[list[pf.Block], Diagnostic | None]:
    texts = "".join(it.text for it in run if _is_html(it))
    fault = next(_lost(texts, where(run[0])), None)
    inside = [it for it in run if not _is_html(it)]
    if any(isinstance(it, (pf.Cite, pf.Note)) for block in inside for it in in_order(block)):
        return inside, fault
    ast = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [json.loads(json.dumps(it.to_json())) for it in run],
    }
    made = _blocks(write_xhtml(json.dumps(ast, ensure_ascii=False)))
    has = {getattr(it, "identifier", "") for block in made for it in in_order(block)}
    lost = dict.fromkeys(
        id for id in _ID.findall(texts) if id not in has
    )  # of a paragraph, or of what no edition can print
    return [*(pf.Para(pf.Span(identifier=id)) for id in lost), *made], fault


def _blocks(html: str) -> list[pf.Block]:
    """The blocks of a piece of HTML, without the drawings in it, of which Pandoc makes pictures."""
    blocks = load_blocks(html_to_blocks(html))
    holder = pf.Div(*blocks)
    for frame in [it for it in in_order(holder) if isinstance(it, pf.Div) and "sourceCode" in it.classes]:
        replace(frame, list(frame.content))  # Pandoc's own, around coloured code
    blocks = list(holder.content)
    for image in [it for block in blocks for it in in_order(block) if isinstance(it, pf.Image)]:
        if image.url.startswith("data:image/svg"):
            replace(image, [])
    return blocks


def _lost(text: str, place: Location) -> Iterator[Diagnostic]:
    """The first element of a piece of HTML that no edition can print."""
    lost = next((tag for tag in _TAG.finditer(text) if tag[2].lower() in LEFT_OUT), None)
    if lost is not None:
        yield _fault(place, f"<{lost[2].lower()}> is left out: no edition can print it.", "Say it in Markdown.")


def _left_out(element: pf.RawInline | pf.RawBlock, where: Where) -> Iterator[Diagnostic]:
    text = element.text.strip()
    if element.format == "html" and (not text or text.startswith(("<!--", "<?", "<!"))):
        return
    if element.format == "comment":
        return
    if element.format in ("tex", "latex") and (_LAYOUT.match(text) or _MACRO.match(text)):
        return
    shown = " ".join(text.split())[:40]
    kind = "LaTeX" if element.format in ("tex", "latex") else element.format.upper()
    yield _fault(
        where(element), f"{kind} “{shown}” is left out: it is not the same in all editions.", "Write it in Markdown."
    )


def _fault(place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic("CHP-013", place, message, remedy)
