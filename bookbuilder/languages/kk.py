from bookbuilder.languages.patterns import NUMBER
from bookbuilder.languages.registry import Language
from bookbuilder.languages.syllable_rules import KAZAKH

MONTHS = tuple("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split())
SHORT_MONTHS = "қаң ақп нау сәу мам мау шіл там қыр қаз қар жел".split()
DAYS = "жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі".split()

LANGUAGE = Language(
    name="Kazakh",
    quotes=("«", "»", "„", "“"),
    thousands="\xa0",
    decimal=",",
    months=MONTHS,
    no_break=(
        r"\d (?=(?:жж?\.|жыл\w*|ғ\.|ғасыр\w*|млн|млрд|мың|теңге\w*|пайыз\w*|км|м|кг|га|б\.)(?:\W|$))",
        rf"\b\d{{1,2}} (?=(?:{'|'.join(MONTHS)})\w*)",
        rf"\b(?:[Бб]|[Сс]ур|[Кк]есте|[Тт])\. (?={NUMBER})",
        r"(?<=\w) (?=(?:да|де|та|те|ма|ме|ба|бе|па|пе)(?:\W|$))",
    ),
    conjunction="және",
    dates_begin_with_the_day=True,
    letters_after={"і": "ы", "ұ": "у"},
    dictionaries=("kk_KZ", "kk"),
    babel="kazakh",
    mistaken_tags=("kz", "kaz"),
    soft_hyphens=KAZAKH.with_soft_hyphens,
    charts={  # d3 has no Kazakh; the words are those of CLDR
        "format": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0₸"]},
        "time": {
            "dateTime": "%A, %e %B %Y ж. %X",
            "date": "%d.%m.%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": DAYS,
            "shortDays": ["жс", "дс", "сс", "ср", "бс", "жм", "сб"],
            "months": list(MONTHS),
            "shortMonths": SHORT_MONTHS,
        },
    },
)
