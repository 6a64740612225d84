"""Where something stands in the file that the author wrote, since Pandoc's AST has no positions.

The source is looked at with code, comments and metadata blanked out by spaces, so that offsets stay true.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cached_property, lru_cache, partial
from urllib.parse import unquote

from bookbuilder.diagnostics import Location
from bookbuilder.markdown.drawn_tables import with_code_as_words
from bookbuilder.markdown.typed_addresses import DEFINITION, LINK, PICTURE, Form, TypedAddresses
from bookbuilder.source import Source

_HIDDEN = re.compile(
    r"(?P<fence>^ {0,3}(?P<mark>`{3,100}(?=[^`\n]*\n)|~{3,100})[^\n]*\n.*?(?:^ {0,3}(?P=mark)[`~]*[ \t]*$|\Z))"
    r"|(?P<comment>(?<!\\)<!--.*?(?:-->|\Z))"
    r"|(?P<code>(?<!\\)(?P<tick>`{1,100})(?!`)[^\n]{0,3000}?(?<!`)(?P=tick)(?!`))",
    re.MULTILINE | re.DOTALL,
)

_ATTRIBUTES = re.compile(r"[^\n{]*(?P<given>\{[^\n]*)")
_BLOCK_MARK = re.compile(
    r"(?P<opens>(?:^|\|)[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?:{3,}[ \t]*[{\w]|<div\b)"
    r"|(?:^|\|)[ \t>]*:{3,}[ \t]*(?=\||$)|</div>",
    re.MULTILINE | re.IGNORECASE,
)

_WORD = re.compile(r"\w*(?:-\w+)*")
_KINDS = ("eq-", "fig-", "tbl-", "sec-", "lst-")
"""How our labels begin; LaTeX's begin in many ways, or with nothing."""
_composed, _decomposed = partial(unicodedata.normalize, "NFC"), partial(unicodedata.normalize, "NFD")


@lru_cache(maxsize=1024)
def prose(text: str, sign: str = " ") -> str:
    """A text with a sign in place of each character of its code and comments."""
    return _HIDDEN.sub(lambda match: re.sub(r"[^\n]", sign, match[0]), text)


def _typed(sign: str) -> str:
    """What matches a sign of an address as it is typed: escaped, or as Jinja prints its own marks, `{{ '{{' }}`."""
    if sign.isspace():
        return r"\s+"
    own = re.escape(sign)
    return (
        rf"(?:{own}|\{{\{{ '{own}' \}}\}}|\\\{{\\?[{{%])" if len(sign) > 1 else own if sign.isalnum() else rf"\\?{own}"
    )


class Places:
    """Finds keys, ids and phrases in one source file; `text` is the source with its metadata blanked out."""

    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        self._text = text
        # Blanked metadata keeps its lines but not its columns, so offsets are taken in `text` itself.
        self._lines = Source(source.file, text)
        self._found: dict[tuple[str, bool], list[int]] = {}
        self._places: dict[str, list[Location]] = {}
        self._typed_addresses: dict[tuple[Form, ...], TypedAddresses] = {}

    @cached_property
    def prose(self) -> str:
        """The source with code, comments and metadata blanked out, each character at its offset."""
        return prose(self._text)

    @cached_property
    def _with_attributes(self) -> str:
        """The prose with the attributes of blocks of code, which have an id and a caption."""
        pieces, end = [], 0
        for found in _HIDDEN.finditer(self._text):
            if found["fence"] and (given := _ATTRIBUTES.match(self._text, found.start())):
                pieces += [self.prose[end : given.start("given")], given["given"]]
                end = given.end("given")
        return "".join((*pieces, self.prose[end:]))

    def typed(self, start: int, end: int) -> str:
        """The source between two offsets, with its code and comments."""
        return self._text[start:end]

    def unclosed(self, kind: str) -> Location | None:
        """Where a block of code ("fence") or a remark ("comment") begins that nothing ends."""
        return self._unclosed[kind] if kind in self._unclosed else None

    @cached_property
    def _unclosed(self) -> dict[str, Location]:
        found: dict[str, Location] = {}
        for match in _HIDDEN.finditer(self._text):
            end = rf"\n {{0,3}}{match['mark']}[`~]*[ \t]*\Z" if match["fence"] else r"-->\Z"
            for kind in ("fence", "comment"):
                if match[kind] and not re.search(end, match[kind]):
                    found.setdefault(kind, self._lines.at(match.start()))
        return found

    @cached_property
    def open_block(self) -> Location:
        """Where a block between `:::`, or a `<div>`, begins that nothing closes, in a cell, a list or its own quotation, too."""
        text = with_code_as_words(self.prose)
        quoted_from: list[int] = []
        last_unquoted = -1
        for number, typed in enumerate(text.split("\n")):
            quoted_from.append(last_unquoted + 1)
            last_unquoted = last_unquoted if typed.startswith(">") else number
        open_at: dict[int, list[int]] = {}
        for mark in _BLOCK_MARK.finditer(text):
            line, is_quoted = text.count("\n", 0, mark.start()), ">" in mark[0].split(":")[0]
            begun = open_at.setdefault(quoted_from[line] if is_quoted else -1, [])
            if mark["opens"]:
                begun.append(mark.end() - len(mark[0].lstrip("| \t>")))
            elif begun:
                begun.pop()
        places = [place for begun in open_at.values() for place in begun]
        return self._lines.at(min(places)) if places else self.start

    @property
    def start(self) -> Location:
        """The first line of the file."""
        return Location(self._source.file, 1, 1)

    def line(self, place: Location) -> str:
        """The line of a place, as far as it is prose."""
        return self._prose_lines[place.line - 1]

    @cached_property
    def _prose_lines(self) -> list[str]:
        return self.prose.split("\n")

    def at(self, offset: int) -> Location:
        """The place of an offset in the prose."""
        return self._lines.at(offset)

    def all(self, pattern: str) -> list[Location]:
        """Every place where a regular expression matches the prose, in order."""
        if pattern not in self._places:
            self._places[pattern] = [self._lines.at(start) for start in self._starts(pattern)]
        return self._places[pattern]

    def _starts(self, pattern: str, of_code: bool = False) -> list[int]:
        """The offsets at which a pattern matches; each is looked for once, since a chapter may cite a source often."""
        key = pattern, of_code
        if key not in self._found:
            text = self._with_attributes if of_code else self.prose
            self._found[key] = [match.start() for match in re.finditer(pattern, text, re.MULTILINE)]
        return self._found[key]

    def nearest(self, pattern: str, offset: int | None) -> Location | None:
        """The match of a pattern that lies nearest to an offset; its first one where the offset is not known."""
        starts = self._starts(pattern)
        if not starts:
            return None
        behind = 0 if offset is None else bisect_left(starts, offset)
        near = starts[max(0, behind - 1) : behind + 1]
        return self._lines.at(near[0] if offset is None else min(near, key=lambda start: abs(start - offset)))

    def first(self, *patterns: str) -> Location:
        """The first place of the first pattern that matches; the file's first line where none does."""
        for pattern in patterns:
            if starts := self._starts(pattern):
                return self._lines.at(starts[0])
        return self.start

    def raw(self, *texts: str) -> Location:
        """The first place of the first text that the source has, in code or out of it; the file's first line else."""
        found = next((at for text in texts if text and (at := self._text.find(text)) >= 0), -1)
        return self._lines.at(found) if found >= 0 else self.start

    def citation(self, key: str, nth: int = 0) -> Location:
        """The nth place of `@key` (counted from 0), else its last."""
        kind, _, name = key.partition("-") if key.startswith(_KINDS) else ("", "", key)
        named = ("(?:[A-Za-z]+[:_-])?" if kind else "") + re.sub(r"\\-", "[-:_]", re.escape(name))
        latex = rf"\\(?!label\b)[A-Za-z]+\*?(?:\[[^\]\n]*\])*\{{(?:[^{{}}\n]*[,\s])?{named}(?=[,\s}}])"
        markdown = rf"(?<![^\W_])(?<!@)@\{{?{re.escape(key)}\}}?(?![\w])"
        if (markdown, True) not in self._found:
            behind = re.compile(rf"\{{?{re.escape(key)}\}}?(?![\w])")
            signs = self._at_signs.get(_WORD.match(key)[0], ())  # type: ignore[index]
            self._found[markdown, True] = [at for at in signs if behind.match(self._with_attributes, at + 1)]
        return self._nth(markdown, nth, latex, r"@[^\s\]]*\{\{", r"\{[{%]", of_code=True)

    @cached_property
    def _at_signs(self) -> dict[str, list[int]]:
        """Where a citation may begin, by its first word: each of thousands of keys is looked for at few."""
        found: dict[str, list[int]] = {}
        for it in re.finditer(rf"(?<![^\W_])(?<!@)@\{{?({_WORD.pattern})", self._with_attributes):
            found.setdefault(it[1], []).append(it.start())
        return found

    def id(self, id: str, nth: int = 0) -> Location:
        """The nth place of `#id` in an attribute, or of LaTeX's `\\label{eq:x}` of the formula eq-x."""
        kind, _, name = id.partition("-")
        typed = r"[^{}\w]".join(re.escape(it) for it in name.split("-"))
        label = rf"|\\label\{{(?:eq\w*[:_-])?{typed}\}}" if kind == "eq" else ""
        return self._nth(rf"#{re.escape(id)}(?![\w:.-]){label}", nth, of_code=True)

    def note(self, label: str) -> Location:
        """The first place of a note's call."""
        return self.first(re.escape(f"[^{label}]"))

    def excerpt(self, source: str, turn: str, nth: int = 0) -> Location:
        """The nth place of an excerpt of a turn, by call or by div."""
        quote = r"[\"'“”]?"
        call = rf"excerpt\(\s*{quote}{re.escape(source)}{quote}\s*,\s*{quote}{re.escape(turn)}{quote}"
        div = rf":{{3,}}[^\n]*source={quote}{re.escape(source)}{quote}"
        if not source:
            return self._nth(r":{3,}[^\n]*\.excerpt(?![^\n]*source=)", nth, div)
        return self._nth(
            rf"{call}|{div}[^\n]*turn={quote}{re.escape(turn)}{quote}",
            nth,
            div,
            rf"excerpt\(\s*{quote}{re.escape(source)}",
        )

    def said(self, code: str, nth: int = 0) -> Location:
        """The nth place of words quoted within a sentence: where their attribute names who said them."""
        quote = r"[\"'“”]?"
        by = rf"\{{[^{{}}\n]*\.said[^{{}}\n]*by={quote}{re.escape(code)}{quote}"
        return self._nth(by, nth, r"\{[^{}\n]*\.said")

    def table(self, data: str, nth: int = 0) -> Location:
        """The nth call of `table` with a file of data."""
        return self._nth(rf"\btable\(\s*[\"']{re.escape(data)}[\"']", nth, r"\btable\(")

    def image(self, address: str, nth: int = 0) -> Location:
        """The nth place of a picture's address."""
        names = (address, unquote(address), address.replace("\\", "\\\\"))
        forms = sorted({form(name) for name in names for form in (str, _composed, _decomposed)})
        if starts := self._addresses(PICTURE).find(*forms):
            return self._lines.at(starts[min(nth, len(starts) - 1)])
        anywhere = [at for at in map(self.prose.find, forms) if at >= 0]
        return self._lines.at(min(anywhere)) if anywhere else self.start

    def link(self, address: str, nth: int = 0) -> Location:
        """The nth place of a link's address, in brackets or HTML; else where `[words]:` gives it, whatever marks are escaped in it."""
        bare = unquote(address)
        links, definitions = self._addresses(LINK), self._addresses(DEFINITION)
        starts = links.find(address) or definitions.find(address) or links.find(bare) or definitions.find(bare)
        if not starts:
            typed = "".join(map(_typed, re.findall(r"\{[{%]|\s+|.", bare)))
            starts = self._starts(
                rf"\]\(<?{typed}(?=[\s>)])|\bhref=[\"']?{typed}(?=[\s>\"'])|^[ \t>]*\[[^\]\n]+\]:[ \t]*<?{typed}(?=[\s>]|$)"
            )
        if starts:
            return self._lines.at(starts[min(nth, len(starts) - 1)])
        return self.first(re.escape(bare[:2])) if bare.startswith(("{{", "{%")) else self.start

    def _addresses(self, forms: tuple[Form, ...]) -> TypedAddresses:
        if forms not in self._typed_addresses:
            self._typed_addresses[forms] = TypedAddresses(self.prose, forms)
        return self._typed_addresses[forms]

    def phrase(self, text: str, nth: int = 0) -> Location:
        """The nth place of a phrase with any white space between its words; else its place in code, or Jinja's first mark."""
        pattern = r"\s+".join(re.escape(word) for word in text.split())
        if not pattern:
            return self.start
        if not re.search(pattern, self.prose, re.MULTILINE) and (in_code := re.search(pattern, self._text)):
            return self._lines.at(in_code.start())
        return self._nth(pattern, nth, r"\{[{%]")

    def _nth(self, pattern: str, nth: int, *otherwise: str, of_code: bool = False) -> Location:
        starts = self._starts(pattern, of_code)
        if starts:
            return self._lines.at(starts[min(nth, len(starts) - 1)])
        return self.first(*otherwise) if otherwise else self.start
