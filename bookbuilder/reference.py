"""Writes templates/README.md from the model's own words, docs/messages.md from the catalogue of faults, and docs/modules.md.

Written anew with `python -m bookbuilder.reference`; a test says when that is due. The code is read, not run, because
the sentence under a field is not part of the running program.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.diagnostics.page import messages_page

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "templates" / "README.md"
MESSAGES = ROOT / "docs" / "messages.md"
MODULE_LIST = ROOT / "docs" / "modules.md"

MODULES = tuple(
    "model/people.py model/book.py model/identity.py model/contents.py model/parts.py model/index.py "
    "model/interview.py model/publication.py pages/page_values.py pages/made_pages.py pages/index_pages.py".split()
)
"""Where the types stand that templates meet, in the order of the page; the rest stands in each template's remark."""

OPENING = """\
# What a template may use

This page is made from the code by `python -m bookbuilder.reference`: change it there.

A template is XHTML (or SVG, or the EPUB's XML) with places to fill in. `{{ book.title }}` prints a value;
`{% if book.subtitle %} … {% endif %}` and `{% for isbn in isbns %} … {% endfor %}` ask and repeat. `{# … #}` is a
remark that nobody sees. Values are escaped by themselves; a value whose name ends in `_xhtml`, and `body`, is XHTML
already and is printed with `|safe`. A value that does not exist is an error, named at the template's line.

A book may have a `templates/` folder of its own: a file there stands in for the file of the same name here, and all
others stay as they are. So copy only what you change. Colours, sizes and spaces are not here but in `styles/`.
"""

MODULES_OPENING = """\
# Every module, room by room

This page is made from the first sentence of each module by `python -m bookbuilder.reference`: change it there.
How the rooms work together stands in [architecture.md](architecture.md).
"""


@dataclass(frozen=True)
class Value:
    """A field of a type, or a property of it."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Described:
    """A type that templates meet."""

    name: str
    meaning: str
    values: tuple[Value, ...]


def reference() -> str:
    """The text of templates/README.md."""
    parts = [OPENING, "## The templates\n", *_templates(), *_shared_values(), "## The types\n"]
    types = [described for module in MODULES for described in _types(ROOT / "bookbuilder" / module)]
    for described in types:
        parts.append(f"### {described.name}\n\n{described.meaning}\n")
        if described.values:
            rows = [f"| `{value.name}` | {_cell(value.type)} | {_cell(value.meaning)} |" for value in described.values]
            parts.append("\n".join(["| value | type | what it is |", "| --- | --- | --- |", *rows]) + "\n")
    return "\n".join(parts)


def _templates() -> Iterator[str]:
    rows = []
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".xhtml", ".svg", ".opf", ".ncx", ".html", ".xml"):
            name = path.relative_to(ROOT / "templates").as_posix()
            remark = opening_remark(path) or "A made page of the book; its values stand below this table."
            rows.append(f"| `{name}` | {_cell(remark)} |")
    yield "\n".join(["| template | what it makes, and its values |", "| --- | --- |", *rows]) + "\n"


def opening_remark(path: Path) -> str:
    """The remark with which a template begins; empty where it has none."""
    text = path.read_text(encoding="utf-8").lstrip()
    return " ".join(text[2 : text.index("#}")].split()) if text.startswith("{#") else ""


def _shared_values() -> Iterator[str]:
    """The values that functions named `…_values` give to all templates of a folder."""
    for module in MODULES:
        for node in _tree(ROOT / "bookbuilder" / module).body:
            if isinstance(node, ast.FunctionDef) and node.name.endswith("_values"):
                given = next(each.value for each in ast.walk(node) if isinstance(each, ast.Return))
                if isinstance(given, ast.Dict):
                    names = ", ".join(
                        f"`{key.value}`"
                        for key in given.keys
                        if isinstance(key, ast.Constant) and isinstance(key.value, str)
                    )
                    yield f"{(ast.get_docstring(node) or '').rstrip('.')}: {names}.\n"


def _types(path: Path) -> Iterator[Described]:
    for node in _tree(path).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and _is_dataclass(node):
            yield Described(node.name, _first_paragraph(ast.get_docstring(node) or ""), tuple(_values(node)))


def _values(node: ast.ClassDef) -> Iterator[Value]:
    for statement, following in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            meaning = ""
            if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
                meaning = str(following.value.value)
            yield Value(statement.target.id, _plain_type(statement.annotation), meaning)
        elif isinstance(statement, ast.FunctionDef) and not statement.name.startswith("_"):
            arguments = [argument.arg for argument in statement.args.args[1:]]
            kinds = [ast.unparse(decorator) for decorator in statement.decorator_list]
            name = (
                statement.name
                if set(kinds) & {"property", "cached_property"}
                else f"{statement.name}({', '.join(arguments)})"
            )
            returned = _plain_type(statement.returns) if statement.returns else ""
            yield Value(name, returned, _first_paragraph(ast.get_docstring(statement) or ""))


def _plain_type(annotation: ast.expr) -> str:
    """A type in words: `tuple[Contributor, ...]` is "list of Contributor"."""
    if isinstance(annotation, ast.BinOp):
        return f"{_plain_type(annotation.left)} or {_plain_type(annotation.right)}"
    if isinstance(annotation, ast.Constant):
        return "none" if annotation.value is None else str(annotation.value)
    if isinstance(annotation, ast.Subscript):
        outer = ast.unparse(annotation.value)
        inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        if outer == "Literal":
            return " or ".join(f'"{ast.literal_eval(value)}"' for value in inner)
        if outer == "dict":
            return f"{_plain_type(inner[1])} by {_plain_type(inner[0])}"
        return f"list of {_plain_type(inner[0])}"
    return {"str": "text", "int": "number", "float": "number", "bool": "yes or no"}.get(
        ast.unparse(annotation), ast.unparse(annotation)
    )


def _is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _first_paragraph(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def messages() -> str:
    """The text of docs/messages.md."""
    return messages_page(dict(_manuals()))


def _manuals() -> Iterator[tuple[str, str]]:
    """The docstring of every rule by the codes that it is entered under."""
    for path in sorted((ROOT / "bookbuilder").rglob("*.py")):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
                for decorator in node.decorator_list:
                    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "check":
                        yield ast.literal_eval(decorator.args[0]), ast.get_docstring(node) or ""


def modules() -> str:
    """The text of docs/modules.md: each room, and the first sentence of each of its modules."""
    parts = [MODULES_OPENING]
    for room in sorted(path.parent for path in (ROOT / "bookbuilder").rglob("__init__.py")):
        parts.append(f"\n## {room.relative_to(ROOT).as_posix()}/\n\n{_first_line(room / '__init__.py')}\n\n")
        names = [path for path in sorted(room.glob("*.py")) if not path.name.startswith("__")]
        parts += [f"- `{path.name}`: {_first_line(path)}\n" for path in names if _first_line(path)]
        if languages := [f"`{path.name}`" for path in names if not _first_line(path)]:
            parts.append(f"- {', '.join(languages)}: what is known about a language, which it names.\n")
    return "".join(parts).replace("\n\n\n", "\n\n")


def _first_line(path: Path) -> str:
    return (ast.get_docstring(_tree(path)) or "").split("\n")[0]


if __name__ == "__main__":
    MODULE_LIST.write_text(modules(), encoding="utf-8")
    PAGE.write_text(reference(), encoding="utf-8")
    MESSAGES.write_text(messages(), encoding="utf-8")
