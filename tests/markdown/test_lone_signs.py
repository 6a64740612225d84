"""What begins no markup is hidden from Pandoc, which would look for its end through all that follows."""

from __future__ import annotations

import json
import re
import time

import pytest

from bookbuilder.budgets import Budgets, put_in_force
from bookbuilder.markdown.lone_signs import hide_lone_signs
from bookbuilder.markdown.nesting_limits import limit_nesting
from bookbuilder.markdown.pandoc import read_as_typed, read_markdown
from bookbuilder.markdown.pandoc_process import seconds_for
from bookbuilder.source import Source
from tests.in_time import in_time
from tests.small_book import body_of, check_reports, check_silent, text_of

DEAR = (
    "<", "<!", "</", "<a ", "<!--", "<?", "<a href=", '<a b="', "<span>", "<script>", "<![CDATA[a]]>", "&", "&#", "[a](", "![](", "@{",
    "\\a{", "\\a[", "\\begin{a}", "(a) ", "#. ", "# a\n", "a\n===\n", "a < b\n\n", "``` {\n", "<?> a\n",
)  # fmt: skip
KEPT = (
    '<http://a.b/?c=d&e=f> <a@b.c> <!-- a < b --> `a < b & c` $a < b & c$ \\< \\& &amp; &#38; [x](http://a/?b&c "t < 5") '
    'AT&T @smith&jones [y < 1]{.a b="c < d & e"}'
)


def test_a_sign_is_hidden_only_where_it_begins_nothing() -> None:
    hidden = hide_lone_signs("p < 0.05, <5 & more \\< x <b> AT&T &amp; a@b <c@d.e>")
    assert [sign for sign in "<&" if sign in hidden.replace("\\<", "").replace("<b>", "").replace("<c", "")] == ["&"]
    assert len(hidden) == len("p < 0.05, <5 & more \\< x <b> AT&T &amp; a@b <c@d.e>")


def test_what_pandoc_reads_is_the_same_as_without(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{KEPT}\n\n| a | b |\n|---|---|\n| < 1 | & |\n\n## P < 5 & q\n\n[P < 5 & q] and <5@x.y>\n"
    read = read_as_typed(text)
    monkeypatch.setattr("bookbuilder.markdown.pandoc.hide_lone_signs", str)
    assert read == read_as_typed(text)


def test_signs_beyond_count_are_printed_as_they_are_typed() -> None:
    text = "".join(f"a{sign} " for sign in ("<5", "[a](", "@{", "\\a{", "<em ", "&x")) * 60
    made, _ = read_markdown(text)
    assert "".join(it["c"] for it in json.loads(made)["blocks"][0]["c"] if it["t"] == "Str") == text.replace(" ", "")


def test_an_address_between_angle_brackets_is_one_among_many_signs_too() -> None:
    made, _ = read_markdown("[a](<../b c.md>), [d] and [e](<#f>).\n\n[d]: <../g h.md>\n\n" + "a <5 " * 50)
    assert re.findall(r'\["([^"]*)", ""\]', made) == ["../b%20c.md", "../g%20h.md", "#f"]


def test_environments_beyond_count_in_a_table_are_printed_as_they_are_typed() -> None:
    """Pandoc reads each of them again for every cell: 8 KB took six seconds, 16 KB 22."""
    row = r"|a\begin{a}x\end{a} " * 101
    limited, faults = limit_nesting(row, Source("one.md", row))
    assert [it.code for it in faults] == ["BUD-003"] and limited.count(r"\\begin") == limited.count(r"\\end") == 101
    for text in (row.replace("|", ""), row[: len(row) // 2], row.replace("a\\", "$a\\").replace("} ", "}$ ")):
        assert limit_nesting(text, Source("one.md", text)) == (text, [])


@pytest.mark.parametrize("text", ["_a ~~a " * 20, "~~a <span>*a " * 20, "_a [a ~~a <span>a " * 6, "__a <span>a " * 20])
def test_strikeouts_and_spans_that_stand_deep_in_one_another_are_read_in_time(text: str) -> None:
    """140 characters kept `check` waiting for its limit of 60 seconds: each open sign doubled Pandoc's time."""
    limited, faults = limit_nesting(text, Source("one.md", text))
    assert [it.code for it in faults] == ["BUD-003"] and "\\~~" in limited or "\\<span" in limited
    read_markdown(limited)
    for plain in (re.sub(r"[_*]|~~", "", text), "~~a~~ _b_ <span>c</span> " * 20):
        assert limit_nesting(plain, Source("one.md", plain)) == (plain, [])


def test_a_comparison_in_a_paragraph_and_a_table_is_printed() -> None:
    body = body_of("# One\n\nFor p < 0.05 & more.\n\n| a |\n|---|\n| < 5 |\n\n: T {#tbl-a}\n")
    assert "p < 0.05 & more" in text_of(body) and "< 5" in text_of(body)


def test_a_character_that_no_edition_can_have_is_in_none() -> None:
    text = "# One\n\nA &#11; &#x1e; &#x202E; &#8238; &#xFFFE; b\x0b &#65;.\n"
    assert "A &#11; &#x1e; &#x202E; &#8238; &#xFFFE; b A." in text_of(body_of(text.replace("\x0b", '{{ "\\x0b" }}')))


@pytest.mark.parametrize("text", ["# a\n\n" * 501, "a\n===\n\n" * 501, "\\a{b} " * 2001, "\\`` " * 501])
def test_titles_that_say_the_same_and_commands_and_open_signs_of_code_beyond_count_are_refused_at_their_line(
    text: str,
) -> None:
    read, faults = limit_nesting(text, Source("one.md", text))
    assert [it.code for it in faults] == ["BUD-003"] and len(read) > len(text)
    assert limit_nesting(text[: len(text) // 2], Source("one.md", text)) == (text[: len(text) // 2], [])


@pytest.mark.slow
@pytest.mark.parametrize("sign", DEAR)
def test_pandoc_reads_thousands_of_signs_in_time(sign: str) -> None:
    """Each took from 5 seconds to hours."""
    put_in_force(Budgets(pandoc_seconds=2))
    try:
        text = sign * (30_000 // len(sign))
        read_as_typed(limit_nesting(text, Source("", text))[0])
    finally:
        put_in_force(Budgets())


def test_an_authors_character_of_private_use_is_none_of_ours() -> None:
    """U+F8D1 was printed as &, and U+F8D0 as <."""
    words = "A word \uf8d1, \uf8d0 \uf8e0\uf8ef p < 0.05 and R & D."
    check_reports(f"# One\n\n{words}\n", "CHP-045 3:8", "CHP-045 3:11", "CHP-045 3:13", "CHP-045 3:14")
    assert words in text_of(body_of(f"# One\n\n{words}\n"))


def test_a_control_character_is_printed_as_windows_has_it() -> None:
    """U+0084 was an empty box on the page, whose fault had no line."""
    text = "# One\n\nHe said \x84so\x93 once.\n"
    check_reports(text, "CHP-045 3:9", "CHP-045 3:12")
    assert "He said „so“ once." in text_of(body_of(text))


def test_a_call_of_a_note_with_backslashes_is_words() -> None:
    table = "| How | Example |\n|-----|---------|\n| A note | text \\[\\^1\\] |\n"
    check_silent(f"# One\n\nText.[^1]\n\n[^1]: A note.\n\n{table}")


def test_a_short_text_has_less_time_of_the_processor_than_the_budget() -> None:
    assert (seconds_for(600), seconds_for(20_000), seconds_for(10_000_000)) == (10, 30, 60)


def test_a_caption_with_one_star_keeps_its_id() -> None:
    for caption in ("(*) refers to results", "Of *all* and (*) more", r"Of 5 * 3 \* 2"):
        check_silent(f"# One\n\nSee @tbl-x.\n\n| a |\n|---|\n| b |\n\n: {caption} {{#tbl-x}}\n")


@pytest.mark.parametrize("words", ["**word**, ", "***a", "a* {#b ", "*", "{# "])
def test_a_caption_of_many_stars_costs_nothing(words: str) -> None:
    """Eighteen words in bold behind a colon took more than a minute."""
    begun = time.process_time()
    hide_lone_signs(f"Term\n\n: {words * 5_000}\n")
    assert in_time(time.process_time() - begun, 2)


def test_three_marks_of_code_within_a_line_begin_no_block() -> None:
    text = "# One\n\n```saveold``` opens it.\n\n```markdown\n saveold a, [replace] [version(#)] // # = one::\n```\n\nThe * of *words*.\n"
    check_silent(text)
    assert text_of(body_of(text).find(".//p/code")) == "saveold"
