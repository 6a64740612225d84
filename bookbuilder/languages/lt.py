from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Lithuanian", quotes=("„", "“", "‚", "‘"))
