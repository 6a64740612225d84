"""A chapter's AST in; its excerpts and quoted words, each held against the transcript, with every fault, out."""

from bookbuilder.compose.read.excerpts.excerpt import excerpt
from bookbuilder.compose.read.excerpts.fill import fill_excerpts

__all__ = ["excerpt", "fill_excerpts"]
