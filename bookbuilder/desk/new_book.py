"""Makes the folder of a new book, whose PDF can be made at once, from a title, a language, a kind and a citation style."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.citations import known_styles
from bookbuilder.diagnostics import did_you_mean
from bookbuilder.languages.tags import language_tag
from bookbuilder.saving import remove, whole_folder, write_source
from bookbuilder.theme.templates import SHIPPED

KINDS = {
    "monograph": "frontmatter: [half-title, title, imprint, contents]\nbackmatter: [bibliography, index]\n",
    "edited-volume": (
        "frontmatter: [half-title, title, imprint, contents]\nbackmatter: [contributors]\n"
        "bibliography: chapter     # each chapter lists its own sources; both: the book lists them, too\n"
    ),
    "thesis": "frontmatter: [title, contents, list-of-figures, list-of-tables]\nbackmatter: [bibliography]\n",
    "report": "frontmatter: [title, imprint, contents]\nbackmatter: [bibliography]\n",
}
"""What stands before and after the chapters, by the kind of book."""
PAGES = {"thesis": "210mm 297mm", "report": "210mm 297mm"}
"""Pages of other sizes than a monograph's."""
STYLES = {
    "chicago": "chicago-notes-bibliography",
    "chicago-author-date": "chicago-author-date",
    "apa": "apa",
    "mla": "modern-language-association",
    "harvard": "harvard-cite-them-right",
    "mhra": "mhra-notes",
    "oscola": "oscola",
    "ieee": "ieee",
    "vancouver": "elsevier-vancouver",
    "gost": "gost-r-7-0-5-2008",
    "turabian": "turabian-notes-bibliography",
}
"""Citation styles by the names that people use."""


SAMPLE_LANG = "lang: en                     # this chapter is English, and is hyphenated and read aloud so: delete the line with it\n"
"""Of the sample chapter in a book of another language."""


class NewBookError(Exception):
    """The book cannot be begun; the message says why and what to do."""


@dataclass(frozen=True)
class NewBook:
    """What is asked of a new book."""

    title: str
    lang: str = "en-GB"
    kind: str = "monograph"
    style: str = "chicago"
    author: str = ""


def begin(folder: Path, book: NewBook) -> tuple[Path, ...]:
    """Write the folder of a new book, and give the paths of its files; a folder with something in it is a NewBookError."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise NewBookError(f"{folder} is not empty. Name a new folder.")
    try:
        language_tag(book.lang)
    except ValueError as error:
        raise NewBookError(str(error).replace("|", " ")) from None
    if book.kind not in KINDS:
        guess = did_you_mean(book.kind, KINDS) or f"There are: {', '.join(KINDS)}."
        raise NewBookError(f'"{book.kind}" is not a kind of book. {guess}')
    files = {name: text.encode() for name, text in _files(book).items()}
    if not folder.exists():
        whole_folder(folder, files)
        return tuple(folder / name for name in files)
    try:
        for name, data in files.items():
            write_source(folder / name, data)
    except OSError:  # else the next call would find a folder that is not empty
        for entry in {Path(name).parts[0] for name in files}:
            remove(folder / entry)
        raise
    return tuple(folder / name for name in files)


def style_of(name: str) -> str:
    """The CSL style of a name that people use, or the style's own name; an unknown one is a NewBookError."""
    plain = name.strip().lower().replace(" ", "-")
    if plain in STYLES:
        return STYLES[plain]
    if plain in known_styles():
        return plain
    guess = did_you_mean(plain, [*STYLES, *known_styles()]) or f"There are: {', '.join(STYLES)}, and all of CSL's."
    raise NewBookError(f'"{name}" is not a citation style. {guess}')


def _files(book: NewBook) -> dict[str, str]:
    def text(name: str) -> str:
        return (SHIPPED / "templates" / "new" / name).read_text(encoding="utf-8")

    is_edited = book.kind == "edited-volume"
    name = json.dumps(book.author or "Ann Author", ensure_ascii=False)
    values = {
        "$title": json.dumps(book.title, ensure_ascii=False),
        "$lang": book.lang,
        "$creator": f"{'' if book.author else '# '}creator: {f'{{name: {name}, role: edt}}' if is_edited else name}",
        "$style": style_of(book.style),
        "$page": PAGES[book.kind] if book.kind in PAGES else "156mm 234mm",
        "$kind": KINDS[book.kind],
    }
    yaml = text("book.yaml")
    for name, value in values.items():
        yaml = yaml.replace(name, value)
    head = text("chapter-authors.yaml") if is_edited else ""
    if book.lang.split("-")[0] != "en":
        head = f"---\n{SAMPLE_LANG}{head.partition(chr(10))[2] or f'---{chr(10)}{chr(10)}'}"
    return {
        "manuscript/book.yaml": yaml,
        "manuscript/one.md": head + text("one.md"),
        "manuscript/figures/example.svg": text("example.svg"),
        "references.yaml": text("references.yaml"),
        ".gitignore": text("gitignore"),
        ".vscode/settings.json": text("settings.json"),
    }
