"""A language tag says which way its script runs."""

from __future__ import annotations

from bookbuilder.languages.tags import is_right_to_left


def test_arabic_and_its_like_run_from_right_to_left() -> None:
    assert [is_right_to_left(tag) for tag in ("ar", "fa-IR", "he", "ru", "en-GB", "ary-x")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
