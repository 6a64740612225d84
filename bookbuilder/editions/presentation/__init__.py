"""The presentation: slides as a page and as PDF, notes for the speaker, and a handout, from manuscript/presentation.yaml.

Nobody is shown a book's errors from a stage: it is not written while one stands that concerns the PDF or the web.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.writing import Editions


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    from bookbuilder.editions.presentation.writing import write_presentation

    printed = editions.printed
    if printed.value is None:
        return Outcome(None, printed.diagnostics)
    outcome = write_presentation(editions.numbered, printed.value, editions.theme, editions.steps)
    diagnostics = (*printed.diagnostics, *outcome.diagnostics)
    return Outcome(WrittenEdition(outcome.value) if outcome.value is not None else None, diagnostics)


PRESENTATION = Edition(
    name="presentation",
    title="the presentation",
    label="presentation",
    purpose="slides, notes for the speaker and a handout, from manuscript/presentation.yaml",
    file="presentation",
    write=_write,
    form="folder",
    engines=frozenset({"Pango"}),
    made_from=("pdf",),
    shares_faults=("html",),  # who lets nobody have their words on the web has not let them go on a screen, either
)
