"""The house style: ten faults found, ten near-misses left alone, the safe ones corrected, exceptions with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.checks.house_style import house_style
from tests.small_book import make_book

STYLE = (Path(__file__).parents[3] / "manuscript" / "STYLE.yaml").read_text(encoding="utf-8")


def found(folder: Path, line: str, **options: bool) -> list[str]:
    """What the shipped house style says of one line in a small book's chapter."""
    make_book(folder, {"manuscript/STYLE.yaml": STYLE}, f"---\nshort-title: One\n---\n\n# One\n\n{line}\n")
    diagnostics = house_style(folder, Steps(), **options).diagnostics
    return [f"{it.code} {str(it.location).removeprefix('manuscript/one.md:')}" for it in diagnostics]


FAULTS = {
    "They organize a conference.": ("HSE-001 7:6", "They organise a conference."),
    "Cooperation grew.": ("HSE-001 7:1", "Co-operation grew."),
    "He went to Kirgizstan.": ("HSE-002 7:12", "He went to Kyrgyzstan."),
    "The Member States agreed.": ("HSE-003 7:5", "The member states agreed."),
    "Gas, oil etc. came.": ("HSE-004 7:10", None),
    "In 2007-2013 it grew.": ("HSE-010 7:4", "In 2007–2013 it grew."),
    "It was late - too late.": ("HSE-011 7:12", "It was late – too late."),
    "It ran from 2007–2013.": ("HSE-012 7:8", "It ran from 2007 to 2013."),
    "He left ... and went.": ("HSE-013 7:9", "He left … and went."),
    'They call it "new".': ("HSE-014 7:14", "They call it “new”."),
    "On June 17, 2019 it was new.": ("HSE-015 7:4", "On 17 June 2019 it was new."),
    "On the 17th of June it was new.": ("HSE-016 7:8", "On the 17 June it was new."),
    "It rose by 14.6% a year.": ("HSE-017 7:16", "It rose by 14.6 per cent a year."),
    "It had 12000 members.": ("HSE-018 7:8", "It had 12,000 members."),
    "They don’t agree.": ("HSE-019 7:6", None),
    "See Chapter @sec-one-title.": ("HSE-020 7:5", "See @sec-one-title."),
    "By Regulation (EU) 978/2012 it was so.": ("HSE-021 7:4", "By Regulation (EU) No 978/2012 it was so."),
    "The PCA is old.": ("HSE-005 7:5", None),
}

NEAR_MISSES = [
    "“They organize Cooperation in Kirgizstan,” she said, “don’t they?”",
    "The *Program for Cooperation in Defense* is old.",
    "[Organization in 2007-2013]{lang=de}, `organize ...` and <https://example.org/organize-12000>.",
    "The Shanghai Cooperation Organisation is a member state.",
    "The programme is organised by computer programmers.",
    "ISBN 978-3-16-148410-0, call 10-2, on 2019-06-17, document 10221/19, resolution 1-2-3.",
    "From 2007 to 2013, or 2007–2013, a well-known and long-standing share of 14.6 per cent.",
    "On 17 June 2019; in May 2019; the 19th century; 12,000 members; year 2019; 9999 voices.",
    "Delegated Regulation (EU) 2016/79, Regulation (EC, Euratom) No 99/2000, Decision 2004/1.",
    "The Partnership and Co-operation Agreement (PCA) is old, and the PCA’s end is near.",
    "The experts’ words, the EU’s aim, Kazakhstan’s part; it is the Council’s.",
    "See @sec-one-title, and the chapter before it.",
    "| A | 12000 |\n|---|------:|\n| 14% | 2007-2013 |",
    "The etching of a stansa in XIV parts.",
    "{{ book.title }} has no 12000 in it.",
]


@pytest.mark.parametrize("line", FAULTS)
def test_a_fault_is_found_at_its_place(tmp_path: Path, line: str) -> None:
    assert found(tmp_path, line) == [FAULTS[line][0]]


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_a_near_miss_is_left_alone(tmp_path: Path, line: str) -> None:
    expected = ["HSE-018 7:19"] if "book.title" in line else []
    assert [each.split(":")[0] for each in found(tmp_path, line)] == [each.split(":")[0] for each in expected]


@pytest.mark.parametrize("line", FAULTS)
def test_what_is_safe_is_corrected_and_nothing_else_touched(tmp_path: Path, line: str) -> None:
    code, better = FAULTS[line]
    left = found(tmp_path, line, fix=True)
    text = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    assert text == f"---\nshort-title: One\n---\n\n# One\n\n{better or line}\n"
    assert left == ([] if better else [code])


def test_what_a_person_must_correct_is_reported_at_its_new_place(tmp_path: Path) -> None:
    assert found(tmp_path, "On June 17, 2019 they don’t go to Kirgizstan etc. now.", fix=True) == [
        "HSE-019 7:22",
        "HSE-004 7:45",
    ]


def test_an_exception_has_a_reason_and_a_use(tmp_path: Path) -> None:
    assert found(tmp_path, "They organize. <!-- allow HSE-001: a quotation -->") == []
    assert found(tmp_path, "<!-- allow HSE-001: a quotation -->\nThey organize.") == []
    assert found(tmp_path, "They organise. <!-- allow HSE-001: a quotation -->") == ["HSE-090 7:16"]
    assert found(tmp_path, "They organize. <!-- allow HSE-001 -->") == ["HSE-091 7:16"]


def test_a_book_without_the_file_has_no_rules(tmp_path: Path) -> None:
    make_book(tmp_path, {}, "# One\n\nThey organize.\n")
    assert house_style(tmp_path, Steps()).diagnostics == ()


def test_a_slip_in_the_rules_is_reported_there(tmp_path: Path) -> None:
    make_book(tmp_path, {"manuscript/STYLE.yaml": "typography: [dases-in-ranges]\nword: []\n"})
    assert [f"{it.code} {it.location}" for it in house_style(tmp_path, Steps()).diagnostics] == [
        "STY-001 manuscript/STYLE.yaml:2:1", "STY-004 manuscript/STYLE.yaml:1:13",
    ]  # fmt: skip


def test_the_shipped_book_breaks_no_rule_that_can_be_corrected(tmp_path: Path) -> None:
    breaches = house_style(Path(__file__).parents[3], Steps()).diagnostics
    assert [str(it) for it in breaches if "check --fix" in it.remedy] == []
