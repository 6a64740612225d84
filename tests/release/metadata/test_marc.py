"""MARC: read back by pymarc, binary and XML the same, and every field where the catalogue looks for it."""

from __future__ import annotations

import io
from functools import cache

import pytest
from pymarc import MARCReader, Record, parse_xml_to_array

from bookbuilder.release.metadata.articles import nonfiling
from bookbuilder.release.metadata.marc import marc
from tests.release.metadata.records import POOR, RICH, record_of


@cache
def read(yaml: str = RICH) -> tuple[list[Record], list[Record]]:
    binary, xml = marc(record_of(yaml))
    return [it for it in MARCReader(binary) if it is not None], parse_xml_to_array(io.BytesIO(xml), strict=True)


def lines(tag: str, which: int = 0, yaml: str = RICH) -> list[str]:
    """Fields as `=245  14$aThe …`, without the tag."""
    return [str(field)[6:] for field in read(yaml)[0][which].get_fields(tag)]


@pytest.mark.parametrize("yaml", [RICH, POOR])
def test_binary_and_xml_hold_the_same_records(yaml: str) -> None:
    binary, xml = read(yaml)
    assert len(binary) == len(xml) == 4
    for one, other in zip(binary, xml, strict=True):
        assert [str(field) for field in one.get_fields()] == [str(field) for field in other.get_fields()]
        for leader in (str(one.leader), str(other.leader)):
            assert (leader[5:12], leader[17:20]) == ("nam a22", "7c ")


def test_a_title_is_filed_by_its_second_indicator() -> None:
    assert lines("245") == [
        "14$aThe Rebels’ Road$bA Study of “Roads”$cAnna Müller ; edited by Anna Müller ; translated by Абай Құнанбайұлы"
    ]
    assert lines("240")[0].startswith("10$aДорога повстанцев$lEnglish")
    assert lines("830") == ["\\4$aThe Example Series$x2049-3630$v7"]


@pytest.mark.parametrize(
    ("title", "lang", "passed"),
    [
        ("The Rebels", "en", 4), ("Theory", "en", 0), ("“The Rebels”", "en", 5), ("“Rebels”", "en", 0), ("A", "en", 0),
        ("L’Été", "fr", 2), ("Les Misérables", "fr", 4), ("Der Prozeß", "de", 4), ("Die Verwandlung", "en", 0),
        ("Дорога", "ru", 0), ("El Niño", "es", 3), ("Az ember", "hu", 3), ("The “Rebels”", "en", 5),
    ],
)  # fmt: skip
def test_the_article_of_the_titles_own_language_is_passed_over(title: str, lang: str, passed: int) -> None:
    assert nonfiling(title, lang) == passed


def test_people_and_bodies() -> None:
    assert lines("100") == [
        "1\\$aMüller, Anna$uExample Institute$eauthor$eeditor$4aut$4edt$1https://orcid.org/0000-0002-1825-0097"
    ]
    assert lines("700") == ["1\\$aҚұнанбайұлы, Абай$etranslator$4trl"]
    assert lines("710")[0] == "2\\$aRoad Research Fund$efunder$4fnd"


def test_the_fields_that_the_catalogue_wants() -> None:
    assert lines("020") == ["\\\\$a9783161484100$qpaperback"]
    assert lines("020", 2) == ["\\\\$a9781402894626$qEPUB"]
    assert lines("041") == ["1\\$aeng$bkaz$hrus"]
    assert lines("250") == ["\\\\$aSecond edition"]
    assert lines("264") == ["\\1$aAlmaty$bExample Press$c2021"]
    assert lines("300") == ["\\\\$axvi, 240 pages$c24 cm"]
    assert lines("300", 2) == ["\\\\$a1 online resource (xvi, 240 pages)"]
    assert [lines(tag)[0] for tag in ("336", "337", "338")] == [
        "\\\\$atext$btxt$2rdacontent", "\\\\$aunmediated$bn$2rdamedia", "\\\\$avolume$bnc$2rdacarrier",
    ]  # fmt: skip
    assert lines("490") == ["1\\$aThe Example Series$x2049-3630$v7"]
    assert lines("504") == ["\\\\$aIncludes bibliographical references."]
    assert lines("536") == ["\\\\$aSupported by the Road Research Fund.$cRF-12"]
    assert lines("546") == ["\\\\$aTranslated from Russian. Summaries in Kazakh."]
    assert lines("650") == ["\\4$aRoads", "\\4$aCentral Asia"]
    assert "\\7$aPOL$x011000$2bisacsh" in lines("072")
    assert lines("856", 2) == ["40$uhttps://doi.org/10.12345/roads"]
    assert lines("776") == ["08$iEPUB version:$tThe Rebels’ Road$z9781402894626"]


def test_the_fixed_field_has_forty_characters_in_their_places() -> None:
    [fixed] = [field.data for field in read()[0][2].get_fields("008")]
    assert fixed is not None and len(fixed) == 40
    assert (fixed[:6], fixed[7:11], fixed[15:18], fixed[23], fixed[24], fixed[35:38]) == (
        "210401",
        "2021",
        "kz ",
        "o",
        "b",
        "eng",
    )


def test_what_the_book_does_not_say_is_not_there() -> None:
    for tag in ("020", "041", "100", "250", "520", "536", "546", "650", "830", "856"):
        assert not lines(tag, yaml=POOR)
    assert lines("245", yaml=POOR) == ["02$aA Small Book"]
