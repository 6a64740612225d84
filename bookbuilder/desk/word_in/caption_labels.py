"""What authors and word processors call figures, tables and sections in captions and references, in the languages of the book's readers."""

from __future__ import annotations

import re

_TABLES = (
    "Table|Tab\\.?|Таблица|Таблиця|Табл\\.|Табліца|Табела|Кесте|Tabelle|Tableau|Tabla|Cuadro|Tabella|Tabela|Quadro|Tabel|Tabell|Taulukko|"
    "Tabulka|Tabuľka|Tablica|Táblázat|Tabelul|Tablo|Çizelge|Πίνακας|Lentelė|Tabula|Bảng|Jadval|الجدول|جدول|טבלה|לוח|ცხრილი|Աղյուսակ|तालिका|सारणी"
)
_FIGURES = (
    "Figure|Fig\\.?|Map|Chart|Рисунок|Рис\\.|Фигура|Слика|Малюнок|Сурет|Abbildung|Abb\\.|Figura|Figuur|Figur|Kuva|Kuvio|Rysunek|Rys\\.|"
    "Wykres|Obrázek|Obr\\.|Obrázok|Graf|Slika|Ábra|Kép|Şekil|Εικόνα|Σχήμα|Διάγραμμα|Paveikslas|Attēls|Joonis|Hình|Gambar|Rasm|الشكل|شکل|شكل|"
    "תרשים|איור|სურათი|Նկար|चित्र"
)
_JOINED_TABLES, _JOINED_FIGURES = "表|표", "图|圖|図|그림"
"""Labels that stand before their numbers without a space."""
SECTIONS = (
    "Section|Sec\\.|Chapter|Раздел|Глава|Бөлім|Тарау|Розділ|Abschnitt|Kapitel|Chapitre|Capítulo|Sección|Capitolo|Sezione|Hoofdstuk|Rozdział|"
    "Kapitola|Fejezet|Bölüm|Κεφάλαιο|Ενότητα"
)
TABLE = re.compile(rf"^(?:{_TABLES}|{_JOINED_TABLES})$", re.IGNORECASE)
FIGURE = re.compile(rf"^(?:{_FIGURES}|{_JOINED_FIGURES})$", re.IGNORECASE)
COUNT = re.compile(r"^(?:\d+(?:[.\u2212-]\d+)*|[A-Z]\.?\d*|[IVX]+)[.:)–—-]?$")
JOINED = re.compile(rf"^(?P<label>{_JOINED_TABLES}|{_JOINED_FIGURES})(?P<count>\d+(?:[.-]\d+)*)[.:：]?$")
LABELLED = re.compile(
    rf"\s*(?:(?:{_TABLES}|{_FIGURES}|Box)\s+[\dIVX]|(?:{_JOINED_TABLES}|{_JOINED_FIGURES})\s?\d|\d+(?:\.\d+)*\.?\s(?:ábra|táblázat)\b)",
    re.IGNORECASE,
)
"""How a caption begins."""
LABELS = f"{_TABLES}|{_FIGURES}|{SECTIONS}"
NAMED = re.compile(
    rf"(?:{LABELS})\s+[\d.]+|(?:{_JOINED_TABLES}|{_JOINED_FIGURES})\s?[\d.-]+|[\d.]+\.\s(?:ábra|táblázat|fejezet)",
    re.IGNORECASE,
)
"""A reference by its label and number."""
