"""What is known about Czech."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="cs",
    name="Czech",
    mistaken_tags=("cz",),
)
