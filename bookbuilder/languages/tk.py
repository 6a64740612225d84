from bookbuilder.languages.registry import Language
from bookbuilder.languages.syllable_rules import TURKMEN

LANGUAGE = Language(
    name="Turkmen",
    mistaken_tags=("tm", "tuk"),
    soft_hyphens=TURKMEN.with_soft_hyphens,
)
