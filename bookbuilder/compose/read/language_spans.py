"""Finds each `lang` in a chapter that is not a language tag, and takes it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import panflute as pf

from bookbuilder.diagnostics import Diagnostic
from bookbuilder.languages.tags import language_tag
from bookbuilder.markdown.ast import in_order
from bookbuilder.markdown.places import Places


def language_faults(document: pf.Doc, places: Places) -> Iterator[Diagnostic]:
    """CHP-025: hyphens, quotation marks and the voice that reads aloud go by the language. What is none is taken out."""
    reported: set[str] = set()
    for element in in_order(document):
        attributes = getattr(element, "attributes", {})
        tag = attributes["lang"] if "lang" in attributes else "und"
        try:
            language_tag(tag)
        except ValueError as error:
            del attributes["lang"]
            if tag in reported:
                continue
            reported.add(tag)
            message, _, remedy = str(error).partition("|")
            place = places.first(rf"lang=[\"'“”]?{re.escape(tag)}")
            yield Diagnostic("CHP-025", place, message, remedy)
