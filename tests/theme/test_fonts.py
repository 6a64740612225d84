"""Fonts come from the book's own packages; a character without a glyph and an unknown family are faults."""

from __future__ import annotations

import io
import random
import struct
from dataclasses import replace
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from bookbuilder.cache import Steps
from bookbuilder.installing import EAST_ASIAN, package_of
from bookbuilder.mathematics.drawing import font_file
from bookbuilder.model.book import Fonts
from bookbuilder.theme import fonts
from bookbuilder.theme.font_files import file_of, library, own_font_faults
from bookbuilder.theme.fonts import families, printed_characters, woff2_faces
from bookbuilder.theme.named_families import family_faults
from bookbuilder.theme.stylesheets import site_stylesheets
from bookbuilder.theme.subsets import only_glyphs, pinned, reduced, with_spaces
from bookbuilder.theme.templates import Theme
from tests.publication import publication, with_document
from tests.small_book import BOOK, composed


@pytest.fixture
def no_east_asian_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever `doctor --fonts` has installed on this machine."""
    known = {name: files for name, files in library().items() if name.split()[-1] not in EAST_ASIAN}
    monkeypatch.setattr(fonts, "library", lambda own=(): known)


def with_characters(text):
    made = publication()
    foreword = made.document("foreword")
    changed = replace(foreword, body=foreword.body.replace("</h1>", f"</h1><p>{text}</p>", 1))
    return replace(with_document(made, changed), characters=made.characters + text)


def test_a_character_that_no_font_has_is_reported_with_its_name_and_file(no_east_asian_fonts):
    faults = families(with_characters("漢"), Steps()).diagnostics
    assert [str(fault.location) for fault in faults] == ["manuscript/foreword.md"]
    assert 'has "漢" (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)' in faults[0].message


def test_letters_without_a_font_are_one_line_with_their_count_and_first_places(tmp_path: Path) -> None:
    letters = "".join(map(chr, range(0x103A0, 0x103B4)))
    chapter = f"# One\n\nWords {letters}.\n\n{letters[3:]}\n\n- a {letters[0]}\n- b {letters}\n"
    two = {
        "manuscript/two.md": f"# Two\n\n{letters}\n",
        "manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, two.md]"),
    }
    made = composed(chapter, two)
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "one.md").write_text(chapter, encoding="utf-8")
    (fault,) = [it for it in families(made, Steps(), tmp_path).diagnostics if it.code == "FNT-002"]
    places = "(5 places: manuscript/one.md:3:7, manuscript/one.md:5:1, manuscript/one.md:7:5 …)"
    assert str(fault.location) == "manuscript/one.md:3:7" and places in fault.message
    assert "20 letters of Old: 𐎠 𐎡" in fault.message and fault.message.count("𐎠") == 1


def test_a_fallback_family_is_asked_for_what_the_text_family_lacks():
    outcome = families(with_characters("\u202f"), Steps())
    assert outcome.diagnostics == ()
    assert outcome.value.stack() == '"Literata", "Noto Serif"'
    assert families(publication(), Steps()).value.stack("Caption") == '"Literata Caption"'


def test_an_unknown_family_is_reported_with_what_was_meant():
    made = publication()
    wrong = replace(made, book=replace(made.book, fonts=Fonts("Litterata", ("Noto Serif",))))
    (fault,) = families(wrong, Steps()).diagnostics
    assert (fault.code, fault.remedy) == ("FNT-001", 'Did you mean "Literata"?')


def test_faces_are_static_and_have_small_capitals_and_kazakh():
    for face in families(publication(), Steps()).value.faces:
        font = TTFont(io.BytesIO(face.data))
        assert "fvar" not in font and "glyf" in font
        assert set("әғқңөұүһі") <= {chr(code) for code in font.getBestCmap()}
        assert "smcp" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_the_same_face_is_pinned_to_the_same_bytes():
    first, second = (families(publication(), Steps()).value.faces for _ in range(2))
    assert [face.digest for face in first] == [face.digest for face in second]


def test_web_fonts_hold_the_books_characters_alone():
    made = publication()
    files = woff2_faces(made, Steps())
    assert [(file.weight, file.style) for file in files] == [
        (400, "normal"), (400, "italic"), (700, "normal"), (700, "italic"),
    ]  # fmt: skip
    held = {chr(code) for code in TTFont(io.BytesIO(files[0].data)).getBestCmap()}
    assert printed_characters(made.characters) <= held
    assert "Ω" not in held


def test_a_subset_keeps_the_numbers_of_its_glyphs():
    face = families(publication(), Steps()).value.faces[0]
    whole, part = TTFont(io.BytesIO(face.data)), TTFont(io.BytesIO(only_glyphs(face.data, {60, 70})))
    assert part.getGlyphSet()[part.getGlyphOrder()[70]].width == whole.getGlyphSet()[whole.getGlyphOrder()[70]].width
    assert len(only_glyphs(face.data, {60, 70})) < len(face.data) / 10


def test_signs_of_logic_and_arrows_print_in_any_book():
    outcome = families(with_characters("∧∨∈∪⊨⟶"), Steps())
    assert outcome.diagnostics == ()
    assert outcome.value.fallback[-1] == "STIX Two Math"


def test_a_box_stands_for_a_character_that_no_font_has(no_east_asian_fonts):
    outcome = families(with_characters("漢字"), Steps())
    assert outcome.value.fallback == ("Missing Glyphs",)
    (box, *_) = [face for face in outcome.value.faces if face.family == "Missing Glyphs"]
    font = TTFont(io.BytesIO(box.data))
    assert {chr(code) for code in font.getBestCmap()} == set("漢字 \u00a0")
    assert font.getBestCmap()[ord("漢")] != font.getBestCmap()[ord("字")]  # or a PDF's text would have one for all


def test_code_has_a_face_of_its_own_where_there_is_code():
    made = replace(publication(), code_characters="if (қ) ─┐ ⊨")
    outcome = families(made, Steps())
    assert outcome.diagnostics == () and outcome.value.code == "Source Code Pro"
    assert outcome.value.code_stack.startswith('"Source Code Pro", "Literata"')
    assert families(publication(), Steps()).value.code == ""


def test_titles_have_a_family_of_their_own_in_print_epub_and_web() -> None:
    made = publication()
    made = replace(made, book=replace(made.book, fonts=Fonts(display="Noto Sans")))
    outcome = families(made, Steps())
    assert outcome.diagnostics == () and '--font-display: "Noto Sans", "Literata", serif' in outcome.value.css
    web = site_stylesheets(Theme(Path("none")), made.book, woff2_faces(made, Steps()))["fonts.css"].decode()
    assert '--font-display: "Noto Sans", "Literata"' in web and '--font-text: "Literata", serif' in web
    assert 'url("../fonts/noto-sans-700-italic.woff2")' in web
    assert families(publication(), Steps()).value.display == ""


def test_a_family_that_a_style_sheet_names_and_the_book_lacks_is_reported(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    sheet = "p { font-family: Literata, serif }\n@media print { h1 { font-family: Open Sans, serif } }\n"
    (tmp_path / "styles/own.css").write_text(
        sheet + "a { font-family: var(--font-code) } b { font-family: 'Noto Sans' }"
    )
    faults = list(family_faults(Theme(tmp_path), Fonts()))
    assert [f"{it.code} {it.location}" for it in faults] == [
        "FNT-005 styles/own.css:2:21",
        "FNT-005 styles/own.css:3:41",
    ]
    assert '"Open Sans"' in faults[0].message and "display: Noto Sans" in faults[1].remedy
    assert len(list(family_faults(Theme(tmp_path), Fonts(display="Open Sans")))) == 1
    sheet = (
        ":root { --font-text: Lora, serif }\n.a { p { font: bold 1em/1.2 Lora, serif } }\nh1 { font: x-large Lora }\n"
    )
    silent = (
        "p { font: 1em / 1.2 Literata, serif; font: inherit; --font-size: Lora } .a { &:hover { font: 2em var(--x) } }"
    )
    (tmp_path / "styles/own.css").write_text(sheet + silent)
    assert [it.location.line for it in family_faults(Theme(tmp_path), Fonts())] == [1, 2, 3]


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


def test_a_fallback_without_a_space_gets_one() -> None:
    face = uharfbuzz.Face(Path(font_file()).read_bytes())
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update({0x2200, 0x2203})
    bare = bytes(uharfbuzz.subset(face, wanted).blob.data)
    added = TTFont(io.BytesIO(with_spaces(bare)))
    assert {0x20, 0xA0, 0x2200} <= set(added.getBestCmap())
    assert 0 < added["hmtx"][added.getBestCmap()[0x20]][0] < added["head"].unitsPerEm
    assert with_spaces(face.blob.data) == face.blob.data
    boxes = [it.data for it in families(with_characters("𐎠 𐎠"), Steps()).value.faces if it.family == "Missing Glyphs"]
    assert {0x20, 0xA0, 0x103A0} == set(TTFont(io.BytesIO(boxes[0])).getBestCmap())


def test_signs_have_a_face_in_any_book_and_letters_without_one_are_read_in_a_draft_and_reported():
    made = families(with_characters("😀✓\u26a0\ufe0fა🚀אߊ𐎠"), Steps())
    scripts = ("Noto Sans Hebrew", "Noto Sans Georgian")
    assert made.value.fallback[-6:] == (*scripts, "STIX Two Math", "DejaVu Sans", "Noto Emoji", "Missing Glyphs")
    assert [it.message.split("(")[1][:7] for it in made.diagnostics if it.code == "FNT-002"] == ["U+07CA ", "U+103A0"]


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


def test_east_asian_letters_are_told_in_one_message_that_names_what_to_install(no_east_asian_fonts) -> None:
    for words, lang, named in (
        ("史記、", "en", ["SC"]),
        ("史記、", "zh-TW", ["TC"]),
        ("日本は史記 대한", "en", ["JP", "KR"]),
    ):
        book = with_characters(words)
        faults = families(replace(book, book=replace(book.book, lang=lang)), Steps()).diagnostics
        (remedy,) = {it.remedy for it in faults if "Chinese" in it.message}
        asked = " and ".join(f'python build.py doctor --fonts "Noto Serif {it}"' for it in named)
        assert remedy == f"Install what has them: {asked}."
    assert package_of("Noto Serif SC") == "pylopdf-fonts-zh-cn" and package_of("noto sans jp") == "pylopdf-fonts-jp"


def test_cubic_outlines_become_quadratic_ones(tmp_path: Path) -> None:
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.curveTo((0, 300), (300, 600), (600, 600))
    pen.lineTo((600, 0))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "uni53F2"])
    builder.setupCharacterMap({0x53F2: "uni53F2"})
    builder.setupCFF("Own", {}, {".notdef": pen.getCharString(), "uni53F2": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "uni53F2": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "own.otf")
    data = pinned(tmp_path / "own.otf", {"wght": 400.0}, "史")
    assert data == pinned(tmp_path / "own.otf", {"wght": 400.0}, "史")
    font = TTFont(io.BytesIO(data))
    assert "CFF " not in font and font["maxp"].numGlyphs == 2
    glyph = font["glyf"][font.getBestCmap()[0x53F2]]
    assert (glyph.numberOfContours, glyph.xMax, glyph.yMax) == (1, 600, 600)


def test_the_names_on_the_title_page_have_their_letters() -> None:
    book = BOOK.replace("{name: Example Press, place: Almaty}", "{name: دار المثال, place: القاهرة}")
    assert set("دار المثالقاهرة") <= set(composed("# One\n\nText.\n", {"manuscript/book.yaml": book}).characters)


def test_a_vowel_of_two_signs_has_both_in_a_face_of_its_script() -> None:
    assert fonts.drawn_by({"ำ"}) == {"\u0e4d", "\u0e32"} and fonts.drawn_by({"ொ"}) == {"\u0bc6", "\u0bbe"}


def test_signs_in_the_words_of_a_drawing_have_a_face_in_print() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&lt;b&gt; 𝒩 <tspan>∧</tspan></text><desc>ж</desc></svg>'
    book = composed("# One\n\n![A map](a.svg){#fig-a alt=Map}\n", {"manuscript/a.svg": svg})
    assert book.picture_characters == " <>b∧𝒩"
    outcome = families(book, Steps())
    assert "STIX Two Math" in outcome.value.fallback and not outcome.diagnostics
    assert not [it for it in woff2_faces(book, Steps()) if it.family == "STIX Two Math"]
