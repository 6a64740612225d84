"""A verb's options in; a parser that tells a mistake in the call as a UsageError, like every other one, out."""

from __future__ import annotations

import argparse
from typing import NoReturn

from bookbuilder.diagnostics import did_you_mean


class UsageError(Exception):
    """The call can't be understood; the message says how to write it."""


class Parser(argparse.ArgumentParser):
    """argparse, but for its exit, its abbreviations and its own page of help."""

    def __init__(self, verb: str = "") -> None:
        super().__init__(prog=f"build.py {verb}".rstrip(), add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized arguments: "):
            word = message.removeprefix("unrecognized arguments: ").split()[0]
            if word.startswith("-"):
                guess = did_you_mean(word, [option for action in self._actions for option in action.option_strings])
                message = f'There is no option "{word}".{" " + guess if guess else ""}'
            else:
                message = f'"{word}" is one word too many: one call, one verb.'
        else:
            message = f"{message[:1].upper()}{message[1:]}."
        raise UsageError(f"{message} python {self.prog} --help tells what can be asked.")
