"""What is known about Ukrainian."""

from bookbuilder.languages.registry import Language

LANGUAGE = Language(
    tag="uk",
    name="Ukrainian",
    quotes=("«", "»", "„", "“"),
    conjunction="і",
    dates_begin_with_the_day=True,
    babel="ukrainian",
    mistaken_tags=("ua", "ukr"),
    locators={
        "page": (
            "с.",
            "стор.",
            "сторінка",
            "сторінки",
        ),
        "chapter": (
            "розд.",
            "розділ",
        ),
        "volume": (
            "т.",
            "том",
        ),
        "figure": (
            "рис.",
            "рисунок",
        ),
        "note": (
            "прим.",
            "примітка",
        ),
        "table": (
            "табл.",
            "таблиця",
        ),
    },
    terms={
        "part": "Частина",
        "chapter": "Розділ",
        "section": "Підрозділ",
        "appendix": "Додаток",
        "figure": "Рисунок",
        "table": "Таблиця",
        "equation": "Формула",
        "contents": "Зміст",
        "note": "Примітка",
        "notes": "Примітки",
        "bibliography": "Бібліографія",
        "references": "Література",
        "abstract": "Анотація",
        "keywords": "Ключові слова",
        "index": "Покажчик",
        "list-of-figures": "Рисунки",
        "list-of-tables": "Таблиці",
        "callout-note": "Примітка",
        "callout-tip": "Порада",
        "callout-warning": "Попередження",
        "callout-important": "Важливо",
        "callout-caution": "Обережно",
        "title": "Титульна сторінка",
        "page": "Сторінка",
        "pages": "Сторінки",
        "previous": "Назад",
        "next": "Далі",
        "search": "Пошук",
        "chapter-within": "Розділ",
        "section-within": "Підрозділ",
        "appendix-within": "Додаток",
        "figure-within": "Рисунок",
        "table-within": "Таблиця",
        "equation-within": "Формула",
    },  # fmt: skip
)
