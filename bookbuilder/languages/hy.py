from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Armenian", quotes=("«", "»", "„", "“"), mistaken_tags=("arm",))
