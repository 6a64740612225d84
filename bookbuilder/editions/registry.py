"""The editions that exist, in the order in which lists name them; whoever wants to know something of an edition asks here."""

from __future__ import annotations

from bookbuilder.editions.bits import BITS
from bookbuilder.editions.cover import COVER
from bookbuilder.editions.docx import DOCX
from bookbuilder.editions.edition import Edition, Trade
from bookbuilder.editions.epub import EPUB
from bookbuilder.editions.pdf import PDF
from bookbuilder.editions.presentation import PRESENTATION
from bookbuilder.editions.printer import PRINTER
from bookbuilder.editions.txt import TXT
from bookbuilder.editions.web import WEB

EDITIONS: tuple[Edition, ...] = (PRINTER, COVER, PDF, EPUB, WEB, DOCX, TXT, BITS, PRESENTATION)
"""A new edition is one folder beside this file, and one line here."""

ALL: tuple[Edition, ...] = tuple(it for it in EDITIONS if it.in_all)
"""What the verb `all` writes."""

TRADES: tuple[Trade, ...] = tuple(it.trade for it in EDITIONS if it.trade is not None)
"""The editions that the trade knows, the printed book first."""


def edition(name: str) -> Edition:
    """The edition of a name; KeyError where there is none."""
    return {it.name: it for it in EDITIONS}[name]


def needing(engine: str) -> frozenset[str]:
    """The names of the editions that cannot be made without an engine."""
    return frozenset(it.name for it in EDITIONS if engine in it.engines)
