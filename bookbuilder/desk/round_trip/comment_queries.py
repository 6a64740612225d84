"""Turns the comments in a returned file into queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bookbuilder.desk.round_trip.alignment import matches
from bookbuilder.desk.round_trip.edits import Change, Edit
from bookbuilder.desk.round_trip.mapping import Mapped
from bookbuilder.desk.round_trip.source_text import SourceText
from bookbuilder.desk.round_trip.units import NOTE, Comment, Unit


def query_of(source: SourceText, comment: Comment, unit: Mapped, back: Unit) -> Change:
    """A comment becomes a query on its words, or behind them where markup stands among them."""
    found = matches(back.keys, unit.unit.keys)
    words = [unit.words[found[at]] for at in range(comment.first, comment.last) if found[at] >= 0]
    known = sorted((word for word in words if word and word.key != NOTE), key=lambda word: word.start)
    note = comment.text.replace('"', "'")
    mark = f'{{.query to="editor" by="{comment.by}" note="{note}"}}'
    change = Change("comment", "", f"{comment.by}: {comment.text}", place=place_of([unit]))
    if not known:
        near = [word for at in range(comment.first) if found[at] >= 0 and (word := unit.words[found[at]])]
        if not near:
            return replace(change, problem="its words are not in the chapter's text")
        return replace(change, edits=(Edit(near[-1].end, near[-1].end, f"[]{mark}"),))
    between = source.text[known[0].start : known[-1].end]
    if re.search(r"[*_`\[\]{}|]|\n\n", between):
        return replace(change, edits=(Edit(known[-1].end, known[-1].end, f"[]{mark}"),))
    return replace(
        change, edits=(Edit(known[0].start, known[0].start, "["), Edit(known[-1].end, known[-1].end, f"]{mark}"))
    )


def place_of(units: Sequence[Mapped]) -> int:
    """Where in the Markdown the first of the units' words stands; 0 where none does."""
    return next((word.start for unit in units for word in unit.words if word), 0)
