from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Japanese",
    quotes=("「", "」", "『", "』"),
    spine_reads_down=True,
    mistaken_tags=("jp", "jpn"),
)
