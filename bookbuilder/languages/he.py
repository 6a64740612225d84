"""What is known about Hebrew."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="he",
    name="Hebrew",
    articles=("ha-",),
)
