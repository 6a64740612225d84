"""What is known about Italian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="it",
    name="Italian",
    quotes=("«", "»", "“", "”"),
    conjunction="e",
    articles=("gl'", "gli", "i", "il", "l'", "la", "le", "li", "lo", "un", "un'", "una", "uno"),
    joining_words=tuple("di che della del per con sono non nel si da dei".split()),
    stemmer="italian",
    babel="italian",
    mistaken_tags=("ita",),
)
