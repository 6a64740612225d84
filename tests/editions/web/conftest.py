"""The hand-made publication as a site, written once for all tests of this folder."""

from __future__ import annotations

import pytest

from bookbuilder.cache import Steps
from bookbuilder.editions.web.writing import write_site
from tests.editions.shared import NOWHERE, kept_steps, publication


@pytest.fixture(scope="session")
def steps() -> Steps:
    return kept_steps()


@pytest.fixture(scope="session")
def site(steps: Steps) -> dict[str, bytes]:
    outcome = write_site(publication(), NOWHERE, steps)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value
