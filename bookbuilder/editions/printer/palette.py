"""Reads the closed palette from `styles/tokens.css`: for each `--colour-NAME` the ink that prints it.

An ink is `--ink-NAME: device-cmyk(20% 95% 75% 40%)`, as CSS Color 5 writes it (https://www.w3.org/TR/css-color-5/#device-cmyk).
Where a colour has none, a grey is printed with black alone, and any other is converted by the press's profile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import tinycss2
import tinycss2.color3

from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.theme.token_values import declared

TOKENS = "styles/tokens.css"
SMALL = frozenset({"quiet", "accent", "link", "rule"})
"""Colours of small type and of hairlines: in black alone they are full, since a screen would break them up."""
SPOTS = {"accent": 1.0, "accent-soft": 0.7}
"""Colours that a spot colour prints."""
BLOCKS = frozenset({"printer", "cover"})

Rgb = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""
Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, 0 to 1."""


@dataclass(frozen=True)
class Palette:
    """Every colour that the printer's file may have, with its ink."""

    inks: Mapping[Rgb, Ink]
    names: Mapping[Rgb, str]
    """Each colour's name in the tokens: accent."""
    spot: str = ""
    """The name of the spot colour; empty where there is none."""
    spots: Mapping[Rgb, float] = field(default_factory=dict)
    """Colours that the spot colour prints, each with its share."""
    spot_ink: Ink = (0, 0, 0, 1)
    """What stands for the spot colour where it is not printed: on a screen, in a proof."""

    def share_of_spot(self, colour: Rgb) -> float:
        """How much of the spot colour prints a colour or a tint of it; 0 where other inks do."""
        if colour in self.spots or colour in self.inks:
            return self.spots[colour] if colour in self.spots else 0.0
        return next(
            (round(share * _tint(colour, full), 3) for full, share in self.spots.items() if _tint(colour, full)), 0.0
        )

    def ink(self, colour: Rgb) -> Ink | None:
        """A colour's ink; a tint of a colour, which is a grey too, is printed as the same tint of its ink."""
        if colour in self.inks:
            return self.inks[colour]
        for full, ink in self.inks.items():
            share = _tint(colour, full)
            if share:
                cyan, magenta, yellow, black = (round(part * share, 3) for part in ink)
                return cyan, magenta, yellow, black
        return None

    def nearest(self, colour: Rgb) -> tuple[str, Rgb]:
        """The name and the value of the colour that looks most like one that the palette lacks."""
        known = min(
            self.names, key=lambda other: (sum((a - b) ** 2 for a, b in zip(colour, other, strict=True)), other)
        )
        return self.names[known], known


def read_palette(
    tokens: str, convert: Callable[[Rgb], Ink], black_only: bool = False, spot: str = ""
) -> Outcome[Palette]:
    """The palette of a tokens.css; `convert` is the press's profile. In black alone every ink becomes a grey or black.

    `spot` names the colour that prints the accent beside black.
    """
    colours: dict[str, Rgb] = {}
    inks: dict[str, Ink] = {}
    faults: list[Diagnostic] = []
    for declaration in declared(tokens):
        kind, _, name = declaration.name.removeprefix("--").partition("-")
        place = Location(TOKENS, declaration.source_line, declaration.source_column)
        if kind == "colour":
            colour = tinycss2.color3.parse_color(_one(declaration))
            if not isinstance(colour, tinycss2.color3.RGBA) or colour.alpha < 1:
                faults.append(_fault("PRN-010", place, f'"--colour-{name}" is not a plain colour.', "Write #rrggbb."))
                continue
            colours[name] = rgb(colour.red, colour.green, colour.blue)
        elif kind == "ink":
            ink = _ink(_one(declaration))
            if ink is None:
                remedy = "Write cyan, magenta, yellow and black: device-cmyk(20% 95% 75% 40%)."
                faults.append(_fault("PRN-010", place, f'"--ink-{name}" is not an ink.', remedy))
                continue
            inks[name] = ink
            if name not in colours:
                remedy = f"Write --colour-{name} on the line before."
                faults.append(_fault("PRN-010", place, f'"--ink-{name}" is the ink of no colour.', remedy))
    made: dict[Rgb, Ink] = {(0, 0, 0): (0, 0, 0, 1), (255, 255, 255): (0, 0, 0, 0)}
    names: dict[Rgb, str] = {}
    for name, colour in colours.items():
        names.setdefault(colour, name)
        if names[colour] == name:
            made[colour] = inks[name] if name in inks else grey(colour) if is_grey(colour) else convert(colour)
    if black_only:
        spot_ink = made[colours["accent"]] if spot and "accent" in colours else (0, 0, 0, 1)
        made = {
            colour: (0, 0, 0, 1) if colour in names and names[colour] in SMALL else _in_black(colour, ink)
            for colour, ink in made.items()
        }
        spots = {colours[name]: share for name, share in SPOTS.items() if spot and name in colours}
        return Outcome(Palette(made, names, spot if spots else "", spots, spot_ink), tuple(faults))
    return Outcome(Palette(made, names), tuple(faults))


def _tint(colour: Rgb, full: Rgb) -> float:
    """How much of the full colour it is, with the rest white; 0 where it is none."""
    way = [255 - part for part in full]
    length = sum(part * part for part in way)
    share = sum((255 - part) * other for part, other in zip(colour, way, strict=True)) / length if length else 0.0
    strayed = max(abs(255 - share * other - part) for part, other in zip(colour, way, strict=True))
    return share if 0 < share < 1 and strayed <= 1.5 else 0.0


def rgb(red: float, green: float, blue: float) -> Rgb:
    """A colour from its parts, 0 to 1."""
    return round(red * 255), round(green * 255), round(blue * 255)


def is_grey(colour: Rgb) -> bool:
    return max(colour) - min(colour) <= 2


def grey(colour: Rgb) -> Ink:
    """A grey as a share of black, to the whole percent."""
    return 0.0, 0.0, 0.0, round(1 - sum(colour) / 765, 2)


def _in_black(colour: Rgb, ink: Ink) -> Ink:
    """A colour as the grey that is as bright (luma of ITU-R BT.601); what is black already stays as it is."""
    if ink[:3] == (0, 0, 0):
        return ink
    luma = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
    return 0.0, 0.0, 0.0, round(1 - luma / 255, 2)


def _one(declaration: Any) -> Any:
    values = [value for value in declaration.value if value.type not in ("whitespace", "comment")]
    return values[0] if len(values) == 1 else None


def _ink(value: Any) -> Ink | None:
    if value is None or value.type != "function" or value.lower_name != "device-cmyk":
        return None
    parts = [part for part in value.arguments if part.type in ("number", "percentage")]
    shares = [part.value / 100 if part.type == "percentage" else float(part.value) for part in parts]
    if len(shares) != 4 or not all(0 <= share <= 1 for share in shares):
        return None
    cyan, magenta, yellow, black = shares
    return cyan, magenta, yellow, black


def _fault(code: str, place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(code, place, message, remedy, blocks=BLOCKS)
