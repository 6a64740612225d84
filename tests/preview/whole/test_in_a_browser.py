"""The preview as an editor sees it: a sentence is saved, a fault is made, an interview is withdrawn, and it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbuilder.checks.artefacts.tools import FOLDER
from bookbuilder.environment import ROOT
from tests.preview.chromium import Chromium
from tests.small_book import INTERVIEW, make_book

pytestmark = [
    pytest.mark.slow,
    pytest.mark.pango,
    pytest.mark.browser,
    pytest.mark.long,  # a minute of its own
    pytest.mark.skipif(os.name == "nt", reason="signals"),
]

AXE = FOLDER / "node_modules/axe-core/axe.min.js"
CHAPTER = """# One

A first sentence.^[A note.]

::: {.excerpt source="kz-01" turn="q1a"}
The strategy speaks of partners. It does not yet speak of equals.
:::
"""
QUOTED = "partners. It does not yet speak of equals"


class Open:
    """A preview of a small book, and a browser that looks at it."""

    def __init__(self, folder: Path) -> None:
        self.book = make_book(folder / "book", {"manuscript/two.md": "# Two\n\nThe second chapter.\n"}, CHAPTER)
        book_yaml = self.book / "manuscript/book.yaml"
        book_yaml.write_text(book_yaml.read_text().replace("[one.md]", "[one.md, two.md]"))
        words = [sys.executable, str(Path(ROOT, "build.py")), "preview", "--book", str(self.book), "--jobs", "1"]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder)
        assert self.process.stdout
        self.address = self.process.stdout.readline().split()[-1]
        self.browser = Chromium(folder / "profile")
        self.browser.open(self.address)

    def save(self, name: str, text: str) -> None:
        (self.book / "manuscript" / name).write_text(text)

    def state(self) -> dict:
        with urllib.request.urlopen(f"{self.address}state") as answer:
            return dict(json.load(answer))

    def settle(self) -> dict:
        until = time.monotonic() + 180
        while time.monotonic() < until:
            state = self.state()
            if not state["busy"]:
                return state
            time.sleep(0.05)
        raise AssertionError(state)

    def see(self, text: str) -> None:
        self.browser.wait(f"document.getElementById('spreads').textContent.includes({json.dumps(text)})", 180)


@pytest.fixture(scope="module")
def preview(tmp_path_factory) -> Iterator[Open]:
    opened = Open(tmp_path_factory.mktemp("preview"))
    yield opened
    opened.browser.close()
    if opened.process.poll() is None:
        opened.process.kill()


def test_pages_and_web_edition_are_seen_side_by_side(preview):
    preview.see("A first sentence.")
    preview.browser.wait("document.querySelector('.page img').naturalWidth > 100")
    preview.browser.wait(
        "document.getElementById('frame').contentDocument?.body?.textContent.includes('A first sentence.')"
    )
    assert [it for it in preview.browser.log if "Blocked script execution" not in it] == []  # the edition's own scripts


def test_a_saved_sentence_is_seen_and_the_place_is_kept(preview):
    preview.settle()
    before = preview.browser.run("document.querySelector('.page img').src")
    preview.save("one.md", CHAPTER.replace("A first sentence.", "A sentence that was changed."))
    preview.see("A sentence that was changed.")
    preview.browser.wait(f"document.querySelector('.page img').src !== {json.dumps(before)}")
    assert preview.settle()["documents"][-1]["changed"] == []
    assert preview.browser.run("document.getElementById('changed').textContent") == "1 changed"


def test_the_view_follows_the_chapter_that_is_edited(preview):
    preview.save("two.md", "# Two\n\nThe second chapter, edited.\n")
    preview.see("The second chapter, edited.")
    preview.browser.wait("document.querySelector('.here')?.textContent.includes('The second chapter, edited.')")


def test_a_line_of_a_page_opens_its_line_in_the_editor(preview):
    links = preview.browser.run("[...document.querySelectorAll('.texts a')].map(it => it.href)")
    assert f"vscode://file{preview.book}/manuscript/two.md:3:1" in links


def test_the_cursor_in_the_editor_shows_its_page(preview):
    preview.settle()
    place = f"{preview.book}/manuscript/one.md:3"
    words = [sys.executable, str(Path(ROOT, "build.py")), "preview", "--book", str(preview.book), "--show", place]
    subprocess.run(words, check=True)
    preview.browser.wait("document.querySelector('.here')?.textContent.includes('A sentence that was changed')")


def test_a_broken_file_shows_its_fault_over_the_last_good_page(preview):
    book = preview.book / "manuscript/book.yaml"
    good = book.read_text()
    book.write_text("[\n")  # of which nothing is whole
    preview.browser.wait("!document.getElementById('stale').hidden && !!document.querySelector('#faults .error')", 30)
    preview.see("A sentence that was changed.")
    book.write_text(good)
    preview.browser.wait("document.getElementById('stale').hidden && !document.querySelector('#faults .error')", 30)


@pytest.mark.parametrize(
    ("overlay", "mark"), [("grid", "grid"), ("margins", "edge"), ("notes", "line-note"), ("boxes", "box")]
)
def test_a_typesetter_sees_over_a_page_what_they_choose(preview, overlay, mark):
    count = f"document.querySelectorAll('.marks .{mark}').length"
    assert preview.browser.run(count) == 0
    preview.browser.run(f"document.querySelector('[data-overlay={overlay}]').click()")
    assert preview.browser.wait(count) > 0
    preview.browser.run(f"document.querySelector('[data-overlay={overlay}]').click()")
    preview.browser.wait(f"{count} === 0")


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core: python build.py check --artefacts --install")
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_barrier_in_the_page(preview, dark):
    preview.settle()
    preview.browser.dark(dark)
    preview.browser.run(f"{AXE.read_text()}; true")
    found = preview.browser.run(
        "axe.run(document, {iframes: false}).then(it => it.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]))"
    )
    preview.browser.dark(False)
    assert found == []


def test_a_withdrawal_clears_the_page_and_the_memory(preview):
    preview.settle()
    preview.see("partners")
    preview.save("interviews/kz-01.md", INTERVIEW.replace("consent:\n", "consent:\n  withdrawn: 2021-01-05\n"))
    preview.browser.wait(f"!document.body.textContent.includes({json.dumps(QUOTED)})", 10)
    state = preview.settle()
    assert QUOTED not in json.dumps(state)
    for document in state["documents"]:
        if document["pages"]:
            with urllib.request.urlopen(f"{preview.address}document/{document['id']}") as answer:
                assert "equals" not in answer.read().decode()


def test_it_stops_and_leaves_nothing_behind(preview):
    preview.settle()
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(preview.process.pid)], capture_output=True, text=True
    ).stdout.split()
    assert children
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(60) == 0
    assert "Traceback" not in preview.process.stdout.read()
    assert not (preview.book / ".cache/preview.json").exists() and not (preview.book / "output").exists()
    until = time.monotonic() + 30
    while any(map(_runs, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [child for child in children if _runs(child)]
    preview.browser.wait("document.getElementById('status').textContent === 'The preview has stopped'")


def _runs(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
