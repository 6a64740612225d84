from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Swedish",
    quotes=("”", "”", "’", "’"),
    spine_reads_down=True,
    articles=("de", "den", "det", "en", "ett"),
    joining_words=tuple("och att är som på av för inte med".split()),
    locators={
        "page": ("s.", "sid.", "sida", "sidor", "sidorna"),
        "chapter": ("kap.", "kapitel"),
        "volume": ("bd", "band"),
        "section": ("avsn.", "avsnitt"),
        "figure": ("figur", "figurer", "bild"),
        "note": ("not", "noter"),
        "line": ("rad", "rader"),
        "column": ("kol.", "spalt"),
        "article-locator": ("artikel",),
        "paragraph": ("st.", "stycke"),
        "issue": ("nr", "nummer"),
        "table": ("tab.", "tabell"),
        "part": ("del",),
    },
)
