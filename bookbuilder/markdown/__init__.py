"""Pandoc and its tree: the door to the program, walks over its AST, and places in the author's own file."""
