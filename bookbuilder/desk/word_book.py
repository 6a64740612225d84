"""Makes a book of Word files: of one that holds a whole manuscript, cut at its titles, or of a folder with one a chapter."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from bookbuilder.desk.adopt import Adopted, AdoptError, Report, adopt
from bookbuilder.desk.adopt.cutting import name_of
from bookbuilder.desk.adopt.files import ABOUT, reading_order, texts
from bookbuilder.desk.word_in.direct_headings import read_styles
from bookbuilder.desk.word_in.importing import import_chapter
from bookbuilder.desk.word_in.other_formats import SUFFIXES
from bookbuilder.desk.word_in.whole_titles import NO_TITLE, largest_line
from bookbuilder.diagnostics import errors
from bookbuilder.saving import temporary_folder
from bookbuilder.source import own_files
from bookbuilder.unpacking import UNREADABLE, unfit
from bookbuilder.xml_source import parse_xml

WORD_FILES = frozenset((".docx", ".docm", ".dotx", *SUFFIXES))
"""Endings of files of a word processor."""


def word_files(given: Path) -> list[Path]:
    """The file itself where it is one of a word processor's, or those of a folder without chapters in Markdown, in the order of reading."""
    if given.is_file():
        return [given] if given.suffix.lower() in WORD_FILES else []
    if any(not ABOUT.match(it.stem) for it in texts(given)):
        return []
    found = [it for it in own_files(given, given.resolve(), *WORD_FILES) if not it.name.startswith((".", "~$"))]
    return sorted(found, key=lambda it: reading_order(it.relative_to(given)))


def adopt_word_files(given: Path, files: Sequence[Path], target: Path) -> Adopted:
    """A book in the new folder `target` of one Word file or of a folder of them, with their pictures and the sources they cite.

    A file of several that cannot be read is reported as left; AdoptError where none can.
    """
    with temporary_folder() as work:
        folder = Path(work) / "book"
        (folder / "manuscript").mkdir(parents=True)
        report = Report()
        several = len(files) > 1
        refused: list[tuple[str, str]] = []
        written: list[Path] = []
        for file in files:
            name = file.relative_to(given).as_posix() if several else file.name
            # With its number no name is one of what lies beside a book, such as History, and the order stays.
            imported = import_chapter(
                folder, file, f"{len(written) + 1:03d}-{file.stem}.md" if several else f"{file.stem}.md"
            )
            faults = errors(imported.diagnostics)
            is_empty = imported.written is not None and not re.search(
                r"\w", imported.written.read_text(encoding="utf-8")
            )
            if imported.written is None or faults or is_empty:
                why = " ".join(filter(None, (it for one in faults[:1] for it in (one.message, one.remedy))))
                refused.append((name, why or "It has no words."))
                if imported.written is not None:
                    imported.written.unlink()
                continue
            written.append(imported.written)
            title = _with_front_matter(imported.written, _properties(file), name_of(file) if several else "")
            if title:
                report.note("changed", "a line above the text was taken for its title", f"{name}: {title}")
            if imported.counts:
                report.taken.append(f"of the text of {name}: {', '.join(imported.counts)}")
            for kind, words in imported.lines:
                report.note("left" if re.search("left|not taken|missing", kind) else "changed", kind, words)
        if not written:
            raise AdoptError(": ".join(refused[0]))
        for name, why in refused:
            report.note("left", "a Word file that was not taken", f"{name}: {why}")
        if (folder / "references.yaml").is_file():
            shutil.move(folder / "references.yaml", folder / "manuscript")
            (folder / "manuscript/metadata.yaml").write_text("bibliography: references.yaml\n", encoding="utf-8")
        (Path(work) / "named").mkdir()
        named = (folder / "manuscript").rename(Path(work) / "named" / given.stem)
        if not several:
            return adopt(named / written[0].name, target, report, "Word")
        return adopt(named, target, report, "Word", name_of(given))


def _with_front_matter(chapter: Path, properties: Mapping[str, str], name: str) -> str:
    """The title and the author written above the text of a Word file; with `name` it is one chapter, whatever titles it has.

    The title comes back where it was a line of the text.
    """
    before = chapter.read_text(encoding="utf-8")
    said, text = titled(before, properties)
    found = said["title"] if text != before else ""
    if name and "title" not in said and len(re.findall(r"^# ", text, re.MULTILINE)) > 1:
        said["title"] = name
    block, _, body = text[4:].partition("---\n") if text.startswith("---\n") else ("", "", text)
    block = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items()) + block
    text = f"---\n{block}---\n\n{body.lstrip()}" if block else body
    chapter.write_text(text, encoding="utf-8")
    return found


def titled(text: str, properties: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The title and the author that a manuscript's first page says, and its text without the line that says the title.

    The title is in the largest letters above the first heading, the longest of the bold lines there, or the first line;
    else what the file's properties say. A person in them is the author where the first page names them: else it is who owns the computer.
    """
    head = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    body = f"\n{text[head.end() if head else 0 :]}"
    above = body.partition("\n# ")[0]
    blocks = [it.strip() for it in re.split(r"\n\s*\n", above) if it.strip()][:20]
    bold = [it for it in blocks if re.fullmatch(r"\s*\*\*(?:[^*]|\\\*)+\*\*\s*", it) and not NO_TITLE.search(it)]
    bold = [it for it in bold if 2 < len(_plain(it).split()) <= 30]
    plain_first = [
        it
        for it in blocks[:1]
        if len(it.split()) <= 20 and not it.endswith(".") and not NO_TITLE.search(it) and it[0] not in "!|+>:-<"
    ]
    longest = _plain(max(bold, key=len)) if bold else ""
    whole = [it for it in bold if _plain(it) in longest and 2 * len(_plain(it)) > len(longest)]
    runs = (blocks[at:end] for at in range(len(blocks)) for end in range(at + 1, at + 6))
    wanted = _letters(properties["largest"])
    largest = next((it for it in runs if wanted and _letters(" ".join(it)) == wanted), [])
    found = largest or ([min(whole, key=len)] if whole else plain_first)
    title = " ".join(map(_plain, found)) or properties["title"] or ("" if above.strip() else _of_article(body))
    said = {"title": title}
    if _plain(properties["creator"]) and properties["creator"].casefold() in _plain(text[:4000]).casefold():
        said["author"] = properties["creator"]
    for line in found:
        text = text.replace(f"{line}\n", "", 1)
    return {key: value for key, value in said.items() if value}, text


def _of_article(body: str) -> str:
    """The first heading, where it is much longer than the others, as the title of an article is above its introduction."""
    parts = re.split(r"^# ", body, flags=re.MULTILINE)[1:]
    heads = [_plain(it.partition("\n")[0]) for it in parts]
    if len(heads) < 2 or len(heads[0].split()) < 5 or 2 * len(parts[0]) > len(body):
        return ""
    usual = sum(len(it.split()) for it in heads[1:]) / (len(heads) - 1)
    return heads[0] if len(heads[0].split()) >= 2 * usual else ""


def _plain(markdown: str) -> str:
    """The words of a line, without a number that was typed before them."""
    words = " ".join(re.sub(r"[*#\\]|\{[^{}]*\}|\[\^[^\]]*\]|\[|\](?=\{)", "", markdown).split())
    return re.sub(r"^\d{1,2}[.)] (?=\D)", "", words)


def _letters(markdown: str) -> str:
    return re.sub(r"[\W_]", "", _plain(markdown))


def _properties(file: Path) -> dict[str, str]:
    """Title and creator as Word's properties of a file have them, and the largest line of its title page.

    A title that is a file's name is none.
    """
    found = {"title": "", "creator": "", "largest": ""}
    with contextlib.suppress(*UNREADABLE, KeyError, etree.XMLSyntaxError), zipfile.ZipFile(file) as source:
        if not unfit(source):
            styles = read_styles(parse_xml(source.read("word/styles.xml")))
            found["largest"] = largest_line(parse_xml(source.read("word/document.xml")), styles)
            root = parse_xml(source.read("docProps/core.xml"))
            for name in ("title", "creator"):
                found[name] = " ".join((root.findtext(f"{{http://purl.org/dc/elements/1.1/}}{name}") or "").split())
    if re.search(r"\.(?:docx?|odt|rtf)$|^Microsoft Word|[_/\\]", found["title"]):
        found["title"] = ""
    return found
