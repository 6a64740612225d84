"""Interviews beside the references: each code its own, each public work there."""

from __future__ import annotations

from bookbuilder.consent.gate import code_is_no_key, works_are_known
from bookbuilder.consent.obstacles import first_day
from bookbuilder.model.interview import Interview


def interview(**values) -> Interview:
    return Interview("kz-01", "Expert", "Kazakhstan", "2020", "en", **values)


def test_a_code_that_a_source_has_too_is_a_fault():
    assert [fault.code for fault in code_is_no_key([interview()], ["kz-01"])] == ["INT-011"]
    assert list(code_is_no_key([interview()], ["kz-02"])) == []


def test_a_public_work_that_is_no_source_is_a_fault():
    (fault,) = works_are_known([interview(public_as=("akhmetov2081",))], ["akhmetov2018"])
    assert fault.code == "INT-012" and 'Did you mean "akhmetov2018"?' in fault.remedy
    assert list(works_are_known([interview(public_as=("akhmetov2018",))], ["akhmetov2018"])) == []


def test_an_incomplete_date_means_its_first_day():
    assert [first_day(date) for date in ("2021", "2021-06", "2021-06-15")] == ["2021-01-01", "2021-06-01", "2021-06-15"]
