"""Carries out `import`: files of the book are changed, and each chapter and source taken in has a line."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bookbuilder.cli.arguments import Request, existing_file
from bookbuilder.cli.parser import UsageError
from bookbuilder.cli.report import print_faults
from bookbuilder.diagnostics import Severity, errors, in_reading_order
from bookbuilder.environment import FRONT

if TYPE_CHECKING:
    from bookbuilder.desk.references.importing import Imported
    from bookbuilder.desk.references.merging import Merged
    from bookbuilder.desk.round_trip.returning import Handling


def references(request: Request) -> int:
    """`import refs`: sources out of a file into references.yaml."""
    found, folder = request.said, request.book
    work = _work(request)
    if work is not None:
        return work
    file = existing_file(found.file)

    from bookbuilder.desk.references import import_references

    imported = import_references(folder, file, found.update, found.dry_run)
    if request.format == "json":
        print(json.dumps(_as_dict(imported), ensure_ascii=False, indent=2))
    else:
        print_references(imported, found.update)
    return 1 if errors(imported.diagnostics) else 0


def _work(request: Request) -> int | None:
    """Look up a DOI or an ISBN and report; None where the word names a file."""
    found = request.said
    if Path(found.file).exists():
        return None
    from bookbuilder.desk.references.importing import import_work
    from bookbuilder.desk.references.online import identifier, wrong_digit
    from bookbuilder.desk.references.writing import item_text

    wanted = identifier(found.file)
    if wanted is None:
        if wrong := wrong_digit(found.file):
            raise UsageError(f"{wrong}. Compare it with the page behind the title.")
        return None
    address = wanted.address(found.service)
    if not found.online:
        raise UsageError(
            f"{wanted.value} is a work's {wanted.kind}. With --online it is looked up at {address}; nothing else asks the web for it."
        )
    if found.online and "{}" not in (found.service or "{}"):
        raise UsageError(
            f"--service {found.service} does not say where the {wanted.kind} goes: write {{}} in its place."
        )
    imported = import_work(
        request.book, wanted, found.service, getattr(found, "update", "none"), getattr(found, "dry_run", False)
    )
    if request.format == "json":
        print(json.dumps(_as_dict(imported), ensure_ascii=False, indent=2))
    else:
        print(f"Asked {address}.")
        for each in imported.merged:
            print(item_text({"id": each.id, **each.entry.item}, "  ") if each.fate == "added" else "", end="")
        print_references(imported, getattr(found, "update", "none"))
    return 1 if errors(imported.diagnostics) else 0


def chapter(request: Request) -> int:
    """`import`: a Word file becomes a chapter, a DOI or an ISBN a source."""
    found, folder = request.said, request.book
    work = _work(request)
    if work is not None:
        return work
    if found.file.lower().endswith((".doc", ".pages")):
        raise UsageError(f"{found.file} is not a .docx file: save it as .docx and import that.")
    if not found.file.lower().endswith((".docx", ".docm", ".dotx", ".odt", ".rtf", ".fodt")):
        raise UsageError(
            f'"import {found.file}" is not known. {FRONT} import --help lists the formats that it can read.'
        )
    file = existing_file(found.file)
    if file.suffix.lower() == ".docx" and not found.name:
        code = _returned(folder, file, found.changes)
        if code is not None:
            return code
    if not found.name.endswith(".md") or ".." in Path(found.name).parts or Path(found.name).is_absolute():
        raise UsageError("Say which chapter it becomes, a file under manuscript/: --as chapters/05-energy.md")

    from bookbuilder.desk.word_in import import_chapter

    imported = import_chapter(folder, file, found.name, found.changes)
    for fault in in_reading_order(imported.diagnostics):
        print(fault, file=sys.stderr)
    if imported.written is None:
        print("Nothing was imported.")
        return 1
    for kind, text in imported.lines:
        print(f"{kind}: {text}")
    print(f"Counted in the file: {'; '.join(imported.counts)}.")
    for line in imported.difference:
        print(line)
    if imported.references is not None:
        print_references(imported.references)
    where = imported.written.relative_to(folder).as_posix()
    print(
        f"The chapter was edited since the last import and stays as it is; the new version is {where}."
        if imported.beside
        else f"Wrote {where}."
    )
    titles = len(re.findall(r"^# ", imported.written.read_text(encoding="utf-8"), re.MULTILINE))
    if titles > 2:  # a whole manuscript
        print(
            f"It has {titles} titles, and a chapter one. A book with a chapter of each: python build.py adopt {file.name}"
        )
    return 0


def _returned(folder: Path, file: Path, changes: Handling) -> int | None:
    """A file that `docx` wrote comes back into its chapter; None where it is none, or is not remembered."""
    from bookbuilder.desk.round_trip.returning import take_back
    from bookbuilder.desk.round_trip.stamps import read_stamp

    stamp = read_stamp(file)
    if stamp is None:
        return None
    returned = take_back(folder, file, stamp, changes)
    if returned is None:
        print(
            f"{file.name} was made from {stamp.chapter}, but this book does not remember how (manuscript/.word/).",
            file=sys.stderr,
        )
        return None
    for kind, text in returned.lines:
        print(f"{kind}: {text}")
    for line in returned.difference:
        print(line)
    for change in returned.by_hand:
        print(f"by hand, {stamp.chapter}: {change.problem}: {_shortly(change.before)} → {_shortly(change.after)}")
    for conflict in returned.conflicts:
        print(f"conflict, {stamp.chapter}:{conflict.line}: both have changed this, and it stays as it is:")
        print(f"  here: {conflict.ours}\n  there: {conflict.theirs}")
    if returned.references is not None:
        print_references(returned.references)
    counts = (
        f"{len(returned.taken)} taken in, {len(returned.there)} there already, {len(returned.by_hand)} to be put in by hand, "
        f"{len(returned.conflicts)} in conflict"
    )
    print(f"{stamp.chapter}: {counts}.")
    return 3 if returned.by_hand or returned.conflicts else 0


def _shortly(text: str) -> str:
    return f"“{text[:90]}…”" if len(text) > 90 else f"“{text}”" if text else "(nothing)"


MANY_NEW = 10
"""So many new sources have a line each; of more the keys are listed."""


def print_references(imported: Imported, update: str = "none") -> None:
    """Every entry that is not simply the same as the book's, a line each; its differing fields below it."""
    new = [each.id for each in imported.merged if each.fate == "added"]
    for each in imported.merged:
        for line in _lines(each, update) if each.fate != "added" or len(new) <= MANY_NEW else ():
            print(line)
    if len(new) > MANY_NEW:
        print(f"new        {len(new)} sources, at the end of references.yaml: {', '.join(new[:MANY_NEW])} …")
    print_faults(in_reading_order(imported.diagnostics))
    sys.stderr.flush()
    if errors(imported.diagnostics):
        print("Nothing was imported.")
        return
    counts = {
        fate: sum(each.fate == fate for each in imported.merged) for fate in ("added", "same", "differs", "duplicate")
    }
    print(
        f"{len(imported.merged)} entries: {counts['added']} new, {counts['same']} the same, "
        f"{counts['differs']} that differ, {counts['duplicate']} twice in the file. "
        f"{'references.yaml is written.' if imported.written else 'references.yaml is as it was.'}"
    )


def _lines(each: Merged, update: str) -> list[str]:
    key = each.entry.key
    if each.fate == "added":
        title = str(each.entry.item["title"]) if "title" in each.entry.item else "(no title)"
        renamed = f" (its key {key} is another source's)" if key and key != each.id else ""
        return [f"new        {each.id}: {title}{renamed}"]
    called = f", called {key} there" if key and key != each.id else ""
    if each.fate == "same":
        return [f"same       {each.id}, by its {each.known_by}{called}: cite it as [@{each.id}]"] if called else []
    head = "twice" if each.fate == "duplicate" else "differs"
    lines = [f"{head:10} {each.id}, by its {each.known_by}{called}"]
    for difference in each.differences:
        lacking = difference.ours is None
        taken = (
            each.fate == "duplicate"
            and lacking
            or each.fate == "differs"
            and (update == "theirs" or update == "fill" and lacking)
        )
        ours = "lacks it" if difference.ours is None else f"has {_as_text(difference.ours)}"
        lines.append(
            f"             {difference.field}: the book {ours}; the file has {_as_text(difference.theirs)}{' (taken)' if taken else ''}"
        )
    return lines


def _as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{text[:80]}…”" if len(text) > 80 else f"“{text}”"


def _as_dict(imported: Imported) -> dict[str, Any]:
    return {
        "ok": not errors(imported.diagnostics),
        "written": imported.written,
        "entries": [
            {
                "key": each.entry.key,
                "id": each.id,
                "fate": each.fate,
                "known-by": each.known_by,
                "differences": [vars(difference) for difference in each.differences],
            }
            for each in imported.merged
        ],
        "diagnostics": [fault.as_dict() for fault in imported.diagnostics if fault.severity is not Severity.NOTE],
    }
