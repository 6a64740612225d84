from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Dutch",
    spine_reads_down=True,
    articles=("de", "een", "eene", "het", "'t", "'n"),
    joining_words=tuple("van en in is dat op te zijn niet voor met".split()),
    stemmer="dutch",
    babel="dutch",
    mistaken_tags=("dut", "nld"),
    locators={
        "page": ("blz.", "p.", "pagina", "pagina's", "bladzijde", "bladzijden"),
        "chapter": ("hfst.", "hoofdstuk", "hoofdstukken"),
        "volume": ("dl.", "deel", "delen", "band"),
        "section": ("sectie", "secties"),
        "figure": ("afb.", "afbeelding", "figuur", "figuren"),
        "note": ("noot", "noten"),
        "line": ("r.", "regel", "regels"),
        "column": ("kol.", "kolom", "kolommen"),
        "article-locator": ("artikel", "artikelen"),
        "paragraph": ("par.", "paragraaf", "paragrafen"),
        "issue": ("nr.", "nummer", "nummers"),
        "table": ("tabel", "tabellen"),
    },
)
