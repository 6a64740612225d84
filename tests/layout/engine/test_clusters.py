"""The text of a PDF is the manuscript's words in scripts whose letters share glyphs, or whose glyphs stand in another order."""

from __future__ import annotations

import io

import pytest
import weasyprint
from pikepdf import Pdf

from bookbuilder.cache import Steps
from bookbuilder.editions.pdf.words import words_of_pages
from bookbuilder.layout.bind_fonts import used_font
from bookbuilder.layout.engine import drawing, workarounds
from bookbuilder.theme.font_files import file_of, library
from bookbuilder.theme.fonts import Face, drawn_by
from bookbuilder.theme.subsets import pinned, with_spaces
from bookbuilder.theme.whole_letters import WholeLetters, with_whole_letters

pytestmark = pytest.mark.pango


def printed(text: str, family: str, lang: str = "ar", plain: bool = False) -> str:
    """What the PDF of a paragraph says, line for line; marks of the Unicode algorithm left out."""
    pdf = drawn(text, family, lang)
    assert b"ActualText" not in pdf or not plain
    with Pdf.open(io.BytesIO(pdf)) as opened:
        (words,) = words_of_pages(list(opened.pages), Steps())
    return "".join(piece.text for piece in words[None]).replace("\u200b", "")


def drawn(text: str, family: str, lang: str, alphabet: str = "") -> bytes:
    """The PDF of a paragraph, in a font that has the letters of the alphabet, too."""
    workarounds.apply()
    path = file_of(library()[family], 400, "normal")
    wanted = "".join(sorted({*text, *alphabet, *drawn_by({*text, *alphabet}), " "}))
    face = Face(family, 400, "normal", with_whole_letters(with_spaces(pinned(path, {"wght": 400.0}, wanted))))
    fonts = drawing._fonts((face,))
    style = weasyprint.CSS(
        string=f'@page {{ size: 900px 300px }} p {{ font: 12px "{family}"; text-align: justify }}', font_config=fonts
    )
    html = f'<html lang="{lang}" dir="{"rtl" if lang in ("ar", "he") else "ltr"}"><p>{text}'
    pdf: bytes = weasyprint.HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts, uncompressed_pdf=True)
    return pdf


@pytest.mark.parametrize(
    ("family", "lang", "one", "other"),
    [("Noto Sans Arabic", "ar", "بد ود", "بذ وذ"), ("Noto Sans Devanagari", "hi", "में कें", "क्षेत्रों र्भ भ")],
)
def test_a_glyph_stands_for_the_same_letters_in_each_document(family: str, lang: str, one: str, other: str) -> None:
    """Their fonts become one."""
    said = []
    for text in (one, other):
        with Pdf.open(io.BytesIO(drawn(text, family, lang, one + other))) as opened:
            (font,) = opened.pages[0].Resources.Font.values()
            said.append(dict(used_font(font).characters))
    shared = said[0].keys() & said[1].keys()
    assert shared and all(said[0][it] == said[1][it] for it in shared)


@pytest.mark.parametrize(
    "text",
    [
        "لا إله إلا الله والحمد لله رب العالمين تثبيت نبينا يبين شمس سنة فقه قف ذكر دكر",
        "این کتاب دربارهٔ آب است و می خواهد نشان دهد که پیچیده نیست",
        "ئۇيغۇر تىلى ھەم خەلق ئۆي",
    ],
)
def test_letters_that_share_a_form_are_told_apart(text: str) -> None:
    assert printed(text, "Noto Sans Arabic")[::-1] == text


def test_vowel_signs_stay_with_their_letters() -> None:
    arabic = printed("بَيْتٌ كَتَبَ", "Noto Sans Arabic")
    assert sorted(arabic) == sorted("بَيْتٌ كَتَبَ")
    assert sorted(printed("שָׁלוֹם לְכֻלָּם", "Noto Sans Hebrew", "he")) == sorted("שָׁלוֹם לְכֻלָּם")


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("Devanagari", "हिन्दी में क्षितिज और श्री किताब कर्म"),
        ("Bengali", "বাংলা ভাষা কোথায়"),
        ("Tamil", "தமிழ் மொழி கொடுக்கும்"),
        ("Khmer", "ភាសាខ្មែរ ស្រុក កម្ពុជា"),
        ("Thai", "ภาษาไทยน้ำใจที่นี่"),
    ],
)  # fmt: skip
def test_clusters_whose_glyphs_stand_in_another_order_are_told(family: str, text: str) -> None:
    assert printed(text, f"Noto Sans {family}", "en") == text


def test_a_letter_with_a_mark_gives_the_letter_alone_no_other_meaning() -> None:
    assert printed("x\u0332 x r\u0325 r", "Noto Sans", "en") == "x\u0332 x r\u0325 r"


def test_letters_whose_forms_are_their_own_are_not_told_besides() -> None:
    assert printed("سلم ملم", "DejaVu Sans", plain=True)[::-1] == "سلم ملم"
    letters = WholeLetters(with_whole_letters(pinned(file_of(library()["DejaVu Sans"], 400, "normal"), {}, "سلم")))
    assert any(map(letters.is_known, range(100))) and not letters.is_known(10_000)
