"""An interview as its transcript has it: the expert, the consent, and the turns in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bookbuilder.diagnostics import Location


@dataclass(frozen=True)
class Consent:
    """What the expert agreed to."""

    attribution: Literal["named", "described", "anonymous"] = "anonymous"
    """How print may speak of them: by name, by description, or by code alone."""
    scope: tuple[Literal["pdf", "epub", "html"], ...] = ("pdf", "epub", "html")
    """The editions in which their words may appear."""
    embargo: str = ""
    """The day before which nothing may appear: 2021-06-01."""
    approved: str = ""
    """The day on which the expert approved the excerpts: 2021-02-01."""
    fingerprint: str = ""
    """The fingerprint of what was approved."""


@dataclass(frozen=True)
class Speech:
    """The words of one turn in one language, as Pandoc blocks."""

    blocks: str
    """A JSON list of Pandoc blocks."""
    text: str
    """The words alone, with a line end between paragraphs."""
    lang: str
    """BCP 47 tag of the language."""
    location: Location
    """Where the turn begins in the transcript."""
    source: str = ""
    """The lines of the transcript below that place, as they were written."""


@dataclass(frozen=True)
class Turn:
    """One question or answer of a transcript, as it was said and, where there is one, in translation."""

    id: str
    """The turn's id in its transcript: q3a."""
    kind: Literal["question", "answer"]
    """Whether the interviewer or the expert speaks."""
    original: Speech
    """The words in the language of the interview."""
    translation: Speech | None = None
    """The words in translation."""
    speaker: str = ""
    """Who speaks, where more than two do."""
    time: str = ""
    """Where in the recording it stands: 00:12:40."""


@dataclass(frozen=True)
class Interview:
    """One transcript: manuscript/interviews/kz-01.md."""

    code: str
    """The interview's code, the same everywhere: kz-01."""
    description: str
    """The expert for print: "Expert in foreign policy, Almaty"."""
    country: str = ""
    """The expert's country."""
    date: str = ""
    """The day of the interview: 2020-10-14."""
    language: str = ""
    """BCP 47 tag of the language spoken."""
    name: str = ""
    """The expert's name, where they released it."""
    affiliation: str = ""
    """The expert's institution, where they released it."""
    place: str = ""
    """Where the interview was held."""
    channel: str = ""
    """How it was held where not face to face: video call."""
    interviewer: str = ""
    """Who asked."""
    translator: str = ""
    """Who translated."""
    archive: str = ""
    """Where recording and transcript are kept, so that a reader can ask for them."""
    status: Literal["specimen", "final"] = "final"
    """A specimen sets the form only and is not a real interview; print says so."""
    consent: Consent = Consent()
    """What the expert agreed to."""
    withdrawn: str = ""
    """The day on which the expert withdrew; nothing of theirs may appear from then on."""
    public_as: tuple[str, ...] = ()
    """Citation keys under which the expert is allowed to appear as an author."""
    turns: tuple[Turn, ...] = ()
    """Questions and answers in order."""
    location: Location = Location("manuscript/interviews")
    """Where the transcript begins."""

    @property
    def attribution(self) -> str:
        """How print speaks of the expert, in the form that their consent allows."""
        if self.consent.attribution == "named" and self.name:
            return f"{self.name}, {self.affiliation}" if self.affiliation else self.name
        if self.consent.attribution == "anonymous" or not self.description:
            return self.code
        return self.description

    @property
    def is_specimen(self) -> bool:
        """Whether this is a specimen and no real interview."""
        return self.status == "specimen"

    @property
    def is_withheld(self) -> bool:
        """Whether there is a real person whose name must appear nowhere."""
        return self.consent.attribution != "named" and not self.is_specimen

    def turn(self, id: str) -> Turn | None:
        """The turn with this id, or None."""
        return next((turn for turn in self.turns if turn.id == id), None)


@dataclass(frozen=True)
class Quotation:
    """Words of an interview in a chapter: an excerpt, or words within a sentence."""

    code: str
    """The interview's code."""
    turn: str
    """The turn's id."""
    kind: Literal["excerpt", "said"]
    """A block by itself, or words within a sentence."""
    id: str
    """The id under which they stand in every edition."""
    document: str
    """The id of the document in which they stand."""
    location: Location
    """Where the author put them."""
    words: str
    """The words as they are printed, edits included."""
    shown: tuple[tuple[int, int], ...]
    """The stretches of the turn's words that are printed, as offsets into its text as it is compared."""
    translated: bool = False
    """Whether these are the words of the translation."""
    original: str = ""
    """How the original is printed too: below, beside, note; empty where it is not."""
    original_first: bool = False
    """Whether the expert's own language stands before its translation."""
    emphasis_added: bool = False
    """Whether the author has emphasised words that were said without emphasis."""
    speaker: str = ""
    """Who speaks, where it is not the expert alone."""
    replaced: tuple[tuple[str, str], ...] = ()
    """What the author's brackets have, and the words that were said in their place."""
