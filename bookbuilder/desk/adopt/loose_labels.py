r"""Leads references to a `\label` that has no number of its own to the section around it, as LaTeX does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from bookbuilder.compose.decide.file_links import automatic_id
from bookbuilder.desk.adopt.files import every_file, read_text
from bookbuilder.desk.adopt.labels import FORMULAS, label_of
from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.desk.adopt.verbatim import blanked, outside_code
from bookbuilder.source import own_file

_LABEL = re.compile(r"\\label\{([^{}\n]+)\}")
_USED = re.compile(r"(?<![\w\\`/#])@((?:fig|tbl|eq|sec|lst)-[\w.-]*\w)|\]\(#([\w.-]*\w)\)")
_DEFINED = re.compile(r"(?<!\]\()(?<!\[\]\{)#([\w.-]*\w)|\bid=[\"']?([\w.-]*\w)")
_HEADING = re.compile(r"^#{1,6}[ \t][^\n]*$", re.MULTILINE)
_ID = re.compile(r"\{[^{}]*#([^\s{}]+)[^{}]*\}[ \t#]*$")
_GIVEN = re.compile(r"[ \t]*(?:\{([^{}#]*)\})?[ \t]*$")
_ALONE = re.compile(r"^[ \t]*\\label\{([^{}\n]+)\}[ \t]*$|\[\]\{#[^\s{}]+ label=\"([^\"{}]+)\"\}[ \t]*", re.MULTILINE)
"""A label on a line of its own, and what Pandoc makes of one."""
_KINDS = ("eq", "lst", "tbl", "fig")
"""What a label may be the one of that its reference says no kind of: LaTeX has none."""
_TITLED = r"\\(?:chapter|(?:sub)*section|paragraph)\*?(?:\[[^\]\n]*\])?\{{([^{{}}\n]+)\}}\s*\\label\{{{}\}}"
_ENDINGS = (".tex", ".latex", ".md", ".rmd", ".markdown")
_FILES = 300
"""Files that are looked through for labels."""


def led_to_sections(texts: Sequence[str], sources: Sequence[str], plan: Plan, report: Report) -> list[str]:
    """The chapters, whose sources still have all labels, with the references that would lead nowhere led to a section.

    One to a label of a file of LaTeX that is not part of the book is the title at which it stands, or its name.
    """
    plain = [blanked(text) for text in texts]
    used = {one or other for text in plain for one, other in _USED.findall(text)}
    defined = {it for text in texts for it in _defined(text)}
    left = used - defined
    meant = {key: it for key in left for kind in _KINDS if (it := f"{kind}-{key.partition('-')[2]}") in defined}
    left -= set(meant)
    places = {
        key: (chapter, found.start())
        for chapter, source in reversed(list(enumerate(sources if left else ())))
        for found in reversed(list(_LABEL.finditer(source)))
        for key in (label_of(found[1]), label_of(found[1], "eq"))
        if key in left
    }
    titles = {
        _folded(it[0].lstrip("# ")): (chapter, it.start())
        for chapter, source in reversed(list(enumerate(sources if left - set(places) else ())))
        for it in reversed(list(_HEADING.finditer(blanked(source))))
    }
    places |= {
        it: titles[_folded(it[4:])] for it in left - set(places) if _folded(it[4:]) in titles and it[:4] == "sec-"
    }
    made = list(texts)
    for key, (chapter, offset) in places.items():
        made[chapter], meant[key] = _with_id(made[chapter], sources[chapter], offset, key)
        what = "references to labels without a number of their own name the section in which these stand"
        report.note("changed", what, key)
    words = {key: it for key, it in _elsewhere(left - set(places), plan).items()}
    for key in words:
        report.note("left", "labels of files that are not part of the book: words stand for their numbers", key)
    if not meant and not words:
        return made
    names = "|".join(sorted(map(re.escape, {**meant, **words}), key=len, reverse=True))
    return [outside_code(text, _led(names, meant, words), formulas=False) for text in made]


def _folded(title: str) -> str:
    """A title as Pandoc makes an id of it, without accents: rmarkdown's authors refer to it so."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\{[^{}]*\}[ \t#]*$", "", title))
    return automatic_id("".join(it for it in bare if not unicodedata.combining(it)).strip())


def _defined(text: str) -> set[str]:
    """What can be referred to in a chapter: its ids, and the labels of its formulas."""
    found = {one or other for one, other in _DEFINED.findall(text)}
    return found | {label_of(it, "eq") for formula in FORMULAS.finditer(text) for it in _LABEL.findall(formula[0])}


def _with_id(text: str, source: str, offset: int, key: str) -> tuple[str, str]:
    """A chapter whose heading above a place of its source has an id, and that id."""
    before, plain = blanked(source), blanked(text)
    headings = list(_HEADING.finditer(plain))
    count = len(_HEADING.findall(before[: offset + 3]))
    heading = headings[count - 1 if len(headings) == len(_HEADING.findall(before)) else 0]
    line = text[heading.start() : heading.end()]
    if own := _ID.search(line):
        return text, own[1]
    id = key if key.startswith("sec-") else f"sec-{key}"
    given = _GIVEN.search(line)
    classes = f" {given[1]}" if given and given[1] else ""
    bare = line[: given.start()] if given else line
    return f"{text[: heading.start()]}{bare} {{#{id}{classes}}}{text[heading.end() :]}", id


def _elsewhere(keys: set[str], plan: Plan) -> dict[str, str]:
    """What stands for the labels that only a file beside the book has, which LaTeX reads."""
    found: dict[str, str] = {}
    files = [it for it in every_file(plan.root) if it.suffix.lower() in _ENDINGS] if keys else []
    for path in files[:_FILES]:
        text = (read_text(path, plan.root) or "") if own_file(path, plan.root) else ""
        for label in _LABEL.findall(text):
            for key in {label_of(label), label_of(label, "eq")} & keys - set(found):
                title = re.search(_TITLED.format(re.escape(label)), text)
                found[key] = title[1] if title else re.sub(r"^\w+:", "", label)
    return found


def _led(names: str, meant: Mapping[str, str], words: Mapping[str, str]) -> Callable[[str], str]:
    cited = re.compile(
        rf"(?P<open>\[)?(?P<bare>-?)@(?P<key>{names})(?![\w-]|\.\w)(?P<close>(?(open)\]))(?P<page>\{{\.page\}})?"
    )
    linked = re.compile(rf"\[(?P<words>[^\[\]\n]*)\]\(#(?P<key>{names})\)(?P<number>\{{\.number\}})?")

    def reference(found: re.Match[str]) -> str:
        if found["key"] in words:
            return f"[{words[found['key']]}]{{.missing}}"
        return f"{found['open'] or ''}{found['bare']}@{meant[found['key']]}{found['close']}{found['page'] or ''}"

    def link(found: re.Match[str]) -> str:
        if found["key"] in words:
            return found["words"] or f"[{words[found['key']]}]{{.missing}}"
        id = meant[found["key"]]
        return f"[{found['words']}](#{id})" if found["words"] else f"[{'-' if found['number'] else ''}@{id}]"

    def changed(part: str) -> str:
        part = _ALONE.sub(lambda it: "" if label_of(it[1] or it[2]) in meant else it[0], part)
        return linked.sub(link, cited.sub(reference, part))

    return changed
