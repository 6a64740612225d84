from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Belarusian", quotes=("«", "»", "„", "“"), mistaken_tags=("by",))
