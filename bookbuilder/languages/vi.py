from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Vietnamese", quotes=("“", "”", "‘", "’"), mistaken_tags=("vn",))
