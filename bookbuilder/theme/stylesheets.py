"""Makes the stylesheets of EPUB and web: faces, families, and the files under styles/."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from bookbuilder.diagnostics import Diagnostic, Outcome, did_you_mean
from bookbuilder.model.book import Book
from bookbuilder.source import Source
from bookbuilder.theme.font_files import CODE
from bookbuilder.theme.fonts import FontFile
from bookbuilder.theme.looks import OWN_SHEETS
from bookbuilder.theme.plain_css import compile_plain
from bookbuilder.theme.templates import Theme

SHARED = ("tokens.css", "content.css")
"""The stylesheets that EPUB and web share, in the order of the cascade."""

PLAIN, MODERN = "text.css", "modern.css"
"""What the style sheets of the EPUB are compiled to; see `plain_css`."""

DISPLAY = "optional"
"""A web page never moves under the reader's eyes: a font that comes too late is there from the next page on. That it comes
in time is the work of templates/site/scripts/fonts.js."""


def site_stylesheets(theme: Theme, book: Book, fonts: Sequence[FontFile]) -> dict[str, bytes]:
    """Every stylesheet of the web edition by its name, in the order of the cascade."""
    sheets = {name: theme.text(f"styles/{name}").encode() for name in (*SHARED, "site.css")}
    sheets |= {name.rsplit("/", 1)[1]: text.encode() for name, text in added_sheets(theme, "web")}
    faces = _faces(fonts, "woff2", f"  font-display: {DISPLAY};\n") + _families(book, fonts)
    return {"tokens.css": sheets.pop("tokens.css"), "fonts.css": faces.encode(), **sheets}


def epub_stylesheets(theme: Theme, book: Book, fonts: Sequence[FontFile]) -> Outcome[dict[str, bytes]]:
    """The two stylesheets of the EPUB by their names: what any reader knows, and what is newer."""
    texts = {f"styles/{name}": theme.text(f"styles/{name}") for name in (*SHARED, "epub.css")}
    texts |= dict(added_sheets(theme, "epub"))
    tokens, *rest = texts.values()
    made = compile_plain([tokens, _families(book, fonts), *rest])
    faults = tuple(_undeclared(name, texts) for name in made.undeclared)
    return Outcome({PLAIN: (_faces(fonts, "truetype") + made.text).encode(), MODERN: made.modern.encode()}, faults)


def added_sheets(theme: Theme, edition: Literal["print", "epub", "web"]) -> tuple[tuple[str, str], ...]:
    """Names and texts of the style sheets that come after the shipped ones, in the order of the cascade."""
    design = [f"styles/designs/{theme.design}/design.css"] if theme.design else []
    names = [*design, OWN_SHEETS[0], f"styles/own-{edition}.css"]
    return tuple((name, theme.text(name)) for name in names if theme.path(name) is not None)


def _undeclared(name: str, texts: Mapping[str, str]) -> Diagnostic:
    use = re.compile(rf"var\(\s*{re.escape(name)}\b")
    file, at = next((file, match.start()) for file, text in texts.items() if (match := use.search(text)))
    known = re.findall(r"(--[\w-]+)\s*:", "".join(texts.values()))
    remedy = did_you_mean(name, known) or "Declare it in styles/tokens.css."
    place = Source(file, texts[file]).at(at)
    return Diagnostic(
        "CSS-001", place, f"{name} is not declared in any style sheet.", remedy, blocks=frozenset({"epub"})
    )


def first_faces(book: Book, fonts: Sequence[FontFile]) -> tuple[str, ...]:
    """The files with which a page begins: the text's roman, italic and bold, as its pages name them."""
    first = [font for font in fonts if font.family == book.fonts.text and (font.weight, font.style) != (700, "italic")]
    return tuple(f"fonts/{font.name}" for font in first)


def _faces(fonts: Sequence[FontFile], format: str, more: str = "") -> str:
    """One @font-face a file."""
    return "".join(
        f'@font-face {{\n  font-family: "{font.family}";\n  font-style: {font.style};\n  font-weight: {font.weight};\n'
        f'{more}  src: url("../fonts/{font.name}") format("{format}");\n}}\n'
        for font in fonts
    )


def _families(book: Book, fonts: Sequence[FontFile]) -> str:
    """The families of book.yaml in the place of those that styles/tokens.css names."""
    code = next((font.family for font in fonts if font.family in (book.fonts.code, CODE)), "")
    display = next((font.family for font in fonts if font.family == book.fonts.display != book.fonts.text), "")
    text = [it for it in dict.fromkeys([book.fonts.text, *(it.family for it in fonts)]) if it not in (code, display)]
    stack = ", ".join([f'"{family}"' for family in text] + ["serif"])
    named = {"text": stack, "caption": stack, "display": f'"{display}", {stack}' if display else stack}
    named["code"] = ", ".join([f'"{family}"' for family in (code, *text) if family] + ["monospace"])
    return ":root {\n" + "".join(f"  --font-{name}: {value};\n" for name, value in named.items()) + "}\n"
