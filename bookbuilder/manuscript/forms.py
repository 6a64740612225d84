"""Fills a form (a pydantic model) from YAML, and reports all that is wrong with its place."""

from __future__ import annotations

import copy
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.yaml_source import Path, YamlValue


def kebab(name: str) -> str:
    """The YAML key of a field: short_title is short-title."""
    return name.rstrip("_").replace("_", "-")


class Form(BaseModel):
    """What a YAML mapping may hold: keys in kebab case, nothing unknown, numbers taken as text where text is wanted."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=kebab,
        populate_by_name=False,
        coerce_numbers_to_str=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )


F = TypeVar("F", bound=Form)

EVERY_KEY = "docs/book-yaml.md"
MANY = 20
"""A form of more keys than these refers to their page."""

_CALLED_ELSEWHERE = {
    "identifier": "isbn doi",
    "csl": "citation-style bibliography-style biblio-style style citeproc",
    "page": "format paper-size papersize page-size pagesize trim-size size geometry margin margins",
    "fonts": "font mainfont sansfont monofont fontfamily font-family typeface",
    "contributor": "editor editors translator translators illustrator",
    "subjects": "keywords keyword tags subject",
    "rights": "copyright",
    "license": "licence",
    "description": "abstract summary blurb",
    "date": "year published publication-date pubdate issued",
    "cover": "cover-image epub-cover-image",
    "frontmatter": "toc toc-depth lof lot preface foreword half-title",
    "backmatter": "appendix appendices glossary afterword",
    "chapters": "parts part files contents order rmd-files sections",
    "funding": "funder funders grant sponsor",
    "publisher": "place city imprint",
    "series": "volume collection",
}
"""Each key, and what Pandoc, Quarto, bookdown or an editor may call it."""

_STAND_IN = "…"
_STAND_INS: dict[Any, Any] = {"date": "2000", "lang": "en", "language": "en", "chapters": []}


def fill(form: type[F], yaml: YamlValue, path: Path = (), code: str = "BOK") -> Outcome[F | None]:
    """Fill the form with the value at `path`; every fault names its line, its column and what to write instead.

    A faulty value is left out, so that a form comes back as long as one can be made; the faults are errors all the same.

    Codes are CODE-001 unknown key, CODE-002 missing key, CODE-003 wrong type or value.
    """
    value = yaml.value
    for key in path:
        value = value[key]
    faults: dict[tuple[Location, str], Diagnostic] = {}
    for attempt in range(4):
        try:
            return Outcome(form.model_validate(value), tuple(faults.values()))
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=True)
            for detail in details:
                if (
                    detail["input"] == _STAND_IN
                    or detail["type"] == "missing"
                    and (attempt or _is_mistyped(detail, details))
                ):
                    continue
                diagnostic = _diagnostic(form, yaml, path, detail, code)
                faults.setdefault((diagnostic.location, diagnostic.message), diagnostic)
            value = _without_faults(value, details)
    return Outcome(None, tuple(faults.values()))


def _is_mistyped(missing: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether the key that is missing stands there with a slip in it, which is reported already."""
    *parent, key = missing["loc"]
    unknown = [list(each["loc"]) for each in details if each["type"] == "extra_forbidden"]
    return any(each[:-1] == parent and did_you_mean(str(each[-1]), [str(key)]) for each in unknown)


def _without_faults(value: Any, details: list[ErrorDetails]) -> Any:
    """A copy of the value without what is amiss, so that the rest of the book can be checked in the same run."""
    value = copy.deepcopy(value)
    for detail in sorted(details, key=lambda detail: [str(step) for step in detail["loc"]], reverse=True):
        inside = value
        *way, last = detail["loc"] or ("",)
        for step in way:
            try:
                inside = inside[step]
            except (KeyError, IndexError, TypeError):
                break
        else:
            if detail["type"] == "missing" and isinstance(inside, dict):
                inside[last] = _STAND_INS[last] if last in _STAND_INS else _STAND_IN
            elif isinstance(inside, dict) and last in inside:
                del inside[last]
            elif isinstance(inside, list) and isinstance(last, int) and last < len(inside):
                del inside[last]
    return value


def _diagnostic(form: type[Form], yaml: YamlValue, path: Path, detail: ErrorDetails, code: str) -> Diagnostic:
    where, model = _follow(form, path, detail["loc"], detail["type"].startswith("model_"))
    name = ".".join(str(step) for step in where[len(path) :]) or "this file"
    kind = detail["type"]
    if kind == "extra_forbidden":
        return Diagnostic(
            f"{code}-001", yaml.key_at(where), f'Unknown key "{where[-1]}".', _meant(str(where[-1]), model)
        )
    if kind == "missing":
        return Diagnostic(
            f"{code}-002", yaml.at(where[:-1]), f'"{where[-1]}" is missing.', f"Add a line: {where[-1]}: …"
        )
    context = detail["ctx"] if "ctx" in detail else {}
    given = _as_text(detail["input"])
    message, remedy = {
        "string_type": (
            f'"{name}" is {given}; this key needs text.',
            "Write one line of text, in quotes where needed.",
        ),
        "bool_type": (f'"{name}" is {given}; this key needs true or false.', ""),
        "bool_parsing": (f'"{name}" is {given}; this key needs true or false.', ""),
        "tuple_type": (f'"{name}" is {given}; this key needs a list.', "Begin each line below it with a dash."),
        "list_type": (f'"{name}" is {given}; this key needs a list.', "Begin each line below it with a dash."),
        "model_type": (f'"{name}" is {given}, and needs these keys with values.', _keys_of(model)),
        "model_attributes_type": (f'"{name}" is {given}, and needs these keys with values.', _keys_of(model)),
        "dict_type": (f'"{name}" is {given}, and needs these keys with values.', ""),
    }.get(kind, (f'"{name}" is {given}.', ""))
    if kind == "greater_than":
        message = f'"{name}" is {given}; it must be more than {context["gt"]}.'
    if kind in ("int_parsing", "int_type", "int_from_float", "float_parsing", "float_type"):
        message, remedy = f'"{name}" is {given}; this key needs a number.', "Write figures alone, without a unit: 12."
    if kind == "literal_error":
        choices = str(context["expected"]).replace("'", '"').removeprefix('"", ').removeprefix('"" or ')
        message = f'"{name}" is {given}; it can be {choices}.'
        remedy = did_you_mean(
            str(detail["input"]), [word.strip('"') for word in choices.replace(" or ", ", ").split(", ")]
        )
    elif kind == "value_error":
        problem, _, advice = str(context["error"]).partition("|")
        message, remedy = f'"{name}": {problem}', advice
    return Diagnostic(f"{code}-003", yaml.at(where), message, remedy)


def _follow(form: type[Form], path: Path, loc: tuple[Any, ...], wants_form: bool) -> tuple[Path, type[Form]]:
    """The YAML path of a fault, and the form in which its last key lies, or that the last key wants."""
    model = form
    where = path
    for step in loc:
        if not isinstance(step, (str, int)):
            continue
        where = (*where, step)
        field = next((field for field in model.model_fields.values() if field.alias == step), None)
        if field is not None and (step != loc[-1] or wants_form):
            model = _form_in(field.annotation) or model
    return where, model


def _form_in(annotation: Any) -> type[Form] | None:
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, Form):
        return annotation
    for argument in get_args(annotation):
        found = None if argument is Ellipsis else _form_in(argument)
        if found:
            return found
    return None


def _meant(key: str, model: type[Form]) -> str:
    """Which key was meant, by its other name or by a slip of the pen, or all that there are."""
    known = [field.alias or name for name, field in model.model_fields.items()]
    for own, others in _CALLED_ELSEWHERE.items():
        if own in known and key.lower().replace("_", "-") in others.split():
            return f'Here that is "{own}": {EVERY_KEY} shows it.'
    return did_you_mean(key, known) or _keys_of(model)


def _keys_of(model: type[Form]) -> str:
    fields = {field.alias or name: field.is_required() for name, field in model.model_fields.items()}
    if len(fields) <= MANY:
        return f"Its keys: {', '.join(fields)}."
    needed = [f"{name}: …" for name, is_needed in fields.items() if is_needed]
    return f"It needs {' and '.join(needed)}; {EVERY_KEY} has every key."


def _as_text(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'
