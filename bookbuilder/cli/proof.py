"""Carries out `proof`: the report of the print edition, and the copy that authors correct."""

from __future__ import annotations

from bookbuilder import doctor
from bookbuilder.cli import build_outputs, report
from bookbuilder.cli.arguments import Request
from bookbuilder.cli.open_file import show
from bookbuilder.cli.progress import at_work
from bookbuilder.diagnostics import errors

FORMATS = ("proof", "proof-pdf")


def proof(request: Request) -> int:
    """`proof`: 0 where both were written, whatever is marked in them; the marks are for a typesetter to judge."""
    pango = doctor.pango()
    if not pango.present:
        report.print_answer(request, None, FORMATS, [pango.absence])
        return 2

    from bookbuilder import verbs

    with at_work(request) as progress:
        built = verbs.proof(request.book, request.output, steps=request.steps(progress))
    # Sheets get answers written into them, so `clean` must leave them.
    build_outputs.remember(request.cache, [artefact for artefact in built.artefacts if artefact.format in FORMATS])
    written = {artefact.format for artefact in built.artefacts}
    report.print_answer(request, built, [format for format in FORMATS if format not in written])
    if request.open and built.artefacts:
        show(built.artefacts[0])
    return 1 if errors(built.diagnostics) or not built.artefacts else 0
