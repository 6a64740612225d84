"""Finds every word of the chapters that neither a Hunspell dictionary nor the book's own list has.

The door to spylls. Dictionaries are looked for in manuscript/dictionaries/ first, then where systems keep them. Words
that the book uses on purpose stand in manuscript/words.txt, one a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bookbuilder.cache import Steps, file_fingerprint
from bookbuilder.checks.house_style.prose import Prose
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.languages import language
from bookbuilder.model.chapter import Chapter
from bookbuilder.saving import cached_file
from bookbuilder.source import Source, is_file, own_bytes, own_file, read_source

WORDS = "manuscript/words.txt"
FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling", "/opt/homebrew/share/hunspell")
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SUGGESTED = 12
"""How many words get suggestions, which take long to find; the rest are named alone."""


def misspelt(folder: Path, chapters: Sequence[Chapter], lang: str, steps: Steps) -> list[Diagnostic]:
    """SPL-001, once a chapter for each word; a language without a dictionary is one note."""
    if find_spec("spylls") is None:
        message = "spylls is not installed, which looks words up; nothing was checked."
        return [Diagnostic("SPL-003", Location(WORDS), message, "Install what requirements.lock lists.")]
    own = _own_words(folder)
    names = {name for chapter in chapters for name in _names(chapter)}
    uses = [(chapter, list(_uses(chapter, lang, names))) for chapter in chapters]
    wanted: dict[str, set[str]] = {}
    for _, found in uses:
        for tag, word, _ in found:
            if word.casefold() not in own:
                wanted.setdefault(tag, set()).add(word)
    unknown: dict[str, dict[str, str]] = {}
    diagnostics: list[Diagnostic] = []
    for tag, words in sorted(wanted.items()):
        path = find_dictionary(tag, folder)
        if path is None:
            remedy = f"Install hunspell-{tag}, or put the .aff and .dic into manuscript/dictionaries/."
            message = f"There is no dictionary for {tag}; {len(words)} words were not looked up."
            diagnostics.append(Diagnostic("SPL-002", Location(WORDS), message, remedy))
            continue
        inputs = {
            "words": sorted(words),
            "dictionary": file_fingerprint(path),
            "affixes": file_fingerprint(path.with_suffix(".aff")),
        }
        unknown[tag] = steps.step(f"look up words in {path.stem}", inputs, partial(look_up, path, sorted(words)))
    _also_kazakh(unknown, folder, steps)
    for chapter, found in uses:
        diagnostics += _diagnostics(chapter, found, unknown, own)
    return diagnostics


def _also_kazakh(unknown: dict[str, dict[str, str]], folder: Path, steps: Steps) -> None:
    """A word without any of the letters that only Kazakh has can be Kazakh all the same."""
    path = find_dictionary("kk", folder)
    words = sorted(unknown["ru"]) if "ru" in unknown else []
    if path is None or not words:
        return
    inputs = {"words": words, "dictionary": file_fingerprint(path)}
    lacking = steps.step("look up in Kazakh what is not Russian", inputs, lambda: look_up(path, words))
    unknown["ru"] = {word: unknown["ru"][word] for word in words if word in lacking}


def find_dictionary(tag: str, folder: Path) -> Path | None:
    """The .dic of a language; its .aff is next to it."""
    names = language(tag).dictionaries or (tag,)
    own = folder / "manuscript" / "dictionaries"
    for place in (own, *map(Path, FOLDERS)):
        root = folder if place == own else place
        for name in names:
            if own_file(place / f"{name}.dic", root) and own_file(place / f"{name}.aff", root):
                return _copied(place / name, folder) if place == own else place / f"{name}.dic"
    return None


def _copied(path: Path, folder: Path) -> Path:
    """A dictionary of the book's in its cache, for spylls opens its two files by their path."""
    for ending in (".aff", ".dic"):
        copy = cached_file(folder, "dictionaries", f"{path.name}{ending}", own_bytes(Path(f"{path}{ending}"), folder))
    return copy


def look_up(path: Path, words: Sequence[str]) -> dict[str, str]:
    """The words that a dictionary lacks, each with its first suggestion, empty where none was looked for."""
    from spylls.hunspell import Dictionary

    dictionary: Any = Dictionary.from_files(str(path.with_suffix("")))
    unknown = [word for word in words if not _known(dictionary, word)]
    suggested = unknown[:_SUGGESTED]
    return {word: next(iter(dictionary.suggest(word)), "") if word in suggested else "" for word in unknown}


def _known(dictionary: Any, word: str) -> bool:
    plain = word.replace("’", "'")
    forms = [plain, plain.removesuffix("'s"), plain.removesuffix("'")]
    forms += [form[0].lower() + form[1:] for form in forms if form]
    if any(dictionary.lookup(form) for form in forms):
        return True
    return "-" in plain and all(dictionary.lookup(part) for part in forms[1].split("-") if len(part) > 1)


def _own_words(folder: Path) -> set[str]:
    path = folder / WORDS
    source = read_source(path, folder).value if is_file(path) else None
    lines = source.text.splitlines() if source is not None else []
    return {line.strip().casefold() for line in lines if line.strip() and not line.startswith("#")}


def _names(chapter: Chapter) -> Iterator[str]:
    """Words with a capital within a sentence."""
    text = Prose(chapter.text).all
    for match in _WORD.finditer(text):
        if match[0][0].isupper() and not _begins_sentence(text, match.start()):
            yield match[0]


def _uses(chapter: Chapter, lang: str, names: set[str]) -> Iterator[tuple[str, str, int]]:
    """Language, word and offset of every word that is not a name: those with a capital within a sentence are names."""
    text = Prose(chapter.text).all
    own = (chapter.lang or lang).partition("-")[0]
    matches = list(_WORD.finditer(text))
    for match in matches:
        word = match[0]
        if (
            len(word) < 3
            or word in names
            or not word[1:].islower()
            and not word[1:].replace("-", "").replace("’", "").islower()
        ):
            continue
        if word[0].isupper():
            if not _begins_sentence(text, match.start()):
                continue
        cyrillic = bool(_CYRILLIC.search(word))
        if cyrillic == (own in ("ru", "kk")):
            yield own, word, match.start()
        elif cyrillic:
            yield "kk" if _KAZAKH.search(word) else "ru", word, match.start()


def _begins_sentence(text: str, offset: int) -> bool:
    before = text[max(0, offset - 12) : offset].rstrip(" \t“‘«([*_")
    return not before or before[-1] in ".!?:;\n…|>#"


def _diagnostics(
    chapter: Chapter, found: Sequence[tuple[str, str, int]], unknown: dict[str, dict[str, str]], own: set[str]
) -> Iterator[Diagnostic]:
    source = Source(chapter.source.file, chapter.text)
    reported: set[str] = set()
    for tag, word, offset in found:
        if tag not in unknown or word not in unknown[tag] or word in reported or word.casefold() in own:
            continue
        reported.add(word)
        better = unknown[tag][word]
        remedy = (
            f"“{better}”? If the word is right, add it to {WORDS}." if better else f"If it is right, add it to {WORDS}."
        )
        yield Diagnostic("SPL-001", source.at(offset), f"“{word}” is in no {tag} dictionary.", remedy)
