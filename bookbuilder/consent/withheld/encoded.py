"""What a text says in another writing: entities, percent and escape signs, base64, hexadecimal digits, host names in Punycode.

Addresses carry whole names so: a tracking link a reader's address in base64, a link to a Cyrillic host its Punycode.
"""

from __future__ import annotations

import base64
import html
import re
import urllib.parse
from collections.abc import Iterator

DEEPEST = 4
"""Writings in one another: base64 with percent signs, in an entity."""
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{60,}\r?\n)*[A-Za-z0-9+/_-]{8,}")
_MIXED = re.compile(r"[a-z0-9][A-Z]")
"""What a word of prose has seldom, and base64 nearly always."""
_HEXADECIMAL = re.compile(r"(?<![0-9A-Za-z])(?:0x)?((?:[0-9a-fA-F]{2}[:\s]?){6,})(?![0-9A-Za-z])")
_PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_PARTED = re.compile(r"[\"'\\](?:(?<=\\)\n|(?<=([\"']))(?:\s|\s*\+\s*)\1(?=\w))")
"""Where a string of a style sheet or a script is written in two pieces: "Ja" "ne", 'Ja' + 'ne'."""
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}){2}")


def readings(text: str) -> Iterator[tuple[str, bool]]:
    """The text, then every other reading of it; with whether it comes from bytes, of which some give words by chance."""
    yield text, False
    seen = [text]
    for _ in range(DEEPEST):
        new = list(dict.fromkeys(it for each in seen for it in _unwritten(each) if it not in seen))
        if not new:
            break
        yield from ((it, False) for it in new)
        seen += new
    for each in seen:
        for it in _of_bytes(each):
            yield it, True
            yield from ((other, True) for other in (*_unwritten(it), *_of_bytes(it)))


def _unwritten(text: str) -> Iterator[str]:
    """The text with the signs undone that stand for letters."""
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        plain = urllib.parse.unquote(text)
        yield plain
        if "\ufffd" in plain:
            yield urllib.parse.unquote(text, "cp1251")
    if "\\" in text:
        yield _unescaped(text)
    if "=" in text and _QUOTED.search(text):
        yield urllib.parse.unquote(re.sub(r"=(?=[0-9A-F]{2})", "%", text.replace("=\n", "")))
    if _PARTED.search(text):
        yield _PARTED.sub("", text)
    if "xn--" in text.lower():
        yield _PUNYCODE.sub(lambda found: _host(found[1]), text)


def _of_bytes(text: str) -> Iterator[str]:
    """What base64 and hexadecimal digits in the text stand for, wherever they begin."""
    made: list[bytes] = []
    for run in (re.sub(r"\s", "", it) for it in _BASE64.findall(text) if _MIXED.search(it)):
        for piece in {run, *run.split("/")}:
            plain = piece.replace("-", "+").replace("_", "/")
            for start in range(4):
                whole = plain[start:]
                whole = whole[: len(whole) - 1] if len(whole) % 4 == 1 else whole
                if len(whole) >= 8:
                    made.append(base64.b64decode(whole + "=" * (-len(whole) % 4)))
    made += [bytes.fromhex(re.sub(r"[:\s]", "", run)) for run in _HEXADECIMAL.findall(text)]
    if made:
        encodings = ("utf-8", "cp1251", "utf-16-le", "utf-16-be")
        yield "\n".join(it.decode(encoding, "ignore") for encoding in encodings for it in made)


def _host(name: str) -> str:
    try:
        return name.encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return name


def _unescaped(text: str) -> str:
    r"""`\u0410` of scripts and `\410 ` of style sheets as the letters that they stand for."""
    text = re.sub(r"\\u\{?([0-9a-fA-F]{4,6})\}?", lambda found: _character(found[1]), text)
    text = re.sub(r"\\x([0-9a-fA-F]{2})", lambda found: _character(found[1]), text)
    return re.sub(r"\\([0-9a-fA-F]{1,6})[ \t\n]?", lambda found: _character(found[1]), text)


def _character(number: str) -> str:
    code = int(number, 16)
    return chr(code) if code < 0x110000 else ""
