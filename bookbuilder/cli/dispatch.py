"""Carries out a Request: one function a verb, each giving the exit code."""

from __future__ import annotations

from bookbuilder import doctor
from bookbuilder.cli import artefacts, build_outputs, desk, report
from bookbuilder.cli.arguments import Request
from bookbuilder.cli.call_manifest import wrote
from bookbuilder.cli.open_file import show
from bookbuilder.cli.progress import at_work
from bookbuilder.diagnostics import errors
from bookbuilder.editions.registry import ALL, EDITIONS, edition, needing
from bookbuilder.installing import install_family


def build(request: Request) -> int:
    """`pdf`, `epub`, `html`, `all`: write the editions that can be written here, and say what keeps the others.

    2 where this machine lacks something, 1 where nothing could be written, 3 where errors stand in a draft, else 0.
    """
    named = ALL if request.verb == "all" else (edition(request.verb),)
    asked = (*(it.name for it in named), *(("printer",) if "printer" in request.said and request.said.printer else ()))
    pango = doctor.pango(needing("Pango"))
    possible = tuple(format for format in asked if pango.present or format not in pango.blocks)
    words = [] if pango.present else [pango.absence]
    if not possible:
        report.print_answer(request, None, asked, words)
        return 2

    from bookbuilder import verbs

    with at_work(request) as progress:
        built = verbs.build(request.book, possible, request.output, steps=request.steps(progress))
    build_outputs.remember(request.cache, built.artefacts)
    wrote(artefact.path for artefact in built.artefacts)
    written = {artefact.format for artefact in built.artefacts}
    ok = report.print_answer(request, built, [format for format in asked if format not in written], words)
    if request.open:
        for artefact in built.artefacts:
            show(artefact)
    if possible != asked:
        return 2
    if not built.artefacts:
        return 1
    return 0 if ok else 3


def check(request: Request) -> int:
    """`check`: every fault that can be found without writing anything."""
    from bookbuilder import verbs

    if request.said.fix:
        desk.fix(request)
    with at_work(request) as progress:
        built = verbs.check(request.book, steps=request.steps(progress), pages=doctor.pango().present)
        built = desk.checked(request, built, progress)
        reports, found = (
            artefacts.checked(request, progress) if request.said.artefacts or request.said.install else ((), ())
        )
    diagnostics = (*built.diagnostics, *found)
    faulty = bool(errors(diagnostics)) or any(each.outcome == "failed" for each in reports)
    if request.format == "json":
        ran = built.ran if request.explain else None
        report.print_json(not faulty, diagnostics, (), (), (), ran, [each.as_dict() for each in reports])
    else:
        for each in reports:
            print(each)
        if request.explain:
            report.print_steps(built.ran)
        report.print_checked(diagnostics, request.verbose)
    if faulty:
        return 1
    return 2 if request.said.install and any(each.outcome == "not run" for each in reports) else 0


def clean(request: Request) -> int:
    """`clean`: remove what builds made, and say what."""
    cleaned = build_outputs.clean(request.output, request.cache)
    for path in cleaned.removed:
        print(f"Removed {report.short_path(path)}")
    for path in cleaned.left:
        print(f"Left {report.short_path(path)}: no build that is remembered has made it.")
    if not cleaned.removed:
        print("Nothing to remove.")
    return 0


def examine(request: Request) -> int:
    """`doctor`: 0 where every edition can be made, 2 where something stands in the way of one."""
    if family := request.said.fonts:
        install_family(family)
        print(f'The fonts of "{family}" are installed. Name it in book.yaml: fonts: {{text: {family}}}')
        return 0
    findings = doctor.examine({it.name: it.engines for it in EDITIONS})
    ok = all(finding.present or not finding.blocks for finding in findings)
    if request.format == "json":
        report.print_findings_json(ok, findings)
    else:
        report.print_findings(findings)
        print("Every edition can be made." if ok else "Not every edition can be made here.")
    return 0 if ok else 2
