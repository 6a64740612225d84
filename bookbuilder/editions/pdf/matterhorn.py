"""Checks a PDF against PDF/UA-1: the conditions of the Matterhorn Protocol that a program can test, by their numbers.

Each number has a check here, or the reason why it has none. See https://pdfa.org/resource/the-matterhorn-protocol/ and
ISO 14289-1; what only a person can judge has no number here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from bookbuilder.editions.pdf.tagged import Looked

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private H H1 H2 H3 H4 H5 H6 P L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
    "Figure Formula Form".split()
)
"""ISO 32000-1, 14.8.4."""
WITHIN: Mapping[str, tuple[str, ...]] = {
    "TR": ("Table", "THead", "TBody", "TFoot"), "TH": ("TR",), "TD": ("TR",), "THead": ("Table",), "TBody": ("Table",),
    "TFoot": ("Table",), "LI": ("L",), "LBody": ("LI",), "TOCI": ("TOC",),
    "RB": ("Ruby",), "RT": ("Ruby",), "RP": ("Ruby",), "WT": ("Warichu",), "WP": ("Warichu",),
}  # fmt: skip
"""What may only stand in certain elements: ISO 32000-1, tables 333 to 338."""
HOLDS: Mapping[str, tuple[str, ...]] = {
    "Table": ("Caption", "TR", "THead", "TBody", "TFoot"), "THead": ("TR",), "TBody": ("TR",), "TFoot": ("TR",),
    "TR": ("TH", "TD"), "L": ("Caption", "L", "LI"), "LI": ("Lbl", "LBody"),
    "TOC": ("Caption", "TOC", "TOCI"), "TOCI": ("Lbl", "Reference", "NonStruct", "P", "TOC", "Link"),
}  # fmt: skip
"""What may stand in them."""


Check = Callable[[Looked], bool]
"""True where a file fails."""


def _has(*names: str) -> Check:
    def fails(it: Looked) -> bool:
        return any(name in it.pdf.Root for name in names)

    return fails


def _lacks_title(it: Looked) -> bool:
    with it.pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        return not str(xmp["dc:title"] if "dc:title" in xmp else "")


def _claims(it: Looked) -> str:
    with it.pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        return str(xmp["pdfuaid:part"]) if "pdfuaid:part" in xmp else ""


def _shows_title(it: Looked) -> Any:
    return it.pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle")


def _misplaced(*kinds: str) -> Check:
    """Fails where one of the types stands within a parent, or around a child, that the standard does not allow."""

    def fails(it: Looked) -> bool:
        return any(
            node.kind in kinds and node.kind in WITHIN and node.parent not in WITHIN[node.kind]
            or node.parent in kinds and node.parent in HOLDS and node.kind not in HOLDS[node.parent]
            for node in it.nodes
        )  # fmt: skip

    return fails


def _levels(it: Looked) -> list[int]:
    return [int(node.kind[1]) for node in it.nodes if re.fullmatch(r"H[1-6]", node.kind)]


def _skips(it: Looked) -> bool:
    levels = _levels(it)
    return any(deeper > level + 1 for level, deeper in zip(levels, levels[1:], strict=False))


def _many_heads(it: Looked) -> bool:
    heads = [it.element for it in it.nodes if it.kind == "H"]
    parents = [str(it.get("/P", Dictionary()).objgen) for it in heads]
    return len(set(parents)) < len(parents)


def _attributes(element: Dictionary) -> Iterator[Dictionary]:
    own = element.get("/A", Array())
    yield from (it for it in (own if isinstance(own, Array) else [own]) if isinstance(it, Dictionary))


def _lacks_scope(it: Looked) -> bool:
    has_headers = any("/Headers" in each for node in it.of("TD", "TH") for each in _attributes(node.element))
    return not has_headers and any(
        not any("/Scope" in each for each in _attributes(node.element)) for node in it.of("TH")
    )


def _words(element: Dictionary) -> str:
    return str(element.get("/Alt", "")) or str(element.get("/ActualText", ""))


def _ids(it: Looked) -> list[str]:
    return [str(node.element.get("/ID", "")) for node in it.of("Note")]


def _annotation(subtype: str) -> Check:
    def fails(it: Looked) -> bool:
        return any(str(each.get("/Subtype", "")) == subtype for _, _, each in it.annotations)

    return fails


def _unknown_annotation(it: Looked) -> bool:
    known = {"/Link", "/Widget", "/PrinterMark", "/Text", "/Popup", "/Highlight", "/Underline", "/FreeText"}
    return any(str(each.get("/Subtype", "")) not in known for _, _, each in it.annotations)


def _outside(subtype: str, *kinds: str) -> Check:
    """An annotation of a subtype that stands in no structure element of these types."""

    def fails(it: Looked) -> bool:
        held = set()
        for node in it.of(*kinds):
            kids = node.element.get("/K")
            for kid in kids if isinstance(kids, Array) else [kids]:
                if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                    held.add(kid.Obj.objgen)
        return any(str(a.get("/Subtype", "")) == subtype and a.objgen not in held for _, _, a in it.annotations)

    return fails


def _descendant(font: Dictionary) -> Any:
    fonts = font.get("/DescendantFonts", Array())
    return fonts[0] if len(fonts) else Dictionary()


def _cid(test: Callable[[Dictionary, Any], bool]) -> Check:
    def fails(it: Looked) -> bool:
        return any(test(font, _descendant(font)) for font in it.fonts if font.get("/Subtype") == Name.Type0)

    return fails


def _simple(it: Looked) -> bool:
    return any(str(font.get("/Subtype", "")) in ("/TrueType", "/Type1") for font in it.fonts)


def _not_embedded(it: Looked) -> bool:
    def bare(font: Any) -> bool:
        about = font.get("/FontDescriptor", Dictionary())
        return not any(name in about for name in ("/FontFile", "/FontFile2", "/FontFile3"))

    return any(
        bare(_descendant(font) if font.get("/Subtype") == Name.Type0 else font)
        for font in it.fonts
        if font.get("/Subtype") != Name.Type3
    )


def _maps_to(code: str) -> Check:
    def fails(it: Looked) -> bool:
        maps = (font.ToUnicode.read_bytes().decode("latin-1") for font in it.fonts if "/ToUnicode" in font)
        return any(re.search(rf"<[0-9A-Fa-f]+>\s*<{code}>", text) for text in maps)

    return fails


def _has_reference(it: Looked) -> bool:
    return any(isinstance(each, Stream) and "/Ref" in each for each in it.pdf.objects)


MATTERHORN: Mapping[str, Check] = {
    "01-003": lambda it: "01-003" in it.marks,
    "01-004": lambda it: "01-004" in it.marks,
    "01-005": lambda it: "01-005" in it.marks,
    "01-007": lambda it: bool(it.pdf.Root.get("/MarkInfo", Dictionary()).get("/Suspects", False)),
    "02-001": lambda it: any(node.kind not in STANDARD for node in it.nodes),
    "02-003": lambda it: any(it.roles.get(role) == kind for kind, role in it.roles.items()),
    "02-004": lambda it: any(kind in STANDARD for kind in it.roles),
    "06-001": lambda it: "/Metadata" not in it.pdf.Root,
    "06-002": lambda it: _claims(it) != "1",
    "06-003": _lacks_title,
    "07-001": lambda it: _shows_title(it) is None,
    "07-002": lambda it: _shows_title(it) is not None and not bool(_shows_title(it)),
    "09-004": _misplaced("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    "09-005": _misplaced("L", "LI", "LBody"),
    "09-006": _misplaced("TOC", "TOCI"),
    "09-007": _misplaced("RB", "RT", "RP"),
    "09-008": _misplaced("WT", "WP"),
    "10-001": lambda it: any("/ToUnicode" not in font for font in it.fonts),
    "11-001": lambda it: not str(it.pdf.Root.get("/Lang", "")),
    "13-004": lambda it: any(not _words(node.element) for node in it.of("Figure")),
    "14-002": lambda it: _levels(it)[:1] not in ([], [1]),
    "14-003": _skips,
    "14-006": _many_heads,
    "14-007": lambda it: bool(_levels(it)) and any(it.of("H")),
    "15-003": _lacks_scope,
    "17-002": lambda it: any(not _words(node.element) for node in it.of("Formula")),
    "19-003": lambda it: "" in _ids(it),
    "19-004": lambda it: len(set(_ids(it))) < len(_ids(it)),
    "20-001": _has("/OCProperties"),
    "21-001": lambda it: "/EmbeddedFiles" in it.pdf.Root.get("/Names", Dictionary()),
    "25-001": lambda it: "/XFA" in it.pdf.Root.get("/AcroForm", Dictionary()),
    "26-001": lambda it: it.pdf.is_encrypted,
    "28-004": lambda it: any(not str(each.get("/Contents", "")) for _, _, each in it.annotations),
    "28-006": _unknown_annotation,
    "28-007": _annotation("/TrapNet"),
    "28-008": lambda it: any("/Tabs" not in page for _, page, _ in it.annotations),
    "28-009": lambda it: any(page.get("/Tabs", Name.S) != Name.S for _, page, _ in it.annotations),
    "28-010": _outside("/Widget", "Form"),
    "28-011": _outside("/Link", "Link", "Reference"),
    "28-012": lambda it: any(
        each.get("/Subtype") == Name.Link and not str(each.get("/Contents", "")) for _, _, each in it.annotations
    ),
    "28-017": _annotation("/PrinterMark"),
    "30-001": _has_reference,
    "31-004": _cid(lambda _, cid: cid.get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in cid),
    "31-005": _cid(lambda _, cid: isinstance(cid.get("/CIDToGIDMap"), Name) and cid.CIDToGIDMap != Name.Identity),
    "31-006": _cid(lambda font, _: font.get("/Encoding") not in (Name("/Identity-H"), Name("/Identity-V"))),
    "31-009": _not_embedded,
    "31-019": _simple,
    "31-027": lambda it: any("/ToUnicode" not in font for font in it.fonts),
    "31-028": _maps_to("0000"),
    "31-029": _maps_to("(?:FEFF|feff)"),
}
"""By number: what fails."""
NOT_ASKED: Mapping[str, str] = {
    "the language of the whole file holds for it: 11-001": "11-002 11-003 11-004 11-006",
    "there are no forms: 28-010": "11-005 28-005",
    "formulas are drawn as outlines, and their words stand in Alt: 17-002": "17-003",
    "there is no optional content: 20-001": "20-002 20-003",
    "it is not encrypted: 26-001": "26-002",
    "only links: 28-006 and 28-011": "28-002",
    "our writer makes links alone, which 28-006's check holds": "28-014 28-015 28-016",
    "there is no such annotation: 28-017": "28-018",
    "our writer draws pictures as forms without marked content of their own": "30-002",
    "our fonts are encoded by Identity-H alone: 31-006": "31-001 31-002 31-003",
    "no CMap is embedded: 31-006": "31-007 31-008",
    "a character that no face has is FNT-002; subsets are made from the glyphs that are printed": "31-011",
    "our writer embeds CID fonts alone, which 31-019's check holds": "31-012 31-013 31-017 31-018 31-020 31-021 31-022 31-023 31-024 31-025 31-026",
    "a subset by HarfBuzz, whose CIDSet is left out or made from the same glyphs": "31-014 31-015",
    "widths are read from the face that is embedded: tests/layout": "31-016",
    "the engine reports a glyph that is none, which is an error: PDF-010": "31-030",
}
"""Why nobody asks for the others, and which: numbers that a reason names are asked for."""


def failed(pdf: Pdf) -> list[str]:
    """The numbers of the conditions that a file fails."""
    looked = Looked(pdf)
    return [number for number, check in MATTERHORN.items() if check(looked)]
