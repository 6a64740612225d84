"""references.yaml: one broken source costs no other, and words of BibTeX are read, and reported, as CSL's."""

from __future__ import annotations

from bookbuilder.manuscript.references import read_references
from bookbuilder.source import Source
from tests.small_book import REFERENCES


def read(text: str) -> tuple[dict[str, dict[str, object]], list[str]]:
    outcome = read_references(Source("references.yaml", text))
    return {it.id: dict(it.item) for it in outcome.value}, [
        f"{it.code} {it.location.line}" for it in outcome.diagnostics
    ]


def test_a_colon_in_a_title_costs_nothing_but_a_report() -> None:
    sources, faults = read(REFERENCES.replace("A Title for Tests", "A Title: For Tests"))
    assert faults == ["YML-001 10"]
    assert sources["boonstra2018"]["title"] == "A Title: For Tests" and len(sources) == 2


def test_a_source_that_is_broken_costs_no_other() -> None:
    broken = "- id: broken\n  title: [A\n  issued: 2018\n"
    sources, faults = read(broken + REFERENCES)
    assert faults == ["YML-001 3"] and {"council2019strategy", "boonstra2018"} <= sources.keys()
    sources, faults = read(REFERENCES.replace("  title: A Title", '  title: "A Title'))
    assert sources["boonstra2018"]["title"] == "A Title for Tests" and faults == ["YML-001 10"]


def test_words_of_other_programs_print_and_are_reported() -> None:
    text = "- id: a\n  type: inproceedings\n  booktitle: Acts\n  year: 2019\n  Pages: 1-2\n  address: Bonn\n  doi: 10.1234/a\n"
    sources, faults = read(text)
    assert sorted(faults) == ["REF-005 2", "REF-006 3", "REF-006 4", "REF-006 5", "REF-006 6", "REF-006 7"]
    assert sources["a"] == {
        "id": "a",
        "type": "paper-conference",
        "container-title": "Acts",
        "issued": {"date-parts": [[2019]]},
        "page": "1-2",
        "publisher-place": "Bonn",
        "DOI": "10.1234/a",
    }


def test_the_right_word_stands_before_the_other() -> None:
    sources, _ = read("- id: a\n  type: book\n  year: 2019\n  issued: 2020\n")
    assert sources["a"]["issued"] == {"date-parts": [[2020]]}


def test_an_article_of_bibtex_is_one_of_a_journal() -> None:
    def kind(text: str) -> object:
        return read(f"- id: a\n{text}")[0]["a"]["type"]

    assert (
        kind("  type: Article\n  container-title: J\n") == kind("  type: article\n  journal: J\n") == "article-journal"
    )
    assert kind("  type: article\n  container-title: arXiv\n") == "article" and kind("  type: Book\n") == "book"


def test_of_two_fields_that_mean_one_the_fuller_or_first_is_printed() -> None:
    sources, _ = read("- id: a\n  type: book\n  year: 2020\n  date: 2020-05-01\n  school: U\n  institution: V\n")
    assert sources["a"]["issued"] == {"date-parts": [[2020, 5, 1]]} and sources["a"]["publisher"] == "U"
