from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Finnish",
    quotes=("”", "”", "’", "’"),
    spine_reads_down=True,
    locators={
        "page": ("s.", "sivu", "sivut"),
        "chapter": ("luku",),
        "volume": ("osa",),
        "figure": ("kuva",),
        "note": ("viite",),
        "table": ("taulukko",),
    },
)
