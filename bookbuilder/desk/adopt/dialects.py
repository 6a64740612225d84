"""Rewrites what MyST, MkDocs, Obsidian, GitHub and Hugo have beyond Markdown: callouts, figures, roles, embedded notes and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bookbuilder.desk.adopt.files import front_matter
from bookbuilder.desk.adopt.labels import label_of
from bookbuilder.desk.adopt.plan import Report

CALLOUTS = {
    **dict.fromkeys("note info abstract summary todo seealso question example quote bug topic sidebar".split(), "note"),
    **dict.fromkeys("tip hint success check done".split(), "tip"),
    **dict.fromkeys("important admonition".split(), "important"),
    **dict.fromkeys("warning attention".split(), "warning"),
    **dict.fromkeys("caution danger error failure fail".split(), "caution"),
}
"""Our callout for each kind that a program has."""
SILENT = frozenset("toctree contents tableofcontents index raw bibliography iframe mermaid nb-exec-table".split())
"""Directives that print nothing by themselves."""
NUMBERED = frozenset(
    "theorem lemma corollary proposition conjecture definition example exercise hypothesis proof remark solution".split()
)
"""Blocks of mathematicians that `numbered.py` counts."""
OTHERS = frozenset(
    "figure image code-block code code-cell math table list-table include tab-set tab-item dropdown card grid grid-item "
    "grid-item-card margin epigraph pull-quote exercise solution glossary div "
    "exercise-start exercise-end solution-start solution-end".split()
)
"""Other directives that print something."""
_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,}|:{3,})[ \t]*(?:\{([a-z][\w:-]*)\})?[ \t]*([^\n]*)$")
_PLAIN_BLOCK = re.compile(r"^:{3,}[ \t]*([a-z]+)[ \t]*$")
_OPTION = re.compile(r"^[ \t]*:([\w-]+):[ \t]*(.*)$")
_MKDOCS = re.compile(r"^(?:!!!|\?\?\?\+?)[ \t]+([a-z]+)(?:[ \t]+\"([^\"]*)\")?[^\n]*$")
_QUOTED = re.compile(r"^>[ \t]*\[!(\w+)\][-+]?[ \t]*([^\n]*)$")
_LABEL = re.compile(r"^\(([\w:.-]+)\)=[ \t]*$")
_PERCENT = re.compile(r"\{\{%[ \t]*/?[ \t]*([\w/-]+)[^\n]*?%\}\}")
_ROLE = re.compile(r"\{([a-z]+(?::[a-z]+)?)\}`([^`\n]+)`|(`+)(?:.*?[^`])??\3(?!`)")
_TARGET = re.compile(r"(.*?)\s*<([^<>]+)>$")
_EMBEDDED = re.compile(r"!\[\[([^\[\]|#\n]*)(?:#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_LINKED = re.compile(r"(?<![!\[])\[\[([^\[\]|#\n]+)(#[^\[\]|\n]*)?(?:\|([^\[\]\n]+))?\]\](?![(\[])")
_PICTURE = re.compile(r"\.(png|jpe?g|gif|svg|webp|bmp)$", re.IGNORECASE)

_LABELLED = re.compile(r"^\$\$[ \t]+\((?=[^()\s]*[A-Za-z])([\w:.-]+)\)[ \t]*$", re.MULTILINE)
"""The end of a displayed formula with MyST's label for it."""


def in_our_form(
    text: str, file: str, notes: Mapping[str, str], report: Report, included: Callable[[str], str | None]
) -> str:
    """The text with callouts, figures, code and formulas as we write them; `notes` are the files of the folder by their stems."""
    made = "\n".join(_Lines(text.split("\n"), file, notes, report, included).made())
    return _LABELLED.sub(lambda it: f"$$ {{#{label_of(it[1], 'eq')}}}", made)


class _Lines:
    def __init__(
        self,
        lines: list[str],
        file: str,
        notes: Mapping[str, str],
        report: Report,
        included: Callable[[str], str | None],
        first: int = 1,
    ) -> None:
        self._lines, self._file, self._notes = lines, file, notes
        self._report, self._included, self._first = report, included, first
        self._at, self._label = 0, ""

    def made(self) -> list[str]:
        """The lines, rewritten."""
        made: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            fence, mkdocs, quoted = _FENCE.match(line), _MKDOCS.match(line), _QUOTED.match(line)
            plain = _PLAIN_BLOCK.match(line)
            if plain and plain[1] in CALLOUTS:
                made.append(f"::: {{.callout-{CALLOUTS[plain[1]]}}}")
                self._at += 1
            elif fence and (fence[3] or fence[2][0] != ":"):
                made += self._fenced(fence)
            elif mkdocs and mkdocs[1] in CALLOUTS:
                body = self._while(lambda it: not it.strip() or it.startswith(("    ", "\t")))
                made += self._callout(mkdocs[1], mkdocs[2] or "", [re.sub(r"^(?: {4}|\t)", "", it) for it in body])
            elif quoted and quoted[1].lower() in CALLOUTS:
                body = self._while(lambda it: it.startswith(">"))
                made += self._callout(quoted[1].lower(), quoted[2], [re.sub(r"^>[ ]?", "", it) for it in body])
            elif _LABEL.match(line):
                self._label = line.strip()[1:-2]
                made.append("")
                self._at += 1
            else:
                made.append(self._prose(line))
                self._at += 1
        return made

    def _while(self, goes_on: Callable[[str], bool]) -> list[str]:
        """The lines below this one as long as they belong to it."""
        start = self._at + 1
        self._at = start
        while self._at < len(self._lines) and goes_on(self._lines[self._at]):
            self._at += 1
        return self._lines[start : self._at]

    def _fenced(self, fence: re.Match[str]) -> list[str]:
        mark, name, words, start = fence[2], fence[3] or "", fence[4].strip(), self._at
        closes = re.compile(rf"^[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
        body = self._while(lambda it: not closes.match(it))
        self._at += 1
        if mark[0] != ":" and not (name in CALLOUTS or name in SILENT or name in OTHERS or ":" in name):
            return self._lines[start : self._at]
        options: dict[str, str] = {}
        while body and (option := _OPTION.match(body[0])):
            options[option[1]] = option[2]
            body = body[1:]
        if name.endswith(("-start", "-end")):
            id = f"#{options['label']} " if "label" in options else ""
            return ["", f"::: {{{id}.{name.removesuffix('-start')}}}" if name.endswith("-start") else ":::", ""]
        if name in SILENT:
            self._report.note("left", f"the directive {name}", f"{self._file}:{self._first + start}")
            return [""] * (self._at - start)
        if name in CALLOUTS:
            return self._callout(name, words, body, start + 1 + len(options))
        if name in ("figure", "image"):
            name = re.sub(r"[^\w.-]+", "-", options.get("name") or options.get("label", ""))
            label = f" #fig-{name.removeprefix('fig-')}" if name else ""
            width = f" width={options['width']}" if options.get("width", "").endswith(("%", "px", "cm")) else ""
            alt = f' alt="{options["alt"]}"' if options.get("alt") and '"' not in options["alt"] else ""
            inside = f"{label}{width}{alt}".strip()
            caption = " ".join(self._prose(it).strip() for it in body).strip()
            return ["", f"![{caption}]({words}){f'{{{inside}}}' if inside else ''}", ""]
        label = options.get("label") or options.get("name") or ""
        if name == "math":
            id = f" {{#{label_of(label, 'eq')}}}" if label else ""
            return ["$$", *filter(str.strip, [words, *body]), f"$${id}"]
        if name in ("code-block", "code", "code-cell"):
            is_hidden = re.search(r"(remove|hide)-(input|cell)", options.get("tags", ""))
            language = re.sub(r"ipython\d*", "python", words)
            return [] if is_hidden else [f"{fence[1]}``` {language}".rstrip(), *body, f"{fence[1]}```"]
        if name == "list-table":
            body, name = _list_table(body), "table"
        if name == "include":
            return front_matter(self._included(words) or "")[1].split("\n")
        inner = _Lines(body, self._file, self._notes, self._report, self._included, self._first + start + 1).made()
        if name == "table":
            id = f" {{#tbl-{label.removeprefix('tbl-')}}}" if label else ""
            return ["", *inner, *(["", f": {words}{id}"] if words or id else []), ""]
        if name in ("tab-item", "tab-set", "dropdown", "card", "grid", "grid-item", "grid-item-card"):
            return ["", *([f"**{words}**", ""] if words and name[0] != "g" else []), *inner, ""]
        kind = name.rpartition(":")[2]
        if ":" in name or kind in ("exercise", "solution", "proof"):
            if kind not in NUMBERED:
                id = f"#{label} " if label else ""
                title = f" ({words})" if words else ""
                return ["", f"::: {{{id}.{kind}}}", "", f"**{kind.capitalize()}**{title}.", "", *inner, ":::", ""]
            given = [f"#{label}" if label else "", f".{kind}", f'name="{words}"' if words and '"' not in words else ""]
            return ["", f"::: {{{' '.join(filter(None, given))}}}", "", *inner, ":::", ""]
        return ["", f"::: {{.{kind}}}", *filter(None, [words]), *inner, ":::", ""]

    def _callout(self, kind: str, title: str, body: list[str], start: int = 0) -> list[str]:
        named = f' title="{title}"' if title and '"' not in title else ""
        begins = self._first + (start or self._at - len(body))
        inner = _Lines(body, self._file, self._notes, self._report, self._included, begins).made()
        while inner and not inner[-1].strip():
            inner.pop()
        return ["", f"::: {{.callout-{CALLOUTS[kind]}{named}}}", *inner, ":::", ""]

    def _prose(self, line: str) -> str:
        place = f"{self._file}:{self._first + self._at}"
        if self._label and re.match(r"#{1,6}[ \t]", line):
            line = line if line.rstrip().endswith("}") else f"{line.rstrip()} {{#{self._label}}}"
            self._label = ""
        if "{{%" in line:
            for found in _PERCENT.finditer(line):
                self._report.note("left", f"the shortcode {found[1]}", place)
            line = _PERCENT.sub("", line)
        line = _ROLE.sub(_of_role, line) if "}`" in line else line
        if "[[" in line:
            line = _LINKED.sub(self._linked, _EMBEDDED.sub(lambda it: self._embedded(it, place), line))
        return line

    def _embedded(self, found: re.Match[str], place: str) -> str:
        name, words = found[1].strip(), (found[2] or "").strip()
        if _PICTURE.search(name):
            width = re.match(r"\d+", words)
            return f"![]({self._notes.get(name.lower(), name)}){f'{{width={width[0]}px}}' if width else ''}"
        own = self._included(self._notes.get(name.lower(), f"{name}.md")) if name else None
        if own is None:
            self._report.note("left", f"the embedded note {name}", place)
            return words or name
        self._report.note("changed", "notes that others embed stand in their place", place)
        section = re.sub(r"^#[ \t]", "## ", front_matter(own)[1].strip(), flags=re.MULTILINE)
        return f"\n\n{section}\n\n"

    def _linked(self, found: re.Match[str]) -> str:
        name = found[1].strip()
        there = self._notes.get(name.lower()) or self._notes.get(name.rpartition("/")[2].lower())
        words = found[3] or (found[1] + (found[2] or "").replace("#", ", ") if there else "")
        return f"[{words}](<{there}>)" if there else words or found[0]


def _list_table(body: list[str]) -> list[str]:
    """A table of bars of a list of lists, whose first row is its head."""
    rows: list[list[str]] = []
    for line in body:
        if found := re.match(r"[ \t]*(\*[ \t]+)?-[ \t]*(.*)$", line):
            rows += [[]] if found[1] or not rows else []
            rows[-1].append(found[2])
        elif line.strip() and rows:
            rows[-1][-1] += f" {line.strip()}"
    lines = [f"| {' | '.join(it.replace('|', chr(92) + '|') for it in row)} |" for row in rows]
    return [*lines[:1], f"|{'---|' * len(rows[0])}", *lines[1:]] if rows else []


def _of_role(found: re.Match[str]) -> str:
    if found[3]:  # code, in which braces stand for themselves
        return found[0]
    role, words = found[1], found[2].strip()
    target = _TARGET.match(words)
    if role.startswith("cite"):
        keys = "; ".join(f"@{key.strip()}" for key in words.split(","))
        return keys if role in ("cite:t", "cite:ts") and ";" not in keys else f"[{keys}]"
    if role == "eq":
        return f"([-@{label_of(words, 'eq')}])"
    if role in ("ref", "numref", "any", "doc", "prf:ref"):
        named, to = (target[1], target[2]) if target else (words, words)
        return f"[{named}]({to.lstrip('/')}.md)" if role == "doc" else f"[{named}](#{to})"
    if role in ("sub", "sup", "math", "kbd"):
        return {"sub": f"~{words}~", "sup": f"^{words}^", "math": f"${words}$", "kbd": f"[{words}]{{.kbd}}"}[role]
    if role in ("term", "abbr", "download", "index"):
        return target[1] if target else words
    return found[0] if role in ("r", "python", "julia") else f"`{words}`"
