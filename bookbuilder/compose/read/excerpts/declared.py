"""Reads which interview, turn, words and speaker an excerpt or a quoted phrase names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import panflute as pf

from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.model.interview import Interview, Speech, Turn

EXCERPT = ("source", "turn", "from", "to", "language", "original", "original-from", "original-to", "first", "emphasis",
           "speaker", "lang")  # fmt: skip
"""What `::: excerpt` may say."""
SAID = ("by", "turn", "language", "emphasis", "speaker", "lang")
"""What `[…]{.said}` may say."""
LANGUAGES = ("original", "translation")
INTERVIEWER = "interviewer"


def attribute(element: pf.Element, name: str) -> str:
    """What the author wrote; empty where it is not said."""
    return str(element.attributes[name]) if name in element.attributes else ""


def unknown_attributes(element: pf.Element, known: Sequence[str], place: Location) -> list[Diagnostic]:
    """EXC-011 for each attribute that says nothing here."""
    return [
        Diagnostic(
            "EXC-011",
            place,
            f'{name}="…" says nothing here.',
            did_you_mean(name, known) or f"Known: {', '.join(known)}.",
        )
        for name in element.attributes
        if name not in known
    ]


def choice(wanted: str, name: str, known: Sequence[str], remedy: str, place: Location) -> Outcome[str]:
    """The value of an attribute that has few; EXC-011, and an empty one, where it is none of them."""
    if wanted in known:
        return Outcome(wanted)
    fault = Diagnostic("EXC-011", place, f'{name}="{wanted}" says nothing.', did_you_mean(wanted, known) or remedy)
    return Outcome("", (fault,))


def interview_named(
    code: str, name: str, interviews: Mapping[str, Interview], place: Location
) -> Outcome[Interview | None]:
    """The interview of a code that the attribute `name` gives; EXC-001 where there is none, CON-006 where it is withdrawn."""
    if code not in interviews:
        message = f'There is no interview "{code}".' if code else "This quotation does not say who is quoted."
        remedy = f"There are: {', '.join(sorted(interviews)) or 'none'}."
        remedy = did_you_mean(code, interviews) or (remedy if code else f'Write {name}="…". {remedy}')
        return Outcome(None, (Diagnostic("EXC-001", place, message, remedy),))
    if interviews[code].withdrawn:
        return Outcome(None, (withdrawn(interviews[code], place, "quoted"),))
    return Outcome(interviews[code])


def withdrawn(interview: Interview, place: Location, how: str) -> Diagnostic:
    """CON-006: an interview that may no longer be used is `how`, quoted or cited."""
    message = f"{interview.code} has withdrawn on {interview.withdrawn}, and is {how} here."
    return Diagnostic("CON-006", place, message, "Take these words out.")


def turn_named(id: str, interview: Interview, place: Location) -> Outcome[Turn | None]:
    """The turn of an id; EXC-002 where the interview has none."""
    turn = interview.turn(id)
    if turn is not None:
        return Outcome(turn)
    known = [turn.id for turn in interview.turns]
    remedy = did_you_mean(id, known) or f"It has: {', '.join(known)}."
    message = (
        f'Interview "{interview.code}" has no turn "{id}".' if id else "This excerpt does not say which turn it quotes."
    )
    return Outcome(None, (Diagnostic("EXC-002", place, message, f"{remedy} See {interview.location.file}."),))


def speech_wanted(element: pf.Element, turn: Turn, place: Location) -> Outcome[Speech | None]:
    """The words in the language that is wanted: the translation, where there is one and nothing else is said.

    EXC-011 for a language that is neither; EXC-014 for an excerpt of a translation that the turn lacks.
    """
    language = attribute(element, "language")
    if language:
        chosen = choice(language, "language", LANGUAGES, 'Write language="original", or nothing.', place)
        if not chosen.value:
            return Outcome(None, chosen.diagnostics)
    if language == "translation" and turn.translation is None:
        message = f'Turn "{turn.id}" has no translation ({turn.original.location}).'
        fault = Diagnostic("EXC-014", place, message, 'Take language="translation" away, or add one there.')
        return Outcome(None, (fault,) if isinstance(element, pf.Div) else ())
    return Outcome(turn.original if language == "original" or turn.translation is None else turn.translation)


def speaker_named(declared: str, interview: Interview, turn: Turn, place: Location) -> Outcome[str | None]:
    """Who speaks, empty for the expert; EXC-006 where somebody else does."""
    if speaks(declared, interview, turn):
        return Outcome(declared)
    where = turn.original.location
    if turn.kind == "question":
        message = f'The interviewer says turn "{turn.id}" of {interview.code} ({where}), and not the expert.'
        remedy = 'Write speaker="interviewer".'
    else:
        message = f'{turn.speaker or "The expert"} says turn "{turn.id}" of {interview.code} ({where}).'
        remedy = f'Write speaker="{turn.speaker}".' if turn.speaker else "Take the speaker away."
    return Outcome(None, (Diagnostic("EXC-006", place, message, remedy),))


def speaks(declared: str, interview: Interview, turn: Turn) -> bool:
    """Whether the one who is said to speak does so in this turn; without a word it is the expert."""
    if turn.kind == "question":
        return declared == INTERVIEWER
    if turn.speaker in ("", "expert", interview.code, interview.name):
        return declared in ("", turn.speaker)
    return declared == turn.speaker
