from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Spanish",
    quotes=("«", "»", "“", "”"),
    conjunction="y",
    articles=("el", "la", "las", "lo", "los", "un", "una", "unas", "unos"),
    joining_words=tuple("de del en que por con para es se como su al".split()),
    stemmer="spanish",
    babel="spanish",
    mistaken_tags=("spa",),
    locators={
        "page": ("pág.", "págs.", "página", "páginas"),
        "chapter": ("cap.", "caps.", "capítulo", "capítulos"),
        "volume": ("t.", "tomo", "tomos", "volumen", "volúmenes"),
        "section": ("secc.", "sección", "secciones"),
        "figure": ("figura", "figuras"),
        "note": ("nota", "notas"),
        "line": ("l.", "línea", "líneas"),
        "column": ("columna", "columnas"),
        "article-locator": ("artículo", "artículos"),
        "paragraph": ("párr.", "párrafo", "párrafos"),
        "issue": ("núm.", "núms.", "número", "números"),
        "table": ("tabla", "tablas", "cuadro"),
        "part": ("parte", "partes"),
    },
)
