"""What each straight quotation mark is, seen in the words that are printed."""

from __future__ import annotations

import cProfile
import json
import pstats

import panflute as pf
import pytest
from hypothesis import given, settings, strategies as st

from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_as_typed
from bookbuilder.markdown.quotation_marks import Role, decide_marks
from bookbuilder.markdown.typed_marks import bring_back, hide_escaped
from bookbuilder.markdown.typography import set_typography
from tests.small_book import BOOK, body_of, check_reports, check_silent, text_of

PRINTED = {
    'contains "a "nested" quote" sequence': "contains “a ‘nested’ quote” sequence",
    "the '90s, rock 'n' roll, 'twas the Joneses' car": "the ’90s, rock ’n’ roll, ’twas the Joneses’ car",
    "Bob's 'stuff' in the 1990s' \"end.\"": "Bob’s ‘stuff’ in the 1990s’ “end.”",
    '"*All* of it," he said--"no"---and...': "“All of it,” he said–“no”—and…",
    '[a link](https://x.org)\'s "words"': "a link’s “words”",
    "\"'Words' here\" and \"here 'words'\"": "“‘Words’ here” and “here ‘words’”",
    "'quote 'inner' x'": "‘quote “inner” x’",
    'Is 5\'7" to 6\' 10" tall, "5\'7" in words"': "Is 5'7\" to 6' 10\" tall, “5'7\" in words”",
    '("x") "z"—"w" pre-"modern" "post"-modern': "(“x”) “z”—“w” pre-“modern” “post”-modern",
    '\\"plain\\" it\\\'s 5\\-\\-6 and\\...': '"plain" it\'s 5--6 and...',
    '索引："n"插入，"!"插入。他说："你好。"然后（"a"）': "索引：“n”插入，“!”插入。他说：“你好。”然后（“a”）",
    "은 '1월 1일'(`x`)부터 'a'`y`로 '(가)'를": "은 ‘1월 1일’(x)부터 ‘a’y로 ‘(가)’를",
    "는 ','로 '정상성'을, '-'로 (h = '10 years')하고 '1월'로 \"안녕\"이라고, R's 'a'에서": "는 ‘,’로 ‘정상성’을, ‘-’로 (h = ‘10 years’)하고 ‘1월’로 “안녕”이라고, R’s ‘a’에서",
    "他说'你好'，然后说\"再见\"。用\"x\"表示'y'。": "他说‘你好’，然后说“再见”。用“x”表示‘y’。",
    'Use "," or \';\', and "a","b".': "Use “,” or ‘;’, and “a”,“b”.",
    "At 52° 4'35.73\"N 5° 8'59.05\"E, 51°30'N, \"here\" and 'there'": "At 52° 4'35.73\"N 5° 8'59.05\"E, 51°30'N, “here” and ‘there’",
    "Ibn Daqiq al-'Id of al-'Aliyah": "Ibn Daqiq al-’Id of al-’Aliyah",
    "O'Neill, don't, d'Artagnan": "O’Neill, don’t, d’Artagnan",
    'be " \'actual, not conjectural.\' " The money " \'[f]or pay\' " is "a" \'b\' "c" of boys\' "home"': (
        "be “\u202f‘actual, not conjectural.’\u202f” The money “\u202f‘[f]or pay’\u202f” is “a” ‘b’ “c” of boys’ “home”"
    ),
    '**"bold"** and *"em"*, `"code"`': '“bold” and “em”, "code"',
}


@pytest.mark.parametrize("typed", PRINTED)
def test_a_straight_mark_is_what_its_neighbours_say(typed: str) -> None:
    ast, _ = read_as_typed(typed)
    assert not set_typography(ast)
    assert _words(load(json.dumps(ast))) == PRINTED[typed]


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_marks_are_those_of_the_language_at_every_depth(lang: str) -> None:
    files = {"manuscript/book.yaml": BOOK.replace("en-GB", lang)}
    typed = 'ішкі "сөз" бар "Самұрық"тың "ішкі "сөз" бар", п\'ять, \'сөз\'ның.'
    body = body_of(f"# One\n\n{typed}\n", files)
    assert text_of(body.find("p")) == "ішкі «сөз» бар «Самұрық»тың «ішкі „сөз“ бар», п’ять, „сөз“ның."


def test_a_mark_that_looks_the_wrong_way_is_named_at_its_place() -> None:
    check_reports('# One\n\nThe "open one.\n\nA 12" pipe.\n', "CHP-040 3:5", "CHP-040 5:5")
    check_reports('# One\n\nA 12" pipe, `"`, and " alone.\n', "CHP-040 3:5", "CHP-040 3:22")
    check_silent('# One\n\nA 12\\" pipe in \'68, the dogs\' "x^[A "note".]" [a "b"](https://x.org "title").\n')


def test_a_quotation_of_several_paragraphs_opens_at_each() -> None:
    check_silent('# One\n\n"First.\n\n"Second."\n')
    check_reports('# One\n\n"First.\n\nSecond.\n', "CHP-040 3:1")


def test_marks_across_emphasis_are_named_where_the_language_has_others() -> None:
    chapter = '# One\n\n*"a* b" c\n'
    check_silent(chapter)
    check_reports(chapter, "CHP-040 3:2", files={"manuscript/book.yaml": BOOK.replace("en-GB", "ru")})


@given(st.text(alphabet="a s.,(-\"'“”я9\n"))
@settings(max_examples=300, deadline=None)
def test_marks_of_a_pair_belong_to_each_other_and_nest(text: str) -> None:
    marks = decide_marks(text)
    assert [mark.offset for mark in marks] == [index for index, sign in enumerate(text) if sign in "\"'"]
    open_now = []
    for mark in marks:
        if mark.partner is not None:
            assert mark.partner.partner is mark and mark.single == mark.partner.single
            if mark.role is Role.OPENS:
                open_now.append(mark)
            else:
                assert open_now.pop() is mark.partner
    assert not open_now


@given(st.text(alphabet="a\\\"'-.` "))
def test_what_is_escaped_comes_back_as_it_was_typed(text: str) -> None:
    hidden = hide_escaped(text)
    assert len(hidden) == len(text)
    assert bring_back({"t": "Code", "c": [["", [], []], hidden]})["c"][1] == text


def _words(element: pf.Element) -> str:
    if isinstance(element, pf.Quoted):
        marks = "‘’" if element.quote_type == "SingleQuote" else "“”"
        return marks[0] + "".join(_words(child) for child in element.content) + marks[1]
    if isinstance(element, (pf.Str, pf.Code)):
        return element.text
    if isinstance(element, (pf.Space, pf.SoftBreak)):
        return " "
    return "".join(_words(child) for child in element.content)


def test_marks_that_nothing_closes_cost_each_the_same() -> None:
    """Eight thousand of them in one paragraph took 18 seconds: each was looked for among all that were open."""

    def calls(size: int) -> int:
        profile = cProfile.Profile()
        profile.runcall(decide_marks, "a('" * size + "\"b 'c' d\" " * size)
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    assert calls(800) < 2.3 * calls(400)


def test_a_quotation_with_a_mark_of_print_at_one_end_alone_has_those_of_the_language_at_both() -> None:
    files = {"manuscript/book.yaml": BOOK.replace("en-GB", "de")}
    typed = 'Er sagte „so", "gerade“, «und auch". „Richtig“ und "auch" und „A“ und „B".'
    body = body_of(f"# One\n\n{typed}\n", files)
    assert text_of(body.find("p")) == "Er sagte „so“, „gerade“, „und auch“. „Richtig“ und „auch“ und „A“ und „B“."
