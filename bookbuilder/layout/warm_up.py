"""Lays out a page with the type and the styles of the last build, so that a process has ready what the next one needs."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.layout.engine import available, engine_version, lay_out
from bookbuilder.layout.laid_out import LayoutOrder

KEPT = "keep the type and the styles of the print edition"
"""The step whose value is (styles, faces, language), as they were last."""
LONG = 500_000
"""Characters of a document of which a process keeps no boxes, and of which one that has grown too large ends at each change."""

_PARAGRAPH = (
    '<p id="r-p{0}">Nothing of this page is printed, and its words are no one’s: they are as long as those of other books, '
    "<em>international organisations</em> among them, so that <strong>hyphenation</strong> and justification have to work."
    '<span class="held">call<a href="#r-fn{0}" id="r-fnref{0}" class="noteref" role="doc-noteref">{0}</a></span>'
    '<span id="r-fn{0}" class="note" role="doc-footnote" data-tag="aside" data-call="r-fnref{0}"><span id="r-fn{0}p">'
    "A note, with the name of a publication and the number of its pages, 1991–2021.</span></span></p>"
)
_PAGE = (
    '<!DOCTYPE html><html lang="{lang}" class="chapter bodymatter"><head><title>Rehearsal</title></head><body>'
    '<section id="r" class="chapter" role="doc-chapter"><h1 id="r-h"><span class="title">Rehearsal</span></h1>{text}'
    '<table class="table headed"><tbody><tr><td data-cell="1">One</td><td data-cell="2">Another</td></tr></tbody></table>'
    "<blockquote><p>Said by nobody.</p></blockquote></section></body></html>"
)


def warm_up(cache: Path | None, document: str = "") -> None:
    """Import the engine, and lay out a page as the last build into this cache would have: its type, styles, language.

    A document by its id is laid out as it was last, so that its paragraphs are known when it is changed; a long one is not,
    which would cost as much as the change.
    """
    if available():
        return
    engine_version()
    steps = Steps(cache)
    kept = steps.recalled(KEPT)
    if kept is None:
        return
    styles, faces, lang = kept
    last = steps.recalled(f"prepare {document}") if document else None
    text = "".join(_PARAGRAPH.format(number) for number in range(1, 6))
    html = last.html if last and len(last.html) < LONG else _PAGE.format(lang=lang, text=text)
    lay_out(LayoutOrder(html, styles, faces))
