"""Reports each heading, id, reference and picture that is wrong once all chapters are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from bookbuilder.compose.decide.embedded_pictures import short_address
from bookbuilder.compose.decide.numbering import Label
from bookbuilder.compose.decide.plan import Planned
from bookbuilder.compose.read.gathered import Gathered, HeadingUse
from bookbuilder.diagnostics import Diagnostic, Location, did_you_mean
from bookbuilder.markdown.places import Places


def chapter_faults(
    planned: list[Planned],
    gathered: Mapping[str, Gathered],
    labels: Mapping[str, Label],
    places: Mapping[str, Places],
    links: Mapping[str, Mapping[str, str]],
) -> list[Diagnostic]:
    """Every fault that shows only when the whole book is known."""
    faults: list[Diagnostic] = []
    known = set(labels) | {id for own in gathered.values() for id in own.ids} | {document.id for document in planned}
    used = {id for own in gathered.values() for id in own.links}
    first: dict[str, tuple[Places, int]] = {}
    pages = {document.id for document in planned}
    for document in planned:
        if document.id not in gathered:
            continue
        own, where = gathered[document.id], places[document.id]
        faults += _headings(own, where)
        faults += _doubles(own, where, first, used)
        faults += _ids_of_pages(own, where, pages, document.id)
        faults += _references(own, where, labels, known, links[document.id])
        faults += _file_links(own, where, links[document.id])
        faults += _pictures(own, where)
    return faults


def _headings(own: Gathered, where: Places) -> Iterator[Diagnostic]:
    if not own.headings or own.headings[0].level != 1:
        yield Diagnostic("CHP-020", where.start, "This file has no title.", "Begin it with a line: # Title {#sec-name}")
    level = 1
    for index, heading in enumerate(own.headings):
        skips = heading.level > level + 1
        if heading.inlines == "[]" and (index or not heading.numbered):  # a chapter may be called by its number alone
            lines = where.all(r"^#{1,6}[ \t]*(?:\{[^}\n]*\}[ \t]*)?$")
            nth = sum(each.inlines == "[]" for each in own.headings[:index])
            place = lines[nth] if nth < len(lines) else _place_of(own.headings, index, where)
            remedy = "Write them behind it, or delete its line."
            yield Diagnostic("CHP-020", place, "This heading has no words.", remedy)
        place = _place_of(own.headings, index, where) if index and (heading.level == 1 or skips) else where.start
        if index and heading.level == 1:
            yield Diagnostic(
                "CHP-021", place, f'"{heading.title}" is a second title in one file.', "Write ## for a section."
            )
        elif index and skips:
            marks = "#" * (level + 1)
            yield Diagnostic(
                "CHP-022", place, f'"{heading.title}" skips a level of headings.', f"Write {marks} before it."
            )
        level = heading.level


def _counted(names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each name with how often it stood before."""
    seen: Counter[str] = Counter()
    for name in names:
        yield name, seen[name]
        seen[name] += 1


def _place_of(headings: Sequence[HeadingUse], index: int, where: Places) -> Location:
    """Where a heading stands: by its number where each begins with #, else by its words, else near its number."""
    lines = where.all(r"^#{1,6}[ \t]+")
    if len(lines) == len(headings):
        return lines[index]
    words = [_WORD.findall(heading.title)[:6] for heading in headings[: index + 1]]
    said = r"(?:[^\w\n]|_)*".join(map(re.escape, words[-1]))
    found: list[Location] = []
    if said:
        found = where.all(rf"^#{{1,6}}[ \t]+[^\n]*?{said}") or where.all(rf"^[^\n]*?{said}[^\n]*\n *(?:=+|-+)[ \t]*$")
    if found:
        return found[min(words[:-1].count(words[-1]), len(found) - 1)]
    return lines[min(index, len(lines) - 1)] if lines else where.start


_WORD = re.compile(r"[^\W_]+")


def _doubles(
    own: Gathered, where: Places, first: dict[str, tuple[Places, int]], used: set[str]
) -> Iterator[Diagnostic]:
    """Ids that two elements have; HTML's empty ones, `<a id="top"></a>` in each chapter, are none where no link uses them."""
    for id, nth in _counted(own.ids):
        if id not in first:
            first[id] = where, nth
        elif id not in own.anchors or id in used:
            there, place = first[id]
            message = f'The id "{id}" is used twice; the first is in {there.id(id, place)}.'
            yield Diagnostic("XRF-002", where.id(id, nth), message, "Give one of them another id.")


def _ids_of_pages(own: Gathered, where: Places, pages: set[str], here: str) -> Iterator[Diagnostic]:
    """Ids of the author's that a chapter has, by the name of its file, or a page that the book makes: "bibliography".

    The title of a chapter may be called as its file is.
    """
    title = next((it.id for it in own.headings[:1] if it.level == 1), "")
    kinds = {it.id: "tbl" if it.kind == "table" else "fig" for it in own.captions} | {
        it.id: "sec" for it in own.headings
    }
    for id, nth in _counted(own.ids):
        if id == here and (id == title and not nth or id in own.anchors):
            continue
        if id in pages:
            whose = "this chapter, by the name of its file" if id == here else "another chapter or page of this book"
            other = f": {{#{kinds[id]}-{id}}}" if id in kinds else ""
            yield Diagnostic(
                "XRF-002", where.id(id, nth), f'The id "{id}" is that of {whose}.', f"Give this another id{other}."
            )


def _references(
    own: Gathered, where: Places, labels: Mapping[str, Label], known: set[str], links: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for key, nth in _counted(own.labels_used):
        if key not in labels:
            same = [id for id in labels if id.split("-")[0] == key.split("-")[0]]
            remedy = did_you_mean(key, same or labels) or f"Give the target {{#{key}}}."
            yield Diagnostic("XRF-001", where.citation(key, nth), f'Nothing in the book is called "{key}".', remedy)
    for key in own.wrong_labels:
        remedy = f"Write @{key.replace(':', '-', 1)}."
        yield Diagnostic("XRF-003", where.citation(key), f'"@{key}" is not a cross-reference.', remedy)
    for text, nth in _counted(own.pageless):
        place = where.phrase(text, nth) if text else where.first(r"\]\{[^}]*\.page(?![\w-])")
        remedy = "Write [@sec-name]{.page} for the page of a section, figure or table."
        yield Diagnostic("XRF-006", place, f'"{text}" names nothing that is on a page.', remedy)
    for text in own.misplaced_marks:
        place = where.phrase(text) if text else where.first(r"\{[^}]*\.index(?![\w-])")
        remedy = 'Mark words: [words]{.index}; a whole section by range="start" and range="end".'
        yield Diagnostic(
            "IDX-007", place, f'"{text} …" is not a word in brackets, and cannot be marked for the index.', remedy
        )
    for id, nth in _counted(own.links):
        if id not in known and f"#{id}" not in links:
            remedy = did_you_mean(id, known) or "Give the target this id."
            place = where.link(f"#{id}", nth)
            yield Diagnostic("XRF-004", place, f'The link "#{id}" leads nowhere.', remedy)


def _file_links(own: Gathered, where: Places, links: Mapping[str, str]) -> Iterator[Diagnostic]:
    for address, nth in _counted(own.file_links):
        if address in links:
            continue
        place = where.link(address, nth)
        message = f'The link "{address}" leads to a file that is not part of the book.'
        yield Diagnostic("XRF-005", place, message, "For a chapter write @sec-name or [words](#sec-name).")


def _pictures(own: Gathered, where: Places) -> Iterator[Diagnostic]:
    counted = _counted([unquote(address) for address, *_ in own.images])
    remedy = 'Say what it shows: ![Caption](file){alt="…"}'
    for (_, nth), (address, alternative, _), caption in zip(counted, own.images, own.image_captions, strict=True):
        if alternative:
            continue
        place, address = where.image(address, nth), short_address(address)
        if caption:
            message = f"The picture {address} has no alternative text of its own; its caption is read in its place."
            yield Diagnostic("FIG-019", place, message, remedy)
        else:
            yield Diagnostic("FIG-002", place, f"The picture {address} has no alternative text.", remedy)
