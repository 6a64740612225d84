"""Links MyST's references to what they name, wherever in the book it is: figures, formulas, theorems, sections, files.

MyST has one name for each label and finds out of what kind it is; here the kind stands in the label, `#fig-x`, and in the
form of the reference. See https://mystmd.org/guide/cross-references and https://mystmd.org/guide/external-references.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.labels import label_of
from bookbuilder.desk.adopt.plan import Piece
from bookbuilder.desk.adopt.sections import Section
from bookbuilder.desk.adopt.verbatim import outside_code

_DEFINED = re.compile(r"\{#([^\s{}]+)")
_IN_FORMULA = re.compile(r"\\label\{([^{}\s]+)\}")
_HEADING = re.compile(
    r"^#{1,6}[ \t]+(?![ \t])((?:\S(?:[^\n]*?[^ \t\n])?)?)[ \t]*\{#([^\s{}]+)(?:[^\S\n][^{}\n]*)?\}[ \t]*$", re.MULTILINE
)
_KIND = re.compile(r"(?:fig|tbl|eq|sec|lst)-")
_BEGINS = re.compile(r"^(?:fig|tbl|eq|sec|lst)-")
"""What we have put before a label."""
_LINK = re.compile(r"(?<![!\\\]])\[(?P<words>[^\[\]\n]*)\]\(<?(?P<hash>#?)(?P<to>[^\s()#<>]+(?:\.md#[^\s()#<>]+)?)>?\)")
_EQUATION = re.compile(r"\(\[-@(eq-[\w.-]+)\]\)")
_AT = re.compile(r"(?:(?<![\w\\/\[;])|(?<=!\[))(\[)?@((?!(?:fig|tbl|eq|sec|lst)-)\w[\w:.-]*\w)(?(1)\])")
"""A reference to a label that looks like a citation."""
_SHOWN = re.compile(r"!\[(?P<words>[^\[\]\n]*)\]\(#(?P<to>[^\s()]+)\)(?P<given>\{[^{}\n]*\})?")
"""What MyST shows again where it is called, `![](#fig-x)`: a book, whose ids stand once, refers to it."""
_NUMBER = re.compile(r"%s|\{number\}")


class MystLinks:
    """The labels and files of a book, by which its references are led."""

    def __init__(self, sections: Sequence[tuple[Piece, Section]], references: Any = None) -> None:
        self._references = references if isinstance(references, dict) else {}
        texts = [f"# {section.title}\n{section.text}" for _, section in sections]
        self._labels: dict[str, str] = {}
        ids = [it[1] for text in texts for it in _DEFINED.finditer(text)]
        formulas = [it[1] for text in texts for it in _IN_FORMULA.finditer(text)]
        self._labels |= {_key(it): label_of(it, "eq") for it in formulas}
        ids += self._labels.values()
        for names in (lambda id: (id,), lambda id: (_key(id), _key(_BEGINS.sub("", id)))):
            for id in ids:
                for name in names(id):
                    self._labels.setdefault(name, id)
        self._titles = {it[2]: _plain(it[1]) for text in texts for it in _HEADING.finditer(text)}
        self._files: dict[Path, str] = {}
        for piece, section in sections:
            self._files.setdefault(piece.path, section.plain_title)

    def led(self, text: str, file: Path) -> str:
        """The text of one file with its references to labels and files of the book as ours."""

        def link(found: re.Match[str]) -> str:
            words, to = found["words"].strip(), found["to"]
            words = "" if words in (to, to.removesuffix(".md")) else words  # a role without words
            page, sign, label = to.partition("#")
            if sign and page.endswith(".md") and not words and (named := self._id(label)):
                return self._reference(named, "")
            if not found["hash"] and to.endswith(".md"):
                path = Path(os.path.normpath(file.parent / to))
                path = path if path in self._files else path.with_suffix(".ipynb")
                if path not in self._files:
                    return found[0]
                return f"[{words or self._files[path]}]({to.removesuffix('.md')}{path.suffix})"
            id = self._id(to)
            if id is None:
                return f"[{words or to}](#{to})" if found["hash"] else found[0]
            return self._reference(id, words)

        def shown_again(found: re.Match[str]) -> str:
            id, words, given = self._id(found["to"]), found["words"], found["given"] or ""
            if id is None:  # what a cell draws has a frame
                return f"![{words}](figures/{found['to']}.png){given}" if words or given else found[0]
            return f"{words} {self._reference(id, '')}".lstrip()

        def prose(part: str) -> str:
            part = _with_addresses(part, self._references)
            part = _SHOWN.sub(shown_again, part)
            part = _EQUATION.sub(lambda it: self._reference(self._id(it[1]) or it[1], ""), part)
            part = _AT.sub(self._cited, part)
            return _LINK.sub(link, part)

        return outside_code(text, prose, formulas=False)

    def _id(self, label: str) -> str | None:
        return (
            self._labels.get(label) or self._labels.get(_key(label)) or self._labels.get(_key(_BEGINS.sub("", label)))
        )

    def _cited(self, found: re.Match[str]) -> str:
        # a key of a source may differ from it by its case
        id = found[2] if self._labels.get(found[2]) == found[2] else None
        return found[0] if id is None else self._reference(id, "")

    def _reference(self, id: str, words: str) -> str:
        if id.startswith("eq-") and (not words or _NUMBER.search(words)):
            return _NUMBER.sub(f"[-@{id}]", words) if words else f"([-@{id}])"
        if _KIND.match(id) and (not words or _NUMBER.search(words)):
            return _NUMBER.sub(f"[-@{id}]", words) if words else f"[@{id}]"
        if not words or _NUMBER.search(words) or words == "{name}":
            return f"[{self._titles[id]}](#{id})" if id in self._titles else f"[](#{id})"
        return f"[{words}](#{id})"


def _key(label: str) -> str:
    """MyST holds `A_b` and `a_b` for one name, and Sphinx `a-b` too."""
    return re.sub(r"[^\w]+|_+", "-", label.lower()).strip("-")


def _plain(title: str) -> str:
    return re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", title).strip()


_AUTOMATIC = re.compile(r"<(?P<scheme>wiki|rrid|ror|xref|doi):(?P<to>[^<>\s]+)>")
_TO_WEB = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]*)\]\((?P<scheme>wiki|rrid|ror|xref|doi):(?P<to>(?:[^\s()]|\([^\s()]*\))+)\)"
)
_PLACES = {
    "wiki": "https://en.wikipedia.org/wiki/{}",
    "rrid": "https://scicrunch.org/resolver/RRID:{}",
    "ror": "https://ror.org/{}",
    "doi": "https://doi.org/{}",
}
"""Where each leads, as mystmd's own links do."""


def _with_addresses(text: str, references: Mapping[str, Any]) -> str:
    """Prose with its links led to the web; `references` are the other books that the project's settings name."""

    def link(found: re.Match[str]) -> str:
        scheme, to = found["scheme"], found["to"]
        words = found["words"].strip() if "words" in found.groupdict() else ""
        words = words or {"wiki": to.replace("_", " "), "rrid": f"RRID:{to}", "doi": f"doi:{to}"}.get(scheme, to)
        if scheme != "xref":
            return f"[{words}]({_PLACES[scheme].format(to)})"
        place, fragment = re.fullmatch(r"([^#]*)(#.*)?", to).groups()  # type: ignore[union-attr]
        book, _, page = place.partition("/")
        said = references.get(book)
        base = said.get("url") if isinstance(said, dict) else said
        named = (fragment or "").lstrip("#") or page or book
        words = named if words == to else words
        if not isinstance(base, str) or not base.startswith("http"):
            return words
        return f"[{words}]({'/'.join(filter(None, (base.rstrip('/'), page)))}{fragment or ''})"

    return _TO_WEB.sub(link, _AUTOMATIC.sub(link, text))
