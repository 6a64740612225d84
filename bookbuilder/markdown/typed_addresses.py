"""Where the addresses of links and pictures are typed in a chapter: each of thousands is found without reading the chapter again."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEAD = re.compile(r"[^\s>)\"'\\]*")
"""The beginning of an address that is typed as it is meant."""
_BRACKET, _QUOTE, _TAG, _LINE = map(re.compile, (r"[\s>)]", r"[\s>\"']", r"[\s>\"'/]", r"[\s>]|\Z"))
"""What ends an address."""

Form = tuple[re.Pattern[str], re.Pattern[str]]
"""What stands before an address, in a group, and what behind it."""
LINK: tuple[Form, ...] = (
    (re.compile(r"(\]\(<?)"), _BRACKET),
    (re.compile(r"(\bhref=[\"']?)"), _QUOTE),
)
DEFINITION: tuple[Form, ...] = ((re.compile(r"^([ \t>]*\[[^\]\n]+\]:[ \t]*<?)", re.MULTILINE), _LINE),)
PICTURE: tuple[Form, ...] = (
    (re.compile(r"(?=(!\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*){0,40}\]\(<?))"), _BRACKET),
    (re.compile(r"(?=(<img\b[^<>]*?(?<![\w-])src=[\"']?))"), _TAG),
)


class TypedAddresses:
    """The addresses of one kind in a text."""

    def __init__(self, text: str, forms: Iterable[Form]) -> None:
        self._text = text
        self._begun: dict[str, list[tuple[int, int, re.Pattern[str]]]] = {}
        self._found: dict[tuple[str, ...], list[int]] = {}
        for before, behind in forms:
            for it in before.finditer(text):
                self._begun.setdefault(_head(text, it.end(1)), []).append((it.start(), it.end(1), behind))

    def find(self, *addresses: str) -> list[int]:
        """Where a link or picture begins whose address is one of these, in order."""
        if addresses not in self._found:
            self._found[addresses] = sorted(
                {
                    start
                    for address in addresses
                    for start, at, behind in self._begun.get(_head(address), ())
                    if self._text.startswith(address, at) and behind.match(self._text, at + len(address))
                }
            )
        return self._found[addresses]


def _head(text: str, at: int = 0) -> str:
    found = _HEAD.match(text, at)
    return found[0] if found else ""
