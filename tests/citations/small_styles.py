"""A few lines of CSL in, a style that can be rendered out: what the tests of the citation engine share."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.citations import Options, Rendered, render

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{cls}" {style}>
  <info><title>Test</title><id>test</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  {locale}{macros}
  <citation {citation}>{sort}<layout delimiter="; " {frame}>{layout}</layout></citation>
  {bibliography}
</style>"""


@dataclass
class Csl:
    """Writes a style from the parts that a test names, and renders with it."""

    folder: object
    count: int = 0

    def __call__(self, layout: str, *, entry: str = "", **parts: str) -> str:
        """The path of a style with this citation layout; `entry` is the layout of its bibliography."""
        names = ("cls", "style", "locale", "macros", "citation", "sort", "frame", "bibliography")
        given = {name: parts.get(name, "") for name in names}
        given["cls"] = given["cls"] or "in-text"
        if entry:
            attributes, keys = parts.get("entries", ""), parts.get("order", "")
            given["bibliography"] = f"<bibliography {attributes}>{keys}<layout>{entry}</layout></bibliography>"
        self.count += 1
        path = self.folder / f"{self.count}.csl"
        path.write_text(STYLE.format(layout=layout, **given), encoding="utf-8")
        return str(path)


def book(id: str = "a", **fields) -> dict:
    """A book with an id; underscores in field names stand for hyphens, a number for a year."""
    item = {"id": id, "type": "book", **{name.replace("_", "-"): value for name, value in fields.items()}}
    if isinstance(item.get("issued"), int):
        item["issued"] = {"date-parts": [[item["issued"]]]}
    if isinstance(item.get("author"), str):
        item["author"] = people(item["author"])
    return item


def people(names: str) -> list[dict]:
    """ "Doe, Jane; Roe" as CSL names."""
    split = [name.partition(", ") for name in names.split("; ")]
    return [{"family": family, "given": given} if given else {"family": family} for family, _, given in split]


def cluster(*cites, note: int = 0, **properties) -> dict:
    """A citation of ids, or of dicts with locators and the like."""
    entries = [cite if isinstance(cite, dict) else {"id": cite} for cite in cites]
    return {"citationItems": entries, "properties": {"noteIndex": note, **properties}}


def rendered(style: str, items, citations, locale: str = "en-US", **options) -> Rendered:
    return render(style, locale, items, citations, Options(**options))


def citation(style: str, items, *cites, locale: str = "en-US", **options) -> str:
    """The one citation of these cites."""
    return rendered(style, items, [cluster(*cites)], locale, **options).citations[0]


def entries(style: str, items, locale: str = "en-US", **options) -> list[str]:
    """The entries of a bibliography of all items."""
    return [text for _, text in rendered(style, items, [], locale, uncited=True, **options).entries]
