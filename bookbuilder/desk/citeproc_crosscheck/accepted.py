"""Reads citations.accepted.yaml: the differences between two engines that somebody has examined and found right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.yaml_source import read_yaml_file

FILE = "citations.accepted.yaml"


@dataclass(frozen=True)
class Accepted:
    """One line of the file: a construct, perhaps of one source only, and why the difference is right."""

    construct: str
    item: str
    reason: str
    place: Location


def read_accepted(folder: Path) -> tuple[list[Accepted], list[Diagnostic]]:
    """A list of `- {construct: punctuation, item: key, reason: …}`; the reason is needed (CIT-052), the item is not."""
    if not (folder / FILE).is_file():
        return [], []
    yaml = read_yaml_file(folder / FILE, folder)
    faults = list(yaml.diagnostics)
    lines = yaml.value.value if yaml.value is not None else []
    accepted: list[Accepted] = []
    for number, line in enumerate(lines if isinstance(lines, list) else []):
        place = yaml.value.at((number,)) if yaml.value is not None else Location(FILE)
        if not isinstance(line, dict) or not all(key in line and line[key] for key in ("construct", "reason")):
            remedy = "Write - {construct: punctuation, item: KEY, reason: …}"
            faults.append(
                Diagnostic("CIT-052", place, "A difference is accepted by its construct and a reason.", remedy)
            )
            continue
        item = str(line["item"]) if "item" in line and line["item"] else ""
        accepted.append(Accepted(str(line["construct"]), item, str(line["reason"]), place))
    return accepted, faults
