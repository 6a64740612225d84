"""What is known about Yiddish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="yi",
    name="Yiddish",
    articles=("der", "di", "dos"),
)
