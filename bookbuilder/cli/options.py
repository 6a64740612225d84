"""The options that verbs have: how each is written, what it takes, and what help says of it."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Option:
    """One option, or a word that stands by itself, as argparse takes it."""

    names: tuple[str, ...]
    """--book, or -o and --output; the name of a word without dashes."""
    help: str
    settings: dict[str, Any] = field(default_factory=dict)
    """What argparse is given besides: action, default, metavar, choices."""

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        """Let a verb's parser know it."""
        parser.add_argument(*self.names, help=self.help, **self.settings)


def switch(name: str, help: str, *more: str) -> Option:
    """An option that is on or off."""
    return Option((*more, name), help, {"action": "store_true"})


def value(name: str, metavar: str, help: str, **settings: Any) -> Option:
    """An option with a value, empty where it is not given."""
    return Option((name,), help, {"metavar": metavar, "default": "", **settings})


def word(name: str, metavar: str, help: str, **settings: Any) -> Option:
    """A word that stands by itself."""
    return Option((name,), help, {"metavar": metavar, **settings})


def _positive(word: str) -> int:
    if not word.isdigit() or int(word) < 1:
        raise argparse.ArgumentTypeError(f'"{word}" is not a number of 1 or more')
    return int(word)


BOOK = value(
    "--book",
    "DIR",
    "another book: a folder with its own manuscript/ and references.yaml; else BOOKBUILDER_BOOK, or the book that you are in",
)
OUTPUT = Option(
    ("-o", "--output"), "put the result into this folder instead of output/", {"metavar": "DIR", "default": ""}
)
OPEN = switch("--open", "show the result when it is ready")
FORMAT = Option(
    ("--format",),
    "report a line each for people (the usual), or as JSON for programs",
    {"choices": ("text", "json"), "default": "text", "metavar": "text|json"},
)
EXPLAIN = switch("--explain", "say which steps ran and why, and which were kept")
VERBOSE = switch("--verbose", "name every step as it is done, and print every fault by itself", "-v")
JOBS = Option(
    ("--jobs",),
    "work on N chapters at a time (the usual: one for each processor, at most 4)",
    {"type": _positive, "default": max(1, min(4, os.cpu_count() or 1)), "metavar": "N"},
)
PRINTER = switch("--printer", "the printer's file beside the reader's, too: in CMYK, with bleed and in whole sheets")
ONLINE = (
    switch(
        "--online", "look a DOI or an ISBN up on the web, for its source: the one call of import that asks the network"
    ),
    value(
        "--service",
        "ADDRESS",
        "where it is looked up instead of doi.org or openlibrary.org; {} stands for the DOI or ISBN",
    ),
)
BUILDING = (OPEN, OUTPUT, BOOK, FORMAT, EXPLAIN, VERBOSE, JOBS)
"""What every verb that builds editions has."""
