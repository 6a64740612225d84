"""What is known about Polish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="pl",
    name="Polish",
    quotes=("„", "”", "«", "»"),
    babel="polish",
    mistaken_tags=("pol",),
    joining_words=tuple("i w z na do się nie że jest to po oraz dla przez od który które".split()),
)
