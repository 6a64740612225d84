"""What a Makefile, a script or a file of Pandoc's defaults says of a book: the files that it hands to Pandoc."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bookbuilder.desk.adopt.files import (
    ABOUT,
    TEXTS,
    first_file,
    front_matter,
    inner_folders,
    listed,
    matching,
    natural,
    read_text,
    yaml_of,
)  # fmt: skip
from bookbuilder.signing_key import plain_bytes
from bookbuilder.source import own_file

RECIPES = ("makefile", "gnumakefile", "justfile", "rakefile")
_ASSIGNED = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*([:?+]?)=\s*(.*?)\s*(?:#.*)?$", re.MULTILINE)
_QUOTES = "\"'"
_OF_BOOK = re.compile(
    r"\bpandoc\b|^\s*(chapters?|contents?|sources?|src|inputs?|files|book|text|md\w*|parts)\b[^=:]*[:=]", re.I
)
"""The lines of a recipe that are about the book itself."""
_OF_FILES = re.compile(
    r"(?:input|source)?[-_]?files?|inputs?|chapters?|sections?|contents?|appendi(?:x|ces)|(?:front|main|back)[-_]?matter",
    re.I,
)
"""The keys of metadata below which words are names of files."""
_FOUND = re.compile(
    r"\$\(shell\s+find\s+\"?([\w.$(){}-]+?(?:/[\w.-]+)*)/?\"?\s+[^()|\n]*?-i?name\s+[\"']?(\*[\w.-]+)[\"']?[^()\n]*\)"
)
"""What a shell finds for a Makefile: `$(shell find text/ -name '*.md' | sort)`."""
_ARRAY = re.compile(
    r"^([ \t]*(?:(?:export|local|declare|readonly)[ \t]+(?:-\w+[ \t]+)?)?\w+\+?=)\(([^()]*)\)", re.MULTILINE
)
"""A list of a shell's over several lines: `FILES=( one.md`, `two.md )`."""
_RANGE = re.compile(r"([\w./-]*)\{(\d{1,4})\.\.(\d{1,4})\}([\w./*-]*)")
_AROUND = re.compile(
    r"(?<=\s)(?:-[HBAc][ ]?[\w./${}()-]+|--(?:include-|css|template|metadata-file|reference-doc)[\w-]*[ =]\S+)"
)
"""What a call of Pandoc's puts round a book, and is no text of it."""
_NAMED = re.compile(r"""[\w./*%{},\[\]-]*[\w*\]}]\.(?:md|markdown|mkd|pandoc|txt)\b|[\w./-]+/[\w-]*\*(?=[\s;)]|$)""")
_INTO = re.compile(r"(>>?)[ \t]*([^\s>]+\.md)\b")
"""Where a line of a script puts its text: into a new file, or behind what is in it."""


def recipe_of(folder: Path, root: Path) -> str:
    """The text of whatever calls Pandoc here, with its variables filled in."""
    found: list[Path] = []
    for place in (folder, *inner_folders(folder)):
        found += [
            path
            for path in sorted(place.iterdir())
            if path.name.lower() in RECIPES or path.suffix in (".sh", ".bat", ".mk", ".ps1") or _is_script(path, root)
        ]
    text = "\n".join(read_text(path, root) or "" for path in found)
    if "pandoc" not in text.lower():
        return ""
    text = _ARRAY.sub(lambda it: it[1] + " ".join(re.sub(r"#.*", "", it[2]).split()), text.replace("\\\n", " "))
    text = _RANGE.sub(lambda it: " ".join(f"{it[1]}{number}{it[4]}" for number in _numbers(it[2], it[3])), text)
    text = _FOUND.sub(r"\1/**/\2", text)
    values = {"CURDIR": ".", "PWD": "."}
    for it in _ASSIGNED.finditer(text):  # += adds to what there is
        values[it[1]] = f"{values.get(it[1], '') if it[2] == '+' else ''} {it[3].strip(_QUOTES)}".strip()
    for _ in range(4):
        text = re.sub(r"\$[({]?(\w+)[)}]?", lambda it: values[it[1]] if it[1] in values else it[0], text)[:400_000]
    return re.sub(r"[\"'](\S*?)[\"']", r"\1", text)


def _numbers(first: str, last: str) -> list[str]:
    """What a shell makes of `{1..12}`, and of `{01..12}`."""
    width = len(first) if first.startswith("0") else 0
    return [str(number).zfill(width) for number in range(int(first), min(int(last), int(first) + 200) + 1)]


def _is_script(path: Path, root: Path) -> bool:
    """Whether a file without an ending is a script, as its first line says."""
    return not path.suffix and bool(own_file(path, root)) and plain_bytes(path)[:2] == b"#!"


def _settings(folder: Path) -> list[Path]:
    places = [folder, *(it for inner in inner_folders(folder) for it in (inner, inner / "meta"))]
    return sorted(it for place in places for it in place.glob("*.y*ml"))


def files_of_defaults(folder: Path, root: Path, candidates: list[Path]) -> list[Path]:
    """The longest list of files that one of Pandoc's files of defaults has, `input-files:`.

    What a Makefile makes of another, `parts/one.md` of `source/one.md`, is not there: the one of that name is meant.
    """
    best: list[Path] = []
    counted = Counter(it.name for it in candidates)
    by_name = {it.name: it for it in candidates if counted[it.name] == 1}
    for path in _settings(folder):
        text = read_text(path, root) or "" if own_file(path, root) else ""
        names = [str(it) for it in listed(yaml_of(text).get("input-files"))] if "input-files:" in text else []
        found = [
            first_file((place / it for place in (folder, path.parent)), root) or by_name.get(Path(it).name)
            for it in names
        ]
        own = [it for it in found if it is not None and it.suffix.lower() in TEXTS]
        best = own if len(own) > len(best) else best
    return best


def files_of_metadata(folder: Path, root: Path, candidates: list[Path]) -> list[Path]:
    """The files that one file of metadata names in lists of its own, as templates of theses have them: `chapter: [tex/01-intro]`."""
    best: list[Path] = []
    by_stem = {it.stem: it for it in reversed(candidates)}
    for path in _settings(folder):
        text = read_text(path, root) or "" if own_file(path, root) else ""
        said = front_matter(text)[0] or yaml_of(text)
        lists = list(_lists(said))
        if not any(sum(Path(one).stem in by_stem for one in it) > 2 for it in lists):
            continue
        named: list[Path | None] = []
        for name in (one.strip() for it in lists for one in it):
            ends = [it for it in candidates if it.as_posix().endswith(f"/{name}")]
            named += [min(ends, key=lambda it: len(it.parts), default=by_stem.get(Path(name).stem))]
        found = [it for it in dict.fromkeys(named) if it]
        best = found if len(found) > len(best) else best
    size = sum(it.stat().st_size for it in best)
    beside = [it for it in candidates if best and it.parent == best[0].parent]
    return best if 2 * size > sum(it.stat().st_size for it in beside) else []


def _lists(said: object, is_of_files: bool = False) -> Iterator[list[str]]:
    """The paths that metadata has, at whatever depth, each list of them together; words alone are some below the key of files."""
    if isinstance(said, str) or isinstance(said, list) and all(isinstance(it, str) for it in said):
        named = [said] if isinstance(said, str) else said
        if is_of_files or all("/" in it or Path(it).suffix.lower() in TEXTS for it in named):
            yield named
    elif isinstance(said, dict):
        for key, value in said.items():
            yield from _lists(value, is_of_files or bool(_OF_FILES.fullmatch(str(key))))
    else:
        for value in said if isinstance(said, list) else ():
            yield from _lists(value, is_of_files)


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines of a script by which it puts one file behind another, `cat two.md >> all.md`, as one for each such file."""
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    for number, line in enumerate(lines):
        if ">" in line and (into := _INTO.search(line)):
            if into[1] == ">":
                begins.setdefault(into[2], number)
            elif into[2] in begins:
                ends[into[2]] = number
    return [" ".join(" ".join(lines[begins[it] : end + 1]).split()) for it, end in list(ends.items())[:9]]


def files_of_recipe(folder: Path, root: Path, recipe: str, candidates: list[Path]) -> list[Path]:
    """The longest list of files that a recipe hands to Pandoc."""
    best: list[Path] = []
    rank = (False, 0)
    places = [folder, *sorted({path.parent for path in candidates}, key=natural)]
    for line in [*_joined(recipe.splitlines()), *recipe.splitlines()]:
        found: list[Path] = []
        entered = [folder / it for it in re.findall(r"\bcd\s+([\w./-]+)", line)]
        for name in _NAMED.findall(_AROUND.sub(" ", line)):
            plain = name.removeprefix("./")
            if not plain or plain.startswith(("/", "..")) or "%" in plain:
                continue
            for place in (*entered, *places):
                matches = matching(place, plain, root) if re.search(r"[*\[]", plain) else [place / plain]
                own = [
                    it for it in matches if own_file(it, root) and not ABOUT.match(it.stem) and it.suffix in TEXTS[:-1]
                ]
                if own:
                    found += own
                    break
        found = list(dict.fromkeys(found))
        ranks = (bool(_OF_BOOK.search(line)), sum(it.stat().st_size for it in found))
        if found and ranks > rank:
            best, rank = found, ranks
    is_most = 10 * sum(it.stat().st_size for it in best) > sum(it.stat().st_size for it in candidates)
    return best if is_most else []
