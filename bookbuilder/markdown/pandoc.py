"""Reads the author's Markdown by Pandoc into its AST, with Pandoc's warnings as values, and writes an AST as XHTML."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.markdown.cell_tags import hide_cell_tags
from bookbuilder.markdown.lone_signs import hide_lone_signs
from bookbuilder.markdown.nesting_limits import escape_all, limit_nesting
from bookbuilder.markdown.pandoc_process import TooMuchError, run
from bookbuilder.markdown.typed_marks import PRIVATE, bring_back, hide_addresses, hide_escaped, hide_quoted
from bookbuilder.markdown.typography import Node, set_typography
from bookbuilder.saving import temporary_folder
from bookbuilder.source import CONTROL, Source

READER = (
    "markdown-smart+fenced_divs+bracketed_spans+definition_lists+footnotes+inline_notes+citations"
    "+pipe_tables+grid_tables+multiline_tables+simple_tables+table_captions+implicit_figures"
    "+auto_identifiers-yaml_metadata_block-pandoc_title_block-mmd_link_attributes"
)

_LINE_END = re.compile("[\u0085\u2028\u2029]")
"""What ends a line for Unicode and for no edition: the words on its two sides stay two."""
OF_WINDOWS = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0) if code != 0x85}
"""Control characters that nobody types, as a text of Windows has them that was read as Latin-1: a browser does the same.

See https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
"""


@dataclass(frozen=True)
class PandocWarning:
    """What Pandoc says about a text that it could read all the same; line and column are those of the text it got."""

    kind: str
    """Pandoc's own name of it: DuplicateNoteReference, NoteDefinedButNotUsed, UnclosedDiv …"""
    message: str
    line: int = 0
    column: int = 0


_ENVIRONMENT = re.compile(
    r"^\\begin\{(\w+\*?)\}(?:(?!\\begin\{\1\}|^(?:```|~~~)).)*?\\end\{\1\}", re.MULTILINE | re.DOTALL
)
_SPACE_AT_END = re.compile(r"(?<!\\)\\\n")


def read_markdown(text: str) -> tuple[str, tuple[PandocWarning, ...]]:
    """The AST of a Markdown text as Pandoc's JSON, with no ids but the author's own, and its marks set.

    What is nested beyond the budgets, or takes too long all the same, comes back as it is typed.
    """
    try:
        ast, warnings = read_as_typed(limit_nesting(text, Source("", text))[0])
    except TooMuchError:
        ast, warnings = read_as_typed(escape_all(text))
    set_typography(ast)
    return json.dumps(ast, ensure_ascii=False), warnings


def read_as_typed(text: str) -> tuple[Node, tuple[PandocWarning, ...]]:
    """The AST of a Markdown text in which quotation marks, dashes and ellipses are what the author typed.

    Marks that are escaped are noncharacters in its words: `set_typography` brings them back.
    """
    with temporary_folder() as folder:
        log = Path(folder) / "log.json"
        arguments = [f"--log={log}", "--quiet"]
        readable = _spaced_tex(
            hide_cell_tags(
                hide_lone_signs(
                    hide_quoted(
                        hide_addresses(
                            hide_escaped(CONTROL.sub("\ufffd", _LINE_END.sub(" ", text).translate(OF_WINDOWS)))
                        )
                    )
                )
            )
        )
        ast = run(readable, "json", format=READER, extra_args=arguments)
        messages = json.loads(log.read_text(encoding="utf-8")) if log.is_file() else []
    try:
        typed: Node = json.loads(ast)
        check_depth(typed)
    except RecursionError:
        raise TooMuchError from None
    typed = bring_back(typed) if PRIVATE.search(ast) else typed
    _take_out_made_ids(typed, text)
    return typed, tuple(_warning(message) for message in messages if message["verbosity"] == "WARNING")


def _spaced_tex(text: str) -> str:
    """A space of TeX at a line's end, `\\` alone, as `~`: Pandoc 3.9 reads what follows it in an environment twice."""
    if "\\begin{" not in text or "\\\n" not in text:
        return text
    return _ENVIRONMENT.sub(lambda found: _SPACE_AT_END.sub("~\n", found[0]), text)


DEEPEST = 70
"""Lists in one another in Pandoc's tree, or as much of other things, far above any book's; each takes three levels of JSON,
and ten calls of panflute where it is written again, of which Python has a thousand."""


def check_depth(tree: object) -> None:
    """A RecursionError where a tree is too deep to be walked."""
    level: list[object] = [tree]
    for _ in range(3 * DEEPEST):
        level = [
            inner
            for node in level
            if isinstance(node, (list, dict))
            for inner in (node.values() if isinstance(node, dict) else node)
            if isinstance(inner, (list, dict))
        ]
        if not level:
            return
    raise RecursionError


def write_xhtml(ast: str) -> str:
    """An AST as an XHTML fragment; sections are not made, since headings are placed by whoever asks."""
    options = ["--wrap=none", "--mathml", "--syntax-highlighting=pygments", "--quiet"]
    return str(run(ast, "html5", format="json", extra_args=options))


def unreadable_formulas(formulas: Sequence[tuple[str, bool]]) -> dict[str, str]:
    """The formulas that Pandoc cannot read, and why, by their TeX; each is given with whether it has a line of its own."""
    blocks = [
        {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, tex]}]}
        for tex, display in formulas
    ]
    ast = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})
    with temporary_folder() as folder:
        log = Path(folder) / "log.json"
        run(ast, "html5", format="json", extra_args=["--mathml", "--wrap=none", f"--log={log}", "--quiet"])
        messages = json.loads(log.read_text(encoding="utf-8")) if log.is_file() else []
    return {
        str(it["contents"]): _reason(str(it["message"])) for it in messages if it["type"] == "CouldNotConvertTeXMath"
    }


def _reason(message: str) -> str:
    """ "unexpected control sequence \\foo" from what Pandoc says over several lines."""
    said = [line.strip() for line in message.splitlines() if re.match(r"\s*(unexpected|expecting)", line)]
    return " ".join((said[0] if said else message.strip().splitlines()[-1]).split()) if message.strip() else "not TeX"


def _warning(message: dict[str, object]) -> PandocWarning:
    names = {"line": 0, "column": 0}
    for key in names:
        value = message[key] if key in message else 0
        names[key] = value if isinstance(value, int) else 0
    text = str(message["pretty"]) if "pretty" in message else str(message["type"])
    return PandocWarning(str(message["type"]), " ".join(text.split()), names["line"], names["column"])


def plain_text(blocks: list[dict[str, object]]) -> str:
    """The words of Pandoc blocks, without notes and markup; with a line end between blocks."""
    pieces: list[str] = []
    _gather(blocks, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _gather(node: object, pieces: list[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _gather(child, pieces)
        return
    if not isinstance(node, dict) or "t" not in node:
        return
    kind = node["t"]
    content = node["c"] if "c" in node else None
    if kind in ("Str", "Code", "Math"):
        pieces.append(content if isinstance(content, str) else str(content[1]))  # type: ignore[index]
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        pieces.append(" ")
    elif kind == "Quoted":
        single = content[0]["t"] == "SingleQuote"  # type: ignore[index]
        pieces.append("‘" if single else "“")
        _gather(content[1], pieces)  # type: ignore[index]
        pieces.append("’" if single else "”")
    elif kind not in ("Note", "RawInline", "RawBlock"):
        _gather(content, pieces)
        if kind in ("Para", "Plain", "Header", "LineBlock", "CodeBlock"):
            pieces.append("\n")


_HEADING = re.compile(r"^[ \t>]*#{1,6}[ \t]+([^\n{]*)(?:\{([^{}\n]*)\})?", re.MULTILINE)


def _take_out_made_ids(typed: Node, text: str) -> None:
    """Headings keep their author's ids only: Pandoc makes one of a title so that `[words][Title]` leads somewhere."""
    headers: list[Node] = []
    _gather_headers(typed, headers)
    ids = [header["c"][1][0] for header in headers]
    typed_headings = (
        [(_plain(it[1]), it[2] or "") for it in _HEADING.finditer(text)] if len(set(ids)) < len(ids) else []
    )
    seen: Counter[str] = Counter()
    for header, id in zip(headers, ids, strict=True):
        if not _is_of_a_heading(id, text):
            header["c"][1][0] = ""
        elif ids.count(id) > 1:
            title = _plain(" ".join(_words_of(header["c"][2])))
            same = [attributes for words, attributes in typed_headings if words == title]
            if seen[title] < len(same) and not re.search(rf"#{re.escape(id)}(?![\w.:-])", same[seen[title]]):
                header["c"][1][0] = ""  # Pandoc made it of the title, before the author gave it to another heading
            seen[title] += 1


def _is_of_a_heading(id: str, text: str) -> bool:
    """Whether the author has typed an id behind a heading, and not only at a block or at words."""
    for found in re.finditer(
        rf"\{{[^{{}}]*#{re.escape(id)}[\s}}][^\n]*(?:\n[ \t>]*(=+|-+)[ \t]*$)?", text, re.MULTILINE
    ):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if found[1] or line.lstrip(" \t>*+-.)0123456789").startswith("#"):
            return True
    return False


def _gather_headers(node: object, found: list[Node]) -> None:
    if isinstance(node, list):
        for each in node:
            _gather_headers(each, found)
    elif isinstance(node, dict) and node.get("t") == "Header":
        found.append(node)
    elif isinstance(node, dict) and node.get("t") not in ("Para", "Plain", "Table", "CodeBlock"):
        _gather_headers(node.get("blocks", node.get("c")), found)


def _words_of(node: object) -> list[str]:
    if isinstance(node, list):
        return [word for each in node for word in _words_of(each)]
    if isinstance(node, dict):
        return [node["c"]] if node["t"] == "Str" else _words_of(node.get("c"))
    return []


def _plain(title: str) -> str:
    return "".join(re.findall(r"\w", title)).casefold()
