"""What is known about Greek."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="el",
    name="Greek",
    articles=(
        "ένα",
        "ένας",
        "η",
        "μια",
        "μία",
        "ο",
        "οι",
        "τα",
        "την",
        "της",
        "τις",
        "το",
        "τον",
        "του",
        "τους",
        "των",
    ),
    mistaken_tags=("gr",),
)
