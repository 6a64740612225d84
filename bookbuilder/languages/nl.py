"""What is known about Dutch."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="nl",
    name="Dutch",
    spine_reads_down=True,
    articles=("de", "een", "eene", "het", "'t", "'n"),
    stemmer="dutch",
    babel="dutch",
)
