"""Turns words of book.yaml into MARC's own codes and terms."""

from __future__ import annotations

COUNTRIES = dict(
    pair.split(":")
    for pair in """AM:ai AR:ag AT:au AU:at AZ:aj BA:bn BE:be BG:bu BR:bl BY:bw CA:xxc CH:sz CL:cl CN:cc CO:ck CY:cy CZ:xr DE:gw DK:dk
    EE:er EG:ua ES:sp FI:fi FR:fr GB:xxk GE:gs GR:gr HK:cc HR:ci HU:hu ID:io IE:ie IL:is IN:ii IR:ir IS:ic IT:it JP:ja KE:ke
    KG:kg KR:ko KZ:kz LI:lh LT:li LU:lu LV:lv MD:mv ME:mo MK:xn MN:mp MT:mm MX:mx MY:my NL:ne NO:no NZ:nz PE:pe PH:ph PK:pk
    PL:pl PT:po RO:rm RS:rb RU:ru SE:sw SG:si SI:xv SK:xo TH:th TJ:ta TM:tk TR:tu TW:ch UA:un US:xxu UZ:uz VN:vm ZA:sa""".split()
)
"""ISO 3166-1 as the MARC code list for countries has it; others are "xx" in 008, and given by their ISO code in 044."""

TERMS: dict[str, tuple[str, str | None]] = {
    "abr": ("abridger", "abridged by"),
    "ann": ("annotator", "annotated by"),
    "art": ("artist", None),
    "aft": ("author of afterword, colophon, etc.", "afterword by"),
    "aui": ("author of introduction, etc.", "introduction by"),
    "aut": ("author", ""),
    "bkd": ("book designer", None),
    "clb": ("contributor", "with"),
    "com": ("compiler", "compiled by"),
    "cov": ("cover designer", None),
    "cre": ("creator", ""),
    "ctb": ("contributor", "with contributions by"),
    "ctg": ("cartographer", "maps by"),
    "dnr": ("donor", None),
    "edt": ("editor", "edited by"),
    "fnd": ("funder", None),
    "his": ("host institution", None),
    "ill": ("illustrator", "illustrated by"),
    "isb": ("issuing body", None),
    "ivr": ("interviewer", "interviews by"),
    "pbl": ("publisher", None),
    "pht": ("photographer", "photographs by"),
    "prt": ("printer", None),
    "res": ("researcher", None),
    "rth": ("research team head", None),
    "rtm": ("research team member", None),
    "spn": ("sponsoring body", None),
    "trl": ("translator", "translated by"),
    "waw": ("writer of afterword", "afterword by"),
    "wfw": ("writer of foreword", "foreword by"),
    "win": ("writer of introduction", "introduction by"),
    "wpr": ("writer of preface", "preface by"),
}
"""Relator terms, and how a statement of responsibility introduces them; None where it does not name them."""

MEDIA = {
    "print": (("text", "txt"), ("unmediated", "n"), ("volume", "nc")),
    "online": (("text", "txt"), ("computer", "c"), ("online resource", "cr")),
}
"""Content, media and carrier by RDA."""
