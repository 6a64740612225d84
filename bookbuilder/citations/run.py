"""One rendering of a book: its items, citations and style, and everything that is decided once for all of them.

A `Run` is made for one call of `render` and holds all memory of it, so that nothing leaks from one book into another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import disambiguation
from .cites import SUBSEQUENT, Citation, Cite, Context, Settings, reach
from .items import Item
from .name_register import NameRegister
from .output import Box
from .sorting import sort_by_keys
from .writing import Writer, plain_text

if TYPE_CHECKING:
    from .elements import Style
    from .items import PersonalName
    from .locales import LocaleTerms
    from .name_options import NameOptions
    from .rendered import Options


@dataclass(frozen=True)
class NamesShown:
    """The name lists of a cite: all names, those shown, and the level of each given name."""

    full: list[tuple[PersonalName, ...]]
    counts: list[int]
    levels: list[list[int]]


class Run:
    def __init__(
        self, style: Style, language: str, items: dict[str, Item], citations: list[Citation], options: Options
    ) -> None:
        self.style = style
        self.language = options.language or language
        self.locale = style.terms(language, options.quotes)
        self.items = items
        self.citations = citations
        self.options = options
        attributes, cites = style.attributes, style.citation_part.attributes
        self.style_class = "note" if attributes.get("class") == "note" else "in-text"
        self.page_range_format = attributes.get("page-range-format")
        self.year_range_format = attributes.get("year-range-format")
        self.givenname_rule = cites.get("givenname-disambiguation-rule", "by-cite")
        self.add_names = cites.get("disambiguate-add-names") == "true"
        self.add_givenname = cites.get("disambiguate-add-givenname") == "true"
        self.add_year_suffix = cites.get("disambiguate-add-year-suffix") == "true"
        self.has_year_suffix = style.has_year_suffix
        self.settings: dict[str, Settings] = {}
        self.order: list[str] = []  # items in registry order: as they are cited
        self.sorted: list[str] = []  # items in bibliography order
        self.numbers: dict[str, int] = {}
        self.names_cache: dict[tuple[object, ...], Box | None] = {}
        self.text_cache: dict[tuple[object, ...], tuple[str, int, int]] = {}
        self.measure_cache: dict[str, NamesShown] = {}
        self.first_notes: dict[str, int] = {}
        self.register = NameRegister(
            self.givenname_rule, self.add_givenname, attributes.get("demote-non-dropping-particle", "display-and-sort")
        )
        self._languages: dict[str, tuple[str, LocaleTerms]] = {}
        self.locators_printed: dict[tuple[object, ...], bool] = {}

    # -- contexts

    def context(
        self,
        item: Item,
        cite: Cite | None,
        area: str,
        settings: Settings | None = None,
        requested: bool = False,
        looking: bool = False,
    ) -> Context:
        language, locale = self.language, self.locale
        if self.options.item_language and item.language:
            language, locale = self._item_language(item.language)
        return Context(self, item, cite, area, locale, language, settings or Settings(), requested, looking)

    def _item_language(self, tag: str) -> tuple[str, LocaleTerms]:
        from .locales import dialect

        if tag not in self._languages:
            name = dialect(tag)
            if name is None or name.split("-")[0] == self.language.split("-")[0]:
                self._languages[tag] = self.language, self.locale
            else:
                self._languages[tag] = name, self.style.terms(name)
        return self._languages[tag]

    def html(self, box: Box, braces: bool = False) -> str:
        """A box as HTML; with `braces`, brackets within brackets become square where citations stand in notes."""
        writer = Writer(self.locale, braces=braces and self.style_class == "note")
        writer.write(box)
        return writer.html()

    # -- preparation

    def prepare(self) -> None:
        """Decide, in this order: who is distinguished by given names, bibliography order, ambiguous cites."""
        if self.add_givenname:
            for item_id in self.order:
                self.cite_text(item_id, Settings())
            self.text_cache.clear()
            self.names_cache.clear()
            self.measure_cache.clear()
        self.sorted = self.order
        self.number()
        self.sorted = self._sort_bibliography()
        self.number()
        disambiguation.disambiguate(self)
        self.settle_given_names()

    def number(self) -> None:
        self.numbers = {item_id: index for index, item_id in enumerate(self.sorted, 1)}

    def _sort_bibliography(self) -> list[str]:
        part = self.style.bibliography_part
        sort = part.sort_part if part is not None else None
        if sort is None:
            return list(self.order)
        keys = sort.sort_keys()
        texts = []
        for item_id in self.order:
            item = self.items[item_id]
            settings = Settings()
            texts.append([key.sort_text(self.context(item, None, "bibliography", settings)) for key in keys])
        return sort_by_keys(self.order, texts, [key.descending for key in keys], self.language)

    def in_bibliography_order(self, ids: Sequence[str]) -> list[str]:
        return sorted(ids, key=self.numbers.__getitem__)

    # -- what rendering elements ask

    def citation_number(self, item_id: str) -> int:
        return self.numbers.get(item_id, 0)

    def given_level(self, ctx: Context, name: PersonalName, index: int, nameset: int, options: NameOptions) -> int:
        """How much of a given name prints here, with what disambiguation decided."""
        default = options.given_level
        if name.literal or not (name.family or name.given):
            return 2
        register = self.register
        if not self.add_givenname:
            return default
        register.add(ctx.item.id, name, index)
        has_mark = options.initialize_with is not None
        global_level = register.level(ctx.item.id, name, index, 0, default, has_mark)
        givens = ctx.settings.givens
        level = global_level
        if ctx.requested:
            asked = global_level
            if nameset < len(givens) and index < len(givens[nameset]):
                asked = givens[nameset][index]
            if asked == 1 and register.by_cite and (not has_mark or not name.given):
                asked = 2
            level = register.level(ctx.item.id, name, index, asked, default, has_mark) if name.given else asked
        if not ctx.looking and ctx.cite is not None and ctx.cite.position == 0 and global_level > level:
            level = global_level
        if not ctx.sorting:
            reach(reach(givens, nameset, list)[nameset], index, int)[index] = level
        return max(level, default)

    # -- cites as plain text, to distinguish items

    def cite_text(self, item_id: str, settings: Settings, visible: bool = False) -> str:
        """The cite of an item as a later mention prints it, without formatting, locator and year suffix."""
        key = (item_id, settings.key(), visible)
        if key not in self.text_cache:
            requested = bool(settings.names or settings.givens or settings.disambiguate)
            ctx, boxes = self._look(item_id, settings, requested, visible)
            text = plain_text(Box(boxes), self.locale)
            self.text_cache[key] = (text, ctx.disambiguate_used, ctx.disambiguate_seen)
        return self.text_cache[key][0]

    def conditions(self, item_id: str, settings: Settings) -> tuple[int, int]:
        """How many `disambiguate` conditions held in a cite, and how many there were."""
        self.cite_text(item_id, settings, visible=True)
        _, used, seen = self.text_cache[(item_id, settings.key(), True)]
        return used, seen

    def _look(
        self, item_id: str, settings: Settings, requested: bool, visible: bool = False
    ) -> tuple[Context, list[Box]]:
        cite = Cite(item_id, position=SUBSEQUENT, near_note=True)
        if visible and self.givenname_rule == "by-cite":
            cite.first_note = self.first_notes.get(item_id, 0)
        ctx = self.context(self.items[item_id], cite, "citation", settings.copy(), requested, looking=True)
        boxes = self.style.citation_part.layout_part.render_inner(ctx)
        return ctx, boxes

    def names_shown(self, item_id: str) -> NamesShown:
        if item_id not in self.measure_cache:
            ctx, _ = self._look(item_id, Settings(), False)
            self.measure_cache[item_id] = NamesShown(ctx.names_seen, ctx.names_shown, ctx.givens_shown)
        return self.measure_cache[item_id]

    def settle_given_names(self) -> None:
        """What later mentions print of given names holds for the bibliography, too."""
        if self.add_givenname:
            for item_id, settings in self.settings.items():
                ctx, _ = self._look(item_id, settings, True)
                settings.givens = ctx.settings.givens
