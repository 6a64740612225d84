"""A chapter goes out as a Word file, is corrected there, and comes back: the changed words alone, by the command line."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from bookbuilder.cli import main
from bookbuilder.desk.round_trip.stamps import read_stamp
from bookbuilder.desk.word_in.other_formats import by_libreoffice, soffice
from bookbuilder.markdown.word_file import repacked
from tests.small_book import make_book

CHAPTER = """\
# Gas {#sec-gas}

The *old* pipeline of the [Caspian]{.index} leads west [@boonstra2018, p. 3].
It carries gas.[^oil]

[^oil]: Oil goes by rail. See [@boonstra2018, p. 5] and @sec-gas.

::: {.query to="author"}
Is this so?
:::

{{ excerpt("kz-01", "q1a") }}

Nobody asks why.
"""
COMMENT = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" w:author="Ann">'
    "<w:p><w:r><w:t>Who asks?</w:t></w:r></w:p></w:comment></w:comments>"
)


def sent(folder: Path) -> Path:
    make_book(folder, {}, CHAPTER)
    main(["docx", "one", "--book", str(folder), "--output", str(folder / "out")])
    [file] = (folder / "out/docx").glob("*.docx")
    return file


def corrected(file: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the file in which words of its parts were replaced."""
    with zipfile.ZipFile(file) as word:
        parts = {name: word.read(name) for name in ("word/document.xml", "word/footnotes.xml")}
    for old, new in changes:
        assert any(old.encode() in data for data in parts.values()), old
        parts = {name: data.replace(old.encode(), new.encode()) for name, data in parts.items()}
    back = file.with_name("corrected.docx")
    back.write_bytes(repacked(file.read_bytes(), parts))
    return back


def chapter(folder: Path) -> str:
    return (folder / "manuscript/one.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_corrected_file_brings_its_corrections_back_once_and_conflicts_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sent(tmp_path)
    stamp = read_stamp(file)
    assert stamp is not None and stamp.chapter == "manuscript/one.md"
    assert main(["import", str(file), "--book", str(tmp_path)]) == 0 and chapter(tmp_path) == CHAPTER
    with zipfile.ZipFile(file) as word:
        body, notes = (word.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
    assert notes.count(" ADDIN ZOTERO_ITEM CSL_CITATION ") == 2 and '"family": "Boonstra"' in notes
    assert (
        'w:fldLock="1"' in notes
        and " REF num1x " in notes
        and '<w:bookmarkStart w:id="' in body
        and 'w:name="num1x"' in body
    )
    assert body.count('w:val="sdtContentLocked"') == 1 and body.index("<w:sdt>") < body.index("of equals")
    inserted = '<w:ins w:id="90" w:author="Ann" w:date="2020-01-01T00:00:00Z"><w:r><w:t xml:space="preserve"> now</w:t></w:r></w:ins>'
    back = corrected(
        file, ("Oil goes by rail.", "Oil goes by road."), ("Nobody asks why.", "Nobody asks why</w:t></w:r>" + inserted + "<w:r><w:t>."),
        ("It carries gas.", "It carries oil."), ('"locator": "3"', '"locator": "33"'),
    )  # fmt: skip
    edited = CHAPTER.replace("It carries gas", "It carries grain")
    (tmp_path / "manuscript/one.md").write_text(edited, encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(back), "--book", str(tmp_path)]) == 3
    expected = edited.replace("by rail", "by road").replace("p. 3]", "p. 33]").replace("asks why.", "asks why now.")
    assert chapter(tmp_path) == expected
    said = capsys.readouterr().out
    assert (
        "3 taken in, 0 there already, 0 to be put in by hand, 1 in conflict" in said
        and "tracked changes taken in: 1 words of Ann" in said
    )
    assert main(["import", str(back), "--book", str(tmp_path)]) == 3 and chapter(tmp_path) == expected
    (tmp_path / "manuscript/one.md").write_text(CHAPTER, encoding="utf-8")
    again = corrected(file, ("Nobody asks", "Everybody asks"))
    assert main(["import", str(again), "--changes", "queries", "--book", str(tmp_path)]) == 0
    query = '[Everybody]{.query to="editor" note="was: Nobody"} asks why.'
    assert chapter(tmp_path) == CHAPTER.replace("Nobody asks why.", query)
    shutil.rmtree(tmp_path / "manuscript/.word")
    assert main(["import", str(back), "--book", str(tmp_path)]) == 2  # not remembered, so a chapter must be named


@pytest.mark.long
@pytest.mark.skipif(not soffice(), reason="needs LibreOffice, which is not on this machine")
def test_libreoffice_changes_nothing_by_saving_and_keeps_comments(tmp_path: Path) -> None:
    file = sent(tmp_path)
    saved = by_libreoffice(soffice(), file, "docx", tmp_path)
    assert saved is not None and main(["import", str(saved), "--book", str(tmp_path)]) == 0
    assert chapter(tmp_path) == CHAPTER
