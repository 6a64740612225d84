from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Greek",
    quotes=("«", "»", "“", "”"),
    articles=tuple("ένα ένας η μια μία ο οι τα την της τις το τον του τους των".split()),
    mistaken_tags=("gr",),
)
