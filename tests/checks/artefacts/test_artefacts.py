"""Each checker is silent on a sound artefact, and finds what is broken in a small one.

That those which open every page in a browser are silent, the release of tests/release/whole/test_finished_book.py shows.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bookbuilder.checks.artefacts import epub as epubs, site as sites
from bookbuilder.checks.artefacts.report import Checked
from bookbuilder.checks.artefacts.tools import Tools
from tests.checks.artefacts.conftest import broken, leave, repacked

pytestmark = [pytest.mark.slow, pytest.mark.java, pytest.mark.browser]


def found(checked: Checked) -> list[str]:
    return [str(fault) for fault in checked.found]


@pytest.mark.parametrize("check", [epubs.epubcheck, epubs.epubcheck_ts, epubs.ace])
def test_nothing_is_found_in_a_sound_epub(check, sound_epub: bytes, tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(sound_epub)
    assert found(check(path, tools)) == []


@pytest.mark.parametrize("check", [sites.nu, sites.links])
def test_nothing_is_found_in_a_sound_site(check, site: Path, tools: Tools) -> None:
    assert found(check(site, tools)) == []


@pytest.mark.parametrize(
    ("check", "code", "old", "new"),
    [
        (epubs.epubcheck, "ART-010", "<h1", "<blink></blink><h1"),
        (epubs.epubcheck_ts, "ART-011", "<h1", '<img src="nowhere.png" alt="x"/><h1'),
        (epubs.ace, "ART-012", ' alt="Four bars that grow from year to year"', ""),
    ],
)
def test_a_fault_in_an_epub_is_found_and_placed(
    check, code, old, new, sound_epub: bytes, tmp_path: Path, tools: Tools
) -> None:
    checked = check(repacked(sound_epub, tmp_path / "book.epub", "EPUB/text/trade.xhtml", old, new), tools)
    assert code in {fault.code for fault in checked.found}
    assert any(fault.location.file == "book.epub/EPUB/text/trade.xhtml" for fault in checked.found), found(checked)


def test_the_nu_checker_finds_faults_in_pages_styles_and_pictures(site: Path, tools: Tools) -> None:
    broken(site, "trade.html", "<main", "<center></center><main")
    broken(site, "styles/site.css", "body { margin: 0; }", "body { margn: 0; }")
    checked = sites.nu(site, tools)
    assert {(fault.code, fault.location.file) for fault in checked.found} == {
        ("ART-020", "site/trade.html"), ("ART-020", "site/styles/site.css"),
    }, found(checked)  # fmt: skip


def test_a_link_without_its_target_and_a_fragment_without_its_place_are_found(site: Path, tools: Tools) -> None:
    broken(site, "trade.html", "</main>", '<p><a href="lost.html">a</a> <a href="index.html#lost">b</a></p></main>')
    assert sorted(fault.message.split(", which")[0] for fault in sites.links(site, tools).found) == [
        "A link leads to index.html#lost", "A link leads to lost.html",
    ]  # fmt: skip


def test_axe_finds_a_picture_without_words_and_what_is_too_wide(site: Path, tools: Tools) -> None:
    leave(site, "index.html", "trade.html")
    broken(site, "trade.html", ' alt="Four bars that grow from year to year"', "")
    broken(
        site,
        "styles/site.css",
        "body { margin: 0; }",
        ".page-chapter h1 { width: 50rem; } footer.site-footer { color: #ddd; }",
    )
    codes = {(fault.code, fault.location.file) for fault in sites.axe(site, tools).found}
    assert {("ART-022", "site/trade.html"), ("ART-025", "site/trade.html"), ("ART-022", "site/index.html")} <= codes


@pytest.mark.long
def test_a_heavy_page_and_one_that_moves_are_found(site: Path, tools: Tools) -> None:
    leave(site, "index.html", "trade.html", "energy.html")
    noise = random.Random(1).randbytes(330_000).hex()
    (site / "scripts" / "heavy.js").write_text(f"// {noise}\n")
    (site / "scripts" / "late.js").write_text(
        "setTimeout(() => { const p = document.createElement('p'); p.textContent = 'Late.'; p.id = 'late';"
        "document.querySelector('main').prepend(p); }, 200);\n"
    )
    broken(site, "trade.html", "</head>", '<script src="scripts/heavy.js" defer></script></head>')
    broken(site, "index.html", "</head>", '<script src="scripts/late.js" defer></script></head>')
    codes = {(fault.code, fault.location.file) for fault in sites.budget(site, tools).found}
    assert codes == {("ART-023", "site/trade.html"), ("ART-024", "site/index.html")}


@pytest.mark.long
def test_a_reader_runs_into_whatever_is_broken(site: Path, tools: Tools) -> None:
    (site / "scripts" / "notes.js").write_text("console.log('here');\n")
    (site / "scripts" / "colours.js").write_text("document.documentElement.classList.add('scripted');\n")
    broken(site, "search/search.js", "passages.sort(", "passages.length = 0; passages.sort(")
    broken(site, "trade.html", "default-src 'none'", "default-src 'none'; connect-src *")
    broken(site, "trade.html", "</head>", '<script src="scripts/ask.js" defer></script></head>')
    (site / "scripts" / "ask.js").write_text("fetch('http://127.0.0.1:9/').catch(() => {});\n")
    for mark in ('id="page-5" class="page-mark"', 'id="page-6" class="page-mark"'):
        broken(site, "trade.html", mark, f"{mark} hidden")
    broken(site, "search.html", "<h1>Search</h1>", "")
    checked = sites.reader(site, tools)
    codes = {fault.code for fault in checked.found}
    assert {"ART-030", "ART-031", "ART-032", "ART-033", "ART-034", "ART-035", "ART-036"} <= codes, found(checked)


@pytest.mark.long
def test_a_site_that_keeps_itself_out_by_its_policy_is_reported(site: Path, tools: Tools) -> None:
    leave(site, "index.html", "trade.html")
    broken(site, "trade.html", "style-src 'self'", "style-src 'none'")
    assert any("Content-Security-Policy" in fault.message for fault in sites.reader(site, tools).found)


def test_a_landmark_is_still_taken_for_an_index(sound_epub: bytes, tmp_path: Path, tools: Tools, monkeypatch) -> None:
    path = repacked(
        sound_epub, tmp_path / "book.epub", "EPUB/text/nav.xhtml", 'epub:type="bodymatter"', 'epub:type="index"'
    )
    assert found(epubs.epubcheck_ts(path, tools)) == []
    monkeypatch.setattr(epubs, "MISREAD", "nothing of the kind")
    assert epubs.epubcheck_ts(path, tools).found, "epubcheck-ts has learnt it: delete MISREAD"
