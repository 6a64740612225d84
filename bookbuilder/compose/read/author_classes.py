"""Gives an author's classes that the book builder uses for parts of its own another name: an author's block `.notes` is not a list of notes."""

from __future__ import annotations

import panflute as pf

from bookbuilder.markdown.ast import in_order

RESERVED = frozenset(
    "behind-equation called endnotes catalogue-marks cip-mark citation cite-files cite-passage code-listing colours contents contents-button "
    "contents-close csl-bib-body csl-entry csl-left-margin csl-right-inline data-link displayed draft-mark drawing drawing-box "
    "enlarge enlarged equation equation-number excerpt-citation excerpt-original excerpt-pair excerpt-translation excerpt-words footnote footnotes formula held index-entry index-locator item-label joined label "
    "layout-cell layout-row line line-number listing-caption missing missing-picture neighbour neighbours note note-box note-number noteref notes number "
    "offline on-its-side on-sheet page-mark page-ref paragraph permalink reader-dialog reserved scripted search sidenotes "
    "site-contents site-footer site-header site-title site-tools skip stacks title-page-publisher unfolded unread-formula unseen whole".split()
)
"""Classes by which code finds a part of a page, or by which a style sheet moves or hides it."""
OWN = "own-"
OTHERS = {"note": "noted", "example": "examples"}
"""What has a look of its own; an example within a line is not one that is numbered."""


def rename_reserved_classes(document: pf.Doc) -> None:
    """Rename them as Pandoc has read them, before anything of ours stands in the text."""
    for element in in_order(document):
        classes = getattr(element, "classes", None)
        own = RESERVED | {"example"} if isinstance(element, pf.Span) else RESERVED
        if classes and not own.isdisjoint(classes):
            element.classes = [OTHERS.get(it, f"{OWN}{it}") if it in own else it for it in classes]
