"""Makes the chapters of the book out of the sections of a folder: their texts in our form, their places, names and numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from bookbuilder.desk.adopt.labels import label_of, with_kinds
from bookbuilder.desk.adopt.loose_labels import led_to_sections
from bookbuilder.desk.adopt.metadata import language_of_book, plain
from bookbuilder.desk.adopt.numbered import numbered
from bookbuilder.desk.adopt.page_ids import distinct_ids, without_idle_ids
from bookbuilder.desk.adopt.pictures import Copied, safe_path
from bookbuilder.desk.adopt.plan import Piece, Plan, Report
from bookbuilder.desk.adopt.section_texts import SectionTexts
from bookbuilder.desk.adopt.sections import UNNUMBERED, Section, without_markup
from bookbuilder.desk.adopt.sites import SITES
from bookbuilder.desk.adopt.title_links import renamed_files, without_links_out
from bookbuilder.desk.adopt.typed_numbers import with_typed_numbers
from bookbuilder.desk.adopt.writing import Chapter
from bookbuilder.manuscript.chapters import document_ids

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

CONTENTS_TITLE = re.compile(
    r"(?:table of )?contents|list of (?:figures|tables)|index|inhalt(?:sverzeichnis)?|table des matières|sommaire|[íi]ndice|sum[áa]rio|"
    r"sommario|inhoud(?:sopgave)?|innehåll|indhold|innhold|sisällys|spis treści|obsah|tartalom(?:jegyzék)?|cuprins|içindekiler|"
    r"mục lục|оглавление|содержание|зміст|мазмұны|περιεχόμενα|სარჩევი|բովանդակություն|садржај|sadržaj|kazalo|съдържание|садржина|turinys|saturs|sisukord|daftar isi|目录|目錄|目次|차례|목차|"
    r"(?:abbildungs|tabellen)verzeichnis|liste des (?:figures|tableaux|illustrations)|[íi]ndice de (?:figuras|tablas|cuadros)|"
    r"(?:\S+ ve )?(?:şekil|tablo|grafik|çizelge|resim)(?:ler|lar|lari)? listesi|(?:перелік|список) (?:рисунків|таблиць|рисунков|таблиц)|"
    r"المحتويات|فهرست(?: مطالب)?|תוכן(?: ה?עניינים)?|विषय[- ]?सूची",
    re.IGNORECASE,
)
"""Titles of lists that are made here, above no words: a word processor has filled them."""


def chapters_of(plan: Plan, sections: list[tuple[Piece, Section]], copied: Copied, report: Report) -> list[Chapter]:
    """The chapters of the book with their texts in our form."""
    sections = without_clashes(distinct_ids(sections) if plan.kind in SITES - {"MyST"} | {"Quarto"} else sections)
    sections = with_typed_numbers(sections, report)
    texts = with_kinds([it.text for _, it in sections])
    sections = [(piece, replace(it, text=text)) for (piece, it), text in zip(sections, texts, strict=True)]
    in_our_form = SectionTexts(plan, sections, copied, report)
    chapters: list[Chapter] = []
    paths: list[Path] = []
    sources: list[str] = []
    moved: dict[Path, str] = {}
    names: set[str] = {"bibliography", "contents", "title"}  # pages of these names are made
    part, place, ends = "", "", False
    for piece, section in sections:
        name = piece.path.relative_to(plan.root).as_posix()
        part = without_markup(section.part or piece.part) or part
        ends = ends or piece.ends_part
        place = "back" if section.begins_appendix or piece.place == "back" or place == "back" else ""
        if piece.titles_part:
            part = section.plain_title
        if (
            not section.title
            or not section.words
            and plain(section.plain_title) in ("", plain(plan.metadata.get("title")))
        ):
            continue
        if not section.words and (REFERENCES.match(section.plain_title) or _is_made(section)):
            report.note("left", f"“{section.plain_title}”, which is made here", name)
            if REFERENCES.match(section.plain_title):
                moved.setdefault(piece.path.with_suffix(""), "#bibliography")
            continue
        if piece.titles_part and not section.words:
            continue
        title, text = in_our_form.of(piece, section)
        is_front = (
            piece.place == "front"
            or not part
            and place != "back"
            and not chapters_numbered(chapters)
            and _is_front(section)
        )
        where = "back" if place == "back" else "front" if is_front else "body"
        file = _file(piece, plan, section, names, chapters)
        paths.append(piece.path)
        sources.append(f"# {section.title}\n{section.text}")
        stem = piece.path.relative_to(plan.base).with_suffix("").as_posix()
        if file != f"{stem}.md":
            moved.setdefault(piece.path.with_suffix(""), file)
        chapters.append(Chapter(file, section.plain_title, text, where, part, ends, bool(UNNUMBERED.search(title))))
        part, ends = "", False
    own_numbers = _numbers(chapters)
    lang = language_of_book(plan.metadata, (it.text for it in chapters))
    texts = led_to_sections([it.text for it in chapters], sources, plan, report)
    texts = numbered(list(zip(own_numbers, texts, strict=True)), lang)
    texts = without_idle_ids(texts, document_ids([it.file for it in chapters]).values())
    taken = {*paths, *moved, *copied.files.values()}
    texts = [without_links_out(text, path, plan.root, taken, report) for text, path in zip(texts, paths, strict=True)]
    return [
        replace(chapter, text=renamed_files(text, path, chapter.file, moved))
        for chapter, text, path in zip(chapters, texts, paths, strict=True)
    ]


def without_clashes(sections: list[tuple[Piece, Section]]) -> list[tuple[Piece, Section]]:
    """The sections with other ids where one, such as `models` or `ch:models`, would be called here as another is, `sec:models`."""
    text = "\n".join(f"# {section.title}\n{section.text}" for _, section in sections)
    defined = list(dict.fromkeys(re.findall(r"(?:\{(?:[^{}\n]*[ \t])?#|\\label\{)([^\s{}]+)", text)))
    first = {label_of(it, ""): it for it in reversed(defined)}
    clashing = [
        it for it in defined if first[label_of(it, "")] != it or it == label_of(it, "") and f"sec-{it}" in first
    ]
    if not clashing:
        return sections
    names = "|".join(re.escape(it) for it in sorted(clashing, key=len, reverse=True))
    place = re.compile(
        rf"((?:\{{[^{{}}\n]*|\]\()#|\\?@ref\(|\\(?:label|\w*ref)\{{|(?<![\w@/])@(?=\w+[:-]))({names})(?=[\s}})\],;.]|$)",
        re.MULTILINE,
    )

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
        not re.sub(r"^#.*$", "", section.text, flags=re.MULTILINE).strip()
        and bool(CONTENTS_TITLE.match(section.plain_title))
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


def _file(piece: Piece, plan: Plan, section: Section, names: set[str], chapters: list[Chapter]) -> str:
    """The chapter's file under manuscript/: where its source lies, or called after its title where one has several."""
    inside = piece.path.relative_to(plan.base).with_suffix("").as_posix()
    inside = f"chapters/{inside}" if inside.startswith("interviews/") else inside
    inside = safe_path(inside)
    name = inside
    if name in names:
        folder = f"{inside.rpartition('/')[0]}/" if "/" in inside else ""
        slug = (
            re.sub(r"[^\w]+", "-", section.plain_title.replace("İ", "i").lower()).strip("-_")[:40].rstrip("-")
            or "chapter"
        )
        name = f"{folder}{len(chapters) + 1:02}-{slug}"
        while name in names:
            name += "-2"
    names.add(name)
    return f"{name}.md"
