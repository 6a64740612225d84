"""Knows the language of a text by its letters or, in Latin ones that many languages share, by its small words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from bookbuilder.languages.registry import language

LATIN = ("ca", "cs", "da", "de", "en", "es", "fr", "hu", "it", "la", "nb", "nl", "pl", "pt", "ro", "sv", "tr", "uz")
"""Languages that are known by the words that join others."""
MORE_SMALL_WORDS = {
    "et": "ja ei et see oli kui ka ning mis olla", "fi": "ja ei että se oli ovat myös joka kuin sekä",
    "hr": "koji koja koje što kako su nije ili te kao", "id": "yang dan di dari untuk pada dengan ini adalah itu tidak",
    "lt": "ir yra kad iš kaip apie bet buvo", "lv": "un ir kas ar uz par bet kā", "sl": "ki pri tudi lahko kot ter ali so bil",
    "sq": "dhe të në një për është nga që",
}  # fmt: skip
"""Small words of further languages; none is one of a language that is like it."""
ALIKE = {
    "hr": ("sr-Latn", "što gdje ovdje prije poslije također uopće riječ riječi dio vrijeme tko vijek", "šta gde ovde pre posle takođe uopšte reč reči deo vreme ko vek"),
    "id": ("ms", "karena bahwa bisa yaitu berbagai sedangkan maupun negara kalau sangat", "kerana bahawa boleh iaitu pelbagai manakala mahupun negeri sekiranya amat"),
}  # fmt: skip
"""Languages with the small words of another, by which one it is; its own words, and theirs."""
SCRIPTS = (
    ("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af"), ("zh", "\u4e00-\u9fff"), ("ru", "\u0400-\u04ff"),
    ("ar", "\u0600-\u06ff"), ("el", "\u0370-\u03ff\u1f00-\u1fff"), ("he", "\u0590-\u05ff"), ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"), ("th", "\u0e00-\u0e7f"), ("hi", "\u0900-\u097f"),
)  # fmt: skip
"""Languages by the letters of their script; the kana are asked before the characters that Japanese shares with Chinese."""
OWN_LETTERS = {
    "ru": (
        ("tg", "ҷӣӯ", 5), ("uz-Cyrl", "ҳ", 5), ("kk", "ғқұ", 30), ("ky", "ң", 3), ("mn", "өү", 10), ("be", "ў", 5),
        ("uk", "іїєґ", 20), ("sr", "ћђ", 3), ("mk", "ѓќѕ", 1), ("bg", "ъ", 5),
    ),
    "ar": (("ur", "ٹڈڑںے", 10), ("fa", "پچژگی", 10)),
    "en": (("vi", "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", 50), ("az", "ə", 20)),
}  # fmt: skip
"""Languages with letters that the usual one of their script lacks or hardly uses, and how many of a thousand they are at least."""
SAME_SCRIPT = {
    "ru": ("kk", "uk", "be", "ky", "tg", "uz", "bg", "sr", "mk", "mn"), "he": ("yi",), "zh": ("ja",),
    "ar": ("fa", "ur", "ps", "ug"),
}  # fmt: skip
"""Languages of a script, which a short text may be in without a letter that says so."""
ENOUGH = 400
"""Letters of a text that would have a letter of its own language if there is one."""


def language_by_text(text: str) -> str:
    """The tag of the language of most of a text; empty where nothing tells. Code and formulas are Latin in any language."""
    tag, words = language_by_letters(text, 0.25), re.findall(r"(?<!\w)[^\W\d_]+(?!\w)", text)
    if tag and language_by_letters(text) != tag:  # more Latin letters: code, or prose about the other language
        latin = [it for it in words if re.match(r"[A-Za-z\u00df-\u024f]", it)]
        prose = by_small_words(latin)
        if prose and len(latin) > 200 and 8 * sum(it.lower() in _small(prose) for it in latin) > len(latin):
            return prose
    return tag or by_small_words(words)


def language_by_letters(text: str, weight: float = 1.0, usual: str = "") -> str:
    """The language of a text by its script and its letters, where a Latin letter weighs `weight`; empty for most Latin ones.

    `usual` is the language that a text in its script has which is too short to tell.
    """
    text = text.lower()
    latin = len(re.findall(r"[a-z\u00df-\u024f\u1e00-\u1eff]", text))
    counted = {tag: len(re.findall(f"[{letters}]", text)) for tag, letters in SCRIPTS}
    script = next((tag for tag, count in counted.items() if count > weight * latin), "en")
    letters = counted[script] if script in counted else latin
    own = OWN_LETTERS[script] if script in OWN_LETTERS else ()
    for tag, signs, least in own:
        if 1000 * sum(map(text.count, signs)) > least * letters and (tag != "bg" or 1000 * text.count("ы") < letters):
            return tag
    if script in SAME_SCRIPT and usual[:2] in SAME_SCRIPT[script]:
        if letters < ENOUGH or all(usual[:2] != tag[:2] for tag, _, _ in own):
            return usual
    return "" if script == "en" else script


def is_latin(tag: str) -> bool:
    """Whether a text in a language has Latin letters: by the script that the tag names, or by the language's usual one."""
    primary, *others = tag.lower().split("-")
    script = next((it for it in others if len(it) == 4 and it.isalpha()), "")
    if script or primary in LATIN:
        return script in ("latn", "")
    return primary not in {*dict(SCRIPTS), *(it for same in SAME_SCRIPT.values() for it in same)}


def by_small_words(words: Iterable[str]) -> str:
    """The tag of the language in which most of the words would be small ones; empty where no language stands out."""
    counted = Counter(word.lower() for word in words)
    shares = sorted(
        ((sum(counted[it] for it in _small(tag)), tag) for tag in (*LATIN, *MORE_SMALL_WORDS)), reverse=True
    )
    (most, tag), (next_, _) = shares[0], shares[1]
    if tag in ALIKE:
        other, own, others = ALIKE[tag]
        tag = other if sum(counted[it] for it in others.split()) > sum(counted[it] for it in own.split()) else tag
    return tag if most >= 5 and 25 * most > counted.total() and most > 1.5 * next_ else ""


def _small(tag: str) -> set[str]:
    if tag in MORE_SMALL_WORDS:
        return set(MORE_SMALL_WORDS[tag].split())
    known = language(tag)
    return {*known.articles, known.conjunction, *known.joining_words}
