"""References to the book's own places stand beside the sources that are cited with them."""

from __future__ import annotations

import pytest

from tests.small_book import body_of, check_reports, check_silent, text_of

AROUND = "# One\n\n## Two {{#sec-x}}\n\nSee {}.\n"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("[Chapter [-@sec-x], @boonstra2018]", "See Chapter 1.1.1 1 Jos"),
        (r"[Chapter \ref{sec-x}, @boonstra2018]", "See Chapter 1.1.1 1 Jos"),
        ("[cf. @sec-x; @boonstra2018, p. 4]", "See cf. Section 1.1.1 1 Jos"),
        ("[@boonstra2018, p. 4, and Chapter [-@sec-x]]", "See1 and Chapter 1.1. 1 Jos"),
        ("[e.g. `f()`, @boonstra2018; `g()`, see @boonstra2018, p. 3]", "See.1 1 E.g. f(), Jos"),
        ("@boonstra2018 [pp. 4, *passim*][^1] it\n\n[^1]: Words", "See Jos Boonstra1,2 it 1 Jos"),
        (r"\autoref{sec-x} and \ref{sec-x}", "See Section 1.1 and 1.1."),
    ],
)
def test_a_reference_in_a_citation_stands_beside_it(typed: str, printed: str) -> None:
    check_silent(AROUND.format(typed))
    assert printed in text_of(body_of(AROUND.format(typed)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("[Sect. @sec-x]", "See Sect. 1.1."),
        ("[the sections @sec-x; @sec-y]", "See the sections 1.1; 1.2."),
        ("[see @sec-x]", "See see Section 1.1."),
    ],
)
def test_the_name_of_a_kind_before_a_reference_is_not_printed_twice(typed: str, printed: str) -> None:
    assert printed in text_of(body_of("# One\n\n## Two {#sec-x}\n\n## Three {#sec-y}\n\nSee " + typed + ".\n"))


def test_a_citation_in_another_is_reported_where_it_stands() -> None:
    check_reports(
        "# One\n\nOne [@boonstra2018, 1], [@boonstra2018; @council2019strategy].\n\nTwo [@boonstra2018 @council2019strategy].\n",
        "CHP-046 5:20",
    )
