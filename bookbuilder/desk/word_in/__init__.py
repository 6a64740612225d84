"""Turns a Word file into a chapter in the book's own Markdown, with its pictures and sources, and a list for the editor."""

from bookbuilder.desk.word_in.importing import ImportedChapter, import_chapter

__all__ = ["ImportedChapter", "import_chapter"]
