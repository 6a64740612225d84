"""Finds every citation that Pandoc's citeproc would print differently, with the CSL construct that decides.

Two engines that agree are seldom both wrong. Pandoc does not know that positions begin anew with each chapter, so each
chapter is formatted by itself, with all the book's sources beside it. A difference that is looked into and right is
written, with the reason, into `citations.accepted.yaml`, and stays silent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bookbuilder.cache import Steps
from bookbuilder.citations import independent_style
from bookbuilder.compose.decide.citable import citable
from bookbuilder.compose.decide.clusters import clusters
from bookbuilder.compose.decide.csl_style import style_of
from bookbuilder.compose.decide.draft import draft_book
from bookbuilder.desk.citeproc_crosscheck.asking import FILE, Accepted, answers, question, read_accepted
from bookbuilder.desk.citeproc_crosscheck.difference import construct, parting, plain, same_but_for_the_first_letter
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, errors
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.markdown.conversions import cite
from bookbuilder.markdown.places import Places
from bookbuilder.theme.templates import Theme

__all__ = ["crosscheck"]


def crosscheck(folder: Path, steps: Steps) -> Outcome[int]:
    """The number of citations compared; CIT-050 for each that differs, CIT-051 for what the file accepts in vain, CIT-053 for a chapter passed over."""
    manuscript = read_manuscript(folder, steps)
    diagnostics = list(manuscript.diagnostics)
    if manuscript.value is None:
        return Outcome(0, tuple(diagnostics))
    book, found = manuscript.value, list[Diagnostic]()
    draft = draft_book(book, Theme(folder), steps, found)
    style = style_of(book.book, folder).value
    if style is None or errors([*diagnostics, *found]) or draft.cited.citations is None:
        return Outcome(0, (*diagnostics, *found))
    items = citable(style, book.references, book.interviews, steps, draft.terms)
    references, path = json.dumps(list(items.values()), ensure_ascii=False), independent_style(style.name)
    accepted, faults = read_accepted(folder)
    used: set[Accepted] = set()
    compared = 0
    for document in draft.planned:
        if document.chapter is None or document.id not in draft.gathered:
            continue
        own = clusters({document.id: draft.gathered[document.id]}, items, draft.cited.note_style)
        ours = [text for text in draft.cited.citations[document.id] if text]
        if len(own) != len(ours):
            faults.append(_passed_over(document.chapter.source.file, len(own), len(ours)))
        if not own or len(own) != len(ours):
            continue
        ast = json.dumps(question(own))
        theirs = steps.step(
            f"ask Pandoc about {document.id}",
            {"ast": ast, "references": references, "style": path, "lang": book.book.lang},
            partial(cite, ast, references, path, book.book.lang),
        )
        places = Places(document.chapter.source, document.chapter.text)
        compared += len(own)
        for cluster, place, text, other in zip(
            own, _places(own, places), ours, answers(json.loads(theirs)), strict=True
        ):
            fault = _difference(cluster, place, plain(text), other, accepted, used)
            if fault is not None:
                faults.append(fault)
    faults += [
        Diagnostic("CIT-051", each.place, f"No citation differs by {each.construct} any more.", "Delete this line.")
        for each in accepted
        if each not in used
    ]
    return Outcome(compared, tuple(faults))


def _passed_over(file: str, asked: int, printed: int) -> Diagnostic:
    """CIT-053: where some citations print nothing, which of them belongs to which of Pandoc's cannot be known."""
    message = f"This chapter's {asked} citations were not compared: only {printed} of them print words."
    return Diagnostic("CIT-053", Location(file), message, "Look for a source that lacks nearly everything.")


def _places(own: Sequence[Mapping[str, Any]], places: Places) -> Iterator[Location]:
    seen: dict[str, int] = {}
    for cluster in own:
        ids = [cited["id"] for cited in cluster["citationItems"]]
        yield places.citation(ids[0], seen[ids[0]] if ids[0] in seen else 0)
        for id in ids:
            seen[id] = (seen[id] if id in seen else 0) + 1


def _difference(
    cluster: Mapping[str, Any],
    place: Location,
    ours: str,
    theirs: str,
    accepted: Sequence[Accepted],
    used: set[Accepted],
) -> Diagnostic | None:
    bare = theirs[1:-1] if theirs[:1] == "(" and theirs[-1:] == ")" and not ours.startswith("(") else theirs
    if same_but_for_the_first_letter(ours, bare):
        return None  # Pandoc puts brackets round a citation in a note's sentence
    kind = construct(ours, theirs)
    ids = {cited["id"] for cited in cluster["citationItems"]}
    for each in accepted:
        if each.construct in (kind, "any") and (not each.item or each.item in ids):
            used.add(each)
            return None
    mine, other = parting(ours, theirs)
    message = f"Pandoc would print “{other}” where the book has “{mine}” ({kind})."
    return Diagnostic("CIT-050", place, message, f"Where the book is right, say why in {FILE}.")
