"""Writes JSON Schemas of book.yaml, references.yaml and transcripts into schemas/, for editors' programs.

Written anew with `python -m bookbuilder.desk.schemas`; a test says when that is due. What a schema takes is what the
forms take: a bare word that stands for a group, one value that stands for a list, a number that stands for text.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bookbuilder.citations import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES
from bookbuilder.manuscript.book_form import BookForm
from bookbuilder.manuscript.book_yaml import OTHER_NAMES
from bookbuilder.manuscript.chapter_form import ChapterForm
from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.interview_form import InterviewForm
from bookbuilder.manuscript.presentation import PresentationForm
from bookbuilder.manuscript.print_overrides_form import PrintOverridesForm
from bookbuilder.manuscript.values import OneOf
from bookbuilder.model.references import FIELDS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "schemas"
PAGE = ROOT / "docs" / "book-yaml.md"
TABLE_HEAD = """\
# Every key of book.yaml

This page is made from the code by `python -m bookbuilder.desk.schemas`: change it there. A key that is left out has its
default. Where a group is asked for, one word may stand for its main key; one value may stand for a list of one.
"""
DIALECT = "http://json-schema.org/draft-07/schema#"

_FORMS: dict[str, tuple[Any, str]] = {
    "book": (BookForm, "manuscript/book.yaml: the book, its people, its order and its looks."),
    "interview": (InterviewForm, "The metadata block at the top of a transcript in manuscript/interviews/."),
    "remedies": (
        PrintOverridesForm,
        "manuscript/remedies.yaml: what the typesetter asks of single paragraphs in print.",
    ),
    "presentation": (PresentationForm, "manuscript/presentation.yaml: what slides and handout show."),
    "chapter": (ChapterForm, "The metadata block at the top of a chapter."),
}

_SAMPLES = ("word", "156mm 234mm", {"word": "word"})
"""What is handed to a form's own reading of short forms, to learn what they stand for."""


def schemas() -> dict[str, str]:
    """Every schema's text by its file's name."""
    made = {f"{name}.schema.json": _form_schema(form, meaning) for name, (form, meaning) in _FORMS.items()}
    made["references.schema.json"] = _references_schema()
    of_book = made["book.schema.json"]["properties"]
    of_book |= {other: of_book[own] for other, own in OTHER_NAMES.items()}
    return {
        name: json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"
        for name, schema in made.items()
    }


class _Schema(GenerateJsonSchema):
    """Pydantic's own schema, with the short forms that a validator in front of a field takes."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        function = schema["function"]["function"]
        for sample in _SAMPLES:
            try:
                made = function(sample)  # type: ignore[call-arg]
            except (ValueError, TypeError, AttributeError):
                continue
            if isinstance(made, list) and made == [sample]:
                items = inner["items"] if "items" in inner else {}
                return {"anyOf": [inner, items]}
            if isinstance(made, dict) and made != sample:
                return {"anyOf": [inner, {"type": ["string", "number"]}]}
        return inner

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        check = schema["function"]["function"]
        if not isinstance(check, OneOf):
            return inner
        words = sorted(check.known)
        meanings = [check.known[it] for it in words] if isinstance(check.known, Mapping) else words
        return {"enum": words, **({"enumDescriptions": meanings} if meanings != words else {})}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number"]}


def _form_schema(form: type[Form], meaning: str) -> dict[str, Any]:
    schema = form.model_json_schema(by_alias=True, schema_generator=_Schema)
    meanings = _meanings()
    for name, part in [(form.__name__, schema), *(schema["$defs"].items() if "$defs" in schema else [])]:
        _describe(part, meanings, name.removesuffix("Form"))
    return {**schema, "title": form.__name__.removesuffix("Form"), "description": meaning}


def _describe(part: dict[str, Any], meanings: dict[str, dict[str, str]], form: str) -> None:
    for choice in part["anyOf"] if "anyOf" in part else []:
        if "properties" in choice:
            choice["additionalProperties"] = part.pop("additionalProperties", False)
            _describe(choice, meanings, form)
    part.pop("title", None)
    if "properties" not in part:
        return
    meaning = meanings[form] if form in meanings else {}
    for key, value in part["properties"].items():
        value.pop("title", None)
        name = key.replace("-", "_")
        if name in meaning and "description" not in value:
            value["description"] = meaning[name]


def _meanings() -> dict[str, dict[str, str]]:
    """The sentence under each field of the model's types; the code is read, since it is not part of the running program."""
    meanings: dict[str, dict[str, str]] = {}
    for file in (*sorted((ROOT / "bookbuilder" / "model").glob("*.py")), ROOT / "bookbuilder" / "budgets.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                meanings[node.name] = {
                    statement.target.id: " ".join(str(following.value.value).split())
                    for statement, following in pairwise(node.body)
                    if isinstance(statement, ast.AnnAssign)
                    and isinstance(statement.target, ast.Name)
                    and isinstance(following, ast.Expr)
                    and isinstance(following.value, ast.Constant)
                }
    return meanings


def _references_schema() -> dict[str, Any]:
    """CSL items with the short forms of names and dates that references.yaml may have."""
    text: dict[str, Any] = {"type": ["string", "number"]}
    properties: dict[str, Any] = {}
    for field in sorted(FIELDS):
        if field in NAME_VARIABLES:
            properties[field] = {"$ref": "#/definitions/names"}
        elif field in DATE_VARIABLES:
            properties[field] = {"$ref": "#/definitions/date"}
        elif field not in ("categories", "custom"):
            properties[field] = text
        else:
            properties[field] = {}
    properties["id"] = {**text, "pattern": r"^\S+$", "description": "The key of citations: [@council2019strategy]."}
    properties["type"] = {"enum": sorted(ITEM_TYPES), "description": "The type in CSL 1.0.2."}
    item = {"type": "object", "properties": properties, "required": ["id", "type"], "additionalProperties": False}
    items = {"type": "array", "items": {"$ref": "#/definitions/item"}}
    return {
        "title": "References",
        "description": "references.yaml: the sources as CSL items.",
        "anyOf": [
            items,
            {"type": "object", "properties": {"references": items}, "required": ["references"]},
            {"type": "null"},
        ],
        "definitions": {"item": item, "names": _names_schema(), "date": _date_schema()},
    }


def _names_schema() -> dict[str, Any]:
    text = {"type": ["string", "number"]}
    parts = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
    name = {
        "anyOf": [
            {"type": "string", "description": "Family, Given; or an organisation, which has no comma."},
            {
                "type": "object",
                "properties": {part: text for part in parts},
                "anyOf": [{"required": [part]} for part in ("family", "given", "literal")],
            },
        ]
    }
    return {
        "description": "Names, in the order of the title page.",
        "anyOf": [*name["anyOf"], {"type": "array", "items": name}],
    }


def _date_schema() -> dict[str, Any]:
    number = {"type": ["integer", "string"]}
    group = {"type": "object", "properties": {part: number for part in ("year", "month", "day")}, "required": ["year"]}
    parts = {
        "type": "array",
        "items": {"type": "array", "items": number, "minItems": 1, "maxItems": 3},
        "minItems": 1,
        "maxItems": 2,
    }
    csl = {
        "type": "object",
        "properties": {"date-parts": parts, "literal": {"type": "string"}, "raw": {"type": "string"}},
        "anyOf": [{"required": [key]} for key in ("date-parts", "literal", "raw")],
    }
    return {
        "description": "2019, 2019-05, 2019-05-15, 2019/2021, or CSL's own form.",
        "anyOf": [{"type": ["integer", "string"]}, group, {"type": "array", "items": group, "maxItems": 2}, csl],
    }


def table() -> str:
    """The text of docs/book-yaml.md: every key of book.yaml, with its type, its default and its meaning."""
    schema = json.loads(schemas()["book.schema.json"])
    for other in OTHER_NAMES:
        del schema["properties"][other]
    parts = [TABLE_HEAD]
    for name, rows in _groups(schema, schema):
        head = f"\n## `{name}:`\n" if name else ""
        parts.append(
            f"{head}\n| key | type | default | meaning |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n"
        )
    return "".join(parts)


def _groups(schema: dict[str, Any], part: dict[str, Any], name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each group of keys by its dotted name, with the rows of its table; the groups in it follow."""
    inner: list[tuple[str, dict[str, Any]]] = []
    rows = []
    for key, value in part["properties"].items():
        group = _group(schema, value)
        whole = f"{name}.{key}" if name else key
        if group is not None:
            inner.append((whole, group))
        needed = "**needed**" if key in part.get("required", []) else _in_yaml(value.get("default"))
        rows.append(
            f"| `{key}` | {_kind(schema, value)} | {needed} | {value.get('description', '')} |".replace("  |", " |")
        )
    yield name, rows
    for whole, group in inner:
        yield from _groups(schema, group, whole)


def _group(schema: dict[str, Any], value: dict[str, Any]) -> dict[str, Any] | None:
    """The group of keys that a key holds, or a list of which it holds; None where it holds words, or what one word may stand for."""
    if "$ref" in value:
        found = schema["$defs"][value["$ref"].rpartition("/")[2]]
        return _group(schema, found)
    choices = [*value.get("anyOf", []), *([value["items"]] if isinstance(value.get("items"), dict) else [])]
    if "properties" in value:
        return value if len(value["properties"]) > 1 else None
    return next((found for it in choices if (found := _group(schema, it)) is not None), None)


def _kind(schema: dict[str, Any], value: dict[str, Any]) -> str:
    """What a key takes, in a word or two."""
    choices = value.get("anyOf", [value])
    is_list = any(it.get("type") == "array" for it in choices)
    one = next((it["items"] for it in choices if it.get("type") == "array"), choices[0])
    if _group(schema, one) is not None:
        kind = "group"
    elif "enum" in one:
        kind = "code" if len(one["enum"]) > 12 else ", ".join(str(it) for it in one["enum"] if it)
    else:
        type_ = one.get("type", "text")
        type_ = type_[0] if isinstance(type_, list) else type_
        kind = {"string": "text", "boolean": "true or false", "integer": "number"}.get(type_, type_)
    return f"list of {kind}" if is_list else kind


def _in_yaml(default: Any) -> str:
    if default in (None, "", [], {}) or isinstance(default, dict):
        return ""
    if isinstance(default, list):  # of groups with one key, for which a word stands
        default = ", ".join(next(iter(it.values())) if isinstance(it, dict) else str(it) for it in default)
    return f"`{json.dumps(default, ensure_ascii=False) if not isinstance(default, str) else default}`"


def write() -> None:
    """Write the schemas into schemas/, and the table of book.yaml's keys into docs/."""
    PAGE.write_text(table(), encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
