"""Reads the HTML that stands in a chapter's Markdown as the Markdown that it means; what no edition can print is left out.

`<br>`, `<sub>`, `<kbd>` and their like become what Pandoc has for them, tables and pictures in HTML tables and pictures.
What Pandoc's reader of HTML does not know (scripts, styles, frames) is left out, and so is LaTeX that it does not know
(`raw_latex.py` takes the rest); each is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import panflute as pf

from bookbuilder.compose.read.html_blocks import Where, fault, html_in_blocks, pieces_of
from bookbuilder.compose.read.html_in_lines import html_in_lines, join_anchors
from bookbuilder.compose.read.raw_latex import take_latex
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.aligned import Aligned
from bookbuilder.markdown.ast import in_order, remove, replace
from bookbuilder.markdown.places import Places

_LAYOUT = re.compile(
    r"\\(?:newpage|pagebreak|clearpage|cleardoublepage|noindent|indent|smallskip|medskip|bigskip|newline|linebreak|hfill|"
    r"vfill|centering|raggedright|onehalfspacing|doublespacing|singlespacing|maketitle|tableofcontents|frontmatter|"
    r"mainmatter|backmatter|appendix|listoffigures|listoftables|startappendices|minitoc|adjustmtc|phantomsection|par|null|"
    r"bigbreak|medbreak|smallbreak|protect|allowbreak|nopagebreak|samepage|sloppy|fussy|begingroup|endgroup|"
    r"(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)|"
    r"(?:vspace|hspace|vskip|hskip|setcounter|addtocounter|pagenumbering|thispagestyle|pagestyle|setlength|setstretch|lstset|label|"
    r"addcontentsline|chaptermark|sectionmark|(?:begin|end)\{(?:center|flushleft|flushright|landscape|singlespace|spacing|"
    r"small|footnotesize|multicols|minipage|sidewaystable|doublespace)\}|markboth|markright|index|newcommand|renewcommand|usepackage|input|include|bibliographystyle|"
    r"newtheorem|theoremstyle|[hv]?phantom|[ilcor](?:head|foot)|fancy(?:head|foot|hf)|definecolor|hypersetup|selectlanguage|"
    r"numberwithin|counterwithin|floatplacement|KOMAoptions|(?:add|set)komafont|titleformat|titlespacing|linespread|graphicspath|"
    r"addtocontents|pdfbookmark|bookmarksetup|captionsetup|newgeometry|set(?:main|sans|mono)font)\*?|"
    r"raggedbottom|flushbottom|raggedleft|restoregeometry|FloatBarrier|onecolumn|twocolumn|makeatletter|makeatother|"
    r"hrule|hrulefill|dotfill|printbibliography|printindex|printglossar(?:y|ies)|[be]landscape)(?![A-Za-z])"
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
        cell.content = [piece for block in cell.content for piece in pieces_of(block)]
    faults = list(_take_odd_tags(document, where)) if has_html else []
    faults += html_in_blocks(document, where)
    for element in list(in_order(document)):
        if isinstance(getattr(element, "content", None), pf.ListContainer) and any(
            isinstance(it, pf.RawInline) for it in element.content
        ):
            faults += html_in_lines(element, where)
    raw = [it for it in in_order(document) if isinstance(it, (pf.RawInline, pf.RawBlock))]
    for element in raw:
        faults += _left_out(element, where)
    around = {id(it.parent): it.parent for it in raw if isinstance(it.parent, (pf.Para, pf.Plain))}
    remove(raw)
    remove([it for it in around.values() if not it.content])
    if has_html:
        join_anchors(document)
    return faults


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
    yield fault(
        where(element), f"{kind} “{shown}” is left out: it is not the same in all editions.", "Write it in Markdown."
    )


_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<rest>[^<>]*)>", re.DOTALL)
_FIELD = re.compile(r"<textarea\b[^<>]*>(.*?)</textarea>", re.DOTALL | re.IGNORECASE)
_ELEMENTS = frozenset(
    "a abbr acronym address animate applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br "
    "button canvas caption center circle cite clippath code col colgroup command data datalist dd defs del desc details dfn dialog "
    "dir div dl dt ellipse em embed fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header "
    "hgroup hr html i iframe image img input ins isindex kbd keygen label legend li line lineargradient link listing main map mark "
    "marker marquee math menu menuitem meta meter mi mn mo mrow msub msup nav nobr noembed noframes noscript object ol optgroup "
    "option output p param path pattern picture plaintext polygon polyline portal pre progress q rb rect rp rt rtc ruby s samp "
    "script section select slot small source span stop strike strong style sub summary sup svg symbol table tbody td template text "
    "textarea tfoot th thead time title tr track tspan tt u ul use var video wbr xmp".split()
)
"""Elements of HTML, old ones too, and those of its drawings and formulas."""
_SWITCHES = frozenset(
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled download hidden ismap loop multiple "
    "muted nohref noresize noshade novalidate nowrap open readonly required reversed selected".split()
)
"""Attributes that need no value."""


def _take_odd_tags(document: pf.Doc, where: Callable[[pf.Element], Location]) -> Iterator[Diagnostic]:
    """CHP-013: each tag that prints as the words that it is, and each field that prints as the words in it."""
    raw = [it for it in in_order(document) if isinstance(it, (pf.RawInline, pf.RawBlock)) and it.format == "html"]
    ended = {tag["name"].lower() for it in raw for tag in _TAG.finditer(it.text) if tag["closes"]}
    for element in raw:
        field = _FIELD.fullmatch(element.text.strip())
        tag = _TAG.fullmatch(element.text.strip()) if isinstance(element, pf.RawInline) else None
        if field:
            made = _words(field[1])
            yield _fault(where(element), "A field of a form prints as the words in it.", "Write it in Markdown.")
            replace(element, made if isinstance(element, pf.RawInline) else [pf.Para(*made)] if made else [])
        elif tag and _is_prose(tag, ended):
            message = f"“{element.text}” is not an element of HTML, and is printed as typed."
            yield _fault(where(element), message, "Write \\< and \\> where they are meant, or `<…>` for code.")
            replace(element, _words(element.text))


def _is_prose(tag: re.Match[str], ended: set[str]) -> bool:
    """Whether a tag is words between angle brackets: no element, or one with words for attributes, and nothing ends it."""
    given = tag["rest"].split()
    if tag["closes"] or "=" in tag["rest"] or tag["rest"].endswith("/") or tag["name"].lower() in ended:
        return False
    return tag["name"].lower() not in _ELEMENTS or any(it.lower() not in _SWITCHES for it in given)


def _words(text: str) -> list[pf.Inline]:
    pieces = [piece for word in text.split() for piece in (pf.Str(word), pf.Space())]
    return pieces[:-1]


def _fault(place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic("CHP-013", place, message, remedy)
