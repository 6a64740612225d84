"""Documents at random of all the syntax that docs/editor.md allows, in combinations that nobody would write: nothing is lost in them."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

_WORDS = st.lists(
    st.sampled_from(
        "the Strategy of 2019 Союз Қазақстан елінде a 27.5% don't C2 x-ray e.g. (and) ... “quoted” 3rd \\* 5\\% & -- "
        "«слово» „сөз“ и/или т.е. 1990-х's AT&T R&D &amp; &lt; \\# \\[x\\] A_b_c 2 * 3 x|y C:\\\\dir #tag $5 10^6 "
        "“inner ‘one’ two” '90s rock'n'roll l'État №5 §3 €20 —и О'Генри 12:30 ... e-mail@x ~5 <3 =x= +1 naïve ﬁn".replace(
            "10^6 ", ""
        )
        .replace("e-mail@x ", "")
        .split()
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
_PLAIN = st.lists(
    st.sampled_from("the Strategy of Союз 2019 елінде partners and Asia".split()), min_size=1, max_size=4
).map(" ".join)
_LOCATORS = st.sampled_from(
    [
        "p. 3",
        "pp. 4-5, 7",
        "ch. 2",
        's.v. "steppe"',
        "{p. 3, n. 2}",
        "art. 3(1)(a)",
        "с. 12",
        "p. 3 *passim*",
        "3",
        "§ 4",
    ]
)
_CITATIONS = st.one_of(
    _LOCATORS.map("[@a, {}]".format),
    st.just("[see @a; also @b, p. 2, and more]"),
    st.just("[-@a]"),
    st.just("@a"),
    st.just("@b [p. 3]"),
    st.just("@{a}"),
    st.just("@a's"),
    _PLAIN.map("[as *{}* in @a, p. 3]".format),
    st.just("[@a]^[And a note.]"),
    st.just("@b’s"),
)
_CODES = st.sampled_from(['`a *b* "c"`', "`` x ` y ``", "`\\n`", "`$a$`", "`code`{.python}", "`[@a]`", "` `` `"])
_MATHS = st.sampled_from(["$a_b^2$", "$x < y$", "$\\frac{1}{2}$", "$$\\sum_i x_i$$", "$\\alpha$-level"])
_RAWS = st.sampled_from(
    ["H<sub>2</sub>O", "<kbd>Ctrl</kbd>", "<u>under</u>", "a<br>b", "<!-- a remark -->", "<em>so</em>"]
)


def _inlines(words: SearchStrategy[str]) -> SearchStrategy[str]:
    leaves = st.one_of(words, words, _CITATIONS, _CODES, _MATHS, _RAWS)

    def wrap(inner: SearchStrategy[str]) -> SearchStrategy[str]:
        forms = [
            "*{}*", "**{}**", "***{}***", "~~{}~~", '"{}"', "'{}'", "“{}”", "«{}»", "[{}]{{lang=ru}}", "[{}]{{.smallcaps}}", "[{}]{{.term}}",
            "({})", "words^[{}]", "[{}](https://example.org/a_(b)?c=d \"Title\")", "[{}](<https://example.org/x y>){{.cls}}", "{}—{}",
            '"*{}*"', "*{}*, ", '"{}," ', "[{}]{{lang=kk}}'s", "_{}_", "__{}__",
        ]  # fmt: skip
        return st.one_of(*(_filled(form, inner) for form in forms))

    return st.recursive(leaves, wrap, max_leaves=4)


_LINKED = frozenset("]")
"""What cannot stand in a link: another one, and words in brackets behind a key."""


def _filled(form: str, inner: SearchStrategy[str]) -> SearchStrategy[str]:
    """A form round words; a link holds no other, which is a fault of its own (CHP-018)."""
    return st.tuples(inner, inner).map(
        lambda two: two[0] if "](" in form and _LINKED & set(two[0]) else form.format(*two)
    )


_LINE = st.lists(_inlines(_WORDS), min_size=1, max_size=4).map(lambda parts: "Say " + " ".join(parts))
_SHORT = st.lists(_inlines(_PLAIN), min_size=1, max_size=2).map(lambda parts: "so " + " ".join(parts))


def _hang(mark: str, wide: int = 0) -> Callable[[str], str]:
    """A block as an item behind a mark, its lines below it."""
    width = max(len(mark), wide)
    return lambda block: (
        mark.ljust(width) + block.replace("\n", "\n" + " " * width).replace("\n" + " " * width + "\n", "\n\n")
    )


def _item_list(marks: list[str]) -> Callable[[list[str]], str]:
    return lambda blocks: "\n".join(_hang(mark, 4)(block) for mark, block in zip(marks, blocks, strict=False))


def _blocks(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    items = st.lists(inner, min_size=1, max_size=3)
    marks = [
        ["- ", "- ", "- "], ["* ", "* ", "* "], ["1. ", "2. ", "3. "], ["(a) ", "(b) ", "(c) "], ["(3) ", "(4) ", "(5) "],
        ["i) ", "ii) ", "iii) "], ["#. ", "#. ", "#. "], ["A.  ", "B.  ", "C.  "], ["- [ ] ", "- [x] ", "- [ ] "], ["iv. ", "v. ", "vi. "],
    ]  # fmt: skip
    return st.one_of(
        inner.map(lambda block: "> " + block.replace("\n", "\n> ")),
        *(items.map(_item_list(each)) for each in marks),
        inner.map("::: {{.epigraph}}\n{}\n:::".format),
        inner.map("::: {{lang=ru}}\n\n{}\n\n:::".format),
        inner.map("::: {{.callout-note}}\n## Heading of it\n\n{}\n:::".format),
        st.tuples(_SHORT, inner).map(lambda two: f"{two[0]}\n\n:   {_hang('', 4)(two[1]).strip()}\n\n:   Another."),
        st.tuples(inner, inner).map("\n\n".join),
    )


_PIPE = st.builds(
    "| {} | b |\n|:--|--:|\n| c | {} |\n| {} | |\n\n: Caption {}".format, _SHORT, _SHORT, _SHORT, _SHORT
).filter(lambda table: "|y" not in table and table.count("\n") == 6)
_GRID = st.builds(
    lambda one, two: (
        "+"
        + "-" * 90
        + "+------+\n| "
        + one.ljust(89)
        + "| b    |\n+"
        + "=" * 90
        + "+======+\n| "
        + two.ljust(89)
        + "| - c  |\n|"
        + " " * 90
        + "| - d  |\n+"
        + "-" * 90
        + "+------+\n\n: Caption"
    ),
    _SHORT,
    _SHORT,
).filter(lambda table: len(table.split("\n")[1]) == 99 and len(table.split("\n")[3]) == 99)
_SIMPLE = st.builds(
    lambda words: (
        "  Right     Left     Center\n-------     ------ ----------\n     12     "
        + words[:6].strip().ljust(6)
        + "     1\n\nTable: Simple."
    ),
    _PLAIN,
)
_MULTILINE = st.builds(
    lambda one, two: (
        "------------------------------------------\n Head     Words\n          of it\n-------- ---------------------------------\n"
        f" a        {one[:30].strip()}\n          {two[:30].strip()}\n\n b        c\n------------------------------------------"
    ),
    _PLAIN,
    _PLAIN,
)
_VERSE = st.lists(_SHORT, min_size=1, max_size=3).map(
    lambda lines: "\n".join(f"| {' ' * (2 * n)}{line}" for n, line in enumerate(lines))
)
_CODE_BLOCKS = st.sampled_from(
    [
        "``` {.python .numberLines}\nx = \"a\"\n\n  y = '*b*'\n```",
        "~~~\n``` inside\n~~~",
        "    indented *code*\n\n    [@a]",
    ]
)
_HEADINGS = _SHORT.map("## So {}".format)
_NOTED = st.builds(
    "Word[^{0}] here.\n\n[^{0}]: {1}\n\n    {2}".format, st.uuids().map(lambda it: it.hex[:6]), _LINE, _LINE
)


_LEAF = st.one_of(_LINE, _LINE, _LINE, _VERSE, _PIPE, _CODE_BLOCKS, _GRID, _SIMPLE, _MULTILINE)
_BLOCK = st.recursive(st.one_of(_LINE, _LINE, _VERSE), _blocks, max_leaves=3)
odd_documents: SearchStrategy[str] = st.lists(
    st.one_of(_BLOCK, _BLOCK, _LEAF, _HEADINGS, _NOTED), min_size=1, max_size=5
).map("\n\n".join)
"""A chapter below its title, with citations of the sources `a` and `b`."""
