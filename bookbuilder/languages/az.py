"""What is known about Azerbaijani."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Azerbaijani",
    quotes=("«", "»", "“", "”"),
)
