"""Excerpts and quoted phrases against their transcripts: what may be printed, and what a misquotation is reported."""

from __future__ import annotations

import time
from functools import cache

import pytest

from bookbuilder.compose.read.excerpts.letters import fold, plain
from bookbuilder.compose.read.excerpts.matching import match
from bookbuilder.compose.read.parse import Parsed, parse
from bookbuilder.diagnostics import Outcome
from bookbuilder.manuscript.interviews import read_interview
from bookbuilder.markdown.ast import load
from bookbuilder.model.book import Book, Excerpts
from bookbuilder.model.chapter import Chapter
from bookbuilder.model.interview import Interview
from bookbuilder.model.people import Publisher
from bookbuilder.source import Source
from tests.in_time import in_time
from tests.small_book import INTERVIEW, diagnose

KZ_01 = """\
---
code: kz-01
description: Expert in foreign policy, Almaty
date: 2020-10-14
language: en
---

::: {.question #q1}
What is the Strategy to you?
:::

::: {.answer #q1a}
The strategy speaks of partners.
It does not yet speak of equals, and in 2007 it named seven priorities for five countries.
An official told me, “They ask us, ‘With whom are you?’”

We *shall* see; in my country one waits.
:::

::: {.question #q2}
And what would you recommend?
:::

::: {.answer #q2a}
Publish one page every year.
Stay with one reform for ten years.
:::
"""

TJ_01 = """\
---
code: tj-01
description: Specialist in water, Dushanbe
date: 2020-12-16
language: ru
---

::: {.question #q1}
Что такое вода?
:::

::: {.answer #q1a}
[00:12:40] Вода об этом не спрашивает.
Политически мы пять стран.
:::

::: {.translation of="q1a" lang="en-GB"}
Water does not ask about that.
Politically we are five countries.
:::

::: {.answer #q2a speaker="colleague"}
Снег ложится у нас.
:::
"""


@cache
def interviews() -> dict[str, Interview]:
    read = [read_interview(Source(f"manuscript/interviews/{text.split()[2]}.md", text)) for text in (KZ_01, TJ_01)]
    assert [outcome.diagnostics for outcome in read] == [(), ()]
    return {outcome.value.code: outcome.value for outcome in read}


def parsed(text: str, original: str = "none") -> Outcome[Parsed]:
    book = Book("A", "en-GB", Publisher("P"), "2021", excerpts=Excerpts(original))
    return parse(Chapter("one", Source("one.md", text), text), book, interviews())


def faults(text: str) -> list[str]:
    return [str(diagnostic) for diagnostic in parsed(text).diagnostics]


def block(words: str, attributes: str = 'source="kz-01" turn="q1a"') -> str:
    return f"::: {{.excerpt {attributes}}}\n{words}\n:::\n"


FAITHFUL = {
    "straight quotes for curly ones": "An official told me, \"They ask us, 'With whom are you?'\"",
    "marks of the house around quotations": "An official told me, «They ask us, “With whom are you?”»",
    "an omission that is marked": "The strategy […] does not yet speak of equals",
    "an omission marked with three dots": "The strategy [...] does not yet speak of equals",
    "a remark in brackets": "The strategy [of 2019] speaks of partners.",
    "a remark before a comma": "It does not yet speak of equals [sic], and in 2007",
    "a first letter changed in brackets": "[t]he strategy speaks of partners.",
    "a first letter of a later sentence": "It does not yet […] [i]n my country one waits.",
    "words of two paragraphs": "With whom are you?’” We *shall* see; in my country",
    "white space and a soft hyphen": "The\u00a0strategy  speaks of part\u00adners.",
    "another division of lines": "The strategy speaks\nof partners.\nIt does not\nyet speak",
}


@pytest.mark.parametrize("words", FAITHFUL.values(), ids=FAITHFUL)
def test_what_a_scholar_may_change_is_silent(words):
    assert faults(block(words)) == []


def test_a_dropped_not_is_shown_with_its_line():
    (fault,) = faults(block("It does yet speak of equals, and in 2007"))
    assert fault.startswith('one.md:1:1: error EXC-004: These are not the words of turn "q1a" of kz-01')
    assert "manuscript/interviews/kz-01.md:14:1: “It does −not− yet speak of" in fault


def test_swapped_numbers_are_shown():
    (fault,) = faults(block("in 2007 it named five priorities for seven countries."))
    assert "−seven− +five+ priorities for −five− +seven+ countries." in fault


def test_joined_turns_are_distinguished():
    (fault,) = faults(block("in my country one waits. Publish one page every year."))
    assert 'EXC-005: These words join turn "q1a"' in fault and 'turn "q2a"' in fault


def test_an_unmarked_omission_is_shown():
    (fault,) = faults(block("The strategy speaks of equals, and in 2007 it named"))
    assert "EXC-004" in fault and "partners. It does not yet speak− of equals," in fault


def test_an_omission_without_brackets_is_no_mark():
    (fault,) = faults(block("The strategy … does not yet speak of equals"))
    assert "EXC-004" in fault and "[…]" in fault


def test_a_changed_first_letter_without_brackets_is_shown():
    (fault,) = faults(block("the strategy speaks of partners."))
    assert "−The− +the+" in fault


def test_the_question_is_not_the_experts():
    (fault,) = faults(block("What is the Strategy to you?"))
    assert "EXC-006: The interviewer says this" in fault


def test_the_words_of_another_expert_are_not_theirs():
    (fault,) = faults(block("Politically we are five countries."))
    assert "EXC-006: tj-01 said this and not kz-01" in fault


def test_the_words_of_another_turn_name_it():
    (fault,) = faults(block("Publish one page every year."))
    assert "EXC-005" in fault and 'Write turn="q2a".' in fault


def test_a_translation_is_not_the_original():
    attributes = 'source="tj-01" turn="q1a" language="original"'
    (fault,) = faults(block("Politically we are five countries.", attributes))
    assert "EXC-007: These are the words of the translation" in fault
    assert faults(block("Политически мы пять стран.", attributes)) == []


def test_the_original_is_no_translation():
    (fault,) = faults(block("Политически мы пять стран.", 'source="tj-01" turn="q1a"'))
    assert "EXC-007" in fault and 'Write language="original".' in fault


def test_another_speaker_is_named():
    (fault,) = faults(block("Снег ложится у нас.", 'source="tj-01" turn="q2a"'))
    assert 'EXC-006: colleague says turn "q2a"' in fault
    assert faults(block("Снег ложится у нас.", 'source="tj-01" turn="q2a" speaker="colleague"')) == []


def test_words_that_nobody_said_name_no_turn():
    (fault,) = faults(block("Entirely different sentences stand here."))
    assert "no interview has these words or any like them" in fault


def test_an_insertion_within_a_word_is_no_letter_of_it():
    (fault,) = faults(block("The strategy speaks of partner[s]."))
    assert "−partners.− +partner.+" in fault


def test_turns_joined_by_a_mark_of_omission_are_joined_all_the_same():
    (fault,) = faults(block("in my country one waits. […] Publish one page every year."))
    assert "EXC-005" in fault


def test_a_word_within_a_word_is_not_said():
    assert match(fold(plain("art")), fold(plain("speaks of partners"))) is None


def test_added_emphasis_is_declared_and_kept():
    assert "EXC-008" in faults(block("The strategy speaks of *partners*."))[0]
    outcome = parsed(block("The strategy speaks of *partners*.", 'source="kz-01" turn="q1a" emphasis="added"'))
    assert outcome.diagnostics == () and outcome.value.quotations[0].emphasis_added


def test_emphasis_that_is_declared_is_there():
    assert "EXC-009" in faults(block("We *shall* see", 'source="kz-01" turn="q1a" emphasis="added"'))[0]


def test_emphasis_that_was_said_is_not_lost():
    assert "warning EXC-013" in faults(block("We shall see; in my country"))[0]


def test_words_within_a_sentence_are_found_in_any_answer():
    outcome = parsed('She wants [“one reform”]{.said by="kz-01"}, and soon.')
    assert outcome.diagnostics == ()
    assert outcome.value.quotations[0].turn == "q2a"


def test_words_within_a_sentence_are_held_to_the_letter():
    (fault,) = faults('She wants [“two reforms”]{.said by="kz-01"}.')
    assert fault.startswith("one.md:1:")


def test_words_within_a_sentence_are_cited_once():
    alone = parsed('She wants [“one reform”]{.said by="kz-01"}.').value.ast
    cited = parsed('She wants [“one reform”]{.said by="kz-01"} [@kz-01].').value.ast
    assert alone.count('"citationId"') == cited.count('"citationId"') == 1


def test_an_excerpt_by_place_takes_the_words_and_marks_what_it_leaves_out():
    outcome = parsed('{{ excerpt("kz-01", "q1a", from="It does", to="priorities") }}')
    assert outcome.diagnostics == ()
    assert (
        outcome.value.quotations[0].words
        == "[…] It does not yet speak of equals, and in 2007 it named seven priorities […]"
    )


def test_an_excerpt_by_place_can_begin_within_a_quotation():
    outcome = parsed('{{ excerpt("kz-01", "q1a", from="told me, “They ask", to="With whom") }}')
    assert outcome.diagnostics == ()
    assert "told me, “They ask us, ‘With whom" in outcome.value.quotations[0].words


def test_a_place_that_the_turn_does_not_have_is_reported():
    (fault,) = faults('{{ excerpt("kz-01", "q1a", from="Never said") }}')
    assert "EXC-003" in fault and "“Never said”" in fault


def test_a_timecode_is_no_word():
    assert (
        faults(block("Вода об этом не спрашивает. Политически", 'source="tj-01" turn="q1a" language="original"')) == []
    )


def test_the_original_stands_below_where_the_excerpt_or_the_book_says_so():
    words = "Water does not ask about that. Politically we are five countries."
    by_attribute = parsed(block(words, 'source="tj-01" turn="q1a" original="below"'))
    by_setting = parsed(block(words, 'source="tj-01" turn="q1a"'), original="below")
    for outcome in (by_attribute, by_setting):
        assert outcome.diagnostics == ()
        div = load(outcome.value.ast).content[0]
        assert div.content[1].classes == ["excerpt-original"] and div.content[1].attributes["lang"] == "ru"


def test_the_original_in_a_note_is_a_note():
    words = "Water does not ask about that. Politically we are five countries."
    outcome = parsed(block(words, 'source="tj-01" turn="q1a" original="note"'))
    assert '"t": "Note"' in outcome.value.ast or '"t":"Note"' in outcome.value.ast


def test_an_original_that_is_longer_than_its_translation_is_reported():
    assert "EXC-012" in faults(block("Politically we are", 'source="tj-01" turn="q1a" original="below"'))[0]
    attributes = 'source="tj-01" turn="q1a" original="below" original-from="Политически" original-to="мы"'
    assert faults(block("Politically we are", attributes)) == []


@pytest.mark.parametrize(
    ("text", "code", "remedy"),
    [
        (block("x", 'source="kz-1" turn="q1a"'), "EXC-001", 'Did you mean "kz-01"?'),
        (block("x", 'turn="q1a"'), "EXC-001", 'Write source="…".'),
        (block("x", 'source="kz-01" turn="q3"'), "EXC-002", "It has: q1, q1a, q2, q2a."),
        ('{{ excerpt("kz-01", "q2a", form="x") }}', "EXC-011", 'Did you mean "from"?'),
        ('{{ excerpt("kz-01", "q2a", original="bellow") }}', "EXC-011", 'Did you mean "below"?'),
    ],
)  # fmt: skip
def test_a_wrong_attribute_is_reported_with_what_was_meant(text, code, remedy):
    found = faults(text)
    assert len(found) == 1 and code in found[0] and remedy in found[0]


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (" ".join(f"word{n}" for n in range(1800)), " ".join(f"word{n}" if n % 7 else "wrong" for n in range(1800))),
        ("so we said " * 1800, "so we said " * 1800 + "no"),
    ],
)
def test_a_long_quotation_that_nobody_said_is_compared_once(turn, said):
    """1,800 words took 8 seconds: each beginning of them was sought in each turn."""
    answer = f"::: {{.answer #z1}}\n{turn}\n:::\n"
    begun = time.process_time()
    found = diagnose(
        f"# One\n\n{block(said, 'source=kz-01 turn=z1')}", {"manuscript/interviews/kz-01.md": f"{INTERVIEW}\n{answer}"}
    )
    assert "EXC-004" in {it.code for it in found} and in_time(time.process_time() - begun, 3)
