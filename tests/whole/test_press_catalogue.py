"""The recipe for many titles: each that changed is built, one that cannot be made stops no other, and a page lists them."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from bookbuilder import environment
from tests.small_book import BOOK, make_book

ROOT = Path(environment.ROOT)
SNAKEMAKE = os.environ.get("SNAKEMAKE") or shutil.which("snakemake")
COUNT = 20


def processor_seconds() -> float:
    """What all calls so far have cost, however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_status_page_shows_what_was_written_and_what_was_not(tmp_path: Path) -> None:
    make_book(tmp_path / "titles" / "broken", {"manuscript/book.yaml": "title: Broken: too\n"})
    good = make_book(tmp_path / "titles" / "good", {"manuscript/book.yaml": f'{BOOK}version: "1.1"\nstatus: final\n'})
    (good / "output/release/good-1.0").mkdir(parents=True)
    (good / "output/release/good-1.0/manifest.json").write_text("{}")
    fault = {
        "severity": "error",
        "code": "YML-001",
        "file": "manuscript/book.yaml",
        "line": 1,
        "message": "Broken YAML.",
    }
    answers = {
        "broken": {"ok": False, "artefacts": [], "diagnostics": [fault]},
        "good": {"ok": True, "artefacts": [{"pages": 12}], "diagnostics": [{"severity": "warning", "message": "x"}]},
    }
    for name, answer in answers.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(answer))
    (tmp_path / "gone.json").write_text("")
    make_book(tmp_path / "titles" / "gone")
    call = [sys.executable, str(ROOT / "catalogue/status.py"), str(tmp_path / "titles"), str(tmp_path / "index.html")]
    subprocess.run([*call, *(str(tmp_path / f"{it}.json") for it in ("broken", "good", "gone"))], check=True)
    page = html.parse(str(tmp_path / "index.html"))
    rows = [[cell.text_content() for cell in row] for row in page.findall(".//tbody/tr")]
    assert rows[0] == ["Broken: too", "", "working", "", "1", "", "", "manuscript/book.yaml:1 YML-001 Broken YAML."]
    assert rows[1] == ["A Small Book", "1.1", "final", "12", "", "1", "good-1.0", ""]
    assert rows[2][-1] == "The builder stopped." and [it.get("class") for it in page.findall(".//tbody/tr")] == [
        "failed", "written", "failed",
    ]  # fmt: skip
    assert "3 titles: 1 without errors, 0 as drafts with errors, 2 not written." in page.getroot().text_content()


@pytest.mark.long
@pytest.mark.pango
@pytest.mark.skipif(not SNAKEMAKE, reason="Snakemake is missing. pip install snakemake, and name it in SNAKEMAKE")
def test_a_catalogue_of_twenty_is_built_and_one_fails(tmp_path: Path) -> None:
    titles, status = tmp_path / "titles", tmp_path / "status"

    def run() -> float:
        begun = processor_seconds()
        call = [str(SNAKEMAKE), "-s", str(ROOT / "catalogue/Snakefile"), "--cores", "2", "--keep-going", "--config"]
        config = [f"titles={titles}", f"status={status}", f"python={sys.executable}", "verb=pdf"]
        done = subprocess.run([*call, *config], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return processor_seconds() - begun

    seconds = []
    for count in (5, COUNT):
        for number in range(count):
            if not (titles / f"t{number:02}").exists():
                name = f"{BOOK.replace('A Small Book', f'Book {number}')}"
                make_book(titles / f"t{number:02}", {"manuscript/book.yaml": name if number != 3 else "title: [\n"})
        made = len(list(status.glob("*.json")))
        seconds.append(run() / (count - made))
    assert seconds[1] < 1.5 * seconds[0], f"{seconds} seconds of processor a title"
    rows = [
        [cell.text_content() for cell in row] for row in html.parse(str(status / "index.html")).findall(".//tbody/tr")
    ]
    assert len(rows) == COUNT and [number for number, row in enumerate(rows) if "YML-001" in row[-1]] == [3]
    assert all((titles / f"t{number:02}/output").is_dir() for number in range(COUNT) if number != 3)

    before = {it.name: it.stat().st_mtime_ns for it in status.glob("*.json")}
    chapter = titles / "t07/manuscript/one.md"
    chapter.write_text(chapter.read_text() + "\nMore.\n")
    run()
    after = {it.name: it.stat().st_mtime_ns for it in status.glob("*.json")}
    assert [name for name in after if after[name] != before[name]] == ["t07.json"]
    print(f"{seconds[0]:.1f} s of processor a title of five, {seconds[1]:.1f} of {COUNT}")
