"""Runs the field's own checkers on finished artefacts, and says which ran, in which version, and what they found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.checks.artefacts import epub, pdf, site
from bookbuilder.checks.artefacts.report import Checked, Report, not_run, refused
from bookbuilder.checks.artefacts.tools import PACKAGES, CheckerError, MissingToolError, Tools
from bookbuilder.diagnostics import Diagnostic, Location, Outcome

Artefacts = Mapping[str, Sequence[Path]]
"""Finished files by the checkers that look at them: "epub", "site", "pdf"."""


@dataclass(frozen=True)
class Checker:
    """A tool of the field, or a way of using one."""

    tool: str
    """Its own name."""
    looks_for: str
    """What it would find; said where it is not here."""
    check: Callable[[Path, Tools], Checked]
    """Raises MissingToolError where something that it needs is not here."""


TOGETHER = 2
"""How many checkers are at work at a time; each of them may use more than one core."""
EPUB = (
    Checker("EPUBCheck", "faults against EPUB 3.3", epub.epubcheck),
    Checker("epubcheck-ts", "faults against EPUB 3.3, by a second reading of the standard", epub.epubcheck_ts),
    Checker("Ace", "barriers in the EPUB and gaps in what it says of its accessibility", epub.ace),
)
SITE = (
    Checker("Nu HTML checker", "faults against HTML, CSS and SVG", site.nu),
    Checker("linkinator", "links and fragments that lead nowhere", site.links),
    Checker("axe", "barriers on every page, light and dark, wide and narrow", site.axe),
    Checker("budget", "pages of more than 300 kB, and lines that move while a page loads", site.budget),
    Checker(
        "browser",
        "what a reader runs into: search, notes, page numbers, colours, files opened from a folder",
        site.reader,
    ),
)
PDF = (Checker("veraPDF", "faults against PDF/UA-1", pdf.verapdf),)
"""Run where it is installed; nothing is said of it where it is not."""

TOOLS = Tools()
"""The checkers' programs as this machine has them."""


def check_artefacts(artefacts: Artefacts, steps: Steps, *, tools: Tools = TOOLS) -> Outcome[tuple[Report, ...]]:
    """Run every checker that is here on every artefact; one that is not here is reported as not run, with a warning.

    A verdict is replayed from the cache while artefact, checkers and code are the same. Whichever checker ends first, the
    reports come artefact by artefact and in the order above, and a checker's faults page by page.
    """
    pairs = [
        (checker, artefact)
        for kind, checkers in (("epub", EPUB), ("site", SITE), ("pdf", PDF if pdf.is_here() else ()))
        for artefact in artefacts.get(kind, ())
        for checker in checkers
    ]
    with ThreadPoolExecutor(TOGETHER) as pool:
        checked = list(pool.map(lambda pair: _checked(pair[0], pair[1], steps, tools), pairs))
    reports = [report for report, _ in checked]
    faults = [fault for _, found in checked for fault in found]
    return Outcome(tuple(reports), (*faults, *not_run(reports)))


def _checked(checker: Checker, artefact: Path, steps: Steps, tools: Tools) -> tuple[Report, tuple[Diagnostic, ...]]:
    inputs = {"artefact": digest(artefact), "packages": PACKAGES, "scripts": sorted(site.SCRIPTS.glob("*.mjs"))}
    try:
        checked = steps.step(f"{checker.tool} on {artefact.name}", inputs, lambda: _twice(checker, artefact, tools))
    except MissingToolError as missing:
        return Report(checker.tool, checker.looks_for, artefact.name, "not run", why=str(missing)), ()
    except CheckerError as broken:
        fault = Diagnostic(
            "ART-003", Location(artefact.name), f"{checker.tool} gave no verdict.", str(broken), blocks=frozenset()
        )
        return Report(checker.tool, checker.looks_for, artefact.name, "failed", errors=1), (fault,)
    return checked.report(checker.tool, checker.looks_for, artefact.name), checked.found


def _twice(checker: Checker, artefact: Path, tools: Tools) -> Checked:
    """A checker that breaks off is asked once more: on a busy machine a browser may die."""
    try:
        checked = checker.check(artefact, tools)
    except CheckerError:
        checked = checker.check(artefact, tools)
    return replace(checked, found=tuple(sorted(checked.found, key=lambda fault: (fault.location, fault.message))))


def digest(artefact: Path) -> str:
    """SHA-256 of a file, or of a folder's names and bytes."""
    whole = hashlib.sha256()
    for path in [artefact] if artefact.is_file() else sorted(path for path in artefact.rglob("*") if path.is_file()):
        whole.update(f"{path.relative_to(artefact.parent).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


__all__ = ["Checker", "EPUB", "SITE", "Artefacts", "Report", "Tools", "check_artefacts", "refused"]
