"""What is known about Norwegian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="no",
    name="Norwegian",
    spine_reads_down=True,
    articles=("de", "den", "det", "ei", "en", "et"),
)
