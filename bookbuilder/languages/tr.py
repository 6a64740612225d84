from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Turkish",
    stemmer="turkish",
    babel="turkish",
    mistaken_tags=("tur",),
    joining_words=tuple("ve bir bu için ile da de olarak olan daha çok gibi kadar".split()),
    locators={
        "page": ("s.", "ss.", "sayfa"),
        "chapter": ("böl.", "bölüm"),
        "volume": ("c.", "cilt"),
        "figure": ("şekil",),
        "note": ("dn.", "dipnot"),
        "table": ("tablo",),
    },
)
