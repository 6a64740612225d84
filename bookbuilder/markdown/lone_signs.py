"""Hides signs that begin no markup while Pandoc reads a text: it looks for the end of each through all that follows.

A single `p < 0.05` costs as much as a page of prose, and a thousand unclosed brackets cost minutes. What certainly begins
nothing is hidden in every text, as a noncharacter in its place; where very many begin something that nothing ends,
those are hidden too. What is hidden comes back as it was typed, so nothing of it is lost, and offsets stay true.
"""

from __future__ import annotations

import re

FEW = 40
"""So many openings without an end cost nothing that could be noticed; Pandoc is left to judge them."""
MANY = 2000
"""So many ampersands: each costs little."""
DEEPEST = 40
"""Deeper in one another than this is what nothing ends, too."""
HIDDEN_SIGNS = {
    "<": "\ufdd0",
    "&": "\ufdd1",
    "(": "\ufdd2",
    "{": "\ufdd3",
    "[": "\ufdd4",
    "\\": "\ufdd5",
    ".": "\ufdd6",
    ")": "\ufdd7",
    "*": "\ufdd8",
}
"""The noncharacter that stands for a sign."""

_MARKER_ALONE = re.compile(
    r"(?:^\[\^[^\]\s]+\]:[ \t]+|(?:\A|(?<=\n\n))[ ]{0,3})\(?(?:[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|\d{1,9})[.)]"
    r"(?=[ \t]*(?:\Z|\n[ \t]*(?:\n(?![ \t]+\S)|\Z)|\n\[\^))",
    re.MULTILINE,
)
"""A note or a paragraph that is a letter or a number with its stop alone, as the siglum of a manuscript is: Pandoc's empty list."""

_STAR_IN_CAPTION = re.compile(
    r"^[ ]{0,3}(?:[Tt]able)?:[ \t](?:[^*\\\n]|\\.|\*{1,3}[^*\n]+(?=(?P<end>\*{1,3}))(?P=end))*(?P<lone>\*)(?=(?:[^*\\\n]|\\.)*$)[^\n]*\{#",
    re.MULTILINE,
)
"""The star of a caption that has no other: Pandoc takes all that follows for the words of emphasis that never ends, the caption's id with them."""
_TARGET = r"\](?:\(|:)[ \t]*<[^<>\n]*>"
"""The address of a link between angle brackets: `[words](<../a b.md>)`, `[words]: <../a b.md>`."""
_NEVER = re.compile(rf"\\.|{_TARGET}|(?<!\S)<(?![A-Za-z/!?]|[^\s<>]*@)|<(?=\s)|&(?=\s)", re.DOTALL)
_NO_CHARACTER = re.compile(
    r"&(?=#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|12[789]|1[34]\d|15[0-9]|823[78])|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F]|202[dDeE]|[fF]{3}[eEfF]));)"
)
"""References to characters that no edition can have: they stay as they are typed."""
_MOSTLY = re.compile(rf"\\.|{_TARGET}|<(?![A-Za-z/!?])", re.DOTALL)
_NO_ENTITY = re.compile(r"\\.|&(?!#\d+;|#[xX][0-9a-fA-F]+;|[A-Za-z]\w{1,31};)", re.DOTALL)
_OPENING = re.compile(r"<(?:[A-Za-z/](?![^<>]*>)|!--|!|\?)")
_ELEMENT = re.compile(r"<(/?)(a|div|span|script|style|pre|textarea)(?![\w-])[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"(?P<open>(?<=\])\()|(?P<close>\))|(?P<other>\()|(?P<end>\n[ \t]*\n)|\\.", re.DOTALL)
_KEY = re.compile(r"(?P<open>(?<=@)\{)|(?P<close>\})|(?P<other>\{)|(?P<end>\n[ \t]*\n)|\\.", re.DOTALL)
_ARGUMENT = re.compile(
    r"(?P<open>\\[A-Za-z]+\*?\{)|(?P<close>\})|(?P<other>\{)|(?P<end>\n[ \t]*\n)|\\[A-Za-z]+|\\.", re.DOTALL
)
_OPTION = re.compile(
    r"(?P<open>\\[A-Za-z]+\*?\[)|(?P<close>\])|(?P<other>\[)|(?P<end>\n[ \t]*\n)|\\[A-Za-z]+|\\.", re.DOTALL
)
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([^{}\n]*)\}")


def hide_lone_signs(text: str) -> str:
    """The text with a noncharacter for each sign that begins nothing."""
    for pattern, sign, most in ((_NEVER, "", -1), (_MOSTLY, "<", FEW), (_NO_ENTITY, "&", MANY)):
        if text.count(sign) > most:
            text = pattern.sub(lambda it: HIDDEN_SIGNS.get(it[0], it[0]), text)
    text = _NO_CHARACTER.sub(HIDDEN_SIGNS["&"], text) if "&#" in text else text
    found = [it.end() - 1 for it in _MARKER_ALONE.finditer(text)]
    found += [it.start("lone") for it in _STAR_IN_CAPTION.finditer(text)]
    if text.count("<") > FEW:
        found += _tags(text)
    for sign, pattern in (("](", _ADDRESS), ("@{", _KEY), ("\\", _ARGUMENT), ("\\", _OPTION)):
        if text.count(sign) > FEW:
            found += _beyond_few(_unclosed(text, pattern))
    if text.count("\\begin{") > FEW:
        found += _beyond_few(_open_elements(text, _ENVIRONMENT, "end"))
    return _hidden(text, found) if found else text


def _hidden(text: str, offsets: list[int]) -> str:
    signs = list(text)
    for at in offsets:
        signs[at] = HIDDEN_SIGNS.get(signs[at], signs[at])
    return "".join(signs)


def _beyond_few(offsets: list[int]) -> list[int]:
    return offsets if len(offsets) > FEW else []


def _tags(text: str) -> list[int]:
    """Where `<` begins what nothing ends: a tag without its `>`, a remark, an element whose end tag would be looked for."""
    # an instruction is in no edition, and each is looked for through all that follows
    ends_none = text.count("<?") > FEW
    last = {"<!--": text.rfind("-->"), "<?": -1 if ends_none else text.rfind("?>")}
    lone = [it.start() for it in _OPENING.finditer(text) if it[0] not in last or it.start() > last[it[0]]]
    return _beyond_few(lone) + _beyond_few(_open_elements(text, _ELEMENT, "/"))


def _open_elements(text: str, pattern: re.Pattern[str], closing: str) -> list[int]:
    """Where elements of a kind begin that have no end, or are nested too deeply."""
    stacks: dict[str, list[int]] = {}
    deep: list[int] = []
    for tag in pattern.finditer(text):
        stack = stacks.setdefault(tag[2].lower(), [])
        if tag[1] != closing:
            stack.append(tag.start())
            deep += [tag.start()] if len(stack) > DEEPEST else []
        elif stack:
            stack.pop()
    return sorted({*deep, *(at for stack in stacks.values() for at in stack)})


def _unclosed(text: str, pattern: re.Pattern[str]) -> list[int]:
    """Where a bracket begins that its paragraph does not close, or that stands too deep in others."""
    found: set[int] = set()
    open_: list[tuple[int, bool]] = []
    for mark in pattern.finditer(text):
        if mark.lastgroup in ("open", "other"):
            is_ours = mark.lastgroup == "open"
            open_.append((mark.start(), is_ours))
            if is_ours and len(open_) > DEEPEST:
                found.add(mark.start())
        elif mark.lastgroup == "close" and open_:
            open_.pop()
        elif mark.lastgroup == "end":
            found |= {at for at, is_ours in open_ if is_ours}
            open_ = []
    return sorted(found | {at for at, is_ours in open_ if is_ours})
