"""What is known about Albanian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Albanian",
    quotes=("«", "»", "‹", "›"),
)
