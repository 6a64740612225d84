"""A tree with `style` attributes, as Pandoc and CSL write them, in; the same with classes, which strict pages allow, out."""

from __future__ import annotations

import re

from lxml import etree

_CLASSES = (
    (re.compile(r"text-align:\s*(left|right|center)"), lambda match: f"align-{match[1]}"),
    (re.compile(r"font-variant(?:-caps)?:\s*small-caps"), lambda match: "smallcaps"),
    (re.compile(r"font-variant(?:-caps)?:\s*normal"), lambda match: "no-smallcaps"),
    (re.compile(r"font-style:\s*normal"), lambda match: "no-italic"),
    (re.compile(r"font-weight:\s*normal"), lambda match: "no-bold"),
    (re.compile(r"text-decoration:\s*underline"), lambda match: "underline"),
    (re.compile(r"(?<![-\w])width:\s*(\d+)(?:\.\d+)?%"), lambda match: f"width-{5 * round(int(match[1]) / 5)}"),
)


def classes_for_styles(root: etree._Element) -> None:
    """Turn each known declaration into a class; the rest goes, since looks belong to styles/."""
    for element in root.iter(etree.Element):
        style = element.attrib.pop("style", None)
        if not style:
            continue
        classes = (element.get("class") or "").split()
        for pattern, name in _CLASSES:
            match = pattern.search(style)
            if match:
                classes.append(name(match))
        if classes:
            element.set("class", " ".join(dict.fromkeys(classes)))
