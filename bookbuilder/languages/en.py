from bookbuilder.languages.patterns import NUMBER, UPPER
from bookbuilder.languages.registry import Language

MONTHS = tuple("January February March April May June July August September October November December".split())

LANGUAGE = Language(
    name="English",
    quotes=("“", "”", "‘", "’"),
    groups_four_figures=True,
    months=MONTHS,
    no_break=(
        rf"\b(?:pp?|nn?|[Nn]os?|vols?|[Aa]rts?|paras?|chs?|secs?|[Ff]igs?|eds?|ca?|v)\. (?={NUMBER})",
        rf"\b(?:Chapter|Section|Table|Figure|Article|Part|Appendix|Note|Recommendation|No) (?={NUMBER}|[A-Z]\b)",
        rf"\b\d{{1,2}} (?=(?:{'|'.join(MONTHS)})\b)",
        rf"\b(?:{'|'.join(MONTHS)}) (?=\d{{1,2}}\b(?!\d))",
        r"\d (?=(?:[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion|[Pp]er [Cc]ent|[Pp]ercent)\b)",
        r"\b[Pp]er (?=[Cc]ent\b)",
        rf"\b(?:Dr|Mrs?|Ms|Prof|St)\.? (?=[{UPPER}])",
        rf"\b(?:Capt|Gen|Gov|Hon|Pres|Rep|Rev|Sen|Sgt|Fr)\. (?=[{UPPER}])",
        r"\b(?:e\.g|i\.e|q\.v|s\.vv?|cf|cp|esp|viz|vs|al|incl|univ)\. (?=\w)",
    ),
    conjunction="and",
    spine_reads_down=True,
    articles=("a", "an", "the"),
    joining_words=tuple("of to in is that for with are this".split()),
    small_words=frozenset(
        "a about after against among an and as at before between by during for from in into of on over the to under with within without".split()
    ),
    dictionaries=("en_GB", "en-GB"),
    stemmer="english",
    babel="english",
    babel_varieties={"en-GB": "british", "en-US": "american"},
    mistaken_tags=("eng",),
    charts={"format": "en-GB", "time": "en-GB"},
)
