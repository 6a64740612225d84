"""Lists the signs of a word that was meant as Markdown, though Pandoc took it for a word, each with what its author forgot."""

from __future__ import annotations

from typing import NamedTuple

from bookbuilder.diagnostics import Severity

_W = Severity.WARNING


class Sign(NamedTuple):
    """What a word looks like that was meant as Markdown, and what its author forgot."""

    word: str
    remedy: str
    begins_line: bool = False
    severity: Severity = Severity.ERROR


UNREAD_CITATION = Sign("", "Close the bracket, and name a source in each part: [@one, p. 3; @two].")

CITATION_IN_BRACKETS = Sign("", "A citation has its own brackets: [@one, p. 3; @two].", severity=Severity.WARNING)

HALF_BOLD = Sign(r"\*{2,3}\w|.*[^\W\d]\*\*", "Bold words have ** on both sides.", severity=Severity.WARNING)
"""Behind a figure they are signs of significance: 0.45**."""

_KEYS = "lang|entry|see|see-also|range|by|turn|source|of|to|note|for|alt|credit|width|original|speaker|key"

SIGNS = (
    Sign(r":{3,}", "Put an empty line before :::, and let each block have one line ::: at its end.", True),
    Sign(r"[`~]{3,}", "Close the code with a line of the same signs, and put an empty line before it.", True),
    Sign(
        r"#{1,6}(?=$|[^\W\d])(?!#?[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?(?:[^\w]|$))",
        "Put an empty line before a heading and a space behind #. For the sign itself write \\#.",
        True,
    ),
    Sign(
        rf".*\{{(?:[#.][A-Za-z]|=\w|(?:{_KEYS})=)",
        "Close the brackets, and leave no space between them: [words]{.index}.",
    ),
    Sign(r"\{(?:sec|fig|tbl|eq|lst|part|rec)[-:][\w-]+\}", "A label has a number sign: {#sec-name}."),
    Sign(r"<!(?:–|-)", "Close the remark with -->."),
    Sign(r".*\[[\w-]{1,20}\^\]", "A note is called with [^1]."),
    Sign(
        r"\(?\[\^(?![^\]\s]+\])|.*\w\[\^(?![^\]\s]+\])",
        "A note is called with its label alone, [^1], and its text begins with [^1]: on a new line.",
    ),
    Sign(
        r"<{7}$|>{7}$|={7}$",
        "Git has left two versions of this place: keep one, and delete the three lines of these signs.",
        True,
    ),
    Sign(r".*[\[(\s;-]\uff20\w|\uff20\w", "A source is cited with the sign @ of the keyboard: [@key, p. 3]."),
    Sign(r"\(?\[-?@(?![\w{])", "Write [@key, p. 3], without a space behind @."),
    Sign(
        r".*\[-?@\w",
        "No citation is read within LaTeX: write ^[a note with [@key, p. 3]] or *words* as Markdown has them.",
    ),
    Sign(r"\{$", "Write {#sec-name} without a space behind the brace, and close it."),
    Sign(r".*\^\[", "Close the note: ^[ … ]."),
    Sign(
        r".*[^\W\d]\]\[[\w\]]",
        "There is no link of this name: write [words](address), or \\[ for the sign itself.",
        severity=Severity.WARNING,
    ),
    Sign(r">$", "Put an empty line before a quotation, one line > where it is inside another.", True, Severity.WARNING),
    Sign(r":$", "Put an empty line before the term that is defined, and give it one line.", True, Severity.WARNING),
    Sign(r".*\]\(", "Write [words](address), without a space in the address, and no link within another."),
    Sign(r"\|(?:[:–—-]+\|)+$", "Put an empty line before a table.", True),
    Sign(
        r"(?![(\"'“‘]`[)\"'”’][.,;:]?$).*`",
        'Close code with the sign that opens it; write " for a quotation mark and ’ for an apostrophe.',
        False,
        _W,
    ),
    Sign(
        r"(?!.*://)(?:.*\.~\w|.*[^\W\d]~[\dA-ZÀ-ÞА-Я]|\W*[aeikosuvwzAEIKOSUVWZ]~[^\W\d]{3})",  # b~v is linguists'
        "A space at which no line ends is “\\ ”, and for the sign itself write \\~.",
        False,
        _W,
    ),
    Sign(r".*&[A-Za-z]\w+;", "No sign has this name: write the sign itself, or \\& for “&”.", False, _W),
    Sign(r".*<(?:https?:|mailto:)", "Close the address with >.", False, _W),
    Sign(r"\{#$|.*(?<!\w)#\}", "A remark goes between <!-- and -->.", False, _W),
    Sign(r".*\(@\)", "Give the item a name that can be referred to: (@name).", False, _W),
    Sign(
        r"[“‘(]?!?(?:==\w|\+\+\w{3}|\[\[\w|\*\[\w+\]:|\[TOC\]$)",
        "This is another program’s markup: see docs/editor.md for what there is, or put \\ before the sign.",
        False,
        _W,
    ),
    Sign(
        r".*\\begin\{[A-Za-z]+\*?\}", "Close it with \\end{…} of the same name, and leave no empty line in a formula."
    ),
    Sign(r"\$\$", "A formula on lines of its own goes between $$ and $$, without an empty line in it.", True),
    Sign(r".*\$\$", "A formula goes between $ and $, or $$ and $$; for the sign itself write \\$.", False, _W),
    Sign(r".*\\[A-Za-z]{2,}\{", "Close the brace of this command, or write it as Markdown.", False, _W),
    HALF_BOLD,
)
