"""Finds the classes of a folder's blocks and words for which its own style sheets have rules: book.yaml declares them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bookbuilder.desk.adopt.files import every_file, read_text
from bookbuilder.desk.adopt.plan import Plan
from bookbuilder.source import own_file

_ATTRIBUTES = re.compile(r"\{([^{}\n]*\.[^{}\n]*)\}|^:{3,}[ \t]*([A-Za-z][\w-]*)[ \t]*:*$", re.MULTILINE)
_CLASS = re.compile(r"(?<![\w\"'=/])\.([A-Za-z][\w-]*)")
_LARGEST = 300_000
"""Bytes of a style sheet that an author wrote, and no program."""


def own_classes(plan: Plan, texts: Iterable[str]) -> list[str]:
    """The classes that the texts use and a style sheet of the folder knows, in the order of the alphabet."""
    used: set[str] = set()
    for text in texts:
        for given, alone in _ATTRIBUTES.findall(text):
            used |= {alone} if alone else set(_CLASS.findall(given))
    sheets = [it for it in every_file(plan.root) if it.suffix.lower() in (".css", ".scss")][:40] if used else []
    styled: set[str] = set()
    for path in sheets:
        if own_file(path, plan.root) and path.stat().st_size < _LARGEST:
            styled |= set(_CLASS.findall(re.sub(r"/\*.*?\*/", "", read_text(path, plan.root) or "", flags=re.DOTALL)))
    return sorted(used & styled)
