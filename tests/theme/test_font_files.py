"""Font files of a book's own: those that stand over a package's, and those that no edition can use."""

from __future__ import annotations

import io
import random
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from bookbuilder.cache import Steps
from bookbuilder.model.book import Fonts
from bookbuilder.theme.font_files import file_of, library, own_font_faults
from bookbuilder.theme.fonts import families
from bookbuilder.theme.subsets import reduced
from tests.publication import publication


def test_a_books_own_fonts_stand_over_the_packages(tmp_path):
    from bookbuilder.theme.font_files import file_of, library, own_fonts

    source = file_of(library()["Noto Sans"], 400, "normal")
    (tmp_path / "styles" / "fonts").mkdir(parents=True)
    (tmp_path / "styles" / "fonts" / "mine.ttf").write_bytes(source.read_bytes())
    (tmp_path / "styles" / "fonts" / "broken.otf").write_bytes(b"no font")
    own = own_fonts(tmp_path)
    assert file_of(library(own)["Noto Sans"], 700, "italic") == tmp_path / "styles" / "fonts" / "mine.ttf"
    faults = families(replace(publication(), own_fonts=own), Steps()).diagnostics
    assert [(it.code, it.location.file) for it in faults] == [("FNT-003", "styles/fonts/broken.otf")]


def _small() -> bytes:
    return reduced(file_of(library()["DejaVu Sans"], 400, "normal").read_bytes(), "abcdefghijklmnopé", "ttf")


def _changed(change) -> bytes:
    font = TTFont(io.BytesIO(_small()), recalcBBoxes=False)
    change(font)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _composed(font, parts) -> None:
    cmap = font.getBestCmap()
    for letter, others in parts.items():
        glyph = Glyph()
        glyph.numberOfContours, glyph.components = -1, []
        glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
        for other in others:
            part = GlyphComponent()
            part.glyphName, part.x, part.y, part.flags = cmap[ord(other)], 0, 0, 3
            glyph.components.append(part)
        font["glyf"][cmap[ord(letter)]] = glyph


def _without_outlines(data: bytes, tag: bytes) -> bytes:
    at = data.index(tag)
    offset, length = struct.unpack_from(">II", data, at + 8)
    return data[:offset] + bytes(length) + data[offset + length :]


@pytest.mark.parametrize(
    "data",
    [
        _changed(lambda font: _composed(font, {"a": "b", "b": "a"})),
        _changed(lambda font: _composed(font, {letter: chr(ord(letter) + 1) * 9 for letter in "abcdefghij"})),
        _without_outlines(_small(), b"loca"),
        _small().replace(b"hhea", b"hheb"),
        _small()[:4000],
    ],
    ids=["cyclic", "endless", "blank", "without hhea", "cut short"],
)
def test_a_font_made_to_break_its_reader_is_refused(tmp_path, data):
    (tmp_path / "a.ttf").write_bytes(data)
    assert [it.code for it in own_font_faults([tmp_path / "a.ttf"])] == ["FNT-003"]


def test_a_font_that_may_not_be_embedded_is_told(tmp_path):
    for rights, expected in ((2, ["FNT-004"]), (0x200, ["FNT-004"]), (0, []), (4, []), (8, [])):
        path = tmp_path / f"{rights}.ttf"
        path.write_bytes(_changed(lambda font, rights=rights: setattr(font["OS/2"], "fsType", rights)))
        assert [it.code for it in own_font_faults([path])] == expected


def test_a_family_that_is_not_installed_is_reported_with_its_package():
    made = publication()
    wrong = replace(made, book=replace(made.book, fonts=Fonts("Xanthic Garamond")))
    (fault,) = families(wrong, Steps()).diagnostics
    assert (
        fault.code == "FNT-001" and 'fontpkg-xanthic-garamond: python build.py doctor --fonts "Xanthic' in fault.remedy
    )


def test_a_static_family_gives_the_weight_that_is_asked_for():
    from pathlib import Path

    from bookbuilder.theme.font_files import FontSource, file_of

    files = [
        FontSource(Path(f"{style}{weight}"), style, weight)
        for style in ("normal", "italic")
        for weight in (100, 400, 800)
    ]
    assert [file_of(files, weight, style).name for weight in (400, 700) for style in ("normal", "italic")] == [
        "normal400", "italic400", "normal800", "italic800",
    ]  # fmt: skip


def test_a_damaged_font_is_no_font_and_no_traceback(tmp_path: Path) -> None:
    whole = reduced(file_of(library()["Literata"], 400, "normal").read_bytes(), "abc ", "ttf")
    chance, fit = random.Random(14), 0
    for number in range(12):
        data = bytearray(whole)
        for _ in range(number and 3):
            data[chance.randrange(12, 1200)] = chance.randrange(256)
        path = tmp_path / f"{number}.ttf"
        path.write_bytes(data)
        fit += not own_font_faults([path])
        if number == 0:
            assert fit == 1
    assert 0 < fit < 12


def test_a_font_that_makes_glyphs_without_end_is_none(tmp_path: Path) -> None:
    """Ten doublings of one letter were a MemoryError in the middle of each edition."""
    doublings = "".join(f"lookup B{it} {{ sub a by a a; }} B{it};\n" for it in range(20))
    used = " ".join(f"lookup B{it};" for it in range(20))
    for feature, codes in (
        (f"{doublings}feature liga {{ {used} }} liga;", ["FNT-003"]),
        ("feature liga { sub a by a a; } liga;", []),
    ):
        with TTFont(file_of(library()["DejaVu Sans"], 400, "normal")) as font:
            addOpenTypeFeaturesFromString(font, feature)
            font.save(path := tmp_path / f"{len(feature)}.ttf")
        assert [it.code for it in own_font_faults([path])] == codes


def test_a_variable_font_that_is_damaged_at_one_weight_is_no_font(tmp_path: Path) -> None:
    """HarfBuzz makes it at its usual weight, and leaves out all outlines at the others: each edition ended in a KeyError."""
    whole = library()["Literata"][0].path.read_bytes()
    sound, path = tmp_path / "sound.ttf", tmp_path / "own.ttf"
    sound.write_bytes(whole)
    at = whole.index(b"glyf", 12)
    begin, length = (int.from_bytes(whole[at + place : at + place + 4], "big") for place in (8, 12))
    damaged, chance = bytearray(whole), random.Random(1)
    for _ in range(12):
        damaged[begin + chance.randrange(length)] = chance.randrange(256)
    path.write_bytes(damaged)
    assert [it.location.file for it in own_font_faults([sound, path])] == ["styles/fonts/own.ttf"]
