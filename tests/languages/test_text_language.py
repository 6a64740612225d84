"""The language of a text that does not say it."""

import pytest

from bookbuilder.languages.text_language import is_latin, language_by_letters, language_by_text


@pytest.mark.parametrize(
    "lang, text",
    [
        ("uk", "Навчання з підкріпленням є однією з найважливіших галузей, у якій агент діє в середовищі."),
        ("bg", "Възпитанието на децата е труд, който изисква търпение, и затова къщата е първото училище."),
        ("ru", "Къырымтатар тилинде окъугъан балалар ве алышкъанлыкънен эписи мектепке бараджакълар, деди ана."),
        ("ru", "Обучение детей есть труд, который требует терпения, и потому дом был бы первой школой."),
        ("kk", "Стратегия туралы айтқан сөздеріміз орындалған жоқ, бұл құжаттың мәні әлі ашылмаған."),
        ("ky", "Кыргыз тилинин өнүгүшү жөнүндө айтылган сөздөр элибиздин тарыхында өз ордун тапкан. Эң жакшы."),
        ("tg", "Забони тоҷикӣ яке аз забонҳои қадимаи ҷаҳон аст ва адабиёти он хеле бой мебошад."),
        ("sr", "Људи често кажу да је ћутање злато, али ђаци то још не знају и питају шта ће бити."),
        ("mk", "Луѓето велат дека куќата е прва школа, а ноќе се слуша ѕвонот од црквата."),
        ("be", "Людзі кажуць, што слова было спачатку, а потым ужо ўсё астатняе прыйшло ў свет."),
        ("vi", "Triết học ra đời từ khoảng thế kỷ tám trước Công nguyên ở các trung tâm văn minh lớn của nhân loại."),
        (
            "la",
            "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, et qui ipsorum lingua Celtae, sed non ab eis.",
        ),
        ("fr", "La Gaule est divisée dans son ensemble en trois parties et les Belges ne sont pas que dans une seule."),
        (
            "it",
            "La Gallia è nel suo insieme divisa in tre parti, e i Belgi non abitano che una di queste per ragioni di lingua.",
        ),
        ("id", "Regresi adalah hubungan yang dapat dilihat dari data dan tidak untuk semua penelitian pada masa ini."),
        (
            "ms",
            "Bahasa yang dituturkan di negeri itu adalah untuk semua, dan tidak boleh diganti dengan yang lain kerana sejarah.",
        ),
        (
            "hr",
            "Knjige koje su stare nije lako čitati, ali i one koje su nove ili mlade traže vrijeme kako bi što rekle.",
        ),
        (
            "sr-Latn",
            "Knjige koje su stare nije lako čitati, ali i one koje su nove ili mlade traže vreme, kako su pre govorili.",
        ),
        ("ka", "ქართული ენა არის საქართველოს სახელმწიფო ენა."),
        ("hi", "संविधान के अनुसार हिन्दी संघ की राजभाषा है।"),
        ("", "Opus 1, 2, 3."),
    ],
)
def test_a_language_is_known_by_its_letters_or_its_small_words(lang: str, text: str) -> None:
    assert language_by_text(text) == lang


def test_a_short_text_without_a_letter_of_its_own_is_in_the_books_language() -> None:
    assert language_by_letters("Слово о том", usual="uk") == "uk"
    assert language_by_letters("Слово о том, что было сказано. " * 40, usual="uk") == "ru"
    assert language_by_letters("Слово о том", usual="en") == "ru"


def test_prose_about_a_language_is_not_in_it_and_code_says_nothing() -> None:
    words, code = "كتاب جديد في البيت الكبير " * 60, "const value = reader.next(buffer) " * 80
    prose = "In this chapter you learn the words that a traveller needs for the market and for the road. " * 30
    assert language_by_text(f"{prose}{words}") == "en"
    assert language_by_text(f"{code}{words}") == "ar"


def test_a_script_that_a_tag_names_decides_about_its_letters() -> None:
    """Serbian, Uzbek and Kazakh are written in both; by itself each tag means the usual one."""
    assert [it for it in ("sr-Latn", "kk-Latn-KZ", "uz", "en-GB", "nb") if not is_latin(it)] == []
    assert [it for it in ("sr", "sr-Cyrl", "uz-Cyrl", "ru-RU", "kk", "zh-Hant", "he") if is_latin(it)] == []
