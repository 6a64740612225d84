"""What is known about German."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="German",
    quotes=("„", "“", "‚", "‘"),
    thousands=".",
    decimal=",",
    conjunction="und",
    dates_begin_with_the_day=True,
    articles=("das", "dem", "den", "der", "des", "die", "ein", "eine", "einem", "einen", "einer", "eines"),
    joining_words=tuple("ist nicht mit von zu auf für sich auch im".split()),
    stemmer="german",
    babel="ngerman",
    mistaken_tags=("deu", "ger"),
    charts={"format": "de-DE", "time": "de-DE"},
    locators={
        "page": ("S.", "Seite", "Seiten"),
        "chapter": ("Kap.", "Kapitel"),
        "volume": ("Bd.", "Bde.", "Band", "Bände"),
        "section": ("Abschn.", "Abschnitt", "Abschnitte"),
        "figure": ("Abb.", "Abbildung", "Abbildungen"),
        "note": ("Anm.", "Fn.", "Fußn.", "Fußnote", "Fußnoten"),
        "line": ("Z.", "Zeile", "Zeilen"),
        "column": ("Sp.", "Spalte", "Spalten"),
        "article-locator": ("Artikel",),
        "paragraph": ("Abs.", "Absatz", "Rn.", "Rdnr."),
        "issue": ("Nr.", "Heft"),
        "table": ("Tab.", "Tabelle", "Tabellen"),
        "part": ("Teil",),
        "folio": ("Bl.", "Blatt"),
    },
)
