from bookbuilder.languages.registry import Language
from bookbuilder.languages.syllable_rules import KYRGYZ

LANGUAGE = Language(
    name="Kyrgyz",
    quotes=("«", "»", "„", "“"),
    mistaken_tags=("kg", "kir"),
    soft_hyphens=KYRGYZ.with_soft_hyphens,
)
