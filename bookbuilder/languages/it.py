from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Italian",
    quotes=("«", "»", "“", "”"),
    conjunction="e",
    articles=("gl'", "gli", "i", "il", "l'", "la", "le", "li", "lo", "un", "un'", "una", "uno"),
    joining_words=tuple("di che della del per con sono non nel si da dei".split()),
    stemmer="italian",
    babel="italian",
    mistaken_tags=("ita",),
    locators={
        "page": ("pag.", "pagg.", "pagina", "pagine"),
        "chapter": ("cap.", "capp.", "capitolo", "capitoli"),
        "volume": ("voll.", "volume", "volumi", "t.", "tomo"),
        "section": ("sez.", "sezz.", "sezione", "sezioni"),
        "figure": ("figg.", "figura", "figure"),
        "note": ("nota", "note"),
        "line": ("r.", "rr.", "riga", "righe"),
        "column": ("coll.", "colonna", "colonne"),
        "article-locator": ("artt.", "articolo", "articoli"),
        "paragraph": ("par.", "parr.", "paragrafo", "paragrafi"),
        "issue": ("n.", "nn.", "numero", "numeri"),
        "table": ("tav.", "tavv.", "tabella", "tabelle"),
        "part": ("parte", "parti"),
    },
)
