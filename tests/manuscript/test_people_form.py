"""People as book.yaml names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscript.test_metadata_form import faults
from tests.small_book import BOOK


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"])
def test_an_orcid_may_be_given_as_its_address(orcid: str, tmp_path: Path) -> None:
    assert not faults(f"{BOOK}contributor: [{{name: A, orcid: {orcid}}}]\n", tmp_path)
