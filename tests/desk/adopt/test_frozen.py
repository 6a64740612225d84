"""What Quarto has kept of a chapter's computations prints with its pictures, also those that stand in the text itself."""

from __future__ import annotations

import json
from pathlib import Path

from bookbuilder.desk.adopt.frozen import frozen_text


def test_a_picture_within_the_kept_text_is_a_file(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9">\n</svg>'
    blocks = [f'<?xml version="1.0"?>\n{svg}', '<img src="data:image/png;base64,AAAA" />', "<b>x</b>"]
    text = "\n\n".join(f"```{{=html}}\n{it}\n```" for it in blocks)
    kept = tmp_path / "_freeze/one/execute-results/html.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"result": {"markdown": text}}), encoding="utf-8")
    drawn: dict[str, bytes] = {}
    shown = frozen_text(tmp_path / "one.qmd", tmp_path, tmp_path, drawn)
    first, second = drawn
    assert shown == f"![]({first})\n\n![]({second})\n\n```{{=html}}\n<b>x</b>\n```"
    assert drawn == {first: svg.encode(), second: b"\0\0\0"}
