"""What is known about Norwegian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="no",
    name="Norwegian",
    spine_reads_down=True,
    articles=("de", "den", "det", "ei", "en", "et"),
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
