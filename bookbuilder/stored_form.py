"""Turns plain values into bytes and back, in a form that holds data and nothing that could run: MessagePack.

Values are None, booleans, numbers, text, bytes, paths' texts, tuples, lists, sets, dictionaries, members of enumerations, and
dataclasses of this package, one in another as deep as MessagePack allows. A dataclass is stored as the numbers of its
class and the values of its fields; only classes of this package come back, by their names and with the fields that
they have today.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

import msgpack  # type: ignore[import-untyped]
from markupsafe import Markup

PACKAGE = "bookbuilder"
TUPLE, LIST, SET, FROZENSET, DICT, ENUM, MARKUP, LONG, OBJECT, ROWS = range(10)
_ATOMS = frozenset({type(None), bool, int, float, str, bytes})
_SMALL = _ATOMS - {int}
_LARGEST = 2**63
FEWEST_ROWS = 4
"""The number of objects of one class in a tuple from which they are stored column by column, which is twice as quick."""


class StoredFormError(ValueError):
    """The bytes are not a value that this package has stored, or the value cannot be stored."""


def stored(value: object) -> bytes:
    """The bytes of a value; a value of another kind, or too deep, is a StoredFormError."""
    try:
        try:
            return _packed(_Writer(_ATOMS), value)
        except OverflowError:  # an integer of more than 64 bits
            return _packed(_Writer(_SMALL), value)
    except (ValueError, RecursionError) as error:
        raise StoredFormError(f"a value cannot be stored: {error}") from error


def _packed(writer: _Writer, value: object) -> bytes:
    body = writer.plain(value)
    packed: bytes = msgpack.packb([writer.classes, body], unicode_errors="surrogatepass")
    return packed


def restored(data: bytes) -> Any:
    """The value of `stored` bytes; anything else is a StoredFormError."""
    try:
        classes, body = msgpack.unpackb(data, strict_map_key=False, unicode_errors="surrogatepass")
        return _Reader([_known_class(name, tuple(names)) for name, names in classes]).value(body)
    except StoredFormError:
        raise
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        RecursionError,
        OverflowError,
        msgpack.UnpackException,
    ) as error:
        raise StoredFormError("these bytes are not a stored value") from error


class _Writer:
    def __init__(self, atoms: frozenset[type]) -> None:
        self._atoms = atoms
        self.classes: list[tuple[str, tuple[str, ...]]] = []
        self._numbers: dict[type, int] = {}

    def plain(self, value: Any) -> Any:
        kind = type(value)
        if kind in self._atoms:
            return value
        if kind is int:
            return value if -_LARGEST <= value < _LARGEST else [LONG, str(value)]
        if kind is tuple:
            return self._rows(value) if self._is_rows(value) else [TUPLE, *self._all(value)]
        if kind is list:
            return [LIST, *self._all(value)]
        if kind is dict:
            return [DICT, *self._all(it for pair in value.items() for it in pair)]
        if kind in (set, frozenset):
            return [SET if kind is set else FROZENSET, *self._all(sorted(value, key=repr))]
        if kind is Markup:
            return [MARKUP, str(value)]
        if isinstance(value, Enum):
            return [ENUM, self._number(kind), value.value]
        if is_dataclass(kind):
            values = _getter(kind)(value)
            return [OBJECT, self._number(kind), *self._all(values)]
        raise StoredFormError(f"{kind.__module__}.{kind.__qualname__} has no stored form")

    def _all(self, values: Any) -> list[Any]:
        atoms = self._atoms
        return [value if type(value) in atoms else self.plain(value) for value in values]

    def _is_rows(self, values: tuple[Any, ...]) -> bool:
        return len(values) >= FEWEST_ROWS and is_dataclass(values[0]) and len(set(map(type, values))) == 1

    def _rows(self, values: tuple[Any, ...]) -> list[Any]:
        """Class, number of rows, then each column: whether its values need no second look, and the values."""
        kind: type = type(values[0])
        columns = []
        get = _getter(kind)
        for column in zip(*(get(value) for value in values), strict=True):
            simple = self._atoms.issuperset(map(type, column))
            columns.append([simple, column if simple else self._all(column)])
        return [ROWS, self._number(kind), len(values), *columns]

    def _number(self, kind: type) -> int:
        if kind not in self._numbers:
            if kind.__module__.partition(".")[0] != PACKAGE:
                raise StoredFormError(f"{kind.__module__}.{kind.__qualname__} is not a class of this package")
            self._numbers[kind] = len(self.classes)
            self.classes.append((f"{kind.__module__}:{kind.__qualname__}", _names(kind)))
        return self._numbers[kind]


class _Reader:
    def __init__(self, classes: list[type]) -> None:
        self._classes = classes
        self._makers: dict[int, Callable[[list[Any]], Any]] = {
            TUPLE: lambda stored: tuple(self._all(stored, 1)),
            LIST: lambda stored: self._all(stored, 1),
            SET: lambda stored: set(self._all(stored, 1)),
            FROZENSET: lambda stored: frozenset(self._all(stored, 1)),
            DICT: self._dictionary,
            ENUM: lambda stored: self._classes[stored[1]](stored[2]),
            MARKUP: lambda stored: Markup(stored[1]),
            LONG: lambda stored: int(stored[1]),
            OBJECT: self._object,
            ROWS: self._rows,
        }

    def value(self, stored: Any) -> Any:
        return self._makers[stored[0]](stored) if type(stored) is list else stored

    def _all(self, stored: list[Any], start: int) -> list[Any]:
        makers = self._makers
        return [makers[it[0]](it) if type(it) is list else it for it in stored[start:]]

    def _dictionary(self, stored: list[Any]) -> dict[Any, Any]:
        flat = self._all(stored, 1)
        return dict(zip(flat[::2], flat[1::2], strict=True))

    def _object(self, stored: list[Any]) -> Any:
        kind = self._classes[stored[1]]
        names = _names(kind)
        values = self._all(stored, 2)
        made = object.__new__(kind)
        made.__dict__.update(zip(names, values, strict=True))
        return made

    def _rows(self, stored: list[Any]) -> tuple[Any, ...]:
        kind = self._classes[stored[1]]
        names = _names(kind)
        columns = [values if simple else self._all(values, 0) for simple, values in stored[3:]]
        if len(columns) != len(names):
            raise StoredFormError("a class has other fields than were stored")
        made = [object.__new__(kind) for _ in range(stored[2])]
        for one, row in zip(made, zip(*columns, strict=True) if columns else [()] * len(made), strict=True):
            one.__dict__.update(zip(names, row, strict=True))
        return tuple(made)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass in their order; none for an enumeration."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@cache
def _getter(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = _names(kind)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def _known_class(name: str, names: tuple[str, ...]) -> type:
    """A dataclass or an enumeration of this package, by `module:Name`, with just these fields."""
    module, _, qualified = name.partition(":")
    if module.partition(".")[0] != PACKAGE or not module.replace(".", "").isidentifier():
        raise StoredFormError(f"{name} is not a class of this package")
    try:
        kind: Any = importlib.import_module(module)
    except ImportError as error:
        raise StoredFormError(f"{name} does not exist") from error
    for part in qualified.split("."):
        kind = vars(kind)[part] if isinstance(vars(kind), Mapping) and part in vars(kind) else None
    if not isinstance(kind, type) or kind.__module__ != module or not (is_dataclass(kind) or issubclass(kind, Enum)):
        raise StoredFormError(f"{name} is not a class that is stored")
    if _names(kind) != names:
        raise StoredFormError(f"{name} has other fields than it had")
    return kind
