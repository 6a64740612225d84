"""Finds where a chapter or a transcript has a withheld name with signs for some of its letters, or its initials alone.

Ex***ov, И…ов and E. X. are for the editor to judge: many words look so by chance, and some authors mean to mask a name so.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from html import unescape

from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld.names import Name, initials_of, skeletons
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.places import prose
from bookbuilder.model.chapter import Chapter
from bookbuilder.model.interview import Interview
from bookbuilder.model.publication import Publication
from bookbuilder.source import Source

_MASKED = re.compile(
    r"(?<![\w*\\])(?P<begin>[^\W\d_]{1,12})"
    r"(?:(?P<signs>(?:\\?[*•●■▪█▓?_]){2,}|…|\.{2,5})|(?P<dash>[-\u2010-\u2015]{1,3}))"
    r"(?P<end>[^\W\d_]{0,12})(?![\w*]|-\w)"
)
_MARKUP = re.compile(
    r"\\(?=[\s.])|[*_\[]|\](?:\{[^{}\n]{0,99}\}|\([^()\n]{0,99}\))?|</?[A-Za-z][^<>\n]{0,99}>|&#?\w{1,31};"
    r"|^[ \t]{0,3}>[ \t>]{0,9}",
    re.MULTILINE | re.IGNORECASE,
)
"""What may stand between a name and its initials and is no part of them, emphasis, a space by its number, the sign of a quotation."""
_BLANKS = r"[\t \u00a0\u00ad\u2000-\u200d\u202f\u205f-\u2064\u3000\ufeff]{0,99}"
_GAP = rf"{_BLANKS}(?:\n{_BLANKS})?"
_INITIAL = rf"[^\W\d_]{_BLANKS}\."
_INITIALS = re.compile(rf"(?<![\w.]){_INITIAL}(?:{_GAP}{_INITIAL}){{1,2}}(?![\w-])")
_FIRST_NAME = re.compile(
    rf"(?:(?<![\w@.-])(?P<before>[^\W\d_]{{2,30}}){_GAP})?(?<![\w.])(?P<initials>{_INITIAL}(?:{_GAP}{_INITIAL}){{0,2}})(?![\w-])"
    rf"(?=(?:{_GAP}(?P<behind>[^\W\d_]{{2,30}}))?)"
)
"""Erlan B. E. and B. E. Erlan."""
_WORD = re.compile(r"(?<![\w@/#.-])[^\W\d_]+(?![\w@/-])")
_WORD_BEFORE = re.compile(
    r"(?P<place>\b(?:at|from|in|near|on|to|в|во|из|на|под)[^\S\n])?\b(?P<word>[^\W\d_]+)"
    + _BLANKS
    + ",?"
    + _GAP
    + r"\Z",
    re.IGNORECASE,
)
_WORD_BEHIND = re.compile(rf"{_GAP}(?P<word>[^\W\d_]+)")
"""Beside a place of the same paragraph; behind `in`, a word names a place or a time."""
_SMALL = frozenset(
    "a about after all also although among and another are as at because before both but by did for from had has have he her here"
    " his how however i if in is it its later many may most my near no not now of on once one or our she since so some still that"
    " the their then there these they this those though to today two under until was we were what when where which while who why"
    " will with without would yesterday you your asked came gave knew left met said says spoke thinks told went wrote"
    " dr doctor expert interviewee miss mr mrs ms prof professor respondent sir"
    " без был была в во вот все всё да для до его ей ему если есть ещё её же за здесь и из или им их к как когда кто мой мы на"
    " наш не нет но о об он она они от по под после потом при с сказал сказала со так там тогда то у что эта эти это этот я"
    " господин госпожа доктор д-р профессор эксперт".split()
)
"""Words that join others or begin a sentence, and titles: with a capital they are no name."""
_ARTICLES = frozenset("a an the das der die le la les un une".split())
_OTHER = frozenset("AD AM BA BC BCE CE DC EU GB MA MD NY PM PS UK UN UNO US USA USSR СССР США ООН ЕС".split())
"""Abbreviations whose letters are nobody's initials."""
_PARAGRAPH = re.compile(r"\A|\n(?=\n)")
_OPENS, _CLOSES = re.compile(r"(?<![\w*\\])\*{1,3}(?=[^\s*])"), re.compile(r"(?<=[^\s*\\])\*{1,3}(?![\w*])")


def masked_names(
    publication: Publication, chapters: Iterable[Chapter], secrets: Sequence[Secret]
) -> Iterator[Diagnostic]:
    """PRV-005: each place that has a withheld name in such a form; initials only where the person is quoted."""
    names = [(secret, [Name(word) for word in secret.words]) for secret in secrets if secret.is_name]
    quoted = {(it.code, it.location.file) for it in publication.quotations}
    texts = [(Source(it.source.file, prose(it.text)), 1) for it in chapters]
    texts += [it for interview in publication.interviews for it in _transcript(interview)] if names else []
    for source, first in texts if names else ():
        known = {secret for secret, _ in names if (secret.code, source.file) in quoted or _is_of(secret, source.file)}
        found = {at: secret for at, secret in _with_signs(source.text, names, known)}
        found |= {at: secret for at, secret in _with_initials(source.text, known)}
        found |= {at: secret for at, secret in _with_first_name(source.text, [it for it, _ in names], known)}
        for at in sorted(found):
            place = source.at(at)
            yield _fault(found[at], Location(place.file, place.line + first - 1, place.column if first == 1 else 0))


def _is_of(secret: Secret, file: str) -> bool:
    return file.rpartition("/")[2] == f"{secret.code}.md"


def _transcript(interview: Interview) -> Iterator[tuple[Source, int]]:
    """What a transcript has in print, with the line of the file at which it begins."""
    place = interview.location
    yield Source(place.file, interview.description), max(place.line, 1)
    for turn in interview.turns:
        for speech in (turn.original, turn.translation):
            if speech is not None:
                yield Source(speech.location.file, speech.text), max(speech.location.line, 1)


def _fault(secret: Secret, place: Location) -> Diagnostic:
    message = f"This may be the name of {secret.code}, who is withheld, with some letters left out."
    remedy = "Whoever knows the person reads the name here. Write what the transcript calls them, or nothing."
    return Diagnostic("PRV-005", place, message, remedy)


def _with_signs(
    text: str, names: Sequence[tuple[Secret, Sequence[Name]]], known: Container[Secret]
) -> Iterator[tuple[int, Secret]]:
    """A single dash, which compounds have as well, is asked about only where the person is quoted."""

    @cache
    def whose(begin: str, end: str, everyone: bool) -> Secret | None:
        people = (it for it in names if everyone or it[0] in known)
        return next((secret for secret, parts in people if any(name.fits(begin, end) for name in parts)), None)

    for match in _MASKED.finditer(text):
        begin, signs, end = match["begin"], match["signs"] or "", match["end"]
        if not begin[0].isupper() or not _says_enough(begin, signs, end):
            continue
        one_dash = match["dash"] is not None and match["dash"] in "-\u2010\u2011\u2013"
        if secret := whose(begin, end, not one_dash):
            if not (one_dash and _is_compound(text, match)) and (
                end or "*" not in signs or not _is_emphasised(text, match.start())
            ):
                yield match.start(), secret


def _says_enough(begin: str, signs: str, end: str) -> bool:
    """Whether it can be a word of which letters were taken: one that ends in dots is more often one that is not spoken to its end."""
    if not signs:  # A-v
        return len(begin) < 3 and begin[1:].islower() is bool(begin[1:]) and end.islower() and len(end) < 4
    return bool(end) or signs[0] not in "….?_" or (len(begin) > 3 and signs[0] in "….")


def _is_compound(text: str, match: re.Match[str]) -> bool:
    """Whether a word with a dash stands behind an article or, in Latin letters, before a noun: the Be-ov ratio."""
    before, behind = _beside(text, match.start(), match.end())
    noun = behind["word"] if behind and behind["word"].isascii() and behind["word"].islower() else "was"
    return (
        match[0].lower() in ("г-н", "г-жа", "д-р", "м-р")
        or before is not None
        and before["word"].lower() in _ARTICLES
        or noun not in _SMALL
        and not noun.endswith(("ed", "s"))
    )


def _is_emphasised(text: str, at: int) -> bool:
    """Whether asterisks before a place in its paragraph have begun what none has ended yet."""
    paragraphs, opens, closes = _emphasis(text)
    first = paragraphs[bisect(paragraphs, at) - 1]
    begun, ended = (bisect(places, at) - bisect(places, first) for places in (opens, closes))
    return begun > ended


@lru_cache(maxsize=1)
def _emphasis(text: str) -> tuple[list[int], ...]:
    """Where paragraphs begin, and the asterisks end that begin an emphasis and that end one."""
    return tuple([it.end() for it in sign.finditer(text)] for sign in (_PARAGRAPH, _OPENS, _CLOSES))


def _with_initials(text: str, secrets: Iterable[Secret]) -> Iterator[tuple[int, Secret]]:
    people = [(secret, _orders(secret)) for secret in secrets if secret.given]
    text = _bare(text) if people else ""
    small = _small_words(text)
    for match in _INITIALS.finditer(text):
        letters = _letters(match[0])
        if not letters.isupper() or letters in _OTHER or _is_of_a_name(text, match.start(), match.end(), small):
            continue
        for secret, orders in people:
            if any(_are_initials_of(letters, it) for it in orders):
                yield match.start(), secret
                break


def _with_first_name(text: str, secrets: Iterable[Secret], known: Container[Secret]) -> Iterator[tuple[int, Secret]]:
    """Anna A. B. and A. B. Anna say whose name it is; Anna B. and B. Anna are asked about only where the person is quoted."""
    people = [(it, (*it.given[1:], it.words[0])) for it in secrets if it.given]
    text = _bare(text) if people else ""
    small = _small_words(text)
    for match in _FIRST_NAME.finditer(text):
        letters = _letters(match["initials"])
        for place in ("before", "behind") if letters.isupper() else ():
            if not match[place] or not match[place][0].isupper():
                continue
            start, end = min(match.start(place), match.start("initials")), max(match.end(place), match.end())
            is_longer = _is_of_a_name(text, start, end, small, looks_before=place == "behind")
            for secret, others in people:
                orders = [*itertools.permutations(others)] if len(others) > 1 else []
                orders += [] if is_longer or secret not in known else [others[-1:]]
                if any(_are_initials_of(letters, it) for it in orders) and _name(secret.given[0]).is_in(match[place]):
                    yield start, secret
                    break


_name = lru_cache(maxsize=5_000)(Name)
"""A name with its forms, which every text asks about again."""


@lru_cache(maxsize=1)
def _bare(text: str) -> str:
    """The text with blanks for what markup stands between its words, all else at its place."""
    return _MARKUP.sub(lambda it: (unescape(it[0]) if it[0][0] == "&" else "").ljust(len(it[0])), text)


def _letters(initials: str) -> str:
    return "".join(it for it in initials if it.isalpha())


def _small_words(text: str) -> frozenset[str]:
    """The words that no name is, though one may begin with a capital: those that join others, and those that a text has in small letters."""
    return _SMALL.union(it for it in _WORD.findall(text) if it.islower())


def _is_of_a_name(text: str, start: int, end: int, small: Container[str], looks_before: bool = True) -> bool:
    """Whether a name stands before or behind initials: they are that person's. What the text has in small letters too is none."""
    before, behind = _beside(text, start, end)
    words = (it["word"] for it in (before if looks_before and before and not before["place"] else None, behind) if it)
    return any(it[0].isupper() and it.lower() not in small for it in words)


def _beside(text: str, start: int, end: int) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The word before and the one behind a place of a text."""
    return _WORD_BEFORE.search(text[max(start - 60, 0) : start]), _WORD_BEHIND.match(text, end)


def _orders(secret: Secret) -> list[tuple[str, ...]]:
    """The words of a whole name, and the first with the family name, in each order in which their initials may stand."""
    family, given = secret.words[0], secret.given
    return [*itertools.permutations((*given, family)), (given[0], family), (family, given[0])]


def _are_initials_of(letters: str, words: Sequence[str]) -> bool:
    return len(letters) == len(words) and all(map(_begins, letters, words))


def _begins(letter: str, word: str) -> bool:
    return not initials_of(letter).isdisjoint(form[0] for form in skeletons(word) if form)
