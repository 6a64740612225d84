"""Files of references as programs export them, chosen by seed, with one record broken in one of the ways in which they break."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

NAMES = ("Adams, Ann", "Иванов, И. И.", "van der Berg, Jan", "Müller, Zoë", "O’Neil, Ó.", "Nazarbayeva, Dinara")


@dataclass(frozen=True)
class Export:
    """A file: its ending and bytes, the tokens in the titles of its whole records, and the line of the broken one."""

    ending: str
    data: bytes
    whole: tuple[str, ...]
    broken: str
    line: int
    kind: str


def export(seed: int) -> Export:
    """One file of three to nine records; each title holds a token that no other has."""
    chance = random.Random(seed)
    ending = (".bib", ".ris", ".json")[seed % 3]
    write, breaks = {".bib": (_bib, BIB), ".ris": (_ris, RIS), ".json": (_json, JSON)}[ending]
    count, kind = chance.randint(3, 9), chance.choice(sorted(breaks))
    place = chance.randrange(count)
    tokens = [f"qq{seed}x{number}" for number in range(count)]
    records = [write(chance, token) for token in tokens]
    records[place] = breaks[kind](records[place], chance)
    gap = {".bib": "\n\n", ".ris": "\n", ".json": ",\n"}[ending]
    head, foot = {".bib": ("% an export\n\n", "\n"), ".ris": ("", ""), ".json": ("[\n", "\n]\n")}[ending]
    before = head + "".join(record + gap for record in records[:place])
    text = head + gap.join(records) + foot
    line = before.count("\n") + 1
    data = text.encode("utf-8", "surrogateescape")
    if chance.random() < 0.2:
        data = data.replace(b"\n", b"\r\n")
    if chance.random() < 0.2:
        data = b"\xef\xbb\xbf" + data
    return Export(ending, data, tuple(token for token in tokens if token != tokens[place]), tokens[place], line, kind)


def _bib(chance: random.Random, token: str) -> str:
    title = chance.choice(
        (f"{token} of {{CO}}$_{{\\textrm{{2}}}}$ \\& more", f'{{{{{token} in Caf{{\\"e}}s: a study}}}}', f"{token} and 5\\% of x\\_y",
         f"\\textit{{Stipa}} {token}", f"{token} {{\\textless}}i{{\\textgreater}}x", f"Война и мир {token}")
    )  # fmt: skip
    fields = {
        "title": f"{{{title}}}", "author": "{" + " and ".join(chance.sample(NAMES, 2)) + chance.choice(("", " and others")) + "}",
        "year": chance.choice(("{2019}", "2019", '"2019"', "{2019a}", "{in press}")), "doi": chance.choice(("{10.1000/a\\_b}", "{https://doi.org/10.1000/ab}", "{doi:10.1000/ab}")),
        "pages": "{10--20}", "month": chance.choice(("mar", "{March}", '"3~" # mar')), "langid": "{russian}", "file": "{Full Text:/home/x/y\\:z.pdf:application/pdf}",
        "url": "{https://e.org/a%20b?x=1&y=2#z}", "note": "{Publisher: Test Press \\_eprint: https://e.org/x}", "keywords": "{a, b}",
        "abstract": "{100\\% sure, $p < 0.05$ {\\textendash} \\emph{so} they say.\n\nA second paragraph, \\url{https://e.org}.}",
    }  # fmt: skip
    kept = ["title", *chance.sample(sorted(set(fields) - {"title"}), chance.randint(2, 9))]
    kind = chance.choice(
        "article book incollection inproceedings report thesis online misc techreport dataset jurisdiction".split()
    )
    separator = chance.choice((",\n\t", ", ", ",\n  "))
    return f"@{kind}{{{token}{separator}{separator.join(f'{name} = {fields[name]}' for name in kept)}{chance.choice((',', ''))}\n}}"


def _ris(chance: random.Random, token: str) -> str:
    lines = [
        "TY  - " + chance.choice("JOUR BOOK CHAP CPAPER THES RPRT ELEC NEWS CONF".split()),
        f"{chance.choice(('TI', 'T1'))}  - {token} of CO<inf>2</inf> &amp; more",
        *(f"{chance.choice(('AU', 'A1'))}  - {name}" for name in chance.sample((*NAMES, "World Bank", "Петров П.П.", "Smith, J., Jr."), 2)),
        *chance.sample(
            ("PY  - 2019", "Y1  - 2019/05/03/", "DA  - 2019///Summer", "T2  - Journal of Tests", "JF  - The Journal", "SP  - 5-17", "EP  - 17", "SN  - 01234567 (ISSN)",
             "DO  - https://doi.org/10.1000/ab", "UR  - https://e.org/1; https://e.org/2", "N1  - Export Date: 5 May 2020; Cited By: 4", "KW  - one", "KW  - two",
             "AB  - First line\nand a second line", "M3  - Article", "DB  - Scopus", "LA  - English", "C1  - x", "PB  - [Press, Another]", "L1  - internal-pdf://1.pdf"),
            8,
        ),
    ]  # fmt: skip
    return "\n".join([*lines, chance.choice(("ER  - ", "ER  -", "ER  - \n"))])


def _json(chance: random.Random, token: str) -> str:
    title = f"{token} of <i>Stipa</i> &amp; CO<jats:sub>2</jats:sub>"
    item: dict[str, Any] = {
        "id": token, "type": chance.choice("article-journal journal-article book book-chapter proceedings-article posted-content dissertation dataset".split()),
        "title": chance.choice((title, [title], [title, "another"])),
        "author": chance.choice(([{"family": "Adams", "given": "Ann", "sequence": "first", "affiliation": []}, {"name": "Team"}], [{"literal": "Team"}], "Adams, Ann", [])),
        "issued": chance.choice(({"date-parts": [[2019, 3]]}, {"date-parts": [[None]]}, {"date-parts": [["2019", "5"]]}, {"raw": "2019-05-01"}, "2019", 2019, {"date-parts": [2019]})),
    }  # fmt: skip
    more = {
        "container-title": ["Journal", "J."], "DOI": "https://doi.org/10.1000/AB", "ISSN": ["0123-4567", "7654-3210"], "abstract": "<jats:p>First.</jats:p>", "note": None,
        "event": {"name": "Talks", "location": "Riga"}, "published-print": {"date-parts": [[2020]]}, "language": "eng", "member": "297", "license": [{"URL": "x", "start": {"date-parts": [[1]]}}],
        "reference": [{"key": "r1", "DOI": "10.1000/c", "author": "X"}], "volume": 3, "page": "1-9", "subtitle": ["Sub"], "accessed": {"date-parts": [[""]]}, "custom": {"a": 1},
    }  # fmt: skip
    item |= {name: more[name] for name in chance.sample(sorted(more), 6)}
    return json.dumps(item, ensure_ascii=chance.random() < 0.5, indent=chance.choice((None, 1, 2)))


Break = Callable[[str, random.Random], str]


def _cut(record: str, chance: random.Random) -> str:
    """Without its end, as where a file was copied in part."""
    return record[: record.rindex("=")].rstrip().rsplit("\n", 1)[0]


BIB: dict[str, Break] = {
    "an unclosed brace": lambda record, _: record.replace("title = {", "title = {{never closed ", 1),
    "a quotation mark within one": lambda record, _: record.replace("title = {", 'subtitle = "a "b" c", title = {', 1),
    "no end": _cut,
    "no value": lambda record, _: record.replace("title = {", "subtitle = , title = {", 1),
    "no comma": lambda record, _: record.replace("title = {", "subtitle = {x} title = {", 1),
    "no equals sign": lambda record, _: record.replace("title = {", "title {", 1),
    "another encoding": lambda record, _: record.replace("title = {", "title = {M\udcfcller ", 1),
    "an unknown type": lambda record, _: "@strange" + record[record.index("{") :],
    "an unknown command": lambda record, _: record.replace("title = {", "title = {\\unknowncommand{x} ", 1),
    "a lonely dollar": lambda record, _: record.replace("title = {", "title = {5$ for ", 1),
    "an undefined string": lambda record, _: record.replace("title = {", "publisher = nobody, title = {", 1),
    "a field twice": lambda record, _: record.replace("title = {", "volume = {1}, volume = {2}, title = {", 1),
    "one brace too many": lambda record, _: record + "}",
    "words between": lambda record, _: record + "\nwords that are no record\n",
}
RIS: dict[str, Break] = {
    "no end": lambda record, _: record[: record.rindex("ER")].rstrip(),
    "no type": lambda record, _: record.split("\n", 1)[1],
    "an unknown type": lambda record, _: "TY  - QQQQ" + record[record.index("\n") :],
    "nothing in it": lambda record, _: record.split("\n", 1)[0] + "\nER  - ",
    "another encoding": lambda record, _: record.replace("\nER", "\nPB  - M\udcfcller\nER"),
    "dates that are none": lambda record, _: record.replace("\nER", "\nPY  - soon\nDA  - 99/99/9999\nER"),
    "one space": lambda record, _: record.replace("  - ", " - "),
}
JSON: dict[str, Break] = {
    "a comma too few": lambda record, _: (
        record.replace(", ", " ", 1) if "\n" not in record else record.replace(",\n", "\n", 1)
    ),
    "an unclosed text": lambda record, _: record.replace('"title": ', '"title": "never closed, "x": ', 1),
    "an unclosed object": lambda record, _: record[:-1],
    "no record": lambda record, _: "null",
    "a number": lambda record, _: "12",
    "a title that is an object": lambda record, _: record.replace('"title": ', '"title": {"x": 1}, "t": ', 1),
    "authors that are numbers": lambda record, _: record.replace('"author": ', '"author": [1, 2, null], "a": ', 1),
    "a wrong escape": lambda record, _: record.replace('"title": ', '"title": "\\x", "t": ', 1),
    "a comma too many": lambda record, _: record[:-1] + ",}",
    "not a number": lambda record, _: record.replace('"title": ', '"volume": NaN, "title": ', 1),
}
