"""What is known about Tajik."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="tg",
    name="Tajik",
    mistaken_tags=("tj", "tgk"),
)
