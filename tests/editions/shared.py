"""The hand-made publication as the writers of EPUB and web receive it: with the words of the shipped theme."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.model.publication import Publication
from bookbuilder.theme.templates import Theme
from bookbuilder.theme.terms import read_terms
from tests.publication import publication as hand_made

NOWHERE = Theme(Path(__file__).parent / "no such book")


def publication() -> Publication:
    """One of everything."""
    book = hand_made()
    return replace(book, terms=read_terms(NOWHERE, book.book.lang).value)


@cache
def kept_steps() -> Steps:
    """Steps that all tests share, so that fonts and cover are made once."""
    return Steps(Path(tempfile.mkdtemp(prefix="editions-")))
