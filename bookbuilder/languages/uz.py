from bookbuilder.languages.registry import Language
from bookbuilder.languages.syllable_rules import UZBEK

LANGUAGE = Language(
    name="Uzbek",
    mistaken_tags=("uzb",),
    joining_words=tuple("va bu bilan uchun ham bir edi deb esa bo‘lgan".split()),
    soft_hyphens=UZBEK.with_soft_hyphens,
)
