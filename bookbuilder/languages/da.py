from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Danish",
    spine_reads_down=True,
    articles=("de", "den", "det", "en", "et"),
    joining_words=tuple("og af på ikke som efter er til om også".split()),
    locators={
        "page": ("s.", "side", "sider"),
        "chapter": ("kap.", "kapitel"),
        "volume": ("bd.", "bind"),
        "section": ("afsnit",),
        "figure": ("figur",),
        "note": ("note", "noter"),
        "issue": ("nr.", "nummer"),
        "table": ("tabel",),
        "part": ("del",),
    },
)
