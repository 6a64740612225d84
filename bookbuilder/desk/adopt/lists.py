"""Reads the lists by which mdBook, GitBook, Leanpub, a main file of LaTeX and others put the files of a book in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bookbuilder.desk.adopt.files import first_file, front_matter, natural, read_text, yaml_of
from bookbuilder.desk.adopt.included_files import OTHER_INCLUDES
from bookbuilder.desk.adopt.plan import Piece, Place
from bookbuilder.source import own_file

LISTS = (
    "SUMMARY.md",
    "Book.txt",
    "book.txt",
    "chapters.txt",
    "chapters.list",
    "files.txt",
    "order.txt",
    "toc.txt",
    "toc.md",
    "TOC.md",
)
_FILE = re.compile(r"[^\s()<>\[\]\"']+\.(?:md|markdown|mkd)\b")
_ENTRY = re.compile(
    r"^([ \t]*)([-*+][ \t]+|\d+[.)][ \t]+)?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()<>]*?)>?\s*\)[ \t]*$"
)
_BARE = re.compile(r"^([ \t]*)[-*+][ \t]+([^\[\]\s][^\[\]]*)$")
_INCLUDES = re.compile(
    rf"{OTHER_INCLUDES.pattern}|^[ \t]*\{{\{{<[ \t]*include[ \t]+([^\s<>]+)[ \t]*>\}}\}}[ \t]*$"
    r"|^```+[ \t]*\{r[^\n}]*?\bchild[ \t]*=[ \t]*[\"']([^\"'\n]+)[\"'][^\n}]*\}[ \t]*\n+```+[ \t]*$",
    re.MULTILINE,
)
_UNREAD = re.compile(
    r"<!--.*?-->|^```+[ \t]*\{.*?^```+[ \t]*$|^[ \t]*\\[A-Za-z][^\n]*$|^#[ \t][^\n]*$", re.MULTILINE | re.DOTALL
)
"""Remarks, code, titles, and LaTeX's commands of layout, between the files that a text includes."""
_TITLED = re.compile(r"^(?:#[ \t]+\S|\\chapter\b)", re.MULTILINE)
_DIVISION = re.compile(r"\{?(front|main|back)matter\b[:}]", re.IGNORECASE)


def listed_pieces(folder: Path, root: Path, candidates: Sequence[Path]) -> tuple[str, list[Piece], Path | None]:
    """Whose list it is, the files that it names in their order, and itself; none where no list names two of them."""
    own = _of_settings(folder, root)
    if own is not None and len(pieces := _summary(read_text(own, root) or "", own.parent, root)) > 1:
        return "GitBook", [*pieces, *_glossary(own.parent, root, pieces)], own
    for name in LISTS:
        for place in sorted(_places(folder, candidates), key=lambda it: (len(it.parts), natural(it))):
            own_name = next((it for it in sorted(_names(place)) if it == name or it.endswith(f".{name}")), "")
            text = read_text(place / own_name, root) if own_name else None
            if text is None:
                continue
            is_summary = name.endswith(".md")
            pieces = _summary(text, place, root) if is_summary else _lines(text, place, root)
            if len(pieces) > 1:
                is_mdbook = own_file(place.parent / "book.toml", root) or own_file(place / "book.toml", root)
                kind = "Leanpub" if name.lower() == "book.txt" else "mdBook" if is_mdbook else "GitBook"
                pieces += _glossary(place, root, pieces) if kind == "GitBook" else []
                return kind if name == "SUMMARY.md" or kind == "Leanpub" else "Pandoc", pieces, place / own_name
    of_latex, main = _pieces_of_latex(folder, root, candidates)
    if of_latex:
        return "Pandoc", of_latex, main
    including = {path: _included(path, root) for path in candidates}
    best = max(including, key=lambda it: _size(including[it]), default=None)
    found = [] if best is None else including[best]
    return "Pandoc", [Piece(path) for path in found], best if found else None


def _glossary(place: Path, root: Path, pieces: Sequence[Piece]) -> list[Piece]:
    """GitBook's glossary, which it adds to the book and no list names."""
    path = first_file([place / "GLOSSARY.md"], root)
    return [] if path is None or any(it.path == path for it in pieces) else [Piece(path, place="back")]


def _of_settings(folder: Path, root: Path) -> Path | None:
    """The list that book.json of GitBook and HonKit, or .gitbook.yaml, names, where it has another name or lies elsewhere."""
    for name in ("book.json", ".gitbook.yaml"):
        said = yaml_of(read_text(folder / name, root) or "")
        structure = said["structure"] if isinstance(said.get("structure"), dict) else {}
        if "root" in said or "summary" in structure:
            return first_file([folder / str(said.get("root", ".")) / str(structure.get("summary", "SUMMARY.md"))], root)
    return None


def _places(folder: Path, candidates: Sequence[Path]) -> set[Path]:
    """The folder, and each in it that holds a text, at whatever depth."""
    return {folder, *(it for path in candidates for it in path.parents if it.is_relative_to(folder))}


def _names(place: Path) -> frozenset[str]:
    return frozenset(it.name for it in place.iterdir()) if place.is_dir() else frozenset()


def _lines(text: str, place: Path, root: Path) -> list[Piece]:
    """A file a line; Leanpub's `frontmatter:` and `backmatter:` stand between them."""
    found: dict[Path, Piece] = {}
    where: Place = "body"
    for line in text.splitlines():
        division = _DIVISION.match(line.strip())
        if division:
            where = "front" if division[1].lower() == "front" else "back" if division[1].lower() == "back" else "body"
        whole = line.strip()
        for name in [whole] if re.fullmatch(r"\S.*\.(md|markdown|mkd|txt)", whole) else _FILE.findall(line):
            if own_file(place / name, root):
                found.setdefault(place / name, Piece(place / name, place=where))
    return list(found.values())


def _summary(text: str, place: Path, root: Path) -> list[Piece]:
    """Files with the depth at which they are listed; a heading, or an entry without a file, is the title of a part."""
    found: dict[Path, Piece] = {}
    above: list[
        tuple[int, bool]
    ] = []  # indentation of each entry that this one stands below, and whether it has a file
    part, numbered, ends = "", False, False
    text = re.sub(r"\[[^\[\]\n]*\n[^\[\]]*\](?=\()", lambda it: " ".join(it[0].split()), text)  # a title of two lines
    for number, line in enumerate(text.splitlines()):
        heading = re.match(r"#{1,6}[ \t]+(\S.*)", line)
        if heading:
            part = re.sub(r"<[^<>]*>", "", heading[1]).strip() if number and found else ""
            continue
        if re.fullmatch(r"[ \t]*([-*_])([ \t]*\1){2,}[ \t]*", line):
            ends, part = True, ""
            continue
        entry, bare = _ENTRY.match(line), _BARE.match(line)
        if not entry and not bare:
            continue
        indentation = len((entry or bare or [""])[1].expandtabs(4))
        above = [it for it in above if it[0] < indentation]
        address = entry[4].split("#")[0].replace("%20", " ") if entry else ""
        path = place / address if re.search(r"\.(md|markdown|mkd)$", address, re.I) else None
        has_file = path is not None and own_file(path, root) is not None
        depth = sum(it[1] for it in above)
        above.append((indentation, has_file))
        title = re.sub(r"<[^<>]*>", "", entry[3] if entry else bare[2] if bare else "").strip()
        if not has_file or path is None:
            part = title.strip() if not depth and not address else part
            continue
        if path in found:
            continue
        numbered = numbered or bool(entry and entry[2])
        is_listed = bool(entry and entry[2])
        where: Place = "front" if not numbered and not is_listed else "body"
        piece = Piece(path, part, ends or numbered and not is_listed, where, title=title.replace("`", ""), depth=depth)
        found[path] = replace(piece, unnumbered=not is_listed)
        part, ends = "", False
    return list(found.values())


def _included(path: Path, root: Path) -> list[Path]:
    """The files that a text includes, where it says little else: they are the chapters; itself where it has their titles."""
    text = read_text(path, root) or ""
    names = [name for groups in _INCLUDES.findall(text) for name in groups if name]
    if len(names) < 2 or len(_UNREAD.sub("", _INCLUDES.sub("", front_matter(text)[1]))) > 600 + 40 * len(names):
        return []
    found = [first_file((path.parent / name, root / name), root) for name in dict.fromkeys(names)]
    own = [it for it in found if it is not None and it != path]
    return ([path] if len(_TITLED.findall(text)) > 1 else own) if len(own) > 1 else []


_READ = re.compile(
    r"^[^%\n]*?\\(?:(?:input|include|subfile|subfileinclude)\{(?P<file>[^{}]+)\}"
    r"|chapter(?P<star>\*?)(?:\[[^\]\n]*\])?\{(?P<title>[^{}\n]+)\}(?:\s*\\label\{(?P<label>[^{}\n]+)\})?|begin\{(?P<block>\w+)\}|end\{\w+\}|(?P<back>appendix|backmatter)\b)",
    re.MULTILINE,
)
_MOST = 60
_NO_TITLE = frozenset(("document", "titlepage", "center", "spacing", "singlespace", "doublespace"))
"""Blocks whose name is not the title of what stands in them, as `abstract` is."""


def _pieces_of_latex(folder: Path, root: Path, candidates: Sequence[Path]) -> tuple[list[Piece], Path | None]:
    """The files of the main file that reads most of them, and itself; none where no file reads most of what there is."""
    by_stem = {it.stem: it for it in reversed(candidates)}
    best: list[Piece] = []
    by = None
    for path in sorted(it for kind in ("*.tex", "*.latex", "*/*.tex", "*/*.latex") for it in folder.glob(kind))[:_MOST]:
        text = read_text(path, root) if own_file(path, root) else None
        found = _pieces(text, by_stem) if text and "\\begin{document}" in text else []
        if _size(it.path for it in found) > _size(it.path for it in best):
            best, by = found, path
    is_most = len(best) > 1 and 2 * _size(it.path for it in best) > _size(candidates)
    return (best, by) if is_most else ([], None)


def _pieces(text: str, by_stem: dict[str, Path]) -> list[Piece]:
    found: dict[Path, Piece] = {}
    title, label, is_unnumbered, is_front, is_back = "", "", False, False, False
    for it in _READ.finditer(text):
        if it["file"] is not None:
            path = by_stem.get(Path(it["file"].strip()).name.removesuffix(".tex"))
            if path is not None and path not in found:
                place = "back" if is_back else "front" if is_front else "body"
                found[path] = Piece(path, title=title, label=label, place=place, unnumbered=is_unnumbered)  # type: ignore[arg-type]
            title, label, is_unnumbered, is_front = "", "", False, False
        elif it["title"] is not None:
            title, is_unnumbered, is_front = it["title"].strip(), bool(it["star"]), False
            label = it["label"] or ""
        elif it["back"] is not None:
            is_back = True
        else:
            block = it["block"] or ""
            is_front = bool(block) and block not in _NO_TITLE
            title, is_unnumbered = (block.capitalize(), True) if is_front else ("", False)
    return list(found.values())


def _size(files: Iterable[Path]) -> int:
    return sum(it.stat().st_size for it in files)
