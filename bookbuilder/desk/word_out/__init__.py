"""A publication in; Word files of its chapters in the typesetter's styles, and what a round trip would lose, out."""

from bookbuilder.desk.word_out.writing import WrittenDocx, write_chapters

__all__ = ["WrittenDocx", "write_chapters"]
