"""Separates the code of a Markdown text from its prose, so that what is rewritten is never code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

_KINDS = {
    "fence": r"(?P<fence>^[ \t>]*(?P<mark>`{3,}(?=[^`\n]*\n)|~{3,}(?!~))[^\n]*\n(?:.*?\n)??[ \t>]*(?P=mark)[`~]*[ \t]*(?=\n|\Z))",
    "indented": r"(?P<indented>(?<=\n\n)(?:(?: {4}|\t)[^\n]*(?:\n(?:[ \t]*\n)*|\Z))+)",
    "code": r"(?P<code>(?<![\\`])(?P<tick>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=tick)(?!`))",
    "comment": r"(?P<comment><!--.*?-->)",
    "formula": r"(?P<formula>(?<![\\$}])\$\$(?:(?!\$\$|\n[ \t]*\n).)+\$\$)",
}
LATEX_VERBATIM = "verbatim Verbatim lstlisting minted".split()
"""LaTeX's environments whose words are code."""
LATEX_CODE = re.compile(rf"\\begin\{{({'|'.join(LATEX_VERBATIM)})\}}.*?\\end\{{\1\}}", re.DOTALL)
_NEVER = r"(?P<{}>(?!))"
_CLOSES = re.compile(r"^[ \t>]*[`~]{3,}[ \t]*$", re.MULTILINE)
_MAYBE = re.compile(r"`|~~~|<!--|\$\$|\n\n(?: {4}|\t)")
"""Without these there is nothing of it: a long text is looked through faster for them."""
_IN_PARAGRAPH = re.compile(r"\S[ \t]*\n?[ \t]*\Z")
_PRIVATE = re.compile("[\U000f0000-\U000ffff0]")
_HIDDEN = 0xF0000
"""Above it, private signs that stand for code within a line."""
_HOLDS_INDENTED = re.compile(r"[ ]{0,3}(?:[-*+:~]|\(?[\w#@]{1,9}[.)]|\[\^[^\]\n]+\]:)[ \t]")
"""A line whose indented paragraphs are its own: of a list, a definition, a note."""


def outside_code(text: str, change: Callable[[str], str], formulas: bool = True) -> str:
    """The text with `change` applied to each stretch of prose; code and comments stay, and formulas where that is asked.

    Code within a line, and a remark in a paragraph, is one private sign to `change`: a caption or a link with one is seen whole.
    """
    made: list[str] = []
    prose: list[str] = []
    hidden: list[str] = []
    place = 0

    def prose_ends() -> None:
        changed = change("".join(prose))
        made.append(_PRIVATE.sub(lambda it: (hidden[ord(it[0]) - _HIDDEN :] or it[0])[0], changed))
        prose.clear()
        hidden.clear()

    for found in _verbatim(text):
        if found["formula"] and not formulas:
            continue
        prose.append(text[place : found.start()])
        within = found["code"] or found["comment"] and _IN_PARAGRAPH.search(text, place, found.start())
        if within and len(hidden) < 0xFFF0:
            prose.append(chr(_HIDDEN + len(hidden)))
            hidden.append(found[0])
        else:
            prose_ends()
            made.append(found[0])
        place = found.end()
    prose.append(text[place:])
    prose_ends()
    return "".join(made)


def blanked(text: str, fenced_alone: bool = False) -> str:
    """The text with as many spaces in the place of code and comments, so that every offset and line stays.

    `fenced_alone`: in LaTeX a mark of code within a line is a quotation mark, `fish' … `vein', and lines are set in.
    """
    shown = [it for it in _verbatim(text) if not (fenced_alone and (it["code"] or it["indented"]))]
    return replaced(text, ((*it.span(), re.sub(r"[^\n]", " ", it[0])) for it in shown))


def blocks_changed(text: str, change: Callable[[str], str]) -> str:
    """The text with `change` applied to each whole block of code between fences."""
    return replaced(text, ((*it.span(), change(it[0])) for it in _verbatim(text) if it["fence"]))


def fences_opened(text: str, change: Callable[[str], str]) -> str:
    """The text with `change` applied to the line that opens each block of code."""
    lines = [(it.start(), it[0].partition("\n")[0]) for it in _verbatim(text) if it["fence"]]
    return replaced(text, ((start, start + len(line), change(line)) for start, line in lines))


def without_comments_marks(text: str) -> str:
    """The text with a space in each mark of a template that stands in a comment: nothing of it is printed."""
    comments = [it for it in _verbatim(text) if it["comment"]] if "<!--" in text else []
    return replaced(text, ((*it.span(), re.sub(r"\{(?=[{%#])", "{ ", it[0])) for it in comments))


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text with new words in some stretches of it: where each begins, where it ends, and what stands there then."""
    pieces, place = [], 0
    for start, end, new in changes:
        pieces += [text[place:start], new]
        place = end
    return "".join([*pieces, text[place:]])


def without_comments(text: str) -> str:
    """The text without its comments; behind the last end of one nothing is looked for, since it would be for each beginning."""
    end = text.rfind("-->") + 3 if "-->" in text else 0
    return re.sub(r"<!--.*?-->", "", text[:end], flags=re.DOTALL) + text[end:]


def line_of(text: str, offset: int) -> int:
    """The line, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1


def _verbatim(text: str) -> Iterator[re.Match[str]]:
    """Each block and span of code, comment and displayed formula."""
    place = 0 if _MAYBE.search(text) else len(text)
    last = {"fence": max((it.start() for it in _CLOSES.finditer(text)), default=-1), "comment": text.rfind("-->")}
    while found := _verbatim_but(tuple(kind for kind in last if last[kind] < place)).search(text, place):
        place = found.end()
        if found["indented"] and _is_held(text[max(0, found.start() - 20_000) : found.start()]):
            place = found.start() + 1  # a paragraph of a list's item; code may stand in it
            continue
        yield found


@cache
def _verbatim_but(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern without the kinds that nothing ends any more: each of thousands would be followed to the text's end."""
    patterns = (_NEVER.format(kind) if kind in kinds else pattern for kind, pattern in _KINDS.items())
    return re.compile("|".join(patterns), re.MULTILINE | re.DOTALL)


def _is_held(before: str) -> bool:
    """Whether indented lines belong to the item of a list, a definition or a note that stands before them."""
    for line in reversed(before.rsplit("\n", 200)):
        if line.strip() and not line.startswith(("    ", "\t")):
            return bool(_HOLDS_INDENTED.match(line)) or line.startswith(" ")
    return False


def fenced(code: str, head: str = "") -> str:
    """Code between fences that are longer than any row of backticks in it; `head` is what stands behind the first."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return f"{fence}{head}\n{code}\n{fence}"
