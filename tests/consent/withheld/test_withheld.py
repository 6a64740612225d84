"""Withheld names: found wherever a file can hide them, in both scripts and in every case; allowed as a cited author."""

from __future__ import annotations

import json
import time

import pytest

from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld import search_artefact
from bookbuilder.consent.withheld.search import Search, Text
from tests.consent.withheld.planted import EMPTY, MAIL, NAME, picture, places, with_exif, with_text, zipped
from tests.in_time import in_time

HIDDEN = {
    "text": ("one.xhtml", b"<p>So sprach Seitkazin.</p>"),
    "text broken by markup": ("one.xhtml", "<p>Сейт<b>казин</b>у</p>".encode()),
    "text with soft hyphens": ("one.xhtml", "<p>Сейт\u00adка\u00adзин</p>".encode()),
    "text as references": ("one.xhtml", b"<p>&#x421;&#x435;&#x439;&#x442;&#x43a;&#x430;&#x437;&#x438;&#x43d;</p>"),
    "alternative text": ("one.xhtml", b'<img alt="Portrait of Mr Seitkazin" src="a.png"/>'),
    "an id": ("one.xhtml", b'<p id="seitkazin-2">x</p>'),
    "a comment": ("one.xhtml", "<!-- ask Сейтказина --><p>x</p>".encode()),
    "a style sheet": ("book.css", b".seitkazin { color: red }"),
    "a style sheet's escapes": ("book.css", rb'p::before { content: "\421\435\439\442\43a\430\437\438\43d" }'),
    "a vector picture": ("a.svg", "<svg><title>Сейтказин</title></svg>".encode()),
    "a script": ("a.js", rb'var who = "\u0421\u0435\u0439\u0442\u043a\u0430\u0437\u0438\u043d";'),
    "a search index": ("search.json", json.dumps({"terms": ["сейтказиным"]}).encode()),
    "an address": ("one.xhtml", b'<a href="https://example.org/%D0%A1%D0%B5%D0%B9%D1%82%D0%BA%D0%B0%D0%B7%D0%B8%D0%BD">x</a>'),
    "a file name": ("seitkazin.png", picture()),
    "a photograph's metadata": ("a.jpg", with_exif()),
    "a picture's text": ("a.png", with_text()),
    "a member of an EPUB": ("book.epub", zipped(one__xhtml=b"<p>Seitkazin</p>")),
    "a picture in an EPUB": ("book.epub", zipped(a__jpg=with_exif())),
    "the name of a member": ("book.epub", zipped(seitkazin__css=b"")),
    "contact": ("one.xhtml", b'<a href="mailto:A.Seit@example.org">x</a>'),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), HIDDEN.values(), ids=HIDDEN)
def test_a_planted_name_is_found(name, data):
    assert places(name, data)


def test_files_that_name_nobody_are_silent():
    files = {"one.xhtml": "<p>Сейте казну, seat kazoo.</p>".encode(), "a.jpg": picture("JPEG"), "a.png": picture()}
    assert search_artefact("html", files, (NAME, MAIL), EMPTY) == ()


def test_no_message_repeats_what_is_private():
    (diagnostic,) = search_artefact("epub", {"a.css": b".seitkazin {}"}, (NAME,), EMPTY)
    assert "eit" not in str(diagnostic).lower() and "kz-04" in str(diagnostic)


def test_a_name_divided_between_two_lines_is_found_whole():
    assert Search((NAME,))([Text("page 1", "от Сейтка‐\r\nзина позже")])


WORD_RUNS = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Сейт</w:t></w:r>'
    "<w:r><w:rPr><w:i/></w:rPr><w:t>қ</w:t></w:r><w:r><w:t>азин</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    "text",
    [
        "Сейтқа́зин", "Сейт\u034fқазин", "Сейт\u2063қазин", "С\ufe00ейтқазин", "Сейт\U000e0020қазин", "Ｓｅｉｔｋａｚｉｎ", "𝐒𝐞𝐢𝐭𝐤𝐚𝐳𝐢𝐧",
        "<p>Сейт<ins>қ</ins>азин</p>", "<p>Сейт<italic>қазин</italic></p>", "<p><ruby>Сейт<rt>x</rt>қазин<rt>y</rt></ruby></p>", "<p>Сейт<del>y</del>қазин</p>", WORD_RUNS,
        "Ceйтқaзин", "seit_kazin.png", "Seit.kazin", "S, e, i, t, k, a, z, i, n", "Сейт…қазин", "<a><b>S</b></a>".replace("b>", "seitkazin>"), "<svg>" + "".join(f"<text>{it}</text>" for it in "Seitkazin") + "</svg>",
        "<style>p::after { content: 'Seit' 'kazin' }</style>", "Сейт-қазин", "by Seit‑kazin-Smith", "С е й т қ а з и н", "S.e.i.t.k.a.z.i.n", "S e i t\nk a z i n", f"<math>{''.join(f'<mi>{it}</mi>' for it in 'Seitkazin')}</math>",
    ],
)  # fmt: skip
def test_a_name_is_found_though_marks_and_markup_cut_it(text: str) -> None:
    assert places("a.xml" if text.startswith("<") else "a.txt", text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "by \u202enizaktieS\u202c.", "S\u202enizaktie\u202c", "nizaktieS", "<p><bdo dir='rtl'>низактйеС</bdo></p>", "<svg><text x='9 8 7 6 5 4 3 2 1'>nizaktieS</text></svg>",
        "Sειτκαζιn", "Σεϊτκαζίν", "Տeitkaziո", "ᏚeitᏦazin", "Seӏtkazin", "სეიტკაზინი", "Սեյտկազին", "سەيتقازين",
        "ꜱᴇɪᴛᴋᴀᴢɪɴ", "🅂🄴🄸🅃🄺🄰🅉🄸🄽", "🅢🅔🅘🅣🅚🅐🅩🅘🅝", "⒮⒠⒤⒯⒦⒜⒵⒤⒩", "🇸🇪🇮🇹🇰🇦🇿🇮🇳",
        *("".join(letter + mark for letter in "Сейтказин") for mark in "\u0336\u0332\u0489\u20dd"), "S31tk@z1n", "Se1tkazin",
        "Seit[k]azin", "S[eitkazin]", "Se{it}kazin", "(Seit)kazin", "d’Seitkazin", "`Seitkazin", "a.b." * 40 + "Seit.kazin",
        "by Seit\nkazin", "by Seit \r\n kazin", "<td>Seit</td><td>kazin</td>", "<p>By Seit</p><p>kazin</p>", "<p>by Seit<br/>kazin</p>", "<p>by seit<br />\nkazin</p>", "<p>by seit<img src='a.png' alt=''/>kazin</p>",
    ],
)  # fmt: skip
def test_a_name_in_other_letters_backwards_or_in_brackets_is_found(text: str) -> None:
    assert places("a.xml" if text.startswith("<") else "a.txt", text.encode())


@pytest.mark.parametrize(
    "text", ["Ерлан Болатұлы", "Erlan Bolatuly", "Ерлан Болатуулу", "Болатович Ерлан", "d’Erlan Bolatovitch"]
)
def test_a_patronymic_is_found_in_the_languages_of_its_region_and_before_the_name(text: str) -> None:
    person = Secret("kz-04", "name", ("Ерлан", "Болатович"), True)
    assert places("a.txt", f"О чём {text} говорил.".encode(), person)
    assert not places("a.txt", "Erlan und Bolat; Ерлан Бориспольский, Bolatovich and Erlan".encode(), person)


def test_a_name_over_two_paragraphs_of_word_is_found_and_one_of_two_words_in_a_row_is_not() -> None:
    assert not places("a.txt", b"Seit kazin")
    assert places("a.xml", WORD_RUNS.replace("</w:r><w:r><w:rPr>", "</w:r></w:p><w:p><w:r><w:rPr>", 1).encode())


@pytest.mark.parametrize("text", ["Е. Болатович", "E. Bolatovich", "Y. Bolatovich", "wrote Erlan B. about it"])
def test_initials_with_a_patronymic_give_a_name_away(text: str) -> None:
    person = Secret("kz-04", "name", ("Ерлан", "Болатович"), True)
    assert places("a.txt", text.encode(), person)
    assert not places("a.txt", b"Erlan B. Smith, A. Bolatovich, Erlan K. and others", person)


@pytest.mark.parametrize(
    "text",
    ["erlanseitkazin2019", "mailto:seitkazinerlan@example.org", "https://e.org/~YerlanSeitkazin/", "ерлансейтказин"],
)
def test_a_whole_name_in_one_word_is_found(text: str) -> None:
    person = Secret("kz-04", "name", ("Ерлан", "Сейтқазин"), True)
    assert places("a.txt", f"See {text} there.".encode(), person)
    assert not places("a.txt", b"Erlander, seitkaz and superlanse are other words, merlanseit too.", person)


@pytest.mark.parametrize("text", ["eseitkazin@example.org", "https://e.org/~seitkazine", "erlanseitkazin@example.org"])
def test_an_initial_and_a_name_in_one_word_are_found_in_an_address(text: str) -> None:
    """private.yaml gives family and given names as two secrets of one person."""
    person = NAME, Secret("kz-04", "name", ("Ерлан", "Болатович"), True)
    assert places("a.txt", f"See {text} there.".encode(), *person)
    assert places("eseitkazin.png", picture(), *person)
    assert not places("a.txt", b"An eseitkazin in prose is a name of another, as mseitkazin@example.org is.", *person)


def test_a_long_row_of_letters_is_read_once() -> None:
    """What is written in digits for letters was sought from each letter on: 90 KB of one word took 6 seconds."""
    begun = time.process_time()
    assert places("a.txt", ("'a' " * 20_000 + "S3itkazin " + "data:a" * 9_000).encode()) == ["a.txt"]
    assert in_time(time.process_time() - begun, 2)
