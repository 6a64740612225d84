"""Reads each chapter: Jinja, Pandoc, excerpts, and what stands in it, in the order of reading."""
