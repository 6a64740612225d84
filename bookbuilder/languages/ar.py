from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    marks=("،", "؛"),
    name="Arabic",
    articles=("al-",),
)
