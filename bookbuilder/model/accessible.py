"""What the publisher declares of the accessibility of EPUB and web edition; what the book itself shows is not declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Hazard = Literal[
    "none",
    "flashing",
    "noFlashingHazard",
    "motionSimulation",
    "noMotionSimulationHazard",
    "sound",
    "noSoundHazard",
    "unknown",
]
"""Of schema.org's `accessibilityHazard`."""


@dataclass(frozen=True)
class AccessibilityStatement:
    """Words and names that no program can know."""

    summary: str = ""
    """What a reader should know, in a sentence or two; made from the book where it is left out."""
    hazards: tuple[Hazard, ...] = ("none",)
    """none, flashing, motionSimulation, sound, unknown, and noFlashingHazard and the like."""
    certifier: str = ""
    """Who has looked whether the claim of conformance holds; the publisher where it is left out."""
    credential: str = ""
    """The certifier's credential."""
    report: str = ""
    """The address of the certifier's report."""
