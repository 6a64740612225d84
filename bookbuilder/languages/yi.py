from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Yiddish", quotes=("”", "”", "’", "’"), articles=("der", "di", "dos"))
