"""Damages one file of a book in a way that its kind invites; the seed and the number of a mutant give it again."""

from __future__ import annotations

import io
import json
import os
import random
import re
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import yaml

SEED = int(os.environ.get("SIEGE_SEED", "14"))
"""Another one gives other mutants."""

VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, float("nan"), 10**30, "", " ", "x" * 5000, "2021-02-30", "0000-00-00", "99999-01", "..",
    "/etc/passwd", "a\x00b", "../../x", "{{ x }}", "[book]", "\u202e", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    [], {}, [[]], [{}], [None], {"a": None}, {"a": {"b": []}}, ["book"], {"1": 1}, {1: 2}, {None: 1}, {(1, 2): 3}, ["a", ["b"]], [1, 2, 3],
)  # fmt: skip
"""What stands where something else is wanted."""

SNIPPETS = (
    "> " * 300, "- " * 300, "[" * 40, "*" * 400, "`" * 99, "::: {.a}\n" * 99, "$" * 99, "$\\frac{" * 60 + "$", "|" * 300, "![](", "[@", "[@x; @y, p. ",
    "[^a]", "[^a]: ", "{{", "{% for x in y %}", "{{ excerpt() }}", "{{ table(1) }}", "{{ chart([]) }}", '{{ table("x.csv", caption=3) }}', "{#", "<!--",
    "<div>", "<script>", "&#x110000;", "\\", "\x00", "\ufeff", "\u200f", "---\n", "---\ntitle: [a]\n---\n", "# \n", "####### x\n", "{#x .y z=}", "[]{.index}",
    "[]{.index entry=\"!!!\"}", "[x]{lang=zz-ZZ-zz-zz}", "[x]{lang=\"\"}", "![x](figures/dot.png){width=-9mm}", "![x](figures/ditch.svg){width=1e9%}", "@fig-", "@tbl-x", "|a|\n|-|\n",
    ": x {#tbl-x}\n", "::: {.question #q1}\n", "::: {.answer}\n", "::: {.note}\n:::\n", "$$x$$ {#eq-a}", "$$\\begin{matrix}$$", "\r", "\t\t\t\t", "{{ ''.__class__ }}",
    "{{ excerpt('kz-01', 'q1a', from=1, to=[]) }}", "[@berg1998, p. 99999999999999999999–1]", "[-@berg1998 [xx]]", "{{ chart('data/trade.csv') }}",
)  # fmt: skip

MARKUP = (
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'><!ENTITY c '&b;&b;'>]>", "&c;", "<script>1</script>", "<a>" * 300, "<g><g/>", "</svg>",
    "<?xml-stylesheet href='x'?>", "<![CDATA[", "<use href='#a'/>", "<image href='file:///etc/passwd'/>", "<style>@import 'x'; p{a:url(//x)}</style>",
    "<text/>", "<names/>", "<date variable='issued'/>", "<choose/>", "<choose><if/></choose>", "<text macro='x'/>", "<number variable='x'/>", "<sort><key/></sort>",
    "<w:p/>", "<w:tbl/>", "<w:footnoteReference w:id='9'/>", "<w:fldChar/>", "<w:instrText>ADDIN ZOTERO_ITEM CSL_CITATION {</w:instrText>", "<w:drawing/>", "\x00", "&#0;",
)  # fmt: skip
ENTRIES = (
    "{" * 400, "}", "@", "@string{a = a # a}", "@comment{", "@book{", "@book{x,\n", "title = {\\\"{", "author = { and and , , ,}", "year = {}", "month = 13", "date = {2001/..}",
    "\nTY  - X\n", "\nER  - \n", "\nPY  - ////\n", "\nAU  - ,,,\n", "\nSP  - -\n", "\\", "[[", "null", "1e999", '{"id": {}}', "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
)  # fmt: skip

BYTES = (
    b"\xff",
    b"\xc3\x28",
    b"\xef\xbb\xbf",
    b"\xff\xfeA\x00",
    b"\x00",
    b"\x1b[31m",
    "Ә".encode("cp1251", "replace"),
    b"\r",
    b"\xed\xa0\x80",
)


def mutant(files: dict[str, bytes], number: int) -> tuple[str, bytes]:
    """The file that mutant `number` damages, and its bytes."""
    chance = random.Random(SEED * 1_000_003 + number)
    name = chance.choice(sorted(files))
    return name, damaged(chance, name, files[name])


def damaged(chance: random.Random, name: str, data: bytes) -> bytes:
    """A file of that name damaged once; a packed one in one of its parts, or as a whole."""
    ways: list[Callable[[random.Random, bytes], bytes]] = [_cut, _flip, _bytes, _repeat, _empty]
    if name.endswith(".yaml"):
        ways += [_node] * 12 + [_text]
    elif name.endswith(".json"):
        ways += [_json] * 8 + [_entries]
    elif name.endswith((".svg", ".xml", ".xhtml", ".csl", ".rels")):
        ways += [_markup] * 4 + [_attribute] * 8 + [_text] * 2
    elif name.endswith((".bib", ".ris")):
        ways += [_entries] * 8
    elif name.endswith((".md", ".csv", ".css", ".j2")):
        ways += [_text] * 8
    elif name.endswith((".docx", ".xlsx")):
        ways += [_part] * 12
    elif name.endswith(".png"):
        ways += [_huge]
    return chance.choice(ways)(chance, data)


def _part(chance: random.Random, data: bytes) -> bytes:
    """One part damaged, left out, or put twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        chosen = chance.choice(source.namelist())
        way = chance.random()
        for name in source.namelist():
            part = source.read(name)
            if name != chosen or way >= 0.1:
                target.writestr(name, damaged(chance, name, part) if name == chosen and way < 0.95 else part)
    return made.getvalue()


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _empty(chance: random.Random, data: bytes) -> bytes:
    return b""


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _bytes(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(BYTES) + data[at:]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    begin, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[begin:end] * chance.randint(1, 4) + data[end:]


def _text(chance: random.Random, data: bytes) -> bytes:
    """Something that the syntax gives a meaning to, put in at any place or at the beginning of a line."""
    return _put_in(chance, data, SNIPPETS)


def _markup(chance: random.Random, data: bytes) -> bytes:
    return _put_in(chance, data, MARKUP)


def _entries(chance: random.Random, data: bytes) -> bytes:
    return _put_in(chance, data, ENTRIES)


def _put_in(chance: random.Random, data: bytes, snippets: tuple[str, ...]) -> bytes:
    text = data.decode("utf-8", "replace")
    for _ in range(chance.randint(1, 3)):
        places = [0, *(index + 1 for index, character in enumerate(text) if character in "\n>")]
        at = chance.choice(places) if chance.random() < 0.5 else chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(snippets) + text[at:]
    return text.encode()


def _attribute(chance: random.Random, data: bytes) -> bytes:
    """The value of one attribute, or the name of one element, is another."""
    text = data.decode("utf-8", "replace")
    found = list(re.finditer(r'(?<==")[^"]*(?=")|(?<=<)[\w:-]+', text))
    if not found:
        return data
    at = chance.choice(found)
    new = chance.choice(
        [str(chance.choice(VALUES)), chance.choice(found)[0], "", "-1", "javascript:x", "1e99%", "url(#a)"]
    )
    return (text[: at.start()] + new + text[at.end() :]).encode("utf-8", "replace")


def _json(chance: random.Random, data: bytes) -> bytes:
    whole = json.loads(data)
    holder, key = chance.choice(list(_nodes(whole)))
    value = chance.choice(
        [it for it in VALUES if not isinstance(it, dict) or all(isinstance(name, str) for name in it)]
    )
    holder[key] = value
    return json.dumps(whole).encode()


def _node(chance: random.Random, data: bytes) -> bytes:
    """One value of a YAML file replaced, one key renamed, left out or put twice."""
    whole = yaml.load(data, yaml.BaseLoader)
    nodes = list(_nodes(whole))
    if not nodes:
        return data
    holder, key = chance.choice(nodes)
    way = chance.random()
    if way < 0.8:
        holder[key] = chance.choice(VALUES)
    elif way < 0.9 or isinstance(holder, list):
        del holder[key]
    else:
        holder[f"{key}x"] = holder.pop(key)
    return yaml.dump(whole, allow_unicode=True, sort_keys=False).encode()


def _nodes(value: Any) -> Any:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(entries):
        yield value, key
        yield from _nodes(inner)


def _huge(chance: random.Random, data: bytes) -> bytes:
    """A picture that says of itself that it is 40,000 pixels wide and high; its checksum is not put right."""
    return data[:16] + struct.pack(">II", 40_000, 40_000) + data[24:]
