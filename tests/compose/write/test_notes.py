"""What it costs to place the calls of notes, and where they go."""

import time

import panflute as pf

from bookbuilder.compose.write.notes import NoteText, place_notes
from tests.in_time import in_time


def test_calls_in_one_paragraph_cost_its_length_and_no_more() -> None:
    """Each call read the whole paragraph before it: 1,400 citations in one took twelve seconds, 2,857 a minute."""
    words: list[pf.Inline] = []
    for _ in range(2_500):
        words += [pf.Str("“word”"), pf.Space(), pf.Cite(), pf.Str("."), pf.Space()]
    document = pf.Doc(pf.Para(*words))
    calls = [it for it in document.content[0].content if isinstance(it, pf.Cite)]
    begun = time.process_time()
    place_notes(document, [NoteText("one", at, call, html="Doe.") for at, call in enumerate(calls, 1)], "en-US")
    assert in_time(time.process_time() - begun, 5)
    assert pf.stringify(document.content[0]).startswith("“word.”1 “word.”2 ")
