"""What is known about Belarusian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="be",
    name="Belarusian",
    mistaken_tags=("by",),
)
