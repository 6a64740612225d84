r"""Turns what converters of Word files and web pages write into Markdown's own: bold titles with anchors, notes that are links.

A note is called there by a link to an anchor, `<sup>[\[1\]](#_ftn1)</sup>`, and its text stands at the end, behind that
anchor and with a link back: `1. <a id="_ftn1"></a> Words [↑](#_ftnref1)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import blanked, outside_code, replaced

_HEADING = re.compile(
    r"^(?P<marks>#{1,6}[ \t]+)(?P<anchor>(?:<a\b[^<>]*\bid=[\"'](?P<id>[^\"']+)[\"'][^<>]*>[ \t]*</a>[ \t]*)*)"
    r"(?P<title>(?P<bold>\*\*|__)(?P<words>(?:(?!(?P=bold))[^\n])+)(?P=bold)|[^\n{}]*?\S)(?P<rest>[ \t]*(?:\{[^{}\n]*\})?[ \t]*)$",
    re.MULTILINE,
)
_NUMBER = r"(?:\\?\[)?\^?(?:\d{1,4}|[*†‡]|[ivxlc]{1,6})\^?(?:\\?\])?"
_TO = r"\[(?:<sup>)?" + _NUMBER + r"(?:</sup>)?\]\(#(?P<to>[\w.:-]+)\)(?:\{[^{}\n]*\})?"
_CALL = re.compile(
    rf"(?:<sup>|\^)?(?:<a\s+id=[\"'][\w.:-]+[\"']>\s*</a>)?"
    rf"(?:{_TO}|<a\b[^<>]*\bhref=[\"']#(?P<at>[\w.:-]+)[\"'][^<>]*>(?:<sup>)?{_NUMBER}(?:</sup>)?</a>)(?:</sup>|\^)?"
)
_BACK = r"[ \t]*(?:\[(?:[↑↩⏎]\ufe0e?|\^|\\?\[?\d{1,4}\\?\]?)\]\(#[\w.:-]+\)(?:\{[^{}\n]*\})?|<a\b[^<>]*\bhref=[\"']#[\w.:-]+[\"'][^<>]*>[^<>\n]{0,9}</a>)"
_ENDS = re.compile(_BACK + r"\s*$")
_TEXT = re.compile(
    rf"^(?:\d{{1,4}}\\?[.)][ \t]+|[-*][ \t]+)?(?:<a\s+(?:id|name)=[\"'](?P<id>[\w.:-]+)[\"'][^<>]*>[ \t]*</a>(?P<head>{_BACK})?"
    rf"|\[\\?\[?\d{{1,4}}\\?\]?\]\(#[\w.:-]+\)\{{#(?P<own>[\w.:-]+)[^{{}}\n]*\}}|\^?\[\\?\[?\d{{1,4}}\\?\]?\]\(#(?P<ref>_?ftn?ref_?\d{{1,4}})\)\^?)[ \t]*(?P<words>\S(?:(?!\n[ \t]*\n|\n(?:\d{{1,4}}\\?[.)]|[-*])[ \t])[\s\S])*)",
    re.MULTILINE,
)


_EMPTY_BACK = re.compile(r"\[\]\(#_?(?:ftnt?|fn)_?(?:ref)?[_:-]?\d+\)[ \t]*")
"""A link back from a note to where it is called, of which nothing is left."""


def as_markdown_has_it(text: str, file: str, report: Report) -> str:
    """The text of a file; what its links and anchors do not pair off stays as it is."""
    text = outside_code(text, lambda part: _EMPTY_BACK.sub("", part)) if "[](#" in text else text
    text = outside_code(text, lambda part: _HEADING.sub(_plain_heading, part)) if "#" in text else text
    return _with_notes(text, file, report) if "](#" in text or 'href="#' in text else text


def _plain_heading(found: re.Match[str]) -> str:
    """A title without the bold type that it has anyway, and with its last anchor as its label."""
    if not found["bold"] and not found["id"]:
        return found[0]
    words = re.sub(r"\\([.,:;()!?-])", r"\1", found["words"] or found["title"]).strip()
    label = f" {{#{found['id']}}}" if found["id"] and "{" not in found["rest"] else ""
    return f"{found['marks']}{words}{label}{found['rest']}"


def _with_notes(text: str, file: str, report: Report) -> str:
    plain = blanked(text)
    texts = {
        it["id"] or it["own"] or (it["ref"] or "").replace("ref", "", 1): it
        for it in _TEXT.finditer(text)
        if plain[it.start() : it.end()].strip()
    }
    calls = [(it["to"] or it["at"], it.span()) for it in _CALL.finditer(text) if plain[it.start() : it.end()].strip()]
    first = {id: span for id, span in reversed(calls)}
    notes = {
        id: it
        for id, it in texts.items()
        if id in first
        and first[id][0] < it.start()
        and (it["head"] or it["own"] or it["ref"] or _ENDS.search(it["words"]))
    }
    if not notes:
        return text
    report.note("changed", "notes that were links to their texts are notes", file)
    made = {it.span(): f"[^{id}]: {_ENDS.sub('', it['words']).strip()}\n" for id, it in notes.items()}
    made |= {span: f"[^{id}]" for id, span in calls if id in notes and not _within(span, made)}
    return replaced(text, ((*span, words) for span, words in sorted(made.items())))


def _within(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] < end for start, end in others)
