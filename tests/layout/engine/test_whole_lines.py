"""Lines that are remembered are those that the engine would give again."""

from __future__ import annotations

import pytest

from bookbuilder.cache import Steps
from bookbuilder.layout import write_pdf
from bookbuilder.layout.engine import whole_lines
from tests.layout.conftest import NOWHERE
from tests.small_book import composed

CHAPTER = "# One\n\n" + "\n\n".join(
    f"A paragraph of [small words]{{.smallcaps}} and *others*, in [русских словах]{{lang=ru}} too,^[A note of {n} words.]"
    f" with so much co-operation that hyphens are needed in some of its lines, and number {n}."
    for n in range(25)
)


class Counting(dict):
    """A memory that counts what it was asked for and knew."""

    known = 0

    def get(self, key):
        self.known += key in self
        return super().get(key)


class Nothing(dict):
    """A memory that forgets at once."""

    def __setitem__(self, key, value) -> None:
        pass


@pytest.mark.slow
@pytest.mark.pango
def test_a_book_has_the_same_bytes_with_and_without_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    publication = composed(CHAPTER)
    lines = Counting()
    monkeypatch.setattr(whole_lines, "_laid_out", lines)
    first = write_pdf(publication, NOWHERE, Steps()).value
    assert lines.known >= 40
    monkeypatch.setattr(whole_lines, "_laid_out", Nothing())
    assert write_pdf(publication, NOWHERE, Steps()).value.data == first.data
