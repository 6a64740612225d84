"""Carries out `proof`: the report of the print edition, and the copy that authors correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bookbuilder import doctor
from bookbuilder.cli import build_outputs, engine, report
from bookbuilder.cli.arguments import Request
from bookbuilder.cli.progress import Progress
from bookbuilder.cli.showing import show
from bookbuilder.diagnostics import errors

if TYPE_CHECKING:
    from bookbuilder.verbs import Built

FORMATS = ("proof", "proof-pdf")


def proof(request: Request) -> int:
    """`proof`: 0 where both were written, whatever is marked in them; the marks are for a typesetter to judge."""
    pango = doctor.pango()
    if not pango.present:
        _print_answer(request, None, [pango.absence])
        return 2

    from bookbuilder import verbs

    build_outputs.claim_cache(request.cache)
    engine.begin(request)
    with Progress(request.verbose) as progress:
        built = verbs.proof(request.book, request.output, cache=request.cache, workers=request.jobs, listen=progress)
    # Sheets get answers written into them, so `clean` must leave them.
    build_outputs.remember(request.cache, [artefact for artefact in built.artefacts if artefact.format in FORMATS])
    _print_answer(request, built, [])
    if request.open and built.artefacts:
        show(built.artefacts[0])
    return 1 if errors(built.diagnostics) or not built.artefacts else 0


def _print_answer(request: Request, built: Built | None, words: list[str]) -> None:
    artefacts = built.artefacts if built else ()
    diagnostics = built.diagnostics if built else ()
    written = {artefact.format for artefact in artefacts}
    unwritten = [format for format in FORMATS if format not in written]
    if request.format == "json":
        ran = built.ran if built and request.explain else None
        report.print_json(not unwritten and not errors(diagnostics), diagnostics, artefacts, unwritten, words, ran)
        return
    if built and request.explain:
        report.print_steps(built.ran)
    report.print_text(diagnostics, artefacts, unwritten, words)
