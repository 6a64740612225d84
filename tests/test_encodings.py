"""Files that no editor saved as UTF-8 keep their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.encodings import EASTERN, OLDER, decoded
from bookbuilder.source import read_source

TEXTS = {
    "Глава вторая: ёлочки и Блокнот.": "cp1251 koi8_r cp866 mac_cyrillic",
    "Grüße aus München, Ä und ß.": "cp1252 mac_roman cp850",
    "L’œuvre naïve, « là-bas ».": "cp1252 mac_roman",
    "Zażółć gęślą jaźń, łódź i książka.": "cp1250",
    "Η γλώσσα είναι ένα σύστημα.": "cp1253",
    "日本語の文章です。プログラマになる方法。": "cp932 euc_jp",
    "这是一本关于时间的书，我们在这里学习如何写作。": "gb18030",
    "這是一本關於時間的書，我們在這裡學習如何寫作。": "big5hkscs",
    "이것은 한국어로 쓴 책입니다.": "cp949",
}


@pytest.mark.parametrize(("text", "encoding"), [(text, it) for text, names in TEXTS.items() for it in names.split()])
def test_an_older_encoding_is_known_by_its_words(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).text == text
    assert decoded(text.encode(encoding)).encoding == (OLDER | EASTERN)[encoding]


def test_single_lines_in_an_older_encoding_leave_the_others_as_they_are() -> None:
    read = decoded("Ось — да.\r\n".encode() + "caf\xe9\r\n".encode("latin-1") + "Да.".encode())
    assert (read.text, read.encoding, read.lines) == ("Ось — да.\r\ncaf\xe9\r\nДа.", "Windows-1252", (2,))


def test_words_of_utf_8_within_a_line_of_an_older_encoding_are_read_as_they_are() -> None:
    read = decoded("{Вода} ".encode() + "{Её вода и люди}, {РОССИЯ»}".encode("cp1251"))
    assert (read.text, read.encoding) == ("{Вода} {Её вода и люди}, {РОССИЯ»}", "Windows-1251")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Потом он собрал вещи.\nсобрал\nИ топтал, работал.", "cp866"), ("Він бачив ТІНІ, ЛІКІ та СІЯЄ.", "cp1251")],
)
def test_a_word_of_an_older_encoding_that_happens_to_be_utf_8_is_read_as_a_word(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).text == text


def test_utf_16_without_a_mark_is_known_in_both_orders() -> None:
    text = "@book{a, title={Вода}, author={A}, year=2001}"
    assert {decoded(text.encode(it)).text for it in ("utf-16-le", "utf-16-be")} == {text}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_says_the_encoding(encoding: str) -> None:
    assert decoded("Ось.\r\n".encode(encoding)).text == "Ось.\r\n"


def test_a_chapter_in_an_older_encoding_is_read_and_reported(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# Глава\r\n\r\nДлинное тире.\r\n".encode("cp1251"))
    read = read_source(tmp_path / "a.md", tmp_path, guess=True)
    assert read.value is not None and read.value.text == "# Глава\n\nДлинное тире.\n"
    assert [str(it)[:26] for it in read.diagnostics] == ["a.md:1:3: error SRC-003: B"]
    assert read_source(tmp_path / "a.md", tmp_path).value is None
