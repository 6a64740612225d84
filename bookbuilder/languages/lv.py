"""What is known about Latvian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Latvian",
    quotes=("„", "“", "‚", "‘"),
)
