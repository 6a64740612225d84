"""Makes a book of one Word file that holds a whole manuscript: it is read as a chapter is, and cut at its titles."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from bookbuilder.desk.adopt import Adopted, AdoptError, Report, adopt
from bookbuilder.desk.word_in.importing import import_chapter
from bookbuilder.desk.word_in.other_formats import SUFFIXES
from bookbuilder.diagnostics import errors
from bookbuilder.saving import temporary_folder

WORD_FILES = frozenset((".docx", ".docm", ".dotx", *SUFFIXES))
"""Endings of files of a word processor."""


def adopt_word_file(file: Path, target: Path) -> Adopted:
    """A book in the new folder `target` with the chapters of a Word file, its pictures and the sources of its citations."""
    with temporary_folder() as work:
        folder = Path(work) / "book"
        manuscript = folder / "manuscript"
        manuscript.mkdir(parents=True)
        imported = import_chapter(folder, file, f"{file.stem}.md")
        refused = errors(imported.diagnostics)
        if imported.written is None or refused:
            raise AdoptError(" ".join(filter(None, (it for one in refused[:1] for it in (one.message, one.remedy)))))
        sources = folder / "references.yaml"
        if sources.is_file():
            shutil.move(sources, manuscript / "references.yaml")
            text = imported.written.read_text(encoding="utf-8")
            head, rest = ("", text[4:]) if text.startswith("---\n") else ("---\n\n", text)
            imported.written.write_text(f"---\nbibliography: references.yaml\n{head}{rest}", encoding="utf-8")
        manuscript = manuscript.rename(Path(work) / file.stem)
        report = Report()
        if imported.counts:
            report.taken.append(f"of the text of {file.name}: {', '.join(imported.counts)}")
        for kind, words in imported.lines:
            report.note("left" if "left" in kind or "not taken" in kind else "changed", kind, words)
        return replace(adopt(manuscript / imported.written.name, target, report), kind="Word")
