from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Hebrew", quotes=("”", "”", "’", "’"), articles=("ha-",))
