"""What is known about Romanian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="ro",
    name="Romanian",
    articles=("o", "un"),
)
