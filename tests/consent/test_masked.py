"""A withheld name that is written with signs for letters, or as initials, is a warning at its place."""

from __future__ import annotations

import time

import pytest

from bookbuilder.consent.masked import _with_first_name, _with_signs
from bookbuilder.consent.private import PRIVATE_FILE
from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld.names import Name
from bookbuilder.diagnostics import Severity
from tests.in_time import in_time
from tests.small_book import BOOK, diagnose

EXCERPT = '{{ excerpt("kz-01", "q1a", from="The strategy", to="equals") }}'
NAME = {PRIVATE_FILE: "kz-01: {name: {family: Exampleov, given: Erlan Bolatovich}}\n"}


def warned(words: str, chapter: str = f"# One\n\n{EXCERPT}\n\n") -> list[str]:
    found = [it for it in diagnose(f"{chapter}{words}\n", NAME) if it.code == "PRV-005"]
    assert all(it.severity is Severity.WARNING and "xampl" not in str(it) for it in found)
    return [str(it.location).removeprefix("manuscript/one.md:") for it in found]


@pytest.mark.parametrize(
    "words",
    ["He met Ex***ov.", "He met Ex\\*\\*\\*ov.", "Эк…ов said so.", "Mr E*** came.", "To Э...ву it was new.", "E-v was there."]
    + ["Exam██████ knew.", "E. E., an expert, said so.", "So says E.B.E. today.", "Э. Е. said so.", "It was E. B. who knew."][:4]
    + ["So said E. E. We met in May.", "In Almaty E. E. told us so.", "He, E. E., said.", "Professor E. E. said.", "В Алматы Э. Е. сказал.",
       "Nobody came but E. E. Nobody spoke; there was nobody else.", "Э-в сказал так.", "So said Erlan B. E. in May.",
       "Erlan E. said so.", "С Эрланом Б. Э. говорили."]
    + ["So said Erlan  B. E. in May.", "So said *Erlan* B. E. in May.", "So said Erlan B.\u00a0E. in May.", "So said Erlan\nB. E. in May.",
       "So said B. E. Erlan in May.", "E. Erlan said so.", "So said Erlan B. E. Kazakhstan agreed.", "> So said [Erlan]{.x}\\\n>  B.&nbsp;<b>E.</b>",
       "E.  E. said so.", "*E.* E. said so.", "E.\u2009\nE. said so.", "So said **E. B.** Erlan."]
    + ["So said Erlan&thinsp;B.&thinsp;E.", "So said Erlan B.&#8239;E.", "So said Erlan&#xA0;&ZeroWidthSpace;B\\. E\\.", "So said Erlan *B*. *E*.",
       "**E**. **E**. said so.", "Erlan [B]{.smallcaps}. [E]{.smallcaps}. knew.", "E .&#x2009;E. said so.", "&#69;. E. said so."],
)  # fmt: skip
def test_a_name_with_letters_left_out_is_reported_where_it_stands(words: str) -> None:
    [place] = warned(words)
    assert place.startswith("5:")


@pytest.mark.parametrize(
    "words",
    ["He met **Exa**, and *Exam*.", "Well... he said.", "Exa… and so on.", "X-ray, E-mail and e…ov.", "In the E.U. and the U. S.",
     "E. E. Cummings, Miller, E. E., and Anna E. E. wrote.", "An *Exampl*e***.", "`Ex***ov` is code.", "Ab***ov is another.", "Wang EE-V and E-V-E.",
     "The Ex-ov ratio, and see E-v plot.", "The letters E-v-a.", "See Nobody, E. E. (@nobody).",
     "Erlan E. Cummings and Anna E. Erlan wrote.", "Erlan\n\nB. E. Miller and B. E. Bolat wrote.", "Erlan X. said so, Bolat B. E. and erlan e. not.", "Mr Erlan B. came.",
     "[Miller]{.smallcaps}, **E**. *E*., said so.", "*E*. E.&#8239;Cummings said so.", "E.&zwj;&hairsp;E.&NonBreakingSpace;Cummings wrote.",
     "Of Erlan&mdash;B. E. Miller; Erlan & E; it is E.&amp;E.", "Vitamin E . . . E is good. Points B, E ... and E?"],
)  # fmt: skip
def test_what_is_no_name_is_not_reported(words: str) -> None:
    assert warned(words) == []


@pytest.mark.parametrize("word", ["A*** ", "Ex*** ", "| Ex***\n"])
def test_a_long_paragraph_with_many_signs_takes_a_moment(word: str) -> None:
    """The asterisks before each of them were counted anew: 25 KB took 10 seconds."""
    secret, began = Secret("kz-01", "name", ("Exampleov", "Erlan"), is_name=True), time.process_time()
    found = list(_with_signs(word * 20_000, [(secret, [Name(it) for it in secret.words])], ()))
    assert len(found) in (0, 20_000) and in_time(time.process_time() - began, 2)


def test_initials_are_asked_about_only_where_the_person_is_quoted() -> None:
    assert warned("E. E. said so.", "# One\n\n") == []
    assert warned("Ex***ov said so.", "# One\n\n") == ["3:1"]
    assert warned("E-v said so.", "# One\n\n") == []
    assert warned("Erlan E. said so.", "# One\n\n") == [] and warned("Erlan B. E. said so.", "# One\n\n") == ["3:1"]


def test_a_word_of_another_paragraph_makes_initials_nobody_elses() -> None:
    assert warned("E. E.\n\nAnna came.\n\n## Bishkek\n\nE. E. said so.") == ["5:1", "11:1"]


def test_a_transcript_is_looked_through_as_well() -> None:
    files = {**NAME, "manuscript/book.yaml": BOOK.replace("[title]", "[title]\nbackmatter: [interviews]")}
    transcript = """---
code: kz-01
description: E. E., an expert
date: 2020-10-14
language: en
consent: {attribution: described}
---

::: {.answer #q1a}
The strategy speaks of partners, as Ex***ov says. It does not yet speak of equals.
:::
"""
    found = diagnose("# One\n\nText.\n", {**files, "manuscript/interviews/kz-01.md": transcript})
    assert [str(it.location) for it in found if it.code == "PRV-005"] == [
        "manuscript/interviews/kz-01.md:2",
        "manuscript/interviews/kz-01.md:9",
    ]


def test_the_forms_of_a_first_name_are_made_once_for_all_texts() -> None:
    """300 transcripts beside 300 names took 20 seconds."""
    people = [Secret(f"p-{it}", "name", (f"Berg{it}ov",), True, (), (f"Annabel{it}", "Boris")) for it in range(300)]
    began = time.process_time()
    assert not any(list(_with_first_name("Nobody said so.", people, ())) for _ in range(300))
    assert in_time(time.process_time() - began, 2)
