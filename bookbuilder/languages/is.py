"""What is known about Icelandic."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="is",
    name="Icelandic",
    spine_reads_down=True,
)
