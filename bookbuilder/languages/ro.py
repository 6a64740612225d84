from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Romanian",
    quotes=("„", "”", "«", "»"),
    articles=("o", "un"),
    joining_words=tuple("și în de la cu pe din care pentru este nu mai al".split()),
    locators={
        "page": ("pag.", "pagina", "paginile"),
        "chapter": ("cap.", "capitolul"),
        "volume": ("vol.", "volumul"),
        "figure": ("figura",),
        "note": ("nota",),
        "table": ("tabelul",),
    },
)
