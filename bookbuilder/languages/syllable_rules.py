"""Puts soft hyphens into words of languages for which no free hyphenation patterns exist, by the rules of their syllables.

The orthographies of Kazakh, Kyrgyz, Uzbek, Turkmen, Tajik, Armenian and Georgian carry a word over by syllables, of which each has one vowel and begins
with one consonant at most, and leave no single letter behind. Where the consonants between two vowels could part in two ways,
none is taken: a line a little loose reads better than a wrong syllable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

SOFT_HYPHEN = "\u00ad"
SHORTEST, LEFT, RIGHT = 6, 2, 3
"""Letters of a word that is divided, and of what stays on either line."""
SIGNS = frozenset("ьъ’ʼ")
"""Letters without a sound, which stay with the one before them."""


@dataclass(frozen=True)
class SyllableRules:
    """What a language's syllables are made of."""

    vowels: str
    consonants: str
    codas: str
    """Pairs of consonants with which a syllable can end, with spaces between them."""
    gliding: str = ""
    """Vowels that begin a syllable behind a vowel, since they stand for й and a vowel."""
    consonants_behind_vowels: str = ""
    """Vowels that are consonants behind a vowel: Kazakh су, but сау-да, дә-уір."""
    digraphs: tuple[str, ...] = ()
    """Patterns of letters that are one sound, and never part."""

    @cached_property
    def _words(self) -> re.Pattern[str]:
        one = f"[{self.vowels}{self.consonants}{''.join(sorted(SIGNS))}]"
        return re.compile(f"(?:{'|'.join((*self.digraphs, one))})+", re.IGNORECASE)

    @cached_property
    def _letters(self) -> re.Pattern[str]:
        return re.compile("|".join((*self.digraphs, ".")))

    def with_soft_hyphens(self, text: str) -> str:
        """The text with a soft hyphen wherever one of its words may be divided."""
        return self._words.sub(lambda match: SOFT_HYPHEN.join(self.syllables(match[0])), text)

    def syllables(self, word: str) -> list[str]:
        """The pieces into which a word may be divided; the word itself where it is short or all capitals."""
        lower = word.casefold()
        if len(word) < SHORTEST or word.isupper() or len(lower) != len(word):
            return [word]
        letters = self._letters.findall(lower)
        begins = [0, *accumulate(map(len, letters))]
        breaks = [
            begins[at] for at in range(len(letters))
            if LEFT <= at <= len(letters) - RIGHT and self._may_part(letters, at)
        ]  # fmt: skip
        return [word[start:end] for start, end in pairwise((0, *breaks, len(word)))]

    def _may_part(self, word: Sequence[str], at: int) -> bool:
        """Whether a syllable begins at this letter."""
        before = next((place for place in range(at - 1, -1, -1) if self._is_vowel(word, place)), -1)
        after = next((place for place in range(at, len(word)) if self._is_vowel(word, place)), -1)
        if before < 0 or after < 0:
            return False
        between = [letter for letter in word[before + 1 : after] if letter not in SIGNS]
        if not between:
            return word[at] in self.gliding
        if len(between) <= 2:
            return after == at + 1 and word[at] not in SIGNS
        if len(between) == 3:
            ends = "".join(between[:2]) in self.codas.split()
            return at == (after - 1 if ends else after - 2) and (ends or between[1:] == ["с", "т"])
        return False

    def _is_vowel(self, word: Sequence[str], at: int) -> bool:
        if word[at] in self.consonants_behind_vowels and at and word[at - 1] in self.vowels:
            return False
        return word[at][0] in self.vowels  # o‘ is one letter


KAZAKH = SyllableRules(
    vowels="аәеёиоөуұүыіэюя",
    consonants="бвгғджзйкқлмнңпрстфхһцчшщ",
    codas="рт лт нт йт рқ лқ нқ рк лк нк ңк ңқ рп лп йқ йк рс",
    gliding="яюё",
    consonants_behind_vowels="у",
)
KYRGYZ = SyllableRules(
    vowels="аеёиоөуүыэюя",
    consonants="бвгджзйклмнңпрстфхцчшщ",
    codas="рт лт нт йт рк лк нк ңк рп лп йк рс",
    gliding="яюё",
)
UZBEK = SyllableRules(
    vowels="aeiouаеёиоуўэюя",
    consonants="bdfghjklmnpqrstvxyzcwбвгғджзйкқлмнпрстфхҳцчшщ",
    codas="rt lt nt yt rk lk nk rq lq rp lp nd rd ld рт лт нт йт рк лк нк рқ лқ рп лп нд рд лд",
    gliding="яюё",
    digraphs=("o[‘ʻ]", "g[‘ʻ]", "sh", "ch", "ng"),
)
TURKMEN = SyllableRules(
    vowels="aäeioöuüy", consonants="bcçdfghjžklmnňpqrsştvwxzý", codas="rt lt nt ýt rk lk nk ňk rp lp ýk rs"
)
TAJIK = SyllableRules(
    vowels="аеёиоуӣӯэюя",
    consonants="бвгғджҷзйкқлмнпрстфхҳцчшщ",
    codas="рт лт нт рд нд ст шт хт фт рк лк нк нҷ рҷ рг нг хш",
    gliding="яюё",
)
ARMENIAN = SyllableRules(
    vowels="աեէըիոօև",
    consonants="բգդզթժլխծկհձղճմյնշչպջռսվտրցւփքֆ",
    codas="րդ րտ րկ րգ րց րք նդ նտ նկ նգ նձ նչ նց լդ լտ ղթ ղկ ստ սկ շտ շկ խտ յտ յն յր մբ մպ մփ",
    digraphs=("ու", "[բգդզթժլխծկհձղճմնշչպջռսվտրցփքֆ]յ(?=[աեէըիոօ])"),  # -թյուն is one syllable
)
GEORGIAN = SyllableRules(
    vowels="აეიოუ",
    consonants="ბგდვზთკლმნპჟრსტფქღყშჩცძწჭხჯჰ",
    codas="რთ რდ რტ რგ რკ რქ რც რჩ ნდ ნთ ნტ ნგ ნკ ნქ ნც ლდ ლთ ლტ ლკ სთ სტ სკ შტ შკ მბ მპ მფ",
    # consonants of one place, and one with ვ behind it, are said together and begin a syllable together
    digraphs=("[თდტსზცძწჩჯჭშჟგქკღყხ]ვ(?=[აეიოუ])",)
    + tuple("დგ თქ ტკ ძგ ცქ წკ ჯგ ჩქ ჭკ ბღ ფხ პყ დღ თხ ტყ ძღ ცხ წყ ჯღ ჩხ ჭყ ბგ ფქ პკ".split()),
)
