"""Turns the manuscript and the theme into the Publication that every edition is printed from, and collects every fault."""

from bookbuilder.compose.publication import compose

__all__ = ["compose"]
