"""A book without references.yaml is reported once, not citation by citation."""

from __future__ import annotations

from tests.small_book import check_reports

TWICE = "# One\n\nText.[@first] More.[@second, 4]\n"


def test_a_missing_list_of_sources_is_one_fault() -> None:
    check_reports(TWICE, "CIT-002 3:7", files={"references.yaml": ""})


def test_one_unknown_key_is_still_named() -> None:
    check_reports("# One\n\nText.[@first]\n", "CIT-001 3:7", files={"references.yaml": ""})
