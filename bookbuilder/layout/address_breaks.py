"""Lets lines end in long web addresses, code and endless words, without a hyphen.

A line may end after a slash or a colon and before a dot, a hyphen and other marks, never after a hyphen, as
The Chicago Manual of Style, 17th edition, 7.46 and 14.18, has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from lxml import etree

from bookbuilder.markdown.xhtml_text import add_class

BREAK, JOIN = "\u200b", "\u2060"
LONGEST = 24
"""Characters of an address that stay together at most; a longer stretch may break anywhere."""

LONGEST_WORD = 45
"""Letters of a word that no language has, or one sign so often: a sequence of amino acids, a key, a line of asterisks. It breaks anywhere, and needs no hyphen."""
LONG_NAME, CUT = 14, 12
"""Characters of a word of code within a line that may be divided at its marks and capitals; between them, one of over 24 is cut each so many at most."""
LONGEST_SEQUENCE = 60
"""Latin letters, figures and signs without a space, a hyphen, a slash or a bar, behind which lines may end: the rule of a table that is none, a chemical name. It breaks anywhere, too."""
LONG_LINE = 50
"""Characters of a line of code that may be too long for the page."""

_ENDLESS = re.compile("[!-\u05ff]{500,}")
"""What takes the engine the second power of its length to break anywhere; scripts without spaces are not in it."""

_GAP = re.compile(rf"[\s{BREAK}]")
_BLOCKS = frozenset(("p", "li", "td", "th", "dd", "dt", "figcaption"))
"""Elements that hold lines of their own measure, in which a word may be too long."""
_WORD = re.compile(rf"[^\W_]{{{LONGEST_WORD},}}|([^\w\s])\1{{{LONGEST_WORD},}}|[!-,.0-{{}}~]{{{LONGEST_SEQUENCE},}}")
_BEFORE_MARK = re.compile(r"(?<=\s)(?=[:;,.!?/)\]}])")
"""Where Unicode lets no line end, though code may: `f(a, :b)`."""
MOST_INDENT = 20
"""Spaces by which a long line of code is set in at most, less than half a page."""
_INDENT = re.compile(rf"^(\s{{,{MOST_INDENT}}})\s*(?=\S)")
"""What a line of code is set in by: no line ends behind it, before a word that is too long for any."""
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|10\.\d{4,}/)[^\s<>]*[^\s<>.,;:!?)\]}»”’\"']")
_JOINT = re.compile(r"(?<=[^\W_]{2}[/\\:(\[,_=&|>])(?=\w{3})|(?<=\w{3})(?=\.\w{2})")
"""Where the parts of a name in code join: `a_long_name`, `path/to`, `module.name`."""
_MARKS = r".~,_?#%=&\-"
_PIECE = re.compile(rf"[^/:{_MARKS}]*(?:[/:]+|(?=[{_MARKS}])|$)|[{_MARKS}][^/:{_MARKS}]*(?:[/:]+)?")


def break_addresses(root: etree._Element) -> None:
    """Put zero-width spaces into every address below `root` where a line may end, word joiners where none may.

    Characters and not elements, because the engine makes a link of its own for every element within a link.
    """
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.text and element.tag not in ("code", "pre"):
            element.text = breakable(element.text)
        if element.tail:
            element.tail = breakable(element.tail)
    for element in root.iter(*_BLOCKS):  # an address that may break is not an endless word
        text = "".join(map(str, element.itertext()))
        if _WORD.search(text):
            add_class(element, "has-endless-words")
        if _ENDLESS.search(text):
            _break_between(element)


def _break_between(block: etree._Element) -> None:
    """Let lines end between the elements of a word that is longer than any page: each `[^` of thousands is one."""
    run = 0
    for text in block.xpath(".//text()"):
        if run > LONGEST_SEQUENCE and not text[0].isspace():
            setattr(text.getparent(), "text" if text.is_text else "tail", BREAK + text)
            run = 0
        words = _GAP.split(text)
        run = len(words[-1]) + (run if len(words) == 1 else 0)


def break_names_in_code(root: etree._Element) -> None:
    """Put zero-width spaces into long words of code within lines; a line takes one only where words give no better end."""
    for code in root.iter("code"):
        if next(code.iterancestors("pre"), None) is None:
            longest = LONGEST if next(code.iterancestors("td", "th"), None) is not None else LONG_NAME
            for element in code.iter(etree.Element):
                element.text = _breakable_code(element.text or "", longest)
                if element is not code:
                    element.tail = _breakable_code(element.tail or "", longest)


def break_code(line: etree._Element) -> None:
    """Put zero-width spaces into a line of highlighted code where it has no space for long: it may end at a coloured word."""
    run, is_long = 0, len("".join(map(str, line.itertext()))) > LONG_LINE
    ends_in_space = False
    is_indent = is_long
    for element in list(line.iter()):
        for name in ("text", "tail"):
            text = getattr(element, name)
            if not text or name == "tail" and element is line:
                continue
            if is_indent:
                is_indent = text.isspace()
                text = text[:MOST_INDENT] if is_indent else _INDENT.sub(rf"\1{JOIN}", text)
            if is_long:
                text = _BEFORE_MARK.sub(BREAK, text)
                text = BREAK + text if ends_in_space and text[0] in ":;,.!?/)]}" else text
                ends_in_space = text[-1].isspace()
                setattr(element, name, text)
            if run > LONGEST and not text[0].isspace():
                setattr(element, name, BREAK + text)
                run = 0
            words = re.split(r"\s", text)
            run = len(words[-1]) + (run if len(words) == 1 else 0)


def breakable(text: str) -> str:
    """The text with its addresses prepared, and with words that are longer than any page."""
    text = _ADDRESS.sub(lambda address: BREAK.join(pieces(address[0])).replace("-", "-" + JOIN), text)
    return _ENDLESS.sub(lambda it: BREAK.join(it[0][at : at + CUT] for at in range(0, len(it[0]), CUT)), text)


def _breakable_code(text: str, longest: int) -> str:
    return re.sub(rf"\S{{{longest + 1},}}", lambda word: BREAK.join(_parts_of_name(word[0])), text)


def _parts_of_name(name: str) -> Iterator[str]:
    if not any(map(str.isalnum, name)):
        yield name
        return
    capitals = [at for at in range(3, len(name) - 3) if name[at].isupper() and name[at - 1].islower()]
    places = sorted({0, len(name), *capitals, *(it.start() for it in _JOINT.finditer(name))})
    for begins, ends in pairwise(places):
        length = ends - begins
        step = ceil(length / ceil(length / CUT)) if length > LONGEST else LONGEST
        yield from (name[at : min(at + step, ends)] for at in range(begins, ends, step))


def pieces(address: str) -> list[str]:
    """The stretches of an address between which a line may end."""
    found = [piece for piece in _PIECE.findall(address) if piece]
    short = []
    for piece in found:
        short += [piece[at : at + LONGEST] for at in range(0, len(piece), LONGEST)]
    return short
