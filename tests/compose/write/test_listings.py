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


def test_a_long_name_that_follows_a_coloured_word_may_go_to_a_line_of_its_own() -> None:
    name = "name_" * 12
    line = body_of(f"# One\n\n```r\nplot({name}, col = 1)\n```\n").find(".//span[@class='line']")
    assert line is not None and [it.tail for it in line.iter("wbr")] == [f"{name}, "]


def test_a_long_comment_at_the_beginning_of_a_line_needs_no_break_before_it() -> None:
    body = body_of(f"# One\n\n``` rust\nfn f() {{\n    /*{60 * '*'}\n     {60 * '*'}/\n}}\n```\n")
    assert body.find(".//wbr") is None


def test_code_within_html_has_no_frame_of_its_own_and_no_id() -> None:
    body = body_of("# One\n\n<details>\n<summary>S</summary>\n\n```r\nf(x)\n```\n\n</details>\n")
    assert body.find(".//div") is None and body.find(".//pre") is not None


def test_a_word_behind_a_wide_indent_may_go_to_the_next_line_whole() -> None:
    body = body_of(
        f'# One\n\n```r\nread(\n{" " * 40}sheet = "V6_NATSYST_FRA_2.3",\n    sheet = "V6_NATSYST_FRA_2.3")\n```\n'
    )
    assert [len(line.findall("wbr")) for line in body.findall(".//span[@class='line']")] == [0, 1, 0]
