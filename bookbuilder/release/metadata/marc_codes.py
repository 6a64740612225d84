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

TERMS = {
    "abr": "abridger", "ann": "annotator", "art": "artist", "aft": "author of afterword, colophon, etc.",
    "aui": "author of introduction, etc.", "aut": "author", "bkd": "book designer", "clb": "contributor",
    "com": "compiler", "cov": "cover designer", "cre": "creator", "ctb": "contributor", "ctg": "cartographer",
    "dnr": "donor", "edt": "editor", "fnd": "funder", "his": "host institution", "ill": "illustrator",
    "isb": "issuing body", "ivr": "interviewer", "pbl": "publisher", "pht": "photographer", "prt": "printer",
    "res": "researcher", "rth": "research team head", "rtm": "research team member", "spn": "sponsoring body",
    "trl": "translator", "waw": "writer of afterword", "wfw": "writer of foreword", "win": "writer of introduction",
    "wpr": "writer of preface",
}  # fmt: skip
"""Relator terms."""
AUTHORS = frozenset(("aut", "cre"))
STATED = frozenset("abr ann aft aui clb com ctb ctg edt ill ivr pht trl waw wfw win wpr".split())
"""Whom a statement of responsibility introduces behind the authors; those who paid, printed or designed a book stand elsewhere."""
MEDIA = {
    "print": (("text", "txt"), ("unmediated", "n"), ("volume", "nc")),
    "online": (("text", "txt"), ("computer", "c"), ("online resource", "cr")),
}
"""Content, media and carrier by RDA."""
