"""Marks of the text become the headings of the index; what is wrong with a mark is reported where it stands."""

from __future__ import annotations

import pytest

from bookbuilder.compose.decide.index_entries import letter_of, sort_key
from bookbuilder.model.index import IndexEntry, italic
from tests.small_book import BOOK, check_reports, check_silent, composed

INDEX = {"manuscript/book.yaml": BOOK + "backmatter: [index]\n"}


def outline(entries: tuple[IndexEntry, ...], indent: str = "") -> list[str]:
    """One line a heading: its term, how many places it has, and what to see."""
    lines = []
    for it in entries:
        see = "".join(f" see {target.text}" for target in it.see) + "".join(
            f" also {target.text}" for target in it.see_also
        )
        lines += [f"{indent}{it.term} {len(it.passages)}{see}", *outline(it.entries, indent + "- ")]
    return lines


def index(*lines: str, lang: str = "en-GB") -> list[str]:
    files = {"manuscript/book.yaml": INDEX["manuscript/book.yaml"].replace("en-GB", lang)}
    return outline(composed("# One\n\n" + "\n\n".join(lines) + "\n", files).index)


def test_words_are_their_own_heading():
    assert index('[Russia]{.index} and [the Union]{.index entry="European Union"}.') == ["European Union 1", "Russia 1"]


def test_an_exclamation_mark_parts_heading_and_sub_heading():
    assert index('[Belt]{.index entry="China!Belt and Road"} [China]{.index}') == ["China 1", "- Belt and Road 1"]


def test_see_has_no_page_and_see_also_has():
    lines = (
        '[EEC]{.index see="Union"} [Union]{.index} [gas]{.index see-also="Union; EEC!law"} [x]{.index entry="EEC!law"}'
    )
    assert index(lines) == ["EEC 0 also Union", "- law 1", "gas 1 also EEC, law also Union", "Union 1"]


def test_see_may_name_a_sub_heading_behind_a_comma():
    line = '[FPR]{.index see="Error, of the first kind"} [x]{.index entry="Error!of the first kind"}'
    assert index(line)[0] == "Error 0" and index(line)[2] == "FPR 0 see Error, of the first kind"


def test_a_passage_is_one_place_with_two_ends():
    entry = composed('# One\n\n[Water]{.index range="start"}.\n\n[]{.index entry="Water" range="end"}\n', INDEX).index[
        0
    ]
    assert [(it.id, it.end) for it in entry.passages] == [("one-index1", "one-index2")]


def test_a_mark_in_a_note_knows_its_number():
    text = "# One\n\nA.^[First.] B [@boonstra2018].^[On [Russia]{.index}.]\n"
    assert composed(text, INDEX).index[0].passages[0].note == "3"


def test_a_mark_knows_its_section():
    assert composed("# One\n\n## Two\n\n[Russia]{.index}\n", INDEX).index[0].passages[0].section == "1.1"


def test_one_mark_with_a_name_makes_its_heading_a_name():
    entries = composed("# One\n\n[A]{.index} [A]{.index .name} [b]{.index}\n", INDEX).index
    assert [(it.term, it.is_name) for it in entries] == [("A", True), ("b", False)]


def test_every_mark_has_an_id_in_the_text():
    publication = composed("# One\n\n[A]{.index} ^[[B]{.index}] [C]{#here .index}\n", INDEX)
    assert {"one-index1", "one-index2", "here"} <= set(publication.document("one").ids)
    assert "index-c" in publication.document("index").ids


FAULTY = (
    ('[A1]{.index see="B1"}', "IDX-001", 1),
    ('Say [A2]{.index see-also="B2!c"}.', "IDX-001", 5),
    ('[A3]{.index see-also="A3"}', "IDX-002", 1),
    ('[A4]{.index see="B4"} [B4]{.index see="C4"} [C4]{.index}', "IDX-002", 1),
    ('[A5]{.index range="start"}', "IDX-003", 1),
    ('x [A6]{.index range="end"}', "IDX-003", 3),
    ('[A7]{.index range="begin"}', "IDX-004", 1),
    ('[A8]{.index entri="B"}', "IDX-004", 1),
    ("[]{.index}", "IDX-004", 1),
    ('[A9]{.index see="B9"} [A9]{.index} [B9]{.index}', "IDX-005", 1),
    ("[Trade]{.index} [trade]{.index}", "IDX-006", 17),
    ("## Of water {.index}", "IDX-007", 4),
)


def test_a_mark_that_is_amiss_is_reported_where_it_stands():
    text = "# One\n\n" + "\n\n".join(text for text, _, _ in FAULTY) + "\n"
    found = [f"{code} {3 + 2 * line}:{column}" for line, (_, code, column) in enumerate(FAULTY)]
    check_reports(text, *found, files=INDEX)


def test_the_whole_index_does_not_stand_beside_its_halves():
    files = {"manuscript/book.yaml": BOOK + "backmatter: [index, index-of-names]\n"}
    check_reports("# One\n\n[A]{.index}\n", "PRT-002 manuscript/book.yaml:8:14", files=files)


def test_asterisks_make_a_title_italic():
    assert italic("*Astana Times* & co.") == "<i>Astana Times</i> &amp; co." and italic("5 * 3") == "5 * 3"


def test_marks_are_not_judged_where_the_book_prints_no_index():
    check_silent('# One\n\n[A]{.index see="B"}\n')


def test_small_words_before_a_sub_heading_are_passed_over():
    terms = ["and gas", "buildings", "in Kazakhstan", "the Caspian"]
    assert sorted(terms, key=lambda it: sort_key(it, "en-GB", True)) == [
        "buildings",
        "the Caspian",
        "and gas",
        "in Kazakhstan",
    ]


@pytest.mark.parametrize(
    "lang, terms",
    [
        ("en", ["Aral Sea", "aralkum", "co-operation", "Éire", "Lodz", "Łódź region", "“quotation”", "Абай"]),
        ("ru", ["Ёлкин", "Елкина", "Жук", "ион", "йод", "Europe"]),
        ("kk", ["ана", "әке", "гүл", "ғылым", "кіл", "қала", "нан", "ңа", "ой", "өзен", "су", "тау", "уақыт", "ұлт", "үй",
                "хат", "һа", "ыдыс", "іс", "эра", "Abai"]),
    ],
)  # fmt: skip
def test_headings_stand_in_the_order_of_the_language(lang, terms):
    assert sorted(reversed(terms), key=lambda it: sort_key(it, lang)) == terms


@pytest.mark.parametrize(
    "term, letter",
    [
        ("élite", "E"),
        ("Łódź", "L"),
        ("Ёлкин", "Е"),
        ("йод", "Й"),
        ("іс", "І"),
        ("“x”", "X"),
        ("1990s", "0–9"),
        ("§", ""),
    ],
)
def test_a_heading_stands_under_its_letter(term, letter):
    assert letter_of(term) == letter
