"""The same publication gives the same bytes: one process or two, cold or warm; an edit lays out its own chapter alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.layout import write_pdf
from bookbuilder.theme.templates import Theme
from tests.layout.conftest import NOWHERE
from tests.publication import FIGURE, publication, with_document

pytestmark = pytest.mark.pango


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds every step of the book; a test that edits takes a copy."""
    folder = tmp_path_factory.mktemp("warm")
    printed = write_pdf(publication(), NOWHERE, Steps(folder)).value
    assert printed is not None and printed.data.startswith(b"%PDF")
    return folder


@pytest.mark.slow
def test_two_processes_and_a_warm_cache_give_the_bytes_of_one_cold_process(printed, tmp_path):
    cold = write_pdf(publication(), NOWHERE, Steps(tmp_path / "cache", workers=2))
    assert cold.value.data == printed.data
    steps = Steps(tmp_path / "cache")
    warm = write_pdf(publication(), NOWHERE, steps)
    assert warm.value.data == printed.data
    assert all(ran.replayed for ran in steps.ran)


@pytest.mark.slow
def test_another_folder_gives_the_same_bytes(printed, tmp_path):
    elsewhere = tmp_path / "another" / "place"
    elsewhere.mkdir(parents=True)
    shutil.copy(FIGURE, elsewhere / "trade.svg")
    made = publication()
    moved = replace(made, resources=(replace(made.resources[0], path=elsewhere / "trade.svg"),))
    outcome = write_pdf(moved, Theme(elsewhere), Steps())
    assert outcome.value.data == printed.data
    assert str(Path.cwd()).encode() not in outcome.value.data


@pytest.mark.slow
def test_an_edit_that_moves_no_page_lays_out_its_own_chapter_alone(warm, tmp_path):
    shutil.copytree(warm, tmp_path, dirs_exist_ok=True)
    trade = publication().document("trade")
    edited = replace(trade, body=trade.body.replace("Broad gauge.", "Wide gauge.."))
    steps = Steps(tmp_path)
    printed = write_pdf(with_document(publication(), edited), NOWHERE, steps).value
    assert printed is not None and printed.data.startswith(b"%PDF")
    assert [ran.name for ran in steps.ran if not ran.replayed] == [
        "prepare trade",
        "lay out trade",
        "look over the pages of trade",
        "make ready trade",
        "number the objects of trade",
        "bind the pages",
    ]


@pytest.mark.slow
def test_an_edit_that_moves_pages_sets_folios_again_and_lays_out_no_other_chapter(warm, tmp_path):
    shutil.copytree(warm, tmp_path, dirs_exist_ok=True)
    trade = publication().document("trade")
    longer = replace(
        trade, body=trade.body.replace("</h1>", "</h1>" + "<p>Another sentence, and one more.</p>" * 90, 1)
    )
    steps = Steps(tmp_path)
    write_pdf(with_document(publication(), longer), NOWHERE, steps)
    laid_out = [ran.name for ran in steps.ran if not ran.replayed and ran.name.startswith("lay out")]
    assert set(laid_out) == {"lay out trade", "lay out contents", "lay out list-of-figures"}
