"""The checkers come by a lock: every package with its version and its hash, and from no address."""

from __future__ import annotations

import json

from bookbuilder.checks.artefacts.install import LOCK, QUIET
from bookbuilder.checks.artefacts.tools import PACKAGES


def test_the_lock_has_each_package_with_its_hash_and_no_address() -> None:
    text = LOCK.read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert packages.pop("")["dependencies"] == json.loads(PACKAGES.read_text("utf-8"))["dependencies"]
    assert len(packages) > 200 and all(it["integrity"].startswith("sha512-") for it in packages.values())
    assert "://" not in text and "resolved" not in text and "--ignore-scripts" in QUIET
