"""What authors deliver comes in whole: counted before and after, each missing passage named, styles and typed marks understood."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from bookbuilder.desk.word_in import ImportedChapter, import_chapter
from bookbuilder.desk.word_in.conserved import Delivered, conserved, delivered
from bookbuilder.desk.word_in.languages import language_of
from bookbuilder.desk.word_in.other_formats import by_libreoffice, soffice
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown
from bookbuilder.verbs import check
from tests.desk.raw_docx import W, field, paragraph, words as run, write_raw_docx
from tests.small_book import BOOK, make_book

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
MAP = "word-styles:\n- {style: Pub Motto, becomes: .epigraph}\n- {style: Pub B, becomes: heading-1}\n- {style: Pub Note, becomes: left-out}\n"


def imported(tmp_path: Path, blocks: Sequence[str], book: str = BOOK) -> tuple[list[str], list[str], ImportedChapter]:
    """The chapter's blocks, the lines of the report, and all."""
    make_book(tmp_path, {"manuscript/book.yaml": book})
    done = import_chapter(tmp_path, write_raw_docx(tmp_path / "a.docx", *blocks), "a.md")
    assert done.written is not None, done.diagnostics
    text = done.written.read_text(encoding="utf-8").strip()
    return text.split("\n\n"), [f"{kind}: {about}" for kind, about in done.lines], done


def large(text: str, size: int, look: str = "<w:b/>") -> str:
    return f'<w:p><w:r><w:rPr>{look}<w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def test_words_that_only_stand_in_wrappers_come_in(tmp_path: Path) -> None:
    wrapped = "".join(
        f"<w:{name}>{run(f'in {name} ')}</w:{name.split()[0]}>"
        for name in ("customXml", "bdo", "dir", 'fldSimple w:instr="DOCPROPERTY X"')
    )
    ruby = f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    blocks, lines, done = imported(
        tmp_path, [paragraph(wrapped.replace('in fldSimple w:instr="DOCPROPERTY X"', "a field "), ruby)]
    )
    assert blocks == ["in customXml in bdo in dir a field 漢 (kan)"]
    assert not [each for each in lines if each.startswith("missing")] and done.counts == (
        "1 paragraph, 1 in the chapter",
    )


def test_each_missing_passage_is_named_and_a_loss_among_equal_words_too() -> None:
    file = Delivered(
        ("Gas flows.", "Gas flows.", "3.1 Oil", "Never printed at all."), Counter({"paragraphs": 4, "notes": 2})
    )
    held = conserved(file, "---\nlang: ru\n---\n\nGas flows.\n\n## Oil\n", [])
    assert [text for _, text in held.missing] == ["2 of 2 notes", "Gas flows.", "Never printed at all."]
    assert held.counts == ("4 paragraphs, 2 in the chapter", "2 notes, 0 in the chapter")
    assert conserved(file, "Gas flows.^[One]\n\nGas flows.^[Two]\n\nOil. Never printed", ["at all"]).missing == ()


def test_the_label_of_a_caption_whose_number_a_field_counts_is_not_missing(tmp_path: Path) -> None:
    simple = '<w:fldSimple w:instr=" SEQ Figure ">{}</w:fldSimple>'.format(run("1"))
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>One</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    captions = [paragraph("Table ", field(" SEQ Table ", "4"), ". Flows", style="Caption"), table]
    captions += [paragraph("Abbildung ", simple, " Wege of Abbildung", style="Caption")]
    _, lines, _ = imported(tmp_path, [paragraph("Text."), *captions])
    assert [each for each in lines if each.startswith("missing")] == []


def test_headings_by_their_letters_and_by_typed_numbers_get_their_levels(tmp_path: Path) -> None:
    text = paragraph("These are words of the text, and they go on for quite a while.")
    blocks, _, _ = imported(
        tmp_path,
        [large("CHAPTER 3", 32), large("Gas and power", 32), text, large("3.1 Pipelines", 28), text,
         large("3.1.1 Old ones", 20), text, large("Prices", 28, ""), text, paragraph("3.3 Plainly typed"), text,
         large("Table 1. Flows", 20), text],
    )  # fmt: skip
    assert [each for each in blocks if each.startswith(("#", "**"))] == [
        "# Gas and power", "## Pipelines", "### Old ones", "### Prices", "## Plainly typed", "**Table 1. Flows**",
    ]  # fmt: skip


def test_numbers_are_right_where_all_headings_have_one_style(tmp_path: Path) -> None:
    titles = ("1 Aims", "1.1 Means", "1.1.1 Sources", "2 Ends")
    blocks, _, _ = imported(tmp_path, [paragraph(title, style="Heading1") for title in titles])
    assert blocks == ["# Aims", "## Means", "### Sources", "# Ends"]


def test_typed_bullets_letters_and_scene_breaks(tmp_path: Path) -> None:
    rule = f'<w:p><w:r><w:pict><v:rect {VML} o:hr="t"/></w:pict></w:r></w:p>'
    line = '<w:p><w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr></w:p>'
    typed = (
        "One.",
        "* * *",
        "Two.",
        "#",
        "Three.",
        "•\tbullet",
        "o\twithin",
        "\uf0b7 another",
        "a) alpha",
        "b) beta",
        "End.",
    )
    blocks, lines, done = imported(
        tmp_path, [*map(paragraph, typed[:5]), rule, *map(paragraph, typed[5:]), line, paragraph("Last.")]
    )
    assert blocks[:6] == ["One.", "* * *", "Two.", "* * *", "Three.", "* * *"]
    assert blocks[6:] == ["- bullet\n  - within\n- another", "a)  alpha\nb)  beta", "End.", "* * *", "Last."]
    assert not [each for each in lines if each.startswith("missing")]


def test_what_stands_above_the_text_goes_where_a_chapter_has_it(tmp_path: Path) -> None:
    file = tmp_path / "b.docx"
    names = ("Title", "Subtitle", "Author", "Date", "Abstract", "Pub Motto", "Pub B", "Pub Note")
    texts = ("Energy", "A view", "Jane Doe", "May 2021", "Gas matters.", "All is flux.", "Trade", "To the printer")
    blocks = [paragraph(text, style=name.replace(" ", "")) for name, text in zip(names, texts, strict=True)]
    write_raw_docx(file, *blocks, paragraph("Words."))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{it.replace(" ", "")}"><w:name w:val="{it}"/></w:style>'
        for it in names
    )
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "c.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</w:styles>", f"{styles}</w:styles>".encode()))
    make_book(tmp_path, {"manuscript/book.yaml": BOOK + MAP})
    done = import_chapter(tmp_path, tmp_path / "c.docx", "one.md")
    beside = tmp_path / "manuscript/one.incoming.md"
    assert beside.read_text(encoding="utf-8") == (
        '---\nauthor: ["Jane Doe"]\nabstract: "Gas matters."\n---\n\n# Energy: A view\n\n'
        "::: epigraph\nAll is flux.\n:::\n\n## Trade\n\nWords.\n"
    )
    assert {text for kind, text in done.lines if "left out" in kind} == {"May 2021", "To the printer"}
    assert not [it for it in check(tmp_path).diagnostics if it.code.startswith("BOK-00")]


def test_a_style_that_can_become_nothing_is_a_fault(tmp_path: Path) -> None:
    make_book(tmp_path, {"manuscript/book.yaml": BOOK + "word-styles: [{style: Pub B, becomes: heading}]\n"})
    assert [it.code for it in check(tmp_path).diagnostics if "something a style" in it.message] == ["BOK-003"]


def test_typed_citations_of_every_kind_are_reported(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    _, lines, _ = imported(
        tmp_path,
        [paragraph("So it is [12, с. 5] and [3; 4]. Ibid., p. 14. Там же, с. 5. In [2001] nothing."),
         paragraph("It flows", raised.format("7"), " and 3 m", raised.format("2"), " stay.")],
    )  # fmt: skip
    told = [each.partition(": ")[2] for each in lines if "left as it is" in each]
    assert told == ["[12, с. 5]", "[3; 4]", "Ibid., p. 14", "Там же, с. 5", "flows7"]


def test_equations_are_formulas_and_what_has_no_place_is_named(tmp_path: Path) -> None:
    math = f'<w:p><m:oMath xmlns:m="{M}"><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>'
    art = f'<w:p><w:r><w:pict><v:shape {VML}><v:textpath string="Drawn words"/></v:shape></w:pict></w:r></w:p>'
    more = [paragraph(f"Paragraph {number}.") for number in range(12)]
    blocks, lines, done = imported(tmp_path, [*more, math, art, "<w:altChunk/>", more[0], "<w:p/>", paragraph("Anew.")])
    assert "$c^{2}$" in blocks and "1 equation, 1 in the chapter" in done.counts
    assert [each.partition(": ")[2] for each in lines] == [
        "Drawn words", "save the whole as a new .docx: ", "before “Anew.”",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, usual, lang",
    [
        ("The gas of the region is an issue for the world, and the price is a riddle to the state.", "de", "en"),
        ("Das Gas der Region ist ein Problem für die Welt, und der Preis ist dem Staat ein Rätsel.", "en", "de"),
        ("A short one.", "de", "de"),
        ("Gas is a matter of трудноразрешимых взаимоотношений.", "en", "en"),
        ("Газ is мира и труда.", "en", "ru"),
        (
            "Gaz w tym regionie jest problemem dla świata, a cena jest zagadką i nie wiemy, do czego się to zmierza na co dzień.",
            "en",
            "pl",
        ),
        ("Gaz bu bölge için bir sorun ve fiyatı devlet için de bir bilmece; daha çok soru var.", "en", "tr"),
        ("Gaz bu mintaqa uchun bir masala va narx ham davlat uchun bir jumboq; edi, deb aytildi.", "en", "uz"),
        ("Το αέριο είναι πρόβλημα.", "en", "el"),
        ("天然气是一个问题。", "en", "zh"),
    ],
)
def test_a_chapters_language_is_that_of_most_of_its_words(text: str, usual: str, lang: str) -> None:
    assert language_of(load(read_markdown(text)[0]), usual) == lang


@pytest.mark.long
@pytest.mark.skipif(not soffice(), reason="needs LibreOffice, which is not on this machine")
@pytest.mark.parametrize("format", ["odt", "rtf"])
def test_other_word_processors_files_come_in_as_words_do(tmp_path: Path, format: str) -> None:
    make_book(tmp_path)
    file = write_raw_docx(
        tmp_path / "a.docx", paragraph("Energy", style="Heading1"), paragraph("1. one"), paragraph("2. two")
    )
    made = by_libreoffice(soffice(), file, format, tmp_path)
    assert made is not None
    done = import_chapter(tmp_path, made, "energy.md")
    assert done.written is not None and done.written.read_text(encoding="utf-8") == "# Energy\n\n1.  one\n2.  two\n"


def test_what_libreoffice_does_not_take_along_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_book(tmp_path)
    made = write_raw_docx(tmp_path / "made.docx", paragraph("Gas flows from the east to the west."))
    monkeypatch.setattr("bookbuilder.desk.word_in.other_formats.soffice", lambda: "soffice")
    monkeypatch.setattr("bookbuilder.desk.word_in.other_formats.by_libreoffice", lambda *_: made)
    (tmp_path / "a.rtf").write_text(
        r"{\rtf1\ansi Gas flows from the east to the west.\par Oil goes another way.{\footnote By rail.}\par}",
        encoding="ascii",
    )
    lost = [
        words for kind, words in import_chapter(tmp_path, tmp_path / "a.rtf", "energy.md").lines if "lost by" in kind
    ]
    assert lost == ["1 of 1 notes", "Oil goes another way."]


def test_without_libreoffice_pandoc_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bookbuilder.desk.word_in.other_formats.soffice", lambda: "")
    make_book(tmp_path)
    (tmp_path / "a.rtf").write_text(r"{\rtf1\ansi Gas \b flows\b0 .\par Oil too.\par}", encoding="ascii")
    done = import_chapter(tmp_path, tmp_path / "a.rtf", "energy.md")
    assert done.written is not None and done.written.read_text(encoding="utf-8") == "Gas **flows**.\n\nOil too.\n"
    assert (".rtf read by Pandoc", "a.rtf") in done.lines


def test_a_running_head_that_is_no_xml_keeps_nobody_from_the_text(tmp_path: Path) -> None:
    file = write_raw_docx(tmp_path / "a.docx", paragraph("One", style="Heading1"), paragraph("Words."))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(
            "word/header1.xml", f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>CUES & CONCERNS</w:t></w:r></w:p></w:hdr>'
        )
    found = delivered(file.read_bytes(), "accept")
    assert found.passages == ("One", "Words.") and not found.heads
