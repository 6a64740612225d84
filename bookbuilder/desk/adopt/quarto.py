"""Reads the book of a folder with `_quarto.yml`: chapters, parts, appendices and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.files import (
    TEXTS,
    every_file,
    first_file,
    front_matter,
    listed,
    matching,
    read_text,
    texts,
    yaml_of,
)
from bookbuilder.desk.adopt.notebooks import notebook_text
from bookbuilder.desk.adopt.plan import AdoptError, Piece, Place, Plan
from bookbuilder.source import own_file

NAMES = ("_quarto.yml", "_quarto.yaml")


def quarto_plan(folder: Path, root: Path) -> Plan:
    """Read `_quarto.yml`, and `_metadata.yml` and `_variables.yml` beside it."""
    said: dict[str, Any] = {}
    for name in ("_metadata.yml", *NAMES):
        said |= yaml_of(read_text(folder / name, root) or "")
    said |= _of_profile(said, folder, root)
    book = said["book"] if isinstance(said.get("book"), dict) else {}
    pieces = [*_pieces(listed(book.get("chapters")), folder, root), *_back(book, folder, root)]
    if not pieces:
        pieces = list(_of_site(said, folder, root))
    if not pieces:
        raise AdoptError(f"{folder.name}/_quarto.yml names no chapter that is there.")
    site = said["website"] if isinstance(said.get("website"), dict) else {}
    about = {"title": site["title"]} if site.get("title") else {}
    if "title" not in said | book:  # an extension's own kind of book: `thesis: {title: …, author: …}`
        about |= next((it for it in said.values() if isinstance(it, dict) and {"title", "author"} <= it.keys()), {})
    metadata = about | said | {key: value for key, value in book.items() if key not in ("chapters", "appendices")}
    opening = read_text(pieces[0].path, root) or ""
    first = front_matter(notebook_text(opening) if pieces[0].path.suffix == ".ipynb" else opening)[0]
    for key in ("bibliography", "csl", "author", "lang", *(("title", "date", "keywords") if len(pieces) == 1 else ())):
        if key not in metadata and key in first:
            metadata[key] = first[key]
    for format in said["format"].values() if isinstance(said.get("format"), dict) else ():
        if isinstance(format, dict):
            metadata |= {key: format[key] for key in _OF_FORMATS if key in format} | metadata
    variables = yaml_of(read_text(folder / "_variables.yml", root) or "")
    return Plan(
        "Quarto",
        root,
        folder,
        tuple(pieces),
        metadata,
        _bibliographies(metadata, pieces, folder, root),
        str(metadata.get("csl") or ""),
        variables=_filled(dict(_flat(variables))),
        absent=tuple(_absent([*listed(book.get("chapters")), *listed(book.get("appendices"))], folder, root)),
    )


_OF_FORMATS = ("title", "subtitle", "author", "date", "lang", "description", "csl")
"""What a book may say in the settings of one format alone."""


def _of_profile(said: Mapping[str, Any], folder: Path, root: Path) -> dict[str, Any]:
    """What the profile of a project says beside it, `_quarto-thesis.yml`: the one that it names, else the first with a book."""
    profile = said["profile"] if isinstance(said.get("profile"), dict) else {"default": said.get("profile")}
    named = {f"_quarto-{it}.y{ending}ml" for it in listed(profile.get("default")) for ending in ("", "a")}
    every = sorted(it for it in folder.glob("_quarto-*.y*ml") if own_file(it, root)) if "book" not in said else []
    found = [yaml_of(read_text(it, root) or "") for it in every if not named or it.name in named]
    return next((it for it in found if named or "book" in it), {})


def _bibliographies(metadata: Mapping[str, Any], pieces: list[Piece], folder: Path, root: Path) -> tuple[Path, ...]:
    """The lists of the book's sources, and those that single chapters name."""
    found = [folder / str(it) for it in listed(metadata.get("bibliography"))]
    for piece in pieces:
        text = read_text(piece.path, root) or "" if piece.path.suffix != ".ipynb" else ""
        for name in listed(front_matter(text)[0].get("bibliography")):
            own = first_file((place / str(name) for place in (piece.path.parent, folder)), root)
            found += [own] if own else []
    if not found:  # LaTeX's \addbibresource names them, or nothing
        every = (it for it in every_file(folder) if it.suffix.lower() in (".bib", ".bibtex"))
        found = [it for it in every if not any(part[0] in "_." for part in it.relative_to(folder).parts)][:3]
    return tuple(dict.fromkeys(found))


def _absent(entries: list[Any], folder: Path, root: Path) -> Iterator[str]:
    """The files that the list names and that are not there."""
    for entry in entries:
        if isinstance(entry, dict):
            named = entry.get("file") or entry.get("href") or entry.get("part")
            yield from _absent([*listed(named), *listed(entry.get("chapters"))], folder, root)
        elif Path(str(entry)).suffix.lower() in TEXTS and not _files(str(entry), folder, root):
            yield str(entry)


def _pieces(entries: list[Any], folder: Path, root: Path, part: str = "", place: Place = "body") -> Iterator[Piece]:
    after_part = False
    for entry in entries:
        if isinstance(entry, str):
            for number, path in enumerate(_files(entry, folder, root)):
                yield Piece(path, part if not number else "", after_part and not number, place)
                part, after_part = "", False
        elif isinstance(entry, dict) and "part" in entry:
            named = str(entry["part"] or "")
            files = _files(named, folder, root) if Path(named).suffix.lower() in (".qmd", ".md", ".rmd") else []
            inner = listed(entry.get("chapters"))
            if files:
                yield Piece(files[0], place=place, titles_part=True)
                yield from _pieces(inner, folder, root, place=place)
            else:
                yield from _pieces(inner, folder, root, named, place)
            after_part = True
        elif isinstance(entry, dict):
            named = str(entry.get("file") or entry.get("href") or "")
            yield from _pieces([named] if named else [], folder, root, part, place)
            part = ""


def _back(book: dict[str, Any], folder: Path, root: Path) -> Iterator[Piece]:
    references = str(book.get("references") or "")
    back = _pieces(listed(book.get("appendices")), folder, root, place="back")
    for piece in (*back, *_pieces([references] if references else [], folder, root, place="back")):
        yield Piece(piece.path, place="back")


def _files(named: str, folder: Path, root: Path) -> list[Path]:
    """The files of a name, which may hold an asterisk."""
    if "*" in named:
        return matching(folder, named, root)
    path = folder / named.lstrip("/")
    if own_file(path, root) or not path.parent.is_dir():
        return [path] if own_file(path, root) else []
    beside = sorted(path.parent.iterdir()) if path.parent.is_relative_to(folder) else []
    return [it for it in beside if it.name.lower() == path.name.lower() and own_file(it, root)][:1]  # as on a Mac


def _of_site(said: dict[str, Any], folder: Path, root: Path) -> Iterator[Piece]:
    """The pages of a project that is not a book: the first one, those of its sidebar or its menus with their sections as parts, and the others."""
    site = said["website"] if isinstance(said.get("website"), dict) else {}
    bars = [it for it in listed(site.get("sidebar")) if isinstance(it, dict)]
    navbar = site["navbar"] if isinstance(site.get("navbar"), dict) and not bars else {}
    menus = [it for side in ("left", "right") for it in listed(navbar.get(side))]
    bars += [
        {"contents": [{**it, "contents": it["menu"]} if isinstance(it, dict) and "menu" in it else it for it in menus]}
    ]
    entries = [entry for bar in bars for entry in _of_sidebar(listed(bar.get("contents")))]
    in_order = list({it.path: it for it in _pieces(entries, folder, root)}.values())
    others = [it for it in _loose(said, folder) if own_file(it, root) and it not in {piece.path for piece in in_order}]
    first = others[:1] if others and others[0].stem == "index" and others[0].parent == folder else []
    yield from map(Piece, first)
    yield from in_order
    yield from (Piece(it, ends_part=bool(entries) and not number) for number, it in enumerate(others[len(first) :]))


def _of_sidebar(contents: list[Any], is_inner: bool = False) -> Iterator[Any]:
    """What a sidebar lists, as a book lists its parts and chapters; a section within a section is not a part."""
    for entry in contents:
        if not isinstance(entry, dict) or "contents" not in entry:
            yield entry
            continue
        inner = [*listed(entry.get("href") or entry.get("file")), *_of_sidebar(listed(entry["contents"]), True)]
        title = entry.get("section") or entry.get("text")
        yield from inner if is_inner or not title else [{"part": title, "chapters": inner}]


def _loose(said: dict[str, Any], folder: Path) -> list[Path]:
    """A project that is not a book: what it renders, else all its texts, `index` first."""
    article = said["manuscript"] if isinstance(said.get("manuscript"), dict) else {}
    index = next(
        (folder / f"index.{it}" for it in ("qmd", "md", "ipynb", "Rmd") if (folder / f"index.{it}").is_file()), None
    )
    if article.get("article") or index is not None and "manuscript" in str(said.get("project")):
        return [folder / str(article["article"])] if article.get("article") else [index] if index else []
    project = said["project"] if isinstance(said.get("project"), dict) else {}
    named = [str(it) for it in listed(project.get("render")) if not str(it).startswith("!")]
    found = [path for name in named for path in matching(folder, name.lstrip("/"), folder)]
    is_site = "website" in said
    every = [it for it in texts(folder, notebooks=is_site) if it.suffix.lower() in _PAGES and it.name[0] != "_"]
    found = found or ([index] if index is not None and index.suffix == ".ipynb" and not is_site else []) or every
    own = [path for path in found if path.stem.lower() not in ("readme", "license", "about", "404", "changelog")]
    own = [it for it in own if not any(part[0] in "_." for part in it.relative_to(folder).parts)]  # Quarto renders none
    formats = [said, *(said["format"].values() if isinstance(said.get("format"), dict) else ())]
    printed = {Path(str(it["output-file"])).stem for it in formats if isinstance(it, dict) and it.get("output-file")}
    main = [it for it in own if it.parent == folder and it.suffix == ".qmd" and it.stem in printed]
    if len(main) == 1:
        return main
    opening = read_text(index, folder) or "" if index is not None and is_site else ""
    led_to = {it: place for it in own if (place := opening.find(it.relative_to(folder).as_posix())) >= 0}
    return sorted(own, key=lambda it: (it.stem != "index", led_to.get(it, len(opening)), it.parent != folder))


_PAGES = (".qmd", ".md", ".rmd", ".ipynb")


_VARIABLE = re.compile(r"\{\{<\s*var\s+([\w.-]+)\s*>\}\}")
_DEEPEST = 5
"""Variables in the values of one another; one that holds itself stays as it is typed then."""


def _filled(variables: dict[str, str]) -> dict[str, str]:
    """The variables, with those that their values name: `issue-url: "{{< var repo-url >}}/issues"`."""
    for _ in range(_DEEPEST):
        filled = {
            key: _VARIABLE.sub(lambda it, known=variables: known.get(it[1], it[0]), value)  # type: ignore[misc]
            for key, value in variables.items()
        }
        if filled == variables or sum(map(len, filled.values())) > _LONGEST:
            break
        variables = filled
    return variables


_LONGEST = 100_000
"""Letters that all variables may have; a book's have a thousand."""


def _flat(values: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)
