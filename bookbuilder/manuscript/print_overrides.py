"""Reads manuscript/remedies.yaml: the overrides of the print edition. EPUB and web never see this file.

remedies:
  - at: The tariff of 2018 shows     # the paragraph's first words, or an id such as tbl-tariffs
    tracking: -4
  - at: sec-water
    break-before: page
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator

from bookbuilder.diagnostics import Outcome
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.manuscript.values import as_list
from bookbuilder.model.print_overrides import PrintOverride
from bookbuilder.source import read_source
from bookbuilder.yaml_source import read_yaml

PRINT_OVERRIDES_FILE = "manuscript/remedies.yaml"

FARTHEST = 30
"""Thousandths of an em; beyond them a reader sees the paragraph and not its words."""


def _tracking(value: int) -> int:
    if abs(value) > FARTHEST:
        raise ValueError(f"{value} thousandths of an em can be seen.|Write -{FARTHEST} to {FARTHEST}; 5 is much.")
    return value


class PrintOverrideForm(Form):
    at: str
    chapter: str = ""
    break_before: Literal["", "page"] = ""
    keep: Annotated[tuple[Literal["together", "with-next"], ...], as_list] = ()
    tracking: Annotated[int, AfterValidator(_tracking)] = 0
    hyphens: Literal["", "none"] = ""


class PrintOverridesForm(Form):
    remedies: tuple[PrintOverrideForm, ...] = ()
    """Each asks something of one place in print."""


def read_print_overrides(folder: Path) -> Outcome[tuple[PrintOverride, ...]]:
    """Every remedy that the file asks for; none where there is no file."""
    path = folder / PRINT_OVERRIDES_FILE
    if not path.is_file():
        return Outcome(())
    source = read_source(path, folder)
    yaml = read_yaml(source.value) if source.value is not None else Outcome(None)
    diagnostics = (*source.diagnostics, *yaml.diagnostics)
    if yaml.value is None or yaml.value.value is None:
        return Outcome((), diagnostics)
    form = fill(PrintOverridesForm, yaml.value, code="RMD")
    asked = form.value.remedies if form.value is not None else ()
    remedies = tuple(
        PrintOverride(
            it.at, it.chapter, it.break_before, it.keep, it.tracking, it.hyphens, yaml.value.at(("remedies", index)),
        )
        for index, it in enumerate(asked)
    )  # fmt: skip
    return Outcome(remedies, (*diagnostics, *form.diagnostics))
