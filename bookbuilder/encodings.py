"""Reads bytes as text: UTF-8, UTF-16 or, where a file is in neither, the older encoding in which its words look like words."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass

OLDER = {
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "cp866": "DOS 866",
    "mac_cyrillic": "Mac Cyrillic",
    "cp1250": "Windows-1250",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp1253": "Windows-1253",
}
"""Encodings of one byte a sign, and their names; of two that read a text equally well, the first."""
EASTERN = {"cp932": "Shift JIS", "euc_jp": "EUC-JP", "gb18030": "GB 18030", "big5hkscs": "Big5", "cp949": "EUC-KR"}
"""Encodings of two bytes a sign, and their names."""
_USUAL = frozenset(
    "的一是不了在人有我他这這中大来來上国國个個到说說们們为為子和你地出道也时時年得就那要下以生会會自着著去之过過家学學对對可里裡后後"
)
"""The signs of which a quarter of every Chinese text consists."""
_COMMON = frozenset("оеаинтсрвлкмдпуяαοιετσνηυρπκλμςάίόέή")
"""The letters that texts in scripts other than the Latin have most."""
_WORD = re.compile(r"[^\W\d_]+")
_WITHIN = re.compile(r"(?<=[^\W\d_])[^\w\s'’‘\-‐‑–—·.,:;!?/()\[\]\"“”«»&*^~|$@+=<>{}\\#%`\u00ad\u00a0](?=[^\W\d_])")
"""A sign that never stands between two letters."""
_UTF8 = re.compile(rb"(?<![\x80-\xff])((?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){2,})(?![\x80-\xff])")
"""What may be a word of UTF-8 in a line that is not."""
_BESIDE = "…»”’—–"
"""Signs behind a word that older encodings have beyond ASCII."""
ENOUGH = 20_000
"""Bytes by which the encoding of a file is known."""


@dataclass(frozen=True)
class Decoded:
    """A file's text, line ends as they are."""

    text: str
    encoding: str = ""
    """The name of the encoding in which lines of it were read; empty where all of it is UTF-8."""
    lines: tuple[int, ...] = ()
    """Those lines, counted from 1."""


def decoded(data: bytes) -> Decoded:
    """The text of a file; lines that are in no UTF-8 are read in the older encoding that suits all of them."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Decoded(data.decode("utf-16", "replace"), "UTF-16")
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[first:40:2].count(0) > 15 > data[1 - first : 40 : 2].count(0):
            return Decoded(data.decode(encoding, "replace"), "UTF-16")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError:
        parts = re.split(b"(\r\n|\r|\n)", data)
    strange = [at for at in range(0, len(parts), 2) if not _is_utf8(parts[at])]
    encoding = _likeliest(b"\n".join(_UTF8.sub(b"", parts[at]) for at in strange)[:ENOUGH])
    texts = [part.decode("utf-8", "replace") for part in parts]
    if encoding in OLDER:
        chances = [[_is_chance(it, encoding) for it in _UTF8.findall(part)] for part in parts]
        strange = sorted({*strange, *(at for at, each in enumerate(chances) if each and all(each))})
    for at in strange:
        pieces = [parts[at]] if encoding in EASTERN else _UTF8.split(parts[at])
        own = [encoding if k % 2 == 0 or _is_chance(it, encoding) else "utf-8" for k, it in enumerate(pieces)]
        texts[at] = "".join(it.decode(each, "replace") for it, each in zip(pieces, own, strict=True))
    return Decoded("".join(texts), (OLDER | EASTERN)[encoding], tuple(at // 2 + 1 for at in strange))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_chance(word: bytes, encoding: str) -> bool:
    """Whether bytes that are UTF-8 are rather a word of the older encoding: `собрал` in DOS 866 would be letters of two scripts."""
    older, newer = word.decode(encoding, "replace").rstrip(_BESIDE), word.decode()
    if not older.isalpha() or not (older.islower() or older.isupper() or older.istitle()):
        return False
    scripts = {unicodedata.name(it, "").partition(" ")[0] for it in newer}
    usual = [sum(it.lower() in _COMMON for it in text) / len(text) for text in (older, newer)]
    return len(scripts) > 1 or usual[0] > usual[1]


def _likeliest(data: bytes) -> str:
    eastern = {encoding: _ease(data, encoding) for encoding in EASTERN}
    best = max(eastern, key=lambda it: eastern[it])
    if eastern[best] > 0.1:
        return best
    return min(OLDER, key=lambda encoding: _oddity(data.decode(encoding, "replace")))


def _ease(data: bytes, encoding: str) -> float:
    """Which part of a text's signs are kana, syllables of Korean, or the usual ones of Chinese; 0 where bytes make no sign."""
    text = data.decode(encoding, "replace")
    signs = [it for it in text if not it.isascii()]
    if not signs or signs.count("\ufffd") > 0.01 * len(signs):
        return 0
    if encoding in ("cp932", "euc_jp"):
        return sum("\u3041" <= it <= "\u30fe" for it in signs) / len(signs)
    if encoding == "cp949":
        korean = sum("\uac00" <= it <= "\ud7a3" for it in signs) / len(signs)
        return korean if korean > 0.6 else 0
    return sum(it in _USUAL for it in signs) / len(signs)


def _oddity(text: str) -> float:
    """How little a text looks like words: signs within them, capitals behind small letters, scripts mixed, rare letters."""
    kinds = [unicodedata.category(it) for it in text if not it.isascii()]
    odd = sum({"Cc": 3.0, "Co": 3.0, "So": 1.0, "Sm": 0.5, "Sc": 0.5}.get(kind, 0) for kind in kinds)
    odd += 2 * len(_WITHIN.findall(text))
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii():
            continue
        others = [it for it in word if ord(it) > 0x24F]
        odd += sum(before.islower() and it.isupper() for before, it in itertools.pairwise(word))
        if others:
            odd += len(word) - len(others) + 0.3 * sum(it.lower() not in _COMMON for it in others)
        else:
            odd += 0.2 * sum(ord(it) > 0xFF for it in word)
        if not others and len(word) > 2 and not any(it.isascii() for it in word):
            odd += len(word)
    return odd
