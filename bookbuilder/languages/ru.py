from bookbuilder.languages.patterns import NUMBER, UPPER
from bookbuilder.languages.registry import Language

MONTHS = tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())

LANGUAGE = Language(
    name="Russian",
    quotes=("«", "»", "„", "“"),
    thousands="\xa0",
    decimal=",",
    months=MONTHS,
    no_break=(
        r"(?<![\w])[вкосуияаВКОСУИЯА] (?=\w)",
        rf"\b(?:[СсТтПпГг]|[Рр]ис|[Тт]абл|[Сс]т|[Гг]л|[Вв]ып|[Нн]о?) ?\. (?={NUMBER})",
        r"\d (?=(?:гг?\.|вв?\.|году?|года|годов|век\w*|млн|млрд|тыс\.|руб|долл|процент\w*|км|м|кг|га|с\.|л\.)(?:\W|$))",
        rf"\b\d{{1,2}} (?=(?:{'|'.join(MONTHS)})\b)",
        r"\b(?:т|и) (?=(?:д|е|п|к|др|пр)\.)",
        r"\bт\. (?=[депк]\.)",
        r"(?<=\w) (?=(?:же?|ли|бы?)(?:\W|$))",
        rf"\b(?:г|гор|обл|ул|проф|акад|им)\. (?=[{UPPER}])",
    ),
    conjunction="и",
    dates_begin_with_the_day=True,
    dictionaries=("ru_RU", "ru"),
    stemmer="russian",
    babel="russian",
    mistaken_tags=("rus",),
    charts={"format": "ru-RU", "time": "ru-RU"},
)
