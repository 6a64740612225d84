"""Ten edits of a chapter by seed, each done twice: in its Word file as an author does it, and in its Markdown as it must come back."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import docx
from docx.text.paragraph import Paragraph
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = ("Body Text", "First Paragraph")
_MARKUP = re.compile(r"^(?:#|:|\||!|>|```|\{|- |\* |\d+\. |\[\^|<)")


class Edited:
    """A Word file and the chapter that it was made of, edited together."""

    def __init__(self, file: Path, source: str, seed: int) -> None:
        self.word = docx.Document(str(file))
        self.source = source
        self.chance = random.Random(seed)
        self.done: list[str] = []
        self.used: list[str] = []
        """The first words of the blocks that are edited: none is edited twice."""

    def edit(self, count: int) -> None:
        """Do so many edits, of each kind where there is a place for it."""
        kinds: list[Callable[[], str]] = [
            self.replace, self.insert, self.delete, self.new_paragraph, self.remove, self.move, self.split, self.join, self.in_note, self.replace,
        ]  # fmt: skip
        for number in range(count):
            self.done.append(f"{kinds[number % len(kinds)].__name__}: {kinds[number % len(kinds)]()}")

    def save(self, file: Path) -> None:
        """As Word saves it: notes stand in the order of their calls and no other stands there; LibreOffice 7.4 counts them off."""
        part = next(it.target_part for it in self.word.part.rels.values() if it.reltype.endswith("/footnotes"))
        notes = etree.fromstring(part.blob)
        by_id = {it.get(f"{W}id"): it for it in notes if it.get(f"{W}type") is None}
        for note in by_id.values():
            notes.remove(note)
        for number, call in enumerate(self.word.element.iter(f"{W}footnoteReference"), start=10):
            note = by_id[call.get(f"{W}id")]
            note.set(f"{W}id", str(number))
            call.set(f"{W}id", str(number))
            notes.append(note)
        part._blob = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.word.save(str(file))

    def replace(self) -> str:
        return self._words(lambda one, two, three: f"{one} zzother {three}")

    def insert(self) -> str:
        return self._words(lambda one, two, three: f"{one} zznew {two} {three}")

    def delete(self) -> str:
        return self._words(lambda one, two, three: f"{one} {three}")

    def new_paragraph(self) -> str:
        paragraph, block = self._pick()
        made = deepcopy(paragraph._p)
        for child in list(made):
            if child.tag != f"{W}pPr":
                made.remove(child)
        Paragraph(made, paragraph._parent).add_run("A paragraph that nobody had before, zzwhole and new.")
        paragraph._p.addnext(made)
        self._put(block, f"{block}\n\nA paragraph that nobody had before, zzwhole and new.")
        return block[:60]

    def remove(self) -> str:
        paragraph, block = self._pick()
        paragraph._p.getparent().remove(paragraph._p)
        self._cut(block)
        for label in re.findall(r"\[\^[^\]]+\]", block):
            definition = next(it for it in self._blocks() if it.startswith(f"{label}:"))
            whole = re.search(rf"^{re.escape(label)}:.*?\n\n(?!    )", f"{self.source}\n\n", re.DOTALL | re.MULTILINE)
            assert whole is not None and whole[0].startswith(definition[:20])
            self.source = self.source.replace(whole[0].rstrip("\n") + "\n", "").replace("\n\n\n", "\n\n")
        return block[:60]

    def move(self) -> str:
        paragraph, block = self._pick()
        other, behind = self._pick()
        other._p.addnext(paragraph._p)
        self._cut(block)
        self._put(behind, f"{behind}\n\n{block}")
        return f"{block[:40]} behind {behind[:40]}"

    def split(self) -> str:
        for paragraph, block in self._candidates():
            for run in paragraph.runs:
                match = re.search(r"([a-z]{3,}\.) ([A-Z][a-z]+ [a-z]+ [a-z]+)", run.text)
                spaced = re.compile(r"\s".join(map(re.escape, match[0].split()))) if match else None
                found = spaced.findall(block) if spaced else []
                if match is None or len(found) != 1 or paragraph.text.count(match[0]) != 1:
                    continue
                at = match.end(1)
                made = deepcopy(paragraph._p)
                paragraph._p.addnext(made)
                index = list(paragraph._p).index(run._r)
                first, second = list(paragraph._p), list(made)
                head, tail = run.text[:at], run.text[at + 1 :]
                run.text = head
                for child in first[index + 1 :]:
                    paragraph._p.remove(child)
                for child in second[:index]:
                    if child.tag != f"{W}pPr":
                        made.remove(child)
                next(it for it in second[index].iter(f"{W}t")).text = tail
                self._put(block, block.replace(found[0], f"{match[1]}\n\n{match[2]}"))
                return found[0]
        return "no place"

    def join(self) -> str:
        for paragraph, block in self._candidates():
            following = paragraph._p.getnext()
            pair = next((it for it in self._candidates() if it[0]._p is following), None)
            if pair is None or f"{block}\n\n{pair[1]}" not in self.source:
                continue
            paragraph.add_run(" ")
            for child in list(following):
                if child.tag != f"{W}pPr":
                    paragraph._p.append(child)
            following.getparent().remove(following)
            self._used(pair[1])
            self._put(f"{block}\n\n{pair[1]}", f"{block}\n{pair[1]}")
            return block[:60]
        return "no place"

    def in_note(self) -> str:
        part = next(it.target_part for it in self.word.part.rels.values() if it.reltype.endswith("/footnotes"))
        notes = part.blob.decode()
        definitions = [it for it in self._blocks() if it.startswith("[^")]
        self.chance.shuffle(definitions)
        for definition in definitions:
            for old in re.findall(r"\b[a-z]{3,} [a-z]{4,} [a-z]{3,}\b", definition):
                if notes.count(old) == 1 and self.source.count(old) == 1:
                    one, _, three = old.split()
                    part._blob = notes.replace(old, f"{one} zznoted {three}").encode()
                    self.source = self.source.replace(old, f"{one} zznoted {three}")
                    return old
        return "no place"

    def _words(self, new: Callable[[str, str, str], str]) -> str:
        """Change words that stand just once in the chapter and in the file, in one run."""
        for paragraph, block in self._candidates():
            runs = list(paragraph.runs)
            self.chance.shuffle(runs)
            for run in runs:
                for match in re.finditer(r"\b([a-z]{3,}) ([a-z]{3,}) ([a-z]{3,})\b", run.text):
                    if (
                        block.count(match[0]) == 1 == paragraph.text.count(match[0])
                        and self.source.count(match[0]) == 1
                    ):
                        run.text = run.text.replace(match[0], new(*match.groups()))
                        self._put(block, block.replace(match[0], new(*match.groups())))
                        return match[0]
        return "no place"

    def _blocks(self) -> list[str]:
        return [it.strip("\n") for it in re.split(r"\n[ \t]*\n", self.source)]

    def _candidates(self) -> Iterator[tuple[Paragraph, str]]:
        """Paragraphs of running text that can be known in the source, with their blocks, in an order by chance."""
        paragraphs = [it for it in self.word.paragraphs if it.style is not None and it.style.name in STYLES]
        self.chance.shuffle(paragraphs)
        blocks = self._blocks()
        for paragraph in paragraphs:
            begin = paragraph.text.split()[:4]
            if len(begin) < 4 or len(paragraph.text) < 150:
                continue
            found = [it for it in blocks if it.split()[:4] == begin and not _MARKUP.match(it)]
            if len(found) == 1 and self.source.count(found[0]) == 1 and " ".join(begin) not in self.used:
                yield paragraph, found[0]

    def _pick(self) -> tuple[Paragraph, str]:
        paragraph, block = next(self._candidates())
        self._used(block)
        return paragraph, block

    def _used(self, block: str) -> None:
        self.used.append(" ".join(block.split()[:4]))

    def _put(self, block: str, new: str) -> None:
        assert self.source.count(block) == 1
        self._used(block)
        self.source = self.source.replace(block, new)

    def _cut(self, block: str) -> None:
        self._put(f"{block}\n\n" if f"{block}\n\n" in self.source else f"\n\n{block}", "")
