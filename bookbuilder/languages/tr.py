"""What is known about Turkish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="tr",
    name="Turkish",
    stemmer="turkish",
    babel="turkish",
    mistaken_tags=("tur",),
    joining_words=tuple("ve bir bu için ile da de olarak olan daha çok gibi kadar".split()),
    locators={
        "page": (
            "s.",
            "ss.",
            "sayfa",
        ),
        "chapter": (
            "böl.",
            "bölüm",
        ),
        "volume": (
            "c.",
            "cilt",
        ),
        "figure": ("şekil",),
        "note": (
            "dn.",
            "dipnot",
        ),
        "table": ("tablo",),
    },
    terms={
        "part": "Kısım",
        "chapter": "Bölüm",
        "section": "Kesim",
        "appendix": "Ek",
        "figure": "Şekil",
        "table": "Tablo",
        "equation": "Denklem",
        "contents": "İçindekiler",
        "note": "Not",
        "notes": "Notlar",
        "bibliography": "Kaynakça",
        "references": "Kaynaklar",
        "abstract": "Özet",
        "keywords": "Anahtar kelimeler",
        "index": "Dizin",
        "list-of-figures": "Şekiller",
        "list-of-tables": "Tablolar",
        "callout-note": "Not",
        "callout-tip": "İpucu",
        "callout-warning": "Uyarı",
        "callout-important": "Önemli",
        "callout-caution": "Dikkat",
        "title": "Başlık sayfası",
        "page": "Sayfa",
        "pages": "Sayfalar",
        "previous": "Önceki",
        "next": "Sonraki",
        "search": "Ara",
        "chapter-within": "Bölüm",
        "section-within": "Kesim",
        "appendix-within": "Ek",
        "figure-within": "Şekil",
        "table-within": "Tablo",
        "equation-within": "Denklem",
    },  # fmt: skip
)
