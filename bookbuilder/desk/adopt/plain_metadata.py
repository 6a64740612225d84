"""What the files beside a book's chapters say of it: metadata files, and the block at the top of the first chapter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.docusaurus import ENDINGS as SETTINGS, said_in_settings
from bookbuilder.desk.adopt.files import front_matter, read_text, toml_of, yaml_of
from bookbuilder.desk.adopt.quire import DATA

METADATA = re.compile(
    r"_?(metadata|meta|book|title|settings|defaults|config|pandoc|variables|info|hugo|mkdocs|myst|publication)\.(ya?ml|txt|json|toml)$",
    re.I,
)
_SETTINGS = (Path("settings"), Path("config"), Path("pandoc"), Path("meta"), Path("metadata"))
"""Folders in which authors keep what they hand to Pandoc."""
_OF_SITE = {
    "bibtex_bibfiles": "bibliography",
    "site_name": "title", "site_author": "author", "site_description": "description", "languageCode": "lang", "languagecode": "lang",
    "primary_contributor": "author", "pub_date": "date",
}  # fmt: skip
"""What Jupyter Book, MkDocs, Hugo and Quire call the sources, title, authors and language of a book."""


def metadata_of(folder: Path, base: Path, files: list[Path], root: Path, recipe: str) -> dict[str, Any]:
    """What metadata files say, and the block at the top of the first file; Pandoc lets the later one count."""
    said: dict[str, Any] = {}
    named = re.findall(r"[\w./-]+\.ya?ml\b", recipe)
    places = [it / name for it in (base.parent, folder) for name in _SETTINGS]
    places += [folder, *(folder / it for it in DATA), base, base.parent]
    beside = [it for place in places if place.is_dir() and place.is_relative_to(root) for it in sorted(place.iterdir())]
    own = [it for it in beside if METADATA.match(it.name) or it.name in ("metadata.md", "title.txt")]
    others = [it for it in beside if it.suffix in (".yaml", ".yml") and it not in own and not it.name.startswith(".")]
    for path in dict.fromkeys([*own, *(folder / it for it in named), *(base / it for it in named)]):
        said |= said_in(path, root)
    for path in [] if "title" in said else others[:20]:
        block = said_in(path, root)
        said |= block if "title" in block and {"author", "lang", "bibliography", "date"} & set(block) else {}
    blocks = {path: front_matter(read_text(path, root) or "")[0] for path in files[:3]}
    is_each_titled = len(blocks) == 3 and all("title" in block for block in blocks.values())
    for path in reversed(files if len(files) < 4 else files[:2]):
        block = blocks[path]
        if (
            len(files) == 1
            or {"bibliography", "documentclass", *(() if is_each_titled else ("author", "subtitle"))} & set(block)
            or "title" not in said
            and not is_each_titled
        ):
            taken = block if path == files[0] or "author" in block else {}
            said |= {
                key: it for key, it in taken.items() if not is_each_titled or key not in ("title", "subtitle", "author")
            }
    return said


def said_in(path: Path, root: Path) -> dict[str, Any]:
    """What one file says of the book: YAML, JSON (which is YAML), mdBook's table `[book]`, or a block of metadata."""
    text = read_text(path, root) or ""
    if path.suffix != ".json" and path.suffix[1:] in SETTINGS:
        return said_in_settings(text)
    table = re.search(r"^\[book\][ \t]*\n(.*)", text, re.MULTILINE | re.DOTALL)
    is_toml = path.suffix.lower() == ".toml"
    block = toml_of(table[1] if table else text) if is_toml else front_matter(text)[0] or yaml_of(text)
    inner: dict[str, Any] = next((block[it] for it in ("metadata", "project") if isinstance(block.get(it), dict)), {})
    if isinstance(variables := block.get("variables"), dict):  # of Pandoc's defaults
        inner = {**variables, **inner}
    if isinstance(own := block.get("contributor"), list):  # Quire's; those of single essays stand there, too
        block["primary_contributor"] = [
            it for it in own if isinstance(it, dict) and it.get("type") != "secondary" and "text" not in it
        ]
    of_site = {ours: block[theirs] for theirs, ours in _OF_SITE.items() if block.get(theirs) and ours not in block}
    return {**block, **of_site, **inner}
