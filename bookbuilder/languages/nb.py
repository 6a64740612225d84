from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Norwegian Bokmål",
    quotes=("«", "»", "‘", "’"),
    spine_reads_down=True,
    articles=("de", "den", "det", "ei", "en", "et"),
    joining_words=tuple("og av på ikke som etter er til om også".split()),
    locators={
        "page": ("s.", "side", "sider"),
        "chapter": ("kap.", "kapittel"),
        "volume": ("bd.", "bind"),
        "section": ("avsnitt",),
        "figure": ("figur",),
        "note": ("note", "noter"),
        "issue": ("nr.", "nummer"),
        "table": ("tabell",),
        "part": ("del",),
    },
)
