"""What is known about Czech."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="cs",
    name="Czech",
    mistaken_tags=("cz",),
    joining_words=tuple("v na se je že do s z o pro jako by ale které podle také".split()),
)
