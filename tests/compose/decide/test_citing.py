"""Editing one chapter formats again only the chapters whose citations are in another state, and prints what a first build would."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.cache import Steps
from tests.small_book import BOOK, composed_in, make_book

ONE = "# One\n\nText.[@boonstra2018, 4] More.[@boonstra2018, 5]\n"
TWO = "# Two\n\nText.[@council2019strategy] More.[@boonstra2018]\n"


def _written(folder: Path, steps: Steps) -> tuple[list[str], list[str]]:
    """The chapters' XHTML, and the chapters whose citations were formatted anew."""
    publication = composed_in(folder, steps)
    formatted = [
        ran.name.rsplit(" ", 1)[1] for ran in steps.ran if ran.name.startswith("format the") and not ran.replayed
    ]
    return [publication.document(name).body for name in ("one", "two")], formatted


def test_an_edited_chapter_leaves_the_citations_of_the_others(tmp_path: Path) -> None:
    files = {"manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, two.md]"), "manuscript/two.md": TWO}
    folder = make_book(tmp_path, files, ONE)
    _, formatted = _written(folder, Steps(tmp_path / "cache"))
    assert formatted == ["one", "two"]
    make_book(tmp_path, {**files, "manuscript/two.md": TWO + "\nAnd again.[@boonstra2018, 9]\n"}, ONE)
    warm, formatted = _written(folder, Steps(tmp_path / "cache"))
    assert formatted == ["two"]
    assert warm == _written(folder, Steps())[0]
