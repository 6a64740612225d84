from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Georgian", quotes=("„", "“", "‚", "‘"), mistaken_tags=("ge",))
