"""Font files and a theme -> the stylesheets of EPUB and web: faces, families, and the files under styles/."""

from __future__ import annotations

from collections.abc import Sequence

from bookbuilder.model.book import Book
from bookbuilder.theme.fonts import FontFile
from bookbuilder.theme.templates import Theme

SHARED = ("tokens.css", "content.css")
"""The stylesheets that EPUB and web share, in the order of the cascade."""

DISPLAY = {"epub.css": "swap", "site.css": "optional"}
"""A web page never moves under the reader's eyes: a font that comes too late is there from the next page on. That it comes
in time is the work of templates/site/scripts/fonts.js."""


def stylesheets(theme: Theme, book: Book, fonts: Sequence[FontFile], own: str) -> dict[str, bytes]:
    """Every stylesheet by its name, in the order of the cascade; `own` is the edition's: epub.css or site.css."""
    names = [*SHARED, own]
    sheets = {name: theme.text(f"styles/{name}").encode() for name in names}
    faces = fonts_css(book, fonts, DISPLAY[own]).encode()
    return {"tokens.css": sheets.pop("tokens.css"), "fonts.css": faces, **sheets}


def first_faces(book: Book, fonts: Sequence[FontFile]) -> tuple[str, ...]:
    """The files with which a page begins: the text's roman, italic and bold, as its pages name them."""
    first = [font for font in fonts if font.family == book.fonts.text and (font.weight, font.style) != (700, "italic")]
    return tuple(f"fonts/{font.name}" for font in first)


def fonts_css(book: Book, fonts: Sequence[FontFile], display: str) -> str:
    """One @font-face a file, and the families of book.yaml in the place of those that styles/tokens.css names."""
    faces = [
        f'@font-face {{\n  font-family: "{font.family}";\n  font-style: {font.style};\n  font-weight: {font.weight};\n'
        f'  font-display: {display};\n  src: url("../fonts/{font.name}") format("woff2");\n}}\n'
        for font in fonts
    ]
    stack = ", ".join(
        [f'"{family}"' for family in dict.fromkeys([book.fonts.text, *(font.family for font in fonts)])] + ["serif"]
    )
    tokens = "".join(f"  --font-{cut}: {stack};\n" for cut in ("text", "caption", "display"))
    return "".join(faces) + f":root {{\n{tokens}}}\n"
