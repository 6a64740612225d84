"""Collects the terms, dates and options of a language: what the style says comes before what CSL says.

Layers, weakest first: en-US, the language's primary dialect, the dialect, then the style's own cs:locale elements without
a language, for the language and for the dialect. See
https://docs.citationstyles.org/en/stable/specification.html#locale-fallback
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache

from citeproc import LANGUAGE_NAMES, LOCALES_PATH, PRIMARY_DIALECTS
from citeproc.model import Locale as CiteprocLocale, Term as CiteprocTerm
from lxml import etree

from .errors import StyleError
from .locator_terms import locator_terms

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CS = "{http://purl.org/net/xbiblio/csl}"
FORM_FALLBACK = {
    "verb-short": ("verb-short", "verb", "long"),
    "symbol": ("symbol", "short", "long"),
    "short": ("short", "long"),
    "verb": ("verb", "long"),
    "long": ("long",),
}


class Term(CiteprocTerm):
    """A cs:term: its singular and plural, read without a formatter."""

    def texts(self) -> tuple[str, str]:
        single, multiple = self.find("cs:single", self.nsmap), self.find("cs:multiple", self.nsmap)
        text = self.text or ""
        if single is None and multiple is None:
            text = text if text.strip() or text in (" ", "\u00a0") else ""
            return text, text
        one = (single.text or "") if single is not None else ""
        return one, (multiple.text or "") if multiple is not None else one


class Locale(CiteprocLocale):
    """A cs:locale, of a locale file or of a style."""

    def all_terms(self) -> Iterable[Term]:
        terms = self.find("cs:terms", self.nsmap)
        return () if terms is None else (element for element in terms if element.tag == CS + "term")


def locale_parser() -> etree.XMLParser:
    lookup = etree.ElementNamespaceClassLookup()
    names = lookup.get_namespace("http://purl.org/net/xbiblio/csl")
    names["locale"], names["term"] = Locale, Term
    parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False)
    parser.set_element_class_lookup(lookup)
    return parser


@cache
def load_locale(name: str) -> Locale | None:
    """The locale file of a dialect, or None when CSL has none."""
    path = os.path.join(LOCALES_PATH, f"locales-{name}.xml")
    if not os.path.exists(path):
        return None
    root = etree.parse(path, locale_parser()).getroot()
    return root if isinstance(root, Locale) else None


def dialect(language: str) -> str | None:
    """The CSL locale for a language tag: "en" is en-US, "ru" ru-RU, "en-NZ" falls back to en-US, None when unknown."""
    parts = [part for part in (language or "").replace("_", "-").split("-") if part]
    if not parts or not all(part.isalnum() and part.isascii() for part in parts):
        return None
    base = parts[0].lower()
    if len(parts) > 1:
        name = f"{base}-{parts[1].upper()}"
        if name in LANGUAGE_NAMES and load_locale(name) is not None:
            return name
    name = PRIMARY_DIALECTS.get(base, base)
    return name if load_locale(name) is not None else None


def require_locale(locale: str) -> str:
    if not isinstance(locale, str) or dialect(locale) is None:
        raise StyleError(f'"{locale}" is not a locale that CSL knows; write a language such as en-GB, en-US or ru-RU')
    return locale


class LocaleTerms:
    """Terms, date forms and options of one language under one style."""

    def __init__(self, style_locales: Sequence[Locale], language: str, quotes: Sequence[str] = ()) -> None:
        self.language = language
        self.terms: dict[str, dict[tuple[str, str | None], tuple[str, str]]] = {}
        self.genders: dict[str, str] = {}
        self.dates: dict[str | None, etree._Element] = {}
        self.ordinals: dict[tuple[str, str, str], tuple[str, str]] = {}
        self.options = {"punctuation-in-quote": "false", "limit-day-ordinals-to-day-1": "false"}
        self._cache: dict[tuple[str, str, bool, str | None], str] = {}
        name = dialect(language) or "en-US"
        bare = name.split("-")[0]
        primary = PRIMARY_DIALECTS.get(bare, name)
        for layer in dict.fromkeys((primary, name)):
            tree = load_locale(layer)
            if tree is not None:
                self._add(tree)
        for wanted in dict.fromkeys((None, bare, primary, name, language)):
            for tree in style_locales:
                if tree.get(XML_LANG) == wanted:
                    self._add(tree)
        english = load_locale("en-US")
        if english is not None:
            self._fill_up(english)
        for term, texts in locator_terms(bare).items():
            self.terms.setdefault(term, {("long", None): texts.long, ("short", None): texts.short})
        self.quotes = {
            "outer": (self.term("open-quote") or "\u201c", self.term("close-quote") or "\u201d"),
            "inner": (self.term("open-inner-quote") or "\u2018", self.term("close-inner-quote") or "\u2019"),
        }
        if len(quotes) == 4:
            self.quotes = {"outer": (quotes[0], quotes[1]), "inner": (quotes[2], quotes[3])}
        self.quote_marks = (*self.quotes["outer"], *self.quotes["inner"])
        self.punctuation_in_quote = self.options["punctuation-in-quote"] == "true"
        self.page_range_delimiter = self.term("page-range-delimiter") or ("-" if bare in ("fr", "pt") else "\u2013")
        self.year_range_delimiter = self.term("year-range-delimiter") or "\u2013"
        self.citation_range_delimiter = self.term("citation-range-delimiter") or "\u2013"

    def _add(self, tree: Locale) -> None:
        elements = list(tree.all_terms())
        if any(element.get("name") == "ordinal" for element in elements):
            self.ordinals.clear()
            self.terms.pop("ordinal", None)
        for element in elements:
            self._add_term(element)
        for element in tree.findall("cs:style-options", tree.nsmap):
            for key in self.options:
                if element.get(key) is not None:
                    self.options[key] = element.get(key)
        for element in tree.findall("cs:date", tree.nsmap):
            self.dates[element.get("form")] = element

    def _add_term(self, element: Term) -> None:
        name = _term_name(element)
        texts = element.texts()
        gender = element.get("gender-form")
        if element.get("gender"):
            self.genders[name] = element.get("gender")
        if name.startswith("ordinal-"):
            number = name[8:]
            match = element.get("match") or ("last-digit" if number.startswith("0") else "last-two-digits")
            self.ordinals[(match, number.lstrip("0") or "0", gender or "neuter")] = texts
        self.terms.setdefault(name, {})[(element.get("form") or "long", gender)] = texts

    def _fill_up(self, english: Locale) -> None:
        """Terms and dates that the language has in no form come from en-US."""
        known = set(self.terms)
        for element in english.all_terms():
            name = _term_name(element)
            if name not in known and "ordinal" not in name:
                self._add_term(element)
        for element in english.findall("cs:date", english.nsmap):
            self.dates.setdefault(element.get("form"), element)

    def term(self, name: str, form: str = "long", plural: bool = False, gender: str | None = None) -> str:
        """The text of a term, in the nearest form that the locale has; empty when it has none."""
        key = (name, form, plural, gender)
        if key not in self._cache:
            self._cache[key] = self._find(name, form, plural, gender)
        return self._cache[key]

    def _find(self, name: str, form: str, plural: bool, gender: str | None) -> str:
        forms = self.terms.get(name)
        if not forms:
            return ""
        for candidate in FORM_FALLBACK.get(form, (form, "long")):
            for kind in (gender, None) if gender else (None,):
                if (candidate, kind) in forms:
                    return forms[(candidate, kind)][1 if plural else 0]
        if gender is None:
            for kind in ("feminine", "masculine"):
                if (form, kind) in forms:
                    return forms[(form, kind)][1 if plural else 0]
        return ""

    def has_term(self, name: str, form: str = "long") -> bool:
        return bool(self.term(name, form))

    def ordinal(self, number: int, gender: str | None = None) -> str:
        """A number with its ordinal suffix ("2nd", "2-е"), by whole number, last two digits or last digit."""
        text = str(number)
        kinds = (gender, "neuter") if gender else ("neuter",)
        for kind in kinds:
            for match, digits in (("whole-number", text), ("last-two-digits", text[-2:]), ("last-digit", text[-1:])):
                found = self.ordinals.get((match, digits.lstrip("0") or "0", kind))
                if found is not None:
                    return text + found[0]
        return text + self.term("ordinal", gender=gender)


def _term_name(element: Term) -> str:
    return (element.get("name") or "").replace("sub verbo", "sub-verbo")
