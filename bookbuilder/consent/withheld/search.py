"""Searches texts for private strings; a person's own works may name them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld.caseless import counts_in_bytes, pattern_of
from bookbuilder.consent.withheld.names import (
    LONGEST,
    SHORTEST_IN_BYTES,
    Name,
    in_one_word,
    initials_of,
    logins,
    name_words,
    skeletons,
    words_of,
)
from bookbuilder.consent.withheld.plain_letters import joined, squeeze
from bookbuilder.consent.withheld.spoken import in_digits, spelt_address

CONTEXT = 12
"""How many letters on one side of a name must agree with a place where the name is allowed."""
FILE_NAME = "the file name"
ENOUGH = 6
"""How many letters must be there to agree; with fewer, both sides must."""


@dataclass(frozen=True)
class Text:
    """One text of an artefact, as it can be read there."""

    place: str
    """page 12, the metadata, OEBPS/text/one.xhtml …"""
    text: str
    is_binary: bool = False
    """Whether the text comes from bytes that are none, so that only long names count."""


@dataclass(frozen=True)
class Found:
    """A private string in an artefact; never the string itself."""

    secret: Secret
    place: str


@dataclass(frozen=True)
class Allowed:
    """Letters before and after each place where a name is allowed, by the citation key that allows it."""

    windows: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    """The keys themselves and the ids made of them, which may hold the name too."""

    def permits(self, secret: Secret, before: str, after: str) -> bool:
        """Whether a name stands between such letters."""
        return any(
            _agrees(before, after, *window)
            for key in secret.public_as
            if key in self.windows
            for window in self.windows[key]
        )


def _agrees(before: str, after: str, allowed_before: str, allowed_after: str) -> bool:
    left = before.endswith(allowed_before)
    right = after.startswith(allowed_after)
    if left and len(allowed_before) >= ENOUGH or right and len(allowed_after) >= ENOUGH:
        return True
    return left and right


class Search:
    """Looks for private strings in texts."""

    def __init__(self, secrets: Iterable[Secret], allowed: Allowed = Allowed()) -> None:
        self._allowed = allowed
        self._names = [(secret, [Name(word) for word in secret.words]) for secret in secrets if secret.is_name]
        self._pairs = [(secret, names[0], names[1]) for secret, names in self._names if len(names) == 2]
        self._caseless = [(it, found) for it in secrets if (found := pattern_of(it.words))]
        self._strings = [
            (secret, squeezed, spelt_address(" ".join(secret.words)))
            for secret in secrets
            if not secret.is_name and (squeezed := squeeze(" ".join(secret.words)))
        ]
        self._numbers = [(secret, ending) for secret, _, _ in self._strings if (ending := _own_digits(secret))]
        by_code: dict[str, list[Secret]] = {}
        for secret, _ in self._names:
            by_code.setdefault(secret.code, []).append(secret)
        self._glued = [(of[0], forms) for of in by_code.values() if (forms := in_one_word(name_words(of)))]
        self._logins = [(of[0], forms) for of in by_code.values() if (forms := logins(name_words(of)))]
        self._known: dict[str, bool] = {}
        self._glued_in_word: dict[str, tuple[Secret, ...]] = {}
        self._initials = frozenset(
            initial for _, names in self._names for at in (0, -1) for initial in names[at].initials
        )

    def __call__(self, texts: Iterable[Text]) -> list[Found]:
        """Each private string once for each place."""
        return list(dict.fromkeys(found for text in texts for found in self._in(text)))

    def _in(self, text: Text) -> Iterator[Found]:
        known = text.text
        for key in self._allowed.keys:
            known = known.replace(key, " ")
        for version in {known, joined(known)}:
            yield from self._names_in(version, text)
            yield from self._initials_in(version, text)
            yield from self._glued_names_in(version, text)
        plain = joined(known)
        yield from self._caseless_names_in(known, text)
        yield from self._cut_names_in(plain, text)
        if not text.is_binary:
            yield from self._names_in(plain[::-1], text, SHORTEST_IN_BYTES)
            if _DISGUISED.search(plain):
                meant = _DISGUISED.sub(lambda word: word[0].translate(_AS_LETTERS), plain)
                yield from self._names_in(meant, text, SHORTEST_IN_BYTES)
        if self._numbers and not text.is_binary:
            digits = _BETWEEN_DIGITS.sub("", in_digits(plain))
            for secret, ending in self._numbers:
                if ending in digits or ending[::-1] in digits:
                    yield Found(secret, text.place)
        if self._strings:
            squeezed = squeeze(known)
            for secret, wanted, spelt in self._strings:
                backwards = len(wanted) >= LONG_BACKWARDS and wanted[::-1] in squeezed
                if len(wanted) >= 4 and wanted in squeezed or len(wanted) < 4 and _as_word(secret, known) or backwards:
                    yield Found(secret, text.place)
                elif spelt is not None and not text.is_binary and spelt.search(squeezed):
                    yield Found(secret, text.place)

    def _names_in(self, version: str, text: Text, shortest: int = 1) -> Iterator[Found]:
        words = words_of(version)
        shortest = SHORTEST_IN_BYTES if text.is_binary else shortest
        for index, (word, offset) in enumerate(words):
            if not shortest <= len(word) < LONGEST or not self._is_known(word):
                continue
            for secret, names in self._names:
                at = next((at for at in (0, -1) if names[at].is_in(word)), None)
                if at is None:
                    continue
                following = _in_a_row(words, index, len(names))
                ordered = names if at == 0 else names[::-1]
                if len(following) == len(names) and all(
                    name.is_in(w) for name, (w, _) in zip(ordered, following, strict=True)
                ):
                    last, begin = following[-1]
                    if at and not version[offset + len(word) : begin].isspace():
                        continue  # of two people in a list
                    yield from self._found(secret, version, offset, begin + len(last), text)

    def _glued_names_in(self, version: str, text: Text) -> Iterator[Found]:
        """A whole name in one word, as addresses and names of files have it: erlanseitkazin@example.org."""
        for word, offset in words_of(version) if self._glued else ():
            if not SHORTEST_IN_BYTES <= len(word) < LONGEST:
                continue
            if word not in self._glued_in_word:
                of_word = skeletons(word)
                self._glued_in_word[word] = tuple(
                    secret for secret, forms in self._glued if any(form in it for form in forms for it in of_word)
                )
            found = self._glued_in_word[word]
            beside = version[max(0, offset - 1) : offset], version[offset + len(word) : offset + len(word) + 1]
            if not _OF_ADDRESSES.isdisjoint(beside) or text.place.startswith(FILE_NAME):
                found += tuple(secret for secret, forms in self._logins if not forms.isdisjoint(skeletons(word)))
            for secret in found:
                yield from self._found(secret, version, offset, offset + len(word), text)

    def _cut_names_in(self, version: str, text: Text) -> Iterator[Found]:
        """A name with hyphens or other signs in it (Seit-kazin, seit_kazin), in spaced letters (S e i t k a z i n), over two lines or cells."""
        for ended in () if text.is_binary else _OVER_LINES.finditer(version):
            if self._is_known(word := ended[1] + ended[2]) and len(word) >= SHORTEST_IN_BYTES:
                before, after = _around(version, ended.start(), ended.end(2), 8 * CONTEXT)
                yield from self._names_in(f"{before}{word}{after}", text)
        for cut in () if text.is_binary else _CUT.finditer(version):
            parts = _CUTS.split(cut[0])
            for first, last, word in _rejoined(parts):
                if self._is_known(word):
                    beside = parts[max(0, first - CONTEXT) : first], parts[last : last + CONTEXT]
                    whole = f"{' '.join(beside[0])} {word} {' '.join(beside[1])}"
                    before, after = _around(version, cut.start(), cut.end(), 8 * CONTEXT)
                    yield from self._names_in(before + whole + after, text)

    def _initials_in(self, version: str, text: Text) -> Iterator[Found]:
        """A patronymic behind an initial (E. Bolatovich), and a given name before one that no other name follows (Erlan B.)."""
        if not self._pairs or text.is_binary:
            return
        for match in _INITIAL.finditer(version):
            letter, word = (match[1], match[2]) if match[1] else (match[4], match[3])
            for secret, given, patronymic in self._pairs:
                begins, whole = (given, patronymic) if match[1] else (patronymic, given)
                if not begins.initials.isdisjoint(initials_of(letter)) and whole.is_in(word):
                    yield from self._found(secret, version, match.start(), match.end(), text)

    def _caseless_names_in(self, known: str, text: Text) -> Iterator[Found]:
        if not self._caseless or known.isascii():
            return
        version = unicodedata.normalize("NFKC", known)
        for secret, pattern in self._caseless:
            for match in () if text.is_binary and not counts_in_bytes(secret.words) else pattern.finditer(version):
                yield from self._found(secret, version, match.start(), match.end(), text)

    def _found(self, secret: Secret, version: str, start: int, end: int, text: Text) -> Iterator[Found]:
        """A name at its place, unless what stands around it is a work of that person's own."""
        before, after = _around(version, start, end, 4 * CONTEXT)
        if not self._allowed.permits(secret, squeeze(before)[-CONTEXT:], squeeze(after)[:CONTEXT]):
            yield Found(secret, text.place)

    def _is_known(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = not self._initials.isdisjoint(initials_of(word[0])) and any(
                names[0].is_in(word) or names[-1].is_in(word) for _, names in self._names
            )
        return self._known[word]


def _around(text: str, start: int, end: int, room: int) -> tuple[str, str]:
    """So many characters before and behind a stretch of the text."""
    return text[max(0, start - room) : start], text[end : end + room]


def _in_a_row(words: Sequence[tuple[str, int]], index: int, many: int) -> list[tuple[str, int]]:
    """So many words from one on, each behind the one before; parts of a word stand behind it in the list."""
    row = [words[index]]
    for word, offset in words[index + 1 : index + 8 * many]:
        if len(row) < many and offset >= row[-1][1] + len(row[-1][0]):
            row.append((word, offset))
    return row


_OF_ADDRESSES = frozenset("@/~")

_CUT = re.compile(
    r"(?<![^\W\d_])[^\W\d_]+(?:(?:[^\w\s]|_){1,3}[^\W\d_]+)+"
    r"|(?<![^\W\d_])[^\W\d_](?:(?:[\s_]|[^\w\s]){1,3}[^\W\d_]){5,}(?![^\W\d_])"
)
_OVER_LINES = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[^\S\n]*\n\s*(?=([^\W\d_]+))")
_CUTS = re.compile(r"[^\w]+|_+")
_DISGUISED = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[\d@$!|]{1,2}[^\W\d_]+)+")
_AS_LETTERS = str.maketrans("013457@$!|", "oieastasil")
"""Signs that are typed for letters: S3itk4z1n."""
LONG_BACKWARDS = 8


def _rejoined(parts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Each row of two or more parts as one word, with where it begins and ends, where it is as long as a name may be."""
    for first in range(len(parts)):
        word = parts[first]
        for last in range(first + 2, len(parts) + 1):
            word += parts[last - 1]
            if len(word) >= LONGEST or last - first > MOST_PARTS:
                break
            if len(word) >= SHORTEST_IN_BYTES:
                yield first, last, word


MOST_PARTS = 16
"""Letters of a name that are spaced out."""


def windows(text: str, spans: Sequence[tuple[int, int]], secrets: Sequence[Secret]) -> list[tuple[str, str]]:
    """The letters round each name within the spans of a text; what stands outside them counts as context."""
    found: list[tuple[str, str]] = []
    names = [Name(secret.words[0]) for secret in secrets if secret.is_name]
    named = [(at, at + len(it)) for it, at in words_of(text) if any(name.is_in(it) for name in names)]
    for pattern in filter(None, (pattern_of(secret.words) for secret in secrets)):
        named += [match.span() for match in pattern.finditer(text)]
    for first, last in named:
        if any(begin <= first < end for begin, end in spans):
            found.append((squeeze(text[:first])[-CONTEXT:], squeeze(text[last:])[:CONTEXT]))
    return found


_INITIAL = re.compile(
    r"\b([^\W\d_])\.\s*([^\W\d_]{4,})|\b([^\W\d_]{3,})\s+([^\W\d_])\.(?!\s*(?:[^\W\d_]\.\s*)?[A-ZА-ЯЁӘҒҚҢӨҰҮІ])"
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")


def _own_digits(secret: Secret) -> str:
    """The digits of a telephone number without what stands for the country or the trunk: +7, 8, 007."""
    text = " ".join(secret.words)
    digits = "".join(it for it in text if it.isdecimal())
    if len(digits) < 10 or any(it.isalpha() for it in text):
        return ""
    return digits[-10:] if len(digits) == 11 else digits[-9:]


def _as_word(secret: Secret, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(' '.join(secret.words))}(?!\w)", text) is not None
