from bookbuilder.languages.registry import Language

LANGUAGE = Language(name="Icelandic", quotes=("„", "“", "‚", "‘"), spine_reads_down=True)
