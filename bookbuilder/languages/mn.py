"""What is known about Mongolian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Mongolian",
    quotes=("«", "»", "„", "“"),
)
