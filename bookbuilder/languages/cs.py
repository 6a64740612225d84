from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Czech",
    quotes=("„", "“", "‚", "‘"),
    mistaken_tags=("cz",),
    joining_words=tuple("v na se je že do s z o pro jako by ale které podle také".split()),
    locators={
        "page": ("s.", "str.", "strana", "strany", "stran"),
        "chapter": ("kap.", "kapitola", "kapitoly"),
        "volume": ("sv.", "svazek", "díl"),
        "section": ("odd.", "oddíl"),
        "figure": ("obr.", "obrázek"),
        "note": ("pozn.", "poznámka"),
        "line": ("ř.", "řádek"),
        "column": ("sl.", "sloupec"),
        "article-locator": ("čl.", "článek"),
        "paragraph": ("odst.", "odstavec"),
        "issue": ("č.", "číslo"),
        "table": ("tab.", "tabulka"),
        "part": ("část",),
    },
)
