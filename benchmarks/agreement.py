"""Two renderings of one job in, how far they agree out, with every difference.

A citation agrees with the citation at its place. An entry agrees if its text does and it stands in the right order
among the entries that agree, so one misplaced entry costs one entry, not all that follow.
"""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from normal_form import normal_form


@dataclass(frozen=True)
class Difference:
    """Where two renderings part: ``place`` is the citation's number from 0 or the entry's id."""

    place: object
    expected: str
    got: str


@dataclass(frozen=True)
class Agreement:
    citations: int
    citations_agreeing: int
    entries: int
    entries_agreeing: int
    differences: tuple

    @property
    def share_of_citations(self):
        return self.citations_agreeing / self.citations if self.citations else 1.0

    @property
    def share_of_entries(self):
        return self.entries_agreeing / self.entries if self.entries else 1.0


def agreement(expected, got):
    """How far the rendering ``got`` agrees with the rendering ``expected``."""
    differences = []
    citations = [normal_form(html) for html in expected.citations]
    got_citations = [normal_form(html) for html in got.citations]
    got_citations += ["(missing)"] * (len(citations) - len(got_citations))
    for number, text in enumerate(citations):
        if text != got_citations[number]:
            differences.append(Difference(number, text, got_citations[number]))
    citations_agreeing = len(citations) - len(differences)

    entries = _printed(expected.entries)
    got_entries = _printed(got.entries)
    matcher = SequenceMatcher(None, entries, got_entries, autojunk=False)
    placed = set()
    for block in matcher.get_matching_blocks():
        placed.update(range(block.a, block.a + block.size))
    texts = dict(got_entries)
    for number, (key, text) in enumerate(entries):
        if number not in placed:
            got_text = texts.get(key, "(missing)")
            if got_text == text:
                got_text = "(the same text at another place)"
            differences.append(Difference(key, text, got_text))
    surplus = len(got_entries) - len(entries)
    entries_agreeing = max(0, len(placed) - max(0, surplus))
    return Agreement(len(citations), citations_agreeing, len(entries), entries_agreeing, tuple(differences))


def _printed(entries):
    entries = [(str(key), normal_form(html)) for key, html in entries]
    return [entry for entry in entries if entry[1]]


def changes(expected, got, context=10):
    """The differing stretches as ``…before[expected → got]``."""
    pieces = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, expected, got, autojunk=False).get_opcodes():
        if kind != "equal":
            before = expected[max(0, start - context) : start]
            pieces.append(f"…{before}[{expected[start:end]} → {got[other_start:other_end]}]")
    return pieces


def commonest_changes(differences, count):
    """The changes that come most often in many differences: what to fix first."""
    tally = Counter()
    for difference in differences:
        tally.update(set(changes(difference.expected, difference.got, context=4)))
    return tally.most_common(count)
