"""The fixture that all tests of the citation engine take: `csl` writes small styles."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent))

from small_styles import Csl


@pytest.fixture
def csl(tmp_path):
    return Csl(tmp_path)
