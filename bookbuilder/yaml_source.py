"""Reads YAML with the line and column of every key and value, and with faults instead of exceptions."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from bookbuilder.address_secrets import masked
from bookbuilder.broken_yaml import LOADER, broken_diagnostic, readable
from bookbuilder.budgets import in_force
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.masked_source import secret_fault
from bookbuilder.source import CONTROL, Source, read_source

Key: TypeAlias = int | str
Path: TypeAlias = tuple[Key, ...]

_PLAIN = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:float"}
_CONTROLS = re.compile(rf"{CONTROL.pattern}|[\x80-\x9f\u2028\u2029\ud800-\udfff]")
"""See https://www.w3.org/TR/xml/#charsets; the lines that Unicode has besides are none in a book."""


@dataclass(frozen=True)
class YamlValue:
    """A YAML document as dictionaries, lists and scalars; dates stay text. Places are paths of keys and indices."""

    value: Any
    places: dict[Path, Location] = field(default_factory=dict)
    """Where the value of each path stands."""
    keys: dict[Path, Location] = field(default_factory=dict)
    """Where the key of each path stands."""
    whole: Location = Location("")

    def at(self, path: Path) -> Location:
        """The place of a value, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return self.whole

    def renamed(self, names: Mapping[str, str]) -> YamlValue:
        """The same with other names of keys at the top, where the new one does not stand there too."""
        if not isinstance(self.value, dict):
            return self
        here = {old: new for old, new in names.items() if old in self.value and new not in self.value}

        def moved(places: dict[Path, Location]) -> dict[Path, Location]:
            return {(here.get(str(path[0]), path[0]), *path[1:]) if path else path: it for path, it in places.items()}

        value = {here.get(key, key): it for key, it in self.value.items()}
        return YamlValue(value, moved(self.places), moved(self.keys), self.whole)

    def key_at(self, path: Path) -> Location:
        """The place of a key, or of the nearest value around it."""
        return self.keys[path] if path in self.keys else self.at(path)


def read_yaml(
    source: Source, text: str | None = None, first_line: int = 1, *, in_part: bool = False
) -> Outcome[YamlValue | None]:
    """Read a file, or a stretch of it that begins at `first_line`, as one YAML document.

    `in_part` reads of a broken one what can be read, for a draft; never ask it where a consent or a withheld name may stand.
    """
    written = source.text if text is None else text
    deep = _too_deep(written)
    if deep is not None:
        message = f"Lists and mappings are nested more than {in_force().yaml_depth} deep."
        return Outcome(None, (Diagnostic("BUD-001", _place(source, deep, first_line), message, "Write them flatter."),))
    broken: list[Diagnostic] = []
    try:
        try:
            node = yaml.compose(written, Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            broken.append(_broken(source, error, first_line))
            if not in_part:
                return Outcome(None, tuple(broken))
            written, faults = readable(written)
            broken = [_broken(source, fault, first_line + line) for line, fault in faults] or broken
            node = yaml.compose(written, Loader=LOADER)
    except yaml.MarkedYAMLError:
        return Outcome(None, tuple(broken))
    except yaml.YAMLError as error:
        place = source.whole()
        return Outcome(None, (Diagnostic("YML-001", place, f"Broken YAML: {_first_line(error)}."),))
    reader = _Reader(source, first_line)
    value = reader.read(node, ()) if node is not None else None
    whole = Location(source.file, first_line, 1)
    return Outcome(YamlValue(value, reader.places, reader.keys, whole), (*broken, *reader.diagnostics))


def read_yaml_file(path: pathlib.Path, folder: pathlib.Path) -> Outcome[YamlValue | None]:
    """Read a file of the book's folder as one YAML document, with what is wrong with the file and with its YAML."""
    source = read_source(path, folder)
    yaml = read_yaml(source.value) if source.value is not None else Outcome(None)
    return Outcome(yaml.value, (*source.diagnostics, *yaml.diagnostics))


def _too_deep(text: str) -> Any:
    """The mark where a YAML text is nested too deeply; None where it is not, which most texts show at a glance."""
    most = in_force().yaml_depth
    if text.count("[") + text.count("{") <= most and not re.search(rf"^[\s\-?:]{{{most},}}\S", text, re.MULTILINE):
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > most:
                    return event.start_mark
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        pass
    return None


class _Reader:
    def __init__(self, source: Source, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.places: dict[Path, Location] = {}
        self.keys: dict[Path, Location] = {}
        self.diagnostics: list[Diagnostic] = []
        self._open: set[int] = set()
        self._left = in_force().yaml_values

    def read(self, node: yaml.Node, path: Path) -> Any:
        place = _place(self.source, node.start_mark, self.first_line)
        self.places[path] = place
        self._left -= 1
        if self._left < 0:
            if self._left == -1:
                message = f"Here this file has more than {in_force().yaml_values:,} values, its aliases written out."
                remedy = "Take aliases (*name) out, or set another limit in book.yaml, under budgets: yaml-values."
                self.diagnostics.append(Diagnostic("BUD-001", place, message, remedy))
            return None
        if id(node) in self._open:
            self.diagnostics.append(Diagnostic("YML-003", place, "This alias contains itself.", "Write it out."))
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, path)
            if isinstance(node, yaml.SequenceNode):
                return [self.read(child, (*path, at)) for at, child in enumerate(node.value) if self._left >= 0]
            assert isinstance(node, yaml.ScalarNode), "YAML has three kinds of nodes"
            return self._scalar(node, place)
        finally:
            self._open.discard(id(node))

    def _scalar(self, node: yaml.ScalarNode, place: Location) -> Any:
        """The value; characters that an escape makes and no XML file can have are left out of it."""
        wrong = _CONTROLS.search(node.value) if node.style == '"' else None
        if wrong is not None:
            message = f"This text has the character U+{ord(wrong[0]):04X}, which no edition can have."
            self.diagnostics.append(
                Diagnostic(
                    "YML-005",
                    place,
                    message,
                    f"Take \\{'x' if ord(wrong[0]) < 256 else 'u'}{ord(wrong[0]):02x} or the like out.",
                )
            )
            node.value = _CONTROLS.sub("", node.value)
        if (plain := masked(node.value)) != node.value:
            self.diagnostics.append(secret_fault(place))
            node.value = plain
        if len(node.value) > (most := in_force().yaml_characters):
            message = f"This value has more than {most:,} characters; those beyond are left out."
            remedy = "Shorten it, or set another limit in book.yaml, under budgets: yaml-characters."
            self.diagnostics.append(Diagnostic("BUD-001", place, message, remedy))
            node.value = node.value[:most]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if self._left < 0:
                break
            place = _place(self.source, key_node.start_mark, self.first_line)
            if not isinstance(key_node, yaml.ScalarNode):
                self.diagnostics.append(Diagnostic("YML-004", place, "A key must be a word.", "Put it in quotes."))
                continue
            key = str(self._scalar(key_node, place) if key_node.style == '"' else key_node.value)
            here = (*path, key)
            if key in result:
                first = self.keys[here].line
                message = f'The key "{key}" is written here twice; the first is in line {first}.'
                self.diagnostics.append(Diagnostic("YML-002", place, message, "Keep one of them."))
                continue
            self.keys[here] = place
            result[key] = self.read(value_node, here)
        return result


def _scalar(node: yaml.ScalarNode) -> Any:
    if node.tag not in _PLAIN:
        return node.value
    if node.tag.endswith(":null"):
        return None
    if node.tag.endswith(":bool"):
        return node.value.lower() in ("true", "yes", "on")
    try:
        return int(node.value) if node.tag.endswith(":int") and not node.value.startswith("0") else _number(node.value)
    except ValueError:
        return node.value


def _number(text: str) -> Any:
    if text == "0":
        return 0
    return text if text.startswith("0") and "." not in text else float(text)


def _place(source: Source, mark: Any, first_line: int) -> Location:
    return Location(source.file, mark.line + first_line, mark.column + 1)


def _broken(source: Source, error: yaml.MarkedYAMLError, first_line: int) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or ""):
        message = "Broken YAML: a quotation mark is opened here and never closed."
        return Diagnostic("YML-001", _place(source, error.context_mark, first_line), message, "Close it.")
    place = _place(source, mark, first_line) if mark else source.whole()
    return broken_diagnostic(source, place, error.problem or "it cannot be read")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".")
