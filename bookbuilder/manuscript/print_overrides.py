"""Reads manuscript/remedies.yaml: the overrides of the print edition. EPUB and web never see this file.

remedies:
  - at: The tariff of 2018 shows     # the paragraph's first words, or an id such as tbl-tariffs
    tracking: -4
  - at: sec-water
    break-before: page
"""

from __future__ import annotations

from pathlib import Path

from bookbuilder.diagnostics import Outcome
from bookbuilder.model.print_overrides import PrintOverride
from bookbuilder.source import is_file
from bookbuilder.yaml_source import read_yaml_file

PRINT_OVERRIDES_FILE = "manuscript/remedies.yaml"


def read_print_overrides(folder: Path) -> Outcome[tuple[PrintOverride, ...]]:
    """Every remedy that the file asks for; none where there is no file."""
    path = folder / PRINT_OVERRIDES_FILE
    if not is_file(path):
        return Outcome(())
    yaml = read_yaml_file(path, folder)
    if yaml.value is None or yaml.value.value is None:
        return Outcome((), yaml.diagnostics)
    from bookbuilder.manuscript.declared import value_of
    from bookbuilder.manuscript.forms import fill
    from bookbuilder.manuscript.print_overrides_form import PrintOverridesForm  # most books have no such file

    form = fill(PrintOverridesForm, yaml.value, code="RMD")
    remedies = value_of(form.value.remedies, yaml.value, ("remedies",)) if form.value is not None else ()
    return Outcome(remedies, (*yaml.diagnostics, *form.diagnostics))
