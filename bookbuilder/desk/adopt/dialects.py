"""Rewrites what MyST, MkDocs, Obsidian, GitHub and Hugo have beyond Markdown: callouts, figures, roles, embedded notes and pictures; and closes blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bookbuilder.desk.adopt.directives import (
    CALLOUTS,
    LABELLED,
    MARKS,
    OTHERS,
    SILENT,
    Directive,
    callout,
    read_directive,
    rewritten,
)
from bookbuilder.desk.adopt.inline_marks import Page, within_line
from bookbuilder.desk.adopt.labels import equation_label
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import LATEX_CODE, blanked

_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,}|:{3,})[ \t]*(?:\{([A-Za-z][\w:-]*)\})?[ \t]*([^\n]*)$")
_PLAIN_BLOCK = re.compile(
    r"^([ \t]*:{3,})[ \t]*([A-Za-z][\w-]*)[ \t]*(?:\[(.*)\](?=[ \t]*(?:\{|$)))?(?:\{([^{}\n]*)\})?[ \t]*(.*?)[ \t]*:*$"
)
"""A block of Docusaurus or VitePress: `:::tip[Title]`, `::: details Title`, `:::speech[Who]{.left}`."""
_MKDOCS = re.compile(r"^(?:!!!|\?\?\?\+?)[ \t]+([a-z]+)(?:[ \t]+\"([^\"]*)\")?[^\n]*$")
_QUOTED = re.compile(r"^>[ \t]*\[!(\w+)\][-+]?[ \t]*([^\n]*)$")
_LABEL = re.compile(r"^\(([\w:.-]+)\)=[ \t]*$")
_LABELLED = re.compile(r"^(.*)\$\$[ \t]*\((?=[^()\s]*[A-Za-z])([\w:.-]+)\)[ \t]*$", re.MULTILINE)
"""The end of a displayed formula with MyST's label for it."""


def in_our_form(
    text: str, file: str, notes: Mapping[str, str], report: Report, included: Callable[[str], str | None]
) -> str:
    """The text with callouts, figures, code and formulas as we write them; `notes` are the files of the folder by their stems."""
    page = Page(file, notes, report, included, lambda page, lines, first: _Lines(page, lines, first).made())
    made = "\n".join(_Lines(page, text.split("\n")).made())
    return _LABELLED.sub(lambda it: f"{it[1]}$$ {{#{equation_label(it[2])}}}", made)


class _Lines:
    """The lines of a page, or of a block in it, rewritten from the first to the last."""

    def __init__(self, page: Page, lines: list[str], first: int = 1) -> None:
        self._page, self._lines, self._first = page, lines, first
        self._at, self._label = 0, ""

    def made(self) -> list[str]:
        """The lines, rewritten."""
        made: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            made += self._anchor(line)
            fence, mkdocs, quoted = _FENCE.match(line), _MKDOCS.match(line), _QUOTED.match(line)
            plain = _PLAIN_BLOCK.match(line)
            if plain and (plain[2].lower() in CALLOUTS or plain[3] or plain[5]):
                made += self._block(plain)
                self._at += 1
            elif fence and (fence[3] or fence[2][0] != ":"):
                made += self._fenced(fence)
            elif mkdocs and mkdocs[1] in CALLOUTS:
                body = self._while(lambda it: not it.strip() or it.startswith(("    ", "\t")))
                made += self._callout(mkdocs[1], mkdocs[2] or "", [re.sub(r"^(?: {4}|\t)", "", it) for it in body])
            elif quoted and quoted[1].lower() in CALLOUTS:
                body = self._while(lambda it: it.startswith(">"))
                made += self._callout(quoted[1].lower(), quoted[2], [re.sub(r"^>[ ]?", "", it) for it in body])
            elif label := _LABEL.match(line):
                self._label = label[1]
                made.append("")
                self._at += 1
            else:
                made.append(self._prose(line))
                self._at += 1
        return made

    def _block(self, opens: re.Match[str]) -> list[str]:
        """The line that opens a block, with its title; the line that closes it stays as it is."""
        indent = opens[1].partition(":")[0]
        kind, title = opens[2].lower(), opens[3] or opens[5]
        classes = f"callout-{CALLOUTS[kind]}" if kind in CALLOUTS else kind
        named = f' title="{title}"' if title and kind in CALLOUTS and not MARKS.search(title) else ""
        more = f" {opens[4].strip()}" if opens[4] else ""
        heading = f"{'#### ' if kind in CALLOUTS else '**'}{self._prose(title)}{'' if kind in CALLOUTS else '**'}"
        shown = [f"{indent}{heading}", ""] if title and not named else []
        return ["", f"{opens[1]} {{.{classes}{named}{more}}}", *shown]

    def _anchor(self, line: str) -> list[str]:
        """A place for MyST's label that stands above a line which cannot have it: `(label)=` names whatever comes next."""
        fence = _FENCE.match(line)
        if not self._label or not line.strip() or re.match(r"#{1,6}[ \t](?!.*\}[ \t]*$)", line):
            return []
        if fence and (fence[3] in LABELLED or fence[3] in CALLOUTS or (fence[3] or "").startswith("prf:")):
            return []  # the directive takes it
        place = [f"::: {{#{self._label}}}", ":::", ""]
        self._label = ""
        return place

    def _while(self, goes_on: Callable[[str], bool]) -> list[str]:
        """The lines below this one as long as they belong to it."""
        start = self._at + 1
        self._at = start
        while self._at < len(self._lines) and goes_on(self._lines[self._at]):
            self._at += 1
        return self._lines[start : self._at]

    def _fenced(self, fence: re.Match[str]) -> list[str]:
        """A directive as we write it; a fence of code stays."""
        mark, given, start = fence[2], fence[3] or "", self._at
        name = given.lower() if given.lower() in CALLOUTS else given
        closes = re.compile(rf"^[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
        body = self._while(lambda it: not closes.match(it))
        self._at += 1
        if mark[0] != ":" and not (name in CALLOUTS or name in SILENT or name in OTHERS or ":" in name):
            return self._lines[start : self._at]
        directive = read_directive(name, fence[4].strip(), body, fence[1], self._first + start)
        own, self._label = self._label, ""
        if own and directive.label not in ("", own):  # it has two names
            return [f"::: {{#{own}}}", ":::", "", *rewritten(directive, self._page)]
        return rewritten(replace(directive, label=own or directive.label), self._page)

    def _callout(self, kind: str, title: str, body: list[str]) -> list[str]:
        begins = self._first + self._at - len(body)
        return callout(Directive(kind, title, body, begins - 1, begins), self._page)

    def _prose(self, line: str) -> str:
        if self._label and re.match(r"#{1,6}[ \t]", line):
            line = line if line.rstrip().endswith("}") else f"{line.rstrip()} {{#{self._label}}}"
            self._label = ""
        return within_line(line, self._first + self._at, self._page)


_MARK = re.compile(r"^ {0,3}:{3,}(?!:)[ \t]*(?P<opens>\{[^}\n]*\}|[\w-]+)?[ \t]*:*[ \t]*$", re.MULTILINE)


def blocks_closed(text: str, file: str, report: Report) -> str:
    """The text with a line of ::: at its end for each block that nothing closes; as it is where a line closes nothing."""
    depth = 0
    for mark in _MARK.finditer(LATEX_CODE.sub("", blanked(text))):
        depth += 1 if mark["opens"] else -1
        if depth < 0:
            return text
    if not depth:
        return text
    report.note("changed", "blocks that were open at the end of their file are closed there", file)
    return f"{text.rstrip()}\n{depth * (chr(10) + ':::' + chr(10))}"
