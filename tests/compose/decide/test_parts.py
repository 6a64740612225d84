"""Parts of a book beside its chapters: each printed from what the book says, and reported where it has nothing to say."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Edition
from bookbuilder.pages.made_pages import write_made_page
from bookbuilder.pages.page_refs import numbered
from bookbuilder.theme.templates import Theme
from tests.small_book import BOOK, body_of, check_reports, check_silent, composed, diagnose, text_of

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><rect width="5" height="5"/></svg>'
SHORT = (
    "# Short\n\nEU\n:   European Union\n\nADB\n:   Asian Development Bank\n\nNGO\n:   non-governmental organisation\n"
)
GLOSSARY = "# Glossary {.unnumbered}\n\nAcquis\n:   The law of the Union.\n\nfive principles\n:   Those of 2016.\n"


def page(
    kind: str,
    book: str,
    chapter: str = "# One\n\nText.\n",
    files: dict[str, str | bytes] | None = None,
    format: str = "pdf",
) -> etree._Element:
    """A made page of a small book that lists it."""
    listed = BOOK.replace("[title]", f"[title, {kind}]") + book
    publication = composed(chapter, {"manuscript/book.yaml": listed, **(files or {})})
    outcome = write_made_page(
        publication.document(kind), publication, Edition(format, "Edition"), Theme(Path("/nowhere"))
    )
    assert not outcome.diagnostics
    return etree.fromstring(outcome.value.strip())


def test_the_series_page_names_editors_and_volumes():
    book = "series: {title: Roads, number: '4', issn: 2049-3630, editors: [A. B., C. D.], volumes: [One, Two]}\n"
    assert text_of(page("series", book)) == "Roads 4 Edited byA. B.C. D. In this series One Two ISSN 2049-3630"


def test_the_dedication_is_printed_line_by_line():
    assert [text_of(p) for p in page("dedication", "dedication: |\n  To A.\n  and B.\n").iter("p")] == [
        "To A.",
        "and B.",
    ]


def test_an_epigraph_of_the_book_names_its_source():
    (quote,) = page("epigraph", "epigraph: {text: No corners., source: A saying}\n").iter("blockquote")
    assert quote.get("role") == "doc-epigraph" and [text_of(p) for p in quote] == ["No corners.", "A saying"]


def test_contributors_are_those_of_whom_the_book_says_something():
    book = "creator: [{name: A. B., biography: Writes.}, C. D.]\ncontributor: [{name: E. F., role: trl, affiliation: Institute}]\n"
    assert [text_of(p) for p in page("contributors", book).iter("p")] == ["A. B.. Writes.", "E. F., Institute."]


def test_the_imprint_has_the_catalogue_s_classes_first_and_its_record_line_by_line():
    book = "rights: © 2021 P\ncatalogue: {udc: '327', bbk: '66.4', author-mark: E 90, cip: \"Record.\\nISBN.\"}\n"
    chapter = '# One\n\n![A bridge](figures/a.svg){#fig-a alt="What it shows" credit="Photo: A. B."}\n'
    root = page("imprint", book, chapter, {"manuscript/figures/a.svg": PICTURE})
    assert root[0].get("class") == "catalogue-marks" and list(root[0].itertext()) == ["UDC 327", "BBK 66.4", "E 90"]
    assert [text_of(p) for p in root.find("div[@class='cip']")] == ["E 90", "Record.", "ISBN."]
    assert text_of(root.find("div[@class='imprint-foot']")) == "© 2021 P"
    assert text_of(root.find("p[@class='figure-credits']")) == "Credits of figures:Figure 1.1: Photo: A. B."


def test_the_print_run_stands_in_print_alone():
    book = "printing: {run: 500, signed: 2021-03-15, printer: Press}\n"
    assert "500" in text_of(page("imprint", book)) and "500" not in text_of(page("imprint", book, format="html"))
    assert "Passed for printing 2021-03-15" in text_of(page("colophon", book))


def test_parts_with_nothing_to_print_are_left_out_and_reported():
    kinds = "series dedication epigraph list-of-figures list-of-tables contributors index".split()
    files = {"manuscript/book.yaml": BOOK.replace("[title]", "\n".join(["", *(f"  - {kind}" for kind in kinds)]))}
    check_reports(
        "# One\n\nText.\n",
        *(f"PRT-001 manuscript/book.yaml:{line}:5" for line in range(7, 7 + len(kinds))),
        files=files,
    )
    assert [document.kind for document in composed("# One\n\nText.\n", files).documents] == ["chapter"]


def test_a_book_that_cites_nothing_has_no_bibliography() -> None:
    check_silent("# One\n\nText.\n")
    asked = {"manuscript/book.yaml": f"{BOOK}backmatter: [bibliography]\n"}
    check_reports("# One\n\nText.\n", "PRT-001 manuscript/book.yaml:8:14", files=asked)
    check_silent("# One\n\nText.[@boonstra2018]\n", files=asked)
    check_silent("# One\n\nText.\n", files={"manuscript/book.yaml": f"{BOOK}nocite: '@*'\n"})


def test_a_misspelt_part_is_reported_with_the_right_name():
    files = {"manuscript/book.yaml": BOOK.replace("[title]", "[indx, dedicaton, list-of-abbrevations]")}
    found = [fault.remedy for fault in diagnose(files=files) if fault.code == "BOK-005"]
    assert [remedy.split('"')[1] for remedy in found] == ["index", "dedication", "list-of-abbreviations"]


def short(chapter: str) -> tuple[str, dict]:
    return chapter, {
        "manuscript/book.yaml": BOOK.replace("[title]", "[title, list-of-abbreviations]"),
        "manuscript/abbreviations.md": SHORT,
    }


def test_the_list_of_abbreviations_has_those_that_the_text_uses():
    document = composed(
        *short("# One\n\nThe European Union (EU) and the non-governmental organisations (NGOs).\n")
    ).document("list-of-abbreviations")
    assert [text_of(dt) for dt in etree.fromstring(document.body).iter("dt")] == ["EU", "NGO"]


def test_the_first_use_of_an_abbreviation_is_explained():
    names = "AB CD EF GH IJ KL".split()
    words = "".join(f"{name}\n:   words of it\n\n" for name in names)
    chapter, files = short(
        "# The AB\n\nWords of it (AB) and AB. The CD (words of it). Here the EF acts.\n"
        "Regulation 2005/GH, “the GH”, and then the [GH]{.index}.\n\n> IJ and *KL*\n\nWords of it [IJ]; many KLs.\n"
    )
    files["manuscript/abbreviations.md"] = f"# Short\n\n{words}"
    check_reports(chapter, "ABB-001 3:57", "ABB-001 4:44", "ABB-001 8:24", files=files)


def glossary(chapter: str) -> tuple[str, dict]:
    return chapter, {"manuscript/book.yaml": BOOK + "backmatter: [glossary.md]\n", "manuscript/glossary.md": GLOSSARY}


def test_a_term_is_linked_at_its_first_use_alone():
    body = body_of(*glossary("# The acquis\n\nThe acquis, and the Acquis. The five\nprinciples.\n"))
    links = [(link.text, link.get("href")) for link in body.iter("a")]
    assert links == [("acquis", "#glossary-term1"), ("five principles", "#glossary-term2")]


def test_the_author_s_own_mark_of_a_term_comes_first():
    body = body_of(*glossary('# One\n\nThe acquis. An [inflected]{.term entry="acquis"} one.\n'))
    assert [link.text for link in body.iter("a")] == ["inflected"]


def test_a_term_that_the_glossary_lacks_is_reported():
    chapter, files = glossary("# One\n\nA [corridor]{.term}.\n")
    check_reports(chapter, "GLO-001 3:4", files=files)


def test_recommendations_are_numbered_through_the_book_and_can_be_referred_to():
    text = "# One\n\nSee @rec-b and [-@rec-a].\n\n::: {#rec-a}\nDo this.\n:::\n\n::: {#rec-b}\nDo that.\n:::\n"
    body = body_of(text)
    assert text_of(body.find("p")) == "See Recommendation 2 and 1."
    assert [text_of(div) for div in body.iter("div")] == ["Recommendation 1 Do this.", "Recommendation 2 Do that."]


def test_an_item_of_a_numbered_list_is_a_recommendation_with_its_own_number():
    assert "See Recommendation 4." in text_of(body_of("# One\n\nSee @rec-a.\n\n3. First.\n4. [Second]{#rec-a}.\n"))


def test_a_page_of_print_is_named_in_every_edition():
    publication = composed("# One\n\nSee [@sec-x]{.page}, [-@sec-x]{.page}.\n\n## X {#sec-x}\n\nText.\n")
    paged = numbered(publication, PageMap({"sec-x": "87"}))
    assert text_of(etree.fromstring(paged.document("one").body).find("p")) == "See p.\u00a087, 87.".replace(
        "\u00a0", " "
    )
    assert text_of(etree.fromstring(publication.document("one").body).find("p")) == "See Section 1.1, 1.1."


def test_a_page_of_nothing_is_reported():
    check_reports("# One\n\nSee [here]{.page}.\n", "XRF-006 3:6")


def test_a_value_prints_as_it_stands():
    title, subtitle = "1. Europe & Asia *2020* [y] <z>", "- @who #1 $5$ ^a^ ~b~ `c` | A_b_c"
    files = {"manuscript/book.yaml": BOOK.replace("A Small Book", f'"{title}"\nsubtitle: "{subtitle}"')}
    body = body_of("# One\n\n{{ book.title }}\n\n{{ book.subtitle }}\n", files)
    assert [text_of(p) for p in body.iter("p")] == [title, subtitle]
