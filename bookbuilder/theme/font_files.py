"""Finds the file of a family, a weight and a style: in the book's styles/fonts/, in an installed package, or with the shipped ones.

Nothing comes from the machine's own fonts, so that a book looks the same everywhere.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import fontpkg
import uharfbuzz
from fontTools.ttLib import TTFont

from bookbuilder.diagnostics import Diagnostic, Location, did_you_mean
from bookbuilder.installing import EAST_ASIAN, package_of
from bookbuilder.mathematics.drawing import FAMILY as MATHEMATICAL, font_file
from bookbuilder.source import found_bytes, own_file, own_files
from bookbuilder.theme.outlines import are_sound, draw_each, shape_each
from bookbuilder.theme.subsets import pinned, reduced, with_spaces

logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # it logs what we report

OWN_FOLDER = "styles/fonts"
"""Where a book keeps fonts of its own."""
TEXT, CODE, SYMBOLS = "Literata", "Source Code Pro", "DejaVu Sans"
"""The shipped families: of the text, of code, and of signs."""
LAST = ("Noto Emoji", "Noto Sans Symbols")
"""The shipped families of faces and rare signs, asked last."""
FEW = 500
"""Characters by which a font is tried."""
SCRIPTS = {"HIRAGANA": "JP", "KATAKANA": "JP", "KATAKANA-HIRAGANA": "JP", "HANGUL": "KR"}
"""How Noto's families of an East Asian script are called, by the first word of a character's name."""
VARIETIES = {"ja": "JP", "ko": "KR", "zh-tw": "TC", "zh-hk": "TC", "zh-hant": "TC"}
"""The same for characters that several scripts share, by the language of the book; simplified Chinese of any other."""


_RIGHTS, _RESTRICTED, _BITMAPS_ONLY = 0xF, 0x2, 0x200


@dataclass(frozen=True)
class FontSource:
    """One font file: a variable font has all weights of its style."""

    path: Path
    style: str
    weight: int = 0
    """100 to 900; 0 of a variable font."""
    is_forbidden: bool = False
    """Its maker says that no document may hold it, or its outlines; see https://learn.microsoft.com/en-us/typography/opentype/spec/os2#fstype."""


Library = Mapping[str, tuple[FontSource, ...]]
"""The files of each family by its name."""


def library(own: Sequence[Path] = ()) -> Library:
    """Every family that a book can name; `own` are its own font files, which stand over a package's of the same name."""
    found = dict(_packages())
    mine: dict[str, list[FontSource]] = {}
    for path in own:
        described = _described(path)
        if described is not None:
            mine.setdefault(described[0], []).append(described[1])
    return {**found, **{name: tuple(files) for name, files in mine.items()}}


def file_of(files: Sequence[FontSource], weight: int, style: str) -> Path:
    """The file that comes nearest: of the style where the family has it, then of the weight."""
    fit = [it for it in files if it.style == style] or list(files)
    return min(fit, key=lambda it: (abs(it.weight - weight) if it.weight else 0, it.weight)).path


@lru_cache(maxsize=256)
def characters_of(path: Path) -> frozenset[str]:
    """Every character that a font has."""
    return frozenset(map(chr, uharfbuzz.Face(found_bytes(path)).unicodes))


def own_fonts(folder: Path) -> tuple[Path, ...]:
    """The font files in the book's styles/fonts/, in order."""
    found = own_files(folder / OWN_FOLDER, folder, ".ttf", ".otf", deep=False)
    return tuple(led for path in found if (led := own_file(path, folder)) is not None)


def own_font_faults(own: Iterable[Path]) -> list[Diagnostic]:
    """FNT-003, a file in styles/fonts/ that no edition can use; FNT-004, one whose maker says that no file may hold it."""
    damaged = "is damaged, or is not a TrueType font, the only kind that every edition can use"
    convert = "Get it as .ttf, or convert it: most families are offered in both."
    forbidden = "says that it may not be embedded, and every edition embeds its fonts"
    ask = "Ask its owner for a licence for PDF, EPUB and web, or choose another font."
    faults = []
    for it in own:
        described = _described(it)
        if described is None or described[1].is_forbidden:
            code, message, remedy = ("FNT-003", damaged, convert) if described is None else ("FNT-004", forbidden, ask)
            faults.append(Diagnostic(code, Location(f"{OWN_FOLDER}/{it.name}"), f"{it.name} {message}.", remedy))
    return faults


def families_of_scripts(characters: Iterable[str], known: Library) -> dict[str, set[str]]:
    """The shipped families for scripts of these characters, by name, each with the characters of its script that it has."""
    found: dict[str, set[str]] = {}
    for it in sorted(characters):
        family = f"Noto Sans {unicodedata.name(it, '?').split()[0].title()}"
        if family in known and it in characters_of(file_of(known[family], 400, "normal")):
            found.setdefault(family, set()).add(it)
    asian = set(filter(is_east_asian, characters))
    first = dict.fromkeys(
        SCRIPTS[name] for it in sorted(asian) if (name := unicodedata.name(it, "?").split()[0]) in SCRIPTS
    )
    for family in (
        f"Noto {face} {variety}" for variety in {**first, **dict.fromkeys(EAST_ASIAN)} for face in ("Serif", "Sans")
    ):
        held = asian & characters_of(file_of(known[family], 400, "normal")) if asian and family in known else set()
        if held:
            found[family] = held
            asian -= held
    return found


def is_east_asian(character: str) -> bool:
    """Whether a character is of the Chinese, Japanese or Korean scripts, their marks included."""
    return unicodedata.east_asian_width(character) in "WF" and unicodedata.category(character) != "So"


def east_asian_families(characters: Iterable[str], lang: str) -> list[str]:
    """The families that print East Asian characters in a book of this language: those of their scripts, or of the language."""
    names = {unicodedata.name(it, "?").split()[0] for it in characters}
    by_language = next((it for tag, it in VARIETIES.items() if lang.lower().startswith(tag)), "SC")
    return [f"Noto Serif {it}" for it in sorted({SCRIPTS[it] for it in names if it in SCRIPTS}) or [by_language]]


def unknown_family(name: str, place: Location, known: Iterable[str]) -> Diagnostic:
    """FNT-001, with what was meant, or how to get the family."""
    families = sorted(known)
    remedy = did_you_mean(name, families) or (
        f"Put its .ttf files into {OWN_FOLDER}/, or install its package, {package_of(name)}: "
        f'python build.py doctor --fonts "{name}". There are: {", ".join(families)}.'
    )
    return Diagnostic("FNT-001", place, f'There is no font family "{name}".', remedy)


@cache
def _packages() -> Library:
    found: dict[str, tuple[FontSource, ...]] = {}
    for slug in fontpkg.families():
        family = fontpkg.family(slug)
        found[family.name] = tuple(
            FontSource(Path(it.path).resolve(), it.style, 0 if it.variable else int(it.weight or 400))
            for it in family.files
        )
    drawer = find_spec("ziafont")  # which is not imported: its face alone is wanted
    assert drawer is not None and drawer.origin is not None
    symbols = Path(drawer.origin).resolve().parent / "fonts" / "DejaVuSans.ttf"
    scripts = find_spec("manimgx_fonts")  # files alone, too: NotoSansHebrew[wght].ttf and others
    assert scripts is not None and scripts.origin is not None
    for path in sorted(Path(scripts.origin).resolve().parent.glob("Noto*.ttf")):
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", path.name.partition("[")[0])
        found.setdefault(words, (FontSource(path, "normal"),))
    for name in EAST_ASIAN.values():
        asian = find_spec(f"pylopdf_fonts_{name.replace('-', '_')}")
        for path in sorted(Path(asian.origin).resolve().parent.glob("Noto*.otf")) if asian and asian.origin else ():
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", path.name.partition("-")[0])
            found.setdefault(words, (FontSource(path, "normal", 400),))
    return {
        **found,
        MATHEMATICAL: (FontSource(Path(font_file()).resolve(), "normal", 400),),
        SYMBOLS: (FontSource(symbols, "normal", 400),),
    }


def _is_whole(data: bytes) -> bool:
    """Whether a font has all without which nothing can be set; HarfBuzz leaves out what is damaged where it needs it."""
    with TTFont(io.BytesIO(data), lazy=True) as font:
        return _NEEDED <= set(font.keys())


_NEEDED = frozenset(("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"))


@lru_cache(maxsize=256)
def _described(path: Path) -> tuple[str, FontSource] | None:
    """The family of a font file and what it is; None where it is not TrueType."""
    try:
        with TTFont(io.BytesIO(found_bytes(path)), lazy=True) as font:
            if "glyf" not in font or font.flavor is not None:
                return None
            if not are_sound(font):
                return None
            names = font["name"]
            family = names.getBestFamilyName() or path.stem
            italic = bool(font["OS/2"].fsSelection & 1) or "Italic" in (names.getBestSubFamilyName() or "")
            weight = 0 if "fvar" in font else int(font["OS/2"].usWeightClass)
            rights = font["OS/2"].fsType
            is_forbidden = rights & _RIGHTS == _RESTRICTED or bool(rights & _BITMAPS_ONLY)
        few = "".join(sorted(characters_of(path))[:FEW])
        face = with_spaces(pinned(path, {}))
        draw_each(face, few)
        shape_each(face, few)
        with TTFont(io.BytesIO(reduced(face, few, "woff2"))) as font:
            font.ensureDecompiled()
            font.getBestCmap()
        if not all(_is_whole(pinned(path, {"wght": of})) for of in (() if weight else (400, 700))):
            return None
        return str(family), FontSource(path, "italic" if italic else "normal", weight, is_forbidden)
    except Exception:  # whatever fontTools, HarfBuzz and FreeType raise, the file is at fault
        return None
