"""A place in an author's text that moves over it as the words of Pandoc's AST are found there, one run after another.

Only markup may stand between the words. What else is passed over, and what is not found, is handed back as a `Loss`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

from bookbuilder.markdown.markup_patterns import (
    ADDRESS,
    INLINE_MARKUP,
    LINK_END,
    PASSED,
    SPACE,
    SPAN_END,
    TEX,
    TEX_HERE,
    TEX_NEXT,
)
from bookbuilder.markdown.typed_marks import HIDDEN, hide_escaped, mark_of

Kind = Literal["lost", "invented", "space", "number"]

_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_OPENING = re.compile(r"\$\$?[\s|<>*+\[\]^_~-]*\Z")
"""The dollars of a formula, and the signs at its beginning that are passed over as markup with them."""
_NAME_END = re.compile(r"[^\[\]\n]*\]")
_SPACE_BY_NAME = re.compile(r"&#(?:0*32|[xX]0*20|0*9|[xX]0*9);")
"""A space that GitBook writes so at the end of a line."""
_CODE_SIGNS = re.compile(r"[$` ]*")
_SIGNS = re.compile(r"[*_~^`\[\]|<>$]+")
_EXAMPLE = re.compile(r"@\w+(?:-\w+)*")
_MACRO = re.compile(r"\\(?:(?:(?:re)?new|provide)command|DeclareMathOperator|def)\*?\s*\{?\\([A-Za-z]+)")
_BEHIND_TAG = re.compile(r">\s+\Z")
_WORDLIKE = re.compile(r"[^\W_]|[.,?;“”«»„…%\"'‘’()—–]")
"""What is never markup; a full stop behind a list's number is not a word either, but stands behind one."""
WINDOW = 3000
"""Characters within which words are looked for that do not follow at once."""


@dataclass(frozen=True)
class Loss:
    """Words that the AST lacks, or has too much, or a space: where in the text that Pandoc read, and what is around."""

    kind: Kind
    offset: int
    words: str
    before: str
    after: str


class Cursor:
    """`text` is what Pandoc read, `raw` the same with escaped marks as typed; both have the same offsets."""

    def __init__(self, source: str) -> None:
        self.raw = source
        self.text = hide_escaped(_SPACE_BY_NAME.sub(lambda it: " " * len(it[0]), source) if "&#" in source else source)
        self.flat = self.text.replace("\n", " ")
        self.raw_flat = source.replace("\n", " ")
        self.position = 0
        self.losses: list[Loss] = []
        self.lenient = 0
        """Above 0 within a citation: white space and semicolons are the citation's own."""
        self.floor = 0
        """Where the last markup was passed over: what looked like markup there may have been words."""
        self.apart: dict[int, int] = {}
        """Where definitions begin and end that are not words here: their calls lead to them."""
        self.macros = frozenset(_MACRO.findall(source))
        """The commands of TeX that the text defines, which Pandoc fills in."""
        self.gap_end = -1
        """Where the last markup between two blocks ended."""
        self._passed_space = False
        self._after_space = False

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Move behind a pattern that stands here."""
        found = pattern.match(self.text, self.position)
        if found:
            self.position = found.end()
        return found

    def behind(self, pattern: re.Pattern[str]) -> None:
        """Go back behind the first such markup that was passed over with what follows it."""
        found = pattern.search(self.text, self.floor, self.position)
        if found:
            self.position = self.floor = found.end()

    def run(self, words: str) -> None:
        """Move behind a run of words with single spaces between them, as Pandoc has read them."""
        if self._stands_here(words):
            self.position += len(words)
            self._after_space = words[-1:] == " "
            self.floor = self.position
            return
        for part in re.findall(r" |[^ ]+", words):
            if part == " ":
                self._space()
            elif self._stands_here(part):
                self.position += len(part)
                self._after_space = False
            else:
                self._word(part)

    def literal(self, words: str, within: int) -> None:
        """Move behind words that stand as they are (code, a formula, HTML), no further ahead than the given number of characters."""
        start = self.floor if self.floor <= self.position <= self.floor + WINDOW else self.position
        until = self.position + within + len(words)
        signs = _CODE_SIGNS.match(self.raw_flat, self.position)
        if signs and self.raw_flat.startswith(words, signs.end()):
            start = signs.end()  # it stands here, and a letter like it before is none of it: `the time-$t$`
        found, end = self.raw_flat.find(words, start, until), 0
        # it goes on in the next line of an item or a quotation, or has tabs, for which Pandoc writes spaces
        if found < 0:
            pieces = r"[\s>]+".join(re.escape(piece) for piece in words.split())
            wrapped = re.compile(pieces).search(self.raw_flat, start, until + 40)
            found, end = wrapped.span() if wrapped else (-1, 0)
        if (
            found < 0
            and (typed := TEX.search(self.raw, start, until))
            and ("\\" in words or typed[1] and "\\" in typed[0])
        ):
            # Pandoc has filled in the text's own macros of TeX
            found, end = typed.start(), typed.end() - len(typed[1] or "")
            for _ in TEX.findall(words)[1:]:  # commands on lines of their own are one block
                more = TEX_NEXT.match(self.raw, end)
                end = more.end() if more else end
        if found < 0 and (tag := re.match(r"</?[\w-]+", words)):  # Pandoc writes a tag's attributes in its own way
            same = re.compile(rf"{tag[0]}\b[^<>]*>").search(self.raw, start, until)
            found, end = same.span() if same else (-1, 0)
        if found < 0:
            self.lose("invented", self.position, words)
            return
        self.passed_over(self.position, found)
        self.position = self.floor = end or found + len(words)

    def filled_in(self) -> bool:
        """Move behind a formula or command of TeX that stands here, in which a command of the text's own stands."""
        at = self.position
        if self.macros and self.gap_end == at and (sign := _OPENING.search(self.raw, self.floor, at)):
            at = sign.start()  # a paragraph that begins with it: the dollars were passed over as markup
        found = TEX_HERE.match(self.raw, at) if self.macros else None
        if not found or self.macros.isdisjoint(re.findall(r"\\([A-Za-z]+)", found[0])):
            return False
        self.position = self.floor = found.end()
        return True

    def stands_at(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches here, without moving."""
        return pattern.match(self.text, self.position) is not None

    def link_end(self) -> None:
        """Move behind a link's address."""
        found = self.match(LINK_END)
        if not found and self.text[self.position - 2 : self.position] == "][":
            self.match(_NAME_END)  # a picture without words, by the name of its address
        if not found and self.text[self.position - 1 : self.position] == "]":
            self.match(ADDRESS)  # its brackets are empty, and were passed over as markup
        self._passed_space = bool(found and found[1])

    def no_space(self) -> None:
        """Note the space here as lost, where the words before it end without one."""
        if not self._after_space and (space := self.match(SPACE)):
            self.lose("space", space.start(), " ")
        self._after_space = False

    def span_end(self) -> None:
        """Move behind the attributes of words in brackets."""
        found = self.match(SPAN_END)
        self._passed_space = bool(found and found[1])

    def lose(self, kind: Kind, offset: int, words: str) -> None:
        """Note that words, or a space, are lost at an offset."""
        self.losses.append(self.loss(kind, offset, words))

    def loss(self, kind: Kind, offset: int, words: str) -> Loss:
        """A loss with the words before and after it."""
        before = self._plain(self.text[max(0, offset - 40) : offset])
        after = self._plain(self.text[offset + (len(words) if kind == "lost" else 0) :][:40])
        return Loss(kind, offset, self._plain(words), before[-30:], after[:30])

    def passed_over(self, start: int, end: int) -> None:
        """Lose the first words between two places that are not markup."""
        if start < end:
            passed = self.text[start:end]
            for begins, ends in self.apart.items():
                if start <= begins < end:
                    passed = f"{passed[: begins - start]}{' ' * (ends - begins)}{passed[ends - start :]}"
            kept = PASSED.sub(lambda m: " " * len(m[0]), passed)
            word = _WORDLIKE.search(kept)
            if word:
                words = kept[word.start() :].rstrip()
                self.lose("lost", start + word.start(), words)

    @staticmethod
    def without_markup(text: str) -> str:
        """A part of the text without what is not a word of it: attributes, addresses, tags, remarks, calls, items' signs."""
        return PASSED.sub(" ", text)

    def _plain(self, words: str) -> str:
        return " ".join(HIDDEN.sub(mark_of, words).split())

    def _space(self) -> None:
        start = self.floor = self.position
        self._after_space = True
        if self.match(SPACE):
            return
        if self.match(INLINE_MARKUP) and self.match(SPACE):
            return
        if start == self.gap_end and _BEHIND_TAG.search(self.text, max(0, start - 200), start):
            return  # `<span>` and a line's end begin the paragraph
        if _SPACE_BY_NAME.search(self.raw, max(0, start - 20), start):
            return  # it was passed over with the white space around it
        if self.lenient or self._passed_space:
            self._passed_space = False
            return
        self.position = start
        self.lose("space", start, " ")

    def _word(self, word: str) -> None:
        """Move behind a word through escapes, entities and markup; look ahead where it does not stand here."""
        start, done = self.position, 0
        if not self.floor <= start <= self.floor + WINDOW:
            self.floor = start
        while done < len(word):
            here, character = self.text[self.position : self.position + 2], word[done]
            entity = _ENTITY.match(self.text, self.position) if here[:1] == "&" else None
            if entity and self._means(entity, word[done:]):
                self.position, done = entity.end(), done + len(html.unescape(entity[0]))
            elif here == "\\\\" and character == "\\":
                self.position, done = self.position + 2, done + 1
            elif here[:1] == character and not self._is_markup_before(character):
                self.position, done = self.position + 1, done + 1
            elif here[:1] == "\\" and (here[1:] == character or character == "\u00a0" and here[1:] == " "):
                self.position, done = self.position + 2, done + 1
            elif character == "\u00a0" and here[:1] == " ":
                self.position, done = self.position + 1, done + 1
            elif character.isdigit() and (example := _EXAMPLE.match(self.text, self.position)):
                self.position, done = example.end(), done + len(re.match(r"\d+", word[done:])[0])  # type: ignore[index]
            elif self.match(INLINE_MARKUP) or self.lenient and self.match(re.compile(r"[\s;]+")):
                continue
            elif not done and here[:1].isspace() and (space := SPACE.match(self.text, self.position)):
                if not self._after_space:
                    markup = INLINE_MARKUP.match(self.text, space.end())
                    if not self.text.startswith(word, markup.end() if markup else space.end()):
                        break
                    self.lose("space", self.position, " ")
                self.position = space.end()
            else:
                break
        self._after_space = False
        if done < len(word):
            self._look_ahead(word, start)

    def _means(self, entity: re.Match[str], word: str) -> bool:
        """Whether an entity is the sign that it names, with which the word goes on, and no word of its own: `&amp;amp;`."""
        sign = html.unescape(entity[0])
        if not word.startswith(sign):
            return False
        rest = word[len(sign) : len(sign) + 4]
        return not word.startswith(entity[0]) or bool(rest) and self.text.startswith(rest, entity.end())

    def _stands_here(self, words: str) -> bool:
        is_typed = "&" not in words and "\\" not in words
        return is_typed and self.flat.startswith(words, self.position) and not self._is_markup_before(words[:1])

    def _is_markup_before(self, character: str) -> bool:
        """Whether a sign here is markup and the word's own follows, escaped or by its name: `*\\* words*`, `**words**&ast;`."""
        if not character or character not in "*_~^`[]|<>$":
            return False
        signs = _SIGNS.match(self.text, self.position)
        if signs is None:
            return False
        entity = _ENTITY.match(self.text, signs.end())
        by_name = entity is not None and html.unescape(entity[0]) == character
        return by_name or self.text.startswith("\\" + character, signs.end())

    def _look_ahead(self, word: str, start: int) -> None:
        found = self.text.find(word, self.floor, start + WINDOW)
        end = found + len(word)
        if "&" in word or found < 0 and not word.isalnum():  # a sign may be escaped in the text
            signs = (it if it.isalnum() else rf"\\?{re.escape(it)}{'(?:amp;)?' * (it == '&')}" for it in word)
            typed = re.compile("".join(signs))
            escaped = typed.search(self.text, self.floor, start + WINDOW)
            found, end = escaped.span() if escaped else (-1, 0)
        if found < 0:
            self.position = start
            if word.strip():  # wide spaces in brackets of their own were passed over with the markup before them
                self.lose("invented", start, word)
            return
        self.passed_over(start, found)
        self.position = self.floor = end
