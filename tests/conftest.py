"""What all tests share: a test that needs a program which this machine lacks is skipped, and says which one."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from bookbuilder import doctor

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
