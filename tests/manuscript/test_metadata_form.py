"""`metadata:` in book.yaml: codes are held to their form and to the top of their scheme, and a fault is reported with its place."""

from pathlib import Path

import pytest

from bookbuilder.manuscript.book_yaml import read_book
from bookbuilder.source import Source
from tests.manuscript.test_book_yaml import faults
from tests.small_book import BOOK


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("thema: JPSN2", ""),
        ("thema: [NHF, 1FC, 3MRB, 5PB-US-C]", ""),
        ("thema: [BXX]", '"metadata.thema.0": "BXX" is not a Thema code.'),
        ("thema: [7AB]", '"metadata.thema.0": "7AB" is not a Thema code.'),
        ("bisac: POL011000", ""),
        ("bisac: POL11000", '"metadata.bisac.0": "POL11000" is not a BISAC code.'),
        ("bisac: PLO011000", 'there is no section "PLO" among the BISAC headings. Did you mean'),
        ("audience: scholars", '"metadata.audience.0" is "scholars"; it can be "general", '),
        ("supply: {price: 25.00}", "A price needs its currency and whether tax is included."),
        ("supply: {price: 25.00, currency: EUR, tax: included}", ""),
        ("supply: {price: 0}", ""),
        ("related: {relation: replaces}", "A related product needs an ISBN or a DOI."),
        ("crossref: {prefix: 10.1, depositor: A, email: a@example.org}", '"10.1" is not a valid DOI prefix.'),
        (
            f"crossref: {{prefix: 10.12345, depositor: {131 * 'A'}, email: a@example.org}}",
            "Crossref takes 130 characters",
        ),
        ("web: www.example.org", '"www.example.org" is not a web address. It begins with https://.'),
        ("colour: red", 'Unknown key "colour".'),
    ],
)
def test_each_value_is_held_to_its_form(line: str, expected: str, tmp_path: Path) -> None:
    found = faults(f"{BOOK}metadata:\n  {line}\n", tmp_path)
    assert (expected in found[0] and found[0].startswith("9:")) if expected else not found


def test_a_funder_has_a_number_in_a_registry(tmp_path: Path) -> None:
    assert not faults(f"{BOOK}funding: {{funder: A, registry: https://doi.org/10.13039/501100000780}}\n", tmp_path)
    assert not faults(f"{BOOK}funding: {{funder: A, registry: https://ror.org/00k4n6c32}}\n", tmp_path)
    [fault] = faults(f"{BOOK}funding: {{funder: A, registry: 10.1234/5}}\n", tmp_path)
    assert '"10.1234/5" is not a funder of a registry.' in fault


def test_what_is_said_arrives_in_the_book(tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "one.md").write_text("# One\n")
    yaml = BOOK + "metadata:\n  other-titles: [{title: Книга, lang: ru, kind: original}]\n  translated-from: ru\n"
    book = read_book(Source("manuscript/book.yaml", yaml), tmp_path).value
    assert book is not None and book.metadata.translated_from == "ru"
    assert (book.metadata.other_titles[0].title, book.metadata.other_titles[0].kind) == ("Книга", "original")
