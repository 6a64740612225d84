"""What is known about Swedish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="sv",
    name="Swedish",
    spine_reads_down=True,
    articles=("de", "den", "det", "en", "ett"),
    joining_words=tuple("och att är som på av för inte med".split()),
)
