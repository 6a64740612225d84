"""Makes the copy of a web edition that readers take with them: its pages in one ZIP, without links to what is not in it."""

from __future__ import annotations

import re

from bookbuilder.editions.edition import Files
from bookbuilder.zipping import zipped

_ELSEWHERE = re.compile(rb'\n?<p class="(?:editions|offline)">.*?</p>', re.DOTALL)
"""The lines of the first page that lead to the other editions and to this copy."""


def offline_name(stem: str) -> str:
    """Its name beside the first page: the-book-offline.zip."""
    return f"{stem}-offline.zip"


def offline_copy(stem: str, files: Files) -> Files:
    """The copy by its name; `files` are the finished pages, marked where they are a proof's or a draft's."""
    pages = {name: _ELSEWHERE.sub(b"", data) if name == "index.html" else data for name, data in files.items()}
    return {offline_name(stem): zipped(pages, stem)}
