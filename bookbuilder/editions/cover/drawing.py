"""Draws a publication's front cover and its wrap as PDF in RGB."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bookbuilder.cache import Steps
from bookbuilder.compose.decide.clean_pictures import clean_picture
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, errors
from bookbuilder.editions.cover.lettering import FIELD, Lettering
from bookbuilder.editions.cover.measures import Panel, Wrap
from bookbuilder.layout.engine import engine_version, lay_out
from bookbuilder.layout.laid_out import LaidOut, LayoutOrder
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.publication import Publication
from bookbuilder.source import own_file
from bookbuilder.theme.fonts import Families, families
from bookbuilder.theme.palette import palette
from bookbuilder.theme.templates import Theme, render

STYLES = ("styles/tokens.css", "styles/cover.css")


def draw_front(
    publication: Publication, theme: Theme, steps: Steps, ratio: float, blocks: frozenset[str]
) -> Outcome[bytes | None]:
    """The front by itself, without bleed, as screens show it; `ratio` of height to width, 0 for that of the page."""
    width, height = _page(publication)
    front = Panel(0, width, 0, width * ratio if ratio else height)
    sheet = Wrap(front.width, front.height, 0, Panel(0, 0, 0, 0), Panel(0, 0, 0, 0), front)
    return _draw("cover/front.xhtml", sheet, publication, theme, steps, blocks, {})


def draw_wrap(
    publication: Publication, theme: Theme, steps: Steps, wrap: Wrap, values: dict[str, Any], blocks: frozenset[str]
) -> Outcome[bytes | None]:
    """Back, spine and front on one sheet with bleed."""
    return _draw("cover/wrap.xhtml", wrap, publication, theme, steps, blocks, values)


def lettering(publication: Publication, theme: Theme, steps: Steps) -> Outcome[Lettering | None]:
    """What measures the cover's words, in the faces that the book is set in."""
    chosen = _faces(publication, theme, steps)
    if errors(chosen.diagnostics):
        return Outcome(None, chosen.diagnostics)
    return Outcome(Lettering.of(publication.book, chosen.value))


def _page(publication: Publication) -> tuple[float, float]:
    page = publication.book.page
    return millimetres(page.width), millimetres(page.height)


def _faces(publication: Publication, theme: Theme, steps: Steps) -> Outcome[Families]:
    """The book's faces, with those that the cover's own words need."""
    book = publication.book
    said = [
        book.title,
        book.subtitle,
        book.running_title,
        book.authors,
        book.publisher.name,
        book.description,
        book.edition,
    ]
    said += [person.name for person in book.creator] + [funding.statement for funding in book.funding]
    said += [person.biography for person in book.creator] + ["0123456789ISBN-–— "]
    wanted = "".join(sorted({*publication.characters, *"".join(said)}))
    return families(replace(publication, characters=wanted), steps, theme.own)


def _draw(
    template: str,
    wrap: Wrap,
    publication: Publication,
    theme: Theme,
    steps: Steps,
    blocks: frozenset[str],
    values: dict[str, Any],
) -> Outcome[bytes | None]:
    chosen = _faces(publication, theme, steps)
    if errors(chosen.diagnostics):
        return Outcome(None, chosen.diagnostics)
    fonts = chosen.value
    inputs: dict[str, Any] = {
        "book": publication.book,
        "terms": publication.terms,
        "wrap": wrap,
        "colours": palette(theme),
    }

    def fill() -> Outcome[str]:
        letters = Lettering.of(publication.book, fonts)
        measured = {"fit": letters.fitting_size, "sinks": letters.display.sinks, "field_share": FIELD}
        picture = {"picture": f"manuscript/{publication.book.cover}" if publication.book.cover else ""}
        return render(theme, template, inputs | measured | picture | values, blocks)

    drawn_with = {"fonts": [it.digest for it in fonts.faces], "templates": theme.fingerprint("templates")}
    filled = fill() if values else steps.step(f"fill {template}", inputs | drawn_with | {"blocks": blocks}, fill)
    if filled.diagnostics:
        return Outcome(None, filled.diagnostics)
    styles = tuple((name, theme.text(name)) for name in STYLES)
    size = f"{wrap.width:.4f}mm {wrap.height:.4f}mm"
    sheet = f"@page {{ size: {size}; margin: 0; bleed: {wrap.bleed:g}mm }} {fonts.css}"
    pictures, refused = _pictures(publication, theme)
    order = LayoutOrder(
        filled.value, (styles[0], ("manuscript/book.yaml", sheet), *styles[1:]), fonts.faces, pictures, tagged=False
    )
    drawn = steps.step(
        f"draw {template.removesuffix('.xhtml').replace('/', ': ')}",
        {
            "text": order.html,
            "styles": order.styles,
            "fonts": [(face.name, face.digest) for face in order.faces],
            "pictures": order.pictures,
            "engine": engine_version(),
        },
        lambda: lay_out(order),
    )
    faults = tuple(_faults(drawn, Location(f"templates/{template}"), blocks))
    return Outcome(None if errors(faults) else drawn.pdf, (*refused, *faults))


def _faults(drawn: LaidOut, template: Location, blocks: frozenset[str]) -> Iterator[Diagnostic]:
    for said in drawn.messages:
        yield Diagnostic("CVR-010", said.place(template), said.text, blocks=blocks)
    if len(drawn.facts) > 1:
        message = "The cover runs over onto a second sheet."
        yield Diagnostic("CVR-011", template, message, "Shorten what it says.", blocks=blocks)


def _pictures(publication: Publication, theme: Theme) -> tuple[tuple[tuple[str, Path], ...], tuple[Diagnostic, ...]]:
    name = f"manuscript/{publication.book.cover}"
    if not publication.book.cover:
        return (), ()
    own = own_file(theme.own / name, theme.own)
    if own is None:
        return (), ()
    path, refused = clean_picture(own, theme.own, name, Location("manuscript/book.yaml"))
    return ((name, path),) if not any(fault.code == "FIG-005" for fault in refused) else (), refused
