"""Reads manuscript/presentation.yaml: what the slides and the handout of the book's presentation show.

slides:
  - title: Trade doubled, and stayed raw
    show: [fig-trade, kz-02 q4a]       # ids of the book; an interview's code and turn
    notes: What the speaker says.
  - quote: We preferred gaps to guesses.  # words of the book, word for word
  - points: [The speaker's own words.]
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.manuscript.values import DAY, WEB_ADDRESS, as_list
from bookbuilder.source import is_file
from bookbuilder.yaml_source import YamlValue, read_yaml_file

PRESENTATION_FILE = "manuscript/presentation.yaml"
BLOCKS = frozenset({"presentation"})
Words = Annotated[tuple[str, ...], as_list]


class SlideForm(Form):
    title: str = ""
    """The headline; what the slide shows has a name of its own."""
    show: Words = ()
    """Figures, tables, excerpts, recommendations and paragraphs by their ids, excerpts by code and turn: kz-01 q3a."""
    quote: Words = ()
    """Words of the book, exactly as it prints them."""
    points: Words = ()
    """The speaker's own words, a line each."""
    notes: str = ""
    """What only the speaker sees; an empty line parts two paragraphs."""


class HandoutForm(Form):
    abstract: str = ""
    """What the book says in short; its description where it is left out."""
    recommendations: Words = ()
    """The recommendations that it prints, by their ids; all of the book where it is left out."""
    show: Words = ()
    """Figures and tables, and whatever else has an id."""


class PresentationForm(Form):
    title: str = ""
    """The title of the talk; the book's where it is left out."""
    occasion: str = ""
    """The conference, or the evening."""
    place: str = ""
    """Where it is."""
    date: Annotated[str, DAY] = ""
    """When: 2021-04-15."""
    speakers: Words = ()
    """Who speaks."""
    url: Annotated[str, WEB_ADDRESS] = ""
    """Where readers find the book; that of the web edition or the DOI where it is left out."""
    slides: tuple[SlideForm, ...] = ()
    """What stands between the title and the last slide, in order."""
    handout: HandoutForm = HandoutForm()
    """What the handout prints."""


@dataclass(frozen=True)
class Presentation:
    """The file, and where each value stands in it."""

    form: PresentationForm
    yaml: YamlValue

    def at(self, *path: int | str) -> Location:
        """The place of a value in the file."""
        return self.yaml.at(path)


def read_presentation(folder: Path) -> Outcome[Presentation | None]:
    """What the file asks for; PRS-004 where there is none."""
    path = folder / PRESENTATION_FILE
    if not is_file(path):
        remedy = (
            "Write one: a list of slides, each with show: fig-x, quote: … or points: […]; see docs/presentation.md."
        )
        missing = Diagnostic("PRS-004", Location(PRESENTATION_FILE), "There is no such file.", remedy, blocks=BLOCKS)
        return Outcome(None, (missing,))
    yaml = read_yaml_file(path, folder)
    if yaml.value is None:
        return Outcome(None, yaml.diagnostics)
    whole = yaml.value if yaml.value.value is not None else YamlValue({}, whole=yaml.value.whole)
    form = fill(PresentationForm, whole, code="PRS")
    made = Presentation(form.value, whole) if form.value is not None else None
    return Outcome(made, (*yaml.diagnostics, *form.diagnostics))
