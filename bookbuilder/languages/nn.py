from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Norwegian Nynorsk",
    quotes=("«", "»", "‘", "’"),
    spine_reads_down=True,
    articles=("dei", "den", "det", "ei", "ein", "eit"),
)
