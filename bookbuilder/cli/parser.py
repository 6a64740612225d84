"""argparse with a parser for each verb, whose mistakes are UsageErrors that say how to write the call."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import NoReturn

from bookbuilder.cli.own_verbs import Verb
from bookbuilder.cli.tree import VERBS
from bookbuilder.diagnostics import did_you_mean
from bookbuilder.environment import FRONT

WIDTH = 79


class UsageError(Exception):
    """The call can't be understood; the message says how to write it."""


class Parser(argparse.ArgumentParser):
    """argparse, but for its exit and its abbreviations; whatever a verb does not know is refused."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """What the words say; a word that the verb does not know is an error in the verb's own name."""
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, []

    def error(self, message: str) -> NoReturn:
        """Raise UsageError in our own words."""
        if message.startswith("unrecognized arguments: "):
            word = message.removeprefix("unrecognized arguments: ").split()[0]
            if word.startswith("-"):
                guess = did_you_mean(word, [option for action in self._actions for option in action.option_strings])
                message = f'There is no option "{word}".{" " + guess if guess else ""}'
            else:
                message = f'"{word}" is one word too many: one call, one verb.'
        else:
            message = f"{message[:1].upper()}{message[1:]}."
        raise UsageError(f"{message} {self.prog} --help lists its options.")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=WIDTH)


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The whole tree: one parser a verb, made from the verbs' own declarations."""
    made = Parser(prog=FRONT, add_help=False, allow_abbrev=False)
    verbs = made.add_subparsers(dest="verb", parser_class=Parser)
    for verb in VERBS:
        words = [str(it.settings["metavar"]) for it in verb.options if not it.names[0].startswith("-")]
        optional = ["[options]"] if any(it.names[0].startswith("-") for it in verb.options) else []
        several = [f"[{it} ...]" if it == "CHAPTER" else it for it in words]
        one = verbs.add_parser(
            verb.name,
            prog=f"{FRONT} {verb.name}",
            usage=" ".join([FRONT, verb.name, *several, *optional]),
            description=_description(verb),
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        for option in verb.options:
            option.add_to(one)
    return made


def page(verb: str) -> str:
    """The page of help of a verb, and of those that begin with its name."""
    parsers = next(it for it in parser()._actions if isinstance(it, argparse._SubParsersAction)).choices
    named = [name for name in parsers if name == verb or name.startswith(f"{verb} ")]
    return "\n".join(parsers[name].format_help() for name in named).rstrip()


def _description(verb: Verb) -> str:
    text = verb.about or f"{verb.purpose[:1].upper()}{verb.purpose[1:]}."
    return textwrap.fill(text.format(front=FRONT), WIDTH)
