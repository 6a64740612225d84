"""Writes the appendix that prints the interviews whole, by template, and the quotations that it makes of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from bookbuilder.compose.read.excerpts.letters import fold, plain
from bookbuilder.diagnostics import Outcome
from bookbuilder.markdown.ast import API_VERSION
from bookbuilder.markdown.pandoc import write_xhtml
from bookbuilder.markdown.xhtml_text import inner_xhtml
from bookbuilder.model.interview import Interview, Quotation, Speech, Turn
from bookbuilder.model.publication import ContentDocument, Heading
from bookbuilder.theme.sections import fill_section
from bookbuilder.theme.templates import Theme


@dataclass(frozen=True)
class PrintedTurn:
    """One turn as the template sees it."""

    id: str
    turn: Turn
    """kind, speaker, time …"""
    xhtml: str
    """What was said."""
    lang: str
    translation_xhtml: str
    """The translation; empty where there is none."""
    translation_lang: str


@dataclass(frozen=True)
class PrintedInterview:
    """One interview as the template sees it."""

    id: str
    interview: Interview
    turns: tuple[PrintedTurn, ...]


def write_transcripts(
    outline: ContentDocument, interviews: Sequence[Interview], terms: Mapping[str, str], theme: Theme
) -> Outcome[ContentDocument]:
    """Fill templates/content/transcripts.xhtml with every interview that is not withdrawn."""
    printed = [_printed(outline.id, interview) for interview in interviews if not interview.withdrawn]
    titles = [(one.id, f"{terms['interview'].capitalize()} {one.interview.code}") for one in printed]
    headings = [Heading(id, 2, "", title, title) for id, title in titles]
    return fill_section(outline, theme, "transcripts.xhtml", {"interviews": printed, "terms": dict(terms)}, headings)


def whole_quotations(document_id: str, interviews: Sequence[Interview]) -> list[Quotation]:
    """Each turn of an expert as a quotation of all its words, so that consent is asked for it as for any other."""
    return [
        Quotation(
            code=interview.code,
            turn=turn.id,
            kind="excerpt",
            id=f"{document_id}-{interview.code}-{turn.id}",
            document=document_id,
            location=turn.original.location,
            words=" ".join(speech.text.split()),
            shown=((0, len(fold(plain(speech.text)).text)),),
            translated=speech is turn.translation,
        )
        for interview in interviews
        if not interview.withdrawn
        for turn in interview.turns
        if turn.kind == "answer"
        for speech in (turn.original, turn.translation)
        if speech is not None
    ]


def _printed(document_id: str, interview: Interview) -> PrintedInterview:
    """One call of Pandoc for all turns of an interview."""
    id = f"{document_id}-{interview.code}"
    blocks = [
        {"t": "Div", "c": [["", ["speech"], []], json.loads(speech.blocks)]}
        for turn in interview.turns
        for speech in (turn.original, turn.translation)
        if speech is not None
    ]
    ast = json.dumps({"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks})
    root = etree.fromstring(f"<div>{write_xhtml(ast)}</div>")
    written = iter([inner_xhtml(div).strip() for div in root if div.get("class") == "speech"])
    return PrintedInterview(id, interview, tuple(_turn(id, turn, next(written), written) for turn in interview.turns))


def _turn(id: str, turn: Turn, words: str, written: Any) -> PrintedTurn:
    translation: Speech | None = turn.translation
    return PrintedTurn(
        f"{id}-{turn.id}",
        turn,
        words,
        turn.original.lang,
        next(written) if translation is not None else "",
        translation.lang if translation is not None else "",
    )
