"""A DOI or an ISBN is looked up where the call says so, and what it gave is reported; a server on this machine answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bookbuilder.cli import main
from bookbuilder.desk.references.online import _person, identifier
from bookbuilder.desk.references.writing import items_of
from tests.small_book import make_book

WORK = {"DOI": "10.1000/A", "type": "journal-article", "title": ["Steppe <i>Roads</i>"], "author": [{"family": "Rao", "given": "Ann"}],
        "issued": {"date-parts": [[2011, 5]]}, "member": "7", "container-title": "Journal of Tests"}  # fmt: skip
BOOK = {
    "ISBN:9783161484100": {
        "title": "Border Towns",
        "authors": [{"name": "Ann van Adams"}],
        "publishers": [{"name": "Press"}],
        "publish_date": "May 2001",
    }
}
ANSWERS = {"/10.1000/a": WORK, "/9783161484100": BOOK, "/9780306406157": {}}


@pytest.fixture
def service() -> Iterator[str]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert "citationstyles" in self.headers["Accept"]
            self.send_response(200 if self.path in ANSWERS else 404)
            self.end_headers()
            self.wfile.write(json.dumps(ANSWERS.get(self.path)).encode())

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{{}}"
    server.shutdown()
    server.server_close()


def test_a_work_is_looked_up_and_reported_with_what_was_taken(
    tmp_path: Path, service: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book = make_book(tmp_path, {"references.yaml": ""})

    def call(*words: str) -> tuple[int, str]:
        code = main(["import", *words, "--book", str(book)])
        said = capsys.readouterr()
        return code, said.out + said.err

    code, said = call("10.1000/a")
    assert code == 2 and "With --online it is looked up at https://doi.org/10.1000/a" in said
    code, said = call("doi:10.1000/a", "--online", "--service", service)
    assert code == 0 and "title: Steppe <i>Roads</i>" in said and "new        rao2011steppe" in said
    code, said = call("978-3-16-148410-0", "--online", "--service", service)
    assert code == 0 and "{family: van Adams, given: Ann}" in said
    assert [
        (item["DOI"] if "DOI" in item else item["ISBN"]) for item in items_of((book / "references.yaml").read_text())
    ] == ["10.1000/A", "9783161484100"]
    assert "1 the same" in call("https://doi.org/10.1000/a", "--online", "--service", service)[1]
    for unknown in ("10.1000/nowhere", "9780306406157"):
        code, said = call(unknown, "--online", "--service", service)
        assert code == 1 and "DSK-013" in said and "Nothing was imported" in said
    assert call("10.1000/a", "--online", "--service", "http://127.0.0.1:9")[0] == 2
    code, said = call("978-3-16-148410-1", "--online")
    assert (
        code == 2 and "978-3-16-148410-1 is not an ISBN: its last digit would be 0, or another digit is wrong." in said
    )


def test_a_number_of_a_work_is_known_from_a_file() -> None:
    assert [identifier(word) is None for word in ("a.bib", "9783161484101", "10.5", "chapter 10.1000/a b")] == [
        True
    ] * 4
    assert {identifier(word).kind for word in ("ISBN 0-306-40615-2", "9780306406157")} == {"ISBN"}  # type: ignore[union-attr]


def test_names_of_open_library_have_their_parts_in_order() -> None:
    assert [
        _person(it) for it in ("Rao, Ann", "John Rao Jr.", "Ludwig van der Rohe", "World Bank", "Plato", "Rao, Jr.")
    ] == [
        {"family": "Rao", "given": "Ann"},
        {"family": "Rao", "given": "John", "suffix": "Jr."},
        {"family": "van der Rohe", "given": "Ludwig"},
        {"literal": "World Bank"},
        {"literal": "Plato"},
        {"literal": "Rao, Jr."},
    ]
