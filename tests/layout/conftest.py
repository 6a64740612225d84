"""The hand-made publication, printed once for all tests of this folder."""

from __future__ import annotations

import io
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest

from bookbuilder.cache import Steps
from bookbuilder.layout import PdfEdition, write_pdf
from bookbuilder.theme.templates import Theme
from tests.publication import publication


def untouched(name: str) -> ModuleType:
    """A module as it is in its file, whatever has been put in place of its functions since."""
    spec = find_spec(name)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NOWHERE = Theme(Path(__file__).parent / "no such book")


@pytest.fixture(scope="session")
def printed() -> PdfEdition:
    outcome = write_pdf(publication(), NOWHERE, Steps())
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


@pytest.fixture(scope="session")
def pdf(printed: PdfEdition) -> pikepdf.Pdf:
    return pikepdf.Pdf.open(io.BytesIO(printed.data))
