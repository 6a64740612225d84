"""Fonts come from the book's own packages; a character without a glyph and an unknown family are faults."""

from __future__ import annotations

import io
from dataclasses import replace

from fontTools.ttLib import TTFont

from bookbuilder.cache import Steps
from bookbuilder.model.book import Fonts
from bookbuilder.theme.fonts import families, only_glyphs, printed_characters, woff2_faces
from tests.publication import publication, with_document


def with_characters(text):
    made = publication()
    foreword = made.document("foreword")
    changed = replace(foreword, body=foreword.body.replace("</h1>", f"</h1><p>{text}</p>", 1))
    return replace(with_document(made, changed), characters=made.characters + text)


def test_a_character_that_no_font_has_is_told_with_its_name_and_file():
    faults = families(with_characters("漢"), Steps()).diagnostics
    assert [str(fault.location) for fault in faults] == ["manuscript/foreword.md"]
    assert 'has "漢" (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)' in faults[0].message


def test_a_fallback_family_is_asked_for_what_the_text_family_lacks():
    outcome = families(with_characters("\u202f"), Steps())
    assert outcome.diagnostics == ()
    assert outcome.value.stack() == '"Literata", "Noto Serif"'
    assert families(publication(), Steps()).value.stack("Caption") == '"Literata Caption"'


def test_an_unknown_family_is_told_with_what_was_meant():
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
