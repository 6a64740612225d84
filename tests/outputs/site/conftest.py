"""The hand-made publication as a site, written once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.compose.templates import Theme
from bookbuilder.outputs.site import write_site
from tests.publication import publication

NOWHERE = Theme(Path(__file__).parent / "no such book")


@pytest.fixture(scope="session")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    return Steps(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def site(steps: Steps) -> dict[str, bytes]:
    outcome = write_site(publication(), NOWHERE, steps)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value
