"""Makes a book beside a folder of Quarto, bookdown, Manubot or plain Pandoc, and reports what was taken, changed and left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.bookdown import bookdown_plan, is_bookdown
from bookbuilder.desk.adopt.chapters import chapters_of
from bookbuilder.desk.adopt.chunk_results import NOT_RUN, not_run_in
from bookbuilder.desk.adopt.cutting import name_of, sections_in
from bookbuilder.desk.adopt.files import TEXTS, every_file, inner_folders, read_text
from bookbuilder.desk.adopt.front_texts import front_texts
from bookbuilder.desk.adopt.manubot import is_manubot, manubot_plan
from bookbuilder.desk.adopt.metadata import book_keys, language_by_name, language_of_book, plain
from bookbuilder.desk.adopt.pictures import Copied
from bookbuilder.desk.adopt.plain import plain_plan
from bookbuilder.desk.adopt.plan import AdoptError, Plan, Report
from bookbuilder.desk.adopt.quarto import NAMES, quarto_plan
from bookbuilder.desk.adopt.sources import listed_uncited, nocite_of, references_yaml, sources_of, with_names_of_people
from bookbuilder.desk.adopt.writing import written
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.signing_key import plain_bytes
from bookbuilder.source import own_file


@dataclass(frozen=True)
class Adopted:
    """A book that was made of a folder."""

    folder: Path
    kind: str
    chapters: int
    report: Report


_WITHIN_A_BOOK = re.compile(
    r"(?:ar|az|bg|bn|ca|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|hy|id|it|ja|jp|ka|kk|ko|ky|lt|lv|nl|no|pl|pt|ro|ru|sk|sl|sr|sv|"
    r"ta|th|tr|uk|ur|uz|vi|zh)(?:[-_][A-Za-z]{2,4})?|src|source|book|docs?|text|content|chapters|manuscript",
    re.IGNORECASE,
)
"""Folders that are called after a language, or after what is in them: the one around them has the book's name."""


_NO_CHAPTER = re.compile(r"(?:^|/)(?:[_~]|build/|dist/|output/|docs/)|template|reference|style|theme", re.IGNORECASE)
"""What has the look of a program's own results in Word, or of the looks that it is given for them."""


def adopt(given: Path, target: Path, report: Report | None = None, kind: str = "", title: str = "") -> Adopted:
    """Make a book of a folder, or of one file, in the new folder `target`; AdoptError where there is none to be made.

    `report` holds what was done before, where the text was made of files of another `kind`; with `title` these are
    chapters by themselves, and what the first says of its title and authors is not said of the book.
    """
    root = (given if given.is_dir() else given.parent).resolve()
    target = target.resolve()
    if target.is_relative_to(root):
        raise AdoptError(f"{target} lies in the folder that is adopted. Name one beside it with --to.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise AdoptError(f"{target} is not empty. Name a new folder with --to.")
    if given.is_file() and given.suffix.lower() not in TEXTS and b"\0" in plain_bytes(given)[:8000]:
        raise AdoptError(f"{given.name} is no text. Markdown and files of Word are read: .md, .txt, .docx, .odt, .rtf.")
    plan = _recognised(given.resolve(), root)
    if title:
        of_book = {key: it for key, it in plan.metadata.items() if key not in ("author", "subtitle")}
        plan = replace(plan, metadata={**of_book, "title": title}, concatenated=False)
    report = report or Report()
    sections = sections_in(plan, report)
    if not sections:
        raise AdoptError(f"The {plan.kind} folder {given.name}/ has no chapter with words in it.")
    for file in every_file(root) if given.is_dir() else ():
        place = file.relative_to(root)
        if file.suffix.lower() in (".doc", ".docx", ".odt") and not _NO_CHAPTER.search(place.as_posix()):
            report.note("left", "Word files, which make a book where there are no chapters in Markdown", str(place))
    for name in plan.absent:
        report.note("left", "chapters that the list names are not there", name)
    sections = [*front_texts(plan, report), *sections]
    copied = Copied()
    chapters = with_names_of_people(plan, chapters_of(plan, sections, copied, report), report)
    texts = [chapter.text for chapter in chapters]
    nocite = nocite_of(plan)
    sources, faults = sources_of(plan.bibliographies, plan.metadata, [*texts, nocite], plan.root, report)
    for fault in faults:
        _note_of_sources(fault, report)
    several = name_of(given.with_suffix("")) if given.is_file() else _title(plan)
    keys = book_keys(plan.metadata, chapters[0].title if len(chapters) == 1 else several)
    keys["lang"] = language_of_book(plan.metadata, texts)
    if keys["lang"] == "en" and "lang" not in plan.metadata:
        keys["lang"] = language_by_name(given.stem, "\n".join(texts)) or "en"
    chapters = [replace(it, text=it.text.replace(NOT_RUN, not_run_in(keys["lang"]))) for it in chapters]
    if classes := _own_classes(plan, texts):
        keys["classes"] = classes
    if nocite := listed_uncited(nocite, sources, report):
        keys["nocite"] = nocite
    report.taken[:0] = [
        f"{len(chapters)} chapter{'s' * (len(chapters) != 1)} of {kind or plan.kind}",
        _said_of_book(keys),
    ]
    written(target, keys, chapters, references_yaml(sources), plan, copied, report)
    return Adopted(target, kind or plan.kind, len(chapters), report)


def _said_of_book(keys: Mapping[str, Any]) -> str:
    """The title, the authors and the language, as book.yaml has them: what a stranger corrects first."""
    people = [str(it["name"] if isinstance(it, dict) else it) for it in keys["creator"]] if "creator" in keys else []
    shown = f"{', '.join(people[:3])}{' …' if len(people) > 3 else ''}" if people else "no author named"
    return f"the title “{keys['title']}”, {shown}, in {keys['lang']}: manuscript/book.yaml has them"


def _note_of_sources(fault: Diagnostic, report: Report) -> None:
    """What was lost or changed in a bibliography; what happens to many sources is one line."""
    place = str(fault.location)
    title, _, field = fault.message.partition("”: ")
    if fault.code == "DSK-005" and field:
        what = "fields of a bibliography that CSL does not have"
        report.note("left", what, f"{field.split(' is ')[0]} in {place}")
    elif fault.code == "DSK-007":
        what = (
            "titles of a bibliography were set in sentence case, as CSL requires: look for names without their capital"
        )
        report.note("changed", what, f"{title.lstrip('“')}… in {place}" if field else place)
    else:
        subject, _, rest = fault.message.rpartition("”:" if "”: " in fault.message else "”")
        where = f"{subject.lstrip('“')} in {place}" if subject else place
        report.note("left", f"in a bibliography: {rest.strip()}", where)


def _recognised(given: Path, root: Path) -> Plan:
    if given.is_file():
        return plain_plan(given, root)
    for folder in (given, *inner_folders(given)):
        if folder != given and folder.name.startswith((".", "_")):
            continue
        said = next((read_text(folder / name, root) for name in NAMES if own_file(folder / name, root)), None)
        if said is not None and (folder == given or "chapters" in said):
            return quarto_plan(folder, root)
        if is_bookdown(folder, root):
            return bookdown_plan(folder, root)
        if is_manubot(folder, root):
            return manubot_plan(folder, root)
    return plain_plan(given, root)


def _title(plan: Plan) -> str:
    """What a book is called that does not say so: as its README is headed, else as its folder."""
    readme = read_text(plan.root / "README.md", plan.root) or ""
    found = re.search(r"^#[ \t]+(\S[^\n]*)|^(\S[^\n]*)\n=+[ \t]*$", readme, re.MULTILINE)
    title = plain(found[1] or found[2]) if found else ""
    of_book = plan.root.parent if _WITHIN_A_BOOK.fullmatch(plan.root.name) and plan.root.parent.name else plan.root
    return title if 0 < len(title) < 80 else name_of(of_book)


_ATTRIBUTES = re.compile(r"\{([^{}\n]*\.[^{}\n]*)\}|^:{3,}[ \t]*([A-Za-z][\w-]*)[ \t]*:*$", re.MULTILINE)
_CLASS = re.compile(r"(?<![\w\"'=/])\.([A-Za-z][\w-]*)")
_LARGEST = 300_000
"""Bytes of a style sheet that an author wrote, and no program."""


def _own_classes(plan: Plan, texts: Iterable[str]) -> list[str]:
    """The classes that the texts use and a style sheet of the folder knows, in the order of the alphabet."""
    used: set[str] = set()
    for text in texts:
        for given, alone in _ATTRIBUTES.findall(text):
            used |= {alone} if alone else set(_CLASS.findall(given))
    sheets = [it for it in every_file(plan.root) if it.suffix.lower() in (".css", ".scss")][:40] if used else []
    styled: set[str] = set()
    for path in sheets:
        if own_file(path, plan.root) and path.stat().st_size < _LARGEST:
            styled |= set(_CLASS.findall(re.sub(r"/\*.*?\*/", "", read_text(path, plan.root) or "", flags=re.DOTALL)))
    return sorted(used & styled)
