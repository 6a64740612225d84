"""Places in the author's file are found in time that grows with it, whatever it is made of."""

from __future__ import annotations

import time

import pytest

from bookbuilder.checks.house_style.prose import Prose
from bookbuilder.markdown.places import Places
from bookbuilder.source import Source
from tests.in_time import in_time
from tests.small_book import check_reports


@pytest.mark.parametrize("sign", ["~", "{{", "{%", "{", "^[", "[^", "[@a, ", "@a, ", "```", "<!--", "[a]{.b} "])
def test_prose_is_told_from_what_is_none_in_time_that_grows_with_it(sign: str) -> None:
    text = f"{sign * (60_000 // len(sign))}\n"
    begun = time.process_time()
    assert len(Prose(text).own) == len(Places(Source("one.md", text), text).prose) == len(text)
    assert in_time(time.process_time() - begun, 2)


def test_a_long_row_of_backticks_costs_no_more_than_its_length() -> None:
    """40 KB of them took 18 seconds: each began a code that all the rest of the line was searched for the end of."""
    text = f"![{'`' * 40_000}](a.png)\n"
    begun = time.process_time()
    assert Places(Source("one.md", text), text).unclosed("comment") is None
    assert Places(Source("one.md", text), text).prose.startswith("![`") and Prose(text).all.startswith("![`")
    assert in_time(time.process_time() - begun, 3)


def test_code_whose_fence_is_set_in_ends_where_the_other_fence_stands() -> None:
    text = " ```\ncode\n```\n\nSee [words](#x).\n"
    assert str(Places(Source("one.md", text), text).link("#x")) == "one.md:5:11"


def test_what_nothing_closes_is_looked_for_once_however_many_faults_ask_for_it() -> None:
    """Each of a thousand faults read the whole chapter again: 32 KB of "+ ```" took ten seconds."""
    text = "+ ```\n> ::: {.a}\n" * 4_000
    places = Places(Source("one.md", text), text)
    begun = time.process_time()
    for _ in range(2_000):
        assert places.unclosed("fence") is None and str(places.open_block) == "one.md:2:3"
    assert in_time(time.process_time() - begun, 2)


def test_each_of_thousands_of_keys_is_looked_for_where_it_may_stand() -> None:
    """Each of 3,600 misspelt references was looked for behind each `@` of the chapter."""
    text = "".join(f"See @sec-no-{number}, [@{{nobody.{number}}}] and @a-{number}-b.\n" for number in range(2_000))
    places = Places(Source("one.md", text), text)
    begun = time.process_time()
    for number in range(0, 2_000, 2):
        keys = (f"sec-no-{number}", f"nobody.{number}", f"a-{number}-b")
        assert [str(places.citation(key)) for key in keys] == [
            str(places.raw(f"@{sign}{key}")) for key, sign in zip(keys, ("", "{", ""), strict=True)
        ]
    assert in_time(time.process_time() - begun, 3)


def test_each_of_thousands_of_links_is_looked_for_where_it_may_stand() -> None:
    """2,700 links that lead nowhere took 3.6 seconds: the chapter was read through for each."""
    text = "".join(f"[w](#no-{number}) <a href='#a-{number}'>w</a> [w](<#c d{number}>)\n" for number in range(1_500))
    places = Places(Source("one.md", f"{text}[w](#e\\-f)\n"), f"{text}[w](#e\\-f)\n")
    begun = time.process_time()
    for number in range(1_500):
        columns = [places.link(f"{address}{number}").column for address in ("#no-", "#a-", "#c d")]
        assert columns[0] == 3 and columns == sorted(columns) and columns[2] > columns[1] > 3
    assert in_time(time.process_time() - begun, 2)
    assert str(places.link("#e-f")) == "one.md:1501:3" and places.link("#none") == places.start


def test_each_of_thousands_of_pictures_is_looked_for_where_it_may_stand() -> None:
    """1,200 drawings took five seconds more: the chapter was read through for each, and compiled a pattern."""
    text = "".join(
        f"![a [b]](p{number}.png) <img alt='' src=q{number}.png/> ![](<r {number}.png>)\n" for number in range(1_500)
    )
    text += "![a ![b](in.png)](out.png) {{ figure('made.png') }}\n"
    places = Places(Source("one.md", text), text)
    begun = time.process_time()
    for number in range(1_500):
        columns = [places.image(f"{address}{number}.png").column for address in ("p", "q", "r%20")]
        assert columns[0] == 1 and columns == sorted(columns) and columns[2] > columns[1] > 1
    assert in_time(time.process_time() - begun, 2)
    named = [places.image(address).column for address in ("out.png", "in.png", "made.png", "none.png")]
    assert named == [1, 5, 39, 1]


def test_the_label_of_a_formula_in_latex_is_found() -> None:
    formula = "\\begin{equation} \\label{eq:one_two}\na = b\n\\end{equation}\n"
    check_reports(f"# One\n\n{formula}\n{formula}", "XRF-002 7:18")


@pytest.mark.parametrize("typed", ["{{ '{{' }} site.url }}/b", "{{ '{%' }}link%}", "\\\\{\\\\{x\\\\}\\\\}", "\\@ref"])
def test_a_link_to_a_command_of_another_program_is_found_where_it_is_typed(typed: str) -> None:
    check_reports(f"# One\n\nWords.\n\nSee [a]({typed}).\n".replace("\\\\", "\\"), "XRF-005 5:7")
