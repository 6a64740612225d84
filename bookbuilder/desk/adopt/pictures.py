"""The pictures that a text names: found where the other program looks for them, and given a place under manuscript/."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from bookbuilder.desk.adopt.files import every_file, in_any_case, read_text
from bookbuilder.desk.adopt.inline_marks import address_shown
from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.desk.adopt.sites import SITES
from bookbuilder.desk.adopt.verbatim import blocks_changed, outside_code
from bookbuilder.signing_key import plain_bytes
from bookbuilder.source import own_file

ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".pdf", ".eps", ".emf", ".wmf")
_INLINE = re.compile(
    r"(!\[(?:[^\[\]\\$]|\\(?:.|\n)|\$(?=[^$\n\[\]]*[\[\]])[^$\n]+\$|(?!\$[^$\n\[\]]*[\[\]][^$\n]*\$)\$|\[(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*\])*\]\()[ \t]*(?:<([^<>\n]+)>|((?:[^\s()<>\"]+[ ]+)+[^\s()<>\"]*\.(?:png|jpe?g|svg|pdf|gif|webp)(?=[ \t]*\))|[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))",
    re.IGNORECASE,
)
"""A picture; a formula in its words may have one bracket, as `$[0, 1)$` has, and spaces may stand in the name of its file."""
_PLAYED = re.compile(
    r"!\[(?P<words>[^\[\]\n]*)\]\((?P<to>https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com|twitter\.com|x\.com)/[^\s()<>]+"
    r"|[^\s()<>]+\.(?:mp4|webm|mov|m4v|ogv|avi|mp3|wav))\)(?P<given>\{[^{}\n]*\})?",
    re.IGNORECASE,
)
"""A film or a message that stands in the place of a picture: Quarto, Obsidian and others show it."""
_ON_GITHUB = re.compile(
    r"https?://(?:raw\.githubusercontent\.com/|github\.com/(?=[^/]+/[^/]+/(?:blob|raw)/))(?P<of>[^/]+/(?P<name>[^/]+))"
    r"/(?:(?:blob|raw)/)?(?:refs/heads/)?[^/]+/(?P<path>\w[^?#]*/[^?#]+)"
)
"""A picture that the folder itself holds, where its author has put it on GitHub."""
_HTML = re.compile(r"(<img\b[^>]*?\bsrc=)([\"'])((?:(?!\2)[^\n])+)\2", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+([\w.-]+)\s+\"([^\"&<%]{0,200})\"\s*>")
_RAW = re.compile(r"[ \t>]*`{3,}[ \t]*\{=html\d?\}")
_DEFINED = re.compile(r"^([ ]{0,3}\[[^\]^@]+\]:[ \t]+)<?([^\s>]+)>?", re.MULTILINE)


@dataclass
class Copied:
    """The files that the book takes with it: where each lies, by its path under manuscript/."""

    files: dict[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Pictures:
    """The pictures that a folder has, by name, to find those that chunks have drawn."""

    drawn: Mapping[str, tuple[str, ...]]
    """Addresses of pictures in `…figure…/` folders, by the name without its number."""

    def of(self, label: str, stem: str) -> tuple[str, ...]:
        """The pictures of a chunk, those of its own chapter first."""
        found = self.drawn[label] if label in self.drawn else ()
        own = tuple(it for it in found if stem.lower() in it.lower())
        return own or found


def picture(caption: str, address: str, id: str = "", alternative: str = "", width: str = "") -> str:
    """A picture as Markdown has it, with what is given of label, alternative text and width."""
    words = alternative.replace('"', "”")
    given = (f"#{id}" if id else "", f'alt="{words}"' if words else "", f"width={width}" if width else "")
    looks = " ".join(filter(None, given))
    return f"![{caption}](<{address}>){f'{{{looks}}}' if looks else ''}"


def safe_path(path: str) -> str:
    """The path that a chapter has here: hyphens stand for spaces and other signs."""
    return re.sub(r"[^\w./-]+", "-", path)


_PICTURE = r"<img\b[^<>]*>|!\[[^\[\]]*\]\([^()\s]*\)(?:\{[^{}]*\})?"
_ENLARGED = re.compile(
    rf"<a\b[^<>]*?\bhref=[\"']?(?P<to>/?[\w%./-]+)[\"']?[^<>]*>\s*(?P<picture>{_PICTURE})\s*</a>"
    rf"|\[(?P<inner>{_PICTURE})\]\((?P<by>/?[\w%./-]+)\)"
)
"""A picture that leads to itself, or to a larger one of the folder, as on a website."""


def pictures_placed(text: str, file: Path, plan: Plan, copied: Copied, report: Report) -> str:
    """The text with the addresses of its pictures as the book has them; each picture found is noted to be copied."""
    name = file.relative_to(plan.root).as_posix()
    own = _repositories(plan) if "github" in text else set()

    def placed(address: str, is_picture: bool = True) -> str:
        if address.startswith("data:") or address in plan.drawn:
            return address
        is_remote = re.match(r"(https?:)?//", address)
        inside = _ON_GITHUB.match(address) if is_remote else None
        inside = inside if inside and {inside["of"].lower(), inside["name"].lower()} & own else None
        found = _found(inside["path"] if inside else address, file, plan) if inside or not is_remote else None
        if found is None:
            what = "pictures on other hosts, not fetched" if is_remote else "pictures that are not in the folder"
            if is_picture:
                report.note("left", what, name if is_remote else f"{address} in {name}")
            return address
        target = _target(found, plan)
        if (ending := _other_ending(found)) and not found.with_suffix(ending).exists():
            target = PurePosixPath(target).with_suffix(ending).as_posix()
            report.note("changed", "pictures that are called as another kind is have their own ending now", name)
        copied.files[target] = found
        here = PurePosixPath(safe_path(file.relative_to(plan.base).as_posix())).parent
        reached = {os.path.normpath(here / unquote(address)), os.path.normpath(unquote(address))}
        return address if target in reached and not address.startswith("/") else target

    def prose(part: str) -> str:
        def address_of(found: re.Match[str], bracketed: bool) -> str:
            address = placed(found[2] or found[3])
            return f"{found[1]}<{address}>" if bracketed or re.search(r"[\s()]", address) else f"{found[1]}{address}"

        part = _ENLARGED.sub(
            lambda it: (it["picture"] or it["inner"]) if _is_picture(it["to"] or it["by"]) else it[0], part
        )
        part = _PLAYED.sub(lambda it: _played(it, name, report), part)
        part = _INLINE.sub(lambda it: address_of(it, bool(it[2]) and " " in it[2]), part)
        part = _HTML.sub(lambda it: f"{it[1]}{it[2]}{placed(it[3])}{it[2]}", part)
        return _DEFINED.sub(lambda it: f"{it[1]}{placed(it[2], False)}" if _is_picture(it[2]) else it[0], part)

    def raw(block: str) -> str:
        return _HTML.sub(lambda it: f"{it[1]}{it[2]}{placed(it[3])}{it[2]}", block) if _RAW.match(block) else block

    return blocks_changed(outside_code(text, prose, formulas=False), raw)


def pictures_moved(text: str, file: Path, to: Path, plan: Plan) -> str:
    """The text of a file that goes on in the chapter of another, with the addresses of its pictures as seen from there."""
    if file.parent == to.parent:
        return text

    def moved(address: str) -> str:
        found = None if re.match(r"(\w+:)?//|data:", address) else _found(address, file, plan)
        return address if found is None else Path(os.path.relpath(found, to.parent.resolve())).as_posix()

    def prose(part: str) -> str:
        part = _INLINE.sub(lambda it: f"{it[1]}<{moved(it[2])}>" if it[2] else f"{it[1]}{moved(it[3])}", part)
        return _HTML.sub(lambda it: f"{it[1]}{it[2]}{moved(it[3])}{it[2]}", part)

    return outside_code(text, prose, formulas=False)


def drawn_pictures(plan: Plan) -> Pictures:
    """The pictures that chunks have drawn, by the name of the chunk, as addresses from the base."""
    found: dict[str, list[str]] = {}
    for path in every_file(plan.root):
        if path.suffix.lower() not in ENDINGS or own_file(path, plan.root) is None:
            continue
        number = re.match(r"(.+?)-\d+$", path.stem)
        if number and re.search(r"figure|_files|figs|plots", path.parent.as_posix()):
            name = path.relative_to(plan.base).as_posix() if path.is_relative_to(plan.base) else _up(path, plan)
            own = found.setdefault(number[1], [])
            if not any(Path(it).stem == path.stem and Path(it).parent == Path(name).parent for it in own):
                own.append(name)
    return Pictures({label: tuple(_of_one_folder(paths)) for label, paths in found.items()})


def _of_one_folder(paths: list[str]) -> list[str]:
    """The pictures that lie together: those of the first folder, so that none is there twice."""
    return [path for path in paths if Path(path).parent == Path(paths[0]).parent]


def _up(path: Path, plan: Plan) -> str:
    return Path(os.path.relpath(path, plan.base)).as_posix()


def _repositories(plan: Plan) -> set[str]:
    """What the folder may be called on GitHub: as it is here, or as its settings and those of git have it, with its owner."""
    said = f"{plan.metadata} {read_text(plan.root / '.git' / 'config', plan.root)}".lower()
    named = re.findall(r"(?<![\w.-])(?=([\w.-]+/[\w.-]+?)(?:\.git)?(?![\w.-]))", said)
    return {*named, re.sub(r"-(?:main|master)$", "", plan.root.name.lower())}


def _played(found: re.Match[str], place: str, report: Report) -> str:
    """Where a film is, or its name, with the words that belong to it; one with a label is a figure."""
    report.note("changed", "films and messages, which print as their names", place)
    shown, words = address_shown(found["to"]), found["words"]
    label = re.search(r"#[\w:.-]+", found["given"] or "")
    if label is None:
        return f"{words} {shown}" if words else shown
    before = found.string[: found.start()].rpartition("\n")[2]
    quoted, item = re.findall(r"\A([ \t>]*)((?:[-*+]|\d+[.)])[ \t]+|)", before)[0]
    line = f"\n{quoted}{' ' * len(item)}"
    block = line.join((f"::: {{{label[0]}}}", shown, "", words, ":::"))
    return f"{'' if item and before == quoted + item else 2 * line}{block}{2 * line}"


def _is_picture(address: str) -> bool:
    return PurePosixPath(address.split("?")[0]).suffix.lower() in ENDINGS


def _found(address: str, file: Path, plan: Plan) -> Path | None:
    plain = unquote(re.split(r"[?#]", address)[0] or address).replace("\\", "/").lstrip("/")
    if not plain or plain.startswith("#"):
        return None
    made = [plan.root / it for it in ("docs", "_book") if plan.kind in ("bookdown", "Quarto")]  # what was made before
    folders = dict.fromkeys((file.parent, plan.base, *plan.folders, plan.root, *made))
    for folder in folders:
        for ending in ("",) if PurePosixPath(plain).suffix.lower() in ENDINGS else ("", *ENDINGS):
            own = own_file(folder / f"{plain}{ending}", plan.root)
            if own is not None and own.suffix.lower() in ENDINGS:
                return own
    for folder in folders:
        own = in_any_case(folder / plain, plan.root)
        if own is not None and own.suffix.lower() in ENDINGS:
            return own
    if plan.kind in SITES and plain.startswith("../"):  # the address of a page ends in a slash
        return _found(plain[3:], file, plan)
    if "/" in plain or plan.kind not in SITES | {"Obsidian"}:
        return None
    return _by_name(plain, plan.root if plan.kind == "Obsidian" else file.parent, plan)


def _by_name(name: str, folder: Path, plan: Plan) -> Path | None:
    """The picture of a name for which a site's template, or Obsidian, knows the folder: the largest of several below one."""
    own = [it for it in every_file(folder) if it.name == name and it.suffix.lower() in ENDINGS]
    found = [it for it in own if own_file(it, plan.root)]
    return max(found, key=lambda it: it.stat().st_size, default=None)


def without_entities(drawing: bytes) -> bytes:
    """An SVG with the words that its entities mean in their places, as Illustrator shortens names: no edition may have entities."""
    declared = re.search(rb"<!DOCTYPE[^\[<>]*\[([^\[\]]*)\]\s*>", drawing[:20_000])
    entities = dict(_ENTITY.findall(declared[1])) if declared else {}
    if not declared or not entities or _ENTITY.sub(b"", declared[1]).strip() or drawing.count(b"&") > 10_000:
        return drawing
    filled = re.sub(rb"&([\w.-]+);", lambda it: entities.get(it[1], it[0]), drawing[declared.end() :])
    return drawing[: declared.start()] + filled


def _other_ending(found: Path) -> str:
    """The ending that a picture of pixels should have, where it has that of another kind: readers of EPUBs refuse it."""
    kinds = ((b"\x89PNG", (".png",)), (b"\xff\xd8\xff", (".jpg", ".jpeg")), (b"GIF8", (".gif",)))
    known = {ending for _, endings in kinds for ending in endings}
    start = plain_bytes(found)[:4] if found.suffix.lower() in known else b""
    own = next((endings for sign, endings in kinds if start.startswith(sign)), ())
    return own[0] if own and found.suffix.lower() not in own else ""


def _target(found: Path, plan: Plan) -> str:
    base = plan.base.resolve()
    if found.is_relative_to(base):
        inside = found.relative_to(base).as_posix()
        return f"figures/{inside}" if inside.startswith("interviews/") else inside
    return f"figures/{found.relative_to(plan.root.resolve()).as_posix()}"
