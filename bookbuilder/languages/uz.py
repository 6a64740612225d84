"""What is known about Uzbek."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="uz",
    name="Uzbek",
    mistaken_tags=("uzb",),
    joining_words=tuple("va bu bilan uchun ham bir edi deb esa bo‘lgan".split()),
)
