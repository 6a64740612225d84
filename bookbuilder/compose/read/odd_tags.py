"""Keeps words between angle brackets that are not HTML, `<your name>`, and the words of a field, which Pandoc takes for markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import panflute as pf

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.ast import in_order, replace

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


def take_odd_tags(document: pf.Doc, where: Callable[[pf.Element], Location]) -> Iterator[Diagnostic]:
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
