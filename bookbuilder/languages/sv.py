"""What is known about Swedish."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="sv",
    name="Swedish",
    spine_reads_down=True,
    articles=("de", "den", "det", "en", "ett"),
    joining_words=tuple("och att är som på av för inte med".split()),
    locators={
        "page": (
            "s.",
            "sid.",
            "sida",
            "sidor",
            "sidorna",
        ),
        "chapter": (
            "kap.",
            "kapitel",
        ),
        "volume": (
            "bd",
            "band",
        ),
        "section": (
            "avsn.",
            "avsnitt",
        ),
        "figure": (
            "figur",
            "figurer",
            "bild",
        ),
        "note": (
            "not",
            "noter",
        ),
        "line": (
            "rad",
            "rader",
        ),
        "column": (
            "kol.",
            "spalt",
        ),
        "article-locator": ("artikel",),
        "paragraph": (
            "st.",
            "stycke",
        ),
        "issue": (
            "nr",
            "nummer",
        ),
        "table": (
            "tab.",
            "tabell",
        ),
        "part": ("del",),
    },
    terms={
        "part": "Del",
        "chapter": "Kapitel",
        "section": "Avsnitt",
        "appendix": "Bilaga",
        "figure": "Figur",
        "table": "Tabell",
        "equation": "Ekvation",
        "contents": "Innehåll",
        "note": "Not",
        "notes": "Noter",
        "bibliography": "Litteraturförteckning",
        "references": "Referenser",
        "abstract": "Sammanfattning",
        "keywords": "Nyckelord",
        "index": "Register",
        "list-of-figures": "Figurer",
        "list-of-tables": "Tabeller",
        "callout-note": "Anmärkning",
        "callout-tip": "Tips",
        "callout-warning": "Varning",
        "callout-important": "Viktigt",
        "callout-caution": "Försiktigt",
        "title": "Titelsida",
        "page": "Sida",
        "pages": "Sidor",
        "previous": "Föregående",
        "next": "Nästa",
        "search": "Sök",
        "chapter-within": "Kapitel",
        "section-within": "Avsnitt",
        "appendix-within": "Bilaga",
        "figure-within": "Figur",
        "table-within": "Tabell",
        "equation-within": "Ekvation",
    },  # fmt: skip
)
