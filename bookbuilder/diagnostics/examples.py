"""For each code that a manuscript can fire: what is wrong ("-") and what is right ("+"), as it is typed in codes/.

The tests make books of those lines: the wrong ones must fire their code, the right ones must not. `docs/messages.md`
shows them. After the code stands where the lines are: in a chapter below its title, in its metadata, or as a whole chapter; in
the metadata of a transcript (head), below a sound one (turns), or as a whole transcript; as references.yaml; at the end of book.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bookbuilder.diagnostics import codes


@dataclass(frozen=True)
class Example:
    """What fires a code and what does not."""

    code: str
    place: str
    """Where the lines stand: chapter (below its title), whole (a chapter), sources, transcript, book (the end of book.yaml)."""
    bad: str
    good: str


_METADATA = "---\n{code: kz-02, description: An expert, date: 2020-10-14, language: en}\n---\n"
_AROUND = {
    "metadata": ("whole", "---\n", "---\n\n# One\n"),
    "head": ("transcript", "---\n", "---\n"),
    "turns": ("transcript", f"{_METADATA}\n", ""),
}
"""What stands around lines that are the metadata of a chapter or of a transcript, or the turns of a sound transcript."""


def _read(table: str) -> Iterator[Example]:
    for block in table.strip().split("\n\n"):
        head, *lines = block.split("\n")
        code, named = head.split()
        place, before, behind = _AROUND.get(named, (named, "", ""))
        texts = ("\n".join(line[2:] for line in lines if line[:1] == sign) + "\n" for sign in "-+")
        yield Example(code, place, *(before + text + behind for text in texts))


EXAMPLES: Mapping[str, Example] = {example.code: example for topic in codes.EXAMPLES for example in _read(topic)}
