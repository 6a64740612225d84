"""What is known about Portuguese."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="pt",
    name="Portuguese",
    articles=("a", "as", "o", "os", "um", "uma", "umas", "uns"),
    joining_words=tuple("de que do da em para com não dos das na no por".split()),
    stemmer="portuguese",
    babel="portuguese",
)
