"""What is known about Romanian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="ro",
    name="Romanian",
    articles=("o", "un"),
    joining_words=tuple("și în de la cu pe din care pentru este nu mai al".split()),
    locators={
        "page": (
            "pag.",
            "pagina",
            "paginile",
        ),
        "chapter": (
            "cap.",
            "capitolul",
        ),
        "volume": (
            "vol.",
            "volumul",
        ),
        "figure": ("figura",),
        "note": ("nota",),
        "table": ("tabelul",),
    },
    terms={
        "part": "Partea",
        "chapter": "Capitolul",
        "section": "Secțiunea",
        "appendix": "Anexa",
        "figure": "Figura",
        "table": "Tabelul",
        "equation": "Ecuația",
        "contents": "Cuprins",
        "note": "Notă",
        "notes": "Note",
        "bibliography": "Bibliografie",
        "references": "Referințe",
        "abstract": "Rezumat",
        "keywords": "Cuvinte-cheie",
        "index": "Index",
        "list-of-figures": "Figuri",
        "list-of-tables": "Tabele",
        "callout-note": "Notă",
        "callout-tip": "Sfat",
        "callout-warning": "Avertisment",
        "callout-important": "Important",
        "callout-caution": "Atenție",
        "title": "Pagina de titlu",
        "page": "Pagina",
        "pages": "Pagini",
        "previous": "Înapoi",
        "next": "Înainte",
        "search": "Căutare",
        "chapter-within": "Capitolul",
        "section-within": "Secțiunea",
        "appendix-within": "Anexa",
        "figure-within": "Figura",
        "table-within": "Tabelul",
        "equation-within": "Ecuația",
    },  # fmt: skip
)
