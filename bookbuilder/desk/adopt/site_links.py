"""Points the links of a website, `/guide/intro/#why` and `{{< ref "intro.md" >}}`, to the chapters that its pages became.

A book of mdBook, Quarto or bookdown is a website, too, and may call a chapter by its address from the root, `/basic/intro.html`.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from bookbuilder.desk.adopt.files import front_matter, read_text
from bookbuilder.desk.adopt.pictures import ENDINGS as PICTURES
from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.desk.adopt.sites import SITES
from bookbuilder.desk.adopt.verbatim import outside_code
from bookbuilder.source import own_file

_REFERENCE = re.compile(
    r"\{\{[<%][ \t]*(?:rel)?ref[ \t]+[\"']?([^\"'\s<>%]+)[\"']?[ \t]*[>%]\}\}|\{%-?[ \t]*(?:link|post_url)[ \t]+([^\s%]+)[ \t]*-?%\}"
    r"|\{\{[ \t]*[\"']([^\"'{}\n]+)[\"'][ \t]*\|[ \t]*(?:relative_url|absolute_url)[ \t]*\}\}"
)
"""How Hugo and Jekyll name a page within an address."""
_HOME = re.compile(r"\{\{-?[ \t]*site\.(?:baseurl|url|github\.url)[ \t]*-?\}\}(?=[/{])?")
_LINK = re.compile(
    r"(?<![!\\\]])(?P<words>\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\])\([ \t]*<?(?P<to>[^\s()<>]+)>?(?P<title>[ \t]+\"[^\"\n]*\")?[ \t]*\)"
    r"(?:\{:[^{}\n]*\}|(?P<given>\{[.#][^{}\n]*\}))?"
)
_OTHERS = {*PICTURES, *".md .markdown .qmd .rmd .mdx .ipynb .html .htm .com .org .net .edu .gov".split()} - {".pdf"}
"""Endings of what is a page or a picture, or of a domain."""
MADE = (".html", ".htm", ".pdf")
SOURCES = (".qmd", ".Rmd", ".rmd", ".md", ".ipynb", ".markdown")
"""What a page or a PDF is made of."""
_DOWNLOADS = frozenset((".pdf", ".epub", ".docx", ".tex"))
"""Endings of what a book's own tool makes of it, and lays beside its pages."""
_ELEMENT = re.compile(
    r"<a\b[^<>]*?\bhref=[\"'](?P<to>[^\"'<>\s#:]+)[\"'][^<>]*>(?P<words>(?:(?!</?a\b).){0,2000}?)</a>", re.S
)
_NO_PAGE, _DOWNLOAD = "links to pages and files that are not in the book", "links to the book's own PDF and EPUB"
_OF_NOTE = re.compile(r"#(?:fn|fnref):?\d")
"""A note's own place on its page, which has another name in each edition."""
_DEFINED = re.compile(r"^(?P<head>[ ]{0,3}\[[^\]^@]+\]:[ \t]+)<?(?P<to>/[^\s>]*)>?", re.MULTILINE)


class SiteLinks:
    """The pages of a website by the addresses at which it has them."""

    def __init__(self, plan: Plan, ids: Mapping[Path, str]) -> None:
        self._plan, self._ids = plan, ids
        self._is_site = plan.kind in SITES
        self._pages: dict[str, Path] = {}
        for piece in plan.pieces:
            said = front_matter(read_text(piece.path, plan.root) or "")[0]
            for base in {plan.base, plan.root, *piece.path.parents}:
                if piece.path.is_relative_to(base) and base.is_relative_to(plan.root):
                    self._pages.setdefault(_page(piece.path.relative_to(base).as_posix()), piece.path)
            for address in (said.get("permalink"), said.get("url"), said.get("slug")):
                self._pages[_page(str(address or piece.path.stem))] = piece.path

    def led(self, text: str, file: Path, report: Report) -> str:
        """The text of one page with each link to another as one to its file; what is not a page of the book is plain words."""
        name = file.relative_to(self._plan.root).as_posix()

        def led(found: re.Match[str]) -> str:
            to = found["to"]
            if "words" in found.groupdict() and _OF_NOTE.match(to):
                return found["words"][1:-1]
            if not self._is_site and not to.startswith("/"):
                return self._to_file(found, to, file, report)
            if re.match(r"\w+:|#|//", to) or Path(to.partition("#")[0]).suffix.lower() in PICTURES:
                return found[0]
            path, _, fragment = to.partition("#")
            fragment = "" if _OF_NOTE.match(f"#{fragment}") else fragment
            page = self._found(unquote(path.partition("?")[0]), file)
            if page is not None:
                own = os.path.relpath(page, file.parent).replace(os.sep, "/")
                there = (
                    f"#{fragment or self._ids[page]}"
                    if page in self._ids
                    else own + (f"#{fragment}" if fragment else "")
                )
                if "words" not in found.groupdict():
                    return f"{found['head']}{there}"
                return f"{found['words']}(<{there}>){found['given'] or ''}"
            if "words" not in found.groupdict() or not self._is_site:
                return found[0]
            if path.startswith("/") or own_file(file.parent / unquote(path), self._plan.root):
                return _unlinked(found, _NO_PAGE, name, report)
            return found[0]

        def to_download(found: re.Match[str]) -> str:
            return _unlinked(found, _DOWNLOAD, name, report) if self._is_download(unquote(found["to"])) else found[0]

        text = outside_code(text, lambda part: _ELEMENT.sub(to_download, part)) if "<a" in text else text
        return outside_code(text, lambda part: _DEFINED.sub(led, _LINK.sub(led, part)))

    def _to_file(self, found: re.Match[str], to: str, file: Path, report: Report) -> str:
        """A link to a file beside the book, such as slides or data, as one to where the book lies on the web, or its words."""
        path = unquote(re.split(r"[?#]", to)[0])
        suffix = PurePosixPath(path).suffix.lower()
        if "words" not in found.groupdict() or re.match(r"\w+:|#|//", to) or not suffix:
            return found[0]
        if self._is_download(path):
            return _unlinked(found, _DOWNLOAD, file.name, report)
        root, base, said = self._plan.root, self._plan.base, self._plan.metadata
        name, site = file.relative_to(root).as_posix(), str(said.get("site-url") or "").rstrip("/")
        if suffix in MADE and (page := self._of_no_chapter(path, file)):
            home, own = site, page.relative_to(base) if page.is_relative_to(base) else None
        elif suffix in _OTHERS:
            return found[0]
        else:
            beside = next((it for place in (file.parent, base) if (it := own_file(place / path, root))), None)
            if beside is None or any(beside == it.path for it in self._plan.pieces):
                return found[0]
            repository = str(said.get("repo-url") or "").rstrip("/")
            home = f"{repository}/blob/HEAD" if re.match(r"https://(?:github|gitlab)\.com/", repository) else site
            own = beside.relative_to(root.resolve())
        if own is None or not home.startswith("https://"):
            return _unlinked(found, _NO_PAGE, name, report)
        report.note("changed", "links to files beside the book lead to where it lies on the web", name)
        return f"{found['words']}(<{home}/{quote(own.as_posix())}>){found['given'] or ''}"

    def _is_download(self, path: str) -> bool:
        """Whether an address is that of the book itself in another format, which its own tool makes: `My-Title.pdf`."""
        file = PurePosixPath(path)
        said = self._plan.metadata
        names = (said.get("output-file"), said.get("title"), said.get("book_filename"), self._plan.base.name, "_main")
        is_own = _letters(file.stem) in {_letters(str(it)) for it in names if it} or file.parts[:1] == ("_build",)
        return (
            file.suffix.lower() in _DOWNLOADS and is_own and own_file(self._plan.base / path, self._plan.root) is None
        )

    def _of_no_chapter(self, path: str, file: Path) -> Path | None:
        """The page, or the PDF, that a text of the folder makes which is no chapter: slides, a paper."""
        there = Path(os.path.normpath(file.parent / path))
        source = next((it for it in map(there.with_suffix, SOURCES) if own_file(it, self._plan.root)), None)
        return None if source is None or any(source == it.path for it in self._plan.pieces) else there

    def _found(self, path: str, file: Path) -> Path | None:
        if path.startswith("/"):
            page = _page(path)
            shorter = (page.partition("/")[2], page.rpartition("/")[2])
            return next((self._pages[it] for it in (page, *shorter) if it and it in self._pages), None)
        here = file.relative_to(self._plan.root).parent.as_posix()
        for place in (here, posixpath.join(here, file.stem)):  # as a file, and as an address that ends in a slash
            page = _page(posixpath.normpath(posixpath.join(place, path)))
            if page in self._pages:
                return self._pages[page]
        return None


def _unlinked(found: re.Match[str], what: str, place: str, report: Report) -> str:
    """The words of a link alone; `what` says what kind of link it was."""
    report.note("left", f"{what}: their words stand", place)
    return str(found["words"]) if found[0].startswith("<") else found["words"][1:-1]


def pages_named(text: str) -> str:
    """The text with the pages that Hugo's `{{< ref "a.md" >}}` and Jekyll's `{% link a.md %}` name as their addresses."""
    return outside_code(text, lambda part: _HOME.sub("", _REFERENCE.sub(_reference, part)))


def _reference(found: re.Match[str]) -> str:
    to = next(it for it in found.groups() if it)
    return to if to.startswith(("/", ".", "#")) else f"/{to}"


def _page(path: str) -> str:
    """An address without its ending, `index` and slashes: of one page all addresses are alike."""
    plain = re.sub(r"\.(mdx?|markdown|html?|ipynb)$", "", path.strip("/").lower()).removeprefix(".")
    return re.sub(r"(^|/)(_?index|readme)$", "", re.sub(r"(^|/)\d{4}-\d\d-\d\d-", r"\1", plain)) or "index"


def _letters(name: str) -> str:
    """What tells one name from another: its letters and figures."""
    return re.sub(r"[\W_]+", "", name).casefold()
