"""Lists the words that are a name, in both scripts, however romanised and in whatever case.

Every word is brought to a skeleton, in Latin letters and without what romanisations differ in (Ахметов, Akhmetov and
Ahmetov are one); a word is the name where its skeleton is the name's stem with an ending that Russian or Kazakh
declension, or an English possessive, may give it. Stemmers made for running text do not serve: they cut Ерлана to
"ерла" and leave Ерланом whole.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld.scripts import looks, spelt_alike

WORD = re.compile(r"[^\W\d_]+(?:['’ʼʻ`][^\W\d_]+)*")
CAMEL = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁ])(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][^\W\d_A-ZА-ЯЁ])")

_LETTERS = re.compile(r"[^\W\d_]+")

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "z", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "ts", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ҳ": "h", "ҷ": "z",
    "ў": "u", "ѐ": "e", "ѝ": "i", "ӣ": "i", "ӯ": "u", "ї": "i", "є": "e", "ґ": "g", "җ": "z", "ѓ": "g",
}  # fmt: skip

_LATIN = (
    ("shch", "s"), ("dzh", "z"), ("dsch", "z"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "h"),
    ("gh", "g"), ("dj", "z"), ("ts", "ts"), ("tz", "ts"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("yo", "e"),
    ("ye", "e"), ("ya", "ia"), ("yu", "iu"), ("y", "i"), ("w", "v"), ("q", "k"), ("ı", "i"), ("ə", "a"), ("ß", "s"),
    ("ø", "o"), ("ł", "l"), ("ng", "n"),
)  # fmt: skip
_LATIN_PATTERN = re.compile("|".join(f"({re.escape(spelling)})" for spelling, _ in _LATIN))

_READINGS = {"j": ("z", "i"), "x": ("h", "ks")}
"""Letters that romanisations use for two sounds."""

ENDINGS = (
    # Russian nouns and adjectives; Kazakh cases; English possessive and plural.
    "", "а", "я", "у", "ю", "е", "и", "ы", "о", "ой", "ей", "ою", "ею", "ом", "ем", "ым", "им", "ых", "их", "ыми",
    "ими", "ого", "его", "ому", "ему", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях", "ая", "яя", "ую", "юю", "ое",
    "ые", "ие", "ий", "ый", "ия", "ию", "ией", "ии", "ья", "ье", "ью",
    "ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке", "на", "не", "ды", "ді", "ты", "ті", "ны", "ні",
    "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен",
    "дар", "дер", "тар", "тер", "лар", "лер", "дікі", "тікі", "нікі", "ша", "ше",
    "s", "es", "ning", "ga", "dan", "ni", "da",
)  # fmt: skip

ADJECTIVES = (
    "ий", "ый", "ой", "ого", "его", "ому", "ему", "им", "ым", "ом", "ем", "ая", "яя", "ой", "ей", "ую", "юю", "ие",
    "ые", "их", "ых", "ими", "ыми",
)  # fmt: skip

LONG_ENOUGH = 4
"""A shorter skeleton is a name only where the word begins with a capital and has no ending but a possessive."""

_OLD_ENDING = re.compile(r"(?<=[oe])(?:ff|w)(?=(?:a|s|as)?$)")
"""-off, -eff, -ow and -ew, as French, English of old and German write -ов and -ев."""
_AZERBAIJANI = re.compile("[əğıöüçş]")


@lru_cache(maxsize=200_000)
def skeletons(word: str) -> frozenset[str]:
    """The word in Latin letters, without what romanisations differ in, in each way in which it may be read."""
    return frozenset().union(*(_skeletons(spelling) for it in spelt_alike(word) for spelling in _spellings(it.lower())))


def _spellings(word: str) -> list[str]:
    """A romanised word in the spellings of other countries too: Dschafarow, Achmetoff, Nasarbajew, Cəfərov."""
    found = [word]
    if _OLD_ENDING.search(word):
        plain = _OLD_ENDING.sub("v", word)
        found += [plain]
        found += [plain.replace("sch", "š").replace("ch", "kh").replace("š", "sch")] if "ch" in plain else []
        found += [re.sub(r"s(?!s|ch)", "z", it) for it in found[1:] if "s" in it]
        found += [it.replace("ou", "u") for it in found[1:] if "ou" in it]
    if "dj" in word:  # of French, д and ж in one; of Scandinavia and of telegrams, a soft д
        found.append(word.replace("dj", "dy"))
    if "дж" in word:
        found.append(word.replace("дж", "ж"))
    if _AZERBAIJANI.search(word):
        if "ə" in word:  # it stands for а and for е
            choices = itertools.product("ae", repeat=min(word.count("ə"), 3))
            found += [_one_by_one(word, "ə", choice) for choice in choices]
        found += [it.replace("c", "zh") for it in found if "c" in it]
        found += [it.replace("q", "g") for it in found if "q" in it]
    return found


def _one_by_one(word: str, letter: str, others: Sequence[str]) -> str:
    """The word with one letter put for the first, the second … of its like, and the last for all that follow."""
    for other in others[:-1]:
        word = word.replace(letter, other, 1)
    return word.replace(letter, others[-1])


def _skeletons(word: str) -> frozenset[str]:
    """The word in Latin letters, without what romanisations differ in; more than one where a letter has two readings."""
    lowered = word.lower()
    # й and ё are letters, not accents.
    mapped = "".join(
        _CYRILLIC[character] if character in _CYRILLIC else f"\0{character}"
        for character in unicodedata.normalize("NFC", lowered)
    )
    pieces = re.split(r"((?:\0.)+)", mapped)
    readings = [""]
    for piece in pieces:
        latin = piece.startswith("\0")
        text = _of_latin(piece.replace("\0", "")) if latin else piece
        for character in text:
            options = _READINGS[character] if latin and character in _READINGS else (character,)
            readings = [reading + option for reading in readings for option in options][:16]
    return frozenset(_settled(reading) for reading in readings)


def _of_latin(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) and c.isalpha())
    return _LATIN_PATTERN.sub(lambda found: dict(_LATIN)[found[0]], bare)


def _settled(text: str) -> str:
    """Doubled letters are one, and i before a vowel that swallows it is none: Мария and Maria, Аев and Ayev, Дюсен and Dusen."""
    text = re.sub(r"(.)\1+", r"\1", text)
    text = text.replace("ie", "e").replace("io", "e").replace("iu", "u")
    return re.sub(r"(.)\1+", r"\1", text)


class Name:
    """One word of a name."""

    def __init__(self, word: str) -> None:
        self.word = word
        whole = skeletons(word)
        self._short = all(len(form) < LONG_ENOUGH for form in whole)
        if self._short:
            self._forms = {form + ending for form in whole for ending in ("", "s", "a", "u", "om", "e", "i")}
            return
        # The ending is settled together with its stem: Ахметов and ы, Мари and ей.
        self._forms = set(whole) | {form + "s" for form in whole}
        for base, endings in (*_bases(word), *_fathers(word)):
            self._forms |= {_settled(stem + ending) for stem in skeletons(base) for ending in endings}

    @property
    def initials(self) -> frozenset[str]:
        """The letters with which its forms begin."""
        return frozenset(form[0] for form in self._forms if form)

    def fits(self, begin: str, end: str) -> bool:
        """Whether a form of the name begins and ends so, with letters between that are left out."""
        begins, ends = skeletons(begin), skeletons(end) if end else frozenset(("",))
        return any(
            form.startswith(first) and form.endswith(last) and len(form) > len(first) + len(last)
            for form in self._forms
            for first in begins
            for last in ends
        )

    def is_in(self, word: str) -> bool:
        """Whether a word of a text is the name."""
        if self._short and not (word[:1].isupper() or "\u10d0" <= word[:1] <= "\u10ff"):  # Georgian has no capitals
            return False
        return not self._forms.isdisjoint(skeletons(word))


def _skeletons_of(endings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(skeleton for ending in endings for skeleton in (skeletons(ending) if ending else {""}))


_OF_NOUNS, _OF_ADJECTIVES = _skeletons_of(ENDINGS), _skeletons_of(ADJECTIVES)
_ADJECTIVE = re.compile(r"(ий|ый|ой|ая|яя|iy|yi|yy|ij|y|aya|aia)$")


def _bases(word: str) -> list[tuple[str, frozenset[str]]]:
    """The stems of a name, each with the endings that it can have."""
    lowered = word.lower().strip(".'’")
    bases = [(lowered, _OF_NOUNS)]
    if lowered[-1:] in "аяоеиыуюйьaeiouy" and len(lowered) > 3:
        bases.append((lowered[:-1], _OF_NOUNS))
    if _ADJECTIVE.search(lowered) and len(lowered) > 4:
        bases.append((_ADJECTIVE.sub("", lowered), _OF_ADJECTIVES))
    fleeting = re.fullmatch(r"(.*[бвгджзклмнпрстфхцчшщ])[её]([лкцнр])", lowered)
    if fleeting and len(lowered) > 4:
        bases.append((fleeting[1] + fleeting[2], _OF_NOUNS - {""}))
    return bases


_PATRONYMIC = re.compile(
    r"(?:(?<=.{3})(?:[оеo]вич|[оеo]вна|овны|[oe]vi(?:ch|č|c)|[oe]vna)|(?<=.{2})[-\\s]?(?:ұлы|улы|уулу|қызы|кызы|огл[ыу]|угли|зода|заде|uly|ul[iı]|uulu|kyzy|qyzy|oglu|oğlu|ogli|zoda|zade))$"
)
_OF_FATHERS = ("ович", "евич", "овна", "евна", "ұлы", "уулу", "қызы", "оглы", "угли", "зода", "заде")


def _fathers(word: str) -> list[tuple[str, frozenset[str]]]:
    """The father's name in a patronymic, with all endings by which the languages of its region make one: Болатович, Болатұлы."""
    lowered = word.lower()
    found = _PATRONYMIC.search(lowered)
    return [(lowered[: found.start()], _skeletons_of(_OF_FATHERS))] if found else []


@cache
def initials_of(letter: str) -> frozenset[str]:
    """The letters with which the skeleton of a word can begin that begins with this one."""
    lowered = letter.lower()
    alike = {lowered, *(it.lower() for it in looks(letter))}
    own = {skeleton[0] for it in alike for skeleton in skeletons(it) if skeleton}
    return frozenset(own | set(_ALSO[lowered] if lowered in _ALSO else ""))


_ALSO = {
    "k": "h", "d": "z", "t": "c", "p": "f", "y": "eu", "j": "eu", "i": "eu", "и": "eu", "й": "eu", "s": "s", "ы": "e",
}  # fmt: skip
"""How a word can begin where its first letter is only the beginning of a sound: kh, dzh, tch, ph, ye, ie."""


def words_of(text: str) -> list[tuple[str, int]]:
    """The words of a text with their places; `ErlanAkhmetov` and `d’Akhmetov` give their parts too."""
    found: list[tuple[str, int]] = []
    for match in WORD.finditer(text):
        found.append((match[0], match.start()))
        if match[0].isalpha() and (match[0][1:].islower() or match[0].isupper()):
            continue
        parts = CAMEL.split(match[0])
        if len(parts) > 1:
            offset = match.start()
            for part in parts:
                found.append((part, offset))
                offset += len(part)
        elif not match[0].isalpha():
            found += [(part[0], match.start() + part.start()) for part in _LETTERS.finditer(match[0])]
    return found


SHORTEST_IN_BYTES, LONGEST = 6, 60
"""Bytes that are no text give short words by chance; nobody's name is as long as the other."""
MOST_WORDS = 6
"""Of one person's name, those that are tried together."""


def name_words(secrets: Sequence[Secret]) -> list[str]:
    """Every word of one person's name."""
    return list(dict.fromkeys(word.lower() for secret in secrets for word in secret.words if len(word) > 2))[
        :MOST_WORDS
    ]


def in_one_word(words: Sequence[str]) -> frozenset[str]:
    """The skeletons of two or three words of a name without a space between them, in any order, where they are long enough."""
    orders = (order for many in (2, 3) for order in itertools.permutations(words, many))
    forms = frozenset(form for order in orders for form in skeletons("".join(order)))
    return frozenset(form for form in forms if len(form) >= SHORTEST_IN_BYTES)


def logins(words: Sequence[str]) -> frozenset[str]:
    """A word of a name with the initial of another before or behind it, as people are called in addresses: eseitkazin."""
    pairs = ((initials_of(one[0]), skeletons(other)) for one, other in itertools.permutations(words, 2))
    forms = (form for initials, whole in pairs for it in whole for one in initials for form in (one + it, it + one))
    return frozenset(form for form in forms if len(form) >= SHORTEST_IN_BYTES)
