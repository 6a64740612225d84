"""Reads the bibliographies of a folder into references.yaml, under the keys by which the text cites them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bookbuilder.address_secrets import secrets_in
from bookbuilder.citations import bare_doi
from bookbuilder.cleaning import is_safe_address
from bookbuilder.desk.adopt.commonmark import COMMONMARK
from bookbuilder.desk.adopt.files import listed, read_text, yaml_of
from bookbuilder.desk.adopt.manubot import ADDRESSES, item_of
from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.desk.adopt.verbatim import outside_code
from bookbuilder.desk.adopt.writing import Chapter
from bookbuilder.desk.references.reading import READERS, Entry, entries_from, read_entries
from bookbuilder.desk.references.writing import item_text
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.markdown.conversions import read_references
from bookbuilder.markdown.pandoc_process import UnreadableError
from bookbuilder.model.references import BARE_KEY, BRACED_KEY, EVERY, Uncited
from bookbuilder.source import own_file

LONGEST_ABSTRACT = 10_000
"""Characters: no style prints an abstract, and references.yaml has room for values of twice as many."""
CITED = re.compile(rf"(?<![\w\\/.])-?@(?:{BRACED_KEY}|({BARE_KEY}))")
"""A citation with its key."""
_AT = re.compile(r"(?<![\w\\/.@<=])@(?=[\w{])(?!(?:fig|tbl|eq|sec|lst|thm)-)(?=(?:([\w-]+)\))?)")
_IN_ADDRESS = re.compile(r"(?<![\w/:(<.@-])((?:[\w-]+\.)+[a-z]{2,}/)@(?=\w)")
"""The page of somebody at an address without its scheme, `medium.com/@somebody`."""
_EXAMPLE = re.compile(r"^[ \t]*\(@([\w-]+)\)[ \t]", re.MULTILINE)
"""An item of Pandoc's numbered examples, to which the text can refer by its label."""

_BLOCK = re.compile(r"(?:\A|(?<=\n\n))---[ \t]*\n(.+?)\n(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
"""A block of metadata, where Pandoc reads one."""


def sources_of(
    paths: Sequence[Path], metadata: Mapping[str, Any], texts: Sequence[str], root: Path, report: Report
) -> tuple[dict[str, dict[str, Any]], tuple[Diagnostic, ...]]:
    """Items of CSL by key, the first of each key, and what could not be read of the files."""
    found: dict[str, dict[str, Any]] = {}
    files: dict[str, Path] = {}
    faults: list[Diagnostic] = []
    for path in dict.fromkeys(paths):
        own = own_file(path, root)
        if own is None:
            report.note("left", f"the bibliography {path.name} is not in the folder that was given")
            continue
        entries, own_faults = _entries(own, root)
        faults += own_faults
        for entry in entries:
            if entry.key and found.get(entry.key, entry.item) != entry.item:
                report.note("left", f"of several sources with one key the first was taken, in {path.name}", entry.key)
            if entry.key:
                found.setdefault(entry.key, entry.item)
                files.setdefault(entry.key, path)
        report.taken.append(f"{len(entries)} source{'s' * (len(entries) != 1)} of {path.name}")
    if listed(metadata.get("references")):
        for entry in _of_yaml(yaml.safe_dump({"references": metadata["references"]}, allow_unicode=True), "metadata"):
            found.setdefault(entry.key, entry.item)
    by_identifier = {it: key for key, item in found.items() for it in _identifiers(item)}
    keys = cited(texts)
    for key in keys:
        item = item_of(key) if key not in found else None
        known = next((by_identifier[it] for it in _identifiers(item or {}) if it in by_identifier), "")
        if known:
            found[key] = found[known]
        elif item is not None:
            found[key] = item
            report.note(
                "left", "sources known by their identifier alone: import refs --update fill looks the rest up", key
            )
    found = {key: dict(item) for key, item in found.items()}
    for key, item in found.items():
        if len(str(item.get("abstract", ""))) > LONGEST_ABSTRACT:
            report.note("left", "an abstract of a source that is as long as a chapter", key)
            item.pop("abstract")
        scheme, _, rest = str(item.get("URL", "")).partition(":")
        if scheme.lower() in ADDRESSES:
            item["URL"] = ADDRESSES[scheme.lower()].format(rest.strip())
        elif re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", scheme) and re.match(r"\d+(?:/|$)", rest):  # a host and its port
            item["URL"] = f"https://{scheme}:{rest}"
        address = str(item.get("URL", ""))
        if not is_safe_address(address) and not next(secrets_in(address), None):
            report.note("left", f"addresses of sources that no browser opens, {address.partition(':')[0]}:", key)
            item.pop("URL")
    named = {it for key in keys if item_of(key) for it in _identifiers(found[key])}
    unnamed = {key for key, item in found.items() if named & set(_identifiers(item))}
    double = _of_two_lists(found, files)
    return {key: it for key, it in found.items() if key in keys or key not in unnamed | double}, tuple(faults)


def nocite_of(plan: Plan) -> str:
    """The sources that the folder wants listed though nothing cites them, "@doe2019, @roe": of its settings and of all its texts."""
    texts = [read_text(it.path, plan.root) or "" for it in plan.pieces if it.path.suffix != ".ipynb"]
    blocks = [yaml_of(it[1]) for text in texts if "nocite:" in text for it in _BLOCK.finditer(text)]
    said = [str(one) for block in (plan.metadata, *blocks) for one in listed(block.get("nocite"))]
    keys = dict.fromkeys(key for it in said for key in Uncited(it).keys)
    return f"@{EVERY}" if EVERY in keys else _nocite(keys)


def listed_uncited(nocite: str, sources: Collection[str], report: Report) -> str:
    """What `nocite` says of the sources that are there; Pandoc prints nothing for the others."""
    keys = Uncited(nocite).keys
    for key in keys:
        if key not in sources and key != EVERY:
            report.note("left", "sources that are to be listed uncited are in no bibliography", key)
    return _nocite(key for key in keys if key in sources or key == EVERY and sources)


def _nocite(keys: Iterable[str]) -> str:
    return ", ".join(f"@{{{it}}}" if re.search(r"[^\w:.*-]", it) else f"@{it}" for it in keys)


def _of_two_lists(found: Mapping[str, Mapping[str, Any]], files: Mapping[str, Path]) -> set[str]:
    """The keys of works that an earlier list has under another key."""
    double: set[str] = set()
    first: dict[str, Path] = {}
    for key, item in found.items():
        for known in _identifiers(item) if key in files else ():
            if first.setdefault(known, files[key]) != files[key]:
                double.add(key)
    return double


def with_names_of_people(plan: Plan, chapters: list[Chapter], report: Report) -> list[Chapter]:
    """The chapters of a book without sources, in which `@somebody` is a name: it cites nothing."""
    has_sources = plan.bibliographies or plan.metadata.get("references") or plan.metadata.get("bibliography")
    cites = plan.kind not in COMMONMARK and any(
        re.search(r"\[(?:[^\[\]\n]*[\s;-])?@[^\[\]\n]*\](?!\()", it.text) for it in chapters
    )
    if has_sources or cites or plan.kind == "Manubot":
        return chapters

    def escaped(text: str) -> str:
        examples = {it[1] for it in _EXAMPLE.finditer(text)}
        text = outside_code(text, lambda part: _IN_ADDRESS.sub(r"\1\\@", part))
        return outside_code(text, lambda part: _AT.sub(lambda it: it[0] if it[1] in examples else "\\@", part))

    texts = [escaped(it.text) for it in chapters]
    if any(text != it.text for text, it in zip(texts, chapters, strict=True)):
        report.note("changed", "names such as @somebody are not citations: the book has no sources")
    return [replace(it, text=text) for it, text in zip(chapters, texts, strict=True)]


def _identifiers(item: Mapping[str, Any]) -> list[str]:
    """What a work is known by, in small letters: its DOI and its address."""
    return [bare_doi(str(item[name])).lower() for name in ("DOI", "URL") if item.get(name)]


def cited(texts: Sequence[str]) -> list[str]:
    """Every key that the texts cite, in order."""
    keys: dict[str, None] = {}

    def gather(part: str) -> str:
        keys.update(dict.fromkeys(it[1] or it[2] for it in CITED.finditer(part)))
        return part

    for text in texts:
        outside_code(text, gather)
    return list(keys)


def references_yaml(items: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of references.yaml."""
    return "\n".join(item_text({"id": key, **item}) for key, item in items.items())


def _entries(path: Path, root: Path) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    if path.suffix.lower() in (".yaml", ".yml"):
        text = re.sub(r"^(---|\.\.\.)[ \t]*$", "", read_text(path, root) or "", flags=re.MULTILINE)
        return _of_yaml(
            text if re.search(r"^references:", text, re.MULTILINE) else f"references:\n{text}", path.name
        ), ()
    if path.suffix.lower() not in READERS:
        return (), ()
    outcome = read_entries(path)
    return outcome.value, outcome.diagnostics


def _of_yaml(text: str, file: str) -> tuple[Entry, ...]:
    """CSL in YAML as Pandoc takes it, dates and names in its own forms, too."""
    try:
        items = json.loads(read_references(f"---\n{text.strip()}\n---\n", "markdown"))
    except UnreadableError:
        return ()
    return entries_from(items, file, "", ".json").value
