"""The typesetter's files, the book's own over the shipped ones, and Jinja: a template's name and values give text."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import Bucket

from bookbuilder import environment
from bookbuilder.cache import fingerprint
from bookbuilder.cleaning import clean_css
from bookbuilder.diagnostics import ALL_FORMATS, Diagnostic, Location, Outcome
from bookbuilder.languages.tags import is_right_to_left
from bookbuilder.source import LedOutError, lenient_text, own_file, own_files
from bookbuilder.theme.looks import RECOLOURED, TOKENS_FILE, Token, read_tokens, with_tokens
from bookbuilder.theme.mirrored import mirrored
from bookbuilder.theme.own_pages import FOLDERS, refused_in
from bookbuilder.theme.repaired import TRIES, closed, markup_fault, missing_in, opening_line, unclosed_block, without
from bookbuilder.theme.sandbox import Sandbox, fill
from bookbuilder.theme.token_values import token_fault

SHIPPED = Path(environment.SHIPPED)
SCRIPTS = (".js", ".mjs")
Faults = tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Theme:
    """Where templates/ and styles/ are looked up, file by file: in the book's folder first, then in the shipped one."""

    own: Path
    """The book's folder."""
    shipped: Path = SHIPPED
    """The folder that holds the shipped templates/ and styles/."""
    design: str = ""
    """The folder of styles/designs/ that is laid over the shipped styles; empty for these alone."""
    is_styled: bool = True
    """Whether the book's own style sheets count."""
    is_mirrored: bool = False
    """Whether the book is read from right to left, so that the shipped style sheets are turned round."""

    def path(self, name: str) -> Path | None:
        """The file that stands for `styles/print.css` or `templates/pages/title.xhtml`; None where there is none.

        Scripts are the builder's own: a book's are found nowhere.
        """
        is_builders = name.endswith(SCRIPTS) or (name.startswith("styles/") and not self.is_styled)
        for folder in (self.shipped,) if is_builders else (self.own, self.shipped):
            if own_file(folder / name, folder) is not None:
                return folder / name
        return None

    def root(self, path: Path) -> Path:
        """The folder, the book's or the shipped one, in which `path` has found a file."""
        return max((it for it in (self.own, self.shipped) if path.is_relative_to(it)), key=lambda it: len(it.parts))

    def text(self, name: str) -> str:
        """The text of a file that the shipped theme has; a style sheet with the tokens that design and book change."""
        path = self.path(name)
        if path is None:
            raise LedOutError(f"{name} has gone since the book was read, or a link has taken its place.")
        text = lenient_text(path, self.root(path))
        if name.endswith(".css") and not path.is_relative_to(self.shipped):
            text = clean_css(text)[0]
        elif name.endswith(".css") and self.is_mirrored and name != "styles/tokens.css":
            text = mirrored(text)
        return with_tokens(name, text, self._tokens()) if name in RECOLOURED else text

    def _tokens(self) -> dict[str, Token]:
        """The design's tokens, and over them the book's own; what cannot be read says nothing here, see `overrides`."""
        found: dict[str, Token] = {}
        for name in (f"styles/designs/{self.design}/tokens.yaml" if self.design else "", TOKENS_FILE):
            path = self.path(name) if name else None
            if path is not None:
                found |= read_tokens(lenient_text(path, self.root(path)))
        shipped = lenient_text(self.shipped / "styles/tokens.css", self.shipped) if found else ""
        return {name: it for name, it in found.items() if not token_fault(name, it.values, shipped)}

    def names(self, folder: str) -> list[str]:
        """All files below a folder such as `styles`, from either place, as sorted names: `styles/print.css`."""
        found: set[str] = set()
        for root in (self.own, self.shipped):
            for path in own_files(root / folder, root):
                if not path.name.startswith(".") and (root == self.shipped or not path.name.endswith(SCRIPTS)):
                    found.add(path.relative_to(root).as_posix())
        return sorted(found)

    @property
    def own_sheets(self) -> list[str]:
        """The book's own style sheets, as far as they count."""
        if not self.is_styled or self.own.resolve() == self.shipped.resolve():
            return []
        return [f"styles/{it.name}" for it in own_files(self.own / "styles", self.own, ".css", deep=False)]

    def fingerprint(self, folder: str) -> str:
        """One digest over all files below a folder, names and bytes."""
        return fingerprint([(name, self.path(name)) for name in self.names(folder)])


def render(theme: Theme, name: str, values: dict[str, Any], blocks: frozenset[str] = ALL_FORMATS) -> Outcome[str]:
    """Fill `templates/NAME`; a broken template or an unknown value is a diagnostic at the template's line.

    Values are escaped unless a template says `|safe`, as it does for the fields whose names end in `_xhtml` and for
    `body`. Undefined names are errors. `blocks` names the formats that the template serves. For a book's template that
    fails the shipped one stands in; where there is none, the template itself without the lines that fail.
    """
    made, faults = _made(theme, name, values, blocks)
    if made is not None:
        return Outcome(made, faults)
    if theme.own.resolve() != theme.shipped.resolve() and (theme.shipped / "templates" / name).is_file():
        theme = Theme(theme.shipped, theme.shipped)
    return Outcome(_repaired(theme, name, values), faults)


def _made(
    theme: Theme, name: str, values: dict[str, Any], blocks: frozenset[str], instead: Mapping[str, str] = {}
) -> tuple[str | None, Faults]:
    """What a template makes, and its faults; None where it cannot be used. `instead` are texts of repaired templates."""
    try:
        environment = _environment(theme) if not instead else _new_environment(theme, instead)
        made = fill(environment.get_template(name), values)
    except jinja2.TemplateSyntaxError as error:
        failing, message = error.name or name, str(error.message)
        text = instead[failing] if failing in instead else _text(theme, failing)
        kind, line = unclosed_block(text, error.lineno, message)
        message = f"There is no {{% end{kind} %}} to this {{% {kind} %}}" if kind else message
        at = Location(f"templates/{failing}", line, 1)
        return None, (
            Diagnostic("TPL-002", at, f"{message[:1].upper()}{message[1:]}.", "Correct the template.", blocks=blocks),
        )
    except Exception as error:  # a template is the typesetter's: whatever it raises is its own fault
        place = _place(theme, error)
        if isinstance(error, jinja2.TemplateNotFound):
            message = f"There is no templates/{error.name or name}." if place else "This template does not exist."
            place = place or Location(f"templates/{error.name or name}")
            return None, (Diagnostic("TPL-001", place, message, blocks=blocks),)
        message = str(error) or type(error).__name__
        message = f"{message[:1].upper()}{message[1:]}."
        remedy = "templates/README.md lists every value that a template may use."
        place = place or Location(f"templates/{name}", 1, 1)
        return None, (Diagnostic("TPL-003", place, message, remedy, blocks=blocks),)
    malformed = markup_fault(name, made)
    if malformed:
        line = opening_line(_text(theme, name))
        at = Location(f"templates/{name}", line, 1 if line else 0)
        message = f"What the template makes is not well-formed: {malformed}."
        return None, (Diagnostic("TPL-004", at, message, "Close every tag.", blocks=blocks),)
    missing = missing_in(name, made, values)
    if missing:
        return None, (Diagnostic("TPL-005", Location(f"templates/{name}"), *missing, blocks=blocks),)
    if not name.startswith(FOLDERS) or not _has_own(theme, name.partition("/")[0]):
        return made, ()
    at = Location(f"templates/{name}")
    remedy = "Take it out of the book's own templates; the shipped ones stand in for them."
    refused = dict.fromkeys(refused_in(name, made))
    faults = tuple(Diagnostic("CLN-006", at, f"{what} is left out of every edition.", remedy) for what in refused)
    return None if faults else made, faults


def _repaired(theme: Theme, name: str, values: dict[str, Any]) -> str:
    """What a template makes, where it fails without the Jinja that fails, each tag closed; empty where nothing can be made."""
    instead: dict[str, str] = {}
    for _ in range(TRIES):
        made, faults = _made(theme, name, values, ALL_FORMATS, instead)
        if made is not None:
            return made
        fault = faults[0]
        if fault.code in ("TPL-004", "TPL-005"):
            return closed(fill(_new_environment(theme, instead).get_template(name), values))
        failing = fault.location.file.removeprefix("templates/")
        before = instead[failing] if failing in instead else _text(theme, failing)
        instead[failing] = without(before, fault.location.line)
        if instead[failing] == before:
            break
    return ""


def _text(theme: Theme, name: str) -> str:
    path = theme.path(f"templates/{name}")
    return lenient_text(path, theme.root(path)) if path is not None else ""


def _place(theme: Theme, error: Exception) -> Location | None:
    """The line of a template at which it failed; None where none ran."""
    place = None
    for frame in traceback.extract_tb(error.__traceback__):
        inside = _template_name(theme, frame.filename)
        if inside:
            place = Location(inside, frame.lineno or 1, 1)
    return place


def _has_own(theme: Theme, folder: str) -> bool:
    """Whether a book brings templates of its own that make whole files."""
    return theme.own != theme.shipped and os.path.isdir(theme.own / "templates" / folder)


class _Templates(jinja2.BaseLoader):
    """Templates as the theme finds them: none from outside the book and the shipped folder, whatever a template includes."""

    def __init__(self, theme: Theme, instead: Mapping[str, str]) -> None:
        self._theme = theme
        self._instead = instead

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        path = self._theme.path(f"templates/{template}")
        if path is None:
            raise jinja2.TemplateNotFound(template)
        changed = path.stat().st_mtime_ns
        text = self._instead[template] if template in self._instead else lenient_text(path, self._theme.root(path))
        return text, str(path), lambda: path.stat().st_mtime_ns == changed


class _Compiled(jinja2.BytecodeCache):
    """The code of templates by their names and their texts, for a process that builds again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that its text has."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template."""
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


@cache
def _environment(theme: Theme) -> jinja2.Environment:
    return _new_environment(theme, {})


def _new_environment(theme: Theme, instead: Mapping[str, str]) -> jinja2.Environment:
    environment = Sandbox(
        loader=_Templates(theme, instead),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_compiled,
    )
    environment.tests["right_to_left"] = is_right_to_left
    return environment


def _template_name(theme: Theme, filename: str) -> str:
    for root in (theme.own, theme.shipped):
        if filename.startswith(str(root / "templates")):
            return Path(filename).relative_to(root).as_posix()
    return ""
