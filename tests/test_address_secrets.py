"""A password, a token or a key in an address is in no edition and no message, wherever the address stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookbuilder.address_secrets import masked, secrets_in
from bookbuilder.cleaning import clean_svg, is_safe_address
from bookbuilder.compose.read.parse import parse
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.manuscript.chapters import read_chapter
from bookbuilder.manuscript.interviews import read_interview
from bookbuilder.manuscript.references import read_references
from bookbuilder.model.book import Book
from bookbuilder.source import Source
from tests.small_book import INTERVIEW

LONG = "hunter2" * 4
WITH_SECRETS = [
    "https://name:hunter2@a.org/x", "https://hunter2@a.org", "HTTP://:hunter2@a.org", "ftp://n:hunter2@a.org", "postgres://n:hunter2@db/x",
    "https://n:p@hunter2@a.org", "https://a.org/?access_token=hunter2", "https://a.org/?q=1&token=hunter2", "https://a.org/?api_key=hunter2",
    "https://a.org/?a=1&amp;apikey=hunter2", "https://a.org/?password=hunter2&q=1", "https://a.org/?sig=hunter2%3D", "https://a.org/#access_token=hunter2",
    "https://a.org/?X-Amz-Signature=hunter2", "https://a.org/?X-Goog-Credential=hunter2", r"https://a.org/?access\_token=hunter2", f"https://a.org/?key={LONG}",
]  # fmt: skip
WITHOUT = [
    "https://books.google.com/books?id=Mq0&ots=lp1&sig=YYkZX_SDtP1mj", "https://a.org/82/i=3?key=crossref.561f815c5672bfca9d7abec5493d74c9",
    "https://a.org/@name", "https://a.org)@smith", "mailto:name@a.org", "ssh://git@a.org/x", "https://a.org/?key=trade", "https://a.org/look?key=Doe%2C%20Jane%2C%201833%2D1892", "https://a.org/?q=token",
    "https://a.org/?token=…", "https://n:…@a.org", "https://a.org/?id=1234567890abcdef12345", "https://xxxx@a.org", "a?b:c@d", "https://{{a}}:b@c",
    "https://books.google.co.uk/books?id=a&sig=R6Df_G3AVOHh", "`a = b?1:2;token=hunter2` of https://a.org", "See https://a.org and #pass=hunter2",
]  # fmt: skip


@pytest.mark.parametrize("address", WITH_SECRETS)
def test_a_secret_is_masked_and_nothing_else_of_the_text(address: str) -> None:
    text = f"See <{address}>, and so on."
    plain = masked(text)
    assert "hunter2" not in plain and len(plain) == len(text) and plain.endswith(">, and so on.")
    assert not is_safe_address(address) and masked(plain) == plain
    assert "hunter2" not in str(Diagnostic("CLN-001", Location("a.md"), address, address))


@pytest.mark.parametrize("address", WITHOUT)
def test_what_holds_no_secret_stays(address: str) -> None:
    assert not list(secrets_in(address)) and masked(address) == address


def test_what_a_handbook_says_of_ones_own_machine_is_no_secret() -> None:
    assert not list(secrets_in("postgresql://postgres:postgres@localhost:5432/a and http://root:root@127.0.0.1/"))
    assert len(list(secrets_in("http://root:toor@localhost/ http://root:root@localhost.example/"))) == 2


def test_no_reader_of_the_book_hands_a_secret_on() -> None:
    lines = [f"<{it}> [words]({it}) {it}" for it in WITH_SECRETS[:1]]
    lines += ["[words](https://n:hunter2&#64;a.org) https\\://n:hunter2@a.org `https://n:hunter2@a.org`"]
    chapter = read_chapter(Source("a.md", "---\nshort-title: S\n---\n\n# A\n\n" + "\n\n".join(lines)), "a")
    parsed = parse(chapter.value, Book(title="T"), {})
    transcript = INTERVIEW.replace("We shall see.", f"We see <{WITH_SECRETS[0]}>.")
    interview = read_interview(Source("manuscript/interviews/kz-01.md", transcript))
    item = f"- {{id: a, type: book, URL: '{WITH_SECRETS[6]}', note: 'See {WITH_SECRETS[0]}'}}\n"
    references = read_references(Source("references.yaml", item))
    drawing = clean_svg(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{WITH_SECRETS[0]}</text></svg>'.encode())
    read = (replace(chapter.value, source=Source("", "")), parsed, interview, references, drawing, chapter.diagnostics)
    assert "hunter2" not in repr(read) and "a.org" in repr(parsed) and drawing[1]
    found = [*chapter.diagnostics, *parsed.diagnostics, *interview.diagnostics, *references.diagnostics]
    places = {(it.location.file, it.location.line) for it in found if it.code == "CLN-001"}
    assert places == {("a.md", 7), ("a.md", 9), ("manuscript/interviews/kz-01.md", 18), ("references.yaml", 1)}
