"""Entries of BibTeX, RIS, CSL JSON and EndNote as CSL items: what Pandoc's readers leave behind is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bookbuilder.desk.references import merging
from bookbuilder.desk.references.reading import Entry, read_entries

XML = """<xml><records><record><rec-number>1</rec-number><ref-type name="Book">6</ref-type><contributors><authors>
<author>Adams, Ann</author><author>World Bank,</author></authors></contributors><titles><title>Border towns</title></titles></record></records></xml>"""


def entries(tmp_path: Path, name: str, text: str) -> list[Entry]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    outcome = read_entries(tmp_path / name)
    assert not outcome.diagnostics, outcome.diagnostics
    return list(outcome.value)


def ris(tmp_path: Path, *lines: str) -> dict[str, Any]:
    return entries(tmp_path, "a.ris", "\n".join([*lines, "ER  - ", ""]))[0].item


def test_ris_keeps_the_place_and_the_day_of_access(tmp_path: Path) -> None:
    item = ris(tmp_path, "TY  - BOOK", "TI  - Salt", "T2  - Minerals", "CY  - Москва", "Y2  - 2020/01/02/", "SP  - 300")
    assert (item["publisher-place"], item["accessed"], item["collection-title"]) == (
        "Москва",
        {"date-parts": [[2020, 1, 2]]},
        "Minerals",
    )
    assert item["number-of-pages"] == "300" and "container-title" not in item


def test_ris_knows_web_pages_and_numbers_of_reports(tmp_path: Path) -> None:
    assert ris(tmp_path, "TY  - ELEC", "TI  - Site")["type"] == "webpage"
    assert ris(tmp_path, "TY  - RPRT", "TI  - Rep", "SN  - 10113/19")["number"] == "10113/19"


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.bib", "@book{a,\0 title={\0Salt}\x0b}"), ("a.ris", "TY  - BOOK\nTI  - \0Salt\nER  - \n"), ("a.json", '[{"id": "a", "type": "book", "title": "\0Salt"}]')],
)  # fmt: skip
def test_control_characters_are_left_out(tmp_path: Path, name: str, text: str) -> None:
    assert [it.item["title"] for it in entries(tmp_path, name, text)] == ["Salt"]


@pytest.mark.parametrize("name", ["a.bib", "a.ris", "a.json", "a.xml"])
def test_a_file_without_a_source_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text({".json": "[]", ".xml": "<xml/>"}.get(name[1:], "hello"))
    assert [it.code for it in read_entries(tmp_path / name).diagnostics] == ["DSK-003"]


def test_a_doi_is_bare_and_accents_are_composed(tmp_path: Path) -> None:
    found = entries(tmp_path, "a.bib", '@book{a, title={Na{\\"\\i}ve}, doi={https://doi.org/10.1/abc}}')
    assert (found[0].item["title"], found[0].item["DOI"]) == ("Naïve", "10.1/abc")


def test_csl_json_with_gaps_is_read(tmp_path: Path) -> None:
    item = {"id": "http://zotero.org/users/1/items/AB", "type": "book", "title": ["Salt"], "note": "original-date: 1900\nPMID:  12", "author": [{"family": "Null", "given": ""}, {}],
            "accessed": {"date-parts": [[""]]}}  # fmt: skip
    found = entries(tmp_path, "a.json", json.dumps([item]))
    assert found == [
        Entry(
            "",
            {"type": "book", "title": "Salt", "note": "original-date: 1900\nPMID: 12", "author": [{"family": "Null"}]},
            1,
        )
    ]


def test_endnotes_organisations_have_one_name_and_its_numbers_are_no_keys(tmp_path: Path) -> None:
    found = entries(tmp_path, "a.xml", XML)
    assert found[0].key == "" and found[0].item["author"] == [
        {"family": "Adams", "given": "Ann"},
        {"literal": "World Bank"},
    ]


def test_endnotes_italics_suffixes_days_and_states_are_kept_and_an_empty_record_is_named(tmp_path: Path) -> None:
    title = '<style face="italic">Homo</style><style face="normal"> in air</style>'
    kept = XML.replace("Adams, Ann", "Lee, K., Jr.").replace("Border towns", title)
    kept = kept.replace(
        "</titles>", "</titles><dates><year>2001</year><pub-dates><date>May 5</date></pub-dates></dates>"
    )
    soon = kept.replace("2001</year><pub-dates><date>May 5</date></pub-dates>", "in press</year>").partition(
        "<record>"
    )[2]
    (tmp_path / "a.xml").write_text(
        kept.replace("</records>", f"<record>{soon.partition('</records>')[0]}<record/></records>")
    )
    read = read_entries(tmp_path / "a.xml")
    first, second = (each.item for each in read.value)
    assert first["title"] == "<i>Homo</i> in air" and first["issued"] == {"date-parts": [[2001, 5, 5]]}
    assert first["author"][0] == {"family": "Lee", "given": "K.", "suffix": "Jr."}
    assert second["status"] == "in press" and [it.code for it in read.diagnostics] == ["DSK-008"]


def test_records_that_take_over_each_other_and_strings_of_strings_are_faults_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    """Pandoc went round without end, or made gigabytes of a few lines."""
    strings = "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 40))
    file = tmp_path / "a.bib"
    file.write_text(
        f"@string{{s0 = {{x}}}}\n{strings}@book{{a, crossref={{b}}, title={{A}}}}\n@book{{b, crossref={{a}}, title={{B}}}}\n"
        f"@book{{f, title={{F}}, note={'{' * 2000}x{'}' * 2000}, abstract={{{'a ' * 20_000}}}}}\n"
        "@book{c, crossref={c}, title={C}}\n@book{e, title={E}}\n@inbook{d, crossref={e}, title={D}}\n"
    )
    read = read_entries(file)
    assert [entry.item["title"] for entry in read.value] == ["A", "B", "F", "C", "E", "D"]
    assert all(
        any(what in it.message for it in read.diagnostics)
        for what in ("too deep", "abstract has more than 20,000 characters")
    )
    assert read.value[5].item["container-title"] == "E"
    said = [it.message for it in read.diagnostics]
    assert sum("leads back to itself" in it for it in said) == 3 and any("more text than any" in it for it in said)


def test_words_behind_commands_of_tex_that_pandoc_does_not_know_are_kept(tmp_path: Path) -> None:
    typed = (
        r"{\aap}",
        r"{About \own{Inner} words}",
        r"{\ce{H2O} and \(\alpha\)}",
        r"{\noopsort{a}Salt}",
        r"{Of \si{\kilo\metre}}",
        r"{\own and on}",
        r"{a7{\textunderscore }18}",
    )
    text = "".join(f"@article{{k{n}, title = {{T}}, journal = {it}}}\n" for n, it in enumerate(typed))
    made = [it.item["container-title"] for it in entries(tmp_path, "a.bib", text)]
    assert made == ["aap", "About Inner words", "H2O and <i>α</i>", "Salt", "Of km", "own and on", "a7_18"]


def test_crossrefs_over_many_records_are_left_out(tmp_path: Path) -> None:
    """Pandoc followed each of a thousand through all those behind it: 60 KB took ten seconds."""
    file = tmp_path / "a.bib"
    file.write_text("".join(f"@inbook{{k{i}, crossref={{k{i + 1}}}, title={{T{i}}}}}\n" for i in range(40)))
    read = read_entries(file)
    assert len(read.value) == 40
    assert sum("leads over more than 20 others" in str(it) for it in read.diagnostics) == 20


def test_a_work_is_held_to_a_hundred_of_its_title_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand of one title took fifteen seconds."""
    held: list[int] = []
    monkeypatch.setattr(merging, "same_work", lambda one, other: held.append(1) or "")
    entries = [Entry(f"k{n}", {"type": "book", "title": "The Same"}) for n in range(300)]
    assert len(merging.merge([], entries)) == 300 and len(held) < 300 * 101
