"""Random exports by seed: no traceback, what is broken costs itself and is named at its line, all others arrive."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.desk.references import import_references
from bookbuilder.desk.references.reading import read_entries
from tests.desk.references.random_exports import Export, export
from tests.small_book import make_book


def complaint(folder: Path, made: Export) -> str:
    """What went wrong with a file; empty where nothing did."""
    file = folder / f"export{made.ending}"
    file.write_bytes(made.data)
    read = read_entries(file)
    titles = [str(entry.item["title"]) if "title" in entry.item else "" for entry in read.value]
    arrived = [token for token in made.whole if sum(f"{token} " in f"{title} " for title in titles) == 1]
    if tuple(arrived) != made.whole:
        return f"{sorted(set(made.whole) - set(arrived))} did not arrive once: {titles}"
    here = any(made.broken in f"{title} {entry.key}" for title, entry in zip(titles, read.value, strict=True))
    lines = [fault.location.line for fault in read.diagnostics if fault.code == "DSK-008"]
    if lines not in ([], [made.line]) or not lines and not here:
        return f"reported at {lines}, stands at {made.line}, {'arrived' if here else 'lost'}"
    wrong = [
        entry.item["DOI"] for entry in read.value if "DOI" in entry.item and not entry.item["DOI"].startswith("10.")
    ]
    return f"DOI {wrong}" if wrong else ""


def complaints(folder: Path, seeds: range) -> list[str]:
    made = {seed: export(seed) for seed in seeds}
    return [
        f"{seed}{each.ending}, {each.kind}: {said}" for seed, each in made.items() if (said := complaint(folder, each))
    ]


@pytest.mark.slow
def test_sixty_random_exports_lose_at_most_their_broken_record(tmp_path: Path) -> None:
    assert complaints(tmp_path, range(60)) == []
    folder = make_book(tmp_path / "book", {"references.yaml": ""})
    for seed in range(3):  # and taken twice they add nothing
        file = tmp_path / f"twice{export(seed).ending}"
        file.write_bytes(export(seed).data)
        import_references(folder, file)
        assert not import_references(folder, file).written


@pytest.mark.long
def test_a_thousand_random_exports_lose_at_most_their_broken_record(tmp_path: Path) -> None:
    assert complaints(tmp_path, range(60, 1060)) == []
