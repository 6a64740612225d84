"""A language tag says which way its script runs."""

from __future__ import annotations

import pytest

from bookbuilder.languages.tags import is_right_to_left, language_tag


def test_arabic_and_its_like_run_from_right_to_left() -> None:
    assert [is_right_to_left(tag) for tag in ("ar", "fa-IR", "he", "ru", "en-GB", "ary-x")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("en-gb", "en-GB"), ("zh-hans-cn", "zh-Hans-CN"), ("de-CH-1901", "de-CH-1901"), ("ca-ES-valencia", "ca-ES-valencia"),
     ("fr-FR-u-kb-true", "fr-FR-u-kb-true"), ("en-x-pirate", "en-x-pirate"), ("zh-yue-HK", "zh-yue-HK")],
)  # fmt: skip
def test_a_tag_may_have_variants_and_extensions(typed: str, tag: str) -> None:
    assert language_tag(typed) == tag


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("en_US.UTF-8", '"en-US"'), ("english", "en-GB"), ("kz", '"kk"'), ("", "en-GB"), ("en-", "en-GB")],
)
def test_what_is_no_tag_gets_a_hint(typed: str, hint: str) -> None:
    with pytest.raises(ValueError, match=f"is not a language tag.*{hint}"):
        language_tag(typed)
