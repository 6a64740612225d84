"""What is known about Portuguese."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="pt",
    name="Portuguese",
    articles=("a", "as", "o", "os", "um", "uma", "umas", "uns"),
    stemmer="portuguese",
    babel="portuguese",
)
