"""What book.yaml says of the book, typed: titles, identifiers, style, page and order of the parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Literal

from bookbuilder.budgets import Budgets
from bookbuilder.diagnostics import Location
from bookbuilder.languages import language
from bookbuilder.model.accessible import AccessibilityStatement
from bookbuilder.model.contents import ChapterLine, Entry, Part
from bookbuilder.model.identity import Identifiers, License, Redirect, Series, Version
from bookbuilder.model.metadata import Metadata
from bookbuilder.model.parts import Catalogue, Epigraph, IndexStyle, Printing
from bookbuilder.model.people import Contributor, Funding, Publisher
from bookbuilder.model.press import Binding, Press
from bookbuilder.model.references import Uncited

Recto = Literal["parts", "chapters", "all"]
"""What always begins on a right-hand page."""

WORD_MEANINGS = (
    *(f"heading-{level}" for level in range(1, 6)),
    *("title", "subtitle", "author", "date", "abstract", "quotation", "caption", "code", "body", "emphasis", "strong"),
    *("scene-break", "left-out"),
)
"""What a style of Word can become, besides a class of the book's."""


@dataclass(frozen=True)
class WordStyle:
    """A style of the publisher's in Word, and what `import` makes of it."""

    style: str
    """The style's name as Word shows it: "PUB Heading B"."""
    becomes: str = "body"
    """`heading-1` to `heading-5`, title, subtitle, author, date, abstract, quotation, caption, code, body, emphasis,
    strong, `scene-break`, `left-out`, or the class of a block after a point: `.epigraph`."""


@dataclass(frozen=True)
class Page:
    """The trimmed page of the print edition."""

    width: str = "156mm"
    """Width with its unit: 156mm."""
    height: str = "234mm"
    """Height with its unit: 234mm."""


@dataclass(frozen=True)
class Conformance:
    """What each artefact says of itself; a release refuses where a check does not confirm it."""

    epub: str = ""
    """Such as "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"."""
    pdf: Literal["", "PDF/UA-1"] = "PDF/UA-1"
    """PDF/UA-1, or empty for a PDF without such a claim."""


@dataclass(frozen=True)
class Fonts:
    """The families that the book is set in, of its own styles/fonts/ or of a package; nothing of the machine's is used."""

    text: str = "Literata"
    """Family of the text."""
    fallback: tuple[str, ...] = ("Noto Serif", "Noto Sans")
    """Families asked in turn for a character that the text's family lacks."""
    display: str = ""
    """Family of titles, wherever a style sheet has `--font-display`; empty where it is the text's."""
    code: str = "Source Code Pro"
    """Family of code."""


@dataclass(frozen=True)
class CitationOptions:
    """What CSL leaves to the book."""

    reset_by_chapter: bool = True
    """Whether "ibid." and short forms begin anew with each chapter."""
    item_language: bool = False
    """Whether an entry's own `language` decides its terms ("и др.", "pp.") and casing."""
    romanisation: Literal["", "ala-lc", "bgn-pcgn"] = ""
    """Whether names and titles in Cyrillic are romanised, and how."""
    link: bool = True
    """Whether citations are linked to their entries, and addresses to their pages."""
    cited_in: bool = True
    """Whether each entry of the bibliography says in which chapters and notes it is cited."""


@dataclass(frozen=True)
class Excerpts:
    """How excerpts are printed where they do not say it themselves."""

    original: Literal["none", "below", "beside", "note"] = "none"
    """How the original of a translated excerpt is printed."""
    first: Literal["translation", "original"] = "translation"
    """Which comes first where both are printed."""


@dataclass(frozen=True)
class Book:
    """The book as manuscript/book.yaml declares it."""

    title: str
    """The title, without the subtitle."""
    lang: str = "en"
    """BCP 47 tag of the book's language: en-GB."""
    publisher: Publisher = Publisher("")
    """Who publishes the book."""
    date: str = ""
    """The date of publication: 2021, 2021-03 or 2021-03-15."""
    subtitle: str = ""
    """The subtitle."""
    short_title: str = ""
    """The title for running heads; the title where it is left out."""
    creator: tuple[Contributor, ...] = ()
    """Who made the work: authors, or editors where it has none. `author` says the same."""
    contributor: tuple[Contributor, ...] = ()
    """Everybody else with their roles."""
    edition: str = ""
    """The edition: "Second edition"."""
    version: str = "1.0"
    """The version of the files: 1.0."""
    status: Literal["working", "final"] = "final"
    """A working edition says so on its imprint."""
    identifier: Identifiers = Identifiers()
    """ISBN of each edition, DOI."""
    series: Series | None = None
    """The series, where there is one."""
    rights: str = ""
    """The copyright line: © 2021 …"""
    license: License = License()
    """The licence of the text: CC BY-NC-ND 4.0."""
    funding: tuple[Funding, ...] = ()
    """Who supported the book."""
    description: str = ""
    """A paragraph about the book, for shops, catalogues and search engines."""
    subjects: tuple[str, ...] = ()
    """Keywords, each a few words."""
    dedication: str = ""
    """To whom the book is dedicated, word for word."""
    epigraph: tuple[Epigraph, ...] = ()
    """Words of others before the book."""
    catalogue: Catalogue = Catalogue()
    """UDC, BBK, author's mark and the record of cataloguing in publication."""
    printing: Printing = Printing()
    """Print run, printer, and what else the last page says about the printing."""
    index: IndexStyle = IndexStyle()
    """How the index prints pages."""
    redirects: tuple[Redirect, ...] = ()
    """Old addresses of pages of the web edition, each with the page to which it leads on."""
    versions: tuple[Version, ...] = ()
    """The versions that have been published, for the web edition's feed; the present one alone where it is left out."""
    metadata: Metadata = Metadata()
    """What catalogues want to know besides."""
    press: Press = Press()
    """What the press prints with: profile, inks, sheets, bleed, paper."""
    binding: Binding = Binding()
    """What the cover's wrap is measured by."""
    notice: str = ""
    """A paragraph that the imprint prints: of a working edition, of specimen interviews."""
    excerpts: Excerpts = Excerpts()
    """How excerpts of interviews are printed."""
    bibliography: Literal["book", "chapter", "both"] = "book"
    """Where the sources are listed: in the book's bibliography, at the end of each chapter, or in both places."""
    nocite: tuple[Uncited, ...] = ()
    """Sources that the bibliography lists though nothing cites them: "@boonstra2018, @council2019", or "@*" for all."""
    csl: str = "chicago-notes-bibliography"
    """The name of a CSL style, or the path of a .csl file in styles/csl/."""
    quotes: Literal["", "double", "single"] = ""
    """Which quotation marks stand outside, in text and citations alike: double or single; the language's own where it is left out."""
    citations: CitationOptions = CitationOptions()
    """What CSL leaves to the book."""
    page: Page = Page()
    """The page of the print edition."""
    design: str = ""
    """A design over the shipped styles, a folder of styles/designs/: quiet; the shipped one where it is left out."""
    recto: Recto = "parts"
    """What begins on a right-hand page: parts and the first chapter, every chapter, or every document of the book."""
    fonts: Fonts = Fonts()
    """The families that the book is set in."""
    classes: tuple[str, ...] = ()
    """Classes of blocks and words that are the book's own."""
    word_styles: tuple[WordStyle, ...] = ()
    """What the publisher's own styles in Word mean, for `import`."""
    conformance: Conformance = Conformance()
    """What each artefact says of itself."""
    budgets: Budgets = Budgets()
    """How much of everything the book may have."""
    accessibility: AccessibilityStatement = AccessibilityStatement()
    """What the publisher declares of it to readers who depend on it."""
    frontmatter: tuple[Entry, ...] = (Entry("half-title"), Entry("title"), Entry("imprint"), Entry("contents"))
    """What stands before the first chapter, in order."""
    chapters: tuple[ChapterLine, ...] = ()
    """The files of the chapters in reading order, by themselves or in parts."""
    backmatter: tuple[Entry, ...] = (Entry("bibliography"),)
    """What stands after the last chapter, in order."""
    cover: str = ""
    """A picture for the cover under manuscript/; made from templates/cover/ where it is left out."""
    cover_alt: str = ""
    """What the cover shows, in words; made from the title where it is left out."""
    locations: dict[str, Location] = field(default_factory=dict, compare=False, repr=False)
    """Where book.yaml says what, by dotted key."""

    def place(self, *keys: str) -> Location:
        """Where book.yaml says the first of these that it says; the file as a whole where it says none of them."""
        return next((self.locations[key] for key in keys if key in self.locations), Location("manuscript/book.yaml"))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Parts with their chapters; chapters that stand in no part, or in one without a title, are grouped in parts without one."""
        parts: list[Part] = []
        for in_part, lines in groupby(self.chapters, key=lambda line: bool(line.part)):
            if not in_part:
                alone = (line.chapters or (Entry(line.source, line.location),) for line in lines)
                parts.append(Part(chapters=tuple(chain.from_iterable(alone))))
                continue
            for line in lines:
                number = sum(bool(part.title) for part in parts) + 1
                parts.append(Part(line.part, line.chapters, line.id or f"part-{number}", line.location))
        return tuple(parts)

    @property
    def license_url(self) -> str:
        """The licence's address."""
        return self.license.url

    @property
    def full_title(self) -> str:
        """Title and subtitle, with a colon between them."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def people(self) -> tuple[Contributor, ...]:
        """Creators, then contributors."""
        return (*self.creator, *self.contributor)

    @property
    def running_title(self) -> str:
        """The title for running heads."""
        return self.short_title or self.title

    @property
    def year(self) -> str:
        """The year of publication."""
        return self.date[:4]

    @property
    def authors(self) -> str:
        """The creators' names in one line: "A, B and C"."""
        return name_list([creator.name for creator in self.creator], self.lang)


def name_list(names: list[str], lang: str = "en") -> str:
    """Names in one line, as a title page has them."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {language(lang).conjunction} {names[-1]}"
