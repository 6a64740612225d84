"""The marks of all chapters in; the headings of the index in their order, and what is wrong with them, out."""

from bookbuilder.compose.index.entries import KINDS, Marked, index_entries
from bookbuilder.compose.index.marks import IndexMark, is_mark, mark_id, place_of, read_mark

__all__ = ["KINDS", "IndexMark", "Marked", "index_entries", "is_mark", "mark_id", "place_of", "read_mark"]
