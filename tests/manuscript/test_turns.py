"""The turns of a transcript, and the places of what stands between them."""

from __future__ import annotations

import time

from bookbuilder.manuscript.turns import _Fences
from bookbuilder.source import Source
from tests.in_time import in_time


def test_the_places_of_many_stray_paragraphs_are_found_in_a_moment() -> None:
    """The lines of the transcript were counted anew for each of them."""
    text = "\n\nStray words here.\n" + "Another line of many words.\n" * 20_000
    fences, began = _Fences(Source("kz-01.md", text), text), time.process_time()
    places = [fences.of_words("Stray words here.") for _ in range(100)]
    assert str(places[-1]) == "kz-01.md:3:1" and in_time(time.process_time() - began, 1)
