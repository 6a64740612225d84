"""Collects everything that a book can cite, its sources and its interviews, as CSL items by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bookbuilder.cache import Steps
from bookbuilder.compose.decide.csl_style import CitationStyle
from bookbuilder.compose.decide.interview_items import ENGLISH, interview_item, lists_interviews
from bookbuilder.model.interview import Interview
from bookbuilder.model.references import Reference


def citable(
    style: CitationStyle,
    references: Sequence[Reference],
    interviews: Sequence[Interview],
    steps: Steps,
    terms: Mapping[str, str] = ENGLISH,
) -> dict[str, dict[str, Any]]:
    """Everything that can be cited, as CSL items by id: the sources and the interviews."""
    items = {reference.id: _with_both_events(reference.item) for reference in references}
    tells = not interviews or steps.step(
        "see how the style cites interviews",
        {"style": style.inputs, "language": style.locale},
        lambda: lists_interviews(style.name, style.locale),
    )
    items.update({interview.code: interview_item(interview, terms, not tells) for interview in interviews})
    return items


def _with_both_events(item: Mapping[str, Any]) -> dict[str, Any]:
    """`event-title` was `event` before CSL 1.0.2, and most styles ask for one of the two only."""
    named = next((item[name] for name in ("event-title", "event") if name in item), None)
    return dict(item) if named is None else {**item, "event-title": named, "event": named}
