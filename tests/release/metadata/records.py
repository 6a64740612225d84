"""A small book that says everything about itself, and one that says almost nothing, as records for metadata."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.compose import compose
from bookbuilder.editions.accessibility import accessibility
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.release.metadata.record import PageCount, Record, products
from bookbuilder.theme.templates import Theme
from bookbuilder.theme.terms import read_words
from tests.small_book import BOOK, make_book

RICH = """\
title: The Rebels’ Road
subtitle: A Study of “Roads”
lang: en-GB
creator:
  - {name: Anna Müller, sort-name: "Müller, Anna", role: [aut, edt], orcid: 0000-0002-1825-0097,
     affiliation: Example Institute, biography: Anna Müller writes about roads.}
contributor:
  - {name: Абай Құнанбайұлы, sort-name: "Құнанбайұлы, Абай", role: trl}
  - {name: Road Research Fund, kind: organisation, role: fnd}
  - {name: Example Printers, kind: organisation, role: prt}
publisher: {name: Example Press, place: Almaty, country: KZ, url: "https://example.org"}
date: 2021-03
edition: Second edition
version: "2.0"
identifier: {print: 978-3-16-148410-0, epub: 978-1-4028-9462-6, doi: 10.12345/roads}
series: {title: The Example Series, number: "7", issn: 2049-3630}
rights: © 2021 Example Press
license: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
funding:
  - {funder: Road Research Fund, statement: Supported by the Road Research Fund., award: RF-12, registry: 10.13039/501100000780}
description: A book about roads & <rivers>.
subjects: [Roads, Central Asia]
metadata:
  thema: [RPC, 1FC, 3MR]
  bisac: [POL011000]
  audience: [professional, tertiary]
  translated-from: ru
  summaries: [kk]
  other-titles:
    - {title: Дорога повстанцев, subtitle: Исследование, lang: ru, kind: original}
    - {title: Der Weg der Rebellen, lang: de}
  web: https://books.example.org/roads/
  supply:
    - {price: 25.00, currency: EUR, tax: included, editions: [print], supplier: Example Distribution, url: "https://shop.example.org"}
    - {price: 0, editions: [pdf, epub, html]}
  related: [{relation: other-language, isbn: 978-0-306-40615-7}]
  crossref: {prefix: 10.12345, depositor: Example Press, email: doi@example.org}
conformance: {epub: EPUB Accessibility 1.1 - WCAG 2.2 Level AA, pdf: PDF/UA-1}
frontmatter: [title, imprint]
chapters: [one.md, two.md]
backmatter: [bibliography]
"""

ONE = "# One {#sec-one}\n\nText.[@boonstra2018, p. 3; @council2019strategy]\n\n[Слово]{lang=ru}\n"
ROAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9"/></svg>'
TWO = "# Two\n\nMore.[@boonstra2018]\n"


@cache
def record_of(yaml: str = RICH, chapter: str = ONE, *, proof: bool = False, moment: str = "20210401T120000Z") -> Record:
    """The record of a small book with two chapters."""
    references = make_references()
    with tempfile.TemporaryDirectory() as name:
        files = {"manuscript/book.yaml": yaml, "manuscript/two.md": TWO, "references.yaml": references}
        files["manuscript/figures/road.svg"] = ROAD
        folder = make_book(Path(name), files, chapter)
        steps, theme = Steps(), Theme(folder)
        manuscript = read_manuscript(folder, steps)
        assert manuscript.value is not None and not manuscript.diagnostics, manuscript.diagnostics
        composed = compose(manuscript.value, theme, steps)
        assert composed.value is not None, [str(fault) for fault in composed.diagnostics]
        publication = composed.value
        words = read_words(theme, publication.book.lang).value
    items = {reference.id: reference.item for reference in manuscript.value.references}
    return Record(
        publication=publication,
        items=tuple(items[key] for key in publication.cited if key in items),
        products=products(publication, {"print": 0, "pdf": 1000, "epub": 500, "html": 900}),
        pages=PageCount(16, 240, 20, 272),
        accessibility=accessibility(publication, words, has_pages=True),
        moment=moment,
        proof=proof,
        cover="cover.jpg",
        chapter_pages={"one": ("1", "120"), "two": ("121", "238")},
    )


def make_references() -> str:
    """The references of small books, one with a DOI."""
    from tests.small_book import REFERENCES

    return REFERENCES.replace(
        "  container-title: Journal of Tests\n", "  container-title: Journal of Tests\n  DOI: 10.1234/tests.5\n"
    )


POOR = BOOK.replace("chapters: [one.md]", "chapters: [one.md, two.md]")
