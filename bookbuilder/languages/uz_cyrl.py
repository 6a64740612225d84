"""What is different in Uzbek in Cyrillic letters."""

from dataclasses import replace

from bookbuilder.languages.uz import LANGUAGE as OTHER

LANGUAGE = replace(
    OTHER,
    quotes=("«", "»", "„", "“"),
    terms={
        "part": "{number}-қисм",
        "chapter": "{number}-боб",
        "section": "{number}-бўлим",
        "appendix": "{number}-илова",
        "figure": "{number}-расм",
        "table": "{number}-жадвал",
        "equation": "{number}-тенглама",
        "contents": "Мундарижа",
        "note": "Изоҳ",
        "notes": "Изоҳлар",
        "bibliography": "Библиография",
        "references": "Адабиётлар",
        "abstract": "Аннотация",
        "keywords": "Калит сўзлар",
        "index": "Кўрсаткич",
        "list-of-figures": "Расмлар",
        "list-of-tables": "Жадваллар",
        "callout-note": "Изоҳ",
        "callout-tip": "Маслаҳат",
        "callout-warning": "Огоҳлантириш",
        "callout-important": "Муҳим",
        "callout-caution": "Эҳтиёт бўлинг",
        "title": "Титул варағи",
        "page": "Саҳифа",
        "pages": "Саҳифалар",
        "previous": "Олдинги",
        "next": "Кейинги",
        "search": "Қидирув",
        "cited-in": "Иқтибос жойи",
        "cited-in-chapter": "{chapter}-боб",
        "cited-in-note": "{note}-изоҳ",
        "continued": "давоми",
        "index-see": "қаранг",
        "index-see-also": "Яна қаранг",
        "page-ref": "{page}-б.",
    },
)
