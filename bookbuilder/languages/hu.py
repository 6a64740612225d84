from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Hungarian",
    quotes=("„", "”", "»", "«"),
    articles=("a", "az", "egy"),
    joining_words=tuple("és hogy nem is de csak vagy volt".split()),
    locators={
        "page": ("o.", "oldal"),
        "chapter": ("fejezet",),
        "volume": ("köt.", "kötet"),
        "figure": ("ábra",),
        "note": ("jegyzet",),
        "table": ("táblázat",),
    },
)
