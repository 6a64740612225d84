"""The editions read back: what is dropped, doubled or swapped in one of them is found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from bookbuilder.outputs.epub import write_epub
from bookbuilder.outputs.epub.reading import read_epub
from bookbuilder.outputs.reading import Passage, difference, read_publication
from bookbuilder.outputs.site import write_site
from bookbuilder.outputs.site.reading import read_site
from tests.outputs.editions import NOWHERE, kept_steps, publication

MADE = frozenset(document.id for document in publication().documents if document.template)
FILES = {"epub": "EPUB/text/trade.xhtml", "html": "trade.html"}


@pytest.fixture(scope="module")
def editions() -> dict[str, object]:
    return {
        "epub": write_epub(publication(), NOWHERE, kept_steps()).value,
        "html": write_site(publication(), NOWHERE, kept_steps()).value,
    }


def read(format: str, edition, change: Callable[[str], str] = lambda text: text) -> list[Passage]:
    if format == "html":
        files = dict(edition)
        files[FILES[format]] = change(files[FILES[format]].decode()).encode()
        return read_site(files, MADE)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(edition)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == FILES[format] else data)
    return read_epub(packed.getvalue(), MADE)


@pytest.mark.parametrize("format", ["epub", "html"])
def test_an_edition_as_written_agrees_with_the_book(editions, format: str) -> None:
    passages = read(format, editions[format])
    assert difference(read_publication(publication()), passages) is None
    assert {passage.kind for passage in passages} == {"heading", "text", "cell", "caption", "entry", "excerpt", "note"}


SENTENCE = "Energy makes up most of what the Union buys, and machines most of what it sells."
CHANGES = {
    "a sentence dropped": lambda text: text.replace(SENTENCE, "", 1),
    "a sentence doubled": lambda text: text.replace(SENTENCE, f"{SENTENCE} {SENTENCE}", 1),
    "two words swapped": lambda text: text.replace("Energy makes", "makes Energy", 1),
    "a note dropped": lambda text: text.replace("Crude oil only; condensate is counted apart.", ""),
    "a note doubled": lambda text: text.replace("By lorry, mostly.", "By lorry, mostly. By lorry, mostly."),
    "two notes swapped": lambda text: text.replace("By lorry, mostly.", "@").replace("1520 mm.", "By lorry, mostly.").replace("@", "1520 mm."),
    "a call with another number": lambda text: text.replace(">2</a>", ">3</a>", 1),
    "a citation changed": lambda text: text.replace("(Brussels, 2019), p. 12", "(Brussels, 2018), p. 12"),
    "a caption changed": lambda text: text.replace("Trade in four years", "Trade in five years"),
    "an alternative lost": lambda text: text.replace("Four bars that grow from year to year", ""),
    "an excerpt shortened": lambda text: text.replace("договорённости важнее деклараций, […]", "договорённости важнее деклараций"),
    "a cell changed": lambda text: text.replace("71.2", "72.1"),
}


@pytest.mark.parametrize("format", ["epub", "html"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_in_a_finished_edition_is_found(editions, format: str, change: str) -> None:
    found = difference(read_publication(publication()), read(format, editions[format], CHANGES[change]))
    assert found is not None
    assert found.place.document == "trade"


def test_a_chapter_in_the_wrong_place_is_found() -> None:
    book = read_publication(publication())
    swapped = [it for it in book if it.document != "trade"] + [it for it in book if it.document == "trade"]
    found = difference(book, swapped)
    assert found is not None


def test_the_first_difference_names_its_passage_and_what_stands_there() -> None:
    book = [Passage("c", "p1", "text", "One."), Passage("c", "p2", "text", "Two.")]
    found = difference(book, [book[0], Passage("c", "p2", "text", "Too.")])
    assert found is not None
    assert (found.place.id, found.kind, found.found) == ("p2", "other", "Too.")
