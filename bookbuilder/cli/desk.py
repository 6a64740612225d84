"""Carries out `docx`, `queries` and `pictures`, and what `check` asks of the editor's desk."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bookbuilder.cli.arguments import Request, existing_file
from bookbuilder.cli.report import counted_errors, print_faults, short_path
from bookbuilder.diagnostics import counted, errors, in_reading_order

if TYPE_CHECKING:
    from bookbuilder.cache import Ran
    from bookbuilder.verbs import Built


def docx(request: Request) -> int:
    """`docx`: chapters as Word files; what reading them again would lose is reported."""
    from bookbuilder.verbs import word_files

    built = word_files(request.book, request.said.chapters, request.output, steps=request.steps())
    print_faults(in_reading_order(errors(built.diagnostics)))
    if not built.artefacts:
        print("Nothing was written.", file=sys.stderr)
        return 1
    for artefact in built.artefacts:
        standing = f", a draft: {counted_errors(artefact.errors)} in it" if artefact.errors else ""
        print(f"Wrote {short_path(artefact.path)}{standing}.")
        for line in artefact.remarks:
            print(f"  {line}")
    return 3 if errors(built.diagnostics) else 0


def queries(request: Request) -> int:
    """`queries`: the questions that stand in the chapters, a sheet for each person, and their answers."""
    from bookbuilder.cache import Steps
    from bookbuilder.desk.answers import take_answers
    from bookbuilder.desk.proofs import proof_number
    from bookbuilder.desk.queries import open_queries, write_sheets
    from bookbuilder.desk.word_sheets import write_word_sheets
    from bookbuilder.manuscript.folder import read_manuscript

    if request.said.answers:
        answers = take_answers(request.book, existing_file(request.said.answers))
        for fault in in_reading_order(answers.diagnostics):
            print(fault, file=sys.stderr)
        for answer in answers.value:
            print(f"{answer.fate:8} {answer.id}: {answer.words}")
        counts = {
            fate: sum(answer.fate == fate for answer in answers.value)
            for fate in ("applied", "refused", "answered", "done", "open", "unknown")
        }
        print(
            ", ".join(
                f"{count} {fate}" for fate, count in counts.items() if count or fate in ("applied", "refused", "open")
            )
            + "."
        )
        return 1 if errors(answers.diagnostics) else 0
    standing = open_queries(request.book)
    manuscript = read_manuscript(request.book, Steps()).value
    number = proof_number(manuscript) if manuscript is not None else ""
    for each in standing:
        about = f" (“{each.query.words}”)" if each.query.words else ""
        said = f" Answered: {each.query.answer}" if each.query.answer else ""
        print(f"{each.id} to {each.query.to}, {each.query.place}: {each.query.note}{about}{said}")
    for path in (*write_sheets(standing, number, request.output), *write_word_sheets(standing, number, request.output)):
        print(f"Wrote {short_path(path)}.")
    print(f"{len(standing)} {'query stands' if len(standing) == 1 else 'queries stand'} open.")
    return 0


def pictures(request: Request) -> int:
    """`pictures`: fetch what chapters name on other hosts; 1 where one could not be fetched."""
    from bookbuilder.desk.remote_pictures import fetch_pictures

    kept = failed = 0
    for answer in fetch_pictures(request.book):
        if answer.fault:
            failed += 1
            print(f"Not fetched: {answer.address}: {answer.fault}.", file=sys.stderr)
        elif not answer.was_here:
            kept += 1
            print(f"Fetched {answer.address} as {answer.file}.")
    print(f"{counted(kept, 'picture')} fetched, {failed} could not be fetched.")
    return 1 if failed else 0


def fix(request: Request) -> None:
    """`check --fix`: show what is safe to correct as a diff, and write it; at a terminal, ask before."""
    from bookbuilder.desk.safe_fixes import safe_fixes

    fixes = safe_fixes(request.book)
    for each in fixes:
        print(each.difference, end="", file=sys.stderr)
    if not fixes or sys.stdin.isatty() and sys.stderr.isatty() and not _is_wanted(len(fixes)):
        return
    for each in fixes:
        each.write()
        print(f"Fixed {each.file}, as shown above.", file=sys.stderr)


def _is_wanted(files: int) -> bool:
    print(f"Write this into {counted(files, 'file')}? [Y/n] ", end="", file=sys.stderr, flush=True)
    return input().strip().lower() in ("", "y", "yes")


def checked(request: Request, built: Built, listen: Callable[[Ran], None]) -> Built:
    """What `check` found, and what the editor's desk finds beyond it where the call asks for that."""
    from bookbuilder.checks.house_style import house_style
    from bookbuilder.verbs import Built

    steps = request.steps(listen)
    style = house_style(request.book, steps, fix=request.said.fix, spelling=request.said.spelling)
    for line in style.value:
        print(line, file=sys.stderr)
    found = [*built.diagnostics, *style.diagnostics]
    if request.said.citations:
        from bookbuilder.desk.citeproc_crosscheck import crosscheck

        opinion = crosscheck(request.book, steps)
        found += opinion.diagnostics
        print(f"Pandoc has formatted {opinion.value} citations too.", file=sys.stderr)
    return Built((), tuple(in_reading_order(found)), (*built.ran, *steps.ran))
