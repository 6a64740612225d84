"""Puts the answers of a sheet into the chapters, and says what came of each.

A query is known by its question and its words, so that an answer finds it when other queries have come or gone since;
where the words have changed it stays open. A sheet of an older proof is taken as far as its queries still stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bookbuilder.cache import Steps, file_fingerprint
from bookbuilder.compose.read.queries import Numbered, Query
from bookbuilder.desk.apply_answers import Fix, fixed_texts, stands
from bookbuilder.desk.one_change import resume, write_together
from bookbuilder.desk.proofs import proof_number, proofs_made
from bookbuilder.desk.queries import open_queries
from bookbuilder.desk.word_sheets import read_word_sheet
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.manuscript.folder import Manuscript, read_manuscript
from bookbuilder.source import own_bytes
from bookbuilder.yaml_source import read_yaml_file


@dataclass(frozen=True)
class Answered:
    """What came of one answer."""

    id: str
    """The query's, or "02-trade 14" for a correction to a paragraph."""
    fate: Literal["applied", "refused", "answered", "done", "open", "unknown"]
    """`refused` keeps the old words, `answered` leaves the query with its answer to the editor, `done` was done before."""
    words: str


def take_answers(folder: Path, file: Path) -> Outcome[list[Answered]]:
    """Put the answers and corrections of a sheet into the chapters, all of them or none.

    A call that was stopped while it wrote is ended first; where it was about the same sheet, its answers are given again.
    """
    cause = file_fingerprint(file)
    begun = resume(folder, cause)
    if begun is not None:
        return Outcome([Answered(*each) for each in begun])
    sheet, faults = _read(file)
    if isinstance(sheet, list):
        sheet = {"answers": sheet}  # a sheet from before proofs had numbers
    answers, corrections = (_entries(sheet, name) for name in ("answers", "corrections"))
    if answers is None or corrections is None:
        fault = Diagnostic(
            "QRY-002",
            Location(file.name, 1),
            "This is not a sheet of answers.",
            "Make one with: python build.py queries",
        )
        return Outcome([], (*faults, fault))
    manuscript = read_manuscript(folder, Steps()).value
    if manuscript is None:
        return Outcome(
            [], (Diagnostic("QRY-002", Location("manuscript/book.yaml"), "There is no book to put answers into."),)
        )
    said = _text(sheet, "proof")
    older = bool(said) and said != proof_number(manuscript)
    queries = open_queries(folder)
    answered: list[Answered] = []
    fixed: list[Fix] = []
    alike = Counter((_text(line, "words"), _text(line, "asked")) for line in answers)
    for line in answers:
        twins = alike[_text(line, "words"), _text(line, "asked")] if older else 1
        answered.append(_answered(folder, line, queries, older, fixed, twins))
    texts = fixed_texts(folder, fixed)
    answered += [_corrected(folder, texts, manuscript, line) for line in corrections]
    write_together(folder, texts, cause, [list(vars(each).values()) for each in answered])
    faults = _other_proof(folder, file.name, said, proof_number(manuscript)) if older else ()
    return Outcome(answered, faults)


def _read(file: Path) -> tuple[Any, tuple[Diagnostic, ...]]:
    """A sheet as YAML has it, and what is wrong with its YAML."""
    if file.suffix.lower() == ".docx":
        return read_word_sheet(file), ()
    yaml = read_yaml_file(file, file.parent)
    return yaml.value.value if yaml.value is not None else None, yaml.diagnostics


def _entries(sheet: Any, name: str) -> list[Any] | None:
    """The list under a key: empty where it is missing, None where it is something else."""
    if not isinstance(sheet, dict) or not {"answers", "corrections"} & set(sheet):
        return None
    entries = sheet[name] if name in sheet and sheet[name] is not None else []
    return entries if isinstance(entries, list) else None


def _answered(
    folder: Path, line: Any, queries: Sequence[Numbered], older: bool, fixed: list[Fix], twins: int
) -> Answered:
    id, new, why, answer = (_text(line, key) for key in ("query", "replace", "keep", "answer"))
    found = _query(line, id, queries, older, twins)
    if isinstance(found, Answered):
        return found
    if any(found.query is each.query for each in fixed):
        return Answered(id or "?", "unknown", "this query is answered twice in the sheet")
    name = id if id == found.id else f"{id} (now {found.id})"
    said = [text for text in (new, why, answer) if text]
    if not said:
        return Answered(name, "open", found.query.note or found.query.words)
    if len(said) > 1 and new and why:
        return Answered(name, "open", "the sheet says both that the words go and that they stay")
    if not stands(folder, found.query):
        return Answered(name, "open", f"its mark is not found in {found.query.place.file}; put the answer in by hand")
    if new and not found.query.words:
        return Answered(name, "open", f"it is about no words that “{new}” could replace; write that behind answer:")
    if answer and not new:  # an answer with a reason to keep the words is more than the reason
        if found.query.answer == " ".join(answer.replace('"', "'").split()):
            return Answered(name, "done", answer)
        fixed.append(Fix(found.query, answer=answer))
        return Answered(name, "answered", answer)
    fixed.append(Fix(found.query, new or None))
    return Answered(name, "applied" if new else "refused", new or why)


def _query(line: Any, id: str, queries: Sequence[Numbered], older: bool, twins: int) -> Numbered | Answered:
    """The query that an answer means: that of its name where its words are the same, else the only one of its words.

    `twins` is how many in an older sheet ask the same about the same words: where fewer are left, nobody can say which.
    """
    by_name = next((each for each in queries if id in (each.id, f"Q{each.number}")), None)
    if not isinstance(line, dict) or not {"words", "asked"} & set(line):
        if older:
            return Answered(
                id or "?",
                "open",
                "the sheet is of another proof, and this answer has neither the words nor the question",
            )
        return by_name or Answered(id or "?", "unknown", "this query is no longer in the book")
    same = [each for each in queries if _is_about(line, each.query)]
    if same and len(same) < twins:
        return Answered(
            id or "?",
            "open",
            f"{twins} queries asked the same of the same words, of which {len(same)} can still be found",
        )
    if by_name in same or len(same) == 1:
        return by_name if by_name is not None and by_name in same else same[0]
    if by_name is not None and _text(line, "asked") == by_name.query.note and by_name.query.words:
        return Answered(id, "open", f"its words are now “{by_name.query.words}”")
    if len(same) > 1:
        return Answered(id or "?", "open", f"{len(same)} queries ask the same of the same words")
    return Answered(id or "?", "unknown", "this query is no longer in the book")


def _is_about(line: Mapping[str, Any], query: Query) -> bool:
    words, asked = _text(line, "words"), _text(line, "asked")
    return words == query.words and ("asked" not in line or asked == query.note)


def _corrected(folder: Path, texts: dict[str, bytes], manuscript: Manuscript, line: Any) -> Answered:
    """Put new words in the place of old ones, where these stand in the chapter just once."""
    chapter, paragraph, old, new = (_text(line, key) for key in ("chapter", "paragraph", "words", "replace"))
    id = f"{chapter or '?'} {paragraph}".strip()
    found = [
        it
        for name, it in manuscript.chapters.items()
        if chapter in (it.id, name, Path(name).stem, Path(it.source.file).name)
    ]
    if not found:
        return Answered(id, "unknown", f"the book has no chapter “{chapter}”")
    if not old:
        return Answered(id, "open", "it does not say which words are to be corrected")
    file = found[0].source.file
    text = (texts[file] if file in texts else own_bytes(folder / file, folder)).decode("utf-8")
    matches = _stand(text, old)
    if new and _stand(text, new, whole=True) and (not matches or all(_lies_in(match, text, new) for match in matches)):
        return Answered(id, "done", new)
    if len(matches) != 1:
        count = (
            f"are {len(matches)} times in the chapter; give more of them"
            if matches
            else "are not in the chapter in this form"
        )
        return Answered(id, "open", f"the words “{old}” {count}")
    if not new:
        return Answered(id, "open", f"nothing is given to replace “{old}”")
    start, end = matches[0].span()
    texts[file] = (text[:start] + new + text[end:]).encode()
    return Answered(id, "applied", new)


def _stand(text: str, words: str, whole: bool = False) -> list[re.Match[str]]:
    """Where words stand, over line ends too; `whole` ones are not parts of longer words."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return list(re.finditer(rf"(?<!\w){pattern}(?!\w)" if whole else pattern, text))


def _lies_in(match: re.Match[str], text: str, new: str) -> bool:
    """Whether old words stand where they are part of the new ones: the correction was made before."""
    return any(each.start() <= match.start() and match.end() <= each.end() for each in _stand(text, new, whole=True))


def _other_proof(folder: Path, file: str, said: str, now: str) -> tuple[Diagnostic, ...]:
    made = [proof.number for proof in proofs_made(folder)]
    if said in made:
        message = f"This sheet answers proof {said}, number {made.index(said) + 1} of the {len(made)} made; the texts have changed since."
        remedy = "Its answers are applied where their queries are unchanged."
        return (Diagnostic("QRY-003", Location(file, 1), message, remedy),)
    message = (
        f"This sheet answers proof {said}, which was not made of this book, or not here; its texts are those of {now}."
    )
    remedy = "Its answers are applied where their queries are unchanged. Look whether it is the right book."
    return (Diagnostic("QRY-004", Location(file, 1), message, remedy),)


def _text(line: Any, key: str) -> str:
    return str(line[key]).strip() if isinstance(line, dict) and key in line and line[key] is not None else ""
