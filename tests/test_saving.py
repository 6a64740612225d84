"""Sources are on the disk before they take a place, and what a killed process has left goes at the next start, and no more."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bookbuilder import saving
from bookbuilder.saving import MACHINE, sweep, temporary_name, whole_file, whole_folder, write_source
from tests.small_book import make_book

DEAD = 2**22 + 5
"""No process has this number: Linux gives none above 2^22."""


def test_a_source_is_on_the_disk_before_and_after_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    sync, replace = os.fsync, os.replace
    kind = {True: "folder", False: "file"}
    monkeypatch.setattr(
        os, "fsync", lambda it: (events.append(f"sync {kind[os.path.isdir(f'/proc/self/fd/{it}')]}"), sync(it))
    )
    monkeypatch.setattr(os, "replace", lambda a, b: (events.append("replace"), replace(a, b)))
    path = tmp_path / "one.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_source(path, b"new")
    assert events == ["sync file", "replace", "sync folder"]
    assert path.read_bytes() == b"new" and path.stat().st_mode & 0o777 == 0o640


def test_a_file_with_the_longest_name_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("ж" * 127)
    whole_file(path, b"x")
    assert [it.name for it in tmp_path.iterdir()] == [path.name]


def test_what_killed_processes_left_is_swept_and_that_of_others_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    book = tmp_path / "book"
    gone = [f"manuscript/.one.md.{MACHINE}-{DEAD}.part", f"output/.site.{MACHINE}-{DEAD}.old/index.html",
            f".cache/steps/ab/.abc.{MACHINE}-{DEAD}.part", f"../temporary/bookbuilder-{MACHINE}-{DEAD}-x/big"]  # fmt: skip
    stay = [f"manuscript/.one.md.{MACHINE}-{os.getpid()}.part", f"manuscript/.one.md.other-{DEAD}.part", "output/site/a",
            f"../temporary/{temporary_name()}x/big", "manuscript/.part", f"../temporary/bookbuilder-other-{DEAD}-x/a"]  # fmt: skip
    for name in (*gone, *stay):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_bytes(b"x")
    old = book / f"manuscript/.two.md.other-{DEAD}.part"
    old.write_bytes(b"x")
    os.utime(old, (0, 0))
    sweep(book, book / "output")
    assert not old.exists() and [it for it in gone if (book / it).exists()] == []
    assert [it for it in stay if not (book / it).exists()] == []


def test_a_folder_that_was_about_to_be_replaced_comes_back(tmp_path: Path) -> None:
    """Killed between the two renames of whole_folder."""
    before = tmp_path / f".site.{MACHINE}-{DEAD}.old"
    before.mkdir()
    (before / "index.html").write_bytes(b"good")
    sweep(tmp_path)
    assert (tmp_path / "site" / "index.html").read_bytes() == b"good" and len(list(tmp_path.iterdir())) == 1


def test_nothing_is_written_through_a_link_that_leads_out_of_the_book(tmp_path: Path) -> None:
    book, other = tmp_path / "book", tmp_path / "other"
    (book / "output").mkdir(parents=True)
    other.mkdir()
    (book / "figures").symlink_to(other)
    (book / "output/site").symlink_to(other)
    saving.keep_within(book)
    try:
        with pytest.raises(OSError, match="leads out"):
            whole_file(book / "figures/a.png", b"x")
        with pytest.raises(OSError, match="leads out"):
            whole_folder(book / "figures/b", {"a": b"x"})
        whole_folder(book / "output/site", {"a": b"x"})
    finally:
        saving.keep_within()
    assert not any(other.iterdir()) and [it.name for it in (book / "output").iterdir()] == ["site"]


def test_a_folder_that_cannot_be_written_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole_folder(tmp_path / "site", {"a": b"1"})
    calls = iter([True, False, True])
    replace = os.replace
    monkeypatch.setattr(
        saving.os, "replace", lambda a, b: replace(a, b) if next(calls) else (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(OSError, match="full"):
        whole_folder(tmp_path / "site", {"a": b"2"})
    assert (tmp_path / "site" / "a").read_bytes() == b"1" and [it.name for it in tmp_path.iterdir()] == ["site"]


@pytest.mark.skipif(sys.platform != "linux", reason="another system knows no such signal")
def test_a_process_that_is_killed_leaves_what_the_next_start_sweeps(tmp_path: Path) -> None:
    script = "import os, signal; from bookbuilder.saving import temporary_folder; t = temporary_folder(); os.kill(os.getpid(), signal.SIGKILL)"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    root = str(Path(__file__).parents[1])
    subprocess.run([sys.executable, "-c", script], env=environment, cwd=root, check=False)
    assert len(list(tmp_path.iterdir())) == 1
    subprocess.run([sys.executable, "-c", "from bookbuilder.saving import sweep; sweep()"], env=environment, cwd=root)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_call_leaves_nothing_in_the_temporary_folder(tmp_path: Path) -> None:
    """Each had left the book's fonts there, 3 MB a process, since nothing is freed where a process ends at once."""
    book, temporary, root = make_book(tmp_path / "book"), tmp_path / "temporary", Path(__file__).parents[1]
    temporary.mkdir()
    command = [sys.executable, str(root / "build.py"), "all", "--jobs", "2", "--book", str(book)]
    subprocess.run(command, env={**os.environ, "TMPDIR": str(temporary)}, check=True, capture_output=True)
    assert (book / "output").is_dir() and not list(temporary.iterdir())
