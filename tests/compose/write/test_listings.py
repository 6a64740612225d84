"""Code has a span for each line, with a language or without one."""

from __future__ import annotations

from tests.small_book import body_of


def test_code_without_a_language_has_a_span_for_each_line_as_well() -> None:
    body = body_of("# One\n\n```\na\n\n    b <c>\n```\n\n``` python\nx = 1\ny\n```\n")
    lines = [
        ["".join(line.itertext()) for line in pre.iter("span") if line.get("class") == "line"]
        for pre in body.iter("pre")
    ]
    assert lines == [["a", "", "    b <c>"], ["x = 1", "y"]]
    assert ["".join(pre.itertext()) for pre in body.iter("pre")] == ["a\n\n    b <c>", "x = 1\ny"]
