"""Makes the form that YAML fills out of a dataclass of the model, and the value out of the filled form.

A key is declared once, as a field of the dataclass: its name, type, default and meaning. What a value must pass besides,
and which short form it may have, is given by `declare`; a field that needs neither is mentioned nowhere else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from types import NoneType, UnionType
from typing import Annotated, Any, Optional, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.values import as_list, stands_for
from bookbuilder.yaml_source import Path, YamlValue


class _Made(Form):
    """A form that is made, and has no source in which a sentence under a field could be looked for, which takes a second."""

    model_config = ConfigDict(use_attribute_docstrings=False)


LOCATION = "location"
"""The field that holds the place of a value in its file; no key fills it."""


@dataclasses.dataclass(frozen=True)
class Declared:
    """What is declared of a dataclass besides its fields."""

    checks: Mapping[str, Any]
    """Pydantic's validators of single fields."""
    needed: frozenset[str]
    """Fields that have a default for code and tests, and that YAML must give all the same."""
    without: frozenset[str]
    """Fields that no key fills, besides `location`, which is the place of the group in its file."""
    around: tuple[Any, ...]
    """Validators of the whole group: its short form, and what two keys side by side must pass."""


@dataclasses.dataclass(frozen=True)
class Whole:
    """A check of a list as a whole."""

    check: Any


@dataclasses.dataclass(frozen=True)
class Length:
    """A check of a length, which has a unit in YAML and is a number of millimetres as a value."""

    check: Any


NOTHING = Declared({}, frozenset(), frozenset(), ())
_declared: dict[type, Declared] = {}
_forms: dict[type, type[Form]] = {}
_values: dict[type[Form], type] = {}


def declare(
    value: type,
    *,
    short: str | BeforeValidator = "",
    check: Any = None,
    needed: Sequence[str] = (),
    without: Sequence[str] = (),
    **checks: Any,
) -> None:
    """Say what a dataclass's keys must pass; `short` is the key for which a bare word stands, or what makes a group of it."""
    first = stands_for(short) if isinstance(short, str) and short else short
    around = (*([first] if first else []), *([check] if check is not None else []))
    _declared[value] = Declared(checks, frozenset(needed), frozenset(without), around)


def form_of(value: type) -> type[Form]:
    """The form of a dataclass, with the forms of those that it holds."""
    if value in _forms:
        return _forms[value]
    declaration = _declared.get(value, NOTHING)
    types = get_type_hints(value, include_extras=True)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        if field.name in declaration.without or field.name == LOCATION:
            continue
        annotation = _annotation(types[field.name])
        if field.name in declaration.checks:
            annotation = _checked(annotation, declaration.checks[field.name])
        said: dict[str, Any] = {}
        if field.default is not dataclasses.MISSING and field.name not in declaration.needed:
            said["default"] = _default(field.default)
        if isinstance(declaration.checks.get(field.name), Length):
            said["json_schema_extra"] = {"default": f"{field.default:g}mm" if field.default else "0"}
        fields[field.name] = (annotation, Field(**said))
    form = create_model(f"{value.__name__}Form", __base__=_Made, **fields)
    _values[form], _forms[value] = value, form
    return form


def value_of(form: Any, yaml: YamlValue, path: Path = (), **others: Any) -> Any:
    """The value of a form that was filled from `yaml` at `path`; `others` are the fields that no key fills."""
    if isinstance(form, tuple):
        return tuple(value_of(it, yaml, (*path, index)) for index, it in enumerate(form))
    if not isinstance(form, Form):
        return form
    made, keys = _values[type(form)], type(form).model_fields
    filled = {
        field.name: value_of(getattr(form, field.name), yaml, (*path, keys[field.name].alias or field.name))
        for field in dataclasses.fields(made)
        if field.name in keys
    }
    if LOCATION in (field.name for field in dataclasses.fields(made)):
        others[LOCATION] = yaml.at(path)
    return made(**filled, **others)


def _default(value: Any) -> Any:
    """A field's default with forms in the place of dataclasses; it is as it is, and no check is asked."""
    if isinstance(value, tuple):
        return tuple(_default(it) for it in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    form = form_of(type(value))
    names = {field.name for field in dataclasses.fields(value)} & form.model_fields.keys()
    return form.model_construct(**{name: _default(getattr(value, name)) for name in names})


def _annotation(type_: Any) -> Any:
    """A field's type with forms in the place of dataclasses; one may stand for a list of one."""
    if isinstance(type_, type) and dataclasses.is_dataclass(type_):
        return _with(form_of(type_), _declared.get(type_, NOTHING).around)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is tuple:
        item: Any = _annotation(arguments[0])
        return Annotated[tuple[item, ...], as_list]
    if origin in (Union, UnionType):
        return Optional[_annotation(next(it for it in arguments if it is not NoneType))]  # noqa: UP045
    return type_


def _checked(annotation: Any, check: Any) -> Any:
    """A type with a check: of each item, where it is a list and the check is not of the list as a whole."""
    if isinstance(check, Whole):
        return Annotated[annotation, check.check]
    if isinstance(check, Length):
        return Annotated[annotation, check.check, WithJsonSchema({"type": ["string", "number"]})]
    if get_origin(annotation) is Annotated and get_origin(get_args(annotation)[0]) is tuple:
        inner, *rest = get_args(annotation)
        item = get_args(inner)[0]
        return _with(tuple[Annotated[item, check], ...], rest)  # type: ignore[valid-type]
    return Annotated[annotation, check]


def _with(annotation: Any, validators: Iterable[Any]) -> Any:
    return reduce(lambda type_, validator: Annotated[type_, validator], validators, annotation)
