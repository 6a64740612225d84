"""Fills the shortcodes of Quire, with which museums make catalogues: figures, citations, objects, abbreviations, people.

What they name lies in `data/`: figures.yml, references.yml, abbreviations.yml, publication.yml.
See https://quire.getty.edu/docs-v1/citation/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.files import front_matter, listed, read_text, yaml_of
from bookbuilder.desk.adopt.labels import label_of
from bookbuilder.desk.adopt.pictures import picture
from bookbuilder.desk.adopt.plan import Report

_GIVEN = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)')")
_TAG = re.compile(r"\{%-?[ \t]*([a-z]\w*)\b((?:[^%]|%(?!\}))*?)-?%\}")
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_LIQUID = frozenset("if elsif unless for assign case when include render capture".split())
_MARKS = re.compile(r"[^\w]+")
DATA = (Path("data"), Path("content", "_data"))
FILES = ("publication", "figures", "references", "abbreviations")
SILENT = frozenset("q-class q-loc q-scroll".split())
"""What only says how something looks, or works on a screen."""


def quire_data(folder: Path, root: Path) -> dict[str, Any]:
    """The lists that the files of data/ hold, under `quire`."""
    places = [place / f"{name}{it}" for place in DATA for name in FILES for it in (".yml", ".yaml")]
    said = [yaml_of(read_text(folder / it, root) or "") for it in places]
    found = {key: value for one in said for key, value in one.items() if isinstance(value, list)}
    return {"quire": found} if found else {}


def quire_page(text: str) -> str:
    """A page whose layout lists the sources, with the command that does so."""
    return f"{text}\n\n{{% bibliography %}}\n" if front_matter(text)[0].get("layout") == "bibliography" else text


def quire_tags(part: str) -> str:
    """Prose of Quire from its first version on, in which `{% cite "Faure 1909" "54" %}` is written as `{{< q-cite … >}}`."""

    def tag(found: re.Match[str]) -> str:
        name, rest = found[1], found[2].strip()
        words = [double or single for double, single in _STRING.findall(rest)]
        if name in ("cite", "abbr") and words:
            return f"{{{{< q-{name} {rest} >}}}}"
        if name in ("figure", "figuregroup") and words:
            ids = words[min(1, len(words) - 1)] if name == "figuregroup" else words[0]
            return f'\n\n{{{{< q-figure id="{ids}" >}}}}\n\n'
        if name == "bibliography":
            return "{{< q-bibliography >}}"
        if name.removeprefix("end") in ("backmatter", "class", "accordion"):
            return ""
        if name == "contributors":
            form = re.search(r"format=[\"'](\w[\w-]*)", rest)
            asked = f'{{{{< q-contributors format="{form[1] if form else "name"}" >}}}}'
            return asked if "publicationContributors" in rest else ""
        return words[0] if words and name not in _LIQUID and "=" not in rest else found[0]

    return _TAG.sub(tag, part)


def quire_words(
    name: str, written: str, words: Sequence[str], metadata: Mapping[str, Any], place: str, report: Report
) -> str | None:
    """What stands for one of Quire's shortcodes; None for another."""
    lists = metadata["quire"] if isinstance(metadata.get("quire"), dict) else {}
    given = {key: double or single for key, double, single in _GIVEN.findall(written)}
    asked = _Asked(words, given, lists, place, report)
    if name.startswith("q-figure"):
        return _named_figures(asked)
    if name.startswith("q-contributor"):
        return _people(given, asked.entries("contributor"))
    if name in _MAKERS:
        return _MAKERS[name](asked)
    return "" if name in SILENT else None


@dataclass(frozen=True)
class _Asked:
    """One shortcode: its words, its values by name, and the lists of data/ that it may name something of."""

    words: Sequence[str]
    given: Mapping[str, str]
    lists: Mapping[str, Any]
    place: str
    report: Report

    @property
    def first(self) -> str:
        return self.words[0] if self.words else ""

    def entries(self, name: str) -> list[Mapping[str, Any]]:
        return [it for it in listed(self.lists.get(name)) if isinstance(it, dict)]


def _named_figures(asked: _Asked) -> str | None:
    pictures = _figures(asked.given.get("id", ""), asked.entries("figure_list"))
    if pictures:
        asked.report.note("changed", "figures of figures.yml stand where they are named", asked.place)
    return pictures or None


def _citation(asked: _Asked) -> str | None:
    """A link to the source in the list that `q-bibliography` prints, with its pages."""
    if not asked.first:
        return None
    asked.report.note("changed", "citations of Quire became links to its own list of sources", asked.place)
    has_entry = any(str(it.get("id")) == asked.first for it in asked.entries("entries"))
    shown = asked.words[2] if len(asked.words) > 2 else asked.first
    pages = f", {asked.words[1]}" if len(asked.words) > 1 and asked.words[1] else ""
    return f"{f'[{shown}](#{_id(asked.first)})' if has_entry else shown}{pages}"


def _first_word(asked: _Asked) -> str | None:
    return asked.first or None


def _bibliography(asked: _Asked) -> str:
    entries = sorted(asked.entries("entries"), key=lambda it: str(it.get("sort_as") or it.get("id")).casefold())
    return "".join(f"\n\n::: {{#{_id(str(it.get('id')))}}}\n{_line(it.get('full'))}\n:::\n" for it in entries)


def _abbreviations(asked: _Asked) -> str:
    rows = asked.entries("listing")
    return "\n".join(f"\n{_line(it.get('abbreviation'))}\n:   {_line(it.get('citation'))}\n" for it in rows)


_MAKERS: dict[str, Callable[[_Asked], str | None]] = {
    "q-cite": _citation,
    "q-object": _first_word,
    "q-abbr": _first_word,
    "q-bibliography": _bibliography,
    "q-abbreviations-table": _abbreviations,
}
"""What each shortcode prints; None where what it names is not there."""


def quire_links(part: str, metadata: Mapping[str, Any]) -> str:
    """Prose in which a link to a figure's id in figures.yml leads to the figure."""
    figures = listed(metadata["quire"].get("figure_list")) if isinstance(metadata.get("quire"), dict) else []
    ids = {str(it.get("id")): _figure_id(it.get("id")) for it in figures if isinstance(it, dict)}
    return (
        re.sub(r"\]\(#([^()\s]+)\)", lambda it: f"](#{ids[it[1]]})" if it[1] in ids else it[0], part) if ids else part
    )


def _figure_id(id: object) -> str:
    return f"fig-{re.sub(r'[^A-Za-z0-9]+', '-', str(id)).removeprefix('fig-')}"


def _figures(ids: str, figures: Sequence[Any]) -> str:
    named = [it.strip() for it in ids.split(",")]
    pictures = []
    for one in (it for it in figures if isinstance(it, dict) and str(it.get("id")) in named):
        caption = _line(" ".join(str(one[it]) for it in ("caption", "credit") if one.get(it)))
        pictures.append(picture(caption, str(one.get("src")), _figure_id(one["id"]), str(one.get("alt") or "")))
    return "\n\n".join(pictures)


def _people(given: Mapping[str, str], people: Sequence[Mapping[str, Any]]) -> str:
    """Names, or names with what is said of them, of those of the range that is asked for."""
    range_ = given.get("range", "all")
    asked = [it for it in people if range_ in ("all", "page") or str(it.get("type")) == range_]
    names = [_line(it.get("full_name") or f"{it.get('first_name') or ''} {it.get('last_name') or ''}") for it in asked]
    if given.get("format") == "bio":
        return "\n\n".join(f"**{name}**. {_line(it.get('bio'))}" for name, it in zip(names, asked, strict=True))
    if given.get("format") == "initials":
        return ", ".join("".join(f"{it[0]}." for it in name.split()) for name in names)
    titles = [[_line(it.get(key)) for key in ("title", "affiliation") if it.get(key)] for it in asked]
    is_long = given.get("format", "").startswith("name-title")
    return "; ".join(", ".join([name, *title]) if is_long else name for name, title in zip(names, titles, strict=True))


def _line(words: object) -> str:
    return " ".join(str(words or "").split())


def _id(name: str) -> str:
    return label_of(f"ref-{_MARKS.sub('-', name).strip('-').lower()}", "")
