"""Carries out `check --artefacts`: what the field's checkers say of the EPUB and the web edition in output/."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bookbuilder.cli.arguments import Request
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.editions.edition import Edition
from bookbuilder.editions.registry import EDITIONS

if TYPE_CHECKING:
    from bookbuilder.cache import Ran
    from bookbuilder.checks.artefacts import Report, Tools


def checked(request: Request, listen: Callable[[Ran], None]) -> tuple[tuple[Report, ...], tuple[Diagnostic, ...]]:
    """Every checker's report, and every fault; the reports are printed as they come, where people read them."""
    from bookbuilder.checks.artefacts import Tools, check_artefacts

    tools = Tools()
    if request.said.install:
        bring(tools)
    found = {it: sorted(request.output.glob(it.file.format(stem="*"))) for it in CHECKED}
    outcome = check_artefacts(
        {
            kind: [path for it in CHECKED if _checkers(it) == kind for path in found[it]]
            for kind in map(_checkers, CHECKED)
        },
        request.steps(listen),
        tools=tools,
    )
    missing = _absent(it for it in CHECKED if not found[it] and _checkers(it) != "pdf")
    return outcome.value, (*outcome.diagnostics, *missing)


def _checkers(edition: Edition) -> str:
    return edition.release.checkers if edition.release is not None else ""


CHECKED = tuple(it for it in EDITIONS if _checkers(it))
"""The editions that the field's checkers look at."""


def bring(tools: Tools) -> None:
    """Install the checkers that are not here yet, and say so, or why they could not be installed."""
    from bookbuilder.checks.artefacts.install import install
    from bookbuilder.checks.artefacts.tools import MissingToolError

    try:
        print(install(tools), file=sys.stderr)
    except MissingToolError as missing:
        print(missing, file=sys.stderr)


def _absent(editions: Iterable[Edition]) -> list[Diagnostic]:
    """ART-004: there is nothing to check, which is not the same as nothing found."""
    return [
        Diagnostic(
            "ART-004",
            Location("output"),
            f"There is no {it.title.removeprefix('the ')} to check.",
            f"Run: python build.py {it.name}",
            blocks=frozenset(),
        )
        for it in editions
    ]
