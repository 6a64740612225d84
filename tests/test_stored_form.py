"""What is stored comes back as it was, and bytes that nobody here has stored make nothing run."""

from __future__ import annotations

import pickle
from typing import Any

import msgpack
import pytest
from hypothesis import given, strategies as st
from markupsafe import Markup

from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.model.pages import LineFact
from bookbuilder.stored_form import StoredFormError, restored, stored

ATOMS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
PLACES = st.builds(Location, st.text(), st.integers(0, 9), st.integers(0, 9))
FAULTS = st.builds(Diagnostic, st.text(), PLACES, st.text(), severity=st.sampled_from(Severity))
VALUES = st.recursive(
    ATOMS | PLACES | FAULTS | st.builds(Markup, st.text()),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.lists(PLACES | FAULTS).map(tuple)
        | st.lists(FAULTS, min_size=4).map(tuple)
        | st.frozensets(st.text() | st.integers())
        | st.sets(st.text())
        | st.dictionaries(st.text() | st.integers(), inner)
    ),
    max_leaves=12,
)


def kinds(value: Any) -> Any:
    """The types of a value and of all that is in it, since (1,) == (True,)."""
    if isinstance(value, dict):
        return dict, [(kinds(key), kinds(it)) for key, it in value.items()]
    if isinstance(value, (list, tuple)):
        return type(value), [kinds(it) for it in value]
    return type(value)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    back = restored(stored(value))
    assert back == value and kinds(back) == kinds(value)


@given(
    st.binary() | VALUES.map(lambda value: msgpack.packb(repr(value))) | VALUES.map(lambda value: stored(value)[:-1])
)
def test_other_bytes_are_refused_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(StoredFormError):
        restored(data)


@pytest.mark.parametrize(
    "name",
    ["os:system", "subprocess:Popen", "bookbuilder.cache:Steps", "bookbuilder.cache:whole_file", "bookbuilder.cache:os.path",
     "bookbuilder.nothing:Here", "bookbuilder.model.pages:LineFact.block", "bookbuilder..model:X", ":", ""],
)  # fmt: skip
def test_no_class_but_a_value_of_this_package_can_be_named(name: str) -> None:
    with pytest.raises(StoredFormError):
        restored(msgpack.packb([[(name, ())], [8, 0]]))


def test_a_class_with_other_fields_than_today_is_refused() -> None:
    with pytest.raises(StoredFormError, match="other fields"):
        restored(msgpack.packb([[("bookbuilder.diagnostics:Location", ("file", "line"))], [8, 0, "a.md", 1]]))


def test_a_value_of_another_kind_is_reported_before_it_is_kept() -> None:
    with pytest.raises(StoredFormError, match="no stored form"):
        stored(object())
    with pytest.raises(StoredFormError):
        deep: list[Any] = []
        for _ in range(5000):
            deep = [deep]
        stored(deep)


def test_rows_of_one_class_are_stored_by_columns_and_take_less_room_than_a_pickle() -> None:
    lines = tuple(LineFact(f"p{n}", "text", "words on a line", 1.5, 2.5, 3.5, 4.5) for n in range(50))
    assert restored(stored(lines)) == lines and len(stored(lines)) < len(pickle.dumps(lines, protocol=4))
