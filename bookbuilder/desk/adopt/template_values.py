"""Fills `{{ key }}` of MyST's substitutions and of Manubot's templates with the values that the folder has for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any

from bookbuilder.budgets import in_force
from bookbuilder.desk.adopt.commonmark import FORMULA
from bookbuilder.desk.adopt.files import front_matter, read_text, yaml_of
from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.desk.adopt.verbatim import blanked, blocks_changed, outside_code
from bookbuilder.theme.sandbox import rendered

_VALUE = re.compile(r"\{\{-?[ \t]*([A-Za-z_][\w-]*(?:\.[\w-]+)*)[ \t]*-?\}\}")
_ROLE = re.compile(r"\{sub-ref\}`([^`\n]+)`")
_LOOP = re.compile(
    r"\{%-?[ \t]*for[ \t]+(\w+)[ \t]+in[ \t]+([\w.-]*\w)[ \t]*(?P<cuts>-?)%\}(?P<end>[ \t]*\n?)"
    r"(?P<turn>(?:(?!\{%-?[ \t]*(?:for|endfor)\b).)*)\{%(?P<cuts_behind>-?)[ \t]*endfor[ \t]*-?%\}",
    re.DOTALL,
)
_EITHER = re.compile(f"{_LOOP.pattern}|{_VALUE.pattern}", re.DOTALL)
_DIRECTIVE = re.compile(
    r"[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*\{(?!code|literalinclude|eval|mermaid|math)[\w:-]+\}[^\n]*\n"
)
"""A block of MyST's, which looks like code and holds prose."""
_PATH = re.compile(r"--template-variables-path[= ]+[\"']?(?:\w+=)?([\w./-]+\.(?:json|ya?ml))")
_IN_PYTHON = re.compile(r"^myst_substitutions\s*=\s*(\{.*?^\}|\{[^\n]*\})", re.MULTILINE | re.DOTALL)
_DECIDES = re.compile(r"\{%-?[ \t]*(?!for\b|endfor\b)\w")
_MARK = re.compile(r"\{\{|\{%")
_REMARK = ("{##", "##}")
"""What stands around a remark in Manubot's templates."""
TURNS, LONGEST = 500, 200_000
"""How often a loop is written out, and the letters that come of it; a manuscript's have ten turns."""


def template_values(plan: Plan) -> dict[str, Any]:
    """What the settings of a folder give for its pages: Sphinx's, Jupyter Book's and MyST's, or Manubot's."""
    if plan.kind == "Manubot":
        return _of_manubot(plan)
    said = plan.metadata
    within = [said.get("sphinx", {}), said.get("parse", {}), said]
    within[0] = within[0].get("config", {}) if isinstance(within[0], Mapping) else {}
    tables = [
        _table(it.get(key))
        for it in within
        if isinstance(it, Mapping)
        for key in ("myst_substitutions", "substitutions")
    ]
    tables += [_literal(read_text(it / "conf.py", plan.root) or "") for it in dict.fromkeys((plan.base, plan.root))]
    return {key: value for table in tables for key, value in table.items()}


def values_filled(text: str, file: str, values: Mapping[str, Any], kind: str, report: Report) -> str:
    """The text of a page with its values; what nothing defines stays as it is typed, and is named."""
    said, body = front_matter(text)
    own = {**_table(said.get("substitutions")), **_table(_table(said.get("myst")).get("substitutions"))}
    if not (own or values or kind in ("MyST", "Manubot")) or not re.search(r"\{\{|\{%|sub-ref", body):
        return text
    head = text[: len(text) - len(body.lstrip("\n"))]
    if kind == "Manubot" and _DECIDES.search(prose := FORMULA.sub("", blanked(body))):
        try:
            page = rendered(text[len(head) :], {**values, **own}, _REMARK)
        except (
            Exception
        ) as error:  # a template is its author's: whatever it raises is named, and the page filled in part
            report.note("left", f"a template that cannot be filled: {str(error) or type(error).__name__}", file)
        else:
            report.note("changed", "values of the folder stand where they are named", file)
            if len(_MARK.findall(prose)) < len(_MARK.findall(body)):
                report.note(
                    "changed", "marks of templates in code and formulas are filled, as Manubot fills them", file
                )
            return head + page
    return head + _filled(text[len(head) :], file, {**values, **own}, report, [0])


def _filled(text: str, file: str, values: Mapping[str, Any], report: Report, printed: list[int]) -> str:
    """`printed` is how many characters the values and loops of the page have come to, which is held below the budget."""

    def value(found: re.Match[str]) -> str:
        name = found.groups()[-1].strip()
        there = _at(name, values)
        if not isinstance(there, (str, int, float)):
            report.note("left", f"nothing in the folder gives the value {name}", file)
            return found[0]
        said = str(there).strip("\n")
        if printed[0] + len(said) > in_force().template_characters:
            report.note("left", f"the value {name} makes the page longer than template-characters allows", file)
            return found[0]
        report.note("changed", "values of the folder stand where they are named", file)
        printed[0] += len(said)
        return said

    def loop(found: re.Match[str]) -> str:
        there = _at(found[2], values)
        own_line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
        is_alone = not own_line.strip() and len(own_line) < found.start()
        # In a line with words, the line's end stands in each turn, as Jinja has it.
        turn = found["turn"] if is_alone or found["cuts"] else found["end"] + found["turn"]
        turn = turn.lstrip() if found["cuts"] else turn
        turn = turn.rstrip() if found["cuts_behind"] else turn
        if not isinstance(there, list):
            report.note("left", f"a loop over {found[2]}, which nothing in the folder gives", file)
            return found[0]
        size = len(there) * len(turn)
        if len(there) > TURNS or size >= min(LONGEST, in_force().template_characters - printed[0]):
            report.note("left", f"a loop over {found[2]}, which is longer than a page may be", file)
            return found[0]
        printed[0] += size
        return "".join(_filled(turn, file, {**values, found[1]: it}, report, printed) for it in there)

    def directive(block: str) -> str:
        opened = _DIRECTIVE.match(block)
        if opened is None:
            return block
        body, end, last = block[opened.end() :].rpartition("\n")
        return f"{opened[0]}{_filled(body, file, values, report, printed)}{end}{last}"

    text = _ROLE.sub(value, text) if "{sub-ref}" in text else text
    text = outside_code(
        text, lambda part: _EITHER.sub(lambda it: loop(it) if it[1] else value(it), part), formulas=False
    )
    return blocks_changed(text, directive)


def _of_manubot(plan: Plan) -> dict[str, Any]:
    """What Manubot itself has worked out, `output/variables.json`, what its call names, and its metadata."""
    (folder,) = plan.folders
    call = read_text(folder / "build" / "build.sh", plan.root) or ""
    named = [folder / it for it in _PATH.findall(call)]
    values: dict[str, Any] = {}
    for path in (
        *named,
        folder / "output" / "variables.json",
        plan.base / "variables.json",
        plan.base / "variables.yaml",
    ):
        values |= yaml_of(read_text(path, plan.root) or "")  # JSON is YAML
    inner = _table(values.get("manubot"))
    return {**plan.metadata, **values, "manubot": {**plan.metadata, **inner}}


def _at(path: str, values: Mapping[str, Any]) -> Any:
    there: Any = values
    for key in path.split("."):
        there = there.get(key) if isinstance(there, Mapping) else None
    return there


def _table(value: Any) -> dict[str, Any]:
    return {str(key): it for key, it in value.items()} if isinstance(value, Mapping) else {}


def _literal(text: str) -> dict[str, Any]:
    """A dictionary that Sphinx's settings in Python spell out."""
    found = _IN_PYTHON.search(text[:LONGEST])
    try:
        return _table(ast.literal_eval(found[1])) if found else {}
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return {}
