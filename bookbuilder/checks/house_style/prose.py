"""Blanks out what is not prose in a chapter's text with spaces, so that offsets stay true."""

from __future__ import annotations

import re
from functools import cached_property

_NO_PROSE = re.compile(
    r"(?P<fence>^(?P<mark>`{3,100}(?=[^`\n]*\n)|~{3,100})[^\n]*\n.*?(?:^(?P=mark)[`~]*[ \t]*$|\Z))"
    r"|(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<jinja>\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\})"
    r"|(?P<code>(?<!\\)(?P<tick>`{1,100})(?!`)[^\n]*?(?<!`)(?P=tick)(?!`))"
    r"|(?P<div>^[ \t]*:{3,}[^\n]*$)"
    r"|(?P<target>(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*\))"
    r"|(?P<attributes>(?<=[\]\)`\w ”’.!?])\{[^{}\n]*[.#=][^{}\n]*\})"
    r"|(?P<address><?(?:https?://|www\.)[^\s<>\]]+>?)"
    r"|(?P<note>\[\^[^\[\]\s]+\]:?)"
    r"|(?P<cite>-?@\{[^{}]*\}[^\];]*|-?@[\w][\w:.#$%&+?<>~/-]*(?:,[^\[\];@]*(?=[\];]))?)",
    re.MULTILINE | re.DOTALL,
)

_OTHERS_WORDS = re.compile(
    r"(?P<excerpt>^:{3,}[ \t]*(?:\{[^\n}]*\.)?(?:excerpt|epigraph)[^\n]*\n.*?^:{3,}[ \t]*$)"
    r"|(?P<quoted>^[ \t]*>[^\n]*$)"
    r"|(?P<double>“[^“”]*”|«[^«»]*»)"
    r"|(?P<single>(?<!\w)‘[^‘’]*(?:’\w[^‘’]*)*’(?!\w))"
    r"|(?P<title>(?<![\w*])\*(?!\s)[^*\n]+\*(?![\w*]))"
    r"|(?P<foreign>\[[^\[\]]*\](?=\{[^{}\n]*(?:lang=|\.said)))",
    re.MULTILINE | re.DOTALL,
)


class Prose:
    """`text` is the chapter's own, its metadata blanked out already."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def all(self) -> str:
        """Everything that a reader reads, quotations too."""
        return _NO_PROSE.sub(_blank, self.text)

    @cached_property
    def own(self) -> str:
        """What the author says themselves: without quotations, titles in italics and words of another language."""
        quoted = _OTHERS_WORDS.sub(_blank, self.text)
        return "".join(one if one == other else " " for one, other in zip(self.all, quoted, strict=True))

    @cached_property
    def running(self) -> str:
        """The author's own words without tables, whose figures follow other rules."""
        return re.sub(r"(?m)^[ \t]*[|+:][^\n]*$", _blank, self.own)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
