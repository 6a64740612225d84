"""The typesetter's files, the book's own over the shipped ones, and Jinja: a template's name and values give text."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bookbuilder.cache import fingerprint
from bookbuilder.diagnostics import ALL_FORMATS, Diagnostic, Location, Outcome, did_you_mean

SHIPPED = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Theme:
    """Where templates/ and styles/ are looked up, file by file: in the book's folder first, then in the shipped one."""

    own: Path
    """The book's folder."""
    shipped: Path = SHIPPED
    """The folder that holds the shipped templates/ and styles/."""

    def path(self, name: str) -> Path | None:
        """The file that stands for `styles/print.css` or `templates/pages/title.xhtml`; None where there is none."""
        for folder in (self.own, self.shipped):
            if (folder / name).is_file():
                return folder / name
        return None

    def text(self, name: str) -> str:
        """The text of a file that the shipped theme has."""
        path = self.path(name)
        if path is None:
            raise FileNotFoundError(name)
        return path.read_text(encoding="utf-8")

    def names(self, folder: str) -> list[str]:
        """All files below a folder such as `styles`, from either place, as sorted names: `styles/print.css`."""
        found: set[str] = set()
        for root in (self.own, self.shipped):
            for path in (root / folder).rglob("*"):
                if path.is_file() and not path.name.startswith("."):
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
        return Outcome(_environment(theme).get_template(name).render(values))
    except jinja2.TemplateNotFound as error:
        missing = Location(f"templates/{error.name or name}")
        return Outcome("", (Diagnostic("TPL-001", missing, "There is no such template.", blocks=blocks),))
    except jinja2.TemplateSyntaxError as error:
        place = Location(f"templates/{error.name or name}", error.lineno, 1)
        return Outcome("", (Diagnostic("TPL-002", place, f"{error.message}.", "Mend the template.", blocks=blocks),))
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


@cache
def _environment(theme: Theme) -> jinja2.Environment:
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader([theme.own / "templates", theme.shipped / "templates"]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _template_name(theme: Theme, filename: str) -> str:
    for root in (theme.own, theme.shipped):
        if filename.startswith(str(root / "templates")):
            return Path(filename).relative_to(root).as_posix()
    return ""


def expand(text: str, file: str, values: dict[str, Any]) -> Outcome[str]:
    """Fill the Jinja of a chapter, sandboxed; a fault is a diagnostic at the chapter's own line and column.

    The comment mark is `<!--# … #-->`, since `{#…}` is Pandoc's. A value prints as it stands, whatever its signs mean in
    Markdown; what a function such as `excerpt()` makes is Markdown.
    """
    values = {name: _makes_markdown(value) if callable(value) else value for name, value in values.items()}
    if "{{" not in text and "{%" not in text and "<!--#" not in text:
        return Outcome(text)
    try:
        return Outcome(_chapter_environment().from_string(text).render(values))
    except jinja2.TemplateSyntaxError as error:
        line = _unclosed_block(text, error.message or "") or error.lineno
        place = Location(file, line, _column(text, line, ("{%", "{{")))
        message = f"Broken Jinja: {(error.message or '').rstrip('.')}."
        return Outcome(text, (Diagnostic("JIN-001", place, message, "Look for an unclosed {{ … }} or {% … %}."),))
    except jinja2.UndefinedError as error:
        line = _line_in_chapter(error)
        name = (error.message or "").split("'")[1::2]
        place = Location(file, line, _column(text, line, tuple(reversed(name)) + ("{{", "{%")))
        remedy = did_you_mean(name[-1], [*values, *_fields(values)]) if name else ""
        message = f'Jinja knows nothing called "{name[-1]}".' if name else f"Jinja: {error.message}."
        return Outcome(text, (Diagnostic("JIN-002", place, message, remedy),))
    except Exception as error:  # Jinja in a chapter is the author's: whatever it raises is a fault of the text
        line = _line_in_chapter(error)
        place = Location(file, line, _column(text, line, ("{{", "{%")))
        message = str(error) or type(error).__name__
        return Outcome(text, (Diagnostic("JIN-003", place, f"Jinja: {message.rstrip('.')}.", ""),))


class _Markdown(str):
    """Text that is Markdown already."""


def _makes_markdown(function: Callable[..., str]) -> Callable[..., _Markdown]:
    return wraps(function)(lambda *arguments, **options: _Markdown(function(*arguments, **options)))


_SIGNS = re.compile(r"[\\`*_{}\[\]<>#@^~|$&!]|^[-+](?=\s)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def _literally(value: object) -> object:
    """A text whose signs say nothing to Pandoc; quotation marks and dashes become those of the language all the same."""
    if not isinstance(value, str) or isinstance(value, _Markdown):
        return value
    return _SIGNS.sub(r"\\\g<0>", re.sub(r"[ \t]*\n\s*", " ", value.strip()))


def _fields(values: dict[str, Any]) -> list[str]:
    return [field.name for value in values.values() if is_dataclass(value) for field in fields(value)]


@cache
def _chapter_environment() -> jinja2.Environment:
    return ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        comment_start_string="<!--#",
        comment_end_string="#-->",
        finalize=_literally,
        keep_trailing_newline=True,
    )


def _unclosed_block(text: str, message: str) -> int:
    """The line of the last block that Jinja misses the end of; 0 where it is not about that."""
    names = message.split("'")[1::2] if "needs to be closed" in message else []
    found = text.rfind(f"{{% {names[-1]}") if names else -1
    return text.count("\n", 0, found) + 1 if found >= 0 else 0


def _line_in_chapter(error: BaseException) -> int:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return lines[-1] or 1 if lines else 1


def _column(text: str, line: int, needles: tuple[str, ...]) -> int:
    lines = text.split("\n")
    if line > len(lines):
        return 1
    for needle in needles:
        found = lines[line - 1].find(needle)
        if found >= 0:
            return found + 1
    return 1
