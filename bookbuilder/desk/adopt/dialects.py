"""Rewrites what MyST, MkDocs, Obsidian, GitHub and Hugo have beyond Markdown: callouts, figures, roles, embedded notes and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bookbuilder.compose.decide.file_links import automatic_id
from bookbuilder.desk.adopt.files import front_matter, yaml_of
from bookbuilder.desk.adopt.labels import THEOREMS, equation_label, label_of
from bookbuilder.desk.adopt.myst_parts import ROLE, list_table, of_cell, of_role
from bookbuilder.desk.adopt.plan import Report

CALLOUTS = {
    **dict.fromkeys(
        "note info secondary abstract summary todo seealso question example quote bug topic sidebar".split(), "note"
    ),
    **dict.fromkeys("tip hint success check done".split(), "tip"),
    **dict.fromkeys("important admonition".split(), "important"),
    **dict.fromkeys("warning attention".split(), "warning"),
    **dict.fromkeys("caution danger error failure fail".split(), "caution"),
}
"""Our callout for each kind that a program has."""
SILENT = frozenset(
    "toctree contents tableofcontents index raw bibliography iframe mermaid nb-exec-table glue:figure only".split()
)
"""Directives that print nothing by themselves."""
OTHERS = frozenset(
    "figure figure-md image youtube code-block code code-cell math table list-table include tab-set tab-item dropdown toggle card grid grid-item "
    "grid-item-card tab tabbed panels details margin epigraph pull-quote exercise solution glossary div "
    "exercise-start exercise-end solution-start solution-end".split()
)
"""Other directives that print something."""
LABELLED = frozenset("figure figure-md image math table list-table exercise exercise-start solution-start".split())
"""Directives that can have a label."""
TITLED = frozenset(
    "tab tabbed tab-item tab-set dropdown toggle details panels card grid grid-item grid-item-card".split()
)
"""Directives that a website shows one at a time, or side by side: here they follow each other, below their titles."""
_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,}|:{3,})[ \t]*(?:\{([A-Za-z][\w:-]*)\})?[ \t]*([^\n]*)$")
_PLAIN_BLOCK = re.compile(
    r"^([ \t]*:{3,})[ \t]*([A-Za-z][\w-]*)[ \t]*(?:\[(.*)\](?=[ \t]*(?:\{|$)))?(?:\{([^{}\n]*)\})?[ \t]*(.*?)[ \t]*:*$"
)
"""A block of Docusaurus or VitePress: `:::tip[Title]`, `::: details Title`, `:::speech[Who]{.left}`."""
_OPTION = re.compile(r"^[ \t]*:([\w-]+):[ \t]*(.*)$")
_MKDOCS = re.compile(r"^(?:!!!|\?\?\?\+?)[ \t]+([a-z]+)(?:[ \t]+\"([^\"]*)\")?[^\n]*$")
_QUOTED = re.compile(r"^>[ \t]*\[!(\w+)\][-+]?[ \t]*([^\n]*)$")
_LABEL = re.compile(r"^\(([\w:.-]+)\)=[ \t]*$")
_PERCENT = re.compile(r"\{\{%[ \t]*/?[ \t]*([\w/-]+)[^\n]*?%\}\}")
_EMBEDDED = re.compile(r"!\[\[([^\[\]|#\n]*)(#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_LINKED = re.compile(r"(?<![!\[])\[\[([^\[\]|#\n]+|(?=#[^\^\s]))(#[^\[\]|\n]*)?(?:\\?\|([^\[\]\n]+))?\]\](?![(\[])")
_PICTURE = re.compile(r"\.(png|jpe?g|gif|svg|webp|bmp)$", re.IGNORECASE)

_MARKS = re.compile(r"[\"$*_`{}\[\]\\]")
_LABELLED = re.compile(r"^(.*)\$\$[ \t]*\((?=[^()\s]*[A-Za-z])([\w:.-]+)\)[ \t]*$", re.MULTILINE)
"""The end of a displayed formula with MyST's label for it."""


def in_our_form(
    text: str, file: str, notes: Mapping[str, str], report: Report, included: Callable[[str], str | None]
) -> str:
    """The text with callouts, figures, code and formulas as we write them; `notes` are the files of the folder by their stems."""
    made = "\n".join(_Lines(text.split("\n"), file, notes, report, included).made())
    return _LABELLED.sub(lambda it: f"{it[1]}$$ {{#{equation_label(it[2])}}}", made)


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
        named = f' title="{title}"' if title and kind in CALLOUTS and not _MARKS.search(title) else ""
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
        mark, given, words, start = fence[2], fence[3] or "", fence[4].strip(), self._at
        name = given.lower() if given.lower() in CALLOUTS else given
        closes = re.compile(rf"^[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
        body = self._while(lambda it: not closes.match(it))
        self._at += 1
        if mark[0] != ":" and not (name in CALLOUTS or name in SILENT or name in OTHERS or ":" in name):
            return self._lines[start : self._at]
        options: dict[str, str] = {}
        if name == "code-cell":
            options, body = of_cell(body)
        elif body and body[0].strip() == "---" and "---" in (ends := [it.strip() for it in body[1:]]):
            end = ends.index("---") + 1
            options = {key: str(value) for key, value in yaml_of("\n".join(body[1:end])).items()}
            body = body[end + 1 :]
        while body and (option := _OPTION.match(body[0])):
            options[option[1]] = option[2]
            body = body[1:]
        label = options.get("label") or options.get("name") or ""
        if self._label:
            own, self._label = self._label, ""
            if label and own != label:
                return [f"::: {{#{own}}}", ":::", "", *self._directive(fence, name, words, label, options, body, start)]
            label = own
        return self._directive(fence, name, words, label, options, body, start)

    def _directive(
        self,
        fence: re.Match[str],
        name: str,
        words: str,
        label: str,
        options: dict[str, str],
        body: list[str],
        start: int,
    ) -> list[str]:
        if name.endswith("-end"):
            return ["", ":::", ""]
        if name == "glue:figure":
            self._report.note(
                "left",
                "pictures that cells draw are not here; an empty frame stands for each",
                f"{self._file}:{self._first + start}",
            )
            return self._figure(name, f"figures/{words}.png", label, options, body)
        if name.endswith("-start") or name in ("exercise", "solution") or ":" in name and name not in SILENT:
            return self._theorem(name, words, label, body, start + 1 + len(options))
        if name in SILENT:
            self._report.note("left", f"the directive {name}", f"{self._file}:{self._first + start}")
            return [""] * (self._at - start)
        if name in CALLOUTS:
            return self._callout(name, words, body, start + 1 + len(options), label)
        if name in ("figure", "image", "figure-md"):
            return self._figure(name, words, label, options, body)
        if name == "youtube":
            return ["", f"<https://www.youtube.com/watch?v={words}>", ""]
        if name == "math":
            id = f" {{#{equation_label(label)}}}" if label else ""
            return ["$$", *filter(str.strip, [words, *body]), f"$${id}"]
        if name in ("code-block", "code", "code-cell"):
            is_hidden = re.search(r"(remove|hide)-(input|cell)", options.get("tags", "")) and "caption" not in options
            language = re.sub(r"ipython\d*", "python", words)
            if label and "caption" in options:
                caption = options.get("caption", "").replace('"', "'")
                name = re.sub(r"[^\w.-]+", "-", label)
                language = f'{{#lst-{name} .{language or "text"} lst-cap="{" ".join(caption.split())}"}}'
            return [] if is_hidden else [f"{fence[1]}``` {language}".rstrip(), *body, f"{fence[1]}```"]
        if name == "list-table":
            body, name = list_table(body), "table"
        if name == "include":
            return front_matter(self._included(words) or "")[1].split("\n")
        inner = _Lines(body, self._file, self._notes, self._report, self._included, self._first + start + 1).made()
        if name == "table":
            id = f" {{#tbl-{label.removeprefix('tbl-')}}}" if label else ""
            return ["", *inner, *(["", f": {words}{id}"] if words or id else []), ""]
        if name in TITLED:
            return ["", *([f"**{words}**", ""] if words and name[0] != "g" else []), *inner, ""]
        return ["", f"::: {{.{name}}}", *filter(None, [words]), *inner, ":::", ""]

    def _theorem(self, name: str, words: str, label: str, body: list[str], start: int) -> list[str]:
        """A block of mathematicians, which `numbered.py` counts; `{solution}` says what it solves."""
        kind = name.removesuffix("-start").rpartition(":")[2].lower()
        inner = _Lines(body, self._file, self._notes, self._report, self._included, self._first + start).made()
        id = f"#{label_of(label, '')}" if label else ""
        title = f'name="{words}"' if words and '"' not in words else ""
        if kind == "solution":
            title = f'of="{label_of(words, "")}"' if words else ""
        if kind not in THEOREMS:
            head = f"**{kind.capitalize()}**{f' ({words})' if words else ''}."
            return ["", f"::: {{{' '.join(filter(None, (id, f'.{kind}')))}}}", "", head, "", *inner, ":::", ""]
        opening = ["", f"::: {{{' '.join(filter(None, (id, f'.{kind}', title)))}}}", ""]
        return opening if name.endswith("-start") else [*opening, *inner, ":::", ""]

    def _figure(self, name: str, words: str, label: str, options: dict[str, str], body: list[str]) -> list[str]:
        """A picture with its caption; one without a caption keeps its label, and is not a figure."""
        alt = options.get("alt", "")
        if name == "figure-md":
            label = label or words
            picture = next(
                (found for it in body if (found := re.match(r"[ \t]*!\[([^\]]*)\]\(([^()\s]+)\)", it))), None
            )
            words, alt = (picture[2], alt or picture[1]) if picture else ("", alt)
            body = [it for it in body if picture is None or picture[0] not in it]
        caption = " ".join(self._prose(it).strip() for it in body).strip()
        plain = re.sub(r"[^\w.-]+", "-", label)
        id = f"#fig-{plain.removeprefix('fig-')}" if plain and caption else f"#{plain}" if plain else ""
        width = f"width={options['width']}" if options.get("width", "").endswith(("%", "px", "cm")) else ""
        said = f'alt="{alt}"' if alt and '"' not in alt else ""
        inside = " ".join(filter(None, (id, width, said)))
        return ["", f"![{caption}]({words}){f'{{{inside}}}' if inside else ''}", ""]

    def _callout(self, kind: str, title: str, body: list[str], start: int = 0, label: str = "") -> list[str]:
        id = f"#{label_of(label, '')} " if label else ""
        has_marks = _MARKS.search(title)
        named = f' title="{title}"' if title and not has_marks else ""
        heading = [f"#### {self._prose(title)}", ""] if has_marks else []
        begins = self._first + (start or self._at - len(body))
        inner = _Lines(body, self._file, self._notes, self._report, self._included, begins).made()
        while inner and not inner[-1].strip():
            inner.pop()
        return ["", f"::: {{{id}.callout-{CALLOUTS[kind]}{named}}}", *heading, *inner, ":::", ""]

    def _prose(self, line: str) -> str:
        place = f"{self._file}:{self._first + self._at}"
        if self._label and re.match(r"#{1,6}[ \t]", line):
            line = line if line.rstrip().endswith("}") else f"{line.rstrip()} {{#{self._label}}}"
            self._label = ""
        if "{{%" in line:
            for found in _PERCENT.finditer(line):
                self._report.note("left", f"the shortcode {found[1]}", place)
            line = _PERCENT.sub("", line)
        line = ROLE.sub(of_role, line) if "}`" in line else line
        if "[[" in line:
            line = _LINKED.sub(self._linked, _EMBEDDED.sub(lambda it: self._embedded(it, place), line))
        return line

    def _embedded(self, found: re.Match[str], place: str) -> str:
        name, words = found[1].strip(), (found[3] or "").strip()
        if _PICTURE.search(name):
            width = re.match(r"\d+", words)
            return f"![](<{self._notes.get(name.lower(), name)}>){f'{{width={width[0]}px}}' if width else ''}"
        there = self._notes.get(name.lower()) or self._notes.get(name.rpartition("/")[2].lower())
        own = self._included(f"{there or f'{name}.md'}{found[2] or ''}") if name else None
        if own is None:
            self._report.note("left", f"the embedded note {name}", place)
            return f"[{words or name}](<{there}>)" if there and there.endswith(".md") else words or name
        self._report.note("changed", "notes that others embed stand in their place", place)
        section = re.sub(r"^#[ \t]", "## ", front_matter(own)[1].strip(), flags=re.MULTILINE)
        return f"\n\n{section}\n\n"

    def _linked(self, found: re.Match[str]) -> str:
        name, heading = found[1].rstrip("\\ ").lstrip(), (found[2] or "").rstrip("\\").rpartition("#")[2]
        there = self._notes.get(name.lower()) or self._notes.get(name.rpartition("/")[2].lower())
        inside = f"#{automatic_id(heading)}" if heading and heading[0] != "^" else ""
        words = found[3] or (", ".join(filter(None, (name, heading if inside else ""))) if there or not name else "")
        return f"[{words}](<{there or ''}{inside}>)" if there or not name else words or found[0]
