"""From `check --artefacts` to what the field's checkers say of the EPUB and the web edition that lie in output/."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bookbuilder.cli.arguments import Request
from bookbuilder.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from bookbuilder.cache import Ran
    from bookbuilder.checks.artefacts import Report, Tools


def checked(request: Request, listen: Callable[[Ran], None]) -> tuple[tuple[Report, ...], tuple[Diagnostic, ...]]:
    """Every checker's report, and every fault; the reports are told as they come, where people read them."""
    from bookbuilder.cache import Steps
    from bookbuilder.checks.artefacts import Tools, check_artefacts

    tools = Tools()
    if request.said.install:
        bring(tools)
    epubs = sorted(request.output.glob("*.epub"))
    sites = [request.output / "site"] if (request.output / "site" / "index.html").is_file() else []
    outcome = check_artefacts(epubs, sites, Steps(request.cache, listen), tools=tools)
    return outcome.value, (*outcome.diagnostics, *_absent(bool(epubs), bool(sites)))


def bring(tools: Tools) -> None:
    """Install the checkers that are not here yet, and say so, or why they could not be had."""
    from bookbuilder.checks.artefacts.install import install
    from bookbuilder.checks.artefacts.tools import Missing

    try:
        print(install(tools), file=sys.stderr)
    except Missing as missing:
        print(missing, file=sys.stderr)


def _absent(epub: bool, site: bool) -> list[Diagnostic]:
    """ART-004: there is nothing to check, which is not the same as nothing found."""
    return [
        Diagnostic(
            "ART-004",
            Location("output"),
            f"There is no {name} to check.",
            f"Run: python build.py {verb}",
            Severity.ERROR,
            frozenset(),
        )
        for here, name, verb in ((epub, "EPUB", "epub"), (site, "web edition", "html"))
        if not here
    ]
