"""Fills a chapter's excerpts and quoted words, each compared with the transcript."""

from bookbuilder.compose.read.excerpts.excerpt import excerpt
from bookbuilder.compose.read.excerpts.fill import fill_excerpts

__all__ = ["excerpt", "fill_excerpts"]
