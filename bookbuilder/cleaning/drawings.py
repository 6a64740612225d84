"""Cleans SVG files by the lists: shapes, text, gradients and filters stay; whatever runs, or comes from elsewhere, is taken out."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import tinycss2
from lxml import etree

from bookbuilder.address_secrets import masked
from bookbuilder.budgets import in_force
from bookbuilder.cleaning.addresses import is_safe_address
from bookbuilder.cleaning.drawn_shapes import drop_parts, shapes_with_parts, tried_rules, used_shapes
from bookbuilder.cleaning.embedded_pictures import INNER, XLINK, clean_embedded, inner_drawing
from bookbuilder.cleaning.lists import FONTS, PICTURES, SVG_ELEMENTS
from bookbuilder.cleaning.styles import DEEPEST, deepest
from bookbuilder.xml_source import parse_xml

SVG = "http://www.w3.org/2000/svg"
_GROWS = re.compile(rb"<(?:[\w.-]+:)?use\b|svg\+xml", re.IGNORECASE)
XHTML = "http://www.w3.org/1999/xhtml"


def clean_svg(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The drawing as it may stand in an edition, and what was taken out that it lacks now; the same bytes where nothing was.

    What cannot be parsed is an etree.XMLSyntaxError, a picture within it that cannot be shown a PictureError.
    """
    plain = masked(typed := data.decode("utf-8", "surrogateescape"))
    data = data if plain == typed else plain.encode("utf-8", "surrogateescape")
    tree = parse_xml(data).getroottree()
    found = ["a password or a key in an address"] if plain != typed else []
    declared = tree.docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        found.append("an entity of its own")
    around = [tree.getroot()]
    around += [*tree.getroot().itersiblings(), *tree.getroot().itersiblings(preceding=True)]
    found += ["a processing instruction" for it in around if isinstance(it, etree._ProcessingInstruction)]
    is_rewritten = take_notes(tree.getroot()) | take_fallbacks(tree.getroot())
    is_rewritten |= clean_embedded(tree.getroot()) | _clean_inner(tree.getroot()) | _drop_flowed(tree.getroot())
    is_rewritten |= _drop_fonts(tree.getroot()) | _name_parts(tree.getroot())
    found += clean_drawing(tree.getroot())
    if not found and not is_rewritten:
        return data, ()
    return bytes(etree.tostring(tree.getroot(), encoding="utf-8", xml_declaration=True)), tuple(dict.fromkeys(found))


def clean_drawing(root: etree._Element) -> list[str]:
    """Take out of an SVG tree what may not stand there; what was taken out, in words, is the answer.

    A picture within it that cannot be shown is a PictureError.
    """
    found: list[str] = []
    budget = in_force().drawing_shapes
    elements = sum(1 for _ in root.iter(etree.Element))
    deserved = budget // 10 + FOR_EACH * elements
    most, with_parts = min(budget, deserved), min(budget + FOR_PARTS * elements, deserved)
    if used_shapes(root, most) > most:
        found.append("<use> that makes more shapes than any drawing has")
        for element in list(root.iter(f"{{{SVG}}}use", "use")):
            _drop(element)
    if shapes_with_parts(root, with_parts) > with_parts:
        found.append("masks, patterns, gradients or markers that are drawn more often than any drawing needs")
        drop_parts(root)
    if tried_rules(root) > RULES * budget + FOR_EACH * elements:
        found.append("a style sheet of more rules for its elements than any drawing needs")
        for element in list(root.iter(f"{{{SVG}}}style", "style")):
            _drop(element)
    take_notes(root)
    take_fallbacks(root)
    clean_embedded(root)
    _clean_inner(root)
    _drop_flowed(root)
    for element in list(root.iter()):
        if element is not root and element.getparent() is None:
            continue
        if not isinstance(element.tag, str):
            if not isinstance(element, etree._Comment):
                found.append("an entity" if isinstance(element, etree._Entity) else "a processing instruction")
                _drop(element)
            continue
        name = etree.QName(element)
        if name.namespace in (None, SVG, XHTML) and not (name.namespace != XHTML and name.localname in SVG_ELEMENTS):
            found.append(f"<{name.localname}>")
            _drop(element)
            continue
        if name.localname == "style" and reaches_out(element.text or ""):
            found.append("a style sheet with an address")
            _drop(element)
            continue
        found += _clean(element, name.localname)
        if name.localname == "image" and not {"href", f"{XLINK}href"} & set(map(str, element.attrib)):
            _drop(element)  # it draws nothing, and the layout engine stumbles over it
    return found


def take_notes(root: etree._Element) -> bool:
    """Whether a drawing has what its program has noted in it and nobody sees: metadata, comments, names of layers, paths of
    the machine it was drawn on, and the whole drawing once more in the program's own form; they are taken out."""
    notes = [
        it
        for it in root.iter()
        if isinstance(it, etree._Comment) or isinstance(it.tag, str) and it is not root and _is_note(etree.QName(it))
    ]
    for element in notes:
        _drop(element)
    found = bool(notes)
    for element in root.iter(etree.Element):
        for key in [it for it in map(str, element.attrib) if it.startswith(_NOTED)]:
            if not key.startswith(_MEANT):
                del element.attrib[key]
                found = True
    if found:
        etree.cleanup_namespaces(root)
    return found


_NOTED, _MEANT = ("{", "data-"), (XLINK, "{http://www.w3.org/XML/1998/namespace}")


def _is_note(name: etree.QName) -> bool:
    return name.namespace not in (None, SVG, XHTML) or name.localname in ("metadata", "color-profile")


def _drop_flowed(root: etree._Element) -> bool:
    """Whether the drawing has Inkscape's `<flowRoot>`, which no browser draws, where `<text>` shows its words: it goes."""
    flowed = list(root.iter(f"{{{SVG}}}flowRoot"))
    shown = {word for it in root.iter(f"{{{SVG}}}text") for word in "".join(it.itertext()).split()} if flowed else set()
    doubled = [it for it in flowed if set(" ".join(it.itertext()).split()) <= shown]
    for element in doubled:
        _drop(element)
    return bool(doubled)


def _drop_fonts(root: etree._Element) -> bool:
    """Whether the drawing brings fonts as LibreOffice writes them, `<font>`, which no browser and no engine reads: they go."""
    fonts = list(root.iter(f"{{{SVG}}}font", f"{{{SVG}}}font-face"))
    for element in fonts:
        if element.getparent() is not None:
            _drop(element)
    return bool(fonts)


def _name_parts(root: etree._Element) -> bool:
    """Whether a part gets another id, since XML does not take `72ab5e`, as Canva has it, or none, since a part before it has that."""
    ids = dict.fromkeys(str(it.get("id")) for it in root.iter(etree.Element) if it.get("id") is not None)
    again = _named_again(root)
    named = {it: f"id-{number}-{re.sub(_NO_NAME, '_', it)}" for number, it in enumerate(ids) if not _NAME.fullmatch(it)}

    def called(found: re.Match[str]) -> str:
        return f"{found[1]}{named.get(found[2], found[2])}"

    for element in root.iter(etree.Element) if named else ():
        for key, value in list(element.attrib.items()):
            if key == "id" and value in named:
                element.set(key, named[value])
            elif str(key).endswith("href") and value[:1] == "#":
                element.set(key, f"#{named.get(value[1:], value[1:])}")
            elif "url(" in value:
                element.set(key, _CALLED.sub(called, value))
        if element.text and etree.QName(element).localname == "style":
            element.text = _CALLED.sub(called, element.text)
    return bool(named) or again


def _named_again(root: etree._Element) -> bool:
    """Whether a part had the id of another; it has none now, unless a style sheet gives all of them one look."""
    styles = "".join(it.text or "" for it in root.iter("{*}style"))
    named = [it for it in root.iter(etree.Element) if it.get("id") is not None]
    first = {it.get("id"): it for it in reversed(named)}
    again = [it for it in named if first[it.get("id")] is not it and f"#{it.get('id')}" not in styles]
    for element in again:
        del element.attrib["id"]
    return bool(again)


_NO_NAME = r"[^\w.-]"
_NAME = re.compile(r"[^\W\d][\w.-]*")
_CALLED = re.compile(r"(\burl\(\s*[\"']?#)([^\s\"')]+)")


def take_fallbacks(root: etree._Element) -> bool:
    """Whether a <switch> has HTML and, beside it, a shape or text for whoever cannot show HTML, which then stands alone.

    Behind them draw.io writes one more <switch>, of an empty group and the notice that the text cannot be shown: the group
    is what stays. See https://www.w3.org/TR/SVG2/struct.html#ConditionalProcessing
    """
    switches = list(root.iter(f"{{{SVG}}}switch"))
    foreign = [it for switch in switches if len(switch) > 1 for it in switch.iterchildren(f"{{{SVG}}}foreignObject")]
    for element in foreign:
        _drop(element)
    for switch in switches if foreign else ():
        first = switch[0] if len(switch) else None
        if first is not None and first.get("requiredFeatures") and not len(first):
            _drop(switch)
    return bool(foreign)


def _clean_inner(root: etree._Element) -> bool:
    """Clean the drawings that are written out within a drawing, as draw.io has its signs; whether any has changed.

    Where something is used again, or a drawing within has one in it, none is taken: their shapes could not be counted.
    """
    changed = False
    is_plain = next(root.iter(f"{{{SVG}}}use", "use"), None) is None
    for element in root.iter(f"{{{SVG}}}image", "image"):
        for key in ("href", f"{XLINK}href"):
            address = element.get(key) or ""
            data = inner_drawing(address)
            if data is None:
                continue
            try:
                cleaned = clean_svg(data)[0] if is_plain and not _GROWS.search(data) else b""
            except (etree.XMLSyntaxError, OSError):
                cleaned = b""
            written = f"{INNER}{base64.b64encode(cleaned).decode()}" if cleaned else address.replace(";base64", "")
            changed = changed or written != address
            element.set(key, written)
    return changed


FOR_EACH = 20
"""A small file makes a tenth of the budget's shapes at most; each element that it has may make so many more."""
FOR_PARTS = 3
"""Drawings of many points have a clip for each; beyond the budget, each element may make so many more by a mask, a pattern or a marker."""


RULES = 5
"""So many times may a rule of a style sheet be held against an element for each shape of the budget."""
MOST_STEPS = 30
"""Steps of one filter; drawing programs write five."""
_DEAREST = {"numoctaves": 10, "order": 15, "radius": 100}
"""The largest values of a filter that are drawn in time: whoever draws pixels has no limit of his own."""
_NUMBER = re.compile(r"\d{1,9}")


def _clean(element: etree._Element, name: str) -> Iterator[str]:
    if name == "filter" and len(element) > MOST_STEPS:
        yield f"a filter of {len(element)} steps"
        del element[MOST_STEPS:]
    for key in list(element.attrib):
        plain, value = str(key).rpartition("}")[2].lower(), element.attrib[key]
        if (
            plain.startswith("on")
            or plain in ("base", "ping", "target", "srcset")
            or (plain in _DEAREST and any(float(it) > _DEAREST[plain] for it in _NUMBER.findall(value)))
            or (plain in ("href", "src") and not _is_own(name, value))
            or ("(" in value and reaches_out(f"x{{y:{value}}}" if plain != "style" else f"x{{{value}}}"))
        ):
            yield f'{plain}="{value[:60]}"'
            del element.attrib[key]


def _is_own(name: str, address: str) -> bool:
    """Whether a reference leads to a part of the same drawing; a picture may stand in it, a link may lead to the web."""
    plain = re.sub(r"[\x00-\x20]+", "", address)
    if plain.startswith("#"):
        return True
    if name == "image":
        return plain.lower().startswith((*PICTURES, INNER))
    return name == "a" and is_safe_address(address)


def reaches_out(css: str) -> bool:
    """Whether a style sheet asks for anything outside the drawing."""
    if deepest(css) > DEEPEST:
        return True
    tokens = tinycss2.parse_component_value_list(css)
    return any(_asks(token) for token in tokens)


def _asks(token: tinycss2.ast.Node) -> bool:
    if token.type == "at-keyword":
        return bool(token.lower_value == "import")
    if token.type == "url":
        return not token.value.strip().startswith(("#", *FONTS, *PICTURES))
    if token.type == "error":
        return "url" in token.kind
    inside = getattr(token, "content", None) or getattr(token, "arguments", None) or []
    if token.type == "function" and token.lower_name in ("url", "src", "image", "image-set", "-webkit-image-set"):
        texts = [it.value for it in inside if it.type == "string"]
        return not texts or not all(text.strip().startswith(("#", *FONTS, *PICTURES)) for text in texts)
    if token.type == "function" and token.lower_name in ("expression", "attr-url"):
        return True
    return any(_asks(it) for it in inside)


def _drop(element: etree._Element) -> None:
    """Take an element out; words behind it stay, which are of its parent."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
