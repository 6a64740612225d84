"""Finds the order of a folder of Pandoc's Markdown: from its Makefile, a list of files, or the names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.files import (
    ABOUT,
    every_file,
    first_file,
    front_matter,
    inner_folders,
    listed,
    matching,
    natural,
    read_text,
    texts,
)
from bookbuilder.desk.adopt.files import yaml_of as yaml_in
from bookbuilder.desk.adopt.lists import listed_pieces
from bookbuilder.desk.adopt.plan import AdoptError, Piece, Place, Plan
from bookbuilder.desk.adopt.quire import DATA, quire_data
from bookbuilder.desk.adopt.sites import site_pieces
from bookbuilder.desk.adopt.vault import WIKI_LINK
from bookbuilder.desk.adopt.verbatim import blanked
from bookbuilder.source import own_file

RECIPES = ("makefile", "gnumakefile", "justfile", "rakefile")
METADATA = re.compile(
    r"_?(metadata|meta|book|title|settings|defaults|config|pandoc|variables|info|hugo|mkdocs|myst|publication)\.(ya?ml|txt|json|toml)$",
    re.I,
)
_OF_SITE = {
    "site_name": "title", "site_author": "author", "site_description": "description", "languageCode": "lang", "languagecode": "lang",
    "primary_contributor": "author", "pub_date": "date",
}  # fmt: skip
"""What MkDocs, Hugo and Quire call the title, authors and language of a book."""
_OF_CSL = re.compile(
    r'"(?:issued|container-title|date-parts)"\s*:|"type"\s*:\s*"(?:article-journal|book|chapter|report|webpage)"'
)
"""What only a list of sources in CSL has."""
_ASSIGNED = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*[:?+]?=\s*(.*?)\s*(?:#.*)?$", re.MULTILINE)
OTHER_MARKUP = {
    ".adoc": "AsciiDoc", ".asc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".org": "Org", ".rst": "reStructuredText", ".tex": "LaTeX",
}  # fmt: skip
"""What other books are written in, by the endings of their files."""
_ASIDE = re.compile(r"notes?|drafts?|archived?|old|scratch|backup|trash|unused|todo", re.IGNORECASE)
"""Folders beside the chapters of what an author has put aside."""
README_OF_A_BOOK = 20_000
"""Bytes of a README that is no word about a book but the book, and longer than what lies beside it."""
_OF_PANDOC = re.compile(
    r"\[[^\[\]\n]*-?@[\w{][^\[\]\n]*\](?![(\[:])|(?<![\w@/.])@[A-Za-z][\w:-]*\d{4}|\^\[|^:{3,}|\{[#.=][\w-]|^[:~][ \t]+\S|^\(@|\\(?:[A-Za-z]+\{|begin)|^(?:bibliography|csl|header-includes):",
    re.MULTILINE,
)
_LIST_BELOW_TEXT = re.compile(r"^(?![ \t>|#*+\d-])[^\n]*\w[^\n]*\n(?:[-*+]|1[.)])[ \t]+\S", re.MULTILINE)
_LANGUAGE = re.compile(r"[a-z]{2}([-_][A-Za-z]{2,4})?")
_OF_BOOK = re.compile(
    r"\bpandoc\b|^\s*(chapters?|contents?|sources?|src|inputs?|files|book|text|md\w*|parts)\b[^=:]*[:=]", re.I
)
"""The lines of a recipe that are about the book itself."""
_NAMED = re.compile(r"""[\w./*%{},\[\]-]*[\w*\]}]\.(?:md|markdown|mkd|pandoc|txt)\b""")


def plain_plan(given: Path, root: Path) -> Plan:
    """The chapters of a folder, of one file, or of the files that a Makefile names."""
    folder = given if given.is_dir() else given.parent
    recipe = _recipe(folder, root)
    kind, chapters, by = ("Pandoc", [Piece(given)], None) if given.is_file() else _chapters(folder, root, recipe)
    files = [it.path for it in chapters]
    if kind == "Pandoc" and not recipe and _is_commonmark([read_text(it, root) or "" for it in files]):
        kind = "CommonMark"
    _hold_language(folder, files, root)
    if not files:
        raise AdoptError(
            f"There is no manuscript in {given.name}/: no _quarto.yml, no _bookdown.yml, no content/, no file of Markdown."
        )
    base = _common([path.parent for path in files])
    metadata = _metadata(folder, base, files, root, recipe)
    if by is not None and by.suffix != ".txt":
        metadata |= _said_in(by, root)
    metadata |= quire_data(folder, root)
    named = [str(it) for it in listed(metadata.get("bibliography"))]
    named += re.findall(r"--bibliography[= ]\"?([^\s\"']+)", recipe)
    bibliographies = [first_file((it / name for it in (base, folder, files[0].parent)), root) for name in named]
    found = [path for path in bibliographies if path is not None]
    if not found:
        found = [path for path in every_file(folder) if path.suffix.lower() in (".bib", ".bibtex")][:3]
    if not found:
        found = [path for path in every_file(folder) if _is_csl_json(path, root)][:3]
    csl = str(metadata.get("csl") or "") or next(iter(re.findall(r"--csl[= ]\"?([^\s\"']+)", recipe)), "")
    above = [it for it in (base.parent, base.parent / "resources", base / "resources") if it.is_relative_to(root)]
    above += [
        it / name
        for it in (base, folder)
        for name in ("static", "static/img", "assets", "public")
        if (it / name).is_dir()
    ]
    folders = [folder, *above, *(folder / it for it in re.findall(r"--resource-path[= ]\"?([^\s\"':]+)", recipe))]
    folders += _graphics_folders(folder, root)
    pieces = tuple(replace(it, place=_place(it.path) if it.place == "body" else it.place) for it in chapters)
    return Plan(
        kind,
        root,
        base,
        pieces,
        metadata,
        tuple(dict.fromkeys(found)),
        csl,
        tuple(folders),
        concatenated=True,
        listed_in=by,
    )


def _is_commonmark(texts: list[str]) -> bool:
    """Whether nothing in some texts is Pandoc's own, and lists begin directly below lines of text, where Pandoc reads none."""
    if any(WIKI_LINK.search(blanked(it)) or _OF_PANDOC.search(blanked(it)) for it in texts):
        return False
    return sum(len(_LIST_BELOW_TEXT.findall(blanked(it))) for it in texts) >= 3


def _is_csl_json(path: Path, root: Path) -> bool:
    """Whether a file is a list of sources, as Zotero exports them."""
    text = read_text(path, root) if path.suffix.lower() == ".json" and own_file(path, root) else None
    return bool(text and re.match(r"\s*\[\s*\{", text) and re.search(r'"id"\s*:', text) and re.search(_OF_CSL, text))


def _graphics_folders(folder: Path, root: Path) -> list[Path]:
    """The folders in which LaTeX's styles look for pictures: `\\graphicspath{{figures/}{../logos/}}`."""
    found: list[Path] = []
    for path in sorted((*folder.glob("*.tex"), *folder.glob("*/*.tex")))[:40]:
        text = read_text(path, root) if own_file(path, root) else None
        for named in re.findall(r"\\graphicspath\s*\{((?:\s*\{[^{}]*\})+)", text or ""):
            found += [place / it for it in re.findall(r"\{([^{}]+)\}", named) for place in (folder, path.parent)]
    return [it for it in found if it.is_dir()]


def _hold_language(folder: Path, files: list[Path], root: Path) -> None:
    """Say so where the book itself is written in another markup, and its Markdown is about it."""
    sizes: dict[str, int] = {}
    for path in every_file(folder):
        if (markup := OTHER_MARKUP.get(path.suffix.lower())) and own_file(path, root):
            sizes[markup] = sizes.get(markup, 0) + path.stat().st_size
    markup = max(sizes, key=lambda it: sizes[it], default="")
    if markup and sizes[markup] > 10 * sum(it.stat().st_size for it in files):
        reader = "latex" if markup == "LaTeX" else "rst" if markup == "reStructuredText" else markup.lower()
        raise AdoptError(
            f"The book in {folder.name}/ is written in {markup}, which is not read here. Turn its files into Markdown first, "
            f"for instance with: pandoc -f {reader} -t markdown chapter -o chapter.md"
        )


def _recipe(folder: Path, root: Path) -> str:
    """The text of whatever calls Pandoc here, with its variables filled in."""
    found: list[Path] = []
    for place in (folder, *inner_folders(folder)):
        found += [
            path
            for path in sorted(place.iterdir())
            if path.name.lower() in RECIPES or path.suffix in (".sh", ".bat", ".mk", ".ps1")
        ]
    text = "\n".join(read_text(path, root) or "" for path in found)
    if "pandoc" not in text.lower():
        return ""
    text = text.replace("\\\n", " ")
    values = {"CURDIR": ".", "PWD": ".", **{it[1]: it[2].strip("\"'") for it in _ASSIGNED.finditer(text)}}
    for _ in range(4):
        text = re.sub(r"\$[({]?(\w+)[)}]?", lambda it: values[it[1]] if it[1] in values else it[0], text)[:400_000]
    return re.sub(r"[\"'](\S*?)[\"']", r"\1", text)


def _chapters(folder: Path, root: Path, recipe: str) -> tuple[str, list[Piece], Path | None]:
    """As a list of files or the recipe has them, else the folder in which most is written, in the order of reading."""
    site = site_pieces(folder, root)
    if site is not None:
        return site
    every = [path for path in texts(folder) if own_file(path, root)]
    candidates = [path for path in every if not ABOUT.match(path.stem)]
    candidates = candidates or [
        it for it in every if re.match(r"history|news|usage|setup|security|authors", it.stem, re.I)
    ]
    kind, listed_files, by = listed_pieces(folder, root, candidates)
    if listed_files:
        return kind, listed_files, by
    files = _files(folder, root, recipe, candidates)
    return "GitHub" if files == [folder / "README.md"] else "Pandoc", [Piece(it) for it in files], None


def _files(folder: Path, root: Path, recipe: str, candidates: list[Path]) -> list[Path]:
    named_files = _of_recipe(folder, root, recipe, candidates)
    if named_files:
        return named_files
    languages = {
        it.relative_to(folder).parts[0] for it in candidates if _LANGUAGE.fullmatch(it.relative_to(folder).parts[0])
    }
    if len(languages) > 2 and "en" in languages:  # the same book in several languages
        candidates = [it for it in candidates if it.is_relative_to(folder / "en")]
    readme = own_file(folder / "README.md", root)
    longest = max((it.stat().st_size for it in candidates), default=0)
    if readme is not None and readme.stat().st_size > max(README_OF_A_BOOK, 0.7 * longest):
        return [folder / "README.md"]
    sizes: dict[Path, int] = {}
    for path in candidates:
        sizes[path.parent] = sizes.get(path.parent, 0) + path.stat().st_size
    if not sizes:
        return []
    best = max(sizes, key=lambda it: sizes[it])
    while best != folder and _has_numbered_siblings(best, candidates):
        best = best.parent
    files = [path for path in candidates if path.is_relative_to(best)]
    kept = [it for it in files if not any(_ASIDE.fullmatch(part) for part in it.relative_to(best).parts[:-1])]
    return kept if 2 * sum(it.stat().st_size for it in kept) > sum(it.stat().st_size for it in files) else files


def _has_numbered_siblings(folder: Path, candidates: list[Path]) -> bool:
    """Whether a folder such as `02 Manuscript` is one of a sequence, each with words in it: they are one book."""
    siblings = {
        folder.parent / path.relative_to(folder.parent).parts[0]
        for path in candidates
        if path.is_relative_to(folder.parent)
    }
    return len([it for it in siblings if it.is_dir() and re.search(r"\d", it.name)]) > 1 and bool(
        re.search(r"\d", folder.name)
    )


def _of_recipe(folder: Path, root: Path, recipe: str, candidates: list[Path]) -> list[Path]:
    """The longest list of files that a recipe hands to Pandoc."""
    best: list[Path] = []
    rank = (False, 0)
    places = [folder, *sorted({path.parent for path in candidates}, key=natural)]
    for line in recipe.splitlines():
        found: list[Path] = []
        entered = [folder / it for it in re.findall(r"\bcd\s+([\w./-]+)", line)]
        for name in _NAMED.findall(line):
            plain = name.removeprefix("./")
            if not plain or plain.startswith(("/", "..")) or "%" in plain:
                continue
            for place in (*entered, *places):
                matches = matching(place, plain, root) if re.search(r"[*\[]", plain) else [place / plain]
                own = [it for it in matches if own_file(it, root) and not ABOUT.match(it.stem) and it.suffix != ".txt"]
                if own:
                    found += own
                    break
        found = list(dict.fromkeys(found))
        ranks = (bool(_OF_BOOK.search(line)), sum(it.stat().st_size for it in found))
        if found and ranks > rank:
            best, rank = found, ranks
    return best


def _metadata(folder: Path, base: Path, files: list[Path], root: Path, recipe: str) -> dict[str, Any]:
    """What metadata files say, and the block at the top of the first file; Pandoc lets the later one count."""
    said: dict[str, Any] = {}
    named = re.findall(r"[\w./-]+\.ya?ml\b", recipe)
    beside = [
        it
        for place in (folder, *(folder / it for it in DATA), base, base.parent)
        if place.is_dir() and place.is_relative_to(root)
        for it in sorted(place.iterdir())
    ]
    own = [it for it in beside if METADATA.match(it.name) or it.name in ("metadata.md", "title.txt")]
    others = [it for it in beside if it.suffix in (".yaml", ".yml") and it not in own and not it.name.startswith(".")]
    for path in dict.fromkeys([*own, *(folder / it for it in named), *(base / it for it in named)]):
        said |= _said_in(path, root)
    for path in [] if "title" in said else others[:20]:
        block = _said_in(path, root)
        said |= block if "title" in block and {"author", "lang", "bibliography", "date"} & set(block) else {}
    for path in reversed(files if len(files) < 4 else files[:2]):
        block = front_matter(read_text(path, root) or "")[0]
        if (
            len(files) == 1
            or {"author", "bibliography", "documentclass", "subtitle"} & set(block)
            or "title" not in said
        ):
            said |= block if path == files[0] or "author" in block else {}
    return said


def _said_in(path: Path, root: Path) -> dict[str, Any]:
    """What one file says of the book: YAML, JSON (which is YAML), mdBook's table `[book]`, or a block of metadata."""
    text = read_text(path, root) or ""
    if path.suffix.lower() == ".toml":
        table = re.search(r"^\[book\][ \t]*\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
        text = re.sub(
            r"^([\w-]+)[ \t]*=[ \t]*", r"\1: ", table[1] if table else text.partition("\n[")[0], flags=re.MULTILINE
        )
    block = front_matter(text)[0] or yaml_in(text)
    inner: dict[str, Any] = next((block[it] for it in ("metadata", "project") if isinstance(block.get(it), dict)), {})
    if isinstance(own := block.get("contributor"), list):  # Quire's; those of single essays stand there, too
        block["primary_contributor"] = [it for it in own if isinstance(it, dict) and it.get("type") != "secondary"]
    of_site = {ours: block[theirs] for theirs, ours in _OF_SITE.items() if block.get(theirs) and ours not in block}
    return {**block, **of_site, **inner}


def _place(path: Path) -> Place:
    name = re.sub(r"^[\d._-]+", "", path.stem.lower())
    return "back" if re.match(r"(appendix|appendices|annex|anhang)", name) else "body"


def _common(folders: list[Path]) -> Path:
    shared = folders[0]
    for folder in folders:
        while not folder.is_relative_to(shared):
            shared = shared.parent
    return shared
