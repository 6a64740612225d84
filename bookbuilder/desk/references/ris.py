"""Reads a file of RIS as CSL items, with what Pandoc's reader leaves out.

Pandoc 3.9 reads of a date only the year where it is written as RIS does, 2018/05/03/, parts the name of an organisation
at its spaces, drops the place, the day of access and more, and gives some types a name that CSL does not have.
See https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bookbuilder.desk.references.records import Records, read_each

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
_TAG = re.compile(r"\s?([A-Z][A-Z0-9])  ?-(?:\s(.*)|$)")
Record = list[tuple[str, str]]
"""Tags with their values, in order."""


def read_ris(text: str) -> Records:
    """One CSL item a record; one that Pandoc cannot read costs itself."""
    lines, records = _records(text)
    read = read_each(records, lines, _written, "ris")
    by_line = dict(zip(lines, records, strict=True))
    return Records(tuple((line, _completed(item, _first(by_line[line]))) for line, item in read.items), read.faults)


def names_key(text: str, key: str) -> bool:
    """Whether a record says its key itself, and Pandoc has not made it."""
    return bool(re.search(rf"^ID  ?-\s*{re.escape(key)}\s*$", text, re.MULTILINE))


def name_of(name: dict[str, Any]) -> dict[str, Any] | None:
    """An organisation's name, put together again; None for a person's."""
    family = str(name["family"]) if "family" in name else ""
    return {"literal": family[1:].replace(GAP, " ")} if family.startswith(CORPORATE) else None


def _records(text: str) -> tuple[list[int], list[Record]]:
    """The lines where records begin, and their tags with their values; a value goes on over lines without a tag.

    A record ends where the next begins, whether its end is marked or not.
    """
    begins: list[int] = []
    records: list[Record] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG.match(line)
        if match and match[1] == "TY":
            begins.append(number)
            records.append([])
        if not records:
            continue
        if match and match[1] != "ER":
            records[-1].append((match[1], (match[2] or "").strip()))
        elif not match and line.strip() and records[-1]:
            tag, value = records[-1][-1]
            records[-1][-1] = tag, f"{value} {line.strip()}".strip()
    return begins, records


def _written(records: Sequence[Record]) -> str:
    """Records as Pandoc reads them without a loss."""
    lines: list[str] = []
    for record in records:
        for tag, value in record:
            if tag in _DATES:
                value = _date(value) or value
            elif tag in _NAMES and value and "," not in value:
                value = f"{CORPORATE}{GAP.join(value.split())},"
            lines.append(f"{tag}  - {value}")
        lines += ["ER  - ", ""]
    return "\n".join(lines)


def _first(record: Record) -> dict[str, str]:
    """The first value of each tag."""
    return {tag: value for tag, value in reversed(record) if value}


def _date(written: str) -> str:
    parts = [part for part in re.split(r"[/-]", written.strip())[:3] if part.isdigit()]
    return "-".join(part if len(part) == 4 else part.zfill(2) for part in parts)


def _completed(item: dict[str, Any], record: dict[str, str]) -> dict[str, Any]:
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
