"""Lighthouse on five pages of the shipped book's web edition, as a telephone sees them. Run it by hand on a quiet machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bookbuilder import doctor
from bookbuilder.checks.artefacts.serve import served

ROOT = Path(__file__).resolve().parents[4]
PACKAGE = "lighthouse@12.8.2"
"""The last line of versions that runs on Node.js 20, which Debian has."""
PAGES = ("index.html", "introduction.html", "the-2019-strategy.html", "bibliography.html", "book-index.html")
LEAST = 98


@pytest.fixture(scope="module")
def lighthouse() -> str:
    npm, folder = shutil.which("npm"), ROOT / ".cache" / "lighthouse"
    if npm is None:
        pytest.skip("npm, which installs Lighthouse, is not here")
    command = folder / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
        subprocess.run([npm, "install", *options, PACKAGE], check=True)
    return str(command)


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_every_category_of_lighthouse_is_nearly_full(page: str, lighthouse: str) -> None:
    site = ROOT / "output" / "site"
    if not (site / page).is_file():
        pytest.skip("python build.py html makes the site that is looked at")
    flags = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    with served(site) as address:
        done = subprocess.run(
            [lighthouse, address + page, *flags], env=os.environ | {"CHROME_PATH": doctor.chromium().detail},
            capture_output=True, encoding="utf-8", timeout=240,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout)
    scores = {name: round(100 * (category["score"] or 0)) for name, category in report["categories"].items()}
    lost = {
        audit["title"]: audit["score"]
        for audit in report["audits"].values()
        if audit["score"] is not None and audit["score"] < 0.9
    }
    assert set(scores) == {"performance", "accessibility", "best-practices", "seo"}
    assert min(scores.values()) >= LEAST, (scores, lost)
