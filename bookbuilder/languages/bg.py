"""What is known about Bulgarian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Bulgarian",
    quotes=("„", "“", "‚", "‘"),
)
