"""The manuscript and the theme in; the Publication that every edition is printed from, and every fault, out."""

from bookbuilder.compose.publication import compose

__all__ = ["compose"]
