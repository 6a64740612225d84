"""What is known about Spanish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="es",
    name="Spanish",
    quotes=("«", "»", "“", "”"),
    conjunction="y",
    articles=("el", "la", "las", "lo", "los", "un", "una", "unas", "unos"),
    joining_words=tuple("de del en que por con para es se como su al".split()),
    stemmer="spanish",
    babel="spanish",
    mistaken_tags=("spa",),
)
