"""What is known about Georgian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Georgian",
    quotes=("„", "“", "‚", "‘"),
    mistaken_tags=("ge",),
)
