"""What book.yaml says of the press and of the bindery, in millimetres and grams: the printer's file and the cover's wrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PROFILE = "styles/icc/fogra39l-coated.icc"
"""The profile that stands in while no printer has sent one; styles/icc/README.md says what it was made from."""
CONDITION = "FOGRA39"
"""The printing condition of that profile, by its name in the ICC's registry of characterisations."""


@dataclass(frozen=True)
class Paper:
    """The paper of the text: what a leaf weighs and how thick it is."""

    grammage: float = 80
    """Grams a square metre."""
    volume: float = 1.25
    """Bulk in cubic centimetres a gram: 1.0 a coated paper, 1.25 an offset, 1.5 to 2 a bulky book paper."""
    leaf: float = 0
    """Thickness of one leaf as the mill measures it; from grammage and volume where it is 0."""

    @property
    def thickness(self) -> float:
        """Thickness of one leaf: grams a square metre times cubic centimetres a gram are micrometres (ISO 534)."""
        return self.leaf or self.grammage * self.volume / 1000


@dataclass(frozen=True)
class Press:
    """The press."""

    profile: str = PROFILE
    """The ICC profile of the printing condition: a path in the book's folder."""
    condition: str = ""
    """The condition's name in the ICC's registry, such as FOGRA51; the profile's own description where it is left out."""
    standard: Literal["x-4", "x-1a"] = "x-4"
    """PDF/X-4, or PDF/X-1a:2003 for a press or a shop that takes no transparency."""
    inks: Literal["black", "spot", "cmyk"] = "black"
    """Whether the pages are printed in black alone, in black and one spot colour, or in four colours."""
    spot: str = "Accent"
    """The spot colour that prints the accent, by the name that the press knows: PANTONE 202 C."""
    ink_limit: float = 300
    """Percent of ink that the paper takes, all inks together; a colour or picture with more is an error."""
    signature: int = 16
    """Pages of a folded sheet; the file has a multiple of it."""
    blanks: int = 63
    """How many blank pages may fill the last sheet; a release that needs more is refused."""
    bleed: float = 3
    """How far the paper is printed beyond the trim."""
    paper: Paper = Paper()
    """The paper of the text."""
    weight: float = 0
    """Grams of a bound copy, for those who send it; 0 where nobody has weighed one."""


@dataclass(frozen=True)
class Binding:
    """The bindery: what the cover's wrap is measured by. See docs/printer.md for the formulas."""

    cover: Literal["soft", "case"] = "soft"
    """A paperback's cover, or boards covered with paper or cloth."""
    spine_text: Literal["", "down", "up"] = ""
    """Which way the words on the spine run; by the book's language where it is left out."""
    card: float = 0.3
    """Soft cover: thickness of the card."""
    flaps: float = 0
    """Soft cover: width of the flaps, 0 for none."""
    board: float = 2.5
    """Case: thickness of the boards."""
    hinge: float = 8
    """Case: width of the joint between the spine's board and a cover's."""
    square: float = 3
    """Case: how far the boards stand out beyond the pages at head, foot and fore-edge."""
    turn_in: float = 16
    """Case: how far the cover is folded round the boards' edges."""
