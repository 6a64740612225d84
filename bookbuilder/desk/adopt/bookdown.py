"""Reads the book of a bookdown folder: `_bookdown.yml`, or the files in the order of their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.files import front_matter, in_any_case, listed, read_text, yaml_of
from bookbuilder.desk.adopt.plan import AdoptError, Piece, Plan
from bookbuilder.source import own_file


def is_bookdown(folder: Path, root: Path) -> bool:
    """Whether a folder is a book of bookdown: `_bookdown.yml`, or an index.Rmd that says so."""
    if any(own_file(folder / name, root) for name in ("_bookdown.yml", "_bookdown.yaml")):
        return True
    index = _index(folder, root)
    return index is not None and "bookdown" in (read_text(index, root) or "")[:3000]


def bookdown_plan(folder: Path, root: Path) -> Plan:
    """Read `_bookdown.yml` and the metadata block of the first file."""
    said: dict[str, Any] = {}
    for name in ("_bookdown.yml", "_bookdown.yaml"):
        said |= yaml_of(read_text(folder / name, root) or "")
    files = _files(said, folder, root)
    if not files:
        raise AdoptError(f"{folder.name}/ has no file of R Markdown whose name does not begin with _.")
    metadata: dict[str, Any] = {}
    for path in reversed(files):
        own = front_matter(read_text(path, root) or "")[0]
        metadata |= own if path == files[0] or "bibliography" in own and "title" in own else {}
    styles = [str(it) for it in listed(metadata.get("biblio-style"))]
    output = metadata["output"] if isinstance(metadata.get("output"), dict) else {}
    output |= yaml_of(read_text(folder / "_output.yml", root) or "")
    csl = str(metadata.get("csl") or "") or next((str(it["csl"]) for it in _mappings(output) if it.get("csl")), "")
    return Plan(
        "bookdown",
        root,
        folder,
        tuple(Piece(path) for path in files),
        metadata,
        tuple(folder / str(it) for it in listed(metadata.get("bibliography"))),
        csl or (styles[0] if styles else ""),
        concatenated=True,
        absent=tuple(it for it in map(str, _named(said)) if not in_any_case(folder / it, root)),
    )


def _named(said: dict[str, Any]) -> list[Any]:
    named: Any = said.get("rmd_files")
    if isinstance(named, dict):
        named = next((named[key] for key in ("html", "latex", "pdf") if named.get(key)), next(iter(named.values()), []))
    return listed(named)


def _files(said: dict[str, Any], folder: Path, root: Path) -> list[Path]:
    found = [it for name in _named(said) if (it := in_any_case(folder / str(name), root))]
    folders = [folder / str(it) for it in listed(said.get("rmd_subdir")) if isinstance(it, str)]
    if not found or folders:
        places = [folder] if not found else []
        for place in (*places, *folders):
            found += sorted(
                (it for it in place.glob("*") if it.suffix.lower() == ".rmd" and not it.name.startswith("_")),
                key=lambda path: path.name,
            )
    own = [path for path in found if own_file(path, root)]
    return sorted(own, key=lambda path: path.name.lower() != "index.rmd") if not _named(said) else own


def _index(folder: Path, root: Path) -> Path | None:
    return next((folder / name for name in ("index.Rmd", "index.rmd") if own_file(folder / name, root)), None)


def _mappings(output: dict[str, Any]) -> list[dict[str, Any]]:
    return [it for it in output.values() if isinstance(it, dict)]
