"""Says what the lists of figures and tables print of each caption."""

from __future__ import annotations

import re
from html import escape
from typing import Literal

from lxml import etree

from bookbuilder.markdown.xhtml_text import alone, class_names, parent_of, quiet_xhtml
from bookbuilder.model.publication import Captioned

SHORT = "data-short-caption"

SOURCE = re.compile(
    r"\b(?:Sources?|Quellen?|Fuentes?|Fontes?|Fonti|Bron(?:nen)?|Kilder?|Käll(?:a|or)|Źródł[oa]|Zdroj(?:e|ů)?|Kaynak(?:lar)?|"
    r"Источники?|Джерел[оа]|Крыніц[аы]|Дереккөз(?:дер|і)?|Булак(?:тар)?|Manba(?:lar)?|Манба(?:лар|ъ|ъҳо)?)\s?:"
)
"""The word before a source at a caption's end, in the languages of `languages/` that write it with an alphabet."""


def captioned_in(section: etree._Element) -> tuple[Captioned, ...]:
    """The figures and tables of a finished chapter that have a label, in order; what only the lists ask is taken out."""
    found: list[Captioned] = []
    for element in section.iter("figure", "table"):
        caption = element.find("figcaption" if element.tag == "figure" else "caption")
        label = caption.find("span[@class='label']") if caption is not None else None
        if caption is None or label is None or "subfigure" in class_names(element):
            continue
        title = caption.find("span[@class='title']")
        xhtml = _listed_caption(element, title) if title is not None else ""
        credit = "; ".join(dict.fromkeys(image.attrib.pop("data-credit", "") for image in element.iter("img")))
        is_table = element.tag == "table" or (element.get("id") or "").startswith("tbl-")
        kind: Literal["figure", "table"] = "table" if is_table else "figure"
        found.append(Captioned(element.get("id") or "", kind, label.text or "", xhtml, credit))
    return tuple(found)


def _listed_caption(element: etree._Element, title: etree._Element) -> str:
    """What the list says of a figure or table: its `short-caption`, or the caption without its source."""
    short = [it.attrib.pop(SHORT, "") for it in (element, *element.iter("img"))]
    if any(short):
        return escape(next(filter(None, short)), quote=False)
    copy = alone(title)
    for it in list(copy.iter(etree.Element)):
        for name in ("text", "tail") if it is not copy else ("text",):
            words = getattr(it, name) or ""
            source = SOURCE.search(words)
            if source:
                setattr(it, name, words[: source.start()].rstrip())
                _cut_behind(it, name == "tail")
                return quiet_xhtml(copy)
    return quiet_xhtml(copy)


def _cut_behind(element: etree._Element, keep_children: bool) -> None:
    """Take out all that follows a text of an element, up to the end of what is around it."""
    if not keep_children:
        element[:] = []
    for it in [element, *element.iterancestors()]:
        for behind in list(it.itersiblings()):
            parent_of(behind).remove(behind)
        if it is not element:
            it.tail = None
    if not keep_children:
        element.tail = None
