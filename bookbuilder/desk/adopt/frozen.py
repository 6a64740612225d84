"""Reads what Quarto has kept of a chapter's computations in `_freeze/`: its text with what the chunks have printed and drawn."""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
from pathlib import Path

from bookbuilder.desk.adopt.files import matching, read_text
from bookbuilder.desk.adopt.verbatim import blanked
from bookbuilder.json_source import read_json

_FENCE = re.compile(r"^[ \t]*(:{3,})[ \t]*(.*?)[ \t]*$")
_CELL = re.compile(r"\.cell(?:-[\w-]+)?(?=[\s}])")
_CODE = re.compile(r"^([ \t]*(?:`{3,}|~{3,})) ?\{\.([\w+-]+) \.cell-code[^}\n]*\}[ \t]*$", re.MULTILINE)
_CAPTION = re.compile(r"(?:tbl|fig)-cap=(?:\"([^\"]*)\"|'([^']*)')")

_DRAWN = re.compile(
    r"^```\{=html\}\n(?:<\?xml[^<>]*>\s*)?(?:(?P<svg><svg\b(?=[^<>]*xmlns=)(?:(?!\n```).)*?</svg>)|"
    r"<img src=\"data:image/(?P<kind>png|jpeg);base64,(?P<data>[^\"]*)\"[^<>]*>)\s*```[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
"""A block of HTML that is one picture: Julia writes its plots so."""


def frozen_text(path: Path, base: Path, root: Path, drawn: dict[str, bytes]) -> str | None:
    """The text of a chapter with its results; None where none are kept. `base` is the project's folder.

    Pictures that stand in the text itself are added to those that are `drawn`, by their addresses.
    """
    if not path.is_relative_to(base):
        return None
    stem = path.relative_to(base).with_suffix("").as_posix()
    kept = sorted(
        matching(base, f"_freeze/{_literal(stem)}/execute-results/*.json", root), key=lambda it: it.stem != "html"
    )
    try:
        said = read_json(read_text(kept[0], root) or "") if kept else None
    except ValueError:
        return None
    result = said.get("result") if isinstance(said, dict) else None
    text = result.get("markdown") if isinstance(result, dict) else None
    if not isinstance(text, str) or not text.strip():
        return None
    text = re.sub(rf"(?<=[(\"' <]){re.escape(path.stem)}_files/", f"/_freeze/{stem}/", text)

    def picture(found: re.Match[str]) -> str:
        name = re.sub(r"[^\w./-]+", "-", stem)
        address = f"figures/{name}-{found.start()}.{found['kind'] or 'svg'}"
        with contextlib.suppress(binascii.Error, ValueError):
            content = base64.b64decode(found["data"], validate=True) if found["kind"] else found["svg"].encode()
            drawn[address] = content
        return f"![]({address})" if address in drawn else found[0]

    return _DRAWN.sub(picture, _CODE.sub(r"\1\2", _without_cells(text)))


def _literal(stem: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", stem)


def _without_cells(text: str) -> str:
    """The text without the blocks that Quarto sets round code and results; one with a label of its own keeps it, and its caption."""
    lines: list[str] = []
    opened: list[str | None] = []
    for line, plain in zip(text.split("\n"), blanked(text).split("\n"), strict=True):
        fence = _FENCE.match(plain)
        if fence is None:
            lines.append(line)
        elif not fence[2]:
            own = opened.pop() if opened else line
            lines += [line] if own is None else own.split("\n")
        elif _CELL.search(fence[2]):
            label = re.search(r"#((?:tbl|fig|lst)-[\w-]+)", fence[2])
            words = _CAPTION.search(fence[2])
            named = label and words and text.count(f"#{label[1]}") == 1
            lines.append(f"::: {{#{label[1]}}}" if named and label else "")
            opened.append(f"\n{words[1] or words[2]}\n\n:::" if named and words else "")
        else:
            lines.append(line)
            opened.append(None)
    return "\n".join(lines)
