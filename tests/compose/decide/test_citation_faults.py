"""A book without references.yaml is reported once, not citation by citation."""

from __future__ import annotations

from tests.small_book import check_reports, check_silent, diagnose

TWICE = "# One\n\nText.[@first] More.[@second, 4]\n"


def test_a_missing_list_of_sources_is_one_fault() -> None:
    check_reports(TWICE, "CIT-002 3:7", files={"references.yaml": ""})


def test_one_unknown_key_is_still_named() -> None:
    check_reports("# One\n\nText.[@first]\n", "CIT-001 3:7", files={"references.yaml": ""})


def test_a_source_behind_a_word_or_dots_is_no_citation_and_said_to_be_none() -> None:
    text = "# One\n\nThus...@boonstra2018 and word@{boonstra2018} say.\n"
    check_reports(text, "CHP-018 3:8", "CHP-018 3:30")
    own = "- {id: 'so(1)', type: book, title: Salt, issued: 2001, author: [{family: Costa, given: C.}], publisher: P, publisher-place: L}\n"
    cited = "# One\n\nSay word@{so(1)} and [@{so(1)}].\n"
    check_reports(cited, "CHP-018 3:9", files={"references.yaml": own})


def test_an_address_and_code_are_silent() -> None:
    check_silent("# One\n\nAsk boonstra2018@example.org, `a@boonstra2018` of <https://example.org/@boonstra2018>.\n")


def test_a_key_in_brackets_without_its_sign_is_reported() -> None:
    check_reports("# One\n\nSo he says [boonstra2018, p. 3], and [1] and [sic] and [2018].\n", "CHP-018 3:12")
    check_silent("# One\n\nSo he says [boonstra2018].\n\n[boonstra2018]: https://example.org\n")


def test_every_key_in_such_a_bracket_gets_its_sign() -> None:
    (fault,) = (
        it for it in diagnose("# One\n\nSo [boonstra2018, p. 3; council2019strategy].\n") if it.code == "CHP-018"
    )
    assert fault.remedy == "A source is cited with @ before its key: [@boonstra2018, p. 3; @council2019strategy]"


def test_a_label_with_a_capital_or_another_sign_is_found() -> None:
    text = "# One {#sec-one}\n\nSee @Sec-one and @sec_one and @Council2019strategy.\n"
    remedies = [fault.remedy for fault in diagnose(text) if fault.code == "CIT-001"]
    assert remedies == ['Did you mean "sec-one"?', 'Did you mean "sec-one"?', 'Did you mean "council2019strategy"?']
