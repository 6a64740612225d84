from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Polish",
    quotes=("„", "”", "«", "»"),
    babel="polish",
    mistaken_tags=("pol",),
    joining_words=tuple("i w z na do się nie że jest to po oraz dla przez od który które".split()),
    locators={
        "page": ("s.", "str.", "strona", "strony", "stron"),
        "chapter": ("rozdz.", "rozdział", "rozdziały"),
        "volume": ("t.", "tom", "tomy"),
        "section": ("sekcja", "sekcje"),
        "figure": ("rys.", "rysunek", "ryc.", "rycina"),
        "note": ("przyp.", "przypis", "przypisy"),
        "line": ("w.", "wers", "wersy", "wiersz"),
        "column": ("kol.", "kolumna", "szp.", "szpalta"),
        "article-locator": ("artykuł",),
        "paragraph": ("ust.", "ustęp", "akapit"),
        "issue": ("nr", "numer", "numery", "z.", "zeszyt"),
        "table": ("tab.", "tabela", "tabele"),
        "part": ("cz.", "część"),
    },
)
