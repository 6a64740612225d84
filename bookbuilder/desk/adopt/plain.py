"""Finds the order of a folder of Pandoc's Markdown: from its Makefile, a list of files, or the names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from bookbuilder.desk.adopt.files import (
    ABOUT,
    every_file,
    first_file,
    front_matter,
    is_at_an_end,
    listed,
    read_text,
    texts,
)  # fmt: skip
from bookbuilder.desk.adopt.lists import listed_pieces
from bookbuilder.desk.adopt.plain_metadata import metadata_of, said_in
from bookbuilder.desk.adopt.plan import AdoptError, Piece, Place, Plan
from bookbuilder.desk.adopt.quire import quire_data
from bookbuilder.desk.adopt.recipes import files_of_defaults, files_of_metadata, files_of_recipe, recipe_of
from bookbuilder.desk.adopt.sites import site_pieces
from bookbuilder.desk.adopt.vault import WIKI_LINK
from bookbuilder.desk.adopt.verbatim import blanked
from bookbuilder.source import own_file

_OF_CSL = re.compile(
    r'"(?:issued|container-title|date-parts)"\s*:|"type"\s*:\s*"(?:article-journal|book|chapter|report|webpage)"'
)
"""What only a list of sources in CSL has."""
OTHER_MARKUP = {
    ".adoc": "AsciiDoc", ".asc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".org": "Org", ".rst": "reStructuredText", ".tex": "LaTeX",
    ".typ": "Typst", ".typst": "Typst", ".textile": "Textile", ".wiki": "MediaWiki", ".mediawiki": "MediaWiki",
}  # fmt: skip
"""What other books are written in, by the endings of their files."""
_ASIDE = re.compile(r"notes?|drafts?|archived?|old|scratch|backup|trash|unused|todo", re.IGNORECASE)
"""Folders beside the chapters of what an author has put aside."""
_PUT_ASIDE = re.compile(
    r".*[-_. ](?:unused|deprecated)(?:[-_ ]?\d+)?|unused[-_ ].*|ideas?|todos?|scratch|feedback|proposal|outline",
    re.IGNORECASE,
)
"""Files beside the chapters that an author has put aside."""
_VERSION = re.compile(
    r"(.*)[-_. ](?:old|bak|backup|copy|kopie)(?:[-_ ]?\d+)?|(?:old|backup|copy[-_ ]of)[-_ ](.*)", re.IGNORECASE
)
"""What a version of another file is called: `growing-old` is one only where there is a file `growing`."""
_MAIN = re.compile(
    r"(?:my|phd|the)?[-_ ]?(?:thesis|dissertation|diss|book|main|manuscript|tesi|tesis|tese|these|thèse|(?:master|bachelor|diplom)arbeit)",
    re.IGNORECASE,
)
"""What the one file of a book is called, next to proposals, plans and reports that are texts of their own."""
README_OF_A_BOOK = 20_000
"""Bytes of a README that is not a word about a book but the book, and longer than what lies beside it."""
_OF_PANDOC = re.compile(
    r"\[[^\[\]\n]*-?@[\w{][^\[\]\n]*\](?![(\[:])|(?<![\w@/.])@[A-Za-z][\w:-]*\d{4}|\^\[|^:{3,}|\{[#.=][\w-]|^[:~][ \t]+\S|^\(@|\\(?:[A-Za-z]+\{|begin)|^(?:bibliography|csl|header-includes):",
    re.MULTILINE,
)
_LIST_BELOW_TEXT = re.compile(r"^(?![ \t>|#*+\d-])[^\n]*\w[^\n]*\n(?:[-*+]|1[.)])[ \t]+\S", re.MULTILINE)
_LANGUAGE = re.compile(r"[a-z]{2}([-_][A-Za-z]{2,4})?")


def plain_plan(given: Path, root: Path) -> Plan:
    """The chapters of a folder, of one file, or of the files that a Makefile names."""
    if given.is_file() and (markup := OTHER_MARKUP.get(given.suffix.lower())):
        raise AdoptError(_not_read(given.name, markup, given.name))
    folder = given if given.is_dir() else given.parent
    recipe = recipe_of(folder, root)
    kind, chapters, by = ("Pandoc", [Piece(given)], None) if given.is_file() else _chapters(folder, root, recipe)
    files = [it.path for it in chapters]
    if kind == "Pandoc" and not recipe and _is_commonmark([read_text(it, root) or "" for it in files]):
        kind = "CommonMark"
    if kind in ("Pandoc", "CommonMark") and not recipe and given.is_dir() and _are_linked(folder, files, root):
        kind = "Obsidian"
    if by is None and given.is_dir():
        _hold_language(folder, files, root)
    if not files:
        raise AdoptError(
            f"There is no manuscript in {given.name}/: no _quarto.yml, no _bookdown.yml, no content/, no file of Markdown."
        )
    base = _common([path.parent for path in files])
    metadata = metadata_of(folder, base, files, root, recipe)
    if by is not None and by.suffix != ".txt":
        metadata |= said_in(by, root)
    metadata |= quire_data(folder, root)
    named = [str(it) for it in listed(metadata.get("bibliography"))]
    named += re.findall(r"--bibliography[= ]\"?([^\s\"']+)", recipe)
    bibliographies = [first_file((it / name for it in (base, folder, files[0].parent)), root) for name in named]
    found = [path for path in bibliographies if path is not None]
    lost = [base / name for name, path in zip(named, bibliographies, strict=True) if path is None]  # is reported
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
        tuple(dict.fromkeys([*found, *lost])),
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
    kinds = ("*.tex", "*.cls", "*.sty")
    for path in sorted(it for kind in kinds for it in (*folder.glob(kind), *folder.glob(f"*/{kind}")))[:60]:
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
        raise AdoptError(_not_read(f"The book in {folder.name}/", markup, "chapter"))


def _not_read(what: str, markup: str, name: str) -> str:
    reader = "rst" if markup == "reStructuredText" else markup.lower()
    return (
        f"{what} is written in {markup}, which is not read here. Turn it into Markdown first, "
        f"for instance with: pandoc -s -f {reader} -t markdown {name} -o {Path(name).stem}.md"
    )


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


def _is_apart(path: Path, root: Path) -> bool:
    """Whether a file is a text of its own, with its own title, and no preface, chapter or conclusion of another."""
    return not _is_part(path) and "title" in front_matter(read_text(path, root) or "")[0]


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _is_part(path: Path) -> bool:
    """Whether a file is called as a preface, a chapter or a conclusion is."""
    return bool(is_at_an_end(path) or re.match(r"\d|ch(?:ap(?:ter)?)?[-_ ]?\d|kap", path.stem, re.IGNORECASE))


def _has_chapters(path: Path, root: Path) -> bool:
    """Whether a text has several titles of the first level."""
    return len(re.findall(r"^#[ \t]+\S", blanked(read_text(path, root) or ""), re.MULTILINE)) > 3


def _files(folder: Path, root: Path, recipe: str, candidates: list[Path]) -> list[Path]:
    named_files = files_of_defaults(folder, root, candidates) or files_of_metadata(folder, root, candidates)
    named_files = named_files or files_of_recipe(folder, root, recipe, candidates)
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
    if _are_linked(folder, candidates, root):
        best = folder
    while best != folder and _has_numbered_siblings(best, candidates):
        best = best.parent
    files = [path for path in candidates if path.is_relative_to(best)]
    files = _without_what_is_put_aside(files, best)
    called_so = [it for it in files if _letters(it.stem) == _letters(folder.name) and _has_chapters(it, root)]
    if len(called_so) == 1 and not any(_is_part(it) for it in files):
        return called_so
    main = max(files, key=lambda it: it.stat().st_size)
    share = main.stat().st_size / max(1, sum(it.stat().st_size for it in files))
    others = [it for it in files if it != main]
    is_whole = share > 0.75 and all(_is_apart(it, root) or it.parent != main.parent for it in others)
    is_whole = is_whole or share > 0.6 and _has_chapters(main, root) and not any(_is_part(it) for it in others)
    return [main] if is_whole and _MAIN.fullmatch(main.stem) else files


def _without_what_is_put_aside(files: list[Path], folder: Path) -> list[Path]:
    """The files but for notes, drafts and older versions, by their names and folders, where these are not nearly all there is."""
    kept = [it for it in files if not _is_put_aside(it, folder, files)]
    return kept if 5 * sum(it.stat().st_size for it in kept) > sum(it.stat().st_size for it in files) else files


def _is_put_aside(path: Path, folder: Path, files: list[Path]) -> bool:
    if any(_ASIDE.fullmatch(part) for part in path.relative_to(folder).parts[:-1]):
        return True
    version = _VERSION.fullmatch(path.stem)
    newer = (version[1] or version[2]).lower() if version else ""
    is_older = bool(newer) and any(it.stem.lower() == newer for it in files)
    return is_older or bool(_PUT_ASIDE.fullmatch(path.stem)) and not _is_part(path)


def _are_linked(folder: Path, candidates: list[Path], root: Path) -> bool:
    """Whether a folder is a vault of Obsidian's, or every third of its notes names another by its links: they are one book."""
    if (folder / ".obsidian").is_dir():
        return True
    texts_of = [blanked(read_text(it, root) or "") for it in candidates[:60]]
    return len(texts_of) > 4 and 3 * sum(bool(WIKI_LINK.search(it)) for it in texts_of) > len(texts_of)


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


def _place(path: Path) -> Place:
    name = re.sub(r"^[\d._-]+", "", path.stem.lower())
    return "back" if re.match(r"(appendix|appendices|annex|anhang)", name) else "body"


def _common(folders: list[Path]) -> Path:
    shared = folders[0]
    for folder in folders:
        while not folder.is_relative_to(shared):
            shared = shared.parent
    return shared
