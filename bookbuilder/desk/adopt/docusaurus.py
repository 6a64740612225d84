"""Reads the order of the pages of Docusaurus, VitePress and VuePress from their settings in JavaScript, and takes JSX out of a page."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.files import (
    first_file,
    front_matter,
    inner_folders,
    is_own_folder,
    read_text,
    texts,
    yaml_of,
)
from bookbuilder.desk.adopt.plan import Piece, Report
from bookbuilder.desk.adopt.verbatim import blanked, outside_code
from bookbuilder.source import own_file

ENDINGS = ("js", "ts", "mjs", "cjs", "mts", "json")
DEEPEST = 60
"""Lists within one another in a file of settings; far above any."""
_REMARK = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|/\*.*?\*/|//[^\n]*", re.DOTALL)
_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|[\[\]{}(),:]|[^\s\[\]{}(),:\"'`]+")
_SIDEBARS = re.compile(r"(?:\bsidebars\b[^=\n]*=|module\.exports\s*=|export\s+default)\s*(?=[\[{])|\A\s*(?=[\[{])")
_SIDEBAR = re.compile(r"(?:\bsidebar[\"']?\s*:|\bsidebar\b[^=\n]*=)\s*(?=[\[{])")
_NUMBER = re.compile(r"(^|/)\d+[-_. ]+(?=[^/])")


def docusaurus_pieces(folder: Path, root: Path, tree: Any) -> tuple[str, list[Piece], Path | None] | None:
    """The pages of a site in the order of its sidebars; `tree` gives the pages of a folder where these name none."""
    for place in (folder, *inner_folders(folder)):
        found = _docusaurus(place, root)
        for docs in (place / it for press in (".vitepress", ".vuepress") for it in (press, f"docs/{press}")):
            found = found or _vitepress(docs, root)
        if found is not None:
            config, docs, sidebars = found
            pieces = [it for one in sidebars for it in _of_sidebar(one, docs, root, tree, 0)]
            return "Docusaurus", _once(pieces) or list(tree(docs, root, "en")), config
    return None


def _docusaurus(place: Path, root: Path) -> tuple[Path, Path, list[Any]] | None:
    """The settings of a site of Docusaurus, its folder of pages, and its sidebars."""
    config = first_file((place / f"docusaurus.config.{it}" for it in ENDINGS), root)
    if config is None:
        return None
    named = re.search(r"\bdocs:\s*\{[^{}]*?\bpath:\s*['\"]([^'\"]+)['\"]", read_text(config, root) or "")
    docs = place / (named[1] if named else "docs")
    if not docs.is_dir() or not own_file(next(iter(texts(docs)), config), root):
        return None
    file = first_file((place / f"sidebars.{it}" for it in ENDINGS), root)
    sidebars = _literal(read_text(file, root) or "", _SIDEBARS) if file else None
    return config, docs, list(sidebars.values()) if isinstance(sidebars, dict) else []


def _vitepress(settings: Path, root: Path) -> tuple[Path, Path, list[Any]] | None:
    """The settings of a site of VitePress or VuePress in a folder, its folder of pages, and its sidebars."""
    config = first_file((settings / f"config.{it}" for it in ENDINGS), root)
    if config is None:
        return None
    said, docs = read_text(config, root) or "", settings.parent
    below = re.search(r"\bsrcDir\s*:\s*['\"]([\w./-]+)['\"]", said)
    docs = docs / below[1] if below and is_own_folder(docs / below[1], root) else docs
    sidebar = _literal(said, _SIDEBAR)
    return config, docs, list(sidebar.values()) if isinstance(sidebar, dict) else [sidebar]


def said_in_settings(text: str) -> dict[str, Any]:
    """The title and the language of a site, as its settings in JavaScript have them."""
    found = {
        key: re.search(rf"\b(?:{key})[\"']?\s*:\s*[\"'`]([^\"'`\n]+)", text) for key in ("title", "defaultLocale|lang")
    }
    return {key.rpartition("|")[2]: it[1] for key, it in found.items() if it}


def category(folder: Path, root: Path) -> dict[str, Any]:
    """What `_category_.json` says of a folder: its label, and its place among its neighbours."""
    found = first_file((folder / f"_category_.{it}" for it in ("json", "yml", "yaml")), root)
    return yaml_of(read_text(found, root) or "") if found is not None else {}


def _once(pieces: list[Piece]) -> list[Piece]:
    """The pages without those that another sidebar has already."""
    return list({it.path: it for it in reversed(pieces)}.values())[::-1]


def _of_sidebar(entry: Any, docs: Path, root: Path, tree: Any, depth: int) -> Iterator[Piece]:
    """The pages of an entry: a page, a list of entries, or a category with its own page and its entries."""
    if isinstance(entry, str):
        path = _page(entry, docs, root)
        if path is not None:
            yield Piece(path, depth=max(0, depth - 1))
    elif isinstance(entry, list):
        follows_part = False
        for one in entry:
            found = list(_of_sidebar(one, docs, root, tree, depth))
            if found and follows_part and not depth and not found[0].part:
                found[0] = replace(found[0], ends_part=True)
            follows_part = any(it.part for it in found) or follows_part and not found
            yield from found
    elif isinstance(entry, dict) and entry.get("type") == "autogenerated":
        for it in tree(docs / str(entry.get("dirName") or ".").strip("/"), root, "en"):
            yield replace(it, depth=max(0, it.depth + depth - 1), part=it.part if not depth else "", place="body")
    elif isinstance(entry, dict):
        own = entry.get("link") if isinstance(entry.get("link"), (str, dict)) else entry.get("id") or entry.get("path")
        own = own.get("id") if isinstance(own, dict) else own
        inner = next((entry[it] for it in ("items", "children") if isinstance(entry.get(it), list)), None)
        title = str(entry.get("label") or entry.get("text") or entry.get("title") or "")
        if inner is None and own is None and not title and entry.get("type") is None:  # `{Category: ['a', 'b']}`
            inner = [{"label": key, "items": value} for key, value in entry.items()]
        found = list(_of_sidebar(own, docs, root, tree, depth)) if isinstance(own, str) else []
        under = list(_of_sidebar(inner or [], docs, root, tree, depth + bool(title)))
        found = [*found, *under]
        if found and under and not depth and title and not found[0].part:
            found[0] = replace(found[0], part=title)
        elif found and inner is None and title and not found[0].title:
            found[0] = replace(found[0], title=title)
        yield from found


def _page(name: str, docs: Path, root: Path) -> Path | None:
    """The file of a page by its address or its id, which has neither its ending nor the numbers of its name."""
    plain = re.sub(r"\.(mdx?|html)$", "", name.partition("#")[0].strip("/"))
    places = [docs / f"{plain}{it}" for it in (".md", ".mdx", "/index.md", "/README.md", "/index.mdx")]
    found = first_file(places, root)
    if found is not None or not plain:
        return found
    for path in texts(docs):
        own = _NUMBER.sub(r"\1", path.relative_to(docs).with_suffix("").as_posix())
        id = front_matter((read_text(path, root) or "")[:4000])[0].get("id")
        if plain in (own, f"{own.rpartition('/')[0]}/{id}".lstrip("/")):
            return path
    return None


def _literal(text: str, before: re.Pattern[str]) -> Any:
    """The value that stands behind some words in a file of JavaScript; what is no list, mapping or string in it is None."""
    plain = _REMARK.sub(lambda it: it[1] or " ", text[:400_000])
    start = before.search(plain)
    if start is None:
        return None
    tokens = _TOKEN.findall(plain, start.end())
    try:
        return _value(tokens, 0, 0)[0]
    except (IndexError, ValueError):
        return None


def _value(tokens: list[str], at: int, depth: int) -> tuple[Any, int]:
    if depth > DEEPEST:
        raise ValueError("lists without end")
    token = tokens[at]
    if token == "[":
        values: list[Any] = []
        at += 1
        while tokens[at] != "]":
            value, at = _value(tokens, at, depth + 1)
            values.append(value)
            at += tokens[at] == ","
        return values, at + 1
    if token == "{":
        found: dict[str, Any] = {}
        at += 1
        while tokens[at] != "}":
            if tokens[at + 1] == ":":
                value, end = _value(tokens, at + 2, depth + 1)
                found[tokens[at].strip("\"'`")] = value
                at = end
            else:
                at = _skipped(tokens, at)
            at += tokens[at] == ","
        return found, at + 1
    end = _skipped(tokens, at)
    return (token[1:-1] if token[0] in "\"'`" and end == at + 1 else None), end


def _skipped(tokens: list[str], at: int) -> int:
    """Where an expression ends that is no value here: at a comma, or at the end of the list it stands in."""
    open_ones = 0
    while open_ones or tokens[at] not in (",", "]", "}", ")"):
        open_ones += (tokens[at] in "[{(") - (tokens[at] in "]})")
        at += 1
    return at


_IMPORT = re.compile(r"^import\s(?:[^'\"\n;]|\n(?![ \t]*\n)){0,2000}?['\"][^'\"\n]+['\"];?[ \t]*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?:const|let|var|default|function)\b.*?(?=\n[ \t]*\n|\Z)", re.MULTILINE | re.DOTALL)
_JSX_REMARK = re.compile(r"\{/\*.{0,5000}?\*/\}", re.DOTALL)
_TABS = re.compile(r"^(?P<indent>[ \t]*)<Tabs\b[^>]*>(?P<items>.*?)^[ \t]*</Tabs>[ \t]*$", re.MULTILINE | re.DOTALL)
_TAB = re.compile(r"^[ \t]*<TabItem\b(?P<said>[^>]*)>(?P<words>.*?)</TabItem>[ \t]*$", re.MULTILINE | re.DOTALL)
_SAID = re.compile(r"\b(label|value|type|title)=(?:\{?[\"'`]([^\"'`]*)[\"'`]\}?)")
_ADMONITION = re.compile(
    r"^[ \t]*<Admonition\b(?P<said>[^>]*)>(?P<words>.*?)</Admonition>[ \t]*$", re.MULTILINE | re.DOTALL
)
_COMPONENT = re.compile(r"^[ \t]*</?([A-Z]\w*)(?:\s[^<>]*)?/?>[ \t]*$", re.MULTILINE)


def without_jsx(text: str, file: str, report: Report) -> str:
    """The text of a page without its imports, remarks and components; tabs follow each other, below their titles; admonitions are blocks."""
    text = _found(_IMPORT, lambda it: "\n" * it[0].count("\n"), text)
    text = _found(_EXPORT, lambda it: "\n" * it[0].count("\n"), text)
    text = outside_code(text, lambda part: _JSX_REMARK.sub("", part))

    def tab(found: re.Match[str]) -> str:
        said = dict(_SAID.findall(found["said"]))
        title = said.get("label") or said.get("value", "")
        return f"\n**{title}**\n\n{textwrap.dedent(found['words']).strip(chr(10))}\n"

    def tabs(found: re.Match[str]) -> str:
        return textwrap.indent(_TAB.sub(tab, found["items"]).strip("\n"), found["indent"])

    def admonition(found: re.Match[str]) -> str:
        said = dict(_SAID.findall(found["said"]))
        return f"\n:::{said.get('type', 'note')} {said.get('title', '')}\n\n{textwrap.dedent(found['words']).strip()}\n\n:::\n"

    def component(found: re.Match[str]) -> str:
        report.note("left", f"the component {found[1]}", file)
        return ""

    return _found(_COMPONENT, component, _found(_ADMONITION, admonition, _found(_TABS, tabs, text)))


def _found(pattern: re.Pattern[str], made: Any, text: str) -> str:
    """The text with what begins in prose replaced: it may hold code."""
    plain = blanked(text)
    return pattern.sub(
        lambda it: made(it) if plain[it.start() : it.end()].lstrip()[:1] == it[0].lstrip()[:1] else it[0], text
    )
