"""What the browser may see of the book, held in memory alone; emptied when consent may have changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from bookbuilder.model.pages import PageFacts
from bookbuilder.preview.messages import Outline, Pages, Standing


@dataclass
class Shown:
    """The last good state of everything that is seen; a document that can't be made keeps the pages that it had."""

    title: str = ""
    lang: str = "en"
    outlines: tuple[Outline, ...] = ()
    pages: dict[str, Pages] = field(default_factory=dict)
    heads: dict[str, Pages] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    site: dict[str, bytes] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    """The web edition's file of each document."""
    changed: dict[str, list[int]] = field(default_factory=dict)
    """Pages that look different from before the last change, counted from 0, by document."""
    status: str = "Reading the book"
    busy: bool = True
    stale: bool = False
    """Whether what is seen is older than the files, since they have a fault."""
    _round: set[str] = field(default_factory=set)
    """Documents that the last build could lay out."""
    _fresh: set[str] = field(default_factory=set)
    """Documents that it laid out differently than before."""

    def clear(self) -> None:
        """Forget every word of the book, the faults included, which may quote it."""
        self.__init__()  # type: ignore[misc]
        self.status = "Waiting for the consent gate"

    def begin(self) -> None:
        """A change has been seen."""
        self.busy, self.status = True, "Reading the book"
        self._round, self._fresh = set(), set()

    def take(self, message: tuple[Any, ...]) -> list[dict[str, Any]]:
        """Hold what the builder sends; gives what is sent to the browser."""
        kind, *rest = message
        return list(getattr(self, f"_take_{kind}")(*rest))

    def version(self, id: str) -> str:
        """A name for what the pages of a document look like."""
        parts = [self.pages[id].pdf if id in self.pages else b"", self.heads[id].pdf if id in self.heads else b""]
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]

    def summary(self) -> dict[str, Any]:
        """What stands in the bar and in the list beside the pages."""
        documents = [
            {
                "id": it.id, "title": it.title, "label": it.label, "source": it.source, "words": it.words,
                "pages": len(self.pages[it.id].facts) if it.id in self.pages else 0,
                "begins": self.standings[it.id].begins if it.id in self.standings else 0,
                "folios": self.standings[it.id].folios if it.id in self.standings else (),
                "changed": self.changed[it.id] if it.id in self.changed else [],
                "version": self.version(it.id), "web": self.addresses[it.id] if it.id in self.addresses else "",
            }
            for it in self.outlines
        ]  # fmt: skip
        return {
            "title": self.title, "lang": self.lang, "documents": documents, "faults": self.faults,
            "status": self.status, "busy": self.busy, "stale": self.stale,
            "words": sum(it.words for it in self.outlines), "pages": self._sheets(),
        }  # fmt: skip

    def _sheets(self) -> int:
        """The pages of the bound book, blank ones counted, which ends on a verso."""
        ends = [it.begins + len(it.folios) for it in self.standings.values()]
        return -(-max(ends, default=0) // 2) * 2

    def _take_step(self, name: str) -> list[dict[str, Any]]:
        self.status = name[:1].upper() + name[1:]
        return [{"type": "status", "status": self.status, "busy": True}]

    def _take_faults(self, faults: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.faults = faults
        return [{"type": "faults", "faults": faults}]

    def _take_outline(self, title: str, lang: str, outlines: tuple[Outline, ...]) -> list[dict[str, Any]]:
        self.title, self.lang, self.outlines = title, lang, outlines
        known = {it.id for it in outlines}
        for held in (self.pages, self.heads, self.standings, self.changed):
            for id in [id for id in held if id not in known]:
                del held[id]
        return [{"type": "summary"}]

    def _take_pages(self, pages: Pages) -> list[dict[str, Any]]:
        before = self.pages[pages.id] if pages.id in self.pages else None
        self._round.add(pages.id)
        self.stale = False
        if before is not None and before.pdf == pages.pdf:
            return []
        self.pages[pages.id] = pages
        if before is not None:
            if not self._fresh:
                self.changed = {}
            self._fresh.add(pages.id)
            old = [_look(it) for it in before.facts]
            new = enumerate(map(_look, pages.facts))
            self.changed[pages.id] = [at for at, look in new if at >= len(old) or old[at] != look]
        return [{"type": "pages", "document": pages.id}]

    def _take_heads(self, heads: Pages) -> list[dict[str, Any]]:
        if heads.id in self.heads and self.heads[heads.id].pdf == heads.pdf:
            return []
        self.heads[heads.id] = heads
        return [{"type": "pages", "document": heads.id}]

    def _take_places(self, standings: list[Standing]) -> list[dict[str, Any]]:
        self.standings = {it.id: it for it in standings}
        return [{"type": "summary"}]

    def _take_site(self, files: dict[str, bytes], addresses: dict[str, str]) -> list[dict[str, Any]]:
        before, self.site, self.addresses = self.site, files, addresses
        pages = [name for name in files if name.endswith(".html") and files[name] != before.get(name)]
        shared = any(files[name] != before.get(name) for name in files if name.startswith("styles/"))
        return [{"type": "web", "files": pages, "shared": shared}]

    def _take_broken(self, trace: str) -> list[dict[str, Any]]:
        fault = {
            "code": "", "severity": "error", "file": "", "line": 0, "column": 0, "remedy": trace,
            "message": "This is a fault of the book builder, not of your book. Please send these lines to its maintainers.",
        }  # fmt: skip
        self.faults = [fault, *self.faults]
        return [{"type": "faults", "faults": self.faults}]

    def _take_done(self, seconds: float) -> list[dict[str, Any]]:
        self.busy = False
        self.stale = not self._round
        self.status = "Older than the files: see the faults" if self.stale else f"Up to date, {seconds:.1f} s"
        return [{"type": "summary"}]


def _look(page: PageFacts) -> tuple[object, ...]:
    """What a reader can see of a page: its lines and boxes without their ids, which count the paragraphs before them."""
    lines = [replace(it, block="", start=0) for it in page.lines]
    return (page.width, page.height, lines, [replace(it, id="") for it in page.boxes])
