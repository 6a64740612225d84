"""Reads the LaTeX that stands in a chapter's Markdown as what it says: bold words, quotations, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import panflute as pf

from bookbuilder.compose.read.formulas import label_of_tex
from bookbuilder.compose.read.phonetics import has_phonetics, phonetics_written
from bookbuilder.markdown.ast import in_order, load_blocks, replace, words
from bookbuilder.markdown.conversions import latex_to_blocks
from bookbuilder.markdown.pandoc_process import UnreadableError

RULE = "\n\n\\hrule\n\n"
"""Stands between two pieces that Pandoc reads at once."""
_SECTION = re.compile(r"\\(chapter|section|subsection|subsubsection|paragraph)\*?\s*[\[{]")
LEVELS = {"chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_SWITCH = re.compile(
    r"\\(?:bf|em|it|sl|sc|tt|rm|sf|bfseries|itshape|slshape|scshape|ttfamily|rmfamily|sffamily|centering|raggedright|"
    r"tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)(?![A-Za-z])\s*(?P<words>.*)",
    re.DOTALL,
)
"""Commands that hold to the end of their group."""
_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_VERB = re.compile(r"\\verb\*?(?P<sign>[^\w\s*])(?P<words>[^\n]*?)(?P=sign)\s*")
_UNKNOWN = re.compile(
    rf"\\(?P<name>[A-Za-z]+)\*?(?:\[[^\]]*\]|{_GROUP})*\{{(?P<last>(?:[^{{}}]|{_GROUP})*)\}}", re.DOTALL
)
_WORD = re.compile(r"\\[A-Za-z]+\s*")
_DATE = re.compile(r"\\today(?![A-Za-z])")
"""Pandoc would write the day on which the book is built."""
_BLANK = re.compile(r"\\(q?)quad\s*")
_LETTER = re.compile(
    r"\\(?:aa|AA|ae|AE|oe|OE|o|O|l|L|ss|i|j|dh|DH|th|TH|dj|DJ|ng|NG|ldots|dots|slash|q?quad|text(?:endash|emdash|ellipsis|registered|trademark))\s*"
)
"""Letters and signs that stand within or behind a word too: `S\\o ren`, `so on\\ldots`."""
_FLOAT = re.compile(r"(?:tab|table|tbl|fig|figure):.")
_ENVIRONMENT = re.compile(r"\\begin\{\w*(table|figure)\*?\}")
_LABEL = re.compile(r"\\label\{([^{}]+)\}")
_DRAWN = re.compile(r"\\begin\{(?:tikz|pgf|pspicture|forest|picture)")


def take_latex(document: pf.Doc, silent: Callable[[str], object]) -> None:
    """Put what Pandoc reads in a piece of LaTeX in its place; pieces that say nothing stay, and those that are `silent`.

    A command stuck to the word before it is none: `C:\\Users`.
    """
    for holder in {id(it.parent): it.parent for it in in_order(document) if isinstance(it, pf.RawInline)}.values():
        content = list(holder.content) if isinstance(getattr(holder, "content", None), pf.ListContainer) else []
        for place, element in enumerate(content):
            is_command = isinstance(element, pf.RawInline) and re.fullmatch(r"\\\w+\s*", element.text)
            before = content[place - 1] if place else None
            if (
                is_command
                and _LETTER.fullmatch(element.text)
                and not (isinstance(before, pf.Str) and ":" in before.text)
            ):
                continue
            if is_command and isinstance(before, pf.Str) and not before.text.endswith("{"):
                content[place] = pf.Str(element.text.strip())
                replace(element, [content[place], *([pf.Space()] if element.text[-1:].isspace() else [])])
    for element in [it for it in in_order(document) if isinstance(it, pf.RawInline) and it.format == "tex"]:
        code = _VERB.fullmatch(element.text)
        if (sounds := phonetics_written(element.text)) != element.text:
            replace(element, [pf.Str(sounds.strip()), *([pf.Space()] if sounds[-1:].isspace() else [])])
        elif blank := _BLANK.fullmatch(element.text):
            replace(element, [pf.Str("\u2003" * (1 + len(blank[1])))])
        elif code:
            replace(element, [pf.Code(code["words"]), *([pf.Space()] if element.text[-1:].isspace() else [])])
        else:
            _close_group(element)
    found = [
        it
        for it in in_order(document)
        if isinstance(it, (pf.RawInline, pf.RawBlock))
        and it.format == "tex"
        and ("{" in it.text or _WORD.fullmatch(it.text))
        and not _DATE.search(it.text)
        if not silent(it.text.strip()) and not _DRAWN.search(it.text) and not has_phonetics(phonetics_written(it.text))
    ]
    has_title = any(isinstance(it, pf.Header) and it.level == 1 for it in document.content)
    read = _read([it.text for it in found])
    unknown = {at: said for at, blocks in enumerate(read) if not _says(blocks) and (said := _prose_of(found[at].text))}
    for at, blocks in zip(unknown, _read(list(unknown.values())), strict=True):
        read[at] = blocks
    meant: dict[str, str] = {}
    for element, blocks in zip(found, read, strict=True):
        _level(blocks, element.text, has_title)
        meant = _labelled(blocks, element.text) | meant
        if _says(blocks):
            _put(element, blocks)
    if meant:
        _refer(document, meant)


def _says(blocks: list[pf.Block]) -> bool:
    return bool(words(blocks)) or any(
        isinstance(it, (pf.Cite, pf.Image, pf.Note)) for block in blocks for it in in_order(block)
    )


def _close_group(element: pf.RawInline) -> None:
    r"""`{\bf words}`, of which Pandoc reads the command with its words and leaves the braces, is one piece; so is `\bf words`."""
    switch = _SWITCH.match(element.text)
    if not switch:
        return
    content = list(element.container) if element.container is not None else []
    place = next((at for at, it in enumerate(content) if it is element), 0)
    before = content[place - 1] if place else None
    if isinstance(before, pf.Str) and before.text.endswith("{"):
        end = next((it for it in content[place + 1 :] if isinstance(it, pf.Str) and "}" in it.text), None)
        if end is not None:
            before.text = before.text[:-1]
            end.text = end.text.replace("}", "", 1)
    if switch["words"]:
        element.text = f"{{{element.text}}}"


def _prose_of(text: str) -> str:
    r"""The words of a command that nobody knows, `\todo{Words of it}`; nothing where its argument is a name or settings."""
    found = _UNKNOWN.fullmatch(text.strip())
    if (
        found is None
        or "=" in found["last"]
        or not re.search(r"[^\W\d_]{2,}\s+(?:\\\w+\{)?[^\W\d_]{2,}", found["last"])
    ):
        return ""
    return f"\\footnote{{{found['last']}}}" if found["name"] == "footnotetext" else found["last"]


def _level(blocks: list[pf.Block], text: str, has_title: bool) -> None:
    """Give LaTeX's heading its level among those of the chapter, below its title if it has one, and our form of its label."""
    command = _SECTION.match(text)
    if command and blocks and isinstance(blocks[0], pf.Header):
        blocks[0].level = max(LEVELS[command[1]], 1 + has_title)
        for label in [it for it in in_order(blocks[0]) if isinstance(it, pf.Span) and "label" in it.attributes]:
            blocks[0].identifier = label.identifier
            replace(label, [])
        blocks[0].identifier = blocks[0].identifier.replace(":", "-")


def _labelled(blocks: list[pf.Block], tex: str) -> dict[str, str]:
    """Give a figure or table of LaTeX our form of its label, `tab:a`; the other labels of it, and what they mean."""
    labels = _LABEL.findall(tex)
    is_one = tex.count("\\caption") < 2
    own = next(filter(_FLOAT.match, labels), "") if is_one else ""
    if is_one and labels and not own and (float_ := _ENVIRONMENT.search(tex)):
        own = f"{float_[1]}:{labels[0]}"
    meant: dict[str, str] = {}
    for block in blocks:
        found = [it for it in (block, *in_order(block)) if getattr(it, "identifier", "") in {*labels, own} - {""}]
        held = next((it for it in found if isinstance(it, (pf.Div, pf.Figure, pf.Table))), None)
        if held is None or not _FLOAT.match(own or held.identifier):
            continue
        label = label_of_tex(own or held.identifier)
        if is_one:
            meant |= dict.fromkeys(map(label_of_tex, labels), label)
        for mark in [it for it in found if it is not held]:
            if isinstance(mark, pf.Span) and not mark.content:
                replace(mark, [])
            else:
                mark.identifier = ""
        held.identifier = label
    return meant


def _refer(document: pf.Doc, meant: Mapping[str, str]) -> None:
    """Let what refers to another label of a figure or table mean it, unless something else in the chapter is called so."""
    elements = list(in_order(document))
    ids = {getattr(it, "identifier", "") for it in elements}
    for citation in [one for it in elements if isinstance(it, pf.Cite) for one in it.citations]:
        if citation.id in meant and citation.id not in ids:
            citation.id = meant[citation.id]


def _read(pieces: list[str]) -> list[list[pf.Block]]:
    """The blocks of each piece, all read at once; one by one where Pandoc cannot read them together."""
    if not pieces:
        return []
    pieces = [phonetics_written(it) for it in pieces]
    try:
        groups: list[list[pf.Block]] = [[]]
        for block in load_blocks(latex_to_blocks(RULE.join(pieces))):
            if isinstance(block, pf.HorizontalRule):
                groups.append([])
            else:
                groups[-1].append(block)
        if len(groups) == len(pieces):
            return groups
    except UnreadableError:
        if len(pieces) == 1:
            return [[]]
    return [[]] if len(pieces) == 1 else [group for piece in pieces for group in _read([piece])]


def _put(element: pf.RawInline | pf.RawBlock, blocks: list[pf.Block]) -> None:
    around = element.parent
    if isinstance(element, pf.RawBlock):
        replace(element, blocks)
    elif len(blocks) == 1 and isinstance(blocks[0], (pf.Para, pf.Plain)):
        replace(element, list(blocks[0].content))
    elif isinstance(around, (pf.Para, pf.Plain)) and len(around.content) == 1:
        replace(around, blocks)
    else:
        replace(element, [pf.Str(word) for word in [words(blocks)]])
