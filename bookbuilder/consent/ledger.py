"""Lists who is quoted where, how much, from which question and with whose approval."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.consent.obstacles import obstacles
from bookbuilder.model.interview import Interview, Quotation
from bookbuilder.model.publication import Publication


@dataclass(frozen=True)
class Quoted:
    """One quotation in the ledger."""

    quotation: Quotation
    question: str
    """The question that the turn answers; empty where none stands before it."""
    words: int
    """How many words of the turn are printed."""
    standing: tuple[str, ...]
    """What consent does not cover; empty where it covers all."""


@dataclass(frozen=True)
class Account:
    """One expert in the ledger."""

    interview: Interview
    quoted: tuple[Quoted, ...]
    words: int
    """How many words of theirs the book prints."""
    of: int
    """How many they said."""


@dataclass(frozen=True)
class Ledger:
    """The whole book's accounts."""

    accounts: tuple[Account, ...]
    unused: tuple[tuple[str, str], ...]
    """Questions of the guide whose answers no chapter quotes: id and words."""


def ledger(publication: Publication) -> Ledger:
    """Draw up the accounts."""
    accounts = tuple(_account(interview, publication) for interview in publication.interviews)
    used = {quoted.question for account in accounts for quoted in account.quoted}
    guide: dict[str, str] = {}
    for interview in publication.interviews:
        for turn in interview.turns:
            if turn.kind == "question":
                guide.setdefault(turn.id, " ".join((turn.translation or turn.original).text.split()))
    unused = tuple(
        (id, words) for id, words in sorted(guide.items(), key=lambda item: _order(item[0])) if id not in used
    )
    return Ledger(accounts, unused)


def _account(interview: Interview, publication: Publication) -> Account:
    own = [quotation for quotation in publication.quotations if quotation.code == interview.code]
    quoted = tuple(
        Quoted(
            quotation,
            question_of(interview, quotation.turn),
            len(quotation.words.replace("[…]", " ").split()),
            tuple(obstacle.message for obstacle in obstacles(interview, quotation, publication.book.date)),
        )
        for quotation in own
    )
    of = sum(len((turn.translation or turn.original).text.split()) for turn in interview.turns if turn.kind == "answer")
    return Account(interview, quoted, sum(line.words for line in quoted), of)


def question_of(interview: Interview, turn_id: str) -> str:
    """The id of the question last asked before a turn."""
    question = ""
    for turn in interview.turns:
        if turn.kind == "question":
            question = turn.id
        if turn.id == turn_id:
            return question
    return ""


def _order(id: str) -> tuple[int, str]:
    digits = "".join(character for character in id if character.isdigit())
    return int(digits or 0), id
