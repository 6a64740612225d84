"""Pictures of other hosts are fetched once, on request, and held to what was fetched."""

from __future__ import annotations

import io
import socket
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from bookbuilder.desk.fetching import download
from bookbuilder.desk.remote_pictures import fetch_pictures
from bookbuilder.verbs import check
from tests.small_book import make_book

CHAPTER = (
    "# One\n\n![A red field](https://example.org/red.png){alt='Red'}\n\n![A page](https://example.org/page){alt='Page'}\n\n"
    "![Drawn](//example.org/a.svg){alt='Drawn'}\n"
)


def red(kind: str = "WEBP") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(file, kind)
    return file.getvalue()


def codes(folder: Path) -> list[str]:
    return [it.code for it in check(folder).diagnostics if it.code.startswith(("FIG-003", "FIG-022", "CLN", "FIG-001"))]


def test_pictures_are_fetched_once_and_named_when_they_were_changed(tmp_path: Path) -> None:
    book, asked = make_book(tmp_path, chapter=CHAPTER), []
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path onclick='x' d='M0 0L9 9'/></svg>"
    there = {"https://example.org/red.png": red(), "https://example.org/page": b"<html/>", "//example.org/a.svg": svg}

    def get(address: str) -> bytes:
        asked.append(address)
        return there[address]

    assert codes(book) == ["FIG-003"] * 3
    answers = list(fetch_pictures(book, get))
    assert [(Path(it.file).suffix, it.fault) for it in answers] == [
        (".webp", ""),
        ("", "it is a page, and no picture"),
        (".svg", ""),
    ]
    assert codes(book) == ["FIG-003", "CLN-004"]
    assert [it.was_here for it in fetch_pictures(book, get)] == [True, False, True]
    assert asked == [*there, "https://example.org/page"]
    (book / answers[0].file).write_bytes(red("PNG"))
    assert codes(book) == ["FIG-022", "FIG-003", "CLN-004"]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/a.png", "http://169.254.1.1/a", "file:///etc/passwd", "ftp://x/a"]
)
def test_nothing_is_asked_within_this_machines_own_network(address: str) -> None:
    with pytest.raises(ValueError, match="public internet|only http"):
        download(address)


@pytest.mark.parametrize(
    "address", ["http://rebound.example/a.png", "https://rebound.example/a.png", "http://sends.example/on"]
)
def test_a_host_that_changes_its_address_is_connected_to_where_it_was_looked_at(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer is public, each later one is this machine."""
    asked: list[str] = []
    connected: list[tuple[str, int]] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(2, 1, 6, "", ("93.184.215.14" if asked.count(host) == 1 else "127.0.0.1", port))]

    def connect(place: tuple[str, int], *_: object) -> None:
        connected.append(place)
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(OSError, match="nobody there"):
        download(address)
    assert len(asked) == 1 and [place for place, _ in connected] == ["93.184.215.14"]


def test_a_host_that_the_editor_names_may_be_this_machine_and_what_it_sends_on_to_may_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = f"127.0.0.1:{server.getsockname()[1]}"
        answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", b"HTTP/1.1 302 Found\r\nLocation: http://localhost:9/\r\n\r\n",
                   b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", b"HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/\r\n\r\n"]  # fmt: skip

        def serve() -> None:
            for answer in answers:
                with server.accept()[0] as asking:
                    asking.recv(9999)
                    asking.sendall(answer)

        Thread(target=serve, daemon=True).start()
        assert download(f"http://{here}/", trusted=True) == b"hi"
        for _ in answers[1:]:
            with pytest.raises((OSError, ValueError), match="public internet|file|unknown url|ftp"):
                download(f"http://{here}/", trusted=True)
