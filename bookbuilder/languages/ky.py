"""What is known about Kyrgyz."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="ky",
    name="Kyrgyz",
    mistaken_tags=("kg", "kir"),
)
