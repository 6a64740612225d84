"""Writes letters of other scripts as Latin or Cyrillic ones: by their sound, by their look, and without ornament.

A name in Greek, Georgian, Armenian or in the Arabic letters of Kazakh is one that its readers know; a letter of another
script within a word, a small capital, one in a square and one with a stroke through it are read as what they look like.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _pairs(text: str) -> dict[int, str]:
    words = text.split()
    return {ord(letter): other for letter, other in zip(words[::2], words[1::2], strict=True)}


_BY_SOUND = _pairs(
    "α a β v γ g δ d ε e ζ z η i θ t ι i κ k λ l μ m ν n ξ ks ο o π p ρ r σ s ς s τ t υ i φ f χ h ψ ps ω o "
    "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ g ყ k შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h "
    "ա a բ b գ g դ d ե e զ z է e ը i թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ u փ p ք k օ o ֆ f "
    "ا a ە e ب b پ p ت t ج zh چ ch ح h خ kh د d ر r ز z س s ش sh ع g غ g ف f ق k ك k گ g ڭ ng ل l م m ن n و o ۇ u ۋ v ى i ي i ھ h"
)
"""Vowels stand in these, as they do in a romanisation; those of Hebrew and Persian are for the reader to know."""

_LATIN_LOOK = "AΑBΒEΕZΖHΗIΙKΚMΜNΝOΟPΡTΤYΥXΧaαeεiιkκvνoοpρtτuυxχyγnηuμwωsςSՏUՍLԼnոuսhհoօgցAᎪBᏴCᏟDᎠEᎬHᎻJᎫKᏦLᏞMᎷPᏢRᎡSᏚTᎢVᎥWᏔZᏃYᎩGᏀIӀiӏ"
_BOTH = "AАBВEЕHНKКMМOОPРCСTТYУXХaаeеoоpрcсyуxхkкmмtтiіjјsѕhһIІJЈSЅ"
"""Letters of two scripts that look alike, pair by pair: one typed for the other is not seen."""
_AS_LATIN = str.maketrans(_BOTH[1::2] + _LATIN_LOOK[1::2], _BOTH[::2] + _LATIN_LOOK[::2])
_AS_CYRILLIC = str.maketrans(_BOTH[::2], _BOTH[1::2])
_SCRIPTS = [
    re.compile(it) for it in ("[A-Za-z]", "[\u0400-\u052f]", "[\u0370-\u03ff]", "[\u0530-\u058f]", "[\u13a0-\u13ff]")
]


def spelt_alike(word: str) -> tuple[str, ...]:
    """The word as it is typed, or, where its letters are of several scripts or of another one, as it may be meant."""
    if word.isascii():
        return (word,)
    if sum(bool(script.search(word)) for script in _SCRIPTS) > 1:
        return looks(word)
    sounding = _sounding(word)
    return (word,) if sounding == word.lower() else (word, sounding)


def looks(word: str) -> tuple[str, ...]:
    """The word in letters that look or sound the same."""
    latin = word.translate(_AS_LATIN)
    return tuple(dict.fromkeys((word.translate(_AS_CYRILLIC), latin, latin.translate(_AS_CYRILLIC), _sounding(word))))


def _sounding(word: str) -> str:
    lowered = word.lower()
    if not _OTHER_SCRIPT.search(lowered):
        return lowered
    return "".join(it for it in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(it)).translate(
        _BY_SOUND
    )


_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u058f\u0600-\u06ff\u10d0-\u10ff]")


def without_ornament(text: str) -> str:
    """The text without marks on its letters but those of й and ё, and without small capitals and letters in squares."""
    return _ODD.sub(lambda odd: _plain(odd[0]), unicodedata.normalize("NFKC", text))


_ODD = re.compile(
    "[^\0-\u024f\u0370-\u0373\u0376-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u3001-\u3029\u3041-\u3098\u30a0-\u9fff\uac00-\ud7ff]"
)
_LETTER = re.compile(r"\b(?:LATIN|INDICATOR SYMBOL|MODIFIER)(?: [A-Z]+)*? ([A-Z])$")


@lru_cache(maxsize=20_000)
def _plain(letter: str) -> str:
    if unicodedata.category(letter) in ("Mn", "Me"):
        return ""
    found = _LETTER.search(unicodedata.name(letter, ""))
    return found[1].lower() if found else letter
