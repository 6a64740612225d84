"""Reads a .bib file record by record: bibtexparser finds the records, Pandoc reads their fields, and what it would lose is kept.

Pandoc 3.9 reads nothing where one record is broken, takes "and others" for a person, leaves `$_2$` and `\\_` of TeX as they
are, and sets the names of cases and proceedings in sentence case. See https://ctan.org/pkg/biblatex for types and fields.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
    Preamble,
    String,
)

from bookbuilder.desk.references.records import Records
from bookbuilder.desk.references.tex import readable_tex
from bookbuilder.markdown.conversions import read_references
from bookbuilder.markdown.pandoc_process import UnreadableError

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it logs what we report

NAMED = frozenset({"jurisdiction", "legislation", "legal", "proceedings", "mvproceedings", "periodical"})
"""Types whose titles are names, and keep their capitals."""
PARENTS = frozenset({"crossref", "xdata", "xref"})
"""Fields by which a record takes over those of another."""
LONGEST_STRING = 20_000
"""Characters for which a @string may stand, and of a field that holds no names."""
MOST_PARENTS = 20
"""Records from which one takes fields, one behind another: a chapter, its volume, its series."""
DEEPEST = 25
"""Braces in one another in a field."""
_TWICE = (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)
"""Records whose key, or one field, is there twice: each is read, and the last of the fields counts, as Pandoc has it."""
_BRACE = re.compile(r"(?<!\\)[{}]")
TYPES = {"periodical": "periodical", "proceedings": "book", "mvproceedings": "book"}
"""CSL's types where Pandoc has another thing."""
_SCRIPT = re.compile(r"\$\s*([_^])\s*(?:\{([^{}$]*)\}|([^\s{}$]))\s*\$")
_UPRIGHT = re.compile(r"([_^])\{\\(?:textrm|mathrm|text|textnormal|rm)\s*\{([^{}]*)\}\}")
_ENSURED = re.compile(r"\\ensuremath\s*\{([^{}]*)\}")
_FORMULA = re.compile(r"(?<![\w{\\])((?:[A-Za-z]*[A-Z]\w*)?(?:\\text(?:sub|super)script\{[^{}]*\}\w*)+)")
_ABOUT = re.compile(r"""\s*[{"]?\s*\[?(?:(?:c|ca|circa)\.?\s*(\d{3,4})|(\d{3,4})\s*\?)\]?\s*[}"]?\s*""")
"""A year that is not certain."""
_ADDRESS = re.compile(r"^\s*[{\"]?\s*\\url\{([^{}]*)\}\s*[}\"]?\s*$")


@dataclass(frozen=True)
class _Record:
    line: int
    kind: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        fields = ",\n".join(f"  {name} = {value}" for name, value in self.fields.items())
        return f"@{self.kind}{{{self.key},\n{fields}\n}}\n"


def read_bib(text: str, reader: str) -> Records:
    """Every record that can be read; `reader` is Pandoc's word for BibTeX or BibLaTeX."""
    blocks = parse_string(text, parse_stack=[]).blocks
    endless = _endless(blocks)
    head = "".join(f"{it.raw}\n" for it in blocks if isinstance(it, (String, Preamble)) and it not in endless)
    faults = [(_line(block), _reason(block)) for block in blocks if _is_broken(block)]
    faults += [(_line(block), "it stands for more text than any source has") for block in endless]
    records = [_prepared(_shallow(entry, faults)) for entry in map(_entry, blocks) if entry is not None]
    records = _without_circles(records, faults)
    values = {value for record in records for value in record.fields.values()}
    readable = readable_tex(values, head, lambda titles: _titles(titles, head, reader))
    records = [replace(it, fields={name: readable[value] for name, value in it.fields.items()}) for it in records]
    items = list(_items(records, head, reader, faults))
    return Records(tuple(items), tuple(sorted(faults)))


def _endless(blocks: Sequence[Block]) -> list[Block]:
    """Each @string that, with those that it is made of, is longer than any title."""
    sizes: dict[str, int] = {}
    for it in (block for block in blocks if isinstance(block, String)):
        parts = [part.strip().lower() for part in str(it.value).split("#")]
        sizes[str(it.key).lower()] = sum(sizes.get(part, len(part)) for part in parts)
    return [it for it in blocks if isinstance(it, String) and sizes[str(it.key).lower()] > LONGEST_STRING]


def _shallow(entry: Entry, faults: list[tuple[int, str]]) -> Entry:
    """The record without fields that are longer, or whose braces stand deeper in one another, than Pandoc reads in time."""
    for each in list(entry.fields):
        depth = most = 0
        for sign in _BRACE.findall(str(each.value)):
            depth += 1 if sign == "{" else -1
            most = max(most, depth)
        is_long = len(str(each.value)) > LONGEST_STRING and each.key.lower() not in ("author", "editor", "translator")
        if most > DEEPEST or is_long:
            deep = f"the braces in its {each.key} stand too deep in one another"
            faults.append(
                (_line(entry), f"its {each.key} has more than {LONGEST_STRING:,} characters" if is_long else deep)
            )
            entry.pop(each.key)
    return entry


def _without_circles(records: Sequence[_Record], faults: list[tuple[int, str]]) -> list[_Record]:
    """The records without fields that lead back to the record itself, by which Pandoc would go round without end, or over many others."""
    by_key = {record.key: record for record in records}
    parents = {key: _parents(record) for key, record in by_key.items()}
    made = []
    for record in records:
        seen, waiting = set[str](), set(parents[record.key])
        while waiting and len(seen) <= MOST_PARENTS:
            key = waiting.pop()
            seen.add(key)
            waiting |= set(parents[key] if key in parents else ()) - seen
        if record.key in seen or len(seen) > MOST_PARENTS:
            leads = "back to itself" if record.key in seen else f"over more than {MOST_PARENTS} others"
            faults.append((record.line, f"its crossref leads {leads}"))
            kept = {name: value for name, value in record.fields.items() if name.lower() not in PARENTS}
            record = replace(record, fields=kept)
        made.append(record)
    return made


def _parents(record: _Record) -> list[str]:
    named = " ".join(value for name, value in record.fields.items() if name.lower() in PARENTS)
    return re.findall(r'[^\s,{}"]+', named)


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _is_broken(block: Block) -> bool:
    return isinstance(block, ParsingFailedBlock) and not isinstance(block, _TWICE)


def _entry(block: Block) -> Entry | None:
    whole = block.ignore_error_block if isinstance(block, _TWICE) else block
    return whole if isinstance(whole, Entry) else None


def _reason(block: Block) -> str:
    error = getattr(block.error, "abort_reason", block.error) if isinstance(block, ParsingFailedBlock) else ""
    words = " ".join(str(error).split())
    if "Unexpected block start" in words or "end of file" in words.lower():
        return "a brace or a quotation mark is not closed before the next record"
    return words or "it is not a record"


def _prepared(entry: Entry) -> _Record:
    """The record as Pandoc reads it without a loss."""
    kind = str(entry.entry_type).lower()
    fields = {str(each.key): str(each.value) for each in entry.fields}
    lowered = {name.lower(): name for name in fields}
    for name in [name for name in fields if name.lower() in ("doi", "url", "eprint", "isbn", "issn")]:
        whole = re.sub(r"^([{\"])\s*\{([^{}]*)\}\s*([}\"])$", r"\1\2\3", fields[name])
        fields[name] = re.sub(r"\{?\\([_%&#~])\}?", r"\1", whole)
    address = _ADDRESS.match(fields[lowered["howpublished"]]) if "howpublished" in lowered else None
    if address and "url" not in lowered:
        del fields[lowered["howpublished"]]
        fields["url"] = f"{{{address[1]}}}"
    year = fields[lowered["year"]] if "year" in lowered else ""
    dated = re.fullmatch(r"\s*[{\"]?\s*(\d{4})\s*[a-z]\s*[}\"]?\s*", year)
    if dated:
        fields[lowered["year"]] = dated[1]  # 2019a, as a bibliography prints it
    about = _ABOUT.fullmatch(year)
    if about and "date" not in lowered:
        fields["date"] = f"{{{about[1] or about[2]}~}}"
        del fields[lowered["year"]]
    elif year[:1] in ("{", '"') and not re.search(r"\d", year) and "pubstate" not in lowered:
        fields["pubstate"] = fields.pop(lowered["year"])  # "in press" is not a year
    if kind == "suppbook":
        kind = "inbook"  # of which Pandoc reads the book's title too
    for name in fields:
        upright = _UPRIGHT.sub(r"\1{\2}", _ENSURED.sub(r"\1" if "$" in fields[name] else r"$\1$", fields[name]))
        fields[name] = _FORMULA.sub(r"{\1}", _SCRIPT.sub(_script, upright))
    for name in ("title", "maintitle", "booktitle", "eventtitle", "issuetitle", "series"):
        if lowered.get(name) in fields and (
            kind in NAMED or name == "series" or name == "booktitle" and kind in ("inproceedings", "conference")
        ):
            fields[lowered[name]] = _protected(fields[lowered[name]])
    return _Record(_line(entry), kind, str(entry.key), fields)


def _script(match: re.Match[str]) -> str:
    command = "textsubscript" if match[1] == "_" else "textsuperscript"
    return f"\\{command}{{{match[2] or match[3]}}}"


def _protected(value: str) -> str:
    """A title in one more pair of braces, which keep its capitals."""
    inner = re.fullmatch(r'\s*(?:\{(.*)\}|"(.*)")\s*', value, re.DOTALL)
    return f"{{{{{inner[1] if inner[1] is not None else inner[2]}}}}}" if inner else value


def _items(
    records: Sequence[_Record], head: str, reader: str, faults: list[tuple[int, str]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The items of records in their order; where Pandoc refuses them together, it is asked for each half."""
    if not records:
        return
    try:
        items = json.loads(read_references(head + "".join(record.text for record in records), reader))
    except UnreadableError as refused:
        if len(records) == 1:
            faults.append((records[0].line, refused.message))
            return
        half = len(records) // 2
        yield from _items(records[:half], head, reader, faults)
        yield from _items(records[half:], head, reader, faults)
        return
    waiting = iter(records)
    for item in items:
        record = next((each for each in waiting if each.key == item["id"]), None)
        yield (record.line if record else 0), _completed(item, record) if record else item


def _titles(titles: Sequence[str], head: str, reader: str) -> list[str]:
    """What Pandoc reads of each title, and nothing where it reads none."""
    records = [_Record(0, "misc", f"t{number}", {"title": f"{{{{{it}}}}}"}) for number, it in enumerate(titles)]
    read = {item["id"]: item.get("title", "") for _, item in _items(records, head, reader, [])}
    return [str(read.get(record.key, "")) for record in records]


def _completed(item: dict[str, Any], record: _Record) -> dict[str, Any]:
    made = _unread(record) | item
    if record.kind in TYPES:
        made["type"] = TYPES[record.kind]
    elif not made.get("type") and "URL" in made:
        made["type"] = "webpage"
    elif not made.get("type") and record.kind == "misc":  # whose meaning is that it has none
        made["type"] = "document"
    if made["type"] == "periodical" and made.get("container-title", "").casefold() == made.get("title", "").casefold():
        del made["container-title"]
    if made["type"] == "legal_case" and "publisher" in made and "authority" not in made:
        made["authority"] = made.pop("publisher")  # the court
    for role, names in made.items():
        if isinstance(names, list) and names and names[-1] == {"literal": "others"}:
            made[role] = _with_others(names[:-1])
    return made


def _unread(record: _Record) -> dict[str, str]:
    """The title as it was typed, without TeX's signs: it stands where Pandoc could not read it and left it out."""
    typed = next((value for name, value in record.fields.items() if name.lower() == "title" and value[:1] in '{"'), "")
    title = " ".join(re.sub(r"\\[a-zA-Z]+\s?|[{}\\$\"]", "", typed).split())
    return {"title": title} if title else {}


def _with_others(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Names that go on: "et al." behind the last given name is how CSL's processors write it in the style's words."""
    if names and "given" in names[-1]:
        return [*names[:-1], {**names[-1], "given": f"{names[-1]['given']}, et al."}]
    return [*names, {"literal": "others"}]
