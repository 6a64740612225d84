"""Expands a chapter's `{{ … }}` and `{% … %}` to Markdown, or reports a fault at its place."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from typing import Any

import jinja2

from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.theme.sandbox import Sandbox, fill


def expand(text: str, file: str, values: dict[str, Any]) -> Outcome[str]:
    """Fill the Jinja of a chapter, sandboxed; a fault is a diagnostic at the chapter's own line and column.

    The comment mark is `<!--# … #-->`, since `{#…}` is Pandoc's. A value prints as it stands, whatever its signs mean in
    Markdown; what a function such as `excerpt()` makes is Markdown.
    """
    values = {name: _makes_markdown(value) if callable(value) else value for name, value in values.items()}
    if "{{" not in text and "{%" not in text and "<!--#" not in text:
        return Outcome(text)
    code: list[str] = []
    mark = next(sign for sign in map(chr, range(0x100000, 0x10FFFE)) if sign not in text)
    text = _VERBATIM.sub(lambda match: _set_aside(match[0], code, mark), text)
    text = _INDENTED.sub(lambda match: match[1] + _set_aside(match[2], code, mark), text)
    text = _with_remarks(text)
    faults = tuple(_shortcodes(text, file))
    text = _SHORTCODE.sub(lambda match: "" if match[1] == "pagebreak" else _set_aside(match[0], code, mark), text)
    expanded = _expanded(text, file, values)
    put_back = re.compile(f"{mark}([0-9]+)\n*{mark}")
    whole = put_back.sub(lambda match: code[int(match[1])], expanded.value)
    return Outcome(whole, (*faults, *expanded.diagnostics))


_SHORTCODE = re.compile(r"\{\{<[ \t]*(/?[\w-]+)(?![\w-])(?:(?!\{\{<)[^\n])*?>\}\}")
"""Quarto's and Hugo's, which looks like Jinja and is none."""


def _shortcodes(text: str, file: str) -> Iterator[Diagnostic]:
    """JIN-001 for each shortcode that says something: it prints as it is typed, and the rest of the chapter is filled."""
    for found in _SHORTCODE.finditer(text):
        if found[1] != "pagebreak":
            start = text.rfind("\n", 0, found.start()) + 1
            place = Location(file, text.count("\n", 0, start) + 1, found.start() - start + 1)
            message = f"“{{{{< {found[1]} >}}}}” is a shortcode of Quarto, and nothing fills it in here."
            yield Diagnostic("JIN-001", place, message, "Write what it says in Markdown, or adopt the folder.")


ENVIRONMENT = (
    r"\\begin\{(?P<name>equation|align|gather|multline|eqnarray|alignat|flalign)\*?\}"
    r"(?:(?!\n[ \t]*\n|\\begin\{(?P=name)).)*?\\end\{(?P=name)\*?\}"
)
"""A formula that LaTeX's environment holds."""
_VERBATIM = re.compile(
    r"(?P<fence>^[ \t>]*(?P<mark>`{3,100}(?=[^`\n]*\n)|~{3,100})[^\n]*\n.*?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z))"
    r"|(?P<code>(?<![\\`])(?P<tick>`{1,100})(?!`)(?:(?!\n\s*\n).)*?(?<!`)(?P=tick)(?!`))"
    r"|(?P<formula>(?<![\\$])\$\$(?:(?!\$\$|\n\s*\n).)+\$\$|(?<![\\$])\$(?![\s$])[^$\n]*(?:\{\{|\{%|\{#)[^$\n]*(?<!\s)\$(?!\d))"
    rf"|(?P<environment>{ENVIRONMENT})",
    re.MULTILINE | re.DOTALL,
)
"""Code and formulas: Jinja's marks in them are code."""
_INDENTED = re.compile(
    r"((?:\A|(?<=\n\n))(?!(?:[-*+:~]|\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdm]{1,7}|#|@[\w-]*)[.)]|\[\^[^\]\n]+\]:)(?:[ \t]|$))"
    r"(?:[^\s>|][^\n]*\n)+(?:[ \t]*\n)+)((?:(?: {4}|\t)[^\n]*\n?|[ \t]*\n(?=(?:[ \t]*\n)*(?: {4}|\t)))+)",
    re.MULTILINE | re.IGNORECASE,
)
"""Indented code: what stands four spaces in behind a paragraph that is no item, no definition and no note."""


def _with_remarks(text: str) -> str:
    """The text with RStudio's remarks as HTML's are: Jinja's end in #-->."""
    *ended, rest = text.split("-->")
    return "-->".join([*(it if it.endswith("#") else it.replace("<!--#", "<!-- ", 1) for it in ended), rest])


def _set_aside(verbatim: str, code: list[str], mark: str) -> str:
    """A sign that nobody typed in the place of code with Jinja's marks, with as many line ends, so that lines keep their numbers."""
    if not any(mark in verbatim for mark in ("{{", "{%", "<!--#")):
        return verbatim
    code.append(verbatim)
    return f"{mark}{len(code) - 1}" + "\n" * verbatim.count("\n") + mark


def _expanded(text: str, file: str, values: dict[str, Any]) -> Outcome[str]:
    try:
        return Outcome(fill(_chapter_environment().from_string(text), values))
    except jinja2.TemplateSyntaxError as error:
        line = _unclosed_block(text, error.message or "") or error.lineno
        place = Location(file, line, _column(text, line, ("{%", "{{")))
        message = f"Broken Jinja: {(error.message or '').rstrip('.')}."
        return Outcome(text, (Diagnostic("JIN-001", place, message, "Look for an unclosed {{ … }} or {% … %}."),))
    except jinja2.UndefinedError as error:
        line = _line_in_chapter(error)
        name = (error.message or "").split("'")[1::2]
        place = Location(file, line, _column(text, line, tuple(reversed(name)) + ("{{", "{%")))
        whole = [
            f"{value}.{it}" for value in values if is_dataclass(values[value]) for it in _fields({value: values[value]})
        ]
        same = next((it for it in whole if name and it.endswith(f".{name[-1]}")), "")
        remedy = f"Write {{{{ {same} }}}}." if same else did_you_mean(name[-1], [*values, *whole]) if name else ""
        message = f'Jinja knows nothing called "{name[-1]}".' if name else f"Jinja: {error.message}."
        return Outcome(text, (Diagnostic("JIN-002", place, message, remedy),))
    except Exception as error:  # Jinja in a chapter is the author's: whatever it raises is a fault of the text
        line = _line_in_chapter(error)
        place = Location(file, line, _column(text, line, ("{{", "{%")))
        message = str(error) or type(error).__name__
        called = re.match(r"(excerpt|table)\(\) (?:missing|takes|got)", message)
        if called:
            message = f"{called[1]}() is called in another way than it can be."
            return Outcome(text, (Diagnostic("JIN-003", place, message, f"Write {_CALLS[called[1]]}."),))
        return Outcome(text, (Diagnostic("JIN-003", place, f"Jinja: {message.rstrip('.')}.", ""),))


_CALLS = {
    "excerpt": '{{ excerpt("kz-01", "q3a") }}: the interview\'s code and the answer\'s id',
    "table": '{{ table("trade.csv") }}',
}


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
    return Sandbox(
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
