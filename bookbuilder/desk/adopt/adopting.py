"""Makes a book beside a folder of Quarto, bookdown, Manubot or plain Pandoc, and reports what was taken, changed and left."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from bookbuilder.compose.decide.file_links import automatic_id
from bookbuilder.desk.adopt.bookdown import bookdown_plan, is_bookdown
from bookbuilder.desk.adopt.chunks import chunks_become_code
from bookbuilder.desk.adopt.commonmark import in_pandocs_sense
from bookbuilder.desk.adopt.files import ABOUT, first_file, front_matter, natural, read_text, texts
from bookbuilder.desk.adopt.labels import label_of, labels_become_ours, referred
from bookbuilder.desk.adopt.latex import latex_becomes_markdown, macros_in, macros_used
from bookbuilder.desk.adopt.manubot import TAG, is_manubot, manubot_plan
from bookbuilder.desk.adopt.metadata import book_keys, language_by_text, plain
from bookbuilder.desk.adopt.notebooks import notebook_text
from bookbuilder.desk.adopt.numbered import numbered
from bookbuilder.desk.adopt.pictures import Copied, drawn_pictures, pictures_moved, pictures_placed
from bookbuilder.desk.adopt.plain import plain_plan
from bookbuilder.desk.adopt.plan import AdoptError, Piece, Plan, Report
from bookbuilder.desk.adopt.quarto import NAMES, quarto_plan
from bookbuilder.desk.adopt.sections import (
    UNNUMBERED,
    Section,
    as_section,
    lowest_level,
    sections_of,
    shifted,
    top_title,
    with_levels,
)
from bookbuilder.desk.adopt.shortcodes import shortcodes_filled
from bookbuilder.desk.adopt.sources import references_yaml, sources_of
from bookbuilder.desk.adopt.text import chapter_text
from bookbuilder.desk.adopt.title_links import links_followed, titles_become_links, titles_of
from bookbuilder.desk.adopt.verbatim import blanked
from bookbuilder.desk.adopt.writing import Chapter, written
from bookbuilder.source import own_file

REFERENCES = re.compile(
    r"(references?|bibliography|works cited|literature( cited)?|literatur(verzeichnis)?|quellen(verzeichnis)?|références|"
    r"bibliographie|bibliografía|referencias|referências|bibliografia|литература|список литературы|参考文献|references.*)$",
    re.IGNORECASE,
)
"""Titles of the list of sources, which is made here."""
FRONT = re.compile(
    r"(preface|foreword|acknowledge?ments?|dedication|abstract|summary|declaration|statement|about (the|this) (book|author)s?|"
    r"vorwort|danksagung|zusammenfassung|préface|remerciements|prólogo|abbreviations|welcome)\b",
    re.IGNORECASE,
)
"""Titles of what stands before the first chapter."""
_SAID = re.compile(r"^#{1,6}[ \t]+(title|author|year|date):[ \t]+(\S.*)$", re.IGNORECASE | re.MULTILINE)
"""A heading that says something of the book, with nothing below it."""
WORDS_OF_A_BOOK = 8000
"""A text with so many words below one title is a book of several chapters and no article."""
DEPTH, FILES = 8, 2000
"""Includes within one another, and files read in all; far above any book."""


@dataclass(frozen=True)
class Adopted:
    """A book that was made of a folder."""

    folder: Path
    kind: str
    chapters: int
    report: Report


def adopt(given: Path, target: Path) -> Adopted:
    """Make a book of a folder, or of one file, in the new folder `target`; AdoptError where there is none to be made."""
    root = (given if given.is_dir() else given.parent).resolve()
    target = target.resolve()
    if target.is_relative_to(root):
        raise AdoptError(f"{target} lies in the folder that is adopted. Name one beside it with --to.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise AdoptError(f"{target} is not empty. Name a new folder with --to.")
    plan = _recognised(given.resolve(), root)
    report = Report()
    sections = _sections(plan, report)
    if not sections:
        raise AdoptError(f"The {plan.kind} folder {given.name}/ has no chapter with words in it.")
    copied = Copied()
    chapters = _chapters(plan, sections, copied, report)
    texts = [chapter.text for chapter in chapters]
    sources, faults = sources_of(plan.bibliographies, plan.metadata, texts, plan.root, report)
    for fault in faults:
        report.note("left", f"in a bibliography: {fault.message}", str(fault.location))
    keys = book_keys(plan.metadata, chapters[0].title if given.is_file() or len(chapters) == 1 else _title(plan))
    if keys["lang"] == "en" and not {"lang", "language", "babel-lang"} & set(plan.metadata):
        keys["lang"] = language_by_text("\n".join(blanked(text) for text in texts))
    report.taken.insert(0, f"{len(chapters)} chapters of {plan.kind}")
    written(target, keys, chapters, references_yaml(sources), plan, copied, report)
    return Adopted(target, plan.kind, len(chapters), report)


def _recognised(given: Path, root: Path) -> Plan:
    if given.is_file():
        return plain_plan(given, root)
    for folder in (given, *sorted((it for it in given.iterdir() if it.is_dir()), key=natural)):
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


def _sections(plan: Plan, report: Report) -> list[tuple[Piece, Section]]:
    """Every chapter with the file that it comes from; texts without a title go on with the chapter before them."""
    pictures = drawn_pictures(plan)
    wanted = _wanted(plan)
    execute = plan.metadata.get("execute")
    hidden = isinstance(execute, dict) and str(execute.get("echo")).lower() == "false"

    asked = 0
    seen: set[Path] = set()

    def text_of(path: Path, depth: int = 0) -> str:
        nonlocal asked
        asked += 1
        if depth > DEPTH or asked > FILES:
            report.note("left", "an include that never ends", path.relative_to(plan.root).as_posix())
            return ""
        text = read_text(path, plan.root)
        seen.add(path.resolve())
        if text is None:
            return ""
        if path.suffix.lower() == ".ipynb":
            text = notebook_text(text)
        name = path.relative_to(plan.root).as_posix()

        def included(address: str) -> str | None:
            folders = (path.parent, plan.base, *plan.folders, plan.root)
            found = first_file((folder / address.lstrip("/") for folder in folders), plan.root)
            return None if found is None else text_of(found, depth + 1)

        own = front_matter(text)[0].get("execute")
        is_hidden = str(own.get("echo")).lower() == "false" if isinstance(own, dict) and "echo" in own else hidden
        text = chunks_become_code(text, name, pictures, report, lambda it: included(it) or "", is_hidden, wanted)
        return shortcodes_filled(text, name, plan.variables, plan.metadata, report, included)

    ids = {
        it.path: f"sec-{automatic_id(it.path.relative_to(plan.base).with_suffix('').as_posix().replace('/', '-'))}"
        for it in plan.pieces
        if it.depth
    }
    read: list[tuple[Piece, str, str]] = []
    for piece in plan.pieces:
        said, text = front_matter(text_of(piece.path))
        is_books = piece == plan.pieces[0] and plan.concatenated
        title = "" if is_books else plain(said.get("title"))
        if title and said.get("number-sections") is False or title and str(said.get("unnumbered")).lower() == "true":
            title = f"{title} {{.unnumbered}}"
        if piece.unnumbered or piece.place == "front":
            title = f"{title or top_title(text) or piece.title} {{.unnumbered}}"
        elif piece.title and not title and lowest_level(text) > 1:
            title = piece.title
        text = in_pandocs_sense(text, piece.path.relative_to(plan.root).as_posix(), plan.kind, report)
        read.append((piece, title, links_followed(text, piece.path, ids)))
    lowest = min((lowest_level(text) for piece, title, text in read if not title and not piece.depth), default=1)
    found: list[tuple[Piece, Section]] = []
    for piece, title, text in read:
        if lowest > 1 and not title and lowest < 7:
            text = shifted(text, 1 - lowest)
        if piece.depth:
            title, text = "", as_section(text, title or piece.title, piece.depth, ids[piece.path])
        pending = piece
        for number, section in enumerate(sections_of(text, title)):
            own = pending if not number else replace(pending, part="", ends_part=False, titles_part=False)
            if not section.title and not section.part and not section.begins_appendix:
                if found and plan.concatenated and not found[-1][1].title == "":
                    last, before = found[-1]
                    moved = pictures_moved(section.text, piece.path, last.path, plan)
                    found[-1] = (last, replace(before, text=f"{before.text.rstrip()}\n\n{moved}"))
                    continue
                name = plain(plan.metadata.get("title")) if not found else ""
                section = replace(section, title=f"{name or _name(piece.path)} {{.unnumbered}}")
            found.append((own, with_levels(section)))
    if len(found) == 1:
        found = _opened(*found[0], plan, report)
    _unread(plan, seen | {it.resolve() for it in [plan.listed_in] if it}, report)
    counted = Counter(section.plain_title for _, section in found)
    return [(piece, it) for piece, it in found if counted[it.plain_title] < 3 or it.words or not it.title or it.part]


def _wanted(plan: Plan) -> frozenset[str]:
    """The labels of figures and tables that the text refers to: fig:x and tab:x, however it writes them."""
    files = dict.fromkeys(piece.path for piece in plan.pieces)
    files |= dict.fromkeys(it for ending in ("Rmd", "qmd") for it in sorted(plan.base.rglob(f"*.{ending}"))[:FILES])
    text = "\n".join(read_text(path, plan.root) or "" for path in files if own_file(path, plan.root))
    found = re.findall(r"@ref\((fig|tab):([^)\s]+)\)|@(fig|tbl)-([\w-]+)", text)
    return frozenset(f"{one or other.replace('tbl', 'tab')}:{name or label}" for one, name, other, label in found)


def _title(plan: Plan) -> str:
    """What a book is called that does not say so: as its README is headed, else as its folder."""
    readme = read_text(plan.root / "README.md", plan.root) or ""
    found = re.search(r"^#[ \t]+(\S[^\n]*)|^(\S[^\n]*)\n=+[ \t]*$", readme, re.MULTILINE)
    title = plain(found[1] or found[2]) if found else ""
    return title if 0 < len(title) < 80 else _name(plan.root)


def _name(path: Path) -> str:
    words = re.sub(r"[\W_]+", " ", re.sub(r"^[\d._\s-]+", "", path.stem)).strip()
    return words[:1].upper() + words[1:] if words else path.stem


def _opened(piece: Piece, only: Section, plan: Plan, report: Report) -> list[tuple[Piece, Section]]:
    """The chapters of a book that has one title of the first level, its own, and its chapters below that."""
    said = {it[1].lower(): it[2] for it in _SAID.finditer(f"# {only.title}\n{only.text}")}
    if said:
        only = replace(only, title=re.sub(r"^title:\s*", "", only.title, flags=re.IGNORECASE))
        only = with_levels(replace(only, text=re.sub(r"\A\s*([-*_])\1{2,}[ \t]*\n", "", _SAID.sub("", only.text))))
    plan.metadata.setdefault("title", only.plain_title)
    for theirs, ours in (("author", "author"), ("year", "date"), ("date", "date")):
        if theirs in said:
            plan.metadata[ours] = said[theirs]
    inner = [it for it in sections_of(shifted(only.text, -1)) if it.title or it.words]
    words = len(only.words.split())
    if len(inner) < 3 or words < max(WORDS_OF_A_BOOK, 400 * len(inner)) or UNNUMBERED.search(only.title):
        return [(piece, only)]
    report.note("changed", "the one title of the first level is the book's, those below it are its chapters")
    opening = [] if inner[0].title else [replace(inner[0], title=f"{only.plain_title} {{.unnumbered}}")]
    return [(piece, with_levels(it)) for it in (*opening, *(it for it in inner if it.title))]


def _unread(plan: Plan, read: set[Path], report: Report) -> None:
    """Name what else is written in the folder: whoever adopts it decides whether it belongs to the book."""
    for path in texts(plan.root):
        if path not in read and path.resolve() not in read and not ABOUT.match(path.stem) and path.stat().st_size > 200:
            report.note(
                "left", "a text that no list names, or of another folder", path.relative_to(plan.root).as_posix()
            )


def _chapters(plan: Plan, sections: list[tuple[Piece, Section]], copied: Copied, report: Report) -> list[Chapter]:
    """The chapters of the book with their texts in our form."""
    sections = without_clashes(sections)
    pointed = referred("\n".join(f"# {section.title}\n{section.text}" for _, section in sections))
    tags = (
        {it[1]: it[2] for _, section in sections for it in TAG.finditer(section.text)} if plan.kind == "Manubot" else {}
    )
    macros = _macros(plan, [section.text for _, section in sections])
    titles = titles_of([section for _, section in sections])
    chapters: list[Chapter] = []
    names: set[str] = {"bibliography", "contents", "title"}  # pages of these names are made
    part, place, ends = "", "", False
    for piece, section in sections:
        name = piece.path.relative_to(plan.root).as_posix()
        part = section.part or piece.part or part
        ends = ends or piece.ends_part
        place = "back" if section.begins_appendix or piece.place == "back" or place == "back" else ""
        if piece.titles_part:
            part = section.plain_title
        if not section.title:
            continue
        if not section.words and (REFERENCES.match(section.plain_title) or _is_made(section)):
            report.note("left", f"“{section.plain_title}”, which is made here", name)
            continue
        if piece.titles_part and not section.words:
            continue
        title, text = _with_id(section, pointed)
        title = labels_become_ours(title, pointed, plan.kind)
        text = chapter_text(text, name, plan.kind, tags, report)
        text = titles_become_links(text, titles)
        text = latex_becomes_markdown(text, name, report)
        text = labels_become_ours(text, pointed, plan.kind)
        text = pictures_placed(text, piece.path, plan, copied, report)
        used = macros_used(text, macros)
        text = f"# {title}\n{f'{chr(10)}{used}{chr(10)}' if used else ''}{text}".rstrip() + "\n"
        is_front = (
            piece.place == "front"
            or not part
            and place != "back"
            and not chapters_numbered(chapters)
            and _is_front(section)
        )
        where = "back" if place == "back" else "front" if is_front else "body"
        file = _file(piece, plan, section, names, chapters)
        chapters.append(Chapter(file, section.plain_title, text, where, part, ends, bool(UNNUMBERED.search(title))))
        part, ends = "", False
    own_numbers = _numbers(chapters)
    texts = numbered([(number, chapter.text) for number, chapter in zip(own_numbers, chapters, strict=True)])
    return [replace(chapter, text=text) for chapter, text in zip(chapters, texts, strict=True)]


def without_clashes(sections: list[tuple[Piece, Section]]) -> list[tuple[Piece, Section]]:
    """The sections with other ids where one, such as `models`, would be called here as another is, `sec:models`."""
    text = "\n".join(f"# {section.title}\n{section.text}" for _, section in sections)
    defined = set(re.findall(r"\{[^{}\n]*#([^\s{}]+)", text))
    clashing = [it for it in defined if it == label_of(it, "") and {f"sec:{it}", f"sec-{it}"} & defined]
    if not clashing:
        return sections
    names = "|".join(re.escape(it) for it in sorted(clashing, key=len, reverse=True))
    place = re.compile(rf"((?:\{{[^{{}}\n]*|\]\()#|\\?@ref\()({names})(?=[\s}})])")

    def renamed(words: str) -> str:
        return place.sub(r"\1\2-2", words)

    return [(piece, replace(it, title=renamed(it.title), text=renamed(it.text))) for piece, it in sections]


def chapters_numbered(chapters: list[Chapter]) -> bool:
    """Whether one of the chapters has a number: what stands before the first may be front matter."""
    return any(not it.unnumbered or it.part for it in chapters)


def _is_front(section: Section) -> bool:
    return bool(UNNUMBERED.search(section.title)) and bool(FRONT.match(section.plain_title))


def _is_made(section: Section) -> bool:
    return bool(
        re.search(r"\\(tableofcontents|listoffigures|listoftables|printbibliography|printindex)", section.text)
    ) or (
        not section.text.strip()
        and bool(re.match(r"(table of )?contents|list of (figures|tables)|index", section.plain_title, re.I))
    )


def _numbers(chapters: list[Chapter]) -> list[str]:
    """The number that each chapter will have."""
    found: list[str] = []
    count = {"body": 0, "back": 0, "front": 0}
    for chapter in chapters:
        if chapter.unnumbered or chapter.place == "front":
            found.append("")
            continue
        count[chapter.place] += 1
        number = count[chapter.place]
        found.append(str(number) if chapter.place == "body" else chr(ord("A") + (number - 1) % 26))
    return found


def _with_id(section: Section, pointed: set[str]) -> tuple[str, str]:
    """Title and text, where each heading that others refer to by its words has that id."""

    def marked(heading: str) -> str:
        id = automatic_id(re.sub(r"\{[^}]*\}\s*#*$|[*_`]", "", heading).strip())
        if id not in pointed or "{#" in heading or re.search(r"\{[^}]*#", heading):
            return heading
        classes = re.search(r"\{([^}]*)\}\s*$", heading)
        bare = heading[: classes.start()].rstrip() if classes else heading
        return f"{bare} {{#{id}{' ' + classes[1] if classes else ''}}}"

    text = re.sub(r"^(#{2,6} )(.+)$", lambda it: it[1] + marked(it[2]), section.text, flags=re.MULTILINE)
    return marked(section.title), text


def _macros(plan: Plan, texts: list[str]) -> dict[str, str]:
    """LaTeX's macros of the headers that the folder names, and of the texts themselves."""
    found: dict[str, str] = {}
    said = str(plan.metadata.get("header-includes") or "")
    folders = dict.fromkeys((plan.root, plan.base))
    for path in sorted({path for it in folders for path in (*it.glob("*.tex"), *it.glob("*/*.tex"))})[:40]:
        if own_file(path, plan.root):
            found |= macros_in((read_text(path, plan.root) or "")[:200_000])
    for text in (said, *texts):
        found |= macros_in(text)
    return found


def _file(piece: Piece, plan: Plan, section: Section, names: set[str], chapters: list[Chapter]) -> str:
    """The chapter's file under manuscript/: where its source lies, or called after its title where one has several."""
    inside = piece.path.relative_to(plan.base).with_suffix("").as_posix()
    inside = f"chapters/{inside}" if inside.startswith("interviews/") else inside
    inside = re.sub(r"[^\w./-]+", "-", inside)
    name = inside
    if name in names:
        folder = f"{inside.rpartition('/')[0]}/" if "/" in inside else ""
        slug = re.sub(r"[^\w]+", "-", section.plain_title.lower()).strip("-_")[:40].rstrip("-") or "chapter"
        name = f"{folder}{len(chapters) + 1:02}-{slug}"
        while name in names:
            name += "-2"
    names.add(name)
    return f"{name}.md"
