"""What is known about Estonian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Estonian",
    quotes=("„", "“", "‚", "‘"),
)
