"""Names of months as they stand beside a day, in languages that decline them: CSL's locales have one form, "март", for all dates.

citeproc-js prints "26 март 2019 г."; who reads Russian expects "26 марта 2019 г.". A style's own words for months are left as they are.
"""

from __future__ import annotations

MONTHS = {
    "cs": "leden ledna únor února březen března duben dubna květen května červen června červenec července srpen srpna "
    "říjen října listopad listopadu prosinec prosince",
    "el": "Ιανουάριος Ιανουαρίου Φεβρουάριος Φεβρουαρίου Μάρτιος Μαρτίου Απρίλιος Απριλίου Μάιος Μαΐου Ιούνιος Ιουνίου "
    "Ιούλιος Ιουλίου Αύγουστος Αυγούστου Σεπτέμβριος Σεπτεμβρίου Οκτώβριος Οκτωβρίου Νοέμβριος Νοεμβρίου "
    "Δεκέμβριος Δεκεμβρίου",
    "hr": "siječanj siječnja veljača veljače ožujak ožujka travanj travnja svibanj svibnja lipanj lipnja srpanj srpnja "
    "kolovoz kolovoza rujan rujna listopad listopada studeni studenoga prosinac prosinca",
    "ru": "январь января февраль февраля март марта апрель апреля май мая июнь июня июль июля август августа "
    "сентябрь сентября октябрь октября ноябрь ноября декабрь декабря",
    "uk": "січень січня лютий лютого березень березня квітень квітня травень травня червень червня липень липня "
    "серпень серпня вересень вересня жовтень жовтня листопад листопада грудень грудня",
}
_FORMS = {lang: dict(zip(words.split()[::2], words.split()[1::2], strict=True)) for lang, words in MONTHS.items()}


def beside_day(month: str, language: str) -> str:
    """The name of a month as it stands beside a day in a language, `ru-RU`; the name itself where it does not change."""
    return _FORMS.get(language.split("-")[0], {}).get(month, month)
