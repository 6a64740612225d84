"""Finds the order of a website's pages: as Jupyter Book, MyST and MkDocs list them, or as Hugo and Jekyll sort them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.docusaurus import category, docusaurus_pieces
from bookbuilder.desk.adopt.files import (
    ABOUT,
    first_file,
    front_matter,
    inner_folders,
    listed,
    matching,
    natural,
    read_text,
    reading_order as by_name,
    texts,
    toml_of,
    yaml_of,
)
from bookbuilder.desk.adopt.plan import Piece, Place
from bookbuilder.source import own_file

SITES = frozenset(("MyST", "MkDocs", "Hugo", "Jekyll", "Quire", "Docusaurus"))
"""Kinds of folders whose links are those of a website."""
ENDINGS = (".md", ".ipynb", ".markdown")
_INNER = ("sections", "chapters", "children", "parts", "entries", "subtrees")
_ORDER = ("weight", "nav_order", "order", "sort", "sort_order", "sidebar_position", "position", "chapter", "number")
"""What pages call their place in the order of their folder."""
_DATED = re.compile(r"\d{4}-\d\d-\d\d-")
_TONGUE = re.compile(r"[a-z]{2}([-_][A-Za-z]{2,4})?")
Found = tuple[str, list[Piece], Path | None]


def site_pieces(folder: Path, root: Path) -> Found | None:
    """What kind of a website a folder is, its pages in the order of reading, and the list of them; None where it is none."""
    readers: Sequence[Callable[[Path, Path], Found | None]] = (_listed_site, _quire, _hugo, _docusaurus, _jekyll)
    return next((found for reader in readers if (found := reader(folder, root)) and found[1]), None)


def settings(folder: Path, root: Path, *names: str) -> dict[str, Any]:
    """What the first of some files of settings says, YAML or the simple keys of TOML."""
    for name in names:
        text = read_text(folder / name, root)
        if text is not None:
            return toml_of(text) if name.endswith(".toml") else yaml_of(text)
    return {}


def _listed_site(folder: Path, root: Path) -> Found | None:
    for place in (folder, *inner_folders(folder)):
        if place.name.startswith((".", "_")) and place != folder:
            continue
        said = settings(place, root, "mkdocs.yml", "mkdocs.yaml")
        docs = place / str(said.get("docs_dir") or "docs")
        if said and docs.is_dir():
            pieces = list(_pieces(listed(said.get("nav")), docs, root)) or [Piece(it) for it in _pages(docs, root)]
            return "MkDocs", pieces, place / "mkdocs.yml"
        project = settings(place, root, "myst.yml").get("project")
        toc = listed(project.get("toc")) if isinstance(project, dict) else []
        if isinstance(project, dict) and not toc:
            return "MyST", [Piece(it) for it in _pages(place, root)], place / "myst.yml"
        text = "" if toc else read_text(place / "_toc.yml", root) or ""
        said = yaml_of(text) or yaml_of("entries:\n" + re.sub("^", " ", text, flags=re.MULTILINE))
        pieces = list(_pieces(toc or [said], place, root, -1 if said.get("root") else 0))
        if len(pieces) > 1:
            first = replace(pieces[0], depth=0, place="front" if said.get("root") else "body")
            return "MyST", [first, *pieces[1:]], place / "_toc.yml"
    return None


def _pieces(
    entries: Sequence[Any], place: Path, root: Path, depth: int = 0, named: set[str] | None = None
) -> Iterator[Piece]:
    """The pages of a list, with the part that begins with each, and as deep as each stands below a chapter."""
    named = set(_named(entries)) if named is None else named
    ends = False
    for entry in (one for it in entries for one in _matched(it, place, root, named)):
        name, title, inner = _entry(entry)
        names = [name] if Path(name).suffix.lower() in ENDINGS else [f"{name}{it}" for it in ENDINGS]
        path = first_file((place / it for it in names), root) if name else None
        if path is not None:
            yield Piece(path, title=title, depth=max(0, depth), ends_part=ends)
            ends = False
        under = list(_pieces(inner, place, root, depth + (path is not None), named))
        is_part = bool(title and under and path is None and depth <= 0)
        if is_part:
            under[0] = replace(under[0], part=title)
        yield from under
        ends = ends or is_part


def _named(entries: Sequence[Any]) -> Iterator[str]:
    """The pages that a list names one by one, without their endings."""
    for name, _, inner in map(_entry, entries):
        yield Path(name).with_suffix("").as_posix() if Path(name).suffix.lower() in ENDINGS else name
        yield from _named(inner)


def _matched(entry: Any, place: Path, root: Path, named: set[str]) -> list[Any]:
    """An entry; of a pattern, `{pattern: models/*/README*}`, an entry for each page of it that nothing has named yet."""
    pattern = (entry.get("pattern") or entry.get("glob")) if isinstance(entry, dict) else None
    if not pattern:
        return [entry]
    pages = [it.relative_to(place) for it in matching(place, str(pattern), root) if it.suffix.lower() in ENDINGS]
    found = [it.as_posix() for it in pages if it.with_suffix("").as_posix() not in named]
    named.update(_named(found))
    return found


def _entry(entry: Any) -> tuple[str, str, list[Any]]:
    """The file, the title and the inner list of an entry: `a.md`, `Title: a.md`, `{file: a, title: …, children: […]}`."""
    if not isinstance(entry, dict):
        return ("" if re.match(r"\w+:", str(entry)) else str(entry)), "", []
    name = str(entry.get("file") or entry.get("root") or "")
    title = next((str(entry[it]) for it in ("title", "caption", "part", "header", "chapter") if entry.get(it)), "")
    inner = [one for key in _INNER for one in listed(entry.get(key))]
    if not name and not inner and len(entry) == 1:
        ((title, value),) = entry.items()
        return ("", title, value) if isinstance(value, list) else (*_entry(value)[:1], title, [])
    return name, title, inner


def _quire(folder: Path, root: Path) -> Found | None:
    """A catalogue of Quire's, whose lists of contents, covers and pages for print alone are made here."""
    content = folder / "content"
    if not settings(content / "_data", root, "publication.yaml", "publication.yml"):
        return None
    pieces: list[Piece] = []
    part, ends = "", False
    for piece in _tree(content, root, "en"):
        said = _front(piece.path, root)
        part, ends = piece.part or part, ends or piece.ends_part
        if str(said.get("layout")) in ("cover", "splash", "table-of-contents") or str(said.get("layout")).endswith(
            ".js"
        ):
            part = part or (str(said.get("title") or "") if piece.path.parent.parent == content else "")
            continue
        place: Place = "front" if said.get("class") == "frontmatter" else piece.place if pieces else "body"
        pieces.append(replace(piece, part=part, ends_part=ends, place=place, depth=0))
        part, ends = "", False
    return "Quire", pieces, None


def _hugo(folder: Path, root: Path) -> Found | None:
    names = [f"{stem}.{it}" for stem in ("hugo", "config", "config/_default/hugo", "config/_default/config")
             for it in ("toml", "yaml", "yml")]  # fmt: skip
    said = settings(folder, root, *names)
    content = folder / str(said.get("contentDir") or said.get("contentdir") or "content")
    if not said or not content.is_dir():
        return None
    tongue = str(said.get("defaultContentLanguage") or said.get("defaultcontentlanguage") or "en").lower()
    content = next((it for it in (content / tongue, content / "en") if it.is_dir() and _pages(it, root)), content)
    while not _pages(content, root, deep=False) and len(inner := inner_folders(content)) == 1:
        content = inner[0]
    return "Hugo", list(_tree(content, root, tongue)), None


def _docusaurus(folder: Path, root: Path) -> Found | None:
    return docusaurus_pieces(folder, root, _tree)


def _tree(place: Path, root: Path, tongue: str, depth: int = 0) -> Iterator[Piece]:
    """The pages of a folder by their weights, its own page first; a folder at the top is a part of the book."""
    pages = [it for it in _pages(place, root, deep=False) if _said(it, root, "draft") is not True]
    stems = {it.stem for it in pages}
    pages = [it for it in pages if (said := re.match(r"(.+)\.([a-z]{2}(?:-\w+)?)$", it.stem)) is None
             or said[2].lower() == tongue or tongue == "en" and said[1] not in stems and said[2] == "en"]  # fmt: skip
    own = [it for it in pages if re.fullmatch(r"_?index(\.\w+)?", it.stem)]
    yield from (Piece(it, depth=max(0, depth - 1), place="body" if depth else "front") for it in own[:1])
    folders = [it for it in inner_folders(place) if not it.name.startswith(".")]
    ends = False
    for path in sorted([*(it for it in pages if it not in own), *folders], key=lambda it: _rank(it, root)):
        if path.is_file():
            yield Piece(path, depth=max(0, depth - 1), ends_part=ends and not depth)
            continue
        inner = list(_tree(path, root, tongue, depth + 1))
        if len(inner) > 1 and not depth:
            named = _said(inner[0].path, root, "title") if "index" in inner[0].path.stem else ""
            named = category(path, root).get("label") or named
            inner[0] = replace(inner[0], part=str(named or _name(path)))
            ends = True
        elif not depth and ends:
            inner = [replace(it, ends_part=not number) for number, it in enumerate(inner)]
        yield from inner


def _jekyll(folder: Path, root: Path) -> Found | None:
    said = settings(folder, root, "_config.yml", "_config.yaml")
    if not said or not any((folder / it).exists() for it in ("_layouts", "_includes", "_posts", "Gemfile", "_data")):
        return None
    works = sorted((folder / "_data" / "works").glob("*/default.yml"), key=natural)  # Electric Book's
    for work in works:
        products = yaml_of(read_text(work, root) or "").get("products")
        files = [it for one in (products or {}).values() if isinstance(one, dict) for it in listed(one.get("files"))][
            :500
        ]
        names = [str(next(iter(it))) if isinstance(it, dict) else str(it) for it in files]
        places = [folder / work.parent.name / "text", folder / work.parent.name]
        found = [first_file((it / f"{name}.md" for it in places), root) for name in dict.fromkeys(names)]
        if len(own := [it for it in found if it is not None]) > 1:
            return "Jekyll", [Piece(it) for it in own], work
    pages = [
        it for it in texts(folder, True) if not ABOUT.match(it.stem) and re.match(r"\s*---", read_text(it, root) or "")
    ]
    others = _of_other_languages(pages, said, folder, root)
    pages = [it for it in pages if it not in others]
    sizes: dict[Path, int] = {}
    for page in pages:
        top = folder / page.relative_to(folder).parts[0]
        sizes[top if top.is_dir() else folder] = sizes.get(top if top.is_dir() else folder, 0) + page.stat().st_size
    best = max(sizes, key=lambda it: sizes[it], default=folder)
    if best == folder or sizes[best] < 0.5 * sum(sizes.values()):
        best = folder
        pages = [it for it in pages if "_posts" not in it.parts]
    pages = sorted((it for it in pages if it.is_relative_to(best)), key=lambda it: (it.parent, _rank(it, root)))
    parents = {str(title): it for it in pages if (title := _said(it, root, "title"))}
    named = {it: parents.get(str(_said(it, root, "parent"))) for it in pages}
    below = {it: above for it, above in named.items() if above is not None and above != it}

    def with_children(path: Path, depth: int) -> Iterator[Piece]:
        yield Piece(path, depth=depth)
        for child in sorted((it for it in below if below[it] == path), key=lambda it: _rank(it, root)):
            yield from with_children(child, min(depth + 1, 5)) if depth < 6 else ()

    return "Jekyll", [one for it in pages if it not in below for one in with_children(it, 0)], None


def _of_other_languages(pages: Sequence[Path], said: dict[str, Any], folder: Path, root: Path) -> set[Path]:
    """The pages of a site in several languages that are translations: each language has a folder, or is named by its pages."""
    own = str(said.get("lang") or said.get("locale") or "en").lower()
    by_page = {it: str(_said(it, root, "lang") or _said(it, root, "language") or own).lower() for it in pages}
    if len(set(by_page.values())) > 1 and own in by_page.values():
        return {it for it, tongue in by_page.items() if tongue != own}
    by_folder = {it: next((one for one in it.relative_to(folder).parts if _TONGUE.fullmatch(one)), "") for it in pages}
    return (
        {it for it, tongue in by_folder.items() if tongue and tongue != own}
        if len(set(by_folder.values())) > 3
        else set()
    )


def _pages(place: Path, root: Path, deep: bool = True) -> list[Path]:
    own = [it for it in texts(place) if (deep or it.parent == place) and not re.match(r"(README|LICENSE)", it.stem)]
    return [it for it in own if own_file(it, root)]


def _said(path: Path, root: Path, key: str) -> Any:
    return _front(path, root).get(key)


@lru_cache(5000)
def _front(path: Path, root: Path) -> dict[str, Any]:
    text = read_text(path, root) or ""
    return front_matter(text[:20_000])[0]


def _rank(path: Path, root: Path) -> tuple[float, Any]:
    """Where a page, or the page of a folder, stands among its neighbours."""
    page = path if path.is_file() else first_file((path / "_index.md", path / "index.md"), root)
    said = _front(page, root) if page is not None else category(path, root) if path.is_dir() else {}
    number = next((said[it] for it in _ORDER if isinstance(said.get(it), (int, float))), None)
    if number is None and path.is_dir():  # a folder without a page of its own stands where its first page does
        inner = [_rank(it, root)[0] for it in _pages(path, root, deep=False)]
        number = min(inner, default=None)
    return (float(number) if number is not None else 1e9, by_name(Path(_DATED.sub(r"\g<0>", path.name))))


def _name(path: Path) -> str:
    words = re.sub(r"[\W_]+", " ", re.sub(r"^[\d._\s-]+", "", path.name)).strip()
    return words[:1].upper() + words[1:]
