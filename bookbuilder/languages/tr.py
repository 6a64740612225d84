"""What is known about Turkish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="tr",
    name="Turkish",
    stemmer="turkish",
    babel="turkish",
    mistaken_tags=("tur",),
)
