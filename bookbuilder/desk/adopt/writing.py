"""Writes the folder of an adopted book, whole or not at all: chapters, sources and pictures."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.files import first_file
from bookbuilder.desk.adopt.metadata import USUAL_STYLE, style_named
from bookbuilder.desk.adopt.pictures import Copied, without_entities
from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.signing_key import plain_bytes
from bookbuilder.source import found_bytes
from bookbuilder.theme.templates import SHIPPED

REPORT = "adopted.md"


@dataclass(frozen=True)
class Chapter:
    """One chapter of the new book."""

    file: str
    """Its path under manuscript/."""
    title: str
    text: str
    place: str
    """front, body or back."""
    part: str = ""
    """The title of the part that begins with it."""
    ends_part: bool = False
    unnumbered: bool = False


def written(
    target: Path,
    keys: dict[str, Any],
    chapters: Sequence[Chapter],
    references: str,
    plan: Plan,
    copied: Copied,
    report: Report,
) -> None:
    """Write everything into a folder beside the target, and give it its name at the end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name[:20]}-", dir=target.parent) as name:
        folder = Path(name) / "book"
        style = _style(plan, folder, report)
        _put(folder / "manuscript" / "book.yaml", book_yaml(keys, style, chapters, bool(references)))
        for chapter in chapters:
            _put(folder / "manuscript" / chapter.file, chapter.text)
        for place, source in copied.files.items():
            to = folder / "manuscript" / place
            to.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix.lower() == ".svg":
                to.write_bytes(without_entities(plain_bytes(source)))
            else:
                shutil.copyfile(source, to)
        for address, content in plan.drawn.items():
            to = folder / "manuscript" / address
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(content)
        if copied.files:
            report.taken.append(f"{len(copied.files)} picture{'s' * (len(copied.files) > 1)}")
        if plan.drawn:
            report.taken.append(f"{len(plan.drawn)} pictures that notebooks have drawn")
        if references:
            _put(folder / "references.yaml", references)
        for name_in, name_out in (("gitignore", ".gitignore"), ("settings.json", ".vscode/settings.json")):
            shipped = SHIPPED / "templates" / "new" / name_in
            _put(folder / name_out, shipped.read_text(encoding="utf-8"))
        _put(folder / REPORT, report_text(report, plan))
        if target.is_dir():
            target.rmdir()
        folder.rename(target)


def book_yaml(keys: Mapping[str, Any], style: str, chapters: Sequence[Chapter], has_sources: bool) -> str:
    """The text of book.yaml: the book's keys, its style, and its order with parts and appendices."""
    lines = ["# Made by adopt; docs/editor.md has every key."]
    for key, value in keys.items():
        lines += _lines(key, value)
    lines += [f"csl: {style}", "frontmatter:", "  - title", "  - contents"]
    lines += [f"  - {_yaml(it.file)}" for it in chapters if it.place == "front"]
    lines.append("chapters:")
    indent = "  "
    if not any(it.place == "body" for it in chapters):
        chapters = [replace(it, place="body") for it in chapters]
    for chapter in (it for it in chapters if it.place == "body"):
        if chapter.part:
            lines += [f"  - part: {_yaml(chapter.part)}", "    chapters:"]
            indent = "      "
        elif chapter.ends_part:
            indent = "  "
        lines.append(f"{indent}- {_yaml(chapter.file)}")
    back = [it.file for it in chapters if it.place == "back"] + (["bibliography"] if has_sources else [])
    back += ["index"] if any("]{.index " in it.text for it in chapters) else []
    lines += ["backmatter:", *(f"  - {_yaml(name)}" for name in back)] if back else ["backmatter: []"]
    return "\n".join(lines) + "\n"


def report_text(report: Report, plan: Plan) -> str:
    """The report as a page of Markdown."""
    pieces = [f"# What was adopted from {plan.root.name}", "", "## Taken", ""]
    pieces += [f"- {line}" for line in report.taken]
    for kind, title in (("changed", "Changed"), ("left", "Left, or to be looked at")):
        lines = report.lines("changed" if kind == "changed" else "left", 40)
        pieces += ["", f"## {title}", "", *(f"- {line}" for line in lines or ["nothing"])]
    return "\n".join(pieces) + "\n"


def _style(plan: Plan, folder: Path, report: Report) -> str:
    """The style of the folder, its file copied; Pandoc's usual one where none is named or known."""
    if plan.csl and "://" not in plan.csl:
        places = (plan.base, *plan.folders, plan.root)
        found = first_file((place / name for place in places for name in (plan.csl, f"{plan.csl}.csl")), plan.root)
        if found is not None and found.suffix.lower() == ".csl":
            to = folder / "styles" / "csl" / f"{found.stem}.csl"
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(found_bytes(found.resolve()))  # `../bib/a.csl`, as the text has it
            report.taken.append(f"the citation style {found.name}")
            return found.stem
    known = style_named(plan.csl) if plan.csl else USUAL_STYLE
    if not known:
        report.note("left", f"the citation style {plan.csl} is not known; {USUAL_STYLE} stands for it")
    return known or USUAL_STYLE


def _lines(key: str, value: Any) -> list[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [f"{key}:", *(f"  - {json.dumps(it, ensure_ascii=False)}" for it in value)]
    return [f"{key}: {_yaml(value)}"]


def _yaml(value: Any) -> str:
    """A value in one line of YAML, quoted as JSON is."""
    return json.dumps(value, ensure_ascii=False)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
