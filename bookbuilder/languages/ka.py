from bookbuilder.languages.registry import Language
from bookbuilder.languages.syllable_rules import GEORGIAN

LANGUAGE = Language(
    name="Georgian",
    quotes=("„", "“", "‚", "‘"),
    mistaken_tags=("ge",),
    soft_hyphens=GEORGIAN.with_soft_hyphens,
)
