"""From the words after `import` to files of the book changed, and a line on each entry: the verbs of the editor's desk."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bookbuilder.cli.arguments import Request, UsageError, book_folder
from bookbuilder.cli.report import short_path
from bookbuilder.diagnostics import Severity, errors, in_reading_order

if TYPE_CHECKING:
    from bookbuilder.cache import Ran
    from bookbuilder.desk.references.importing import Imported
    from bookbuilder.desk.references.merging import Merged
    from bookbuilder.pipeline import Built

IMPORT_HELP = """\
python build.py import CHAPTER.docx --as chapters/05-energy.md [options]

Makes a chapter out of a Word file: headings, notes, tables, pictures (into
manuscript/figures/), citations of Zotero and Mendeley with their sources. An
editor's work is never overwritten: a newer version of the same file is shown
with what has changed, and laid beside a chapter that was edited since.

  --changes accept   take tracked changes in (the usual), reject them, or keep
            reject   them and the comments as queries
            queries
  --book DIR         the book's folder

python build.py import refs FILE [options]

Takes sources out of FILE (.bib, .ris, .json as CSL JSON, .xml of EndNote,
.docx with Zotero's fields) into references.yaml. A source that the book has already is recognised by its
DOI, ISBN, address or title, whatever its key, and shown field by field where
the two differ; nothing in it is changed unless you say so. What you wrote in
references.yaml stays as it is, comments and order too.

  --update fill     add fields that the book's source lacks
  --update theirs   take every field from FILE where the two differ
  --dry-run         show what would be done and write nothing
  --book DIR        the book's folder
  --format json     tell it as JSON for programs
"""


def import_(request: Request) -> int:
    """`import`: what others deliver, into the book's own files."""
    words = list(request.rest)
    if not words or words[0] in ("-h", "--help"):
        print(IMPORT_HELP)
        return 0
    if words[0] == "refs":
        return _import_references(words[1:])
    if words[0].lower().endswith((".docx", ".docm", ".dotx")):
        return _import_chapter(words)
    if words[0].lower().endswith((".doc", ".odt", ".rtf", ".pages", ".fodt")):
        raise UsageError(f"{words[0]} is of another word processor or another time: save it as .docx and import that.")
    raise UsageError(f'"import {words[0]}" is not known. python build.py import --help tells what can be taken in.')


def _import_references(words: list[str]) -> int:
    parser = _Parser(prog="build.py import refs", add_help=False, allow_abbrev=False)
    parser.add_argument("file")
    parser.add_argument("--update", choices=("none", "fill", "theirs"), default="none")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--book", default="")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    found = parser.parse_args(words)
    folder, file = book_folder(found.book), existing(found.file)

    from bookbuilder.desk.references import import_references

    imported = import_references(folder, file, found.update, found.dry_run)
    if found.format == "json":
        print(json.dumps(_as_dict(imported), ensure_ascii=False, indent=2))
    else:
        tell_references(imported, found.update)
    return 1 if errors(imported.diagnostics) else 0


def _import_chapter(words: list[str]) -> int:
    parser = _Parser(prog="build.py import", add_help=False, allow_abbrev=False)
    parser.add_argument("file")
    parser.add_argument("--as", dest="name", default="")
    parser.add_argument("--changes", choices=("accept", "reject", "queries"), default="accept")
    parser.add_argument("--book", default="")
    found = parser.parse_args(words)
    if not found.name.endswith(".md") or ".." in Path(found.name).parts or Path(found.name).is_absolute():
        raise UsageError("Say which chapter it becomes, a file under manuscript/: --as chapters/05-energy.md")
    folder, file = book_folder(found.book), existing(found.file)

    from bookbuilder.desk.word_in import import_chapter

    imported = import_chapter(folder, file, found.name, found.changes)
    for fault in in_reading_order(imported.diagnostics):
        print(fault, file=sys.stderr)
    if imported.written is None:
        print("Nothing was imported.")
        return 1
    for kind, text in imported.lines:
        print(f"{kind}: {text}")
    for line in imported.difference:
        print(line)
    if imported.references is not None:
        tell_references(imported.references)
    where = imported.written.relative_to(folder).as_posix()
    print(f"The chapter was edited since the last import and stays as it is; the new version is {where}." if imported.beside else f"Wrote {where}.")
    return 0


def docx(request: Request) -> int:
    """`docx`: chapters as Word files; what reading them again would lose is told."""
    parser = _Parser(prog="build.py docx", add_help=False, allow_abbrev=False)
    parser.add_argument("chapters", nargs="*")
    found, folder, output = _asked(parser, request)

    from bookbuilder.pipeline import word_files

    built, written = word_files(folder, found.chapters, output, cache=folder / ".cache")
    for fault in in_reading_order(errors(built.diagnostics)):
        print(fault, file=sys.stderr)
    if not built.artefacts:
        print("Nothing was written: Word files are made when the book has no errors.", file=sys.stderr)
        return 1
    for artefact, each in zip(built.artefacts, written):
        print(f"Wrote {short_path(artefact.path)} ({each.words} words, {each.notes} notes).")
        for line in each.lost:
            print(f"  not in the Word file: {line}")
    return 0


def _asked(parser: _Parser, request: Request) -> tuple[argparse.Namespace, Path, Path]:
    """What the call says, the book's folder, and the folder for what is made."""
    parser.add_argument("-o", "--output", default="")
    parser.add_argument("--book", default="")
    found = parser.parse_args(list(request.rest))
    folder = book_folder(found.book)
    return found, folder, Path(found.output).expanduser().resolve() if found.output else folder / "output"


def queries(request: Request) -> int:
    """`queries`: the questions that stand in the chapters, a sheet for each person, and their answers."""
    parser = _Parser(prog="build.py queries", add_help=False, allow_abbrev=False)
    parser.add_argument("--answers", default="")
    found, folder, output = _asked(parser, request)

    from bookbuilder.cache import Steps
    from bookbuilder.desk.answers import take_answers
    from bookbuilder.desk.proofs import proof_number
    from bookbuilder.desk.queries import open_queries, write_sheets
    from bookbuilder.manuscript.folder import read_manuscript

    if found.answers:
        answers = take_answers(folder, existing(found.answers))
        for fault in in_reading_order(answers.diagnostics):
            print(fault, file=sys.stderr)
        for answer in answers.value:
            print(f"{answer.fate:8} {answer.id}: {answer.words}")
        counts = {fate: sum(answer.fate == fate for answer in answers.value) for fate in ("applied", "refused", "open", "unknown")}
        print(", ".join(f"{count} {fate}" for fate, count in counts.items() if count or fate != "unknown") + ".")
        return 1 if errors(answers.diagnostics) else 0
    standing = open_queries(folder)
    manuscript = read_manuscript(folder, Steps()).value
    number = proof_number(manuscript) if manuscript is not None else ""
    for each in standing:
        about = f" (“{each.query.words}”)" if each.query.words else ""
        print(f"{each.id} to {each.query.to}, {each.query.place}: {each.query.note}{about}")
    for path in write_sheets(standing, number, output):
        print(f"Wrote {short_path(path)}.")
    print(f"{len(standing)} {'query stands' if len(standing) == 1 else 'queries stand'} open.")
    return 0


def checked(request: Request, built: Built, listen: Callable[[Ran], None]) -> Built:
    """What `check` found, and what the editor's desk finds beyond it where the call asks for that."""
    from bookbuilder.cache import Steps
    from bookbuilder.pipeline import Built

    from bookbuilder.checks.house_style import house_style

    steps = Steps(request.cache, listen)
    style = house_style(request.book, steps, fix=request.fix, spelling=request.spelling)
    for line in style.value:
        print(line, file=sys.stderr)
    found = [*built.diagnostics, *style.diagnostics]
    if request.citations:
        from bookbuilder.desk.second_opinion import second_opinion

        opinion = second_opinion(request.book, steps)
        found += opinion.diagnostics
        print(f"Pandoc has formatted {opinion.value} citations too.", file=sys.stderr)
    return Built((), tuple(in_reading_order(found)), (*built.ran, *steps.ran))


def existing(written: str) -> Path:
    """The path of a file that the call names."""
    path = Path(written).expanduser().resolve()
    if not path.is_file():
        raise UsageError(f"There is no file {written}.")
    return path


def tell_references(imported: Imported, update: str = "none") -> None:
    """Every entry that is not simply the same as the book's, a line each; its differing fields below it."""
    for each in imported.merged:
        for line in _lines(each, update):
            print(line)
    for fault in in_reading_order(imported.diagnostics):
        print(fault, file=sys.stderr)
    sys.stderr.flush()
    if errors(imported.diagnostics):
        print("Nothing was imported.")
        return
    counts = {fate: sum(each.fate == fate for each in imported.merged) for fate in ("added", "same", "differs", "duplicate")}
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
        taken = each.fate == "differs" and (update == "theirs" or update == "fill" and difference.ours is None)
        ours = "lacks it" if difference.ours is None else f"has {_shown(difference.ours)}"
        lines.append(f"             {difference.field}: the book {ours}; the file has {_shown(difference.theirs)}{' (taken)' if taken else ''}")
    return lines


def _shown(value: Any) -> str:
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


class _Parser(argparse.ArgumentParser):
    """argparse, but for its exit: a mistake in the call is a UsageError."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. python build.py import --help tells what can be asked.")
