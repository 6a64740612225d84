"""Turns .odt and .rtf into .docx, by LibreOffice where it is on this machine and else by Pandoc, so that one way leads on.

Zotero keeps its citations in an .odt as reference marks, which neither of the two takes along: their words are replaced
by a sign and a number, for which `marks_as_fields` puts the citations into the .docx.
"""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from bookbuilder.budgets import in_force
from bookbuilder.markdown.docx import to_docx
from bookbuilder.markdown.pandoc_process import UnreadableError
from bookbuilder.markdown.word_file import A, W
from bookbuilder.programs import path_of
from bookbuilder.saving import temporary_folder
from bookbuilder.signing_key import plain_bytes
from bookbuilder.unpacking import UNREADABLE, unfit
from bookbuilder.xml_source import parse_xml

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SUFFIXES = (".odt", ".rtf", ".fodt")
PATIENCE = 120
"""Seconds that LibreOffice may take for a file."""
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SIGN = "\ue010"
_SIGNED = re.compile(f"{_SIGN}(\\d+){_SIGN}")


@dataclass(frozen=True)
class AsDocx:
    """A file as a .docx."""

    data: bytes
    marks: tuple[str, ...] = ()
    """The instructions of the citations for which signs stand in the text."""
    by: str = ""
    """What turned it into one; empty for what is one already."""
    lost: tuple[str, ...] = ()
    """Passages that Pandoc reads in the file and LibreOffice has lost, and things of which it has fewer."""


def as_docx(path: Path) -> AsDocx:
    """Read a file of a word processor; what cannot be read raises UnreadableError."""
    if path.suffix.lower() not in SUFFIXES:
        return AsDocx(plain_bytes(path, in_force().unpacked_megabytes * 1_000_000))
    with temporary_folder() as work:
        source = Path(work) / f"file{path.suffix.lower()}"
        shutil.copyfile(path, source)
        marks = _sign(source) if source.suffix == ".odt" else ()
        program = soffice()
        if program:
            made = by_libreoffice(program, source, "docx", Path(work))
            if made is None:
                raise UnreadableError(f"LibreOffice cannot read {path.name}; open it there and save it as .docx")
            return AsDocx(made.read_bytes(), marks, "LibreOffice", _lost(source, made.read_bytes()))
        if source.suffix == ".fodt":
            raise UnreadableError("for a .fodt file LibreOffice must be installed; or save it as .docx")
        return AsDocx(to_docx(source, source.suffix[1:]), marks, "Pandoc")


def _lost(source: Path, made: bytes) -> tuple[str, ...]:
    """What another reader finds in the same file and the result lacks: compared by three words in a row, and by counts."""
    try:
        other = to_docx(source, source.suffix[1:]) if source.suffix != ".fodt" else b""
    except UnreadableError:
        other = b""
    if not other:
        return ()
    (passages, theirs), (there, ours) = _passages(other), _passages(made)
    known = {run for passage in there for run in _runs(passage)}
    gone = [it for it in passages if (runs := _runs(it)) and 2 * len(runs & known) < len(runs)]
    fewer = [f"{theirs[kind] - ours[kind]} of {theirs[kind]} {kind}" for kind in theirs if ours[kind] < theirs[kind]]
    return (*fewer, *gone)


def _passages(data: bytes) -> tuple[list[str], dict[str, int]]:
    """The words of each paragraph of a .docx, whatever made them, and how many notes, tables and pictures it has."""
    passages: list[str] = []
    counts = dict.fromkeys(("notes", "tables", "pictures"), 0)
    with zipfile.ZipFile(BytesIO(data)) as file:
        for name in file.namelist():
            if not re.fullmatch(r"word/(document|footnotes|endnotes|header|footer|comments)\d*\.xml", name):
                continue
            root = parse_xml(file.read(name))
            for paragraph in root.iter(f"{W}p"):
                passages.append("".join(text.text or "" for text in paragraph.iter(f"{W}t", f"{W}delText")))
            counts["notes"] += sum(1 for _ in root.iter(f"{W}footnoteReference", f"{W}endnoteReference"))
            counts["tables"] += sum(1 for _ in root.iter(f"{W}tbl"))
            counts["pictures"] += sum(1 for _ in root.iter(f"{A}blip"))
    return passages, counts


def _runs(passage: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", passage.casefold())
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def soffice() -> str:
    """LibreOffice's command on this machine; empty where there is none."""
    found = path_of("soffice") or path_of("libreoffice")
    return found or (str(_MAC) if _MAC.is_file() else "")


def by_libreoffice(program: str, source: Path, to: str, folder: Path) -> Path | None:
    """A file converted in a folder, with a profile of its own, so that no setting of the user's is read; None where that fails."""
    target = folder / "converted"
    profile = (folder / "profile").resolve().as_uri()
    arguments = [
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        to,
        "--outdir",
        str(target),
    ]
    try:
        subprocess.run([program, *arguments, str(source)], capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    made = target / f"{source.stem}.{to.partition(':')[0]}"
    return made if made.is_file() else None


def _sign(path: Path) -> tuple[str, ...]:
    """Put signs in the place of Zotero's reference marks, in the file; lists of references go."""
    marks: list[str] = []
    made = BytesIO()
    try:
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            if unfit(source):
                raise UnreadableError(unfit(source).removesuffix("."))
            for info in source.infolist():
                data = source.read(info.filename)
                if info.filename == "content.xml":
                    root = parse_xml(data)
                    marks = _signed(root)
                    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
                target.writestr(info, data)
    except (*UNREADABLE, etree.XMLSyntaxError) as error:
        raise UnreadableError(f"it is damaged, locked, or no OpenDocument file ({error})") from None
    path.write_bytes(made.getvalue())
    return tuple(marks)


def _signed(root: etree._Element) -> list[str]:
    marks: list[str] = []
    for start in list(root.iter(f"{TEXT}reference-mark-start")):
        name = start.get(f"{TEXT}name") or ""
        if "CSL_CITATION" not in name:
            continue
        end = next((each for each in root.iter(f"{TEXT}reference-mark-end") if each.get(f"{TEXT}name") == name), None)
        if end is None or end.getparent() is not start.getparent():
            continue
        marks.append(re.sub(r"\s+RND\w+\s*$", "", name))
        each = start.getnext()
        while each is not None and each is not end:
            following = each.getnext()
            start.getparent().remove(each)  # type: ignore[union-attr]
            each = following
        start.tail = f"{_SIGN}{len(marks) - 1}{_SIGN}"
    for section in list(root.iter(f"{TEXT}section")):
        if "BIBL" in (section.get(f"{TEXT}name") or ""):
            section.getparent().remove(section)  # type: ignore[union-attr]
    return marks


def marks_as_fields(root: etree._Element, marks: tuple[str, ...]) -> None:
    """Put fields into a part of a .docx where signs stand."""
    for text in list(root.iter(f"{W}t")) if marks else ():
        run = text.getparent()
        if run is None or not _SIGNED.search(text.text or ""):
            continue
        for index, piece in enumerate(_SIGNED.split(text.text or "")):
            if index % 2 == 0:
                _copied(run, f"{W}t", piece)
            elif int(piece) < len(marks):
                for kind in ("begin", "", "separate", "end"):
                    made = _copied(
                        run, f"{W}fldChar" if kind else f"{W}instrText", "" if kind else f" ADDIN {marks[int(piece)]} "
                    )
                    if kind:
                        made.set(f"{W}fldCharType", kind)
        run.getparent().remove(run)  # type: ignore[union-attr]


def _copied(run: etree._Element, tag: str, text: str) -> etree._Element:
    """A run of the same look before another, with one element in it."""
    made = etree.Element(f"{W}r")
    look = run.find(f"{W}rPr")
    if look is not None:
        made.append(copy.deepcopy(look))
    child = etree.SubElement(made, tag)
    child.text = text or None
    child.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addprevious(made)
    return child
