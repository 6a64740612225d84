"""Rendered HTML in, one canonical string out: the single comparison by which all citation engines are judged.

Two renderings are the same when a reader sees the same: the same characters, in the same italics, bold, small
capitals, underline, superscript and subscript, in the same display blocks. How the markup is nested, which
entities are used, how the lines are indented and how formatted a space is are left out of account; links too.
"""

from html.parser import HTMLParser

NOTHING_PRINTED = ("[CSL STYLE ERROR: reference with no printed form.]", "[NO_PRINTED_FORM]", "[NO PRINTED FORM]")
TAGS = {"i": "i", "em": "i", "cite": "i", "b": "b", "strong": "b", "sup": "sup", "sub": "sub", "u": "u"}
DISPLAYS = {"csl-block": "block", "csl-left-margin": "left", "csl-right-inline": "right", "csl-indent": "indent"}
STYLES = {
    ("font-style", "italic"): ("+", "i"),
    ("font-style", "oblique"): ("+", "i"),
    ("font-style", "normal"): ("-", "i"),
    ("font-weight", "bold"): ("+", "b"),
    ("font-weight", "normal"): ("-", "b"),
    ("font-variant", "small-caps"): ("+", "sc"),
    ("font-variant", "normal"): ("-", "sc"),
    ("font-variant-caps", "small-caps"): ("+", "sc"),
    ("text-decoration", "underline"): ("+", "u"),
    ("text-decoration", "none"): ("-", "u"),
    ("vertical-align", "baseline"): ("-", "sup sub"),
}


class _Characters(HTMLParser):
    """Collects (character, formats) pairs; a display block's borders are pairs with the formats None."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pairs = []
        self.open = [("", frozenset(), None)]

    def handle_starttag(self, tag, attributes):
        if tag in ("br", "hr", "img", "wbr"):
            return
        attributes = dict(attributes)
        formats = _formats(tag, attributes, self.open[-1][1])
        display = next((DISPLAYS[name] for name in (attributes.get("class") or "").split() if name in DISPLAYS), None)
        if display:
            self.pairs.append((f"⟦{display}:", None))
        self.open.append((tag, formats, display))

    def handle_endtag(self, tag):
        if not any(name == tag for name, _, _ in self.open):
            return
        while True:
            name, _, display = self.open.pop()
            if display:
                self.pairs.append(("⟧", None))
            if name == tag:
                return

    def handle_data(self, data):
        self.pairs.extend((character, self.open[-1][1]) for character in data)


def _formats(tag, attributes, inherited):
    formats = set(inherited)
    if tag in TAGS:
        formats.add(TAGS[tag])
    for declaration in (attributes.get("style") or "").split(";"):
        name, _, value = (part.strip().lower() for part in declaration.partition(":"))
        sign, formatting = STYLES.get((name, value), (None, ""))
        if sign == "+":
            formats.add(formatting)
        elif sign == "-":
            formats.difference_update(formatting.split())
    names = (attributes.get("class") or "").split()
    if "smallcaps" in names or "small-caps" in names:
        formats.add("sc")
    if "underline" in names:
        formats.add("u")
    return frozenset(formats)


def normal_form(html):
    """The canonical string of a piece of rendered HTML, such as ``See {i}Old{/} letters``."""
    for text in NOTHING_PRINTED:
        html = html.replace(text, "")
    reader = _Characters()
    reader.feed(html)
    reader.close()
    return _written(_collapsed(reader.pairs))


def _collapsed(pairs):
    """Runs of plain white space as one unformatted space, and none at the borders of blocks and of the whole."""
    kept = []
    pending = False
    for character, formats in pairs:
        if formats is not None and character in " \t\n\r":
            pending = True
            continue
        if pending and formats is not None and kept and kept[-1][1] is not None:
            kept.append((" ", "space"))
        pending = False
        kept.append((character, formats))
    return kept


def _written(pairs):
    out = []
    current = frozenset()
    for position, (character, formats) in enumerate(pairs):
        if formats == "space":
            following = pairs[position + 1][1]
            formats = current if following == current else frozenset()
        if formats is None:
            formats = frozenset()
        if formats != current:
            if current:
                out.append("{/}")
            if formats:
                out.append("{" + " ".join(sorted(formats)) + "}")
            current = formats
        out.append(character)
    if current:
        out.append("{/}")
    return "".join(out)
