"""Reports files of a book's own styles/ and templates/ that are used nowhere or broken off, and tokens that no style sheet knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

import tinycss2

from bookbuilder.cleaning import clean_css
from bookbuilder.cleaning.styles import DEEPEST, deepest
from bookbuilder.diagnostics import Diagnostic, Location, did_you_mean
from bookbuilder.source import Source, lenient_text, own_bytes, own_files, read_source
from bookbuilder.theme.looks import OWN_SHEETS, TOKENS_FILE, read_tokens
from bookbuilder.theme.templates import SCRIPTS, Theme
from bookbuilder.theme.terms import TERMS_FILE
from bookbuilder.theme.token_values import token_fault
from bookbuilder.yaml_source import read_yaml

ELSEWHERE = ("styles/fonts/", "styles/csl/", "styles/icc/", "styles/designs/")
"""Folders whose files book.yaml names, or the fonts do."""
CODE = (".css", ".xhtml", ".html", ".yaml", ".yml", ".opf", ".ncx", ".svg", ".js", ".xml")
"""Files that stand in for shipped ones, or are read by such."""

_EXAMPLE = 'Write a name and a value a line: colour-accent: "#35424f" (in quotes: a # by itself begins a remark)'
_DECLARED = re.compile(r"--([\w-]+)\s*:")
BOOK_YAML = Location("manuscript/book.yaml")


def override_faults(theme: Theme, design: Location = BOOK_YAML) -> Iterator[Diagnostic]:
    """Faults of the book's own style sheets and templates, and CSS-004: a design that is not there, named at `design`."""
    if theme.own.resolve() == theme.shipped.resolve():
        return
    names = [
        path.relative_to(theme.own).as_posix()
        for folder in ("styles", "templates")
        for path in own_files(theme.own / folder, theme.own)
        if not path.name.startswith(".")
    ]
    shipped = Theme(theme.shipped, theme.shipped)
    said = "\n".join(_text(theme, name) for name in names if name.endswith(CODE))
    for name in names:
        yield from _contents(theme, name)
    yield from _unused(names, shipped, said)
    if TOKENS_FILE in names:
        yield from _tokens(theme, said)
    if "styles/tokens.css" in names:
        yield from _lacking_tokens(theme, shipped)
    if theme.design and theme.path(f"styles/designs/{theme.design}/design.css") is None:
        designs = sorted({name.split("/")[2] for name in theme.names("styles/designs")})
        remedy = did_you_mean(theme.design, designs, 1) or f"There are: {', '.join(designs)}."
        yield Diagnostic("CSS-004", design, f'There is no design "{theme.design}" in styles/designs/.', remedy)


def _contents(theme: Theme, name: str) -> Iterator[Diagnostic]:
    """Faults within one file; CLN-005, a style sheet that fetches; CLN-006, a script."""
    if name.endswith(CODE):
        yield from read_source(theme.own / name, theme.own).diagnostics
    if name.endswith(".css"):
        for line, column, what in clean_css(_text(theme, name))[1]:
            remedy = "Fonts are named in book.yaml, pictures stand in the text; all else is written out in the sheet."
            yield Diagnostic("CLN-005", Location(name, line, column), f"{what} is left out of every edition.", remedy)
        yield from css_faults(name, _text(theme, name))
    if name.endswith(SCRIPTS) and not _is_as_shipped(theme, name):
        remedy = "Take it out; what the web edition does is the builder's."
        yield Diagnostic("CLN-006", Location(name), "No edition has scripts of a book's own.", remedy)


def _unused(names: Sequence[str], shipped: Theme, said: str) -> Iterator[Diagnostic]:
    """CSS-002: a file that replaces no shipped file, and that `said`, the text of all, does not name."""
    known = sorted({*shipped.names("styles"), *shipped.names("templates"), *OWN_SHEETS, TOKENS_FILE, TERMS_FILE})
    for name in sorted(names):
        if (
            name in known
            or name.startswith(ELSEWHERE)
            or name.endswith(SCRIPTS)
            or not name.endswith(CODE)
            or PurePosixPath(name).name in said
        ):
            continue
        near = _same_name(name, known) or did_you_mean(name, known, 1)
        remedy = near or "Added style sheets are own.css, own-print.css, own-epub.css and own-web.css."
        yield Diagnostic("CSS-002", Location(name), "This file is not used: it replaces no shipped file.", remedy)


def _lacking_tokens(theme: Theme, shipped: Theme) -> Iterator[Diagnostic]:
    """CSS-003: the book's own tokens.css lacks some of the shipped tokens."""
    own, all = (set(_DECLARED.findall(it.text("styles/tokens.css"))) for it in (theme, shipped))
    if all - own:
        message = f"This sheet lacks {len(all - own)} of the tokens: {', '.join(sorted(all - own)[:3])} …"
        remedy = f"Write what changes into {TOKENS_FILE}, or copy the others from the shipped sheet."
        yield Diagnostic("CSS-003", Location("styles/tokens.css"), message, remedy)


def _tokens(theme: Theme, said: str) -> Iterator[Diagnostic]:
    text = _text(theme, TOKENS_FILE)
    sheets = said + "".join(theme.text(name) for name in theme.names("styles") if name.endswith(".css"))
    shipped = Theme(theme.shipped, theme.shipped).text("styles/tokens.css")
    declared = set(_DECLARED.findall(shipped))
    yaml = read_yaml(Source(TOKENS_FILE, text))
    if yaml.value is None:
        for fault in yaml.diagnostics:
            yield Diagnostic("CSS-003", fault.location, fault.message, _EXAMPLE)
        return
    yield from yaml.diagnostics
    reported = {it.location.line for it in yaml.diagnostics}
    loaded = yaml.value.value
    read = read_tokens(text)
    if loaded is not None and not isinstance(loaded, dict):
        yield Diagnostic("CSS-003", Location(TOKENS_FILE, 1, 1), "There are no names with values here.", _EXAMPLE)
    for name in loaded if isinstance(loaded, dict) else ():
        bare = str(name).removeprefix("--")
        line = next((n for n, it in enumerate(text.split("\n"), 1) if it.strip("\"' -").startswith(bare)), 1)
        place = Location(TOKENS_FILE, line, 1)
        if bare not in read:
            if line not in reported:
                yield Diagnostic("CSS-003", place, f'"{bare}" has no value that a style sheet can use.', _EXAMPLE)
        elif bare not in declared and f"var(--{bare}" not in sheets:
            remedy = did_you_mean(bare, declared, 1) or "styles/tokens.css has every name."
            yield Diagnostic("CSS-003", place, f'No style sheet reads "{bare}".', remedy)
        elif wrong := token_fault(bare, read[bare].values, shipped):
            yield Diagnostic("CSS-003", place, f"{bare}: {wrong[0]} The shipped value stands in.", wrong[1])


def _is_as_shipped(theme: Theme, name: str) -> bool:
    """Whether a book's file is a copy of the shipped one, as in a book that has taken all templates."""
    shipped = theme.shipped / name
    return shipped.is_file() and shipped.read_bytes() == own_bytes(theme.own / name, theme.own)


def _same_name(name: str, known: list[str]) -> str:
    """A file in another folder than the one for which it is meant."""
    last = PurePosixPath(name).name
    return next((f'Did you mean "{it}"?' for it in known if PurePosixPath(it).name == last), "")


def _text(theme: Theme, name: str) -> str:
    return lenient_text(theme.own / name, theme.own)


_PART = re.compile(
    r"/\*.*?(?:\*/|\Z)|\\.|url\(\s*[^\s\"')]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[{}]",
    re.DOTALL | re.IGNORECASE,
)
NOT_PRINTED = ("styles/own-web.css", "styles/own-epub.css", "styles/site.css", "styles/epub.css")
"""Sheets that the layout engine does not read, which reports the rules of all others that it cannot."""


def css_faults(name: str, text: str) -> Iterator[Diagnostic]:
    """CSS-006 at each remark or brace that is left open, and in the sheets of EPUB and web at what is no rule."""
    source, opened = Source(name, text), list[int]()
    for part in _PART.finditer(text):
        if part[0].startswith("/*") and not (part[0].endswith("*/") and len(part[0]) > 3):
            yield _fault(source.at(part.start()), "The remark that begins here has no end.", "Close it with */.")
        if part[0] == "{":
            opened.append(part.start())
        elif part[0] == "}" and opened:
            opened.pop()
        elif part[0] == "}" and name in NOT_PRINTED:
            yield _fault(source.at(part.start()), "No brace is open that this one could close.", "Take it out.")
    if opened:
        yield _fault(source.at(opened[0]), "The brace that opens here is not closed.", "Close it with }.")
    elif name in NOT_PRINTED and deepest(text) <= DEEPEST:
        remedy = "Write a selector, and its declarations in braces: p { color: red }"
        for line, column in _errors(tinycss2.parse_stylesheet(text, True, True)):
            yield _fault(Location(name, line, column), "What stands before this place is not a rule.", remedy)


def _errors(nodes: list[Any]) -> Iterator[tuple[int, int]]:
    for node in nodes:
        if node.type == "error":
            yield node.source_line, node.source_column
        elif node.type in ("qualified-rule", "at-rule") and node.content:
            yield from _errors(tinycss2.parse_blocks_contents(node.content, True, True))


def _fault(place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic("CSS-006", place, message, remedy)
