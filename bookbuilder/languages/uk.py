from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Ukrainian",
    quotes=("«", "»", "„", "“"),
    conjunction="і",
    dates_begin_with_the_day=True,
    babel="ukrainian",
    mistaken_tags=("ua", "ukr"),
    locators={
        "page": ("с.", "стор.", "сторінка", "сторінки"),
        "chapter": ("розд.", "розділ"),
        "volume": ("т.", "том"),
        "figure": ("рис.", "рисунок"),
        "note": ("прим.", "примітка"),
        "table": ("табл.", "таблиця"),
    },
)
