"""What is known about Serbian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Serbian",
    quotes=("„", "“", "‚", "‘"),
)
