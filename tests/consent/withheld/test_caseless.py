"""A withheld name is found in scripts that have no capitals, though nothing parts it from the words around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.consent.private import read_private
from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld import search_artefact
from bookbuilder.consent.withheld.search import Search, Text
from bookbuilder.model.interview import Interview
from tests.consent.withheld.planted import EMPTY
from tests.consent.withheld.test_allowed import published


@pytest.mark.parametrize(
    ("name", "found", "others"),
    [
        ("王小明", "我见到王小明说话|王 小 明|王·小明", "王小|国王。小明"),
        ("张 伟华", "他是張偉華|張 伟華說|偉華・張", "張偉|弓偉華"),
        ("張偉華", "他是张伟华说", "章伟华"),
        ("斎藤 学", "彼は齋藤學です|斎藤 學|齋藤学", "斉藤学|藤學"),
        ("山田 太郎", "昨日、山田　太郎さんは|山田太郎|太郎・山田|山田\n太郎", "山田|太郎と山"),
        ("さとう けん", "サトウケンさん", "さとう"),
        ("김민수", "어제 김민수는 말했다|김민수의", "김민"),
        ("สมชาย", "ผมพบสมชายเมื่อวาน", "สมชา"),
        ("כהן", "אמר וכהן|ולכהן|כהן|כֹּהֵן", "כהנים|מכהנת"),
        ("דוד כהן", "דוד כהן|וכהן דוד|דוד הכהן", "דוד וכהן|כהן"),
        ("פרידמן", "אצל פרידמן|פְרִידְמָן|שלפרידמן", "פריד"),
        ("علي", "قال وعلي|علي|عليّ|لعلي", "عليه|العليا"),
        ("أحمدوف", "قال وأحمدوف|احمدوف|أحمـــدوف|أَحْمَدُوف", "أحمد"),
        ("كريموف", "کریموف|وكريموف", "كريم"),
        ("शर्मा", "कल शर्मा ने|शर्माजी", "शर्म|शर्मनाक"),
        ("ანა", "თქვა ანა|ანას", "ბანა"),
    ],
)  # fmt: skip
def test_a_name_without_capitals_is_found_among_the_words_around_it(name: str, found: str, others: str) -> None:
    """None of these was found in any edition: the first letter had to be a capital, and a word had to end.

    Nor was a name in simplified characters found where its readers have traditional ones.
    """
    family, _, given = name.partition(" ")
    search = Search((Secret("kz-04", "name", (family, given) if given else (family,), True),))
    assert [text for text in found.split("|") if not search([Text("a", text)])] == []
    assert [text for text in others.split("|") if search([Text("a", text)])] == []


def test_a_name_that_needs_its_two_parts_is_made_of_both(tmp_path: Path) -> None:
    file = tmp_path / "manuscript/interviews/private.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("kz-04: {name: {family: 李, given: 大钊}}\n", encoding="utf-8")
    secrets = read_private(tmp_path, (Interview("kz-04", "Expert", "China", "2020", "zh"),)).value.secrets
    assert ("李", "大钊") in [it.words for it in secrets]
    assert Search(secrets)([Text("a", "昨天李大钊来了")]) and not Search(secrets)([Text("a", "昨天李来了")])


def test_an_author_with_such_a_name_is_named_in_his_own_work_and_nowhere_else() -> None:
    author = Secret("kz-04", "name", ("李大钊",), True, ("li1918",))
    body = '<section><p>见<a href="#ref-li1918">李大钊 1918</a>第十二页以下各页</p><div id="ref-li1918">李大钊《青春》商务印书馆</div></section>'
    told = body.replace("以下", "以下李大钊说")
    for text, count in ((body, 0), (told, 1)):
        assert len(search_artefact("epub", {"one.xhtml": text.encode()}, (author,), published(body))) == count
    assert search_artefact("epub", {"one.xhtml": body.encode()}, (author,), EMPTY)
