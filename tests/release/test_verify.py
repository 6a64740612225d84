"""What no checksum covers is refused all the same."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bookbuilder.cli import main
from bookbuilder.release.manifest import MANIFEST, SUMS, File, Named, Origin, manifest, sums
from bookbuilder.release.signing import SIGNATURE, SigningError, sign
from bookbuilder.release.verify import verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publisher's folder with one file."""
    origin = Origin("0" * 40, "20210401T120000Z", (), "0" * 64, {})
    data = manifest(Named("A", "a", "1.0", False, False), origin, {"a/book.txt": File(b"text", "the text")})
    target = tmp_path / "release"
    (target / "a").mkdir(parents=True, mode=0o755)
    for name, content in {
        "a/book.txt": b"text",
        MANIFEST: data,
        SUMS: sums({"a/book.txt": b"text", MANIFEST: data}),
    }.items():
        (target / name).write_bytes(content)
        (target / name).chmod(0o644)
    return target


def test_a_folder_as_it_was_made_has_no_fault(folder: Path) -> None:
    assert verify(folder).faults == ()


@pytest.mark.skipif(os.name != "posix", reason="modes and links are those of Unix")
def test_links_odd_modes_and_empty_folders_are_refused(folder: Path) -> None:
    (folder / "empty").mkdir(mode=0o755)
    (folder / "more.txt").symlink_to(folder / "a" / "book.txt")
    (folder / "a" / "book.txt").chmod(0o4755)
    (folder / "a").chmod(0o777)
    assert verify(folder).faults[:4] == (
        "a: the folder has the mode 0777; anybody may change it.",
        "a/book.txt: the file has the mode 4755; 0644 is usual.",
        "empty: the folder is empty.",
        "more.txt: this is a link; a release holds files alone.",
    )


@pytest.mark.skipif(os.name != "posix", reason="links are those of Unix")
def test_a_file_that_became_a_link_is_refused_though_its_sum_agrees(folder: Path, tmp_path: Path) -> None:
    (folder / "a" / "book.txt").rename(tmp_path / "elsewhere.txt")
    (folder / "a" / "book.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert verify(folder).faults[:2] == (
        "a/book.txt: this is a link; a release holds files alone.",
        "a/book.txt: the file is missing.",
    )


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is missing")
def test_a_signature_is_of_these_sums_and_of_the_publishers_key(folder: Path, tmp_path: Path) -> None:
    for name in ("publisher", "stranger"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(tmp_path / name)]
        subprocess.run(key, check=True)
    mine, other = tmp_path / "publisher.pub", tmp_path / "stranger.pub"
    assert verify(folder, mine).faults == ("release is not signed.",)
    sign(folder, tmp_path / "publisher")
    first = (folder / SIGNATURE).read_bytes()
    sign(folder, tmp_path / "publisher")
    assert (folder / SIGNATURE).read_bytes() == first
    assert verify(folder, mine).faults == () and "signed with the key SHA256:" in verify(folder).signed
    assert verify(folder, other).faults == ("SHA256SUMS.sig: this folder was not signed with stranger.pub.",)
    (folder / SUMS).write_bytes((folder / SUMS).read_bytes() + b"\n")
    assert "SHA256SUMS.sig: the signature is not of this SHA256SUMS." in verify(folder).faults
    with pytest.raises(SigningError, match="publisher.txt could not sign"):
        sign(folder, tmp_path / "publisher.txt")


def test_a_file_is_named_once_in_the_sums_and_once_in_the_manifest(folder: Path) -> None:
    recorded = json.loads((folder / MANIFEST).read_text())
    recorded["files"].insert(0, {**recorded["files"][0], "sha256": "0" * 64})
    (folder / MANIFEST).write_text(json.dumps(recorded))
    digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    book = hashlib.sha256(b"text").hexdigest()
    (folder / SUMS).write_text(f"{'0' * 64}  a/book.txt\n{book}  a/book.txt\n{digest}  {MANIFEST}\n")
    assert verify(folder).faults == (f"{SUMS}:2: it names a/book.txt twice.", f"{MANIFEST}: it names a file twice.")


def test_a_file_of_any_size_is_told_by_its_size(folder: Path) -> None:
    """Thirty gigabytes of nothing filled the memory, and a list of sums of five, too."""
    os.truncate(folder / "a" / "book.txt", 30 << 30)
    assert "a/book.txt: the file is not as it was made." in verify(folder).faults
    os.truncate(folder / SUMS, 5 << 30)
    assert verify(folder).faults == (f"{SUMS}: this is larger than any release has it.",)


def test_names_that_two_systems_take_for_one_are_named(folder: Path) -> None:
    (folder / "a" / "BOOK.txt").write_bytes(b"text")
    assert "a/book.txt: macOS and Windows take this for a/BOOK.txt." in verify(folder).faults


def test_a_fault_shows_no_escape_to_the_terminal(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a" / "x\x1b[2J").write_bytes(b"")
    assert main(["verify", str(folder)]) == 1
    assert "a/x\\x1b[2J: the file was not there" in capfd.readouterr().err
