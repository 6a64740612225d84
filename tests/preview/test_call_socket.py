"""Another call of the same user reaches the builder, which carries it out where it would do the same, and else declines."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from threading import Thread

import pytest

from bookbuilder import resident, unchanged
from bookbuilder.preview import call_socket
from bookbuilder.preview.call_socket import CallSocket
from bookbuilder.signing_key import sealed
from tests.small_book import make_book

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a socket of the file system")


@pytest.fixture
def book(tmp_path, monkeypatch) -> Path:
    folder = make_book(tmp_path / "b")
    (folder / ".cache").mkdir()
    note = folder / ".cache/preview.json"
    note.write_bytes(sealed(json.dumps({"builder": str(folder / "s")}).encode()))
    note.chmod(0o600)
    return folder


def call(words: list[str]) -> int:
    print("Wrote it.")
    print("a fault", file=sys.stderr)
    return 3


def call_through(book: Path, calls: CallSocket | None, *words: str) -> int | None:
    answering = Thread(target=calls.answer) if calls else None
    if answering:
        answering.start()
    try:
        return resident.ask([*(words or ("pdf",)), "--book", str(book)])
    finally:
        if answering:
            answering.join(5)


def test_a_call_is_carried_out_and_answered_as_it_would_be(book, monkeypatch):
    reported: list[tuple[str, str]] = []
    calls = CallSocket(str(book / "s"), lambda words: reported.append(("words", words[0])) or 3)
    assert call_through(book, calls) == 3
    assert reported == [("words", "pdf")]


def test_its_socket_is_its_owners_alone_and_takes_the_place_of_whatever_a_book_brought_along(book):
    (book / "s/full").mkdir(parents=True)
    CallSocket(str(book / "s"), call)
    assert (book / "s").stat().st_mode & 0o777 == 0o600


def test_other_code_other_engines_or_other_surroundings_are_declined(book, monkeypatch):
    calls = CallSocket(str(book / "s"), call)
    with monkeypatch.context() as changed:
        changed.setattr(call_socket, "_code", dict)
        assert call_through(book, calls) is None
    asked = unchanged.call
    with monkeypatch.context() as changed:
        changed.setattr(unchanged, "call", lambda words: asked(words) | {"n": len(reported.append(1) or reported)})
        reported: list[int] = []
        assert call_through(book, calls) is None


@pytest.mark.parametrize("words", [("pdf", "--open"), ("release",), ("check", "--fix")])
def test_what_does_more_than_write_is_not_handed_over(book, words):
    assert call_through(book, None, *words) is None


def test_without_a_builder_the_call_goes_on_alone(book):
    assert call_through(book, None) is None
    (book / "s").write_text("no socket")
    assert call_through(book, None) is None
    (book / ".cache/preview.json").unlink()
    assert call_through(book, None) is None


def test_a_note_that_others_can_read_is_not_trusted(book):
    CallSocket(str(book / "s"), call)
    (book / ".cache/preview.json").chmod(0o644)
    assert call_through(book, None) is None


def test_a_note_that_came_with_a_book_is_not_trusted(book):
    calls = CallSocket(str(book / "s"), call)
    note = book / ".cache/preview.json"
    note.write_bytes(note.read_bytes().partition(b"\n")[2])
    assert call_through(book, None) is None and not calls.has_call()


def test_whoever_rings_and_says_nothing_holds_nobody_up(book, monkeypatch):
    monkeypatch.setattr(call_socket, "PATIENCE", 0.05)
    calls = CallSocket(str(book / "s"), call)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(str(book / "s"))
        calls.answer()
    assert not calls.has_call()
