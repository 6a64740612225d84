"""Points links to a chapter's file, and to a heading by its words, to the place in the book that they mean.

`[there](03-trade.qmd#prices)`, `(03-trade.html)` and `(#my-heading)` are what Quarto, bookdown and Pandoc understand: the
file is a chapter's by its name, whatever its ending, and a heading without an id has that which Pandoc, GitHub or docutils
gives it.
"""

from __future__ import annotations

import itertools
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from bookbuilder.compose.decide.numbering import DocumentNumbers
from bookbuilder.compose.decide.plan import Planned
from bookbuilder.compose.read.gathered import Gathered

HOMES = ("index", "readme", "_index")
"""The page that a website shows for its folder."""
ENDINGS = frozenset((".md", ".qmd", ".rmd", ".html", ".htm", ".xhtml", ".markdown", ".ipynb", ".pdf", ""))


def links_of(
    document: Planned,
    planned: Sequence[Planned],
    gathered: Mapping[str, Gathered],
    numbers: Mapping[str, DocumentNumbers],
) -> dict[str, str]:
    """The id that each address in a document leads to, by the address; what leads nowhere in the book is left out."""
    own = gathered[document.id]
    files: dict[str, list[tuple[PurePosixPath, str]]] = {}
    for it in planned:
        if it.chapter is not None:
            own_file = PurePosixPath(it.chapter.source.file.lower())
            files.setdefault(own_file.stem, []).append((own_file, it.id))
    folder = "" if document.chapter is None else posixpath.dirname(document.chapter.source.file)
    found: dict[str, str] = {}
    for address in own.file_links:
        path, _, fragment = unquote(address).partition("#")
        name = PurePosixPath(path.split("?")[0])
        target = _nearest(files, folder, name) if name.name and name.suffix.lower() in ENDINGS else None
        if target is not None and target in gathered:
            inside = _place(fragment, target, gathered, numbers) if fragment else ""
            found[address] = inside or (numbers[target].heading_ids or (target,))[0]
        elif name.suffix.lower() == ".html" and (page := _anywhere(name.stem, planned, gathered, numbers)):
            found[address] = page  # bookdown calls the page of a section after its heading
    known = {id for each in gathered.values() for id in each.ids} | {it.id for it in planned}
    for id in own.links:
        inside = "" if id in known else _place(unquote(id), document.id, gathered, numbers)
        inside = inside or ("" if id in known else _anywhere(unquote(id), planned, gathered, numbers))
        if inside:
            found[f"#{id}"] = inside
    return found


def _nearest(files: Mapping[str, Sequence[tuple[PurePosixPath, str]]], folder: str, name: PurePosixPath) -> str | None:
    """The chapter that a file's name means: of several with that name, in folders of their own, the one in that place."""
    named = files[name.stem.lower()] if name.stem.lower() in files else []
    exact = posixpath.normpath(posixpath.join(folder, name.with_suffix("").as_posix())).lower()
    found = next(
        (id for path, id in named if path.with_suffix("").as_posix() == exact), named[-1][1] if named else None
    )
    if found or name.suffix:
        return found
    homes = [(path.parent, id) for stem in HOMES if stem in files for path, id in files[stem]]
    here = [id for place, id in homes if place.as_posix() == exact]
    return next(iter(here + [id for place, id in homes if place.name and place.name == name.name.lower()]), None)


def _anywhere(
    fragment: str, planned: Sequence[Planned], gathered: Mapping[str, Gathered], numbers: Mapping[str, DocumentNumbers]
) -> str:
    """The first heading of the whole book that a fragment means: to Pandoc the chapters are one text."""
    read = [it.id for it in planned if it.id in gathered]
    places = (_place(fragment, it, gathered, numbers) for it in read)
    counted: Counter[str] = Counter()
    as_one = (_heading(fragment, it, gathered, numbers, counted) for it in read)
    return next((place for place in itertools.chain(places, as_one) if place), "")


def _place(
    fragment: str, document: str, gathered: Mapping[str, Gathered], numbers: Mapping[str, DocumentNumbers]
) -> str:
    """The id in a document that a fragment means: an id, or what Pandoc makes of a heading; empty where there is none."""
    if fragment in gathered[document].ids:
        return fragment
    return _heading(fragment, document, gathered, numbers, Counter())


def _heading(
    fragment: str,
    document: str,
    gathered: Mapping[str, Gathered],
    numbers: Mapping[str, DocumentNumbers],
    counted: Counter[str],
) -> str:
    """The heading of a document with a made id; `counted` has how often each stood before, and goes on."""
    for heading, id in zip(gathered[document].headings, numbers[document].heading_ids, strict=True):
        for made in {automatic_id(heading.title), github_id(heading.title), _docutils_id(heading.title)}:
            nth = counted[made]
            counted[made] += 1
            if fragment in (f"{made}-{nth}" if nth else made, f"sec-{made}"):
                return id
    return ""


def automatic_id(title: str) -> str:
    """Pandoc's id for a heading: "1. What is to be done?" is what-is-to-be-done."""
    lowered = "".join(it for it in title.lower() if it in " _-." or unicodedata.category(it)[0] in "LMN")
    return re.sub(r"\s+", "-", re.sub(r"^[^a-z\u0080-\uffff]+", "", lowered).strip()) or "section"


def github_id(title: str) -> str:
    """GitHub's id for a heading, mdBook's too: "1. Joining by `+` or `x!`" is 1-joining-by--or-x."""
    return re.sub(r"\s", "-", "".join(it for it in title.lower() if it in " _-" or it.isalnum()))


def _docutils_id(title: str) -> str:
    """The id that docutils gives a heading, and so Sphinx and MyST: "Don't stop" is don-t-stop."""
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")
