"""Keeps notes and addresses with the text that uses them, where files are joined into a chapter and where one is cut into several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.desk.adopt.verbatim import blanked, replaced
from bookbuilder.markdown.markup_patterns import NO_CITATION

_DEFINED = re.compile(
    rf"^ {{0,3}}\[{NO_CITATION}(\^?(?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]:[ \t]*(?:\n[ \t]*(?=\S))?(\S*)[^\n]*(?:\n[ \t]+[\"'(][^\n]*[\"')][ \t]*$)?",
    re.MULTILINE,
)
_LABEL = r"(?:[^\[\]]|\[[^\[\]]*\])"
_USED = re.compile(
    rf"(?<!\\)\[(?:(?P<note>\^[^\[\]\s]+)\]|(?P<words>{_LABEL}+)\](?:\[(?P<label>{_LABEL}*)\])?(?![({{]))"
)


def with_own_labels(text: str, before: str) -> str:
    """The text with its labels kept apart from those of the text before it: `[^1]` is `[^1-2]`, `[words][there]` `[words][there-2]`.

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
    changes = []
    for found in _USED.finditer(text):
        named = found["note"] or found["label"] or found["words"]
        is_prose = plain[found.start()] == "["
        if not is_prose or _key(named) not in renamed:
            continue
        label = named + renamed[_key(named)]
        alone = (
            found["note"] or found["label"] is None and text.startswith(":", found.end()) and _begins_line(text, found)
        )
        changes.append((*found.span(), f"[{label}]" if alone else f"[{found['words']}][{label}]"))
    return replaced(text, changes)


def definitions_in(text: str) -> str:
    """What a text says of its labels, a line each: `[^1]: A note.`"""
    return "\n\n".join(it[0].strip() for it in _definitions(text))


def with_their_definitions(texts: Sequence[tuple[Path, str]], concatenated: bool) -> list[str]:
    """Each text, given with its file, with the notes and addresses that it uses and another text of its file defines.

    Pandoc reads the files of a `concatenated` book as one: they lend to one another, too. A note moves to where it is called.
    """
    own = [{it.key: it for it in _whole(text)} for _, text in texts]
    used = [set(_used(text)) for _, text in texts]
    lent: dict[str, list[int]] = {}
    for place, definitions in enumerate(own):
        for key in definitions:
            lent.setdefault(key, []).append(place)
    added: list[list[str]] = [[] for _ in texts]
    moved: list[list[_Definition]] = [[] for _ in texts]
    for place, (file, _) in enumerate(texts):
        for key in sorted(used[place] - own[place].keys()):
            lenders = sorted(lent[key], key=lambda it, at=place: abs(it - at)) if key in lent else []  # type: ignore[misc]
            lender = next((it for it in lenders if texts[it][0] == file), None)
            if lender is None and concatenated and lenders:
                lender = lenders[0]
            if lender is not None:
                found = own[lender][key]
                added[place].append(found.text)
                if key.startswith("^") and key not in used[lender] and found not in moved[lender]:
                    moved[lender].append(found)
    made = []
    for (_, text), gone, new in zip(texts, moved, added, strict=True):
        for found in sorted(gone, key=lambda it: -it.start):
            text = text[: found.start] + text[found.start + len(found.text) :]
        made.append("\n\n".join([text.rstrip("\n"), *(it.strip("\n") for it in new)]) + "\n" if new else text)
    return made


@dataclass(frozen=True)
class _Definition:
    key: str
    start: int
    text: str


def _whole(text: str) -> Iterator[_Definition]:
    """The definitions of a text; a note's with its further paragraphs."""
    found = _definitions(text)
    for number, it in enumerate(found):
        limit = found[number + 1].start() if number + 1 < len(found) else len(text)
        ends = min(limit, text.find("\n", it.end()) + 1 or limit)
        ends = _end(text, ends, limit) if it[1].startswith("^") else ends
        yield _Definition(_key(it[1]), it.start(), text[it.start() : ends])


def _end(text: str, place: int, limit: int) -> int:
    """Behind a note's last line: it goes on to a blank line, and in what is indented behind it."""
    ends = place
    is_after_blank = False
    while place < limit:
        next_line = text.find("\n", place) + 1 or len(text)
        line = text[place:next_line]
        if line.strip() and is_after_blank and not line.startswith(("    ", "\t")):
            break
        if line.strip():
            ends = next_line
        is_after_blank = not line.strip()
        place = next_line
    return min(ends, limit)


def _used(text: str) -> Iterator[str]:
    """The labels of all calls and links that name one, in prose."""
    plain = blanked(text)
    for found in _USED.finditer(text):
        is_definition = text.startswith(":", found.end()) and _begins_line(text, found)
        if plain[found.start()] == "[" and not is_definition:
            yield _key(found["note"] or found["label"] or found["words"])


def _definitions(text: str) -> list[re.Match[str]]:
    plain = blanked(text)
    found = [it for it in _DEFINED.finditer(text) if it[2] or it[1].startswith("^")]
    return [it for it in found if plain.startswith("[", it.start() + len(it[0]) - len(it[0].lstrip()))]


def _begins_line(text: str, found: re.Match[str]) -> bool:
    """Whether it stands at a line's beginning, where `[words]:` is a definition."""
    return not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip()


def _key(label: str) -> str:
    return " ".join(label.lower().split())
