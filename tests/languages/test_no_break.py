"""Where no line may end in print, by language."""

from __future__ import annotations

import pytest
from lxml import etree

from bookbuilder.languages.no_break import held, hold_together


@pytest.mark.parametrize(
    "lang, text",
    [
        ("en-GB", "see pp.~12–14 and n.~3"),
        ("en-GB", "Chapter~3, Section~4.4 and Appendix~B"),
        ("en", "on 17~June 2019"),
        ("en", "14.6~per~cent of 526.5~million dollars"),
        ("en", "J.~R.~Smith wrote"),
        ("en", "Gives EUR~134~Million and 20~Km, or 5~USD"),
        ("en", "words~– like these~– and 5~km"),
        ("en", "Regulation (EU) No~978/2012"),
        ("en", "we left~… and never returned"),
        ("ru", "в~2019~г. на с.~12 и~т.~д."),
        ("ru", "А.~С.~Пушкин~— поэт"),
        ("ru", "17~июня, 526~млн, №~5"),
        ("ru", "то~же самое"),
        ("kk", "2020~ж. 17~маусымда, 12~б."),
        ("kk", "Қ.~К.~Тоқаев да айтты".replace(" да", "~да")),
        ("tg", "с. 12 and A.~B.~Name"),
    ],
)
def test_what_belongs_together_stays_together(lang, text):
    assert held(text.replace("~", " "), lang) == text.replace("~", "\u00a0")


def ended(xhtml: str) -> str:
    root = etree.fromstring(f"<section>{xhtml}</section>")
    hold_together(root, "en")
    return (
        etree.tostring(root, encoding="unicode")
        .removeprefix("<section>")
        .removesuffix("</section>")
        .replace("\u00a0", "~")
    )


def test_a_short_last_word_is_held_to_the_word_before_it():
    assert ended("<p>That was all of it.</p>") == "<p>That was all of~it.</p>"


def test_a_long_last_word_is_held_to_none():
    assert ended("<p>See <i>this</i> great partnership.</p>") == "<p>See <i>this</i> great partnership.</p>"


def test_the_words_before_a_list_within_an_item_are_its_last_and_its_first_keep_their_space():
    inner = "<ul><li>An item.</li></ul>"
    assert ended(f"<li>Very small <code>f(x)</code> as it is.{inner}</li>") == (
        f"<li>Very small <code>f(x)</code> as it~is.{inner}</li>".replace("An item", "An~item")
    )


def test_a_last_word_with_a_call_keeps_its_call():
    call = '<a role="doc-noteref">1</a>'
    assert ended(f"<p>All of it.{call}</p>") == f"<p>All of~it.{call}</p>"
    assert ended(f"<p>A partnership.{call}</p>") == f"<p>A partnership.{call}</p>"


def test_a_passage_in_another_language_has_its_own_rules():
    assert 'lang="ru">в~Москве' in ended('<p>They met <i lang="ru">в Москве</i> there, as we have said before.</p>')


def test_an_entry_in_another_language_has_the_books_rules_as_well():
    root = etree.fromstring('<div><div class="csl-entry" lang="en">134 million. 26 March 2019 г. Ц.</div></div>')
    hold_together(root, "ru")
    entry = root[0]
    assert (entry.text, entry.get("lang")) == ("134\u00a0million. 26\u00a0March 2019\u00a0г.\u00a0Ц.", "en")


def test_code_stays_as_it_is():
    assert ended("<p>Write <code>p. 12</code> here and somewhere.</p>").count("~") == 0
