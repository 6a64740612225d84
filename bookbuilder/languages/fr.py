from bookbuilder.languages.patterns import NUMBER
from bookbuilder.languages.registry import Language

MONTHS = tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())

LANGUAGE = Language(
    name="French",
    quotes=("«\u202f", "\u202f»", "“", "”"),
    thousands="\xa0",
    decimal=",",
    months=MONTHS,
    no_break=(
        r"(?<=[^\W_]) (?=[?!;:»])",
        rf"\b(?:pp?|vol|t|chap|art|fig|tabl|éd|n°)\.? (?={NUMBER})",
        rf"\b(?:1er|\d{{1,2}}) (?=(?:{'|'.join(MONTHS)})\b)",
        r"\d (?=(?:mille|millions?|milliards?|pour)\b)",
    ),
    conjunction="et",
    articles=("des", "l'", "la", "le", "les", "un", "une"),
    joining_words=tuple("de du dans est pour que qui au aux ce par pas sur avec sont".split()),
    stemmer="french",
    babel="french",
    mistaken_tags=("fra", "fre"),
    charts={"format": "fr-FR", "time": "fr-FR"},
    locators={
        "page": ("page", "pages"),
        "chapter": ("chapitre", "chapitres"),
        "volume": ("t.", "tome", "tomes", "volume", "volumes"),
        "section": ("section", "sections"),
        "figure": ("figure", "figures"),
        "note": ("n.", "note", "notes"),
        "line": ("l.", "ligne", "lignes"),
        "column": ("col.", "colonne", "colonnes"),
        "article-locator": ("art.", "article", "articles"),
        "paragraph": ("§", "paragraphe", "paragraphes", "al.", "alinéa"),
        "issue": ("no", "nos", "numéro", "numéros", "n°", "nº"),
        "table": ("tableau", "tableaux"),
        "part": ("partie", "parties"),
        "folio": ("f°", "fol.", "folio", "folios"),
    },
)
