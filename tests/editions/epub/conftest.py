"""The hand-made publication as an EPUB, written once for all tests of this folder."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.editions.epub.writing import write_epub
from tests.editions.shared import NOWHERE, kept_steps, publication


class Epub:
    """An EPUB taken apart."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.zip = zipfile.ZipFile(io.BytesIO(data))

    def read(self, name: str) -> bytes:
        return self.zip.read(name)

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.read(f"EPUB/{name}"))

    @property
    def package(self) -> etree._Element:
        return self.tree("content.opf")


@pytest.fixture(scope="session")
def steps() -> Steps:
    return kept_steps()


@pytest.fixture(scope="session")
def epub(steps: Steps) -> Epub:
    outcome = write_epub(publication(), NOWHERE, steps)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return Epub(outcome.value)
