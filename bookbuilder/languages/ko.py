from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Korean",
    quotes=("“", "”", "‘", "’"),
    mistaken_tags=("kr", "kor"),
    spine_reads_down=True,
)
