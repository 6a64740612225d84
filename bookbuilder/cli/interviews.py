"""Carries out `approval` and `interviews`: what an expert signs, the record of it, and who is quoted where."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from bookbuilder.cli import build_outputs, report
from bookbuilder.cli.arguments import Request
from bookbuilder.cli.parser import UsageError
from bookbuilder.cli.progress import Progress
from bookbuilder.diagnostics import Severity, errors

if TYPE_CHECKING:
    from bookbuilder.consent.ledger import Account, Ledger


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def approval(request: Request) -> int:
    """`approval`: what an expert signs, and the record that they have."""
    found, folder = request.said, request.book

    from bookbuilder import verbs

    build_outputs.claim_cache(request.cache)
    if found.record:
        if not _is_day(found.date):
            raise UsageError("Say on which day they signed: --record --date 2021-02-01")
        built = verbs.record_approval(folder, found.code, found.date, steps=request.steps())
    else:
        with Progress(False) as progress:
            built = verbs.approve(folder, found.code, folder / "output", steps=request.steps(progress))
        build_outputs.remember(request.cache, built.artefacts)
    for fault in built.diagnostics:
        if fault.severity is not Severity.NOTE:
            print(fault, file=sys.stderr)
    for artefact in built.artefacts:
        print(f"Wrote {report.short_path(artefact.path)}")
    return 0 if built.artefacts and not errors(built.diagnostics) else 1


def interviews(request: Request) -> int:
    """`interviews`: the ledger."""
    from bookbuilder import verbs

    build_outputs.claim_cache(request.cache)
    drawn_up, faults = verbs.accounts(request.book, steps=request.steps())
    for fault in errors(faults):
        print(fault, file=sys.stderr)
    if drawn_up is None:
        return 1
    if request.format == "json":
        print(json.dumps(_as_dict(drawn_up), ensure_ascii=False, indent=2))
    else:
        for account in drawn_up.accounts:
            _print_account(account)
        if drawn_up.unused:
            print("Questions whose answers no chapter quotes:")
            for id, question in drawn_up.unused:
                print(f"  {id:5} {question}")
    return 0


def _print_account(account: Account) -> None:
    interview = account.interview
    named = interview.attribution if interview.attribution != interview.code else "by code alone"
    specimen = ", specimen" if interview.is_specimen else ""
    print(f"{interview.code}  {named} ({interview.consent.attribution}{specimen})")
    approved = f"approved on {interview.consent.approved}" if interview.consent.approved else "not approved"
    print(f"  {approved}; {account.words} of {account.of} words in {len(account.quoted)} quotations")
    if interview.public_as:
        print(f"  also named in the book as the author of {', '.join(interview.public_as)}")
    for quoted in account.quoted:
        quotation = quoted.quotation
        kind = "said" if quotation.kind == "said" else "excerpt"
        print(
            f"  {quotation.location}  {kind} of {quotation.turn} ({quoted.question or 'no question'}), {quoted.words} words"
        )
        for standing in quoted.standing:
            print(f"    {standing}")
    print()


def _as_dict(drawn_up: Ledger) -> dict[str, Any]:
    return {
        "interviews": [
            {
                "code": account.interview.code,
                "attribution": account.interview.attribution,
                "consent": account.interview.consent.attribution,
                "specimen": account.interview.is_specimen,
                "approved": account.interview.consent.approved,
                "public-as": list(account.interview.public_as),
                "words": account.words,
                "of": account.of,
                "quoted": [
                    {
                        "place": str(quoted.quotation.location),
                        "kind": quoted.quotation.kind,
                        "turn": quoted.quotation.turn,
                        "question": quoted.question,
                        "words": quoted.words,
                        "standing": list(quoted.standing),
                    }
                    for quoted in account.quoted
                ],
            }
            for account in drawn_up.accounts
        ],
        "unused": [{"question": id, "words": words} for id, words in drawn_up.unused],
    }
