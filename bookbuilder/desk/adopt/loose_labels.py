r"""Leads references to labels that have no number of their own to the section around them, as LaTeX does.

Such are a `\label` behind a heading or between two words, in an environment that nobody knows, in a file of LaTeX that
reads the chapters, a second one of a figure; and a title that is referred to by the id that Pandoc makes of it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from bookbuilder.compose.decide.file_links import automatic_id
from bookbuilder.desk.adopt.files import every_file, read_text
from bookbuilder.desk.adopt.labels import FLOATS, FORMULAS, label_of
from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.desk.adopt.verbatim import blanked, outside_code
from bookbuilder.source import own_file

_LABEL = re.compile(r"\\label\{([^{}\n]+)\}")
_USED = re.compile(r"(?:(?<![\w\\`/#])@|\]\(#)((?:fig|tbl|eq|sec|lst)-[\w.-]*\w)|\[\]\(#([\w.-]*\w)\)")
"""References, and links to a label: other links with words of their own are the author's."""
_DEFINED = re.compile(r"(?<!\]\()(?<!\[\]\{)#([\w.-]*\w)|\bid=[\"']?([\w.-]*\w)")
_HEADING = re.compile(r"^#{1,6}[ \t][^\n]*", re.MULTILINE)
_OTHER_HEADING = re.compile(r"^[ \t>]*(?:>[ \t]*#{1,6}[ \t]|<h[1-6]\b)", re.MULTILINE | re.IGNORECASE)
"""A heading in a quotation or of HTML, which has no number: what stands below it is not led to the one before."""
_ATTRIBUTES = re.compile(r"(?P<other>\]\([^()]*\)|\]|`|\\label)?\{[^{}]*\}$")
"""Those of a heading, or of the words or the picture at its end."""
_LEFT = re.compile(r"[ \t]*\\label\{([^{}\n]+)\}[ \t]*$|\[\]\{#[^\s{}]+ label=\"([^\"{}]+)\"\}[ \t]*", re.MULTILINE)
"""A label at the end of a line, and what Pandoc makes of one."""
_KINDS = ("eq", "lst", "tbl", "fig")
"""What a label may be the one of that its reference says no kind of: LaTeX has none."""
_TITLED = r"\\(?:chapter|(?:sub)*section|paragraph)\*?(?:\[[^\]\n]*\])?\{{([^{{}}\n]+)\}}\s*\\label\{{{}\}}"
_ENDINGS = (".tex", ".latex")
_FILES = 300
"""Files that are looked through for labels."""


def led_to_sections(texts: Sequence[str], sources: Sequence[str], plan: Plan, report: Report) -> list[str]:
    """The chapters, whose sources still have all labels, with the references that would lead nowhere led to a section.

    One to a label of a file that is not part of the book is the title at which it stands, or its name.
    """
    made = list(texts)
    used = {one or other for text in texts for one, other in _USED.findall(blanked(text))}
    defined = {it for text in texts for it in _defined(text)}
    left = used - defined
    places = dict(_places(sources, plan.concatenated)) if left else {}
    found = {key: it for key in left if (it := places.get(key) or places.get(_folded(key)))}
    meant: dict[str, str] = {}
    for key in sorted(left, key=lambda it: (found[it][2], *found[it][:2], it) if it in found else (True, 0, 0, it)):
        chapter, offset, is_apart = found.get(key, (0, 0, True))
        named = (f"{kind}-{key.removeprefix('sec-')}" for kind in _KINDS if key.startswith("sec-") and is_apart)
        if own := next((it for it in named if it in defined), ""):
            report.note("changed", "references that say no kind lead to the formula, table or figure of that name", key)
        elif key in found and not (own := _beside(sources[chapter], offset, defined)):
            made[chapter], own = _with_id(made[chapter], sources[chapter], offset, key)
            if key in places and is_apart:
                what = "references to labels without a number of their own name the section in which these stand"
                report.note("changed", what, key)
        meant |= {key: own} if own else {}
    words = _elsewhere(left - set(meant), plan)
    for key in words:
        report.note("left", "labels of files that are not part of the book: words stand for their numbers", key)
    changed = _led(meant, words, defined)
    return [outside_code(text, changed, formulas=False) for text in made]


def _defined(text: str) -> set[str]:
    """What can be referred to in a chapter: its ids, those that Pandoc makes of titles, and the labels of its formulas."""
    found = {one or other for one, other in _DEFINED.findall(text)} | {
        automatic_id(words) for _, _, words, _ in _headings(text)
    }
    return found | {label_of(it, "eq") for formula in FORMULAS.finditer(text) for it in _LABEL.findall(formula[0])}


def _places(sources: Sequence[str], is_one_text: bool) -> Iterator[tuple[str, tuple[int, int, bool]]]:
    """Where each label and each title stands, the first of each last: its chapter, its offset, and whether words part it from a title."""
    found: list[tuple[str, tuple[int, int, bool]]] = []
    titles = Counter[str]()
    for chapter, source in enumerate(sources):
        titles = titles if is_one_text else Counter()
        for start, _, words, _ in _headings(source):
            key = _folded(f"sec-{automatic_id(words)}")
            titles[key] += 1
            found.append((key if titles[key] == 1 else f"{key}-{titles[key] - 1}", (chapter, start, False)))
    for chapter, source in enumerate(sources):
        plain = blanked(source)
        own = [it[0] for it in _headings(source)]
        others = [it.start() for it in _OTHER_HEADING.finditer(plain)]
        for label in _LABEL.finditer(plain):
            start = label.start()
            if max([-1, *others[: bisect(others, start)][-1:]]) > max([-1, *own[: bisect(own, start)][-1:]]):
                continue
            is_apart = not re.search(
                r"^#[^\n]*\s*(?:\\label\{[^{}\n]+\}\s*)*\Z", source[max(0, start - 300) : start], re.MULTILINE
            )
            found += [(it, (chapter, start, is_apart)) for it in (label_of(label[1]), label_of(label[1], "eq"))]
    yield from reversed(found)


def _folded(key: str) -> str:
    """A key without accents: rmarkdown makes such ids."""
    return "".join(it for it in unicodedata.normalize("NFKD", key) if not unicodedata.combining(it)).replace("_", "")


def _beside(source: str, offset: int, defined: set[str]) -> str:
    """What the figure or table around a place is called by another label of it."""
    around = next((it for it in FLOATS.finditer(source) if it.start() <= offset < it.end()), None)
    return next((id for it in _LABEL.findall(around[0]) if (id := label_of(it)) in defined), "") if around else ""


def _headings(text: str) -> list[tuple[int, int, str, str]]:
    """Where each heading begins and ends, its words, and its attributes."""
    found = []
    for heading in _HEADING.finditer(blanked(text)):
        line = re.sub(r"[ \t]#+$", "", text[heading.start() : heading.end()].rstrip()).rstrip()
        given = _ATTRIBUTES.search(line)
        own = given[0] if given and not given["other"] else ""
        if words := _LABEL.sub("", line.removesuffix(own).lstrip("#")).strip():
            found.append((*heading.span(), words, own))
    return found


def _with_id(text: str, source: str, offset: int, key: str) -> tuple[str, str]:
    """A chapter whose heading above a place of its source has an id, and that id."""
    before, headings = _headings(source), _headings(text)
    count = sum(start <= offset for start, *_ in before)
    start, end, words, given = headings[count - 1 if len(headings) == len(before) else 0]
    if own := re.search(r"#([^\s{}]+)", given):
        return text, own[1]
    id = key if key.startswith("sec-") else f"sec-{key}"
    marks = text[start:end].partition(" ")[0].partition("\t")[0]
    attributes = f"#{id} {given.strip('{} ')}".rstrip()
    return f"{text[:start]}{marks} {words} {{{attributes}}}{text[end:]}", id


def _elsewhere(keys: set[str], plan: Plan) -> dict[str, str]:
    """What stands for the labels that only a file beside the book has, which LaTeX reads."""
    found: dict[str, str] = {}
    files = [it for it in every_file(plan.root) if it.suffix.lower() in _ENDINGS] if keys else []
    for path in files[:_FILES]:
        text = (read_text(path, plan.root) or "") if own_file(path, plan.root) else ""
        for label in _LABEL.findall(re.sub(r"(?<!\\)%[^\n]*", "", text)):
            for key in {label_of(label), label_of(label, "eq")} & keys - set(found):
                title = re.search(_TITLED.format(re.escape(label)), text)
                found[key] = title[1] if title else re.sub(r"^\w+:", "", label)
    return found


def _led(meant: Mapping[str, str], words: Mapping[str, str], defined: set[str]) -> Callable[[str], str]:
    names = "|".join(sorted(map(re.escape, {**meant, **words}), key=len, reverse=True)) or r"(?!)"
    reference = re.compile(
        rf"(?P<open>\[)?(?P<bare>-?)@(?P<key>{names})(?![\w-]|\.\w)(?P<close>(?(open)\]))(?P<page>\{{\.page\}})?"
        rf"|\[(?P<words>[^\[\]\n]*)\]\(#(?P<link>{names})\)(?P<number>\{{\.number\}})?"
    )

    def led(found: re.Match[str]) -> str:
        key = found["key"] or found["link"]
        if key in words:
            return found["words"] or f"[{words[key]}]{{.missing}}"
        if found["link"]:
            return (
                f"[{found['words']}](#{meant[key]})"
                if found["words"]
                else f"[{'-' * bool(found['number'])}@{meant[key]}]"
            )
        return f"{found['open'] or ''}{found['bare']}@{meant[key]}{found['close']}{found['page'] or ''}"

    def changed(part: str) -> str:
        part = _LEFT.sub(lambda it: it[0] if label_of(it[1] or it[2], "eq") in defined else "", part)
        return reference.sub(led, part)

    return changed
