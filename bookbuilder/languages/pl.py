"""What is known about Polish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="pl",
    name="Polish",
    quotes=("„", "”", "«", "»"),
    babel="polish",
    mistaken_tags=("pol",),
)
