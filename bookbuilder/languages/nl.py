"""What is known about Dutch."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="nl",
    name="Dutch",
    spine_reads_down=True,
    articles=("de", "een", "eene", "het", "'t", "'n"),
    joining_words=tuple("van en in is dat op te zijn niet voor met".split()),
    stemmer="dutch",
    babel="dutch",
)
