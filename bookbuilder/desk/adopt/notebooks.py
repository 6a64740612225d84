"""Turns a Jupyter notebook into Markdown, with its code as chunks."""

from __future__ import annotations

from typing import Any

from bookbuilder.json_source import read_json


def notebook_text(text: str) -> str:
    """The cells of a notebook as Markdown; what code has printed is kept as text, pictures are not."""
    try:
        notebook: dict[str, Any] = read_json(text)
    except ValueError:
        return ""
    kernel = notebook.get("metadata", {}).get("kernelspec", {})
    language = str(kernel.get("language") or "python").lower()
    pieces: list[str] = []
    for cell in notebook.get("cells", []):
        source = cell.get("source", "")
        words = "".join(source) if isinstance(source, list) else str(source)
        if cell.get("cell_type") == "code" and words.strip():
            pieces.append(f"```{{{language}}}\n{words.rstrip()}\n```")
        elif cell.get("cell_type") == "markdown" or not pieces and words.startswith("---\n"):
            pieces.append(words)
    return "\n\n".join(pieces)
