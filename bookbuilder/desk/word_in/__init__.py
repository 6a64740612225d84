"""A Word file in; a chapter in the book's own Markdown, its pictures and sources in their places, and a list for the editor, out."""

from bookbuilder.desk.word_in.importing import ImportedChapter, import_chapter

__all__ = ["ImportedChapter", "import_chapter"]
