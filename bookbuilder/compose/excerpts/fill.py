"""A chapter's AST in; each excerpt with its words, original and citation, each quoted phrase cited, and the faults, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import panflute as pf

from bookbuilder.compose.ast import in_order, load_blocks
from bookbuilder.compose.excerpts.cutting import NotSaid, cut
from bookbuilder.compose.excerpts.difference import Spoken
from bookbuilder.compose.excerpts.judging import Judged, emphasis_faults, judge, spans, text_of
from bookbuilder.compose.excerpts.letters import QUOTES, Letter, fold, letters
from bookbuilder.compose.excerpts.matching import match
from bookbuilder.compose.places import Places
from bookbuilder.diagnostics import Diagnostic, Location, Severity, did_you_mean
from bookbuilder.model.interview import Interview, Quotation, Turn

ORIGINALS = ("below", "beside", "note", "none")
FIRST = ("translation", "original")
EXCERPT = ("source", "turn", "from", "to", "language", "original", "original-from", "original-to", "first", "emphasis",
           "speaker", "lang")  # fmt: skip
SAID = ("by", "turn", "language", "emphasis", "speaker", "lang")
INTERVIEWER = "interviewer"


def fill_excerpts(
    document: pf.Doc,
    interviews: Mapping[str, Interview],
    places: Places,
    document_id: str,
    original: str = "none",
    lang: str = "en-GB",
    first: str = "translation",
) -> tuple[list[Quotation], list[Diagnostic]]:
    """Hold every excerpt and every quoted phrase of a chapter against its transcript; tell what stands where.

    `original` says how the original of a translated excerpt is printed where the excerpt itself does not say it, `first`
    which of the two comes first; `lang` is the chapter's language.
    """
    chapter = _Chapter(interviews, places, document_id, original, lang, first)
    for element in list(in_order(document)):
        if isinstance(element, pf.Div) and "excerpt" in element.classes:
            chapter.excerpt(element)
        elif isinstance(element, pf.Span) and "said" in element.classes:
            chapter.said(element)
        elif isinstance(element, pf.Cite):
            chapter.cited(element)
    return chapter.quotations, chapter.faults


@dataclass
class _Chapter:
    interviews: Mapping[str, Interview]
    places: Places
    document: str
    original: str
    lang: str
    first: str
    quotations: list[Quotation] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def excerpt(self, div: pf.Div) -> None:
        """An excerpt: its words come from the turn where it is empty, and must be the turn's where it is not."""
        source, turn_id = _attribute(div, "source"), _attribute(div, "turn")
        place = self.places.excerpt(source, turn_id, self._nth("excerpt", source, turn_id))
        interview = self._interview(source, "source", place)
        if interview is None:
            div.content = []
            return
        self._attributes(div, EXCERPT, place)
        turn = self._turn(interview, turn_id, place)
        if turn is None:
            return
        speech, speaker = self._speech(div, turn, place), self._speaker(div, interview, turn, place)
        if speech is None or speaker is None:
            return
        one = Spoken(interview, turn, speech)
        by_words = bool(text_of(letters(div.content)))
        if by_words:
            judged = self._judge(div, letters(div.content), [one], place)
        else:
            judged = self._passage(div, one, place)
        if judged is None:
            return
        div.identifier = div.identifier or f"{self.document}-excerpt{1 + self._count('excerpt')}"
        div.attributes["lang"] = speech.lang
        shown_original = self._original(div, one, judged, place)
        quotation = self._quotation("excerpt", div, judged, place, speaker, shown_original)
        if not _cites(list(div.content), source):
            div.content.append(pf.Div(pf.Plain(_cite(source)), classes=["excerpt-citation"]))
        self.quotations.append(quotation)

    def said(self, span: pf.Span) -> None:
        """Words within a sentence; they are looked for in all that the expert says."""
        source, turn_id = _attribute(span, "by"), _attribute(span, "turn")
        place = self.places.said(source, self._nth("said", source))
        interview = self._interview(source, "by", place)
        if interview is None:
            span.content = []
            return
        self._attributes(span, SAID, place)
        turns = interview.turns
        if turn_id:
            turn = self._turn(interview, turn_id, place)
            if turn is None:
                return
            turns = (turn,)
        candidates: list[Spoken] = []
        for turn in turns:
            if turn.kind == "answer" or _attribute(span, "speaker"):
                speech = self._speech(span, turn, place)
                if speech is not None and _speaks(_attribute(span, "speaker"), interview, turn):
                    candidates.append(Spoken(interview, turn, speech))
        if not candidates:
            message = f"Nobody called “{_attribute(span, 'speaker') or source}” speaks in {interview.location.file}."
            self.faults.append(Diagnostic("EXC-006", place, message, "Look up who speaks there."))
            return
        judged = self._judge(span, _without_outer_quotes(letters(span.content)), candidates, place)
        if judged is None:
            return
        span.identifier = span.identifier or f"{self.document}-said{1 + self._count('said')}"
        if judged.spoken.speech.lang.split("-")[0] != self.lang.split("-")[0]:
            span.attributes["lang"] = judged.spoken.speech.lang
        self.quotations.append(self._quotation("said", span, judged, place, _attribute(span, "speaker"), ""))
        _cite_after(span, source)

    def cited(self, cite: pf.Cite) -> None:
        """A citation of an interview that was withdrawn."""
        for citation in cite.citations:
            if citation.id in self.interviews and self.interviews[citation.id].consent.withdrawn:
                place = self.places.citation(citation.id, self._nth("cited", citation.id))
                self.faults.append(_withdrawn(self.interviews[citation.id], place, "cited"))

    def _interview(self, code: str, attribute: str, place: Location) -> Interview | None:
        if code not in self.interviews:
            message = f'There is no interview "{code}".' if code else "This quotation does not say who is quoted."
            remedy = f"There are: {', '.join(sorted(self.interviews)) or 'none'}."
            remedy = did_you_mean(code, self.interviews) or (remedy if code else f'Write {attribute}="…". {remedy}')
            self.faults.append(Diagnostic("EXC-001", place, message, remedy))
            return None
        interview = self.interviews[code]
        if interview.consent.withdrawn:
            self.faults.append(_withdrawn(interview, place, "quoted"))
            return None
        return interview

    def _turn(self, interview: Interview, id: str, place: Location) -> Turn | None:
        turn = interview.turn(id)
        if turn is None:
            known = [turn.id for turn in interview.turns]
            remedy = did_you_mean(id, known) or f"It has: {', '.join(known)}."
            message = (
                f'Interview "{interview.code}" has no turn "{id}".' if id else "This excerpt does not say which turn it quotes."
            )
            self.faults.append(Diagnostic("EXC-002", place, message, f"{remedy} See {interview.location.file}."))
        return turn

    def _speech(self, element: pf.Element, turn: Turn, place: Location):  # type: ignore[no-untyped-def]
        """The words in the language that is wanted: the translation, where there is one and nothing else is said."""
        language = _attribute(element, "language")
        if language not in ("", "original", "translation"):
            remedy = did_you_mean(language, ("original", "translation")) or 'Write language="original", or nothing.'
            self._once(Diagnostic("EXC-011", place, f'language="{language}" says nothing.', remedy))
            return None
        if language == "translation" and turn.translation is None:
            message = f'Turn "{turn.id}" has no translation ({turn.original.location}).'
            if isinstance(element, pf.Div):
                self._once(Diagnostic("EXC-014", place, message, 'Take language="translation" away, or add one there.'))
            return None
        return turn.original if language == "original" or turn.translation is None else turn.translation

    def _speaker(self, div: pf.Div, interview: Interview, turn: Turn, place: Location) -> str | None:
        """Who speaks, empty for the expert; None where the excerpt says it wrongly."""
        declared = _attribute(div, "speaker")
        if _speaks(declared, interview, turn):
            return declared
        where = turn.original.location
        if turn.kind == "question":
            message = f'The interviewer says turn "{turn.id}" of {interview.code} ({where}), and not the expert.'
            remedy = 'Write speaker="interviewer".'
        else:
            message = f'{turn.speaker or "The expert"} says turn "{turn.id}" of {interview.code} ({where}).'
            remedy = f'Write speaker="{turn.speaker}".' if turn.speaker else "Take the speaker away."
        self.faults.append(Diagnostic("EXC-006", place, message, remedy))
        return None

    def _judge(
        self, element: pf.Element, printed: list[Letter], candidates: list[Spoken], place: Location
    ) -> Judged | None:
        outcome = judge(printed, candidates, self.interviews, place)
        self.faults += outcome.diagnostics
        if outcome.value is not None:
            self.faults += emphasis_faults(outcome.value, _attribute(element, "emphasis"), place)
        return outcome.value

    def _passage(self, div: pf.Div, one: Spoken, place: Location) -> Judged | None:
        blocks = load_blocks(one.speech.blocks)
        whole = fold(letters(load_blocks(one.speech.blocks)))
        try:
            div.content = cut(blocks, _attribute(div, "from"), _attribute(div, "to"))
        except NotSaid as missing:
            self.faults.append(_not_said(missing.phrase, one, place))
            return None
        found = match(fold(letters(div.content)), whole)
        judged = Judged(one, spans(found) if found else ((0, len(whole.text)),))
        self.faults += emphasis_faults(judged, _attribute(div, "emphasis"), place)
        return judged

    def _original(self, div: pf.Div, one: Spoken, judged: Judged, place: Location) -> str:
        """Print the original of a translation too, where that is wanted; tell how."""
        wanted = _attribute(div, "original") or self.original
        if wanted not in ORIGINALS:
            remedy = did_you_mean(wanted, ORIGINALS) or f"Write one of: {', '.join(ORIGINALS)}."
            self.faults.append(Diagnostic("EXC-011", place, f'original="{wanted}" says nothing.', remedy))
            return ""
        if wanted == "none" or not one.is_translation:
            return ""
        start, end = _attribute(div, "original-from"), _attribute(div, "original-to")
        spoken = Spoken(one.interview, one.turn, one.turn.original)
        try:
            blocks = cut(load_blocks(one.turn.original.blocks), start, end)
        except NotSaid as missing:
            self.faults.append(_not_said(missing.phrase, spoken, place))
            return ""
        whole = fold(letters(load_blocks(one.speech.blocks))).text
        printed = sum(end - begin for begin, end in judged.shown)
        if not start and not end and printed < len(whole) - 2:
            message = "The original of this excerpt is printed whole, and the translation is cut."
            remedy = f'Say where the original begins and ends: original-from="…", original-to="…". See {one.turn.original.location}.'
            self.faults.append(Diagnostic("EXC-012", place, message, remedy, Severity.WARNING))
        if wanted == "note":
            _add_note(div, blocks, one.turn.original.lang)
        else:
            attributes = {"lang": one.turn.original.lang}
            div.content.append(pf.Div(*blocks, classes=["excerpt-original"], attributes=attributes))
        return wanted

    def _quotation(
        self, kind: str, element: pf.Element, judged: Judged, place: Location, speaker: str, original: str
    ) -> Quotation:
        own = [block for block in element.content if "excerpt-original" not in getattr(block, "classes", [])]
        return Quotation(
            code=judged.spoken.interview.code,
            turn=judged.spoken.turn.id,
            kind="excerpt" if kind == "excerpt" else "said",
            id=element.identifier,
            document=self.document,
            location=place,
            words=text_of(letters(own)),
            shown=judged.shown,
            translated=judged.spoken.is_translation,
            original=original,
            original_first=kind == "excerpt" and self._first(element, place) == "original",
            emphasis_added=judged.emphasis_added,
            speaker=speaker,
        )

    def _first(self, element: pf.Element, place: Location) -> str:
        """Which of two languages stands first: translation or original."""
        wanted = _attribute(element, "first") or self.first
        if wanted not in FIRST:
            remedy = did_you_mean(wanted, FIRST) or 'Write first="original" or first="translation".'
            self._once(Diagnostic("EXC-011", place, f'first="{wanted}" says nothing.', remedy))
        return wanted

    def _attributes(self, element: pf.Element, known: tuple[str, ...], place: Location) -> None:
        for name in element.attributes:
            if name not in known:
                remedy = did_you_mean(name, known) or f"Known: {', '.join(known)}."
                self.faults.append(Diagnostic("EXC-011", place, f'{name}="…" says nothing here.', remedy))

    def _nth(self, *key: str) -> int:
        nth = self.seen[key] if key in self.seen else 0
        self.seen[key] = nth + 1
        return nth

    def _count(self, kind: str) -> int:
        return sum(quotation.kind == kind for quotation in self.quotations)

    def _once(self, fault: Diagnostic) -> None:
        if fault not in self.faults:
            self.faults.append(fault)


def _attribute(element: pf.Element, name: str) -> str:
    return str(element.attributes[name]) if name in element.attributes else ""


def _speaks(declared: str, interview: Interview, turn: Turn) -> bool:
    """Whether the one who is said to speak does so in this turn; without a word it is the expert."""
    if turn.kind == "question":
        return declared == INTERVIEWER
    if turn.speaker in ("", "expert", interview.code, interview.name):
        return declared in ("", turn.speaker)
    return declared == turn.speaker


def _withdrawn(interview: Interview, place: Location, how: str) -> Diagnostic:
    message = f"{interview.code} has withdrawn on {interview.consent.withdrawn}, and is {how} here."
    return Diagnostic("CON-006", place, message, "Take these words out.")


def _not_said(phrase: str, one: Spoken, place: Location) -> Diagnostic:
    message = f'Turn "{one.turn.id}" does not have the words “{phrase}” there.'
    return Diagnostic("EXC-003", place, message, f"Compare it with {one.speech.location}.")


def _without_outer_quotes(printed: list[Letter]) -> list[Letter]:
    """The words between the quotation marks that the sentence puts round them."""
    while printed and printed[0].character.isspace():
        printed = printed[1:]
    while printed and printed[-1].character.isspace():
        printed = printed[:-1]
    if len(printed) > 1 and printed[0].character in QUOTES and printed[-1].character in QUOTES:
        return printed[1:-1]
    return printed


def _add_note(div: pf.Div, blocks: list[pf.Block], lang: str) -> None:
    for block in blocks:
        if isinstance(block, (pf.Para, pf.Plain)):
            block.content = [pf.Span(*block.content, attributes={"lang": lang})]
    last = div.content[-1]
    while not isinstance(last, (pf.Para, pf.Plain)) and last.content:
        last = last.content[-1]
    last.content.append(pf.Note(*blocks))


def _cite(code: str) -> pf.Cite:
    return pf.Cite(pf.Str(f"[@{code}]"), citations=[pf.Citation(code, mode="NormalCitation")])


def _cites(elements: list[pf.Element], code: str) -> bool:
    return any(
        isinstance(inner, pf.Cite) and any(citation.id == code for citation in inner.citations)
        for element in elements
        for inner in in_order(element)
    )


def _cite_after(span: pf.Span, code: str) -> None:
    """Cite the interview after the words, unless the paragraph does so itself further on."""
    around: pf.Element = span
    while not isinstance(around, pf.Block):
        around = around.parent
    inside = list(in_order(around))
    position = next(index for index, element in enumerate(inside) if element is span)
    if not _cites(inside[position + 1 :], code):
        content = span.container
        place = next(index for index, child in enumerate(content) if child is span)
        content[place + 1 : place + 1] = [pf.Space(), _cite(code)]
