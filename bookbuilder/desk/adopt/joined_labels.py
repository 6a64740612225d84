"""Gives the notes and addresses of a file other labels where the file that it is joined to has the same ones."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.verbatim import blanked

_DEFINED = re.compile(r"^ {0,3}\[(\^?(?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]:[ \t]*(\S*)", re.MULTILINE)
_LABEL = r"(?:[^\[\]]|\[[^\[\]]*\])"
_USED = re.compile(
    rf"(?<!\\)\[(?:(?P<note>\^[^\[\]\s]+)\]|(?P<words>{_LABEL}+)\](?:\[(?P<label>{_LABEL}*)\])?(?![({{]))"
)


def with_own_labels(text: str, before: str) -> str:
    """The text with its labels told from those of the text before it: `[^1]` is `[^1-2]`, `[words][there]` `[words][there-2]`.

    An address that both give alike is left out of the second.
    """
    first = {_key(it[1]): it[2] for it in _definitions(before)}
    own = {_key(it[1]): it[2] for it in _definitions(text)}
    for definition in reversed([it for it in _definitions(text) if _key(it[1]) in first]):
        if not definition[1].startswith("^") and definition[2] == first[_key(definition[1])]:
            ends = text.find("\n", definition.end()) + 1 or len(text)
            text = text[: definition.start()] + text[ends:]
            del own[_key(definition[1])]
    renamed: dict[str, str] = {}
    for key in [it for it in own if it in first]:
        number = next(it for it in range(2, len(first) + len(own) + 3) if f"{key}-{it}" not in first | own)
        renamed[key] = f"-{number}"
    if not renamed:
        return text
    plain = blanked(text)
    pieces, place = [], 0
    for found in _USED.finditer(text):
        named = found["note"] or found["label"] or found["words"]
        is_prose = plain[found.start()] == "["
        if not is_prose or _key(named) not in renamed:
            continue
        label = named + renamed[_key(named)]
        alone = (
            found["note"] or found["label"] is None and text.startswith(":", found.end()) and _begins_line(text, found)
        )
        pieces += [text[place : found.start()], f"[{label}]" if alone else f"[{found['words']}][{label}]"]
        place = found.end()
    return "".join([*pieces, text[place:]])


def _definitions(text: str) -> list[re.Match[str]]:
    plain = blanked(text)
    return [
        it for it in _DEFINED.finditer(text) if plain.startswith("[", it.start() + len(it[0]) - len(it[0].lstrip()))
    ]


def _begins_line(text: str, found: re.Match[str]) -> bool:
    """Whether it stands at a line's beginning, where `[words]:` is a definition."""
    return not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip()


def _key(label: str) -> str:
    return " ".join(label.lower().split())
