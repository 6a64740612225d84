"""Reads a file of RIS as CSL items, as databases and reference managers really write it.

A record ends where the next begins, whether its end is marked or not. Which tag means what depends on the type.
See https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp and Zotero's translator.
"""

from __future__ import annotations

import re
from typing import Any

from bookbuilder.citations import DateValue, parse_raw
from bookbuilder.desk.references.records import Records

TYPES = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic", "BILL": "bill",
    "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure", "CLSWK": "classic", "COMP": "software",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "CTLG": "book", "DATA": "dataset", "DBASE": "dataset",
    "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia", "EQUA": "figure", "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "document",
    "HEAR": "hearing", "ICOMM": "webpage", "INPR": "article-journal", "INTV": "interview", "JFULL": "periodical", "JOUR": "article-journal",
    "LEGAL": "legislation", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "webpage",
    "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
    "POD": "broadcast", "PREPRINT": "article", "RPRT": "report", "SER": "book", "SLIDE": "speech", "SOUND": "song", "STAND": "standard",
    "STAT": "legislation", "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
"""CSL's types by those of RIS."""
TEXTS = {
    "DOI": ("DO", "DI"), "URL": ("UR", "L2"), "volume": ("VL", "VO"), "issue": ("IS", "CP"), "edition": ("ET",), "publisher": ("PB",),
    "publisher-place": ("CY", "PP"), "title-short": ("ST",), "language": ("LA",), "abstract": ("AB", "N2"), "call-number": ("CN",),
    "number-of-volumes": ("NV",), "source": ("DB", "DP"), "license": ("LB",), "reviewed-title": ("RI",),
}  # fmt: skip
"""Tags by CSL's variables, where the two mean the same in every type; the first that is there."""
IN_BOOKS = frozenset("chapter paper-conference entry-dictionary entry-encyclopedia".split())
PERIODICAL = frozenset("article-journal article-magazine article-newspaper article".split())
_STAMP = re.compile(
    r"(?:export date|cited by|cited references|times cited|full publication date|publisher copyright|funding details|date revised)\b",
    re.IGNORECASE,
)
_NAMES = ("AU", "A1", "A2", "A3", "A4", "ED")
_TAG = re.compile(r"\s?([A-Z][A-Z0-9])  ?-(?:\s(.*)|$)")
_INITIALS = re.compile(r"([^\W\d_][\w'’-]+) ((?:[^\W\d_]\.\s?-?){1,3})")
Record = dict[str, list[str]]
"""The values of each tag, in order."""


def read_ris(text: str) -> Records:
    """One CSL item a record; one that names no work costs itself."""
    items: list[tuple[int, dict[str, Any]]] = []
    faults: list[tuple[int, str]] = []
    records, stray = _records(text)
    for line, record in records:
        item = _item(record)
        if item.keys() & {"title", "author", "editor", "DOI", "URL", "container-title"}:
            items.append((line, item))
        else:
            faults.append((line, "it has no title, no author and no address"))
    return Records(tuple(items), tuple(sorted([*faults, *stray])))


def _records(text: str) -> tuple[list[tuple[int, Record]], list[tuple[int, str]]]:
    """The line where each record begins, and its tags; a value goes on over lines without a tag.

    Where the types were not exported, a record begins with its first tag after the end of the one before.
    """
    records: list[tuple[int, Record]] = []
    stray: list[tuple[int, str]] = []
    last, ended = "", True
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG.match(line)
        if match and match[1] == "ER":
            last, ended = "", True
        elif match:
            if match[1] == "TY" or ended:
                records.append((number, {}))
            last, ended = match[1], False
            records[-1][1].setdefault(last, []).append((match[2] or "").strip())
        elif line.strip() and not last and records:
            stray.append((number, f"this line stands behind the end of a record: “{line.strip()[:40]}”"))
        elif line.strip() and last:
            values = records[-1][1][last]
            if last in _NAMES and "," in line and "," in values[-1]:
                values.append(line.strip())  # Web of Science writes one name a line
            else:
                values[-1] = f"{values[-1]} {line.strip()}".strip()
    return records, stray


def _item(record: Record) -> dict[str, Any]:
    def first(*tags: str) -> str:
        return next((value for tag in tags if tag in record for value in record[tag] if value), "")

    kind = TYPES.get(first("TY").upper(), "")
    item: dict[str, Any] = {"id": first("ID"), "type": kind} | {name: first(*tags) for name, tags in TEXTS.items()}
    item["title"] = first("TI", "T1", "CT") or (first("BT", "T2") if kind in ("book", "periodical", "") else "")
    item["URL"] = re.split(r"[;\s]+(?=\w+://)", item["URL"])[0]
    item["publisher"] = item["publisher"].strip("[]")
    item["keyword"] = "; ".join(value for value in record["KW"] if value) if "KW" in record else ""
    item["annote"] = " ".join(it for it in (record["N1"] if "N1" in record else []) if not _STAMP.match(it))
    item |= _titles(kind, first, item["title"]) | _people(kind, record) | _pages(kind, first) | _numbers(kind, first)
    issued = _date(first("PY", "Y1"), first("DA"))
    accessed = _date(first("Y2"), "") if kind != "paper-conference" else {}
    item |= {"issued": issued, "accessed": accessed}
    return {key: value for key, value in item.items() if value or key == "type"}


def _titles(kind: str, first: Any, title: str) -> dict[str, str]:
    """What the work stands in: a journal, a book, a conference, a series."""
    short = first("J2", "JA", "J1")
    if kind in IN_BOOKS:
        held = first("BT", "C3") or first("T2", "JF", "JO")
        event = first("T2") if kind == "paper-conference" and first("T2") != held else ""
        return {
            "container-title": held,
            "collection-title": first("T3"),
            "event-title": event,
            "container-title-short": short,
        }
    if kind in ("book", "report", "thesis", "map", "pamphlet", "standard"):
        series = first("T3") or first("T2", "JF", "JO")
        return {"collection-title": series if series != title else ""}
    held = first("JF") or first("T2", "JO", "BT", "JA", "J2")
    other = first("JO") if first("JO") not in ("", held) else short
    return {
        "container-title": held,
        "collection-title": first("T3"),
        "container-title-short": other if other != held else "",
    }


def _people(kind: str, record: Record) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {tag: [] for tag in _NAMES}
    for tag in _NAMES:
        for value in record[tag] if tag in record else []:
            found[tag] += [name for each in value.split(";") if (name := _name(each.strip()))]
    authors, editors, others = found["AU"] + found["A1"], found["ED"] + found["A2"], found["A3"]
    if kind in PERIODICAL:
        editors = []
    roles = {"author": authors, "editor": editors or ([] if authors else others), "translator": found["A4"]}
    if kind in IN_BOOKS | {"book", "report"} and (editors or authors):
        roles["collection-editor"] = others
    return roles


def _name(written: str) -> dict[str, str]:
    """A name with a comma is a person's; "Петров П.П." is too, "[Anonymous]" is nobody's."""
    if not written or written.strip("[]").casefold() in ("anonymous", "no author"):
        return {}
    parts = [part.strip() for part in written.split(",", 2)]
    if len(parts) > 1 and parts[1]:
        return {"family": parts[0], "given": parts[1]} | ({"suffix": parts[2]} if len(parts) > 2 and parts[2] else {})
    initials = _INITIALS.fullmatch(written)
    return {"family": initials[1], "given": initials[2].strip()} if initials else {"literal": parts[0]}


def _pages(kind: str, first: Any) -> dict[str, str]:
    begin, end = first("SP"), first("EP")
    if begin and kind in ("book", "thesis", "report", "manuscript") and not end:
        return {"number-of-pages": re.sub(r"\s*(?:p|pp|с)\.?$", "", begin)}
    number = first("AR", "C7") if kind in PERIODICAL else ""
    pages = (
        begin if not end or end == begin or re.search(r"\d\s*[-–]\s*\w", begin) else f"{begin}-{end}" if begin else end
    )
    return {"page": pages.strip(" -–")} | ({"number": number} if number and number != begin else {})


def _numbers(kind: str, first: Any) -> dict[str, str]:
    """SN is an ISSN, an ISBN or a report's own number; M3 is a thesis's kind, and once was where a DOI stood."""
    number, kinds = first("SN"), first("M3")
    found: dict[str, str] = {}
    bare = re.sub(r"[^\dXx]", "", re.sub(r"\(.*?\)", "", number.split(",")[0].split(";")[0]))
    if len(bare) in (10, 13) and kind not in PERIODICAL:
        found["ISBN"] = number
    elif len(bare) == 8 and kind != "report" or kind in PERIODICAL:
        found["ISSN"] = number
    elif number:
        found["ISSN" if re.fullmatch(r"\d{4}-\d{3}[\dXx]", number) else "number"] = number
    if kind == "article-newspaper":
        found["section"] = first("SE")
    if kinds.startswith("10."):
        found["DOI"] = first("DO", "DI") or kinds
    elif kind in ("thesis", "report", "manuscript", "standard"):
        found["genre"] = kinds
    if kind in ("report", "standard", "patent", "legislation", "bill") and "number" not in found:
        found["number"] = first("M1", "IS", "VL") if kind != "legislation" else first("M1")
    return found


def _date(written: str, other: str) -> dict[str, Any]:
    """The more exact of two dates of the same year; DA of Web of Science has the month alone."""
    dates = [made for made in (_parts(written), _parts(other), _parts(f"{other} {written}")) if made]
    best = max(
        dates, key=lambda made: (made["date-parts"][0][0] == dates[0]["date-parts"][0][0], _exact(made)), default=None
    )
    return best or ({"literal": written or other} if written or other else {})


def _exact(made: dict[str, Any]) -> int:
    return len(made["date-parts"][0]) + ("season" in made)


def _parts(written: str) -> dict[str, Any]:
    """2018/05/03/, 2019///Summer, "3-5 July 2019", "DEC 15 2019"; nothing where no year is in it."""
    slashed = re.fullmatch(r"(\d{4})(?:[/-](\d{0,2}))?(?:[/-](\d{0,2}))?(?:/(.*))?", written.strip())
    if slashed:
        numbers = [int(part) for part in slashed.group(1, 2, 3) if part and int(part)]
        read = parse_raw(f"{slashed[4]} {slashed[1]}") if slashed[4] and len(numbers) == 1 else None
        return _of(read) or {"date-parts": [numbers]}
    found = _of(parse_raw(written)) if written else {}
    year = re.search(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)", written)
    return found or ({"date-parts": [[int(year[0])]]} if year else {})


def _of(read: DateValue | None) -> dict[str, Any]:
    if read is None or read.begin is None or read.begin.year < 1000:
        return {}
    begin = read.begin
    if begin.month > 12:
        return {"date-parts": [[begin.year]], "season": begin.month - 12}
    days = [day for day in (begin, read.end) if day is not None and day.year]
    return {"date-parts": [[number for number in (day.year, day.month, day.day) if number] for day in days]}
