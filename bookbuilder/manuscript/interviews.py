"""A transcript in; the interview with its consent and its turns, original and translation paired by id, out."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.manuscript.book_form import date_text, language_tag
from bookbuilder.manuscript.chapters import split_front_matter
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.manuscript.yaml_source import read_yaml
from bookbuilder.model.interview import Consent, Interview, Speech, Turn
from bookbuilder.pandoc import plain_text, read_markdown
from bookbuilder.source import Source

Day = Annotated[str, AfterValidator(lambda value: date_text(value) if value else value)]


class ConsentForm(Form):
    attribution: Literal["named", "described", "anonymous"] = "anonymous"
    scope: tuple[Literal["pdf", "epub", "html"], ...] = ("pdf", "epub", "html")
    embargo: Day = ""
    approved: Day = ""
    fingerprint: str = ""


class InterviewForm(Form):
    """What the metadata block of a transcript may say."""

    code: str
    name: str = ""
    description: str
    country: str = ""
    affiliation: str = ""
    date: Day
    place: str = ""
    channel: str = ""
    language: Annotated[str, AfterValidator(language_tag)]
    interviewer: str = ""
    translator: str = ""
    status: Literal["specimen", "final"] = "final"
    consent: ConsentForm = ConsentForm()
    withdrawn: Day = ""
    public_as: Annotated[tuple[str, ...], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)] = ()


def read_interview(source: Source) -> Outcome[Interview | None]:
    """Read one file of manuscript/interviews/; None where there is no telling what it is."""
    metadata, text, first_line = split_front_matter(source)
    if metadata is None:
        fault = Diagnostic(
            "INT-001", source.whole(), "This transcript has no metadata block.", "Begin it with ---, code: …, ---"
        )
        return Outcome(None, (fault,))
    yaml = read_yaml(source, metadata, first_line)
    if yaml.value is None or not isinstance(yaml.value.value, dict):
        return Outcome(None, yaml.diagnostics)
    filled = fill(InterviewForm, yaml.value, code="INV")
    diagnostics = [*yaml.diagnostics, *filled.diagnostics]
    form = filled.value
    if form is None:
        return Outcome(None, tuple(diagnostics))
    if form.consent.attribution == "named" and not form.name:
        place = yaml.value.at(("consent", "attribution"))
        diagnostics.append(
            Diagnostic("INT-002", place, "The expert is to be named, and has no name here.", "Add a line: name: …")
        )
    turns, faults = _turns(source, text, form.language)
    consent = Consent(**form.consent.model_dump(), withdrawn=form.withdrawn)
    values = form.model_dump(exclude={"consent", "withdrawn"})
    interview = Interview(**values, consent=consent, turns=tuple(turns), location=yaml.value.key_at(("code",)))
    return Outcome(interview, (*diagnostics, *faults))


def _turns(source: Source, text: str, language: str) -> tuple[list[Turn], list[Diagnostic]]:
    ast, _ = read_markdown(text)
    turns: dict[str, Turn] = {}
    faults: list[Diagnostic] = []
    places = _Fences(source, text)
    for block in json.loads(ast)["blocks"]:
        if block["t"] != "Div":
            words = plain_text([block]).strip()
            if words:
                place = places.of_words(words)
                remedy = "Put it in ::: {.question #q1} or ::: {.answer #q1a}."
                faults.append(Diagnostic("INT-003", place, f'“{words[:40]}” stands in no turn.', remedy))
            continue
        (id, classes, pairs), blocks = block["c"]
        attributes = dict(pairs)
        kind = next((name for name in classes if name in ("question", "answer", "translation")), "")
        place = places.next(id or (attributes["of"] if "of" in attributes else ""))
        if not kind:
            remedy = did_you_mean(classes[0], ("question", "answer", "translation")) if classes else ""
            remedy = remedy or "Write .question, .answer or .translation."
            faults.append(Diagnostic("INT-004", place, "This turn is neither a question nor an answer.", remedy))
        elif kind == "translation":
            _translate(turns, attributes, blocks, place, faults)
        elif not id:
            faults.append(Diagnostic("INT-005", place, f"This {kind} has no id.", f"Write {{.{kind} #q1a}}."))
        elif id in turns:
            first = turns[id].original.location.line
            message = f'The turn "{id}" stands here twice; the first is in line {first}.'
            faults.append(Diagnostic("INT-006", place, message, "Give one of them another id."))
        else:
            lang = attributes["lang"] if "lang" in attributes else language
            speaker = attributes["speaker"] if "speaker" in attributes else ""
            original = Speech(json.dumps(blocks, ensure_ascii=False), plain_text(blocks), lang, place)
            turns[id] = Turn(id, "question" if kind == "question" else "answer", original, None, speaker)
    return list(turns.values()), faults


def _translate(
    turns: dict[str, Turn], attributes: dict[str, str], blocks: list[Any], place: Location, faults: list[Diagnostic]
) -> None:
    of = attributes["of"] if "of" in attributes else ""
    if of not in turns:
        remedy = did_you_mean(of, turns) or 'Write {.translation of="q1a" lang="en-GB"} after the turn.'
        faults.append(Diagnostic("INT-007", place, f'There is no turn "{of}" before this translation.', remedy))
        return
    lang = attributes["lang"] if "lang" in attributes else "en-GB"
    turn = turns[of]
    speech = Speech(json.dumps(blocks, ensure_ascii=False), plain_text(blocks), lang, place)
    turns[of] = Turn(turn.id, turn.kind, turn.original, speech, turn.speaker)


class _Fences:
    """The places of a transcript's turns: the lines that open a fenced div, in order."""

    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        self._text = text
        self._lines = [
            number
            for number, line in enumerate(text.split("\n"), start=1)
            if re.match(r"\s{0,3}:{3,}\s*(\{|[\w-])", line)
        ]
        self._next = 0

    def next(self, id: str) -> Location:
        """The next opening fence that names the id; the next of all where none does."""
        for index in range(self._next, len(self._lines)):
            line = self._source.line(self._lines[index])
            if not id or f"#{id}" in line or id in line:
                self._next = index + 1
                return Location(self._source.file, self._lines[index], 1 + len(line) - len(line.lstrip()))
        return self._source.whole()

    def of_words(self, words: str) -> Location:
        """The place of the first words of a stray paragraph."""
        first = words.split("\n")[0].split(" ")[0]
        offset = self._text.find(first)
        return self._source.at(offset) if offset >= 0 else self._source.whole()
