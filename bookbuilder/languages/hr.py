"""What is known about Croatian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Croatian",
    quotes=("„", "”", "‚", "’"),
)
