"""What all tests share: a test that needs a program which this machine lacks is skipped, and says which one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bookbuilder import doctor
from bookbuilder.budgets import Budgets, put_in_force

NEEDS = {
    "java": doctor.java,
    "poppler": doctor.poppler,
    "qpdf": doctor.qpdf,
    "pango": doctor.pango,
    "browser": doctor.chromium,
}

settings.register_profile(
    "shared", suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine is no fault of a test
settings.load_profile("shared")


@pytest.fixture(scope="session", autouse=True)
def each_face_pinned_once() -> Iterator[None]:
    """Pinning the faces of a book takes a quarter of a second: once in a run, for whoever sets one."""
    from bookbuilder.theme import fonts

    made: dict[tuple[object, ...], bytes] = {}

    def pinned(path: Path, axes: dict[str, float], characters: str = "") -> bytes:
        key = (path, path.stat().st_mtime_ns, path.stat().st_size, *axes.items(), characters)
        if key not in made:
            made[key] = once(path, axes, characters)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        once = fonts.pinned
        patch.setattr(fonts, "pinned", pinned)
        yield


@pytest.fixture(autouse=True)
def no_budgets_of_a_book_before() -> Iterator[None]:
    """The limits that one test's book sets are not those of the next test."""
    yield
    put_in_force(Budgets())


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.slow)
        for marker, look in NEEDS.items():
            if item.get_closest_marker(marker) and not _found(look).present:
                finding = _found(look)
                item.add_marker(pytest.mark.skip(reason=f"{finding.name}: {finding.detail}. {finding.remedy}"))


@cache
def _found(look) -> doctor.Finding:
    return look()
