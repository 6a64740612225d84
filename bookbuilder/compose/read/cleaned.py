"""A chapter's tree without links and attributes that may not stand in an edition; each is named at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import panflute as pf

from bookbuilder.address_secrets import MASK, masked, secrets_in
from bookbuilder.cleaning import is_harmless, is_safe_address, is_safe_attribute
from bookbuilder.diagnostics import Diagnostic, Severity
from bookbuilder.markdown.ast import in_order, replace
from bookbuilder.markdown.places import Places
from bookbuilder.masked_source import secret_fault

_HOST = re.compile(r"https?://[^\s/?#%<>\"{}|\\^`]+(?:[/?#]|$)", re.IGNORECASE)
_PORT = re.compile(r"https?://[^/?#]*:(?!\d{0,5}(?:[/?#]|$))[^/?#@\]]*(?:[/?#]|$)", re.IGNORECASE)
"""Behind a host a colon and what is not a number."""
_LOGIN = re.compile(rf"\w+://{MASK}+@", re.IGNORECASE)
LONGEST = 60
"""Characters of an address that a message shows."""


def clean_links_and_attributes(document: pf.Doc, places: Places) -> list[Diagnostic]:
    """Take out of the tree what the cleaner refuses: CLN-001 links, whose words stay, and CLN-002 attributes."""
    faults: list[Diagnostic] = []
    for element in list(in_order(document)):
        faults += _attributes(element, places)
        faults += _secrets(element, places)
        if isinstance(element, pf.Link) and element.url.startswith("#"):
            element.url = "#" + "-".join(unquote(element.url[1:]).split()) if "%20" in element.url else element.url
        if isinstance(element, pf.Link) and _LOGIN.match(element.url):
            replace(element, [pf.Span(*element.content)])  # its login is named already
        elif isinstance(element, pf.Link) and (remedy := _refused(element.url)):
            written = (element.url, unquote(element.url), element.url[:20])
            place = places.first(*map(re.escape, written), r"(?<=\]\()https?:")
            message = f"The link to “{element.url[:LONGEST]}” is left out of every edition."
            faults.append(Diagnostic("CLN-001", place, message, remedy))
            replace(element, [pf.Span(*element.content)])
    return faults


def _secrets(element: pf.Element, places: Places) -> Iterator[Diagnostic]:
    """CLN-001 for a secret that no eye finds in the source: written by escapes, or made of data."""
    for name in ("text", "url", "title"):
        typed = getattr(element, name, "")
        plain = masked(unquote(typed) if name == "url" and masked(unquote(typed)) != unquote(typed) else typed)
        if plain != typed:
            setattr(element, name, plain)
            start, _ = next(secrets_in(unquote(typed)), (0, 0))
            yield secret_fault(places.first(re.escape(typed[: start + 4]), r"\w+://"))


def _refused(address: str) -> str:
    """What to write instead of an address that no edition links to; empty for every other."""
    if not is_safe_address(address):
        return "Links begin with https:, http:, mailto:, tel:, doi:, urn: or #."
    if address.lower().startswith(("http:", "https:")) and (not _HOST.match(address) or _PORT.match(address)):
        return "Copy it from the browser: after https:// comes the name of a host, without spaces."
    return ""


def _attributes(element: pf.Element, places: Places) -> Iterator[Diagnostic]:
    attributes = getattr(element, "attributes", None) or {}
    if name := getattr(element, "identifier", ""):
        element.identifier = "-".join(name.split())  # no id has a space
    for key in [key for key in attributes if not is_safe_attribute(key, attributes[key])]:
        is_note = is_harmless(key, attributes[key])
        del attributes[key]
        place = places.first(rf"\b{re.escape(key)}\s*=", re.escape(key))
        message = f"The attribute {key}= is left out of every edition."
        remedy = "Give it a class instead, and say in styles/ what it looks like."
        yield Diagnostic("CLN-002", place, message, remedy, Severity.NOTE if is_note else Severity.ERROR)
