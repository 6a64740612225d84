"""Withheld names: found wherever a file can hide them, in both scripts and in every case; allowed as a cited author."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from bookbuilder.consent.private import read_private
from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld import search_artefact
from bookbuilder.consent.withheld.names import Name
from bookbuilder.consent.withheld.search import Search, Text
from bookbuilder.model.book import Book
from bookbuilder.model.interview import Interview
from bookbuilder.model.people import Publisher
from bookbuilder.model.publication import ContentDocument, Publication

NAME = Secret("kz-04", "name", ("Сейтқазин",), True)
MAIL = Secret("kz-04", "contact", ("a.seit@example.org",))
BOOK = Book("A", "en-GB", Publisher("P"), "2021")
EMPTY = Publication(BOOK, ())


def places(name: str, data: bytes, *secrets: Secret, publication: Publication = EMPTY) -> list[str]:
    found = search_artefact("epub", {name: data}, secrets or (NAME, MAIL), publication)
    return [diagnostic.location.file for diagnostic in found]


@pytest.mark.parametrize(
    ("name", "words", "others"),
    [
        ("Ахметов", "Ахметов Ахметова Ахметовым АХМЕТОВУ Ахметовтың Ахметовтар Ахметовтікі Aхмeтов Akhmetov Ahmetov Axmetov Akhmetov’s", "Ахматова Ахмет"),
        ("Akhmetov", "Ахметов Ахметову Akhmetov", "Akhmed"),
        ("Мария", "Марии Марию Марией Maria Mariya", "Марк Mars"),
        ("Сергей", "Сергея Сергеем Sergei Sergey Sergej", "серьга"),
        ("Жапаров", "Жапарову Japarov Zhaparov Dzhaparov Žaparov", "запор"),
        ("Горький", "Горького Горьким Gorky Gorkiy", "горка"),
        ("Павел", "Павла Павлом Pavel", "павлин"),
        ("Назарбаева", "Назарбаевой Nazarbayeva Nazarbaeva’s", "Назар"),
        ("Холматов", "Xolmatov Kholmatov Холматовга", "холм"),
        ("Әлиев", "Алиев Aliyev Əliyev Алиевым", "алиби"),
        ("Ли", "Ли Li", "ли либо"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_both_scripts_and_every_case(name, words, others):
    assert [word for word in words.split() if not Name(name).is_in(word)] == []
    assert [word for word in others.split() if Name(name).is_in(word)] == []


def picture(format: str = "PNG", **how) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, format, **how)
    return stream.getvalue()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "A. Seitkazin"
    exif[0x9C9D] = "Сейтказин".encode("utf-16-le")
    return picture("JPEG", exif=exif)


def with_text() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("Author", "Сейтказина", zip=True)
    return picture(pnginfo=info)


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


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


def pdf(change) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page()
    change(document, page)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _metadata(document, page):
    with document.open_metadata() as metadata:
        metadata["dc:contributor"] = {"А. Сейтказин"}


def _printed(document, page):
    page.Contents = document.make_stream(
        b"BT /F1 12 Tf 10 700 Td (with Seit-) Tj 0 -14 Td (kazin in the evening) Tj ET"
    )
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))


def _bookmark(document, page):
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Беседа с Сейтказиным", 0))


def _attachment(document, page):
    document.attachments["data.csv"] = pikepdf.AttachedFileSpec(
        document, "code,name\nkz-04,Сейтказин\n".encode(), filename="data.csv"
    )


def _alternative(document, page):
    figure = pikepdf.Dictionary(
        Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, Alt=pikepdf.String("Портрет Сейтказина")
    )
    document.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array([figure]))


def _link(document, page):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("mailto:a.seit@example.org"))
    page.Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)])


def _information(document, page):
    document.docinfo["/Author"] = "Seitkazin"


def _picture(document, page):
    image = document.make_stream(with_exif())
    image.Type, image.Subtype, image.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im1=image))


@pytest.mark.parametrize(
    "plant", [_metadata, _printed, _bookmark, _attachment, _alternative, _link, _information, _picture]
)
def test_a_name_planted_in_a_pdf_is_found(plant):
    assert places("book.pdf", pdf(plant))


def test_a_pdf_that_names_nobody_is_silent():
    assert places("book.pdf", pdf(lambda document, page: None)) == []


def test_the_place_in_a_pdf_is_its_page():
    assert places("book.pdf", pdf(_printed)) == ["book.pdf, page 1"]


def test_no_message_repeats_what_is_private():
    (diagnostic,) = search_artefact("epub", {"a.css": b".seitkazin {}"}, (NAME,), EMPTY)
    assert "eit" not in str(diagnostic).lower() and "kz-04" in str(diagnostic)


def test_a_name_divided_between_two_lines_is_found_whole():
    assert Search((NAME,))([Text("page 1", "от Сейтка‐\r\nзина позже")])


def published(body: str) -> Publication:
    chapter = ContentDocument("one", "chapter", "doc-chapter", "bodymatter", "One", "One", body=body)
    return Publication(BOOK, (chapter,))


def test_an_expert_who_is_an_author_too_is_named_in_that_work_and_nowhere_else():
    author = Secret("kz-04", "name", ("Сейтказин",), True, ("seitkazin2018",))
    body = (
        '<section><p>As was shown (<a href="#ref-seitkazin2018">Seitkazin 2018, 12</a>), it rained.</p>'
        '<div id="ref-seitkazin2018" class="csl-entry">Seitkazin, A. On Rain. Almaty, 2018.</div></section>'
    )
    publication = published(body)
    assert places("one.xhtml", body.encode(), author, publication=publication) == []
    reported = body.replace("it rained.", "it rained. Seitkazin told us.")
    assert places("one.xhtml", reported.encode(), author, publication=publication)
    assert places("one.xhtml", body.encode(), NAME, publication=publication)


def test_private_facts_are_read_from_their_file(tmp_path):
    folder = tmp_path / "manuscript" / "interviews"
    folder.mkdir(parents=True)
    (folder / "private.yaml").write_text(
        "kz-04:\n  name: {family: Сейтказин, given: Алибек Маратович}\n  contact: [a@b.org, '+7 701 1']\nkz-9: Nobody\n"
    )
    interview = Interview("kz-04", "Expert", "Kazakhstan", "2020", "ru")
    read = read_private(tmp_path, (interview,))
    assert [(s.what, s.words, s.is_name) for s in read.value.secrets if s.code == "kz-04"] == [
        ("name", ("Сейтказин",), True),
        ("name", ("Алибек", "Маратович"), True),
        ("contact", ("a@b.org",), False),
        ("contact", ("+7 701 1",), False),
    ]
    assert [str(fault.location) for fault in read.diagnostics] == ["manuscript/interviews/private.yaml:4:1"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ахметов", "Akhmetoff Akhmetow Achmetow Achmetoff Achmetowa Əhmətov Əxmətov"),
        ("Назарбаев", "Nasarbajew Nazarbaeff Nasarbajewa"),
        ("Джафаров", "Cəfərov Dschafarow"),
        ("Булатов", "Boulatoff"),
    ],
)
def test_a_name_is_known_as_other_countries_write_it(name: str, words: str) -> None:
    assert [word for word in words.split() if not Name(name).is_in(word)] == []


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


@pytest.mark.parametrize("text", ["8 701 123 45 67", "+7 (701) 123-45-67", "tel:+77011234567", "007.701.123.45.67", "701/123 45 67",
    "8 · 701 · 123_45_67", "76 54 321 107", "eight, seven oh one, one two three, four five, six seven", "seven hundred and one 123 forty-five sixty-seven",
    "восемь семьсот один сто двадцать три сорок пять шестьдесят семь", "жеті нөл бір бір екі үш төрт бес алты жеті", "٧٠١١٢٣٤٥٦٧"])  # fmt: skip
def test_a_telephone_number_is_found_in_its_usual_writings(text: str) -> None:
    number = Secret("kz-04", "contact", ("+7 701 123 45 67",))
    assert places("a.txt", f"Call {text} today, 2019.".encode(), number)
    assert not places("a.txt", b"Call 8 701 123 45 68, or see pp. 701, 123 of 4567", number)


@pytest.mark.parametrize("text", ["a.seit(at)example.org", "A. Seit [at] example [dot] org", "a dot seit AT example dot org", "a.seit собака example точка org", "a_seit_at_example_dot_org", "gro.elpmaxe@ties.a"])  # fmt: skip
def test_an_address_is_found_though_its_signs_are_words(text: str) -> None:
    assert places("a.txt", f"Write to {text} first.".encode())
    assert not places("a.txt", b"A seat at example dot organs; seit at example dot org", MAIL)


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


def _font_named(name: str, flavour: str) -> bytes:
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": name})
    builder.setupPost()
    stream = io.BytesIO()
    builder.font.flavor = flavour
    builder.save(stream)
    return stream.getvalue()


def _behind_a_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "nothing")
    return stream.getvalue() + "Сейтқазин".encode()


def _behind_a_pdf() -> bytes:
    stream, pdf = io.BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.save(stream)
    return stream.getvalue() + "\nСейтқазин\n".encode()


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("a.txt", "Текст. Сейтказин.".encode("utf-16")),
        ("a.txt", "Seitkazin was here".encode("utf-16-le")),
        ("a.txt", "Текст. Сейтказин.".encode("cp1251")),
        *(
            ("a.txt", "Текст. Сейтказин.".encode(it))
            for it in ("koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-32")
        ),
        ("a.bin", "Сейтказин".encode("utf-16-be")),
        ("a.png", picture() + "Сейтказин".encode()),
        ("a.txt", base64.b64encode(base64.b64encode("Сейтказин".encode()))),
        ("a.js.gz", gzip.compress("Сейтқазин".encode())),
        ("a.svgz", gzip.compress("<svg>Сейт<tspan>қ</tspan>азин</svg>".encode())),
        ("a.icc", b"\x00mluc\x00" + "Seitkazin".encode("utf-16-be")),
        ("a.png", picture(icc_profile=b"\x00mluc\x00" + "Seitkazin".encode("utf-16-be"))),
        ("a.woff2", _font_named("Seitkazin Serif", "woff2")),
        ("a.woff", _font_named("Seitkazin Serif", "woff")),
        ("a.epub", _behind_a_zip()),
        ("a.pdf", _behind_a_pdf()),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_a_name_is_found_in_other_encodings_in_packed_files_and_behind_their_end(file: str, data: bytes) -> None:
    assert places(file, data)
