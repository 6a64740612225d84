"""What a folder of another program says of its book, before anything of it is rewritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Place = Literal["front", "body", "back"]


class AdoptError(Exception):
    """The folder cannot be adopted; the message says why and what to do."""


@dataclass(frozen=True)
class Piece:
    """One file of the book, in the order of reading."""

    path: Path
    part: str = ""
    """The title of the part that begins with it."""
    ends_part: bool = False
    """Whether it stands in no part, after one."""
    place: Place = "body"
    titles_part: bool = False
    """Whether its title is that of the part that begins with it, as in Quarto's `part: visualize.qmd`."""
    title: str = ""
    """What a list of files calls it, for a file without a title."""
    label: str = ""
    """What LaTeX's main file calls its chapter in references."""
    depth: int = 0
    """How deep a list of files has it below a chapter, of which it is a section then."""
    unnumbered: bool = False
    said: Mapping[str, Any] = field(default_factory=dict)
    """What the metadata of the file says."""


@dataclass(frozen=True)
class Plan:
    """The book that was found in a folder."""

    kind: str
    """Quarto, bookdown, Manubot or Pandoc, as the report names it."""
    root: Path
    """The folder that was named: nothing outside it is read."""
    base: Path
    """The folder to which paths are relative."""
    pieces: tuple[Piece, ...]
    metadata: dict[str, Any]
    """Title, authors and the like as the folder has them, in Pandoc's words where it uses them."""
    bibliographies: tuple[Path, ...] = ()
    csl: str = ""
    """A file's path relative to the base, or the name of a style."""
    folders: tuple[Path, ...] = ()
    """Where pictures and included files are looked for besides."""
    variables: dict[str, str] = field(default_factory=dict)
    """What `{{< var name >}}` prints."""
    concatenated: bool = False
    """Whether a file without a title goes on with the chapter before it."""
    absent: tuple[str, ...] = ()
    """Chapters that its list names, and that are not there."""
    listed_in: Path | None = None
    """The file that puts them in order, where there is one."""
    drawn: dict[str, bytes] = field(default_factory=dict)
    """Pictures that the notebooks hold, by their addresses, as they are read."""


@dataclass
class Report:
    """What was taken, changed and left, a line each; what happens often is counted, with the first places."""

    taken: list[str] = field(default_factory=list)
    counted: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Places by ("changed" or "left", what happened)."""

    def note(self, kind: Literal["changed", "left"], what: str, place: str = "") -> None:
        """Count one more place where something was changed or left out."""
        self.counted.setdefault((kind, what), []).append(place)

    def lines(self, kind: Literal["changed", "left"], most: int = 5) -> list[str]:
        """A line for each thing that happened: "12 × chunks of R became code (EDA.qmd:71, EDA.qmd:88 …)"."""
        lines = []
        for (of, what), places in self.counted.items():
            if of != kind:
                continue
            named = [place for place in dict.fromkeys(places) if place]
            shown = f" ({', '.join(named[:most])}{' …' if len(named) > most else ''})" if named else ""
            lines.append(f"{len(places)} × {what}{shown}" if len(places) > 1 else f"{what}{shown}")
        return lines
