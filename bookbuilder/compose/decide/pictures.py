"""Finds the pictures that chapters use, with media type, size and digest, and reports each one that is missing."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import etree

from bookbuilder.budgets import in_force
from bookbuilder.cache import Steps
from bookbuilder.compose.decide.charts import SUFFIX, Look, draw_chart
from bookbuilder.compose.decide.clean_pictures import clean_picture
from bookbuilder.compose.decide.embedded_pictures import EMBEDDED, embedded_file, embedded_name, short_address
from bookbuilder.compose.decide.plan import Planned
from bookbuilder.compose.decide.remote_pictures import REMOTE, fetched
from bookbuilder.compose.decide.style_classes import share_of
from bookbuilder.compose.read.converted_pictures import converted_picture, must_be_converted
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Stage, did_you_mean
from bookbuilder.diagnostics.crash import attempt
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.manuscript.names import meant_file
from bookbuilder.markdown.places import Places
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.media_types import PICTURES
from bookbuilder.model.publication import Resource
from bookbuilder.source import found_bytes, own_file, own_files
from bookbuilder.theme.palette import palette
from bookbuilder.theme.templates import Theme
from bookbuilder.xml_source import parse_xml

METAFILES = (
    "Pictures in the formats of Windows (EMF, WMF) can be shown by no edition. "
    "Open each in LibreOffice Draw or Inkscape, and save it as SVG."
)
ENDINGS = ("", ".svg", ".png", ".jpg", ".jpeg", ".pdf")
"""What is tried in turn for an address without an ending, as Pandoc does."""


def find_pictures(
    manuscript: Manuscript,
    planned: Sequence[Planned],
    gathered: Mapping[str, Gathered],
    places: Mapping[str, Places],
    theme: Theme,
    steps: Steps,
    stage: Stage,
) -> Outcome[dict[str, dict[str, Resource]]]:
    """Every picture of the book that was found, by document id and by the address that the author wrote."""
    diagnostics: list[Diagnostic] = []
    found: dict[str, dict[str, Resource]] = {}
    colours, book = palette(theme), manuscript.book
    for document in planned:
        if document.chapter is None:
            continue
        look = Look(colours, book.fonts.text, document.chapter.lang or book.lang, millimetres(book.page.width))
        seen: Counter[str] = Counter()
        for address, _, width in gathered[document.id].images:
            place = places[document.id].image(address, seen[unquote(address)])
            seen[unquote(address)] += 1
            outcome = attempt(
                partial(
                    find_picture, address, document.chapter.source.file, manuscript.folder, place, look, share_of(width)
                ),
                _left_out,
                stage,
                place,
                f"{document.id}-picture",
                steps.tracebacks,
                f"with the picture {address}, which is left out",
            )
            diagnostics += outcome.diagnostics
            if outcome.value is not None:
                found.setdefault(document.id, {})[address] = outcome.value
    return Outcome(found, tuple(diagnostics))


def _left_out(fault: Diagnostic) -> Outcome[Resource | None]:
    return Outcome(None, (fault,))


def find_picture(
    address: str, chapter_file: str, folder: Path, place: Location, look: Look | None = None, share: float | None = None
) -> Outcome[Resource | None]:
    """Look for a picture beside its chapter, then under manuscript/; one on another host, among those that were fetched.

    A chart's specification is drawn first, where `look` says how charts look; `share` is the part of the measure that the
    author gives the picture, where that is given.
    """
    original = _original(address, chapter_file, folder, place)
    if isinstance(original, Diagnostic):
        return Outcome(None, (original,))
    address = short_address(address) if EMBEDDED.match(address) else address
    if original.stat().st_size < 1000 and found_bytes(original).startswith(b"version https://git-lfs"):
        return _unusable(address, place, "is kept by Git LFS, and only its pointer is here", "Fetch it: git lfs pull.")
    most = BYTES_OF_A_VALUE * in_force().megapixels
    if original.stat().st_size > most * 1_000_000:
        return _unusable(address, place, f"is a file of more than {most} MB (budgets: megapixels)", "Export it again.")
    name, path = embedded_name(original) or _name(original, folder), original
    faults: tuple[Diagnostic, ...] = ()
    if look is not None and path.name.endswith(SUFFIX):
        drawn = draw_chart(path, folder, look)
        if drawn.value is None:
            return Outcome(None, drawn.diagnostics)
        path, name, faults = drawn.value, name.removesuffix(".json") + ".svg", drawn.diagnostics
    suffix = path.suffix.lower()
    kind = _misnamed(path, suffix) if suffix in PICTURES and suffix != ".svg" else ""
    if kind in PICTURES:
        name, suffix = f"{name}{kind}", kind
    if must_be_converted(path) or kind and kind not in PICTURES:
        from bookbuilder.cleaning.pixels import PictureError

        try:
            path, name, suffix = converted_picture(path, folder), f"{name.removesuffix('.png')}.png", ".png"
        except PictureError as error:
            return _unusable(address, place, str(error), error.remedy)
    if suffix not in PICTURES:
        remedy = f"Save it as {', '.join(kind[1:] for kind in PICTURES)}."
        causes = (METAFILES,) if suffix in (".emf", ".wmf") else ()
        message = f"{address} is not a picture that every edition can show."
        return Outcome(None, (Diagnostic("FIG-004", place, message, remedy, causes=causes),))
    path, refused = clean_picture(path, folder, address, place)
    if any(fault.code == "FIG-005" for fault in refused):
        return Outcome(None, refused)
    data = found_bytes(path)
    size = _svg_size(data) if suffix == ".svg" else _pixels(path)
    if not isinstance(size, tuple):
        return _unusable(address, place, *(size or ("is damaged", "Export it again.")))
    if look is not None and suffix != ".svg" and original.suffix.lower() != ".pdf":
        from bookbuilder.compose.read.images import image_faults  # Pillow is not needed for a book without photographs

        faults = tuple(image_faults(original, address, place, folder, look.page_width, share))
    return Outcome(Resource(name, PICTURES[suffix], path, hashlib.sha256(data).hexdigest(), *size), (*faults, *refused))


def _original(address: str, chapter_file: str, folder: Path, place: Location) -> Path | Diagnostic:
    """The file of a picture as its author has it, or what is wrong with its address."""
    if EMBEDDED.match(address):
        return embedded_file(address, folder, place)
    if REMOTE.match(address):
        return _remote_file(address, folder, place)
    if path := _path(address, chapter_file, folder):
        return path
    manuscript = folder / "manuscript"
    known = [it.relative_to(manuscript).as_posix() for it in own_files(manuscript, folder, *PICTURES)]
    known = [it for it in known if re.findall(r"\d+", it) == re.findall(r"\d+", address)]  # plot-3 is not plot-2
    remedy = did_you_mean(address, known) or "Put it under manuscript/figures/."
    return Diagnostic("FIG-001", place, f"There is no picture {short_address(address)}.", remedy)


def _remote_file(address: str, folder: Path, place: Location) -> Path | Diagnostic:
    """The file that was fetched from another host, or what is wrong with it."""
    remote = fetched(address, folder)
    if remote is None:
        remedy = "Fetch it once: python build.py pictures. Or save it under manuscript/figures/ and name it there."
        return Diagnostic("FIG-003", place, f"The picture {address} is on another host.", remedy)
    if not remote.is_whole:
        message = f"The picture {address} is not what was fetched: {remote.path.name} was changed since."
        remedy = "Fetch it again: python build.py pictures. Or name your own file in the chapter."
        return Diagnostic("FIG-022", place, message, remedy)
    return remote.path


def _path(address: str, chapter_file: str, folder: Path) -> Path | None:
    manuscript = (folder / "manuscript").resolve()
    for base in ((folder / chapter_file).parent, manuscript):
        for name in dict.fromkeys((address, unquote(address))):  # Pandoc writes a space as %20
            for ending in ENDINGS if not PurePosixPath(address).suffix else ("",):
                path = own_file(meant_file(base, f"{name}{ending}"), folder)
                if path is not None:
                    return path
    return None


def _name(path: Path, folder: Path) -> str:
    """The path under manuscript/, in letters that every file system and every EPUB shop takes."""
    root = (folder / "manuscript").resolve()
    relative = path.relative_to(root) if path.is_relative_to(root) else path.relative_to(folder.resolve())
    plain = PurePosixPath(relative.as_posix())
    safe = "/".join(re.sub(r"[^A-Za-z0-9._-]", "-", part) for part in plain.parts)
    if safe != plain.as_posix():
        digest = hashlib.sha256(plain.as_posix().encode()).hexdigest()[:6]
        stem, dot, suffix = safe.rpartition(".")
        safe = f"{stem}-{digest}{dot}{suffix}"
    return safe


def _svg_size(data: bytes) -> tuple[int, int] | None:
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError:
        return None
    said = [_LENGTH.fullmatch(root.get(name) or "") for name in ("width", "height")]
    width, height = (round(float(it[1]) * _PIXELS[it[2]]) if it else 0 for it in said)
    if width and height:  # as Inkscape writes it, whose view box is in millimetres
        return width, height
    box = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    if len(box) == 4:
        try:
            return round(float(box[2])), round(float(box[3]))
        except ValueError:
            return None
    return 0, 0


BYTES_OF_A_VALUE = 2
"""At 16 bits, as scanners write them; a file that is larger than its pixels would be has something else in it."""
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d*)?|\.\d+)(mm|cm|in|pt|pc|px|)\s*")
_PIXELS = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "pc": 16.0, "px": 1.0, "": 1.0}
"""CSS pixels of each unit."""
_ORIENTATION, _ON_ITS_SIDE = 0x0112, range(5, 9)
"""The tag in which a camera says how it was held, and its values for a picture that is shown on its side.

See https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E, 4.6.5.1.6.
"""


def _misnamed(path: Path, suffix: str) -> str:
    """The ending that a picture of pixels should have, where its name says another kind, as pictures saved from the web do."""
    from bookbuilder.cleaning.pixels import PictureError, picture_head

    try:
        kind = (picture_head(path).format or "").lower()
    except PictureError:
        return ""  # what is wrong with it is reported when it is measured
    ending = ".jpg" if kind in ("jpeg", "mpo") else f".{kind}"
    return "" if ending in PICTURES and PICTURES[ending] == PICTURES[suffix] else ending


def _unusable(address: str, place: Location, problem: str, remedy: str) -> Outcome[Resource | None]:
    return Outcome(None, (Diagnostic("FIG-005", place, f"The picture {address} {problem}.", remedy),))


def _pixels(path: Path) -> tuple[int, int] | list[str]:
    """Width and height as the picture is seen, or what is wrong with it and what to do."""
    from bookbuilder.cleaning.pixels import PictureError, open_picture

    try:
        with open_picture(path) as image:
            turned = image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE
            return (image.height, image.width) if turned else (image.width, image.height)
    except PictureError as error:
        return [str(error), error.remedy]
