"""What is known about Catalan."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="ca",
    name="Catalan",
    articles=("el", "els", "l'", "la", "les", "un", "una"),
    joining_words=tuple("de que amb per és del dels als aquest".split()),
)
