"""Prints what a build gave: a line a fault and a summary, or one JSON object on stdout."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bookbuilder import unchanged
from bookbuilder.cache import Ran
from bookbuilder.cli.arguments import Request
from bookbuilder.cli.call_manifest import aside
from bookbuilder.cli.progress import step_line
from bookbuilder.diagnostics import Diagnostic, Severity, counted, errors, in_reading_order
from bookbuilder.doctor import Finding
from bookbuilder.model.publication import Artefact

if TYPE_CHECKING:
    from bookbuilder.verbs import Built


def print_answer(request: Request, built: Built | None, unwritten: Sequence[str], words: Sequence[str] = ()) -> bool:
    """Report what a call has built, None where it could not begin; true where all is written and no error stands.

    Faults and what was not written are on stderr, what was written on stdout; or all is one JSON object there.
    """
    artefacts, diagnostics, ran = (built.artefacts, built.diagnostics, built.ran) if built else ((), (), ())
    ok = not unwritten and not errors(diagnostics)
    if request.format == "json":
        print_json(ok, diagnostics, artefacts, unwritten, words, ran if request.explain else None)
        return ok
    if request.explain:
        print_steps(ran)
    faults = in_reading_order(diagnostics)
    print_faults(faults, request.verbose)
    for word in words:
        print(word, file=sys.stderr)
    sys.stderr.flush()
    clean = [artefact for artefact in artefacts if not artefact.errors]
    drafts = [artefact for artefact in artefacts if artefact.errors]
    if clean:
        print(f"Wrote {_listed([_artefact(artefact) for artefact in clean])}.{_tally(faults)}")
    if drafts:
        print(_drafts(drafts, len(errors(faults))))
    if unwritten:
        print(f"Not written: {_listed(list(unwritten))}.{'' if artefacts else _tally(faults)}", file=sys.stderr)
    return ok


MANY = 5
"""So often messages that differ only in names and numbers are printed line by line; more of them are one line."""
ERRORS = 20
"""The same of errors that differ in names: each is something else to correct, until they are too many to read."""
PLACES, VALUES = 3, 12
"""How many places, and how many of the names in which they differ, such a line has."""
NAMED = re.compile(r'"[^"]*"|“[^”]*”|\([^()]*\)|\S*[\d/_@.]+\S+')
"""What differs between messages of one kind: words in quotation marks or brackets, numbers, files, keys."""


def print_faults(faults: Sequence[Diagnostic], whole: bool = False) -> None:
    """The faults on stderr, a line each; unless `whole`, all of one cause, and more than five of a kind, are one line at the first."""
    lines = [(it, [it]) for it in faults] if whole else list(_by_cause(faults))
    kinds: dict[tuple[object, ...], list[Diagnostic]] = {}
    for fault, together in lines:
        if len(together) == 1:
            kinds.setdefault(_kind(fault), []).append(fault)
    is_counted = False
    for fault, together in lines:
        alike = together if len(together) > 1 else kinds[_kind(fault)]
        is_one = len(together) > 1 or not whole and _is_folded(alike)
        if not is_one or fault is alike[0]:
            print(f"{fault} {_folded(alike)}" if is_one else fault, file=sys.stderr)
        is_counted = is_counted or is_one
    if is_counted:
        print("-v prints each of the faults that are counted here, and --format json has them.", file=sys.stderr)


def _by_cause(faults: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, list[Diagnostic]]]:
    """Each fault; in the place of those that share a cause, each cause once with all of its faults."""
    causes: dict[str, list[Diagnostic]] = {}
    for fault in faults:
        for cause in fault.causes:
            causes.setdefault(cause, []).append(replace(fault, message=cause, remedy=""))
    said: set[str] = set()
    for fault in faults:
        if all(len(causes[cause]) == 1 for cause in fault.causes):
            yield fault, [fault]
            continue
        for cause in fault.causes:
            if cause not in said:
                said.add(cause)
                yield causes[cause][0], causes[cause]


def _kind(fault: Diagnostic) -> tuple[object, ...]:
    return fault.code, fault.severity, NAMED.sub("…", fault.message)


def _is_folded(alike: Sequence[Diagnostic]) -> bool:
    differ = alike[0].severity is Severity.ERROR and len({it.message for it in alike}) > 1
    return len(alike) > (ERRORS if differ else MANY)


def _folded(alike: Sequence[Diagnostic]) -> str:
    """(6 times: a.md:1:2, a.md:2:2, a.md:3:2 …), and in what they differ."""
    places = f"{', '.join(str(it.location) for it in alike[:PLACES])}{' …' * (len(alike) > PLACES)}"
    if len({it.message for it in alike}) == 1:
        return f"({len(alike)} times: {places})"
    values = list(dict.fromkeys(" ".join(NAMED.findall(it.message)[:1]) for it in alike))
    more = f" and {len(values) - VALUES} others" if len(values) > VALUES else ""
    return f"({len(alike)} of this kind: {places}; {', '.join(values[:VALUES])}{more})"


def print_json(
    ok: bool,
    diagnostics: Iterable[Diagnostic],
    artefacts: Sequence[Artefact],
    unwritten: Sequence[str],
    words: Sequence[str],
    ran: Sequence[Ran] | None,
    checkers: Sequence[dict[str, Any]] = (),
) -> None:
    """One object on stdout: ok, artefacts, unwritten, diagnostics, notes; checkers where they were asked, steps with --explain."""
    answer: dict[str, Any] = {
        "ok": ok,
        "artefacts": [
            {"format": artefact.format, "path": str(artefact.path), "pages": artefact.pages, "errors": artefact.errors}
            for artefact in artefacts
        ],
        "unwritten": list(unwritten),
        "diagnostics": [fault.as_dict() for fault in in_reading_order(diagnostics)],
        "notes": list(words),
    }
    if checkers:
        answer["checkers"] = list(checkers)
    if ran is not None:
        answer["steps"] = [{"name": step.name, "replayed": step.replayed, "why": step.why} for step in ran]
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def print_checked(diagnostics: Iterable[Diagnostic], whole: bool = False) -> None:
    """What `check` found; every fault by itself where `whole`."""
    faults = in_reading_order(diagnostics)
    print_faults(faults, whole)
    sys.stderr.flush()
    print(f"Checked.{_tally(faults) or ' No mistakes found.'}")


def print_steps(ran: Sequence[Ran]) -> None:
    """What ran and why, and what was kept, on stderr."""
    kept = sum(step.replayed for step in ran)
    with aside():
        if unchanged.why:
            print(f"Built again, since {unchanged.why}.", file=sys.stderr)
        print(f"{len(ran)} steps: {len(ran) - kept} done, {kept} kept from before.", file=sys.stderr)
        for step in ran:
            print(step_line(step), file=sys.stderr)


def print_findings(findings: Sequence[Finding]) -> None:
    """What `doctor` found, a line each, and for what is missing its cost and remedy."""
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        state = "ok     " if finding.present else "missing"
        print(f"{state}  {finding.name:{width}}  {finding.purpose}: {finding.detail}")
        if not finding.present:
            print(f"{'':{width + 11}}{finding.cost}")
            print(f"{'':{width + 11}}To have it: {finding.remedy}")


def print_findings_json(ok: bool, findings: Sequence[Finding]) -> None:
    """The same as one JSON object."""
    answer = {"ok": ok, "findings": [finding.as_dict() for finding in findings]}
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def short_path(path: Path) -> str:
    """A path as somebody in this folder would type it."""
    try:
        short = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if short.startswith(os.path.join("..", "..")) else short


def _artefact(artefact: Artefact) -> str:
    path = short_path(artefact.path)
    if artefact.pages:
        return f"{path} ({counted(artefact.pages, 'page')})"
    return f"{path}{os.sep}" if artefact.path.is_dir() else path


def _drafts(drafts: Sequence[Artefact], count: int) -> str:
    """ "Wrote output/the-book-draft.pdf (214 pages), a draft: 12 errors stand in it." """
    kind, them = ("a draft", "it") if len(drafts) == 1 else ("drafts", "them")
    return f"Wrote {_listed([_artefact(artefact) for artefact in drafts])}, {kind}: {counted_errors(count)} in {them}."


def counted_errors(count: int) -> str:
    """ "1 error stands", "12 errors stand"."""
    return f"{count} {'error stands' if count == 1 else 'errors stand'}"


def _tally(faults: Sequence[Diagnostic]) -> str:
    counts = []
    for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "note")):
        number = sum(fault.severity is severity for fault in faults)
        if number:
            counts.append(counted(number, word))
    return f" {_listed(counts)[:1].upper()}{_listed(counts)[1:]}." if counts else ""


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
