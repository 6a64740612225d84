"""From the words after `approval` and `interviews` to what an expert signs, to the record of it, and to the ledger."""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from bookbuilder.cli import belongings, report
from bookbuilder.cli.arguments import Request, UsageError, book_folder
from bookbuilder.cli.progress import Progress
from bookbuilder.diagnostics import Severity, errors

if TYPE_CHECKING:
    from bookbuilder.checks.ledger import Account, Ledger

APPROVAL_HELP = """\
python build.py approval CODE [options]

Writes what the expert of an interview signs, as PDF and as Word document, in
output/approval/: every quotation in its context, the turn that it comes from
with what is left out in grey, how they are named, and a line to sign.

  --record --date 2021-02-01   they have signed on that day: keep the date and
                               the fingerprint of what they saw in the transcript
  --book DIR                   the book's folder
"""

INTERVIEWS_HELP = """\
python build.py interviews [options]

Shows who is quoted where, how much, from which question, what is approved,
and which questions of the guide no chapter uses.

  --book DIR        the book's folder
  --format json     tell it as JSON for programs
"""


def approval(request: Request) -> int:
    """`approval`: what an expert signs, and the record that they have."""
    words = list(request.rest)
    if not words or words[0] in ("-h", "--help"):
        print(APPROVAL_HELP)
        return 0
    parser = _Parser("approval")
    parser.add_argument("code")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--date", default="")
    parser.add_argument("--book", default="")
    found = parser.parse_args(words)
    folder = book_folder(found.book)
    cache = Request("approval", book=folder).cache

    from bookbuilder import pipeline

    belongings.claim_cache(cache)
    if found.record:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", found.date):
            raise UsageError("Say on which day they signed: --record --date 2021-02-01")
        built = pipeline.record_approval(folder, found.code, found.date, cache=cache)
    else:
        with Progress(False) as progress:
            built = pipeline.approve(folder, found.code, folder / "output", cache=cache, listen=progress)
        belongings.remember(cache, built.artefacts)
    for fault in built.diagnostics:
        if fault.severity is not Severity.NOTE:
            print(fault, file=sys.stderr)
    for artefact in built.artefacts:
        print(f"Wrote {report.short_path(artefact.path)}")
    return 0 if built.artefacts and not errors(built.diagnostics) else 1


def interviews(request: Request) -> int:
    """`interviews`: the ledger."""
    words = list(request.rest)
    if words and words[0] in ("-h", "--help"):
        print(INTERVIEWS_HELP)
        return 0
    parser = _Parser("interviews")
    parser.add_argument("--book", default="")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    found = parser.parse_args(words)
    folder = book_folder(found.book)
    cache = Request("interviews", book=folder).cache

    from bookbuilder import pipeline

    belongings.claim_cache(cache)
    drawn_up, faults = pipeline.accounts(folder, cache=cache)
    for fault in errors(faults):
        print(fault, file=sys.stderr)
    if drawn_up is None:
        return 1
    if found.format == "json":
        print(json.dumps(_as_dict(drawn_up), ensure_ascii=False, indent=2))
    else:
        for account in drawn_up.accounts:
            _tell(account)
        if drawn_up.unused:
            print("Questions whose answers no chapter quotes:")
            for id, question in drawn_up.unused:
                print(f"  {id:5} {question}")
    return 0


def _tell(account: Account) -> None:
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
        print(f"  {quotation.location}  {kind} of {quotation.turn} ({quoted.question or 'no question'}), {quoted.words} words")
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


class _Parser(argparse.ArgumentParser):
    """argparse, but for its exit: a mistake in the call is a UsageError."""

    def __init__(self, verb: str) -> None:
        super().__init__(prog=f"build.py {verb}", add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. python {self.prog} --help tells what can be asked.")
