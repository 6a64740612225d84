"""Draws a formula's MathML as vector for print, in STIX Two Math: the one door to ziamath, which has TeX's rules of spacing.

Pandoc's MathML is drawn, not the author's TeX again, so that print and screen show the same formula. What ziamath reads
differently from browsers (accents, bars, bold letters, space around some operators) is put right before it is drawn.
"""

from __future__ import annotations

import copy
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from lxml import etree

from bookbuilder.mathematics.breaking import OPENING, RELATIONS, in_lines, in_parts
from bookbuilder.mathematics.mathml import NAMESPACE, is_aligned

SIZE = 20.0
"""Pixels of an em in a drawing; all measures that are handed on are in ems."""
FAMILY = "STIX Two Math"
"""The mathematical face that comes with the drawer; it has signs that no text face has."""
X_HEIGHT = 0.467
"""The height of its x in ems."""

SMALLEST = 0.7
"""A formula that cannot be broken becomes no smaller than this share of its size."""

_M = f"{{{NAMESPACE}}}"
_BINARY = frozenset("∧∨∪∩⊕⊗∖⋅∘×÷∗⋆∙⊎⊓⊔⊖⊙†‡")
"""Operators that the drawer sets without space."""
_ORDINARY = frozenset("∂∇∀∃∄¬")
"""Signs that TeX sets as letters."""
_NARROW = dict.fromkeys("^ˆ\u0302", "\u0302") | dict.fromkeys("~˜\u0303", "\u0303") | {"→": "\u20d7"}
"""Accents of one letter."""
_LONG_ACCENTS = {"¯": "‾", "―": "‾", "_": "̲"}


@dataclass(frozen=True)
class Drawing:
    """A drawn formula, or a part of one: an SVG, and its size in ems of the formula's type."""

    svg: str
    width: float
    height: float
    depth: float
    """How far it reaches below the base line."""


@dataclass(frozen=True)
class Drawn:
    """A formula's drawings, between which a line may end; none where the formula cannot be drawn."""

    parts: tuple[Drawing, ...]


def font_file() -> str:
    """Where the mathematical face lies."""
    found = find_spec("ziamath")  # which does not import it, for most books have no formula
    assert found is not None and found.origin is not None
    return str(Path(found.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf")


@lru_cache(maxsize=4096)
def draw(mathml: str, measure: float) -> Drawn:
    """Draw a formula; one on a line of its own is broken at its relations where it is wider than `measure`, in ems.

    A long formula within a line comes in parts. A formula that the drawer does not know how to draw has no part.
    """
    math = etree.fromstring(mathml)
    display = math.get("display") == "block"
    whole = _drawn(math)
    if whole is None:
        return Drawn(())
    if display and whole.width > measure:
        lines = in_lines(math, lambda part: (_drawn(part) or whole).width, measure)
        broken = _drawn(lines) if lines is not None else None
        return Drawn((_fitted(broken or whole, measure),))
    if not display:
        parts = [_drawn(part) for part in in_parts(math)]
        if len(parts) > 1 and all(parts):
            return Drawn(tuple(part for part in parts if part is not None))
    return Drawn((whole,))


def _fitted(drawing: Drawing, measure: float) -> Drawing:
    """A drawing that is still too wide, made smaller, though not so small that it cannot be read."""
    share = max(measure / drawing.width, SMALLEST)
    if share >= 1:
        return drawing
    sizes = (round(it * share, 3) for it in (drawing.width, drawing.height, drawing.depth))
    return Drawing(drawing.svg, *sizes)


def _drawn(math: etree._Element) -> Drawing | None:
    ziamath = _ziamath()
    prepared = _prepared(math)
    _measured.clear()
    try:
        # as an element: of text, ziamath takes &lt;think&gt; for a tag
        formula = ziamath.Math(ElementTree.fromstring(etree.tostring(prepared)), size=SIZE, margin=0)
        svg = formula.svg()
        width, height = formula.getsize()
        depth = 0.0 - formula.getyofst()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None  # the caller prints the formula's TeX, and reports it
    if width <= 0 or height <= 0:
        return None  # nothing but white space, of which ziamath knows no height
    root = etree.fromstring(svg)
    left, top, _, _ = (float(it) for it in root.get("viewBox", "0 0 0 0").split())
    root.set("viewBox", f"{left:.2f} {top:.2f} {width:.2f} {height:.2f}")
    for name in ("width", "height"):
        root.attrib.pop(name, "")
    etree.cleanup_namespaces(root)
    return Drawing(
        etree.tostring(root, encoding="unicode"),
        round(width / SIZE, 3),
        round(height / SIZE, 3),
        round(depth / SIZE, 3),
    )


def _prepared(math: etree._Element) -> etree._Element:
    """A copy in the form in which ziamath draws what browsers show."""
    prepared = copy.deepcopy(math)
    for letter in prepared.iter(f"{_M}mi"):
        text = letter.text or ""
        if text and (ord(text[0]) >= 0x1D400 or 0x2100 <= ord(text[0]) <= 0x214F):
            letter.set("mathvariant", "normal")  # it is bold, script or double-struck already
        if text in "−+±∓×⋅=<>≤≥" and text:
            letter.tag = f"{_M}mo"  # Pandoc's sign before a number
    for over in prepared.iter(f"{_M}mover", f"{_M}munder"):
        _place_accent(over)
    for sign in prepared.iter(f"{_M}mo", f"{_M}mi"):
        _space_sign(sign, "{,}" in (math.get("alttext") or ""))
    for table in prepared.iter(f"{_M}mtable"):
        _fill_empty_rows(table)
        for name, value in _table_spacing(table).items():
            table.set(name, table.get(name) or value)
    for words in prepared.iter(f"{_M}mtext"):
        following = words.getnext()
        if following is not None and following.tag == f"{_M}mspace" and words.text:
            words.text = words.text.rstrip(" ")  # the space is said a second time
        if not words.text:  # a `\text{ }` or `\mbox{}`, of which ziamath knows no height
            words.tag = f"{_M}mspace"
    for row in prepared.iter(f"{_M}mover", f"{_M}munder", f"{_M}munderover"):
        for part in row:
            if part.tag == f"{_M}mrow" and not len(part) and not part.text:
                etree.SubElement(part, f"{_M}mspace", width="0")  # an `\overset{}{x}`
    return prepared


def _fill_empty_rows(table: etree._Element) -> None:
    """Take out the row behind a last `\\\\`, and put a space into another that is empty: ziamath knows no height of either."""
    rows = list(table)
    empty = [row for row in rows if all(len(cell) == 0 and not (cell.text or "").strip() for cell in row)]
    for row in empty:
        if row is rows[-1] and len(rows) > 1:
            table.remove(row)
        elif len(row):
            etree.SubElement(row[0], f"{_M}mtext").text = "\u00a0"


def _place_accent(over: etree._Element) -> None:
    """A hat or an arrow over one letter keeps its own size; over several it is as wide as they are."""
    accent = over[-1] if len(over) == 2 else None
    if accent is None or accent.tag != f"{_M}mo":
        return
    text, is_long = accent.text or "", len("".join(map(str, over[0].itertext()))) > 1
    if accent.get("accent") == "true":
        over.set("accent", "true")
    if text in _LONG_ACCENTS and is_long:
        accent.text = _LONG_ACCENTS[text]
    if is_long:
        accent.set("stretchy", "true")
    elif accent.get("accent") == "true" and text in _NARROW:
        accent.tag, accent.text = f"{_M}mi", _NARROW[text]  # ziamath makes an operator as wide as what it stands over
        accent.set("mathvariant", "normal")


def _space_sign(sign: etree._Element, in_numbers: bool) -> None:
    """The space around a sign as in TeX; `in_numbers`, whether a comma may divide the figures of a number."""
    text = (sign.text or "").strip()
    for name in ("minsize", "maxsize"):
        said = sign.get(name) or ""
        if said.endswith("%"):
            sign.set(name, f"{float(said[:-1]) / 100:g}em")  # \\Big( is given in percent, which ziamath does not read
    before, after = sign.getprevious(), sign.getnext()
    spaces: tuple[str, str] | None = None
    if text in _BINARY:
        spaces = "0.222em", "0.222em"
    elif text in _ORDINARY:
        spaces = "0em", "0em"
    elif text in (",", ";"):
        between = before is not None and after is not None and {before.tag, after.tag} == {f"{_M}mn"}
        spaces = "0em", "0em" if between and in_numbers else "0.167em"
    elif text in ("−", "+", "-", "±", "∓") and _is_first_term(before):
        spaces = "0em", "0em"
    if spaces is not None and text:
        for side, space in zip(("lspace", "rspace"), spaces, strict=True):
            sign.set(side, sign.get(side) or space)


def _is_first_term(before: etree._Element | None) -> bool:
    """Whether a sign belongs to the number behind it: it begins a row, or follows a bracket or another sign."""
    return before is None or before.tag == f"{_M}mo" and (before.text or "") in OPENING | RELATIONS | {",", ";"}


def _table_spacing(table: etree._Element) -> dict[str, str]:
    """The spaces of TeX: none within the pairs of aligned lines, an em between the columns of a matrix."""
    if is_aligned(table):
        return {"columnspacing": "0em 2em", "rowspacing": "0.5em"}
    fence = table.getprevious()
    closed = table.getnext() is not None
    if fence is not None and (fence.text or "") == "{" and not closed:
        return {"columnspacing": "1em", "rowspacing": "0.4em", "displaystyle": "false"}
    return {"columnspacing": "0.9em", "rowspacing": "0.4em", "displaystyle": "false"}


@cache
def _ziamath() -> ModuleType:
    import logging

    import ziamath

    logging.getLogger().addFilter(lambda record: not record.getMessage().startswith("Undefined element"))
    _measure_rows_once()
    _centre_accents()
    settings: Any = ziamath.config  # type: ignore[attr-defined]
    settings.svg2, settings.precision = False, 2
    return ziamath


_measured: dict[tuple[object, ...], tuple[float, float]] = {}
"""The heights of the rows of the formula that is drawn."""


def _measure_rows_once() -> None:
    """Let each row be measured once in a formula: ziamath measures it twice for each bracket around it.

    ziamath 0.13, `Mrow._get_height_nostretch`; tests/mathematics/test_drawing.py::test_brackets_in_one_another_take_no_longer.
    """
    from ziamath import operators
    from ziamath.nodes.mrow import Mrow

    forms = ("prefix", "infix", "postfix")

    @cache
    def may_stretch(sign: str) -> bool:
        return any(operators.get_params(sign, form).get("stretchy", "false") != "false" for form in forms)

    def stretches(element: ElementTree.Element) -> bool:
        said = element.get("stretchy")
        sign = "".join(element.itertext()).strip()
        return element.tag == "mfenced" or said == "true" or said is None and len(sign) < 3 and may_stretch(sign)

    whole = Mrow._get_height_nostretch

    def measured(self: Mrow, line: list[ElementTree.Element], **given: Any) -> tuple[float, float]:
        if not any(stretches(it) for each in line for it in each.iter()):
            return 0.0, 0.0  # nothing in it asks for the row's height
        plain = sorted((name, repr(value)) for name, value in given.items())
        key = (b"".join(map(ElementTree.tostring, line)), repr(self.style), self.glyphsize, *plain)
        if key not in _measured:
            _measured[key] = whole(self, line, **given)
        return _measured[key]

    Mrow._get_height_nostretch = measured  # type: ignore[method-assign]


def _centre_accents() -> None:
    """Put a combining sign over the middle of its letter, and not beside it: as a letter it has been moved to the right.

    ziamath 0.13, `place_over`; tests/mathematics/test_drawing.py::test_an_accent_stands_over_its_letter.
    """
    from ziamath.nodes import munderover

    whole = munderover.place_over

    def placed(base: Any, over: Any, font: Any) -> Any:
        sign = over.lastchar() if hasattr(over, "lastchar") else None
        if sign and unicodedata.combining(sign) and over.mtag == "mi":
            (moved, up), box = over.nodexy[0], over.bbox
            over.nodexy = [(0.0, up)]
            over.bbox = type(box)(box.xmin, box.xmax - moved, box.ymin, box.ymax)
        return whole(base, over, font)

    munderover.place_over = placed
