"""Editing one chapter formats again only the chapters whose citations are in another state, and prints what a first build would."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from bookbuilder.cache import Steps
from tests.small_book import BOOK, check_reports, check_silent, composed, composed_in, diagnose, make_book, text_of

ONE = "# One\n\nText.[@boonstra2018, 4] More.[@boonstra2018, 5]\n"
TWO = "# Two\n\nText.[@council2019strategy] More.[@boonstra2018]\n"


def _written(folder: Path, steps: Steps) -> tuple[list[str], list[str]]:
    """The chapters' XHTML, and the chapters whose citations were formatted anew."""
    publication = composed_in(folder, steps)
    formatted = [
        ran.name.rsplit(" ", 1)[1] for ran in steps.ran if ran.name.startswith("format the") and not ran.replayed
    ]
    return [publication.document(name).body for name in ("one", "two")], formatted


def test_an_edited_chapter_leaves_the_citations_of_the_others(tmp_path: Path) -> None:
    files = {"manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, two.md]"), "manuscript/two.md": TWO}
    folder = make_book(tmp_path, files, ONE)
    _, formatted = _written(folder, Steps(tmp_path / "cache"))
    assert formatted == ["one", "two"]
    make_book(tmp_path, {**files, "manuscript/two.md": TWO + "\nAnd again.[@boonstra2018, 9]\n"}, ONE)
    warm, formatted = _written(folder, Steps(tmp_path / "cache"))
    assert formatted == ["two"]
    assert warm == _written(folder, Steps())[0]


def _listed(files: dict[str, str | bytes], chapter: str) -> list[str]:
    """The keys of the book's bibliography, in its order."""
    publication = composed(chapter, files)
    return re.findall(r'id="ref-([\w-]+)"', publication.document("bibliography").body)


def test_nocite_lists_what_nothing_cites() -> None:
    cited = "# One\n\nText.[@boonstra2018]\n"
    for nocite in (
        'nocite: "@*"\n',
        "nocite: |\n  @council2019strategy, @boonstra2018\n",
        "nocite: ['@{council2019strategy}']\n",
    ):
        assert sorted(_listed({"manuscript/book.yaml": BOOK + nocite}, cited)) == [
            "boonstra2018",
            "council2019strategy",
        ]
        assert sorted(_listed({}, f"---\n{nocite}---\n\n{cited}")) == ["boonstra2018", "council2019strategy"]
        check_silent(f"---\n{nocite}---\n\n{cited}")
    assert _listed({}, cited) == ["boonstra2018"]


def test_numbers_of_uncited_works_follow_those_of_the_cited() -> None:
    numeric = BOOK.replace("chicago-notes-bibliography", "ieee") + 'nocite: "@*"\n'
    assert _listed({"manuscript/book.yaml": numeric}, "# One\n\nText [@boonstra2018].\n") == [
        "boonstra2018",
        "council2019strategy",
    ]


def test_nocite_of_a_chapter_is_of_its_own_list() -> None:
    files = {
        "manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, two.md]") + "bibliography: chapter\n",
        "manuscript/two.md": "# Two\n\nText.[@boonstra2018]\n",
    }
    publication = composed('---\nnocite: "@council2019strategy"\n---\n\n# One\n\nText.\n', files)
    assert "Council Conclusions" in publication.document("one").body
    assert "Council Conclusions" not in publication.document("two").body


def test_an_unknown_key_of_nocite_is_named_where_it_stands() -> None:
    check_reports("---\nnocite: '@boonstra2081'\n---\n\n# One\n\nText.\n", "CIT-001 2:9")
    check_reports("---\nnocite: boonstra2018\n---\n\n# One\n\nText.\n", "CHP-003 2:9")


def test_nocite_of_the_book_needs_a_list_of_the_book() -> None:
    book = BOOK + 'nocite: "@boonstra2018"\nbibliography: '
    check_silent("# One\n\nText.\n", {"manuscript/book.yaml": book + "both\n"})
    check_reports(
        "# One\n\nText.\n",
        "CIT-005 manuscript/book.yaml:8:9",
        files={"manuscript/book.yaml": book + "chapter\n"},
    )


def test_nocite_is_reported_where_the_book_has_no_bibliography() -> None:
    book, refs = BOOK + "backmatter: []\n", "::: {#refs}\n:::\n"
    chapter = "---\nnocite: '@boonstra2018'\n---\n\n# One\n\nText.\n"
    found = diagnose(chapter, {"manuscript/book.yaml": book + 'nocite: "@council2019strategy"\n'})
    assert [it.code for it in found] == ["CIT-005", "CIT-005", "REF-016", "REF-016"]
    check_silent(f"{chapter}\n{refs}", {"manuscript/book.yaml": book})
    check_silent(chapter, {"manuscript/book.yaml": book + "bibliography: both\n"})


def test_every_word_between_the_commas_of_nocite_is_a_key() -> None:
    chapter = "---\nnocite: {}\n---\n\n# One\n\nText.\n"
    for keys in ("'@boonstra2018, council2019strategy'", "'see @boonstra2018; [@council2019strategy]'"):
        assert sorted(_listed({}, chapter.format(keys))) == ["boonstra2018", "council2019strategy"]
    check_reports(chapter.format("me@boonstra2018"), "CIT-001 2:9")
    (fault,) = (it for it in diagnose(chapter.format("@boonstra2018")) if it.code == "YML-001")
    assert fault.remedy == "Write nocite: '@boonstra2018'"


def test_stops_of_other_scripts_take_the_place_of_the_styles_and_stand_before_a_call() -> None:
    for stop in "։।؟":
        body = etree.fromstring(
            composed(f"# One\n\nWords [@boonstra2018]{stop} More.[^1]\n\n[^1]: See [@boonstra2018, 5]{stop}\n")
            .document("one")
            .body
        )
        assert text_of(body.find("p")).startswith(f"Words{stop}1 More.2")
        assert text_of(body.findall(".//aside")[1]).endswith(f"5{stop}")


def test_georgian_words_begin_with_no_capital() -> None:
    references = "- {id: one, type: book, title: ისტორია, author: [{family: ბერიძე, given: ნინო}], publisher: სულაკაური, issued: 2010}\n"
    files = {"manuscript/book.yaml": BOOK.replace("en-GB", "ka"), "references.yaml": references}
    said = composed("# ერთი\n\nსიტყვა.[@one]\n", files).document("bibliography").body
    assert "სულაკაური" in said and not re.search("[\u1c90-\u1cbf]", said)


def test_words_around_a_source_that_does_not_exist_are_printed() -> None:
    chapter = (
        "# One\n\nA [voir *la* critique & @nobody, p. 3, le corpus; @boonstra2018]. @nobody [ch. 2] says. [-@nobody]."
        " A [see x \\<i\\> *y \\</b\\>* [z]{.smallcaps} @nobody].\n"
    )
    for style in ("chicago-author-date", "chicago-notes-bibliography"):
        book = BOOK.replace("chicago-notes-bibliography", style)
        body = composed(chapter, {"manuscript/book.yaml": book}).document("one").body
        text = text_of(etree.fromstring(f"<body>{body}</body>"))
        assert "voir la critique & no such source: nobody, p. 3, le corpus" in text, text
        assert "chapter 2" in text and "ee x <i> y </b> z" in text and text.lower().count("no such source: nobody") >= 3
