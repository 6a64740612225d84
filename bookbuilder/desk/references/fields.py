"""Makes CSL's own forms of what a program gave for a source: names, dates, identifiers, languages; and says what it could not keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bookbuilder.citations import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, bare_doi
from bookbuilder.desk.references.identity import date_parts
from bookbuilder.desk.references.markup import folded, plain, rich
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.languages.registry import known_tags, language, meant_by
from bookbuilder.model.references import FIELDS

_KNOWN = {tag: language(tag) for tag in sorted(known_tags())}
LANGUAGES = {
    **{each.name.casefold(): tag for tag, each in _KNOWN.items()},
    **{each.babel: tag for tag, each in _KNOWN.items() if each.babel},
    **{name: tag for each in _KNOWN.values() for tag, name in each.babel_varieties.items()},
}
"""Tags of languages by their English names, and by babel's."""
PARTS = tuple(
    "family given dropping-particle non-dropping-particle suffix comma-suffix static-ordering literal".split()
)
"""The parts of a name in CSL."""
_SUFFIX = re.compile(r"(?:[JjSs]r\.?|I{2,3}|IV|VI{0,3})")
"""What stands behind a name, in English."""
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}
"""CSL's seasons by EDTF's months."""
_ISBN = re.compile(r"(?<!\d)(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?!\d)")
_ISSN = re.compile(r"(?<!\d)\d{4}[-–]?\d{3}[\dXx](?!\d)")
_LABELS = "_eprint|Publisher|Citation Key|Num Pages|ISBN|arXiv|ADS Bibcode|Accession Number"
_EXTRA = re.compile(rf"(?:{_LABELS}):\s")
_VARIABLE = re.compile(r"^(?:[a-z][-_a-z]+|[A-Z]{3,}):\s+\S.*\n|\n(?:[a-z][-_a-z]+|[A-Z]{3,}):\s+\S")
"""A variable of CSL among the lines of a note, as Zotero's "Extra" has them."""
_PUBLISHER = re.compile(rf"Publisher:\s+(.+?)(?=\s+(?:{_LABELS}):\s|$)")


def cleaned(item: Mapping[str, Any], place: Location) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The item with CSL's own fields and types, without what is empty; what could not be kept is a warning."""
    title = str(item["title"])[:50] if "title" in item else "?"
    faults: list[Diagnostic] = []
    kind = item["type"] if "type" in item and isinstance(item["type"], str) else ""
    clean: dict[str, Any] = {"type": kind if kind in ITEM_TYPES else "document"}
    if kind not in ITEM_TYPES:
        message = f"“{title}” has no type that CSL knows."
        faults.append(Diagnostic("DSK-004", place, message, 'It became "document": choose one.'))
    for key, value in item.items():
        if key in ("id", "type") or value in (None, "", [], {}):
            continue
        if key not in FIELDS:
            faults.append(Diagnostic("DSK-005", place, f'“{title}”: "{key}" is not a CSL variable and was left out.'))
            continue
        kept = date(value) if key in DATE_VARIABLES else names(value) if key in NAME_VARIABLES else _value(key, value)
        if kept:
            clean[key] = kept
        elif key in DATE_VARIABLES:
            message = f"“{title}”: no date could be read for “{key}”."
            faults.append(Diagnostic("DSK-006", place, message, "Add it by hand."))
        elif isinstance(value, Mapping):
            message = f"“{title}”: the value of “{key}” is an object and was left out."
            faults.append(Diagnostic("DSK-005", place, message, "Add it by hand."))
    return _without_bookkeeping(_identified(clean)), faults


def language_tag(text: str) -> str:
    """The tag of a language that is named in English, by babel or by three letters; any other text as it is."""
    named = text.strip().casefold()
    return LANGUAGES.get(named) or meant_by(named) or text.strip()


def date(value: Any) -> dict[str, Any]:
    """A CSL date; parts that are text, missing, not in a list or months of EDTF are put right, other text stays text."""
    if not isinstance(value, Mapping):
        parts = date_parts(str(value))
        return {"date-parts": parts} if parts else {"literal": folded(str(value))} if value else {}
    rest = {key: each for key, each in value.items() if key in ("circa", "season") and each}
    if "date-parts" in value:
        given = value["date-parts"]
        given = given if isinstance(given, list) else [given]
        listed = given if any(isinstance(each, list) for each in given) else [given]
        parts = [part for part in map(_numbers, listed[:2]) if part and part != [0]]
        if parts and len(parts[0]) > 1 and parts[0][1] in _SEASONS:
            return {"date-parts": [parts[0][:1]], **rest, "season": _SEASONS[parts[0][1]]}
        if parts:
            return {"date-parts": parts, **rest}
    text = next((str(value[key]) for key in ("raw", "literal", "year") if key in value and value[key]), "")
    parts = date_parts(text)
    if parts:
        return {"date-parts": parts, **rest}
    return {"literal" if "raw" not in value else "raw": folded(text), **rest} if text else {}


def _numbers(parts: Any) -> list[int]:
    """Year, month and day as numbers, up to the first that is none or is 0."""
    numbers: list[int] = []
    for part in parts if isinstance(parts, list) else [parts]:
        text = str(part).strip() if not isinstance(part, (bool, list, dict)) else ""
        if not re.fullmatch(r"-?\d{1,5}", text) or numbers and not int(text):
            break
        numbers.append(int(text))
    return numbers[:3]


def names(value: Any) -> list[dict[str, Any]]:
    """Names of CSL, whether they came as objects, as one text or as a list of texts."""
    listed = (
        value
        if isinstance(value, list)
        else re.split(r"\s*;\s*|\s+and\s+", value)
        if isinstance(value, str)
        else [value]
    )
    return [name for name in map(_name, listed) if name]


def _name(name: Any) -> dict[str, Any]:
    if isinstance(name, str):
        family, comma, given = name.partition(",")
        return _name({"family": family, "given": given} if comma and given.strip() else {"literal": family})
    if not isinstance(name, Mapping):
        return {}
    made = {
        part: each if isinstance(each, bool) else rich(str(each))
        for part, each in name.items()
        if part in PARTS and each not in ("", None) and not isinstance(each, (list, dict))
    }
    if not made.keys() & {"family", "literal", "given"}:
        whole = name["name"] if "name" in name and isinstance(name["name"], str) else ""
        return {"literal": rich(whole)} if whole.strip() else {}
    return _with_suffix({part: each for part, each in made.items() if each != ""})


def _with_suffix(name: dict[str, Any]) -> dict[str, Any]:
    """The name with "Jr." as its suffix, where a program took "King, Martin, Jr." for BibTeX's order, or for one given name."""
    given = str(name["given"]) if "given" in name else ""
    if "suffix" in name and _SUFFIX.fullmatch(given) and not _SUFFIX.fullmatch(str(name["suffix"])):
        return {**name, "given": name["suffix"], "suffix": given}
    return name


def _value(key: str, value: Any) -> Any:
    """A text or a number; of a list the first, of keywords all."""
    if isinstance(value, list):
        texts = [str(it) for it in value if isinstance(it, (str, int, float)) and str(it).strip()]
        return rich("; ".join(texts) if key in ("keyword", "ISBN", "ISSN", "categories") else texts[0]) if texts else ""
    if isinstance(value, Mapping):
        return dict(value) if key == "custom" else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value)
    return language_tag(text) if key == "language" else plain(text) if key == "abstract" else _written(key, text)


def _written(key: str, text: str) -> str:
    if key == "note" and _VARIABLE.search(text):
        # each line of "original-date: 1905" is read as one
        return "\n".join(filter(None, map(folded, text.split("\n"))))
    return folded(text) if key in ("URL", "DOI", "note", "id") else rich(text)


def _identified(clean: dict[str, Any]) -> dict[str, Any]:
    """DOI, ISBN and ISSN without what stands around them; the first of several, each where it belongs."""
    made = dict(clean)
    if "DOI" in made:
        made["DOI"] = bare_doi(str(made["DOI"]))
    if "ISSN" in made and "ISBN" not in made and _ISBN.fullmatch(str(made["ISSN"]).strip()):
        made["ISBN"] = made.pop("ISSN")
    for name, form in (("ISBN", _ISBN), ("ISSN", _ISSN)):
        found = form.search(str(made[name])) if name in made else None
        if found:
            made[name] = found[0].strip()
    if "ISSN" in made and re.fullmatch(r"\d{7}[\dXx]", number := str(made["ISSN"])):
        made["ISSN"] = f"{number[:4]}-{number[4:]}"
    return made


def _without_bookkeeping(clean: dict[str, Any]) -> dict[str, Any]:
    """Zotero's "Publisher: X _eprint: address" is not a note that a style should print; it becomes the publisher and an annotation."""
    note = str(clean["note"]) if "note" in clean else ""
    if not _EXTRA.match(note):
        return clean
    made = {key: value for key, value in clean.items() if key != "note"} | {"annote": note}
    found = _PUBLISHER.search(note)
    return {"publisher": found[1], **made} if found else made
