from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    name="Portuguese",
    articles=("a", "as", "o", "os", "um", "uma", "umas", "uns"),
    joining_words=tuple("de que do da em para com não dos das na no por".split()),
    stemmer="portuguese",
    babel="portuguese",
    mistaken_tags=("por",),
    locators={
        "page": ("pág.", "págs.", "página", "páginas"),
        "chapter": ("cap.", "caps.", "capítulo", "capítulos"),
        "volume": ("t.", "tomo", "tomos", "volume", "volumes"),
        "section": ("seç.", "secç.", "seção", "seções", "secção", "secções"),
        "figure": ("figura", "figuras"),
        "note": ("nota", "notas"),
        "line": ("l.", "linha", "linhas"),
        "column": ("coluna", "colunas"),
        "article-locator": ("artigo", "artigos"),
        "paragraph": ("parágrafo", "parágrafos"),
        "issue": ("nº", "núm.", "número", "números"),
        "table": ("tabela", "tabelas"),
        "part": ("parte", "partes"),
    },
)
