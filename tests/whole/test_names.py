"""A test is found from what it tests, and the other way round: by its name and its folder."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TESTS = sorted((ROOT / "tests").rglob("test_*.py"))

OF_SEVERAL_MODULES = {"whole", "field", "siege"}
"""The folders for what several modules do together, a book of every kind, and attacks."""


@pytest.mark.parametrize("test", TESTS, ids=[path.relative_to(ROOT / "tests").as_posix() for path in TESTS])
def test_a_test_has_the_name_and_the_folder_of_its_module(test: Path) -> None:
    folder = test.relative_to(ROOT / "tests").parent
    if folder.name in OF_SEVERAL_MODULES:
        return
    name, rooms = test.stem.removeprefix("test_"), ROOT / "bookbuilder" / folder
    module = (rooms / f"{name}.py").is_file() or (rooms / name / "__init__.py").is_file()
    assert module or (name == folder.name and rooms.is_dir()), (
        f"no bookbuilder/{folder}/{name}: a test of several modules stands in a folder `whole/` beside them"
    )
