"""Rewrites what CommonMark, kramdown and Leanpub read differently from Pandoc, for books that were written for them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from bookbuilder.desk.adopt.verbatim import blanked, fences_opened, outside_code

COMMONMARK = frozenset(
    (
        "CommonMark",
        "mdBook",
        "GitBook",
        "GitHub",
        "Jekyll",
        "Leanpub",
        "Hugo",
        "MyST",
        "Quire",
        "Docusaurus",
        "Obsidian",
    )
)
"""Kinds of books for which no empty line need stand before a list, a quotation or a block of code."""
ASIDES = {
    "A": "note",
    "B": "note",
    "I": "note",
    "D": "note",
    "Q": "note",
    "X": "note",
    "T": "tip",
    "W": "warning",
    "E": "caution",
}
"""Leanpub's asides by the letter before `>`."""
_BEFORE_CODE = re.compile(
    r"^\{:?[ \t]*(?=[^{}\n]*(?:lang|class|language|\.))([^{}\n]*)\}[ \t]*\n(?:[ \t]*\n)?(?=[ \t]*(`{3,}|~{3,}))",
    re.MULTILINE,
)
_ATTRIBUTES = re.compile(
    r"^[ \t]*\{(?::[^{}\n]*|(?:pagebreak|frontmatter|mainmatter|backmatter|sample|[\w-]+[=:][^{}\n]*))\}[ \t]*\n",
    re.MULTILINE,
)
_LANGUAGE = re.compile(r"(?:lang(?:uage)?=[\"\u201c']?|\.(?:language-)?)([\w+#-]+)")
_ASIDE = re.compile(r"(?:^[A-Z]>(?:[ \t][^\n]*)?(?:\n|\Z))+", re.MULTILINE)
_MARKUA = re.compile(r"\{\$\$\}\s*(.{1,2000}?)\s*\{/\$\$\}", re.DOTALL)
_MARKUA_SHOWN = re.compile(r"^\{\$\$\}[ \t]*\n(.{1,2000}?)\{/\$\$\}[ \t]*$", re.MULTILINE | re.DOTALL)
"""Leanpub's formulas, within a line and on lines of their own."""
_HIGHLIGHT = re.compile(
    r"^[ \t]*\{%-?\s*highlight\s+(\S+)[^%]*%\}[ \t]*\n(.*?)^[ \t]*\{%-?\s*endhighlight\s*-?%\}",
    re.MULTILINE | re.DOTALL,
)
_INLINE = re.compile(r"(?<=[*_`)\]\U000f0000-\U000ffff0])\{:[^{}\n]*\}|\{::?/?[a-z][\w-]*[^{}\n]*\}")
"""Kramdown's attributes behind words, and its own commands."""
_TOC = re.compile(r"^[ \t]*(?:[-*+]|1\.)[ \t]+[^\n]*\n\{:[ \t]*toc\b[^{}\n]*\}[ \t]*$", re.MULTILINE)
_WITHIN = re.compile(r"(?<=[^\s$][ (])\$\$([^$\n]+)\$\$|(?<!\S)\$\$([^$\n]+)\$\$(?=[ ,.;:)]+\S)")
"""Kramdown's formula within a line."""
_HEADING = re.compile(r"^[ \t]*<h([1-6])\b[^>]*>([^\n]*?)</h\1>[ \t]*$", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPACED = re.compile(r"(?<![\\$])\$(?!\$)\s*((?:[^$\\\n]|\\.|\n(?![ \t]*\n))+?)\s*(?<!\\)\$(?![$\d])")
_DOUBLED = re.compile(r"\\\\\([ \t]*((?:(?!\n[ \t]*\n|(?<!\\)\\\\[()]).){1,2000}?)[ \t]*\\\\\)", re.DOTALL)
_DOUBLED_SHOWN = re.compile(r"\\\\\[((?:(?!\n[ \t]*\n|(?<!\\)\\\\[\[\]]).){1,2000})\\\\\]", re.DOTALL)
"""A formula between `\\\\(` and `\\\\)`, of which CommonMark makes MathJax's `\\(`."""
_TIGHT = re.compile(r"^#(?=\w)", re.MULTILINE)
"""A heading to GitBook's old reader, and a word such as #this to all others."""
_RULE = re.compile(r"(?<=\n\n)[ ]{0,3}-{3,}[ \t]*$", re.MULTILINE)
_RULE_OF_TABLE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*")
_SHORT_RULE = re.compile(r"^(?P<head>[ ]{0,3}\|[^\n]*\|[^\n]*)\n[ ]{0,3}\|[ \t]*-{3,}[ \t]*\|?[ \t]*$", re.MULTILINE)
"""The head of a table above a line of one column, which is enough for kramdown."""
_DIV_IN_TABLE = re.compile(r"(?m)^(?=[ ]{0,3}\|)[^\n]*</?div\b[^\n]*")
_PARAGRAPH_IN_TABLE = re.compile(r"(?mi)^(?=[ ]{0,3}\|)[^\n]*[^\s|][ \t]*</?p\b[^<>]*>[ \t]*[^\s|<][^\n]*")
"""A row with a tag of paragraphs between the words of a cell: what is behind it is lost to Pandoc."""
_OPENS = re.compile(
    r"(?P<list>[-*+][ \t]+\S|1[.)][ \t]+\S)|(?P<quote>>)|(?P<code>`{3,}|~{3,})|(?P<heading>#{1,6}[ \t]+\S)"
)
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})([^\n`]*)$", re.MULTILINE)
_INFO = re.compile(r"^([ \t>]*(?:`{3,}|~{3,})[ \t]*)([\w+#-]+)(?:,|[ \t]+(?=\S))[^\n`{}]*$")
"""A block of code with more than its language, ```` ```rust, ignore ````: to Pandoc it is code within a line."""
FORMULA = re.compile(r"(?<![\\$])\$(?=[^\s$])(?:(?!\n[ \t]*\n)[^$])*(?<![\s\\$])\$(?![\d$])")
_TEX = re.compile(
    rf"{FORMULA.pattern}|\\begin\{{(\w+\*?)\}}.{{0,20000}}?\\end\{{\1\}}|\\\(.{{0,5000}}?\\\)|\\\[.{{0,5000}}?\\\]",
    re.DOTALL,
)
_SET_IN = re.compile(r" {1,3}#{1,6}[ \t]+\S")
_BEFORE_HEADING = re.compile(r"(?:[-*+]|\d+[.)])[ \t]|\t| {4}|:{3,}[ \t]*$")
"""A line of an item, a line that is set in, and the end of a division: no part of a heading's paragraph."""
_INDENTED = re.compile(r"[ ]{1,3}" + _OPENS.pattern)
_NO_PARAGRAPH = re.compile(
    r"[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|>|\||#{1,6}[ \t]|<(?![a-z]+(?:[ \t][^<>]*)?></[a-z]+>[ \t]*$)|:{1,}|$|\[[^\]]+\]:|`{3}|~{3}|\t| {4})"
)

_COMMAND = re.compile(
    r"(?<!\\)\\(?!(?:begin|end|(?:eq|auto|page|c)?ref|label|(?:re)?newcommand|DeclareMathOperator|def|newpage|pagebreak|clearpage"
    r"|cite[a-z]*|index|footnote)\b)(?=[A-Za-z]{2,}\*?(?:\[[^\]\n]*\])?\{)"
)
"""A word such as \\usepackage{x}: a website prints it, and to Pandoc it is LaTeX. What MathJax reads everywhere stays."""
_DISPLAYED = re.compile(r"^[ \t]*\$\$[ \t]*\n(?:(?!.*\$\$).*\n){1,40}?[ \t]*\$\$", re.MULTILINE)
"""A formula between dollars on lines of their own: in it, Pandoc takes no empty line, and these readers do."""


_OF_MYST = re.compile(r"^(?:%.*|\+\+\+(?:[ \t].*)?)$", re.MULTILINE)
"""A remark of the author's, and the mark of a new block: neither is printed."""


def in_pandocs_sense(text: str, kind: str) -> str:
    """The text with kramdown's attributes, Jekyll's blocks and Leanpub's asides as Pandoc has them, and empty lines where it wants them."""
    if kind == "Jekyll":
        text = _HIGHLIGHT.sub(lambda it: f"``` {it[1]}\n{it[2]}```", text)
        text = _outside_code(_TOC, "", text)
        text = outside_code(text, lambda part: _within_lines(_INLINE.sub("", part)), formulas=False)
        text = _outside_code(_SHORT_RULE, _lengthened, text)
    if kind in ("Jekyll", "Leanpub"):
        text = _BEFORE_CODE.sub(_with_language, text)
        text = re.sub(r"^([`~]{3,}) LANGUAGE (\S+) \1[^\n]*$", r"\1 \2", text, flags=re.MULTILINE)
        text = _outside_code(_ATTRIBUTES, "\n", text)
    if kind == "Leanpub":
        text = _outside_code(_ASIDE, _callout, text)
        text = outside_code(text, lambda it: _MARKUA.sub(r"$\1$", _MARKUA_SHOWN.sub(r"$$\1$$", it)), formulas=False)
    if kind == "MyST":
        text = _outside_code(_OF_MYST, "", text)
    if kind in COMMONMARK or kind == "MkDocs":
        text = outside_code(text, lambda part: _DOUBLED.sub(r"$\1$", _DOUBLED_SHOWN.sub(r"$$\1$$", part)))
        text = outside_code(text, lambda part: _DISPLAYED.sub(lambda it: re.sub(r"\n(?:[ \t]*\n)+", "\n", it[0]), part))
    if kind == "GitBook":
        text = outside_code(text, _within_lines, formulas=False)
    if kind in COMMONMARK:
        text = fences_opened(_closed(text), lambda line: _INFO.sub(r"\1\2", line))
        spaced = kind == "MyST"  # which reads `$x $` as a formula
        text = outside_code(
            text, lambda it: _SPACED.sub(r"$\1$", it) if spaced else _lone_dollars(it), formulas=not spaced
        )
        text = _outside_code(_TIGHT, "# " if kind == "GitBook" else "\\#", text)
        text = outside_code(text, _words_of_latex)
        text = _outside_code(_DIV_IN_TABLE, lambda it: re.sub(r"</?div\b[^<>]*>", "", it[0]), text)
        text = _outside_code(
            _PARAGRAPH_IN_TABLE, lambda it: re.sub(r"(?i)[ \t]*(?:</?p\b[^<>]*>[ \t]*)+", "<br>", it[0]), text
        )
        text = _outside_code(_RULE, "* * *", text)  # which begins no table and no metadata
        text = _spaced(_outside_code(_HEADING, _marked, text))
    return text


def _outside_code(pattern: re.Pattern[str], made: str | Callable[[re.Match[str]], str], text: str) -> str:
    """The text with lines replaced that begin in prose: they may hold code."""
    plain = blanked(text)

    def replaced(found: re.Match[str]) -> str:
        if not plain[found.start() : found.start() + 1].strip():
            return found[0]
        return made if isinstance(made, str) else made(found)

    return pattern.sub(replaced, text)


def _closed(text: str) -> str:
    """The text with an end to a block of code that has none, which to CommonMark is code down to the end of the file."""
    opened = ""
    for line in _FENCE.finditer(text):
        if not opened:
            opened = line[1]
        elif line[1].startswith(opened) and not line[2].strip():
            opened = ""
    return f"{text.rstrip()}\n{opened}\n" if opened else text


def _lengthened(found: re.Match[str]) -> str:
    columns = re.sub(r"\\\|", "", found["head"]).strip().strip("|").count("|") + 1
    return f"{found['head']}\n|{columns * '---|'}"


def _words_of_latex(part: str) -> str:
    """Prose in which LaTeX's commands outside formulas are words."""
    ends = [0, *(it for found in _TEX.finditer(part) for it in found.span()), len(part)]
    pieces = [part[start:end] for start, end in itertools.pairwise(ends)]
    return "".join(it if at % 2 else _COMMAND.sub(r"\\\\", it) for at, it in enumerate(pieces))


def _marked(heading: re.Match[str]) -> str:
    """A heading in HTML as one of Markdown, if it has words."""
    words = _TAG.sub("", heading[2]).strip()
    return f"\n{'#' * int(heading[1])} {words}\n" if re.search(r"\w", heading[2]) else heading[0]


def _within_lines(part: str) -> str:
    """Prose in which a formula between two dollars each, with words beside it, is one of the line."""
    return _WITHIN.sub(lambda it: f"${(it[1] or it[2]).strip()}$", part)


def _lone_dollars(part: str) -> str:
    """Prose in which a dollar without a second one is a sign: to Pandoc `$HOME` goes on to the next, even in code."""
    ends = [0, *(it for found in FORMULA.finditer(part) for it in found.span()), len(part)]
    pieces = [part[start:end] for start, end in itertools.pairwise(ends)]
    return "".join(it if at % 2 else re.sub(r"(?<![\\$])\$(?!\$)", r"\\$", it) for at, it in enumerate(pieces))


def _with_language(found: re.Match[str]) -> str:
    language = _LANGUAGE.search(found[1])
    return f"\n{found[2]} LANGUAGE {language[1]} " if language else "\n"


def _callout(found: re.Match[str]) -> str:
    letter = found[0][0]
    if letter not in ASIDES:
        return found[0]
    lines = [re.sub(r"^[A-Z]>[ \t]?", "", line) for line in found[0].rstrip("\n").split("\n")]
    title = re.match(r"#+[ \t]+(\S.*)", lines[0])
    named = f' title="{title[1].strip(" #")}"' if title and '"' not in title[1] else ""
    words = "\n".join(lines[1:] if named else lines)
    return f"\n::: {{.callout-{ASIDES[letter]}{named}}}\n{words}\n:::\n\n"


def _spaced(text: str) -> str:
    """The text with an empty line before each list, quotation, heading and block of code that follows a paragraph's line."""
    lines, plain = text.split("\n"), blanked(text).split("\n")
    made: list[str] = []
    for number, line in enumerate(lines):
        before = plain[number - 1] if number else ""
        if _SET_IN.match(plain[number]) and (not before.strip() or _SET_IN.match(before)):
            line = line.lstrip(" ")
        opens = _OPENS.match(line) or _indented_list(line, plain, number)
        is_code = bool(opens and opens["code"]) and not plain[number].strip()
        is_table = (
            line.startswith("|") and number + 1 < len(lines) and bool(_RULE_OF_TABLE.fullmatch(plain[number + 1]))
        )
        if (
            (opens or is_table)
            and before.strip()
            and (is_code or plain[number].strip())
            and (not _NO_PARAGRAPH.match(before) or bool(opens and opens["heading"] and _BEFORE_HEADING.match(before)))
        ):
            made.append("")
        made.append(line)
    return "\n".join(made)


def _indented_list(line: str, plain: Sequence[str], number: int) -> re.Match[str] | None:
    """The mark of a list that is set in by some spaces and follows a paragraph, which is not one of a list itself."""
    opens = _INDENTED.match(line)
    above = itertools.takewhile(str.strip, reversed(plain[:number])) if opens and opens["list"] else ()
    return (
        opens
        if opens and opens["list"] and all(it[0] not in " \t" and not _NO_PARAGRAPH.match(it) for it in above)
        else None
    )
