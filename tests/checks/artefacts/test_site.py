"""Which links lead to a place that their page does not have."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from bookbuilder.checks.artefacts import site
from bookbuilder.checks.artefacts.site import lost_fragments

FIRST = '<!DOCTYPE html><title>T</title>\n<body><h1 id="one">One</h1><a name="old"></a>\n'


def lost(tmp_path: Path, links: str, **pages: str) -> list[tuple[str, int, str]]:
    """What is found in a site whose first page has these links."""
    for path, text in {"index.html": FIRST + links, **pages}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return [(each.page, each.line, each.target) for each in lost_fragments(tmp_path)]


def test_a_fragment_without_its_place_is_found_with_its_line_in_its_own_page_and_in_another(tmp_path: Path) -> None:
    links = '<a href="#two">a</a>\n<a href="sub/two.html#one">b</a>'
    assert lost(tmp_path, links, **{"sub/two.html": '<!DOCTYPE html>\n<a href="../index.html#page-9">c</a>'}) == [
        ("index.html", 3, "index.html#two"), ("index.html", 4, "sub/two.html#one"), ("sub/two.html", 2, "index.html#page-9"),
    ]  # fmt: skip


def test_a_page_that_no_other_leads_to_is_read_too(tmp_path: Path) -> None:
    assert lost(tmp_path, "", **{"alone.html": '<!DOCTYPE html><a href="./#none">a</a>'}) == [
        ("alone.html", 1, "index.html#none")
    ]


def test_places_are_ids_and_names_whatever_letters_they_have(tmp_path: Path) -> None:
    links = '<p id="Ёлка"></p><a href="#%D0%81%D0%BB%D0%BA%D0%B0">a</a><a href="?q=x#one">b</a><a href="/index.html#old">c</a>'
    assert lost(tmp_path, links) == []


def test_the_top_of_a_page_other_hosts_and_words_of_the_text_are_no_ids(tmp_path: Path) -> None:
    links = '<a href="#">a</a><a href="#top">b</a><a href="https://example.org/#c">c</a><a href="#:~:text=One">d</a><a href="#one:~:text=One">e</a>'
    assert lost(tmp_path, links) == []


def test_a_drawing_is_looked_into_for_what_is_used_of_it(tmp_path: Path) -> None:
    drawing = '<?xml version="1.0" encoding="utf-8"?><svg xmlns="http://www.w3.org/2000/svg"><g id="bar"/></svg>'
    links = '<svg><use href="bars.svg#bar"/><use xlink:href="bars.svg#line"/></svg>'
    assert lost(tmp_path, links, **{"bars.svg": drawing}) == [("index.html", 3, "bars.svg#line")]


def test_a_page_that_is_not_there_is_left_to_the_checker_that_follows_links(tmp_path: Path) -> None:
    assert lost(tmp_path, '<a href="nowhere.html#a">a</a>') == []


def test_a_link_that_leads_nowhere_is_an_error_whether_the_page_or_its_place_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """linkinator's own run is left to the checks of a finished book; here it says what it says of two pages."""
    (tmp_path / "index.html").write_text(FIRST + '<a href="gone.html">a</a><a href="#two">b</a>', "utf-8")

    def linkinator(command: list[str]) -> subprocess.CompletedProcess[str]:
        base = command[2]
        links = [{"url": f"{base}gone.html", "state": "BROKEN", "parent": base}, {"url": base, "state": "OK"}]
        return subprocess.CompletedProcess(command, 1, json.dumps({"links": links}), "")

    monkeypatch.setattr(site, "run", linkinator)
    tools = SimpleNamespace(package=lambda name: Path("linkinator"), node=lambda: "node", version=lambda name: "7")
    found = site.links(tmp_path, tools).found  # type: ignore[arg-type]
    assert [fault.code for fault in found] == ["ART-021", "ART-021"]
    assert "gone.html" in found[0].message and "#two" in found[1].message
