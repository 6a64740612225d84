"""A file of RIS in; CSL items out, with what Pandoc's reader leaves behind.

Pandoc 3.9 reads of a date only the year where it is written as RIS does, 2018/05/03/, parts the name of an organisation
at its spaces, drops the place, the day of access and more, and gives some types a name that CSL does not have.
See https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp
"""

from __future__ import annotations

import json
import re
from typing import Any

from bookbuilder.markdown.pandoc import read_references

CORPORATE, GAP = "\ue001", "\ue000"
"""Private characters that carry a name without a comma through Pandoc's reader, which would part it."""
TYPES = {
    "ELEC": "webpage", "UNPB": "manuscript", "COMP": "software", "CTLG": "book", "EJOUR": "article-journal", "SER": "book", "STAND": "standard",
    "HEAR": "hearing", "DICT": "entry-dictionary", "VIDEO": "motion_picture", "SOUND": "song", "SLIDE": "speech", "GEN": "document",
    "AGGR": "dataset", "ADVS": "motion_picture", "MPCT": "motion_picture", "UNBILL": "bill", "CHART": "figure", "EQUA": "figure", "GRANT": "document",
    "ICOMM": "webpage", "CLSWK": "classic", "ANCIENT": "classic", "MUSIC": "musical_score", "ABST": "article-journal", "JFULL": "periodical",
}  # fmt: skip
"""CSL's types by those of RIS, where Pandoc's is none of CSL or another thing."""
TEXTS = {
    "CY": "publisher-place", "ST": "title-short", "ET": "edition", "CN": "call-number", "T3": "collection-title", "LA": "language", "AB": "abstract",
    "J2": "container-title-short", "JA": "container-title-short", "JF": "container-title", "JO": "container-title", "BT": "container-title",
    "N1": "note", "NV": "number-of-volumes", "DB": "archive",
}  # fmt: skip
_NAMES, _DATES = ("AU", "A1", "A2", "A3", "A4", "ED"), ("PY", "Y1", "Y2", "DA")
Record = dict[str, str]


def items_of_ris(text: str) -> list[dict[str, Any]]:
    """One CSL item a record; a file that Pandoc cannot read raises Refused."""
    items = json.loads(read_references(_prepared(text), "ris"))
    records = _records(text)
    return (
        [_completed(item, record) for item, record in zip(items, records, strict=True)]
        if len(items) == len(records)
        else items
    )


def names_key(text: str, key: str) -> bool:
    """Whether a record says its key itself, and Pandoc has not made it."""
    return bool(re.search(rf"^ID  ?-\s*{re.escape(key)}\s*$", text, re.MULTILINE))


def name_of(name: dict[str, Any]) -> dict[str, Any] | None:
    """An organisation's name, put together again; None for a person's."""
    family = str(name["family"]) if "family" in name else ""
    return {"literal": family[1:].replace(GAP, " ")} if family.startswith(CORPORATE) else None


def _prepared(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        match = re.match(r"([A-Z][A-Z0-9])  ?-\s?(.*)", line)
        if match and match[1] in _DATES:
            line = f"{match[1]}  - {_date(match[2]) or match[2]}"
        elif match and match[1] in _NAMES and match[2].strip() and "," not in match[2]:
            line = f"{match[1]}  - {CORPORATE}{GAP.join(match[2].split())},"
        lines.append(line)
    return "\n".join(lines)


def _date(written: str) -> str:
    parts = [part for part in re.split(r"[/-]", written.strip())[:3] if part.isdigit()]
    return "-".join(part if len(part) == 4 else part.zfill(2) for part in parts)


def _records(text: str) -> list[Record]:
    """The first value of each tag, record by record."""
    records: list[Record] = []
    for line in text.split("\n"):
        match = re.match(r"([A-Z][A-Z0-9])  ?-\s?(.*)", line)
        if match and match[1] == "TY":
            records.append({})
        if match and records and match[2].strip():
            records[-1].setdefault(match[1], match[2].strip())
    return records


def _completed(item: dict[str, Any], record: Record) -> dict[str, Any]:
    kind = record["TY"] if "TY" in record else ""
    made = {**item, **({"type": TYPES[kind]} if kind in TYPES else {})}
    if made["type"] == "book" and "container-title" in made:
        made["collection-title"] = made.pop("container-title")
    for tag, variable in TEXTS.items():
        if tag in record and variable not in made and not (variable == "container-title" and made["type"] == "book"):
            made[variable] = record[tag]
    if "Y2" in record and "accessed" not in made and _date(record["Y2"]):
        made["accessed"] = {"date-parts": [[int(part) for part in _date(record["Y2"]).split("-")]]}
    if made["type"] == "thesis" and "M3" in record and "genre" not in made:
        made["genre"] = record["M3"]
    if made["type"] == "report" and "ISSN" in made and not re.fullmatch(r"[\d -]{8,}[\dXx]", made["ISSN"]):
        made.setdefault("number", made.pop("ISSN"))
    if made["type"] == "book" and "EP" not in record and "page" in made:
        made["number-of-pages"] = made.pop("page")
    return made
