from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Macedonian", quotes=("„", "“", "‚", "‘"))
