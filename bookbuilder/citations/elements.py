"""Our classes for CSL's elements, by element name: citeproc-py's model, each completed in the file of its name.

The style root prepares the whole tree once: macros are resolved, attributes read, loops between macros refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from citeproc import model
from lxml import etree

from .choose import Choose, Else, ElseIf, If
from .date import Date, DatePart
from .errors import StyleError
from .group import Group, Macro
from .label import Label
from .locales import Locale, LocaleTerms, Term
from .names import EtAl, Institution, Name, NamePart, Names, Substitute
from .number import Number
from .rendering import Rendering
from .sort import Key, Sort
from .text import Text


class Layout(Rendering, model.Layout):
    """What it holds prints one cite or one entry, round which its own affixes go."""


class Area(Rendering):
    """Where a style prints: its layout, and how what stands there is sorted."""

    layout_part: Layout
    sort_part: Sort | None


class Citation(Area, model.Citation):
    pass


class Bibliography(Area, model.Bibliography):
    pass


class Style(Rendering, model.Style):
    """The root of a style: its layouts, its macros, and its locales for each language asked for."""

    def prepare_tree(self, path: str) -> None:
        """Read the whole style, once; StyleError where it cannot format citations."""
        self.held: list[etree._Element] = [self]
        self.path = path
        self.root = self
        self.attributes = dict(self.attrib)
        self.macros = {element.get("name"): element for element in self if isinstance(element, Macro)}
        self.preparing: list[str] = []
        self.prepared: set[str] = set()
        self.has_disambiguate = self.uses_positions = self.has_year_suffix = False
        self.languages: dict[tuple[str, tuple[str, ...]], LocaleTerms] = {}
        self.style_locales = [element for element in self if isinstance(element, Locale)]
        self.held.extend(self.style_locales)
        citation = self._area(Citation)
        if citation is None:
            raise StyleError(f'"{path}" has no citation layout; it cannot format citations')
        self.citation_part = citation
        self.bibliography_part = self._area(Bibliography)
        self.areas = {
            "citation": self.citation_part.attributes,
            "bibliography": self.bibliography_part.attributes if self.bibliography_part is not None else {},
        }

    def _area(self, kind: type[Area]) -> Area | None:
        element = next((child for child in self if isinstance(child, kind)), None)
        layout = next((child for child in element if isinstance(child, Layout)), None) if element is not None else None
        if element is None or layout is None:
            return None
        element.prepare(self)
        element.layout_part = layout
        element.sort_part = next((child for child in element.inner if isinstance(child, Sort)), None)
        return element

    def macro(self, name: str) -> Macro:
        """A macro by name, prepared; a call of a macro that does not exist, or of itself, is the style's fault."""
        element = self.macros.get(name)
        if element is None:
            raise StyleError(f'"{self.path}" calls the macro "{name}", which it does not define')
        if name in self.preparing:
            loop = " → ".join([*self.preparing[self.preparing.index(name) :], name])
            raise StyleError(f'"{self.path}": these macros call each other without end: {loop}')
        if name not in self.prepared:
            self.preparing.append(name)
            element.prepare(self)
            self.preparing.pop()
            self.prepared.add(name)
        return element

    def area_attributes(self, area: str) -> Mapping[str, str]:
        return self.areas[area]

    def terms(self, language: str, quotes: tuple[str, ...] = ()) -> LocaleTerms:
        """Terms, dates and options of this style in a language; four quotation marks, where given, replace the locale's."""
        if (language, quotes) not in self.languages:
            self.languages[language, quotes] = LocaleTerms(self.style_locales, language, quotes)
        return self.languages[language, quotes]


CLASSES = {
    "style": Style,
    "locale": Locale,
    "term": Term,
    "citation": Citation,
    "bibliography": Bibliography,
    "layout": Layout,
    "macro": Macro,
    "sort": Sort,
    "key": Key,
    "text": Text,
    "number": Number,
    "date": Date,
    "date-part": DatePart,
    "names": Names,
    "name": Name,
    "name-part": NamePart,
    "et-al": EtAl,
    "institution": Institution,
    "substitute": Substitute,
    "label": Label,
    "group": Group,
    "choose": Choose,
    "if": If,
    "else-if": ElseIf,
    "else": Else,
}
