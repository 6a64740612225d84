"""What is known about Danish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="da",
    name="Danish",
    spine_reads_down=True,
    articles=("de", "den", "det", "en", "et"),
    joining_words=tuple("og af på ikke som efter er til om også".split()),
    locators={
        "page": (
            "s.",
            "side",
            "sider",
        ),
        "chapter": (
            "kap.",
            "kapitel",
        ),
        "volume": (
            "bd.",
            "bind",
        ),
        "section": ("afsnit",),
        "figure": ("figur",),
        "note": (
            "note",
            "noter",
        ),
        "issue": (
            "nr.",
            "nummer",
        ),
        "table": ("tabel",),
        "part": ("del",),
    },
    terms={
        "part": "Del",
        "chapter": "Kapitel",
        "section": "Afsnit",
        "appendix": "Bilag",
        "figure": "Figur",
        "table": "Tabel",
        "equation": "Ligning",
        "contents": "Indhold",
        "note": "Note",
        "notes": "Noter",
        "bibliography": "Litteratur",
        "references": "Referencer",
        "abstract": "Resumé",
        "keywords": "Nøgleord",
        "index": "Register",
        "list-of-figures": "Figurer",
        "list-of-tables": "Tabeller",
        "callout-note": "Bemærk",
        "callout-tip": "Tip",
        "callout-warning": "Advarsel",
        "callout-important": "Vigtigt",
        "callout-caution": "Forsigtig",
        "title": "Titelblad",
        "page": "Side",
        "pages": "Sider",
        "previous": "Forrige",
        "next": "Næste",
        "search": "Søg",
        "chapter-within": "Kapitel",
        "section-within": "Afsnit",
        "appendix-within": "Bilag",
        "figure-within": "Figur",
        "table-within": "Tabel",
        "equation-within": "Ligning",
    },  # fmt: skip
)
