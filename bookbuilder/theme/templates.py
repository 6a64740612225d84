"""The typesetter's files, the book's own over the shipped ones, and Jinja: a template's name and values give text."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from bookbuilder import environment
from bookbuilder.cache import fingerprint
from bookbuilder.cleaning import clean_css
from bookbuilder.diagnostics import ALL_FORMATS, Diagnostic, Location, Outcome
from bookbuilder.languages.tags import is_right_to_left
from bookbuilder.source import lenient_text, own_file, own_files
from bookbuilder.theme.looks import RECOLOURED, tokens, with_tokens
from bookbuilder.theme.own_pages import FOLDERS, refused_in
from bookbuilder.theme.sandbox import Sandbox, fill

SHIPPED = Path(environment.SHIPPED)
SCRIPTS = (".js", ".mjs")


@dataclass(frozen=True)
class Theme:
    """Where templates/ and styles/ are looked up, file by file: in the book's folder first, then in the shipped one."""

    own: Path
    """The book's folder."""
    shipped: Path = SHIPPED
    """The folder that holds the shipped templates/ and styles/."""
    design: str = ""
    """The folder of styles/designs/ that is laid over the shipped styles; empty for these alone."""

    def path(self, name: str) -> Path | None:
        """The file that stands for `styles/print.css` or `templates/pages/title.xhtml`; None where there is none.

        Scripts are the builder's own: a book's are found nowhere.
        """
        for folder in (self.shipped,) if name.endswith(SCRIPTS) else (self.own, self.shipped):
            if own_file(folder / name, folder) is not None:
                return folder / name
        return None

    def text(self, name: str) -> str:
        """The text of a file that the shipped theme has; a style sheet with the tokens that design and book change."""
        path = self.path(name)
        if path is None:
            raise FileNotFoundError(name)
        text = lenient_text(path)
        if name.endswith(".css") and not path.is_relative_to(self.shipped):
            text = clean_css(text)[0]
        return with_tokens(name, text, tokens(self)) if name in RECOLOURED else text

    def names(self, folder: str) -> list[str]:
        """All files below a folder such as `styles`, from either place, as sorted names: `styles/print.css`."""
        found: set[str] = set()
        for root in (self.own, self.shipped):
            for path in own_files((root / folder).rglob("*"), root):
                if not path.name.startswith(".") and (root == self.shipped or not path.name.endswith(SCRIPTS)):
                    found.add(path.relative_to(root).as_posix())
        return sorted(found)

    def fingerprint(self, folder: str) -> str:
        """One digest over all files below a folder, names and bytes."""
        return fingerprint([(name, self.path(name)) for name in self.names(folder)])


def render(theme: Theme, name: str, values: dict[str, Any], blocks: frozenset[str] = ALL_FORMATS) -> Outcome[str]:
    """Fill `templates/NAME`; a broken template or an unknown value is a diagnostic at the template's line.

    Values are escaped unless a template says `|safe`, as it does for the fields whose names end in `_xhtml` and for
    `body`. Undefined names are errors. `blocks` names the formats that the template serves.
    """
    try:
        made = fill(_environment(theme).get_template(name), values)
        if not name.startswith(FOLDERS) or not _has_own(theme, name.partition("/")[0]):
            return Outcome(made)
        refused = tuple(dict.fromkeys(refused_in(name, made)))
        place = Location(f"templates/{name}")
        remedy = "Take it out of the book's own templates; the shipped ones stand in for them."
        faults = tuple(Diagnostic("CLN-006", place, f"{what} is in no edition.", remedy) for what in refused)
        return Outcome(render(Theme(theme.shipped, theme.shipped), name, values).value if refused else made, faults)
    except jinja2.TemplateNotFound as error:
        missing = Location(f"templates/{error.name or name}")
        return Outcome("", (Diagnostic("TPL-001", missing, "This template does not exist.", blocks=blocks),))
    except jinja2.TemplateSyntaxError as error:
        place = Location(f"templates/{error.name or name}", error.lineno, 1)
        return Outcome("", (Diagnostic("TPL-002", place, f"{error.message}.", "Correct the template.", blocks=blocks),))
    except Exception as error:  # a template is the typesetter's: whatever it raises is its own fault
        place = Location(f"templates/{name}", 1, 1)
        for frame in traceback.extract_tb(error.__traceback__):
            inside = _template_name(theme, frame.filename)
            if inside:
                place = Location(inside, frame.lineno or 1, 1)
        message = str(error) or type(error).__name__
        return Outcome(
            "",
            (
                Diagnostic(
                    "TPL-003",
                    place,
                    f"{message[:1].upper()}{message[1:]}.",
                    "templates/README.md lists every value that a template may use.",
                    blocks=blocks,
                ),
            ),
        )


def _has_own(theme: Theme, folder: str) -> bool:
    """Whether a book brings templates of its own that make whole files."""
    return theme.own != theme.shipped and (theme.own / "templates" / folder).is_dir()


class _Templates(jinja2.BaseLoader):
    """Templates as the theme finds them: none from outside the book and the shipped folder, whatever a template includes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        path = self._theme.path(f"templates/{template}")
        if path is None:
            raise jinja2.TemplateNotFound(template)
        changed = path.stat().st_mtime_ns
        return lenient_text(path), str(path), lambda: path.stat().st_mtime_ns == changed


@cache
def _environment(theme: Theme) -> jinja2.Environment:
    environment = Sandbox(
        loader=_Templates(theme),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["right_to_left"] = is_right_to_left
    return environment


def _template_name(theme: Theme, filename: str) -> str:
    for root in (theme.own, theme.shipped):
        if filename.startswith(str(root / "templates")):
            return Path(filename).relative_to(root).as_posix()
    return ""
