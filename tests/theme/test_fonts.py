"""Fonts come from the book's own packages; a character without a glyph and an unknown family are faults."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from bookbuilder.cache import Steps
from bookbuilder.installing import EAST_ASIAN, package_of
from bookbuilder.model.book import Fonts
from bookbuilder.theme import fonts
from bookbuilder.theme.font_files import library
from bookbuilder.theme.fonts import families, printed_characters, woff2_faces
from bookbuilder.theme.stylesheets import site_stylesheets
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


def test_signs_have_a_face_in_any_book_and_letters_without_one_are_read_in_a_draft_and_reported():
    made = families(with_characters("😀✓\u26a0\ufe0fა🚀אߊ𐎠"), Steps())
    scripts = ("Noto Sans Hebrew", "Noto Sans Georgian")
    assert made.value.fallback[-6:] == (*scripts, "STIX Two Math", "DejaVu Sans", "Noto Emoji", "Missing Glyphs")
    assert [it.message.split("(")[1][:7] for it in made.diagnostics if it.code == "FNT-002"] == ["U+07CA ", "U+103A0"]


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
