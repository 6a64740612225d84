from bookbuilder.languages.registry import Language
from bookbuilder.languages.syllable_rules import TAJIK

LANGUAGE = Language(
    name="Tajik",
    quotes=("«", "»", "„", "“"),
    mistaken_tags=("tj", "tgk"),
    soft_hyphens=TAJIK.with_soft_hyphens,
)
