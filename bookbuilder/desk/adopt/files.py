"""Reads and finds the files of a folder that is adopted: nothing outside it, in any encoding, in a natural order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml

from bookbuilder.budgets import in_force
from bookbuilder.encodings import decoded
from bookbuilder.source import CONTROL, found_bytes, is_plain, own_file

TEXTS = (".md", ".mdx", ".qmd", ".rmd", ".markdown", ".rmarkdown", ".mkd", ".pandoc", ".ipynb", ".txt")
PASSED_OVER = frozenset(
    "node_modules _site _book _freeze public build dist venv env __pycache__ renv packrat site-packages".split()
)
"""Folders in which no author writes."""
OF_JEKYLL = frozenset(
    "_site _includes _layouts _sass _data _plugins _drafts _api _app _epub _output _docs _source".split()
)
"""Folders in which Jekyll has no text of a book."""
ABOUT = re.compile(
    r"(readme|licen[cs]e.*|contributing|changelog|changes|code_of_conduct|claude|agents|todo|install.*|setup|usage|"
    r"history|news|authors|security|pull_request_template|issue_template|hosting|_?sidebar|404|copying|summary|"
    r"toc|table[-_ ]of[-_ ]contents|style[-_ ]?guide)$",
    re.IGNORECASE,
)
"""Names of files that belong to a repository and not to its book."""


_LONG_ROW = re.compile(r"(?<![^\S\n])([^\S\n]{1000})[^\S\n]+|(?<!\n)(\n{1000})\n+")
"""More spaces or empty lines than in any book, each of which a pattern may look through all the others from."""


def read_text(path: Path, root: Path) -> str | None:
    """The text of a file that lies in the folder `root`, links followed; None where there is none."""
    own = own_file(path, root)
    if own is None:
        return None
    text = decoded(found_bytes(own, in_force().file_megabytes * 1_000_000)).text
    text = CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LONG_ROW.sub(r"\1\2", text)


def encoding_of(path: Path, root: Path) -> str:
    """The encoding in which a file that lies in the folder `root` was read; empty for UTF-8."""
    own = own_file(path, root)
    return "" if own is None else decoded(found_bytes(own, in_force().file_megabytes * 1_000_000)).encoding


def natural(path: Path) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts chapter-2 before chapter-10."""
    words = re.split(r"(\d+)", path.as_posix().lower())
    return tuple((0, int(word), "") if word.isdecimal() else (1, 0, word) for word in words if word)


_BEGINS = re.compile(
    r"(front[-_ ]?matter|title|half[-_ ]?title|dedication|epigraph|foreword|preface|prologue|vorwort|"
    r"préface|prólogo|prefazione|предисловие|abstract|introduction|intro|index|einleitung|введение)\b",
    re.I,
)
_ENDS = re.compile(
    r"(conclusions?|schluss|заключение|epilogue|afterword|nachwort|postface|appendix|appendices|annex\w*|anhang|app?[A-F]|"
    r"back[-_ ]?matter|thanks|acknowledge?ments|colophon|glossary|bibliography|references|about[-_ ]the[-_ ]authors?)\b",
    re.I,
)


def reading_order(path: Path) -> tuple[tuple[int, tuple[tuple[int, int, str], ...]], ...]:
    """A key that sorts as `natural` does, but a preface before chapters and a conclusion behind them, where no number says otherwise."""
    return tuple((_rank(Path(part).stem), natural(Path(part))) for part in path.parts)


def is_at_an_end(path: Path) -> bool:
    """Whether a file is called as what stands before the chapters of a book, or behind them."""
    return _rank(path.stem) != 1


def _rank(name: str) -> int:
    bare = name.strip("_- ")
    return 0 if _BEGINS.match(bare) else 2 if _ENDS.match(bare) else 1


def texts(folder: Path, collections: bool = False, notebooks: bool = False) -> list[Path]:
    """Files of Markdown below a folder that an author may have written, in the order of reading.

    With `collections`, those in Jekyll's `_posts` and the like, too, and with `notebooks` those of Jupyter.
    """
    found: list[Path] = []
    passed_over = PASSED_OVER | OF_JEKYLL
    for here, folders, names in os.walk(folder):
        folders[:] = [
            it for it in folders if it not in passed_over and not it.startswith((".", *("_" * (not collections))))
        ]
        found += [Path(here, name) for name in names if Path(name).suffix.lower() in TEXTS[: -1 if notebooks else -2]]
    return sorted(filter(is_plain, found), key=lambda it: reading_order(it.relative_to(folder)))


def every_file(folder: Path) -> Iterator[Path]:
    """All files below a folder, hidden ones left out."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        yield from filter(is_plain, (Path(here, name) for name in sorted(names)))


def is_own_folder(path: Path, root: Path) -> bool:
    """Whether a path leads to a folder that lies in `root` and can be read."""
    try:
        return path.is_dir() and path.resolve().is_relative_to(root) and os.access(path, os.R_OK | os.X_OK)
    except (OSError, ValueError, RuntimeError):
        return False


def matching(folder: Path, pattern: str, root: Path) -> list[Path]:
    """The files of a folder that a pattern names, in natural order; none where it leads out of the folder `root`."""
    try:
        found = [] if pattern.startswith("/") or ".." in Path(pattern).parts else list(folder.glob(pattern))
    # what is not a pattern, or ends nowhere
    except (ValueError, NotImplementedError, IndexError, OSError, RuntimeError):
        return []
    return sorted((it for it in found if own_file(it, root) is not None), key=natural)


def inner_folders(folder: Path) -> list[Path]:
    """The folders in a folder that can be read, links left out, in natural order."""
    try:
        found = [
            it for it in folder.iterdir() if it.is_dir() and not it.is_symlink() and os.access(it, os.R_OK | os.X_OK)
        ]
    except OSError:
        return []
    return sorted(found, key=natural)


def first_file(candidates: Iterable[Path], root: Path) -> Path | None:
    """The first of some paths that is a file in the folder `root`."""
    return next((path for path in candidates if own_file(path, root) is not None), None)


def in_any_case(path: Path, root: Path) -> Path | None:
    """The file of a path in the folder `root`: where its author worked, `É` and `é` may be the same, and `é` of one sign or two."""
    here, plain = root, Path(os.path.normpath(path))
    if own_file(path, root) or not plain.is_relative_to(root):
        return own_file(path, root)
    for name in plain.relative_to(root).parts:
        beside = sorted(here.iterdir()) if is_own_folder(here, root) else ()
        found = [it for it in beside if normalize("NFC", it.name.lower()) == normalize("NFC", name.lower())]
        here = here / name if here / name in found else next(iter(found), here / name)
    return own_file(here, root)


class _Loader(yaml.SafeLoader):
    """YAML with whatever tags R and others put into it, dates as text, aliases as they are."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            self._aliases = getattr(self, "_aliases", 0) + 1
            if self._aliases > 1000:
                raise yaml.YAMLError("too many aliases")
        return super().compose_node(parent, index)


_Loader.add_constructor(None, lambda loader, node: str(node.value) if isinstance(node, yaml.ScalarNode) else None)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))


_MULTIMARKDOWN = re.compile(r"Title:[ \t]+\S[^\n]*\n(?:[A-Z][\w ]{1,30}:[ \t]+[^\n]+\n)+(?=\n)")
"""Metadata as MultiMarkdown has it at a file's top, and Scrivener and Ulysses with it."""
LONGEST_HEADER = 20_000
"""Characters of metadata that are repaired line by line; a header is shorter."""
_VALUE = re.compile(r"(\s*(?:-[ ]+)?[\w.-]+:[ ]+)(\S.*?)[ ]*")


def yaml_of(text: str) -> dict[str, Any]:
    """A mapping of YAML; empty where the text is none or cannot be read, even with its single values between quotation marks."""
    text = re.sub(r"^(?:---|\.\.\.)\s*\Z", "", text.replace("\t", "    "), flags=re.MULTILINE)
    value = _loaded(text)
    if value is None and 0 < len(text.strip()) < LONGEST_HEADER:
        value = _loaded(_quoted(text))
    return {str(key): each for key, each in value.items()} if isinstance(value, dict) else {}


def toml_of(text: str) -> dict[str, Any]:
    """The simple keys at the top of a text of TOML, which are YAML's but for their sign."""
    return yaml_of(re.sub(r"^([\w-]+)[ \t]*=[ \t]*", r"\1: ", text.partition("\n[")[0], flags=re.MULTILINE))


def _loaded(text: str) -> Any:
    """What a text of YAML says: None where it cannot be read, nothing where it says more than any book does."""
    try:
        value = yaml.load(text, Loader=_Loader)  # a subclass of SafeLoader
        return value if _weight(value, {}) <= in_force().yaml_values else {}
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _quoted(text: str) -> str:
    """YAML in which each value that cannot stand so, `title: One: Two` or `author: @name`, is between quotation marks."""
    made: list[str] = []
    block = -1  # the indentation of a key whose text stands in the lines below it
    for line in text.split("\n"):
        indentation = len(line) - len(line.lstrip())
        if block >= 0 and (not line.strip() or indentation > block):
            made.append(line)
            continue
        found = _VALUE.fullmatch(line)
        block = indentation if found and found[2][0] in "|>" else -1
        if found and block < 0 and _loaded(f"k: {found[2]}") is None:
            line = f"{found[1]}'{found[2].replace(chr(39), 2 * chr(39))}'"
        made.append(line)
    return "\n".join(made)


def _weight(value: Any, known: dict[int, int]) -> int:
    """How many values there are, what an alias stands for counted each time; a ValueError where one holds itself."""
    if not isinstance(value, (list, dict)):
        return 1
    if id(value) not in known:
        known[id(value)] = -1
        inside = value if isinstance(value, list) else value.values()
        known[id(value)] = 1 + sum(_weight(it, known) for it in inside)
    if known[id(value)] < 0:
        raise ValueError("a list in itself")
    return known[id(value)]


_CAPITAL = ("Title", "Subtitle", "Author", "Authors", "Date", "Abstract", "Keywords", "Lang")
"""Keys of a text's own metadata as tools other than Pandoc let authors write them."""


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The metadata block at the top of a text, or Pandoc's title block, and the text with as many empty lines for it."""
    start = re.match(r"\s*---[ \t]*\n", text)
    end = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, start.end()) if start else None
    if start and end:
        metadata = yaml_of(text[start.end() : end.start()])
        metadata |= {
            key.lower(): value for key, value in metadata.items() if key in _CAPITAL and key.lower() not in metadata
        }
        if metadata or not re.sub(r"^[ \t]*#.*", "", text[start.end() : end.start()], flags=re.MULTILINE).strip():
            return metadata, "\n" * text.count("\n", 0, end.end()) + text[end.end() :]
    table = re.match(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", text, re.MULTILINE | re.DOTALL)
    if table:  # Hugo's
        return toml_of(table[1]), "\n" * text.count("\n", 0, table.end()) + text[table.end() :]
    typed = _MULTIMARKDOWN.match(text)
    if typed:
        return yaml_of(re.sub(r"^[^:\n]+", lambda it: it[0].lower(), typed[0], flags=re.M)), "\n" * typed[0].count(
            "\n"
        ) + text[typed.end() :]
    lines = text.split("\n")
    if lines[0].startswith("% ") and not lines[0].startswith("% !"):
        block = 0
        while block < len(lines) and block < 8 and (lines[block].startswith("%") or lines[block].startswith("  ")):
            block += 1
        fields = [it.strip() for it in re.split(r"^%", "\n".join(lines[:block]), flags=re.MULTILINE)[1:]]
        names = [name.strip() for name in re.split(r"[;\n]", fields[1])] if len(fields) > 1 else []
        title = {"title": fields[0], "author": names, "date": fields[2] if len(fields) > 2 else ""}
        return title, "\n" * block + "\n".join(lines[block:])
    return {}, text


def listed(value: Any) -> list[Any]:
    """One or several, as a list."""
    return [] if value in (None, "") else list(value) if isinstance(value, (list, tuple)) else [value]
