"""Checks a book against its house style, reports each breach at its place, and fixes the safe ones where asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.checks.house_style.abbreviations import unexplained
from bookbuilder.checks.house_style.allowed import left, read_allowed
from bookbuilder.checks.house_style.prose import Prose
from bookbuilder.checks.house_style.rules import Breach, Rule
from bookbuilder.checks.house_style.style_file import StyleForm, read_style
from bookbuilder.diagnostics import Diagnostic, Outcome, counted
from bookbuilder.manuscript.chapters import document_ids, read_chapter
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.model.chapter import Chapter
from bookbuilder.saving import write_source
from bookbuilder.source import Source, own_bytes

__all__ = ["chapter_breaches", "house_style"]


def house_style(folder: Path, steps: Steps, *, fix: bool = False, spelling: bool = False) -> Outcome[tuple[str, ...]]:
    """A line for each file that was corrected, and a warning for each breach that was not."""
    style = read_style(folder)
    if style.value is None and not spelling:
        return Outcome((), style.diagnostics)
    manuscript = read_manuscript(folder, steps).value
    if manuscript is None:
        return Outcome((), style.diagnostics)
    diagnostics, corrected = list(style.diagnostics), []
    chapters = [(name, chapter) for name, chapter in sorted(manuscript.chapters.items())]
    if style.value is not None:
        for name, chapter in chapters:
            if not (chapter.lang or manuscript.book.lang).startswith(style.value[0].lang):
                continue
            breaches, faults = chapter_breaches(chapter, *style.value)
            diagnostics += faults
            if fix:
                breaches, count = _correct(folder, chapter, breaches)
                corrected += [f"Fixed {chapter.source.file}: {counted(count, 'place')}."] if count else []
                chapter = _again(folder, name, chapter)
            diagnostics += _diagnostics(breaches, Source(chapter.source.file, chapter.text))
    if spelling:
        from bookbuilder.checks.house_style.spelling import misspelt

        diagnostics += misspelt(folder, [chapter for _, chapter in chapters], manuscript.book.lang, steps)
    return Outcome(tuple(corrected), tuple(diagnostics))


def chapter_breaches(
    chapter: Chapter, form: StyleForm, rules: tuple[Rule, ...]
) -> tuple[list[Breach], list[Diagnostic]]:
    """What one chapter breaks and nothing excuses, in the order of the text; of two at one place the first stands."""
    prose = Prose(chapter.text)
    text = Source(chapter.source.file, chapter.text)
    found = [breach for rule in rules for breach in rule.breaches(prose)]
    if form.abbreviations is not None and form.abbreviations.check:
        found += unexplained(prose, set(form.abbreviations.known))
    ordered: list[Breach] = []
    for breach in sorted(found, key=lambda each: (each.start, -each.end)):
        if not ordered or breach.start >= ordered[-1].end:
            ordered.append(breach)
    return left(ordered, read_allowed(text, chapter.text), text)


def _diagnostics(breaches: list[Breach], source: Source) -> Iterator[Diagnostic]:
    for breach in breaches:
        remedy = f"{breach.remedy} (check --fix does it.)" if breach.replacement is not None else breach.remedy
        yield Diagnostic(breach.code, source.at(breach.start), breach.message, remedy)


def _correct(folder: Path, chapter: Chapter, breaches: list[Breach]) -> tuple[list[Breach], int]:
    """Write the replacements into the author's file, and nothing else; what is left has its new place."""
    safe = [breach for breach in breaches if breach.replacement is not None]
    path = folder / chapter.source.file
    data = own_bytes(path, folder)
    text = data.decode("utf-8")
    crlf = "\r\n" in text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = chapter.source.text
    shift = len(lines) - len(chapter.text)  # metadata that is blanked out keeps its lines, not its columns
    for breach in reversed(safe):
        lines = lines[: breach.start + shift] + (breach.replacement or "") + lines[breach.end + shift :]
    if safe:
        write_source(path, (mark + (lines.replace("\n", "\r\n") if crlf else lines)).encode())
    return _moved([breach for breach in breaches if breach.replacement is None], safe), len(safe)


def _moved(rest: list[Breach], safe: list[Breach]) -> list[Breach]:
    moved = []
    for breach in rest:
        by = sum(len(each.replacement or "") - (each.end - each.start) for each in safe if each.start < breach.start)
        moved.append(Breach(breach.code, breach.start + by, breach.end + by, breach.message, breach.remedy))
    return moved


def _again(folder: Path, name: str, chapter: Chapter) -> Chapter:
    """The chapter as it is after its corrections, in the form in which its offsets are counted."""
    text = own_bytes(folder / chapter.source.file, folder).decode("utf-8-sig").replace("\r\n", "\n")
    read = read_chapter(Source(chapter.source.file, text), document_ids([name])[name]).value
    return Chapter(read.id, Source(read.source.file, read.text), read.text, read.short_title, read.lang)
