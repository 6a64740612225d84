"""A key that is declared once, as a field, is read, has its default, its check and its "did you mean"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import AfterValidator

from bookbuilder.manuscript.declared import declare, form_of, value_of
from bookbuilder.manuscript.forms import fill
from bookbuilder.source import Source
from bookbuilder.yaml_source import read_yaml


@dataclass(frozen=True)
class Ribbon:
    """A ribbon that marks the page."""

    colour: str
    """Its colour."""
    end: Literal["cut", "sealed"] = "cut"
    """Its lower end."""


@dataclass(frozen=True)
class Bookmark:
    """What marks the page."""

    ribbons: tuple[Ribbon, ...] = ()
    """The ribbons."""
    is_wide: bool = False
    """Whether it is wide."""


def _not_black(value: str) -> str:
    if value == "black":
        raise ValueError("it would not show.|Take another colour.")
    return value


declare(Ribbon, short="colour", colour=AfterValidator(_not_black))


def read(text: str) -> tuple[object, list[str]]:
    yaml = read_yaml(Source("manuscript/book.yaml", text)).value
    assert yaml is not None
    filled = fill(form_of(Bookmark), yaml)
    return value_of(filled.value, yaml), [str(it) for it in filled.diagnostics]


def test_a_field_is_a_key_with_its_type_and_its_default() -> None:
    assert read("ribbons: [{colour: red, end: sealed}]\n") == (Bookmark((Ribbon("red", "sealed"),)), [])
    assert read("is-wide: true\n") == (Bookmark(is_wide=True), [])


def test_one_word_stands_for_a_group_and_one_group_for_a_list() -> None:
    assert read("ribbons: red\n") == (Bookmark((Ribbon("red"),)), [])


def test_a_check_a_choice_and_a_slip_are_reported_at_their_places() -> None:
    _, reported = read("ribbons: [{colour: black}, {colour: red, end: seled}]\nis-wid: true\n")
    assert [it.split(": ", 1)[0] for it in reported] == [
        "manuscript/book.yaml:1:20", "manuscript/book.yaml:1:47", "manuscript/book.yaml:2:1"
    ]  # fmt: skip
    assert (
        "would not show" in reported[0]
        and 'Did you mean "sealed"?' in reported[1]
        and 'Did you mean "is-wide"?' in reported[2]
    )
