from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    marks=("،", "؛"),
    name="Persian",
    quotes=("«", "»", "‹", "›"),
    conjunction="و",
    mistaken_tags=("ir", "per", "fas"),
)
