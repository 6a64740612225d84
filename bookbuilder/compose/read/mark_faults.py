"""Names each straight quotation mark that would look the wrong way, at its place in the author's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.places import Places
from bookbuilder.markdown.quotation_marks import NOTE, OBJECT
from bookbuilder.markdown.typed_marks import HIDDEN, bring_back, hide_escaped, mark_of
from bookbuilder.markdown.typography import MarkFault

_WRONG = {
    "opens": "This {mark} opens a quotation that is never closed.",
    "closes": "This {mark} closes a quotation that was never opened.",
    "alone": "This {mark} stands between spaces, so it may open a quotation or close one.",
    "elided": "This {mark} may stand for what is left out, or open the quotation that the next {mark} closes.",
    "crosses": "This {mark} and the one that belongs to it stand on two sides of a mark of emphasis.",
}
_RIGHT = {
    "opens": "Write the closing mark, or for the sign itself \\{mark}.",
    "closes": "Write the opening mark before its first word, or for the sign itself \\{mark}.",
    "alone": "Put it directly at its word, or write \\{mark} for the sign itself.",
    "elided": "Write ’ itself where something is left out, and ‘ where it opens a quotation.",
    "crosses": 'Put both inside, or both outside: *"words"* or "*words*".',
}
_OBJECTS = f"[{OBJECT}{NOTE}]"
_SEEN = re.compile(r"\s+(?:>\s*)*|[^\s*_~^\[\]`\\\ufdef]")
"""A sign that is no markup; white space with the marks of a quotation in it is one."""


def mark_faults(faults: Iterable[MarkFault], places: Places, lang: str) -> Iterator[Diagnostic]:
    """CHP-040, one a mark; marks across emphasis are right in English, where no other pair is wanted."""
    known: dict[tuple[str, str, str], Location] = {}
    wanted = [it for it in faults if it.kind != "crosses" or lang.split("-")[0] != "en"]
    prose, offsets = _signs(hide_escaped(places.prose)) if wanted else ("", [])
    for fault in wanted:
        message, remedy = _WRONG[fault.kind].format(mark=fault.mark), _RIGHT[fault.kind].format(mark=fault.mark)
        if fault.mark == "'" and fault.kind == "opens":
            remedy = "Write the closing mark, or ’ itself where letters are left out."
        before, after = _plain_sides(fault)
        around = " ".join(HIDDEN.sub(mark_of, f"{before}{fault.mark}{after}").split())
        between = (before, fault.mark, after)
        if between not in known:
            at = _found(_typed(before), fault.mark, _typed(after), prose)
            known[between] = places.first(re.escape(fault.mark)) if at is None else places.at(offsets[at])
        yield Diagnostic("CHP-040", known[between], f"{message} (“{around}”)", remedy)


def _plain_sides(fault: MarkFault) -> tuple[str, str]:
    """The words on both sides, up to the next note, citation or picture."""
    return re.split(_OBJECTS, fault.before)[-1], re.split(_OBJECTS, fault.after)[0]


def _typed(words: str) -> str:
    """Words with what was hidden in them as their author typed it, without markup."""
    return _signs(hide_escaped(bring_back(words, verbatim=True)))[0]


def _signs(text: str) -> tuple[str, list[int]]:
    """The signs of a text without its markup, each run of white space as one, and where each stands in it."""
    signs: list[str] = []
    offsets: list[int] = []
    for sign in _SEEN.finditer(text):
        seen = " " if sign[0].isspace() or len(sign[0]) > 1 else sign[0]
        if seen != " " or signs[-1:] != [" "]:
            signs.append(seen)
            offsets.append(sign.start())
    return "".join(signs), offsets


def _found(before: str, mark: str, after: str, prose: str) -> int | None:
    """Where a mark stands between its words in the signs of the prose, else at those next to it."""
    for one, other in ((before, after), (before[-3:], after[:3]), (before, ""), ("", after)):
        if (at := prose.find(one + mark + other)) >= 0:
            return at + len(one)
    return None
