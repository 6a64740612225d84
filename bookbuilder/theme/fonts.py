"""Makes static font faces for print and WOFF2 subsets for EPUB and web of the families that the book names.

Variable fonts are pinned by HarfBuzz (30 ms
a face where fontTools takes 6 s), so that an engine never instances them anew for every size and chapter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from hashlib import sha256
from pathlib import Path

from bookbuilder.cache import Steps, file_fingerprint
from bookbuilder.diagnostics import Outcome
from bookbuilder.mathematics.drawing import FAMILY as MATHEMATICAL, font_file
from bookbuilder.model.publication import Publication
from bookbuilder.theme.font_files import (
    CODE,
    LAST,
    SYMBOLS,
    TEXT,
    Library,
    characters_of,
    families_of_scripts,
    file_of,
    library,
    own_font_faults,
    unknown_family,
)
from bookbuilder.theme.missing_characters import MISSING, missing_characters, missing_glyphs
from bookbuilder.theme.subsets import has_feature, pinned, reduced, with_spaces
from bookbuilder.theme.whole_letters import with_whole_letters

Digest = Callable[[Path], str]
"""The digest of a font's file, which gives many faces and is read once."""
CUTS = {"": 10.5, "Caption": 8.0, "Display": 30.0}
"""Optical sizes, in points, and the word that the family's name then carries: "Literata Caption"."""
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""They ask for another form of the sign before them, such as an emoji in colours."""
WEIGHTS = (400, 700)
STYLES = ("normal", "italic")


@dataclass(frozen=True)
class Face:
    """One static TrueType font, and the CSS family, weight and style that ask for it."""

    family: str
    weight: int
    style: str
    data: bytes

    @property
    def name(self) -> str:
        """The file's name: literata-caption-400-italic.ttf."""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}-{self.style}.ttf"

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True)
class FontFile:
    """One font file of an edition: WOFF2 or TrueType, with the book's characters only."""

    name: str
    """literata-400-italic.woff2"""
    family: str
    weight: int
    style: str
    data: bytes


@dataclass(frozen=True)
class Families:
    """What the book can be set in: the text's family in all its cuts, the fallbacks with what it lacks, and one for code."""

    text: str
    """The name of the text's family."""
    fallback: tuple[str, ...]
    """Families that hold a character which the text's family lacks."""
    faces: tuple[Face, ...]
    code: str = ""
    """The family of code; empty where the book has none."""
    display: str = ""
    """The family of titles; empty where it is the text's."""

    def stack(self, cut: str = "") -> str:
        """The value of `font-family` for a cut: `"Literata Caption", "Noto Serif"`."""
        first = f"{self.text} {cut}".strip()
        return ", ".join(f'"{family}"' for family in (first, *self.fallback))

    @property
    def code_stack(self) -> str:
        """The value of `font-family` for code."""
        return f'"{self.code}", {self.stack()}' if self.code else self.stack()

    @cached_property
    def has_raised_figures(self) -> bool:
        """Whether the text's family has figures that are drawn raised, as the calls of notes are (`sups` of OpenType)."""
        return all(has_feature(it.data, "sups") for it in self.faces[:1])

    @property
    def css(self) -> str:
        """The families by the names that style sheets know."""
        cuts = {"text": "", "caption": "Caption", "display": "Display"}
        stacks = {name: self.stack(cut) for name, cut in cuts.items()}
        if self.display:
            stacks["display"] = f'"{self.display}", {self.stack()}'
        named = "".join(f" --font-{name}: {stack}, serif;" for name, stack in stacks.items())
        return f":root {{{named} --font-code: {self.code_stack}, monospace }}"


def families(publication: Publication, steps: Steps, folder: Path | None = None) -> Outcome[Families]:
    """The static faces of the book's families; an unknown family or a character that none of them has is an error.

    `folder` is the book's, in whose files the columns of such characters are looked up.

    The shipped family stands in for an unknown one, and a box for a character that no font has. Shipped
    faces of some twenty scripts, then the mathematical one, which has the signs of logic and arrows, and those of signs and
    emoji are asked last in any book; letters that only one of signs has print in it, and are an error still.
    """
    fonts, pinning = publication.book.fonts, _Pinning(library(publication.own_fonts), steps)
    known = pinning.known
    named = dict.fromkeys((fonts.text, *fonts.fallback, fonts.code, fonts.display))
    faults = [
        unknown_family(name, publication.book.place("fonts.text", "fonts.fallback", "fonts"), known)
        for name in named
        if name and name not in known
    ]
    main = fonts.text if fonts.text in known else TEXT
    code = fonts.code if fonts.code in known else CODE
    display = fonts.display if fonts.display in known and fonts.display != main else ""
    text, wanted = printed_characters(publication.characters), printed_characters(publication.code_characters)
    held = wanted & pinning.characters(code)
    in_titles = (text & pinning.characters(display) if display else set()) | (held if code == display else set())
    needed = text | (wanted - held) | printed_characters(publication.picture_characters)
    first = (main, *(it for it in fonts.fallback if it in known))
    shares, stands_in, lacking = _shared_out(needed, first, set(named), pinning)
    fallback = [name for name, share in shares.items() if share and name != main]
    faces = [pinning.cut(main, cut, weight, style) for cut in CUTS for weight in WEIGHTS for style in STYLES]
    for name in fallback:
        faces += pinning.four(name, shares[name]) if name != display else []
    if in_titles:
        faces += pinning.four(display, in_titles)
    if held and code != display:
        faces += pinning.four(code, held)
    if lacking - stands_in:
        fallback.append(MISSING)
        box = with_spaces(missing_glyphs(lacking - stands_in))
        faces += [Face(MISSING, weight, style, box) for weight in WEIGHTS for style in STYLES]
    return Outcome(
        Families(main, tuple(fallback), tuple(faces), code if held else "", display),
        (*faults, *own_font_faults(publication.own_fonts), *missing_characters(publication, lacking, folder)),
    )


def _shared_out(
    needed: set[str], first: Sequence[str], named: Collection[str], pinning: _Pinning
) -> tuple[dict[str, set[str]], set[str], set[str]]:
    """What each family prints of the characters, in the order in which families are asked, and what none of them has.

    Between the two stands what a family of signs prints in a draft, and is reported all the same.
    """
    held_first = {it for name in first for it in pinning.characters(name)}
    scripts = families_of_scripts(needed - held_first, pinning.known)
    lacking, stands_in, shares = set(needed), set[str](), dict[str, set[str]]()
    for name in dict.fromkeys((*first, *scripts, MATHEMATICAL, SYMBOLS, *LAST)):
        shares[name] = found = lacking & (scripts[name] if name in scripts else pinning.characters(name))
        if name == SYMBOLS and name not in named:  # a script wants a face of its own: a draft is read in this one
            stands_in = {it for it in found if unicodedata.category(it)[0] in "LM"}
        lacking -= found - stands_in
    return shares, stands_in, lacking


def plain_face(steps: Steps, *, weight: int = 400) -> Face:
    """One upright face for small sizes, for what is not part of the book's own design: the marks of a proof."""
    return _Pinning(library(), steps).cut(TEXT, "Caption", weight, "normal")


def woff2_faces(publication: Publication, steps: Steps) -> tuple[FontFile, ...]:
    """The text's four faces and those of the fallbacks, reduced to the book's characters, for the web."""
    return _reduced_faces(publication, steps, "woff2")


def truetype_faces(publication: Publication, steps: Steps) -> tuple[FontFile, ...]:
    """The same faces as TrueType, which every reading system knows, for the EPUB."""
    return _reduced_faces(publication, steps, "ttf")


def _reduced_faces(publication: Publication, steps: Steps, ending: str) -> tuple[FontFile, ...]:
    made = []
    text = printed_characters(publication.characters + publication.code_characters) | set(" \u00a0")
    text |= drawn_by(text)
    formulas = printed_characters(publication.formula_characters)
    # a browser shows a drawing, with no font of its page
    chosen = families(replace(publication, picture_characters=""), steps).value
    faces = [
        face for face in chosen.faces if face.family in (chosen.text, chosen.code, chosen.display, *chosen.fallback)
    ]
    if formulas:
        faces = [face for face in faces if face.family != MATHEMATICAL]
        faces.append(Face(MATHEMATICAL, 400, "normal", Path(font_file()).read_bytes()))
    for face in faces:
        wanted = "".join(sorted(text | formulas if face.family == MATHEMATICAL else text))
        data = steps.step(
            f"subset {face.name} as {ending}",
            {"face": face.digest, "characters": wanted},
            partial(reduced, face.data, wanted, ending),
        )
        made.append(FontFile(face.name.replace(".ttf", f".{ending}"), face.family, face.weight, face.style, data))
    return tuple(made)


def drawn_by(characters: set[str]) -> set[str]:
    """The letters and marks of which others consist: a vowel of Thai or Tamil is drawn as two signs, whatever its font has."""
    kinds = ("Lo", "Mc", "Mn")
    parts = [unicodedata.normalize("NFKD", it) for it in characters if unicodedata.category(it) in kinds]
    return {part for it in parts if any(unicodedata.category(part) in kinds[1:] for part in it) for part in it}


def printed_characters(text: str) -> set[str]:
    """The characters that need a glyph: no controls, line ends, joiners, selectors or other characters without a form."""
    return {it for it in text if unicodedata.category(it) not in ("Cc", "Cf", "Zl", "Zp") and it not in _SELECTORS}


@dataclass(frozen=True)
class _Pinning:
    """Makes faces of the files of families, each by a step; a file that gives many faces is read once."""

    known: Library
    steps: Steps
    digest: Callable[[Path], str] = field(default_factory=lambda: cache(file_fingerprint))

    def characters(self, family: str) -> frozenset[str]:
        """The characters that a family has."""
        return characters_of(file_of(self.known[family], 400, "normal"))

    def cut(self, family: str, cut: str, weight: int, style: str) -> Face:
        """A face of the text's family, with all its characters."""
        axes = {"wght": float(weight), "wdth": 100.0, "opsz": CUTS[cut]}
        path = file_of(self.known[family], weight, style)
        data = self.steps.step(
            f"pin {family} {cut or 'Text'} {weight} {style}",
            {"file": self.digest(path), "axes": axes},
            lambda: with_whole_letters(pinned(path, axes)),
        )
        return Face(f"{family} {cut}".strip(), weight, style, data)

    def four(self, family: str, characters: set[str]) -> list[Face]:
        """Four faces with some characters, and the spaces that stand between two of them."""
        wanted = "".join(sorted(characters | drawn_by(characters) | {" ", "\u00a0"}))
        return [self._part(family, wanted, weight, style) for weight in WEIGHTS for style in STYLES]

    def _part(self, family: str, wanted: str, weight: int, style: str) -> Face:
        axes = {"wght": float(weight), "wdth": 100.0}
        path = file_of(self.known[family], weight, style)
        data = self.steps.step(
            f"pin {family} {weight} {style}",
            {"file": self.digest(path), "axes": axes, "characters": wanted},
            lambda: with_whole_letters(with_spaces(pinned(path, axes, wanted))),
        )
        return Face(family, weight, style, data)
