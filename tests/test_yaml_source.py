"""What people do to YAML without knowing it is said in their words, at the line where it is."""

from __future__ import annotations

import pytest

from bookbuilder.source import Source
from bookbuilder.yaml_source import read_yaml


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("title: A\nlang:en-GB\ndate: 2021\n", "2:5", "Write lang: en-GB"),
        ("title: A\nlang：en-GB\ndate: 2021\n", "2:5", "Write lang: en-GB"),
        ("title: A\nchapters:\n\u00a0 - one.md\n", "4:1", "press the space bar"),
        ("a: 1\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n", "2:1", "Keep one of them"),
        ("@book{smith2001,\n  title={A}\n}\n", "1:1", "import refs references.bib"),
        ("title: A: B\n", "1:9", 'title: "…"'),
        ("a:\n\t- b\n", "2:1", "not with tabs"),
    ],
)
def test_a_slip_is_named_where_it_is_with_what_to_write(text: str, place: str, said: str) -> None:
    (fault,) = read_yaml(Source("a.yaml", text)).diagnostics
    assert f"{fault.code} {fault.location}" == f"YML-001 a.yaml:{place}"
    assert said in (fault.remedy or "")


def test_a_key_has_another_name_where_the_new_one_does_not_stand_there_too() -> None:
    names = {"author": "creator"}
    read = read_yaml(Source("a.yaml", "author: [A]\nb: 1\n")).value
    assert read is not None and read.renamed(names).value == {"creator": ["A"], "b": 1}
    assert str(read.renamed(names).at(("creator", 0))) == "a.yaml:1:10"
    both = read_yaml(Source("a.yaml", "author: [A]\ncreator: [B]\n")).value
    assert both is not None and both.renamed(names).value == both.value


@pytest.mark.parametrize(
    ("text", "value", "lines"),
    [
        ("title: A: B\nlang: en\n", {"title": "A: B", "lang": "en"}, [1]),
        ("title: @home\nlang: en\n", {"title": "@home", "lang": "en"}, [1]),
        ('title: "A\nlang: en\n', {"title": "A", "lang": "en"}, [1]),
        ("title: A\nlang:en\n", {"title": "A", "lang": "en"}, [2]),
        ("title: A\nchapters:\n\t- one.md\n", {"title": "A", "chapters": ["one.md"]}, [3]),
        ("title: A\n---\nlang: en\n", {"title": "A", "lang": "en"}, [2]),
        ("title: [A\nlang: en\n", {"lang": "en"}, [2]),
        ("a: x: y\nb: [c\nd: 1\n", {"a": "x: y", "d": 1}, [1, 3]),
        ("p:\n  name: A\n  - b\n  place: C\n", {"p": {"name": "A", "place": "C"}}, [3]),
        ("title: A book\nof two lines\nlang: en\n", {"title": "A book of two lines", "lang": "en"}, [2]),
        ("chapters: [one.md]\né\nlang: en\n", {"chapters": ["one.md"], "lang": "en"}, [2]),
        ("- a\n- b\nand more\n- c\n", ["a", "b and more", "c"], [3]),
        ("- a: 1\nid: b\n  c: d\n- e: 2\n", [{"a": 1}, {"e": 2}], [3, 2]),
        ("- a: 1\n- b: *Star\n- c: 3\n", [{"a": 1}, {"c": 3}], [2]),
        ("a: [one,\ntwo]\nb: x: y\n", {"a": ["one", "two"], "b": "x: y"}, [3]),
        ('a: "A long\ntitle"\nb: x: y\n', {"a": "A long title", "b": "x: y"}, [3]),
        ("a:\n  - n: |\n      Foo:bar\n    t: x: y\n", {"a": [{"n": "Foo:bar\n", "t": "x: y"}]}, [4]),
        ("a: 1\n- b\n", {"a": 1}, [2]),
        ("a: &x [1]\nb: y: z\nc: *x\n", {"a": [1], "b": "y: z", "c": [1]}, [2]),
    ],
)
def test_what_is_whole_in_a_broken_file_is_read(text: str, value: object, lines: list[int]) -> None:
    read = read_yaml(Source("a.yaml", text), in_part=True)
    assert read.value is not None and read.value.value == value
    assert [(it.code, it.location.line) for it in read.diagnostics] == [("YML-001", line) for line in lines]
    assert read_yaml(Source("a.yaml", text)).value is None
