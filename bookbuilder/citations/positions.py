"""Finds the position of every cite: first, subsequent, ibid, near-note.

Citations in the text and citations in notes are counted apart. Ibid. refers to the cite before in the same citation or
note, or to the only cite of the note before. See
https://docs.citationstyles.org/en/stable/specification.html#choose
"""

from __future__ import annotations

from collections.abc import Sequence

from .cites import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Citation, Cite


def set_positions(citations: Sequence[Citation], near_note_distance: int, reset_at_sections: bool) -> None:
    """Write position, near_note and first_note into the cites; a cite with a fixed position keeps it."""
    for notes in (False, True):
        wanted = [citation for citation in citations if bool(citation.note) == notes]
        _count(wanted, near_note_distance, reset_at_sections)
    for citation in citations:
        for cite in citation.cites:
            if cite.fixed_position is not None:
                cite.position = cite.fixed_position


def _count(citations: Sequence[Citation], distance: int, reset: bool) -> None:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    cites_in_note: dict[int, int] = {}
    before: Citation | None = None
    for citation in citations:
        if before is not None and (
            (reset and citation.section != before.section) or (citation.note and before.note > citation.note)
        ):
            first, last, cites_in_note = {}, {}, {}
            if reset and citation.section != before.section:
                before = None
        cites_in_note[citation.note] = cites_in_note.get(citation.note, 0) + len(citation.cites)
        for index, cite in enumerate(citation.cites):
            _place(cite, index, citation, before, first, cites_in_note)
            if citation.note:
                near = cite.position != FIRST and citation.note - last.get(cite.id, citation.note) <= distance
                cite.near_note = near
                last[cite.id] = citation.note
            else:
                cite.near_note = cite.position != FIRST
        if citation.cites:
            before = citation


def _place(
    cite: Cite, index: int, citation: Citation, before: Citation | None, first: dict[str, int], in_note: dict[int, int]
) -> None:
    cite.first_note = 0 if cite.fixed_position is None else cite.first_note
    if cite.id not in first and not cite.counts_as_first:
        first[cite.id] = citation.note
        cite.position = FIRST
        return
    if cite.counts_as_first:
        cite.position = FIRST
        return
    previous = _referred(cite, index, citation, before, in_note)
    cite.position = SUBSEQUENT if previous is None else _ibid(cite, previous)
    if first[cite.id] != citation.note:
        cite.first_note = first[cite.id]


def _referred(
    cite: Cite, index: int, citation: Citation, before: Citation | None, in_note: dict[int, int]
) -> Cite | None:
    """The cite that "ibid." would stand for, if it is of the same item."""
    if index > 0:
        previous = citation.cites[index - 1]
        return previous if previous.id == cite.id else None
    if before is None:
        return None
    if before.note == citation.note and citation.note:
        previous = before.cites[-1]
        return previous if previous.id == cite.id else None
    alone = in_note.get(before.note) == 1 if before.note else len(before.cites) == 1
    close = before.note >= citation.note - 1
    return before.cites[0] if alone and close and before.cites[0].id == cite.id else None


def _ibid(cite: Cite, previous: Cite) -> int:
    if not previous.locator:
        return IBID_WITH_LOCATOR if cite.locator else IBID
    if not cite.locator:
        return SUBSEQUENT
    same = (cite.locator, cite.label) == (previous.locator, previous.label)
    return IBID if same else IBID_WITH_LOCATOR
