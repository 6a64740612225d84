"""JSON that is nested beyond measure is a fault of its file, whoever reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bookbuilder.desk.references.reading import read_entries
from bookbuilder.json_source import read_json
from bookbuilder.release.manifest import MANIFEST, SUMS, sums
from bookbuilder.release.verify import rebuild, verify

DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize("text", [DEEP, "[" * 60 + "]" * 60, '{"a":' * 60 + "1" + "}" * 60, "[", ""])
def test_what_has_no_end_or_no_measure_is_broken(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        read_json(text)
    assert read_json("[" * 40 + "]" * 40)


def test_a_manifest_and_a_list_of_references_that_are_nested_too_deeply_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(DEEP)
    assert [it.code for it in read_entries(tmp_path / "a.json").diagnostics] == ["DSK-003"]
    for name, data in ((MANIFEST, DEEP.encode()), (SUMS, sums({MANIFEST: DEEP.encode()}))):
        (tmp_path / name).write_bytes(data)
    assert f"{MANIFEST}: this is not a manifest." in verify(tmp_path).faults
    assert rebuild(tmp_path, tmp_path, lambda *_: None).faults == (f"{MANIFEST}: this is not a manifest.",)
