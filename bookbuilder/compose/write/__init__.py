"""Turns decided chapters into XHTML, one document a chapter."""
