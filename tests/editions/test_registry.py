"""The editions as one list: what each says of itself agrees with what the model and the others say."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import ALL_FORMATS
from bookbuilder.editions.registry import ALL, EDITIONS, TRADES, edition, needing
from bookbuilder.model.identity import Identifiers
from bookbuilder.model.interview import Consent
from bookbuilder.model.metadata import EditionName
from bookbuilder.verbs import build
from tests.editions.test_writing import hashes
from tests.small_book import make_book


def test_names_files_and_purposes_are_distinguished() -> None:
    names = [it.name for it in EDITIONS]
    assert len(set(names)) == len(names) == len({it.file for it in EDITIONS})
    purposes = [purpose for it in EDITIONS if it.release for purpose in it.release.purposes]
    assert len(set(purposes)) == len(purposes)
    assert all(edition(name).name == name for name in names)


def test_all_are_those_that_a_fault_of_the_book_concerns_and_consent_names() -> None:
    assert {it.name for it in ALL} == ALL_FORMATS
    assert {it.name for it in EDITIONS if it.consent} == set(Consent("named").scope)


def test_the_trade_knows_the_editions_that_book_yaml_can_number() -> None:
    assert [it.name for it in TRADES] == list(get_args(EditionName))
    assert {it.name for it in TRADES} == {it.name for it in fields(Identifiers)} - {"doi"}


def test_what_is_made_from_print_needs_what_print_needs() -> None:
    assert needing("Pango") >= {it.name for it in EDITIONS if "pdf" in it.concerned_by and it.made_from}


@pytest.mark.pango
@pytest.mark.slow
def test_no_order_of_writing_is_assumed(tmp_path: Path) -> None:
    first, second = (make_book(tmp_path / name, {}, "# One\n\nText^[A note.].\n") for name in ("a", "b"))
    cache = tmp_path / "cache"
    build(first, ["pdf", "epub", "html", "txt", "docx"], first / "output", steps=Steps(cache))
    build(second, ["docx", "html", "txt", "epub", "pdf"], second / "output", steps=Steps(cache))
    there = hashes(first / "output")
    assert there == hashes(second / "output")
    assert {"site/a-small-book.pdf", "site/a-small-book.epub", "a-small-book.txt", "docx/one.docx"} <= set(there)
