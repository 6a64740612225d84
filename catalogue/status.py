"""From the answers of `build.py --format json`, one a title, to a page that says how each of them stands.

python catalogue/status.py TITLES index.html NAME.json …
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

HEADS = ("Title", "Version", "Stage", "Pages", "Errors", "Warnings", "Released", "First error")
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Catalogue: {count} titles</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 2rem; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: 0.25rem 1rem 0.25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #ccc; }}
.failed th, .failed td {{ color: #8a0019; }}
</style>
</head>
<body>
<main>
<h1>Catalogue</h1>
<p>{count} titles: {written} without errors, {drafts} as drafts with errors, {failed} not written.</p>
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Title:
    """How one title stands."""

    cells: tuple[str, ...]
    state: str
    """written, draft or failed."""


def title(folder: Path, answer: Path) -> Title:
    """From a title's folder, and what the builder said of it; an answer that is none is a failure."""
    about = _book_yaml(folder)
    try:
        said: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    except ValueError:
        said = {"ok": False, "artefacts": [], "diagnostics": [{"severity": "error", "message": "The builder stopped."}]}
    weighed = Counter(it["severity"] for it in said["diagnostics"])
    first = next((_fault(it) for it in said["diagnostics"] if it["severity"] == "error"), "")
    pages = max((it["pages"] for it in said["artefacts"]), default=0)
    released = sorted(it.name for it in (folder / "output" / "release").glob("*") if (it / "manifest.json").is_file())
    state = "written" if said["ok"] else "draft" if said["artefacts"] else "failed"
    cells = (
        about.get("title") or folder.name,
        about.get("version", ""),
        about.get("status", "working"),
        str(pages or ""),
        str(weighed["error"] or ""),
        str(weighed["warning"] or ""),
        ", ".join(released),
        first,
    )
    return Title(cells, state)


def _book_yaml(folder: Path) -> dict[str, str]:
    """The top level of book.yaml, as far as a line tells it: one that is broken has a title, too."""
    lines = (folder / "manuscript" / "book.yaml").read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.partition(":") for line in lines if line[:1].isalpha())
    return {key: value.strip().strip("\"'") for key, _, value in pairs}


def _fault(fault: dict[str, Any]) -> str:
    place = ":".join(str(fault[it]) for it in ("file", "line") if fault.get(it))
    return " ".join(filter(None, (place, fault.get("code", ""), fault["message"])))


def page(titles: list[Title]) -> str:
    """The whole page."""
    states = Counter(it.state for it in titles)
    rows = [
        f'<tr class="{it.state}"><th scope="row">{escape(it.cells[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in it.cells[1:])
        + "</tr>"
        for it in titles
    ]
    heads = "".join(f'<th scope="col">{it}</th>' for it in HEADS)
    return PAGE.format(
        count=len(titles),
        written=states["written"],
        drafts=states["draft"],
        failed=states["failed"],
        heads=heads,
        rows="\n".join(rows),
    )


if __name__ == "__main__":
    root, target, *answers = map(Path, sys.argv[1:])
    target.write_text(page([title(root / it.stem, it) for it in answers]), encoding="utf-8")
