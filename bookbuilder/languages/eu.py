"""What is known about Basque."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Basque",
    articles=("bat",),
)
