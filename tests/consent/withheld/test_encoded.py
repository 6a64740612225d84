"""A withheld name is found in each writing that an address or a file's name may have it in."""

from __future__ import annotations

import base64
import urllib.parse

import pytest

from bookbuilder.consent.withheld.encoded import readings
from bookbuilder.consent.withheld.readable import readable
from bookbuilder.consent.withheld.search import Search
from tests.consent.withheld.planted import MAIL, NAME

RUSSIAN, LATIN = "Сейтказин", "Seitkazin"


def _base64(text: str, encoding: str = "utf-8") -> str:
    return base64.b64encode(text.encode(encoding)).decode()


def _page(address: str, words: str = "a") -> bytes:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p><a href="{address}">{words}</a></p></body></html>'.encode()


@pytest.mark.parametrize(
    "address",
    [
        f"https://a.example/?m={_base64(f'user:{RUSSIAN}:1')}",
        f"https://a.example/u/{_base64(LATIN)}/1",
        f"https://a.example/u/{_base64(f'a {LATIN}').replace('=', '')}",
        f"https://a.example/{_base64(RUSSIAN, 'cp1251')}",
        f"https://a.example/?e={_base64('a.seit@example.org')}",
        urllib.parse.quote(urllib.parse.quote(RUSSIAN)),
        urllib.parse.quote(RUSSIAN, encoding="cp1251"),
        f"https://a.example/{RUSSIAN.encode().hex()}",
        f"https://{RUSSIAN.lower().encode('idna').decode()}.kz/",
        "".join(f"&amp;amp;#{ord(letter)};" for letter in RUSSIAN),
    ],
)
def test_a_name_is_found_however_an_address_has_it(address: str) -> None:
    search = Search((NAME, MAIL))
    assert search(readable("a.xhtml", _page(address))) and search(readable("a.xhtml", _page("b", address)))


def test_a_name_is_found_round_the_call_of_a_note() -> None:
    call = '<sup>1</sup><a role="doc-noteref" href="#n">2</a>'
    assert Search((NAME,))(readable("a.xhtml", _page("b", f"Сейт{call}казина")))


@pytest.mark.parametrize("name", [f"{_base64(LATIN)}.png", f"{RUSSIAN.encode().hex()}.png", f"{LATIN}.png"])
def test_a_name_is_found_in_the_name_of_a_file(name: str) -> None:
    assert Search((NAME,))(readable(name, b""))


def test_prose_has_one_reading() -> None:
    assert list(readings("The Partnership Agreement names STANDARDS; 2021-2027.")) == [
        ("The Partnership Agreement names STANDARDS; 2021-2027.", False)
    ]


def test_damaged_markup_is_searched_too() -> None:
    """Mutant 2000042 of seed 90211: an attribute with a colon in its name ended in a ValueError."""
    assert Search((NAME,))(readable("a.xhtml", f"<a:b xmlns:c='d' c:e='{RUSSIAN}'>\0".encode()))


@pytest.mark.parametrize(
    "markup",
    ["<html><body><p>A</p></body></html>\n{}", '<p a="1" a="{}">x</p>', "<p>x</p {}>", "<a><?x {}?></a>", "<a {}='1'>b</a>",
     '<!DOCTYPE a [<!ENTITY x "{}">]><a>b</a>', "<!DOCTYPE a [<!-- {} -->]><a>b</a>"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.html", "a.svg"])
def test_what_a_parser_passes_over_is_searched_too(markup: str, name: str) -> None:
    """A name behind </html>, in a second attribute of one name, in a DTD or as a name of an attribute was found by no reading."""
    assert Search((NAME,))(readable(name, markup.format(LATIN).encode()))
    assert not Search((NAME,))(readable(name, markup.format("Сейт<i/>x<b/>казин").encode()))


@pytest.mark.parametrize("typed", ["S e i t k a z i n", "%53eitkazin", "&#83;eitkazin", "<p>Seit<b>kazin</b></p>"])
def test_what_stands_behind_the_end_of_markup_is_read_as_text(typed: str) -> None:
    for after in ("", "</html>", "<!-- </html> -->", "<i a='</html>'/>", "</htmlx>"):
        assert Search((NAME,))(readable("a.html", f"<html><body><p>A</p></body></html>\n{typed}{after}".encode()))
        assert Search((NAME,))(readable("a.html", f"<html><body><p>A</p></body></html></HTML>{typed}{after}".encode()))
    commented = f"<!-- <a> -->\n<html><body><p>A</p></body></html>\n{typed}"
    assert Search((NAME,))(readable("a.html", commented.encode()))
