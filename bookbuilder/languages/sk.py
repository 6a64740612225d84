from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Slovak", quotes=("„", "“", "‚", "‘"))
