"""Keeps what an author escapes apart from what typography may change, while Pandoc reads the text.

Pandoc's own typography is off: it pairs straight quotation marks without looking round them and loses spaces. With it
off, `\\"` and `"` would be the same in its AST; so an escaped mark goes through Pandoc as two noncharacters of
Unicode, which no text has and which take the columns that were there, and comes back as the mark itself.
"""

from __future__ import annotations

import re
from typing import Any

from bookbuilder.markdown.cell_tags import show_cell_tags
from bookbuilder.markdown.lone_signs import HIDDEN_SIGNS

_MARKS = "\"'-."
_PRIVATE = {mark: chr(0xFDE0 + number) for number, mark in enumerate(_MARKS)}
_MARK_OF = {private: mark for mark, private in _PRIVATE.items()}
_FILLER = "\ufdef"
_AT = "\ufdee"
"""An @ in a bare address, which is not a citation."""
ADDRESS_HYPHEN = "\ufded"
"""A hyphen in a bare address, of which two are not a dash; it stays hidden until typography is set."""
_IN_ADDRESS = {"*": "\ufde4", "_": "\ufde5", "~": "\ufde6", "^": "\ufde7", "$": "\ufde8", "@": _AT}
"""Signs that are not markup within a bare address."""
_QUOTED = {";": "\ufde9"}
"""A semicolon within quotation marks in a citation, where no next source begins."""
_SIGNED = str.maketrans({it[1]: it[0] for signs in (_IN_ADDRESS, HIDDEN_SIGNS, _QUOTED) for it in signs.items()})
_SIGN = re.compile(r"[*_~^$]+(?=\w)|@|-{2,}(?=\w)")
_ADDRESS = re.compile(r"(?<![\w(<\"'=@/])(?:https?://|www\.)(?:(?!\[\^)[^\s<>\"\]])*")
"""A bare address, up to the call of a note."""
_IN_KEY = re.compile(r"(?<![\w.])@\{?[A-Za-z]*:?(?:https?://)?$")
"""What stands before an address that is the key of a source: `@url:https://www.example.org`."""
_CITED = re.compile(r"\[(?=[^\[\]]*@)(?:[^\[\]]|\[[^\[\]]*\]){1,3000}\]")
_QUOTATION = re.compile(r"\"[^\"@]+\"|“[^“”@]+”|«[^«»@]+»|„[^„“”@]+[“”]|(?<!\w)'[^'@]+'(?!\w)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
HIDDEN = re.compile(rf"([{''.join(_PRIVATE.values())}]){_FILLER}")

PRIVATE = re.compile("[\ufdd0-\ufdef\U00012000-\U00012033]")


def hide_escaped(text: str) -> str:
    """A text in which escaped quotation marks, hyphens and full stops are noncharacters; offsets stay true."""
    return _ESCAPE.sub(lambda match: _PRIVATE[match[1]] + _FILLER if match[1] in _PRIVATE else match[0], text)


def hide_addresses(text: str) -> str:
    """A text in which each sign of a bare address that Pandoc or typography would take for its own is a noncharacter."""

    def hidden(address: re.Match[str]) -> str:
        is_key = _IN_KEY.search(text[max(0, address.start() - 30) : address.start()])
        return address[0] if is_key else _SIGN.sub(_hidden_signs, address[0])

    return _ADDRESS.sub(hidden, text)


def _hidden_signs(signs: re.Match[str]) -> str:
    return "".join(_IN_ADDRESS[sign] if sign in _IN_ADDRESS else ADDRESS_HYPHEN for sign in signs[0])


def hide_quoted(text: str) -> str:
    """A text in which a semicolon that a citation quotes, `[@key, 5: "One; two."]`, is a noncharacter."""

    def hidden(quotation: re.Match[str]) -> str:
        return quotation[0].replace(";", _QUOTED[";"])

    return _CITED.sub(lambda found: _QUOTATION.sub(hidden, found[0]) if ";" in found[0] else found[0], text)


def mark_of(hidden: re.Match[str]) -> str:
    """The mark that a hidden one stands for."""
    return _MARK_OF[hidden[1]]


def bring_back(node: Any, verbatim: bool = False) -> Any:
    """The AST with every hidden mark as its author typed it; words in a `Str` are left for typography to look at."""
    if isinstance(node, str):
        node = show_cell_tags(node).translate(_SIGNED).replace(ADDRESS_HYPHEN, "-")
        return HIDDEN.sub((lambda match: "\\" + mark_of(match)) if verbatim else mark_of, node)
    if isinstance(node, list):
        return [bring_back(child, verbatim) for child in node]
    if isinstance(node, dict):
        if node.get("t") == "Str":
            return {**node, "c": show_cell_tags(node["c"]).translate(_SIGNED)}
        raw = verbatim or node.get("t") in ("Code", "CodeBlock", "Math", "RawInline", "RawBlock")
        return {name: bring_back(child, raw) for name, child in node.items()}
    return node
