"""Passwords, tokens and keys within addresses: found and masked alike wherever text of the author's is read or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

_VALUE = r"[^\s&#<>\"'|()\[\]{}“”«»$…]"
_STRONG = (
    r"(?:access|id|refresh|auth|bearer|session|security|csrf|private|personal)[-_]?(?:token|key)|token|jwt|(?:x[-_])?api[-_]?(?:key|token|secret)"
    r"|(?:client|app|consumer)?[-_]?secret|pass|password|passwd|passphrase|pwd|(?:sub|subscription|account|shared)[-_]?key|sig|signature"
    r"|x[-_]?(?:amz|goog|oss)[-_]?(?:signature|credential|security[-_]?token)|awsaccesskeyid|googleaccessid|oauth[-_]?token"
)
"""Names in a query whose value is nobody else's business."""
_WEAK = r"key|auth|sid|session|session[-_]?id|credentials?|hmac"
"""Names whose value is a secret where it is long and random: no words with spaces or commas, `key=Doe%2C%20Jane%2C%201833`."""
_RANDOM = rf"(?!{_VALUE}*%2[0C])(?=[\w%~+/=.-]*\d)(?=[\w%~+/=.-]*[A-Za-z]){_VALUE}{{20,}}"
_LOGIN = r"(?:(?<=https:\/\/)|(?<=http:\/\/))[^\s/?#<>\"'`|()\[\]{}\\$…]+(?=@|&#64;|&#x40;|&commat;)|(?<=:\/\/)[^\s/?#<>\"'`|()\[\]{}\\:$…]*:[^\s/?#<>\"'`|()\[\]{}\\$…]+(?=@|&#64;|&#x40;|&commat;)"
_SECRET = re.compile(
    rf"(?P<login>{_LOGIN})|(?<=[?&;#])(?:(?:{_STRONG})={_VALUE}+|(?:{_WEAK})={_RANDOM})".replace(
        "[-_]?", r"(?:\\?[-_]|%5f|%2d)?"
    ),
    re.IGNORECASE,
)
_CLOSING = ".,;:!?*_`\\"
"""What may end the sentence, not the address."""
_FOR_EVERYBODY = re.compile(r"([\w-]+):\1(?:@|&#64;|&#x40;|&commat;)(?:localhost|127\.0\.0\.1)(?![\w.-])")
"""What a program's handbook has for its own machine: `postgres:postgres@localhost`."""
_AROUND = re.compile(r"[\s<>\"'`]")
"""What stands around an address."""
_PUBLIC = re.compile(r"//books\.google\.[a-z.]+/[^\s<>\"'`]*[?&;]sig=$")
"""Google signs the address of each page of a book that it shows to everybody."""
LONGEST = 2000
"""Characters of an address before a secret in its query."""
MASK = "x"


def secrets_in(text: str) -> Iterator[tuple[int, int]]:
    """Where secrets stand in the addresses of a text: their first character, and the one behind them."""
    if "://" not in text and "?" not in text and "#" not in text:
        return
    for found in _SECRET.finditer(text):
        start, end = found.span()
        if found["login"] and _FOR_EVERYBODY.match(text, start):
            continue
        if not found["login"]:
            address = _AROUND.split(text[max(0, start - LONGEST) : start])[-1]
            if "//" not in address or _PUBLIC.search(address):
                continue  # a variable of a program, or what everybody gets who opens the page
            start += found[0].index("=") + 1
            if _PUBLIC.search(text, max(0, start - LONGEST), start) or text.startswith("crossref.", start):
                continue
            end = start + len(text[start:end].rstrip(_CLOSING))
        if text[start:end].strip(MASK + "*.:"):
            yield start, end


def masked(text: str) -> str:
    """The text with an x for each character of a secret, so that lines and columns stay true."""
    for start, end in secrets_in(text):
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
