"""What is known about Galician."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Galician",
    quotes=("«", "»", "“", "”"),
)
