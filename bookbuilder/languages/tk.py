"""What is known about Turkmen."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="tk",
    name="Turkmen",
    mistaken_tags=("tm", "tuk"),
)
