"""Words for parts of a text that can be cited and for which CSL has no term: recitals, annexes, clauses, schedules, points.

They stand behind the terms of style and locale: a style that defines such a term in its cs:locale decides. See
https://docs.citationstyles.org/en/stable/specification.html#locators for those that CSL has.
"""

from __future__ import annotations

from typing import NamedTuple


class LocatorTerm(NamedTuple):
    """A term in its long and its short form, each for one and for several."""

    long: tuple[str, str]
    short: tuple[str, str]


TERMS: dict[str, dict[str, LocatorTerm]] = {
    "en": {
        "recital": LocatorTerm(("recital", "recitals"), ("rec.", "recs")),
        "annex": LocatorTerm(("annex", "annexes"), ("annex", "annexes")),
        "clause": LocatorTerm(("clause", "clauses"), ("cl.", "cls")),
        "schedule": LocatorTerm(("schedule", "schedules"), ("sched.", "scheds")),
        "point": LocatorTerm(("point", "points"), ("point", "points")),
    },
    "de": {
        "recital": LocatorTerm(("Erwägungsgrund", "Erwägungsgründe"), ("ErwGr.", "ErwGr.")),
        "annex": LocatorTerm(("Anhang", "Anhänge"), ("Anh.", "Anh.")),
        "clause": LocatorTerm(("Klausel", "Klauseln"), ("Kl.", "Kl.")),
        "schedule": LocatorTerm(("Anlage", "Anlagen"), ("Anl.", "Anl.")),
        "point": LocatorTerm(("Nummer", "Nummern"), ("Nr.", "Nr.")),
    },
    "fr": {
        "recital": LocatorTerm(("considérant", "considérants"), ("consid.", "consid.")),
        "annex": LocatorTerm(("annexe", "annexes"), ("ann.", "ann.")),
        "clause": LocatorTerm(("clause", "clauses"), ("cl.", "cl.")),
        "schedule": LocatorTerm(("annexe", "annexes"), ("ann.", "ann.")),
        "point": LocatorTerm(("point", "points"), ("pt", "pts")),
    },
    "es": {
        "recital": LocatorTerm(("considerando", "considerandos"), ("cdo.", "cdos.")),
        "annex": LocatorTerm(("anexo", "anexos"), ("an.", "ans.")),
        "clause": LocatorTerm(("cláusula", "cláusulas"), ("cl.", "cls.")),
        "schedule": LocatorTerm(("anexo", "anexos"), ("an.", "ans.")),
        "point": LocatorTerm(("punto", "puntos"), ("pto.", "ptos.")),
    },
    "it": {
        "recital": LocatorTerm(("considerando", "considerando"), ("cons.", "cons.")),
        "annex": LocatorTerm(("allegato", "allegati"), ("all.", "all.")),
        "clause": LocatorTerm(("clausola", "clausole"), ("cl.", "cl.")),
        "schedule": LocatorTerm(("allegato", "allegati"), ("all.", "all.")),
        "point": LocatorTerm(("punto", "punti"), ("pt.", "ptt.")),
    },
    "ru": {
        "recital": LocatorTerm(("преамбула, пункт", "преамбула, пункты"), ("преамб., п.", "преамб., пп.")),
        "annex": LocatorTerm(("приложение", "приложения"), ("прил.", "прил.")),
        "clause": LocatorTerm(("пункт", "пункты"), ("п.", "пп.")),
        "schedule": LocatorTerm(("приложение", "приложения"), ("прил.", "прил.")),
        "point": LocatorTerm(("пункт", "пункты"), ("п.", "пп.")),
    },
    "uk": {
        "recital": LocatorTerm(("преамбула, пункт", "преамбула, пункти"), ("преамб., п.", "преамб., пп.")),
        "annex": LocatorTerm(("додаток", "додатки"), ("дод.", "дод.")),
        "clause": LocatorTerm(("пункт", "пункти"), ("п.", "пп.")),
        "schedule": LocatorTerm(("додаток", "додатки"), ("дод.", "дод.")),
        "point": LocatorTerm(("пункт", "пункти"), ("п.", "пп.")),
    },
}  # fmt: skip


def locator_terms(language: str) -> dict[str, LocatorTerm]:
    """The terms of a language by name, in English where it has none; `language` is its primary tag: "ru"."""
    return {**TERMS["en"], **TERMS.get(language, {})}
