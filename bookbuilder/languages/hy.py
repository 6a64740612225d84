from bookbuilder.languages.registry import Language
from bookbuilder.languages.syllable_rules import ARMENIAN

LANGUAGE = Language(
    name="Armenian",
    quotes=("«", "»", "„", "“"),
    mistaken_tags=("arm",),
    soft_hyphens=ARMENIAN.with_soft_hyphens,
)
