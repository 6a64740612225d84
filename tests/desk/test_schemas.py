"""schemas/ and .vscode/: up to date, as strict as the forms and no stricter, and able to read our own lines."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bookbuilder.cli.arguments import NAMES
from bookbuilder.desk.schemas import FOLDER, ROOT, schemas, table
from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.manuscript.chapters import split_front_matter
from bookbuilder.source import Source
from bookbuilder.yaml_source import read_yaml
from tests.small_book import BOOK, REFERENCES


def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))


def value(text: str) -> Any:
    read = read_yaml(Source("x.yaml", text)).value
    assert read is not None
    return read.value


def accepts(name: str, text: str) -> bool:
    return validator(name).is_valid(value(text))


def test_the_table_of_keys_is_up_to_date_and_says_what_each_key_is() -> None:
    page = (ROOT / "docs" / "book-yaml.md").read_text(encoding="utf-8")
    assert page == table(), "Run: python -m bookbuilder.desk.schemas"
    assert "| `role` | list of code |" in page and "MARC relator" in page
    assert not [line for line in page.splitlines() if line.endswith("| |")]


def test_the_schemas_are_up_to_date() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.schema.json")}
    assert written == schemas(), "Write them anew: python -m bookbuilder.desk.schemas"


def test_the_shipped_book_is_as_its_schemas_say() -> None:
    for name, file in (("book", "manuscript/book.yaml"), ("references", "references.yaml")):
        errors = list(validator(name).iter_errors(value((ROOT / file).read_text(encoding="utf-8"))))
        assert errors == []
    for path in sorted((ROOT / "manuscript" / "interviews").glob("*.md")):
        metadata, _, _ = split_front_matter(Source(path.name, path.read_text(encoding="utf-8")))
        assert metadata is not None and accepts("interview", metadata), path.name


@pytest.mark.parametrize(
    "line",
    ["creator: Jos Boonstra", "creator: [{name: A, role: edt}]", "page: 156mm 234mm", "page: {width: 1cm}", "version: 1.0",
     "publisher: Example Press", "identifier: 978-3-16-148410-0", "subjects: trade", "series: {title: S}"],
)  # fmt: skip
def test_short_forms_that_the_book_may_use_are_no_faults(line: str) -> None:
    rest = "".join(each for each in BOOK.splitlines(keepends=True) if not each.startswith(line.partition(":")[0]))
    assert accepts("book", f"{rest}{line}\n")


@pytest.mark.parametrize(
    "line", ["subtitel: x", "status: draft", "creator: [{name: A, role: wizard}]", "page: {hight: 1cm}"]
)
def test_a_slip_is_marked_under_the_word(line: str) -> None:
    assert accepts("book", BOOK) and not accepts("book", f"{BOOK}{line}\n")


@pytest.mark.parametrize(
    "text",
    ["- id: a\n  type: buch\n", "- type: book\n", "- id: a\n  type: book\n  titel: x\n", "- id: a b\n  type: book\n",
     "- id: a\n  type: book\n  author: [{name: x}]\n"],
)  # fmt: skip
def test_a_slip_in_a_source_is_marked(text: str) -> None:
    assert accepts("references", REFERENCES) and not accepts("references", text)


@pytest.mark.parametrize(
    "place, kind",
    [
        (Location("manuscript/a b.md", 3, 7), 0),
        (Location("references.yaml", 3), 1),
        (Location("manuscript/book.yaml"), 2),
    ],
)
@pytest.mark.parametrize("severity", list(Severity))
def test_exactly_one_problem_matcher_reads_a_line_of_ours(place: Location, kind: int, severity: Severity) -> None:
    matchers = tasks()["problemMatcher"]
    line = str(Diagnostic("CIT-001", place, "It says “a:b: c”.", "Correct it.", severity))
    matched = [re.match(matcher["pattern"]["regexp"], line) for matcher in matchers]
    assert [bool(match) for match in matched] == [number == kind for number in range(3)]
    pattern, match = matchers[kind]["pattern"], matched[kind]
    assert match is not None
    assert match[pattern["file"]] == place.file and match[pattern["severity"]] == severity.value
    assert match[pattern["code"]] == "CIT-001" and match[pattern["message"]] == "It says “a:b: c”. Correct it."


def test_every_task_calls_a_verb_that_there_is() -> None:
    for task in tasks()["tasks"]:
        assert task["args"][0] == "build.py" and task["args"][1] in NAMES


def test_the_settings_name_schemas_that_there_are() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    optional = {"manuscript/remedies.yaml"}  # a book has it once a page needs one
    for schema, file in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file() and (file in optional or (ROOT / Path(file)).is_file())


def tasks() -> Any:
    return json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))
