"""A Word file's pictures stand in figures/, with their words where no line of a table can break them."""

from __future__ import annotations

from pathlib import Path

import panflute as pf

from bookbuilder.desk.word_in.pictures import place_pictures


def test_the_words_of_a_picture_in_a_cell_are_its_attribute_alone(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.svg").write_text("<svg/>")
    picture = pf.Image(pf.Str("Checkmark"), url=str(tmp_path / "media" / "a.svg"))
    place_pictures(pf.Doc(pf.Plain(picture, pf.Space(), pf.Str("yes"))), tmp_path, Path("one.md"), tmp_path / "media")
    assert (picture.url, picture.attributes, list(picture.content)) == ("figures/one-1.svg", {"alt": "Checkmark"}, [])
