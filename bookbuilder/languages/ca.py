from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Catalan",
    quotes=("«", "»", "“", "”"),
    articles=("el", "els", "l'", "la", "les", "un", "una"),
    joining_words=tuple("de que amb per és del dels als aquest".split()),
    locators={
        "page": ("pàg.", "pàgs.", "pàgina", "pàgines"),
        "chapter": ("cap.", "capítol"),
        "volume": ("volum",),
        "figure": ("figura",),
        "note": ("nota",),
        "table": ("taula",),
    },
)
