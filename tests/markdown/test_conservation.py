"""No word is lost and none invented between an author's text and Pandoc's AST."""

from __future__ import annotations

import copy
import json
import time

import pytest

from bookbuilder.markdown.conservation import losses
from bookbuilder.markdown.pandoc import read_as_typed
from tests.in_time import in_time
from tests.markdown.pandoc_syntax import SYNTAX, nodes_of_kind, syntax_tree
from tests.small_book import check_reports, check_silent

ODD = """\
<style>.a { b: c }</style><div class='d'><iframe src='https://x.example'></iframe></div>

\\newcommand{\\Rest}[1]{|_{#1}}

If $f\\Rest{A}$ $\\Rest{B} \\in C$ $(D)$ then.

```console
[05.09.2022 11:09:25]: A line of a log
```

* [  ] A task

```{=comment}
An aside.
```

<span>
    Words behind a tag.<br>
</span>
"""
"""Raw tags, macros, boxes and logs, as public manuscripts have them."""


def test_the_syntax_that_authors_may_write_loses_nothing() -> None:
    assert losses(SYNTAX, syntax_tree()) == []
    assert losses(ODD, read_as_typed(ODD)[0]) == []


NESTED = r"""
# Title

- +-----+-----+
  | one | two |
  | six | ten |
  +-----+-----+

Term

:   ::: {.callout-note}
    [&copy; mark](https://a.org/1) goes on
    :::

> Term
>
> :   | head | line |
>     |------|------|
>     | cell | last |
>
>     : Caption

In [x^no^ [<span>words here</span>]{.underline}](https://a.org/2) and [more](https://a.org/3).
"""


def test_nested_markup_that_the_walk_does_not_follow_is_counted() -> None:
    ast, _ = read_as_typed(NESTED)
    assert losses(NESTED, ast) == []
    for word in ("ten", "mark", "cell", "here"):
        broken = json.loads(json.dumps(ast).replace(f'"{word}"', '""', 1))
        assert losses(NESTED, broken), word


def test_the_gate_takes_a_small_part_of_the_time_that_pandoc_takes() -> None:
    text = SYNTAX * 6
    start = time.perf_counter()
    ast, _ = read_as_typed(text)
    read = time.perf_counter()
    losses(text, ast)
    assert time.perf_counter() - read < 0.5 * (read - start)


def test_a_loss_is_named_with_the_words_around_it() -> None:
    source = "Say the\n\n1. | the | b |\n   |---|--:|\n   | c | the |\n"
    ast, _ = read_as_typed(source)  # Pandoc takes the first bar for a cell's end and drops the third cell
    loss = losses(source, ast)[0]
    assert (loss.kind, loss.words[0], loss.before) == ("lost", "b", "Say the 1. | the |")
    check_reports("# One\n\n| a | b |\n|---|--:|\n| c | d | lost |\n", "CHP-026 5:1")  # named once


def test_a_space_lost_in_a_drawn_table_is_found_beside_citations_notes_and_links() -> None:
    table = "Place                       Water\n--------------------------- -------\ntwo words [@a, p. 3]        [b](c) d\nx^[A note.] `c d` @b says   3 $a b$\n"
    ast, _ = read_as_typed(table)
    assert losses(table, ast) == []
    for place in (0, 1, 2, 3, 5, 6, 7):  # all but the one behind the note
        broken = copy.deepcopy(ast)
        holder, index = list(nodes_of_kind(broken["blocks"], "Space"))[place]
        del holder[index]
        assert [(it.kind, it.words) for it in losses(table, broken)] == [("space", "")], holder


def test_items_that_would_print_with_other_numbers_are_named() -> None:
    check_reports("# One\n\n1. a\n2. b\n5. c\n", "CHP-042 5:1")
    check_reports("# One\n\n1. a\n2. b\n\n1. c\n", "CHP-042 6:1")
    check_silent("# One\n\n1. a\n1. b\n1. c\n\nText.\n\n3. a\n4. b\n")


def test_formulas_with_macros_and_spaces_at_a_lines_end_lose_nothing_and_their_neighbours_neither() -> None:
    typed = (
        "\\def\\bt{\\boldsymbol \\theta}\n\nWords $\\bt$ that\n\\begin{equation}\nk=\\bt \\ \\\n\\left(\\frac{n}{2}\\right)\n"
        "\\end{equation}\n\n<br>\n\n$$ a = b $$ where so\n\n::: {.proof}\n**Proof**.\n\n\\begin{align*}\n\\bt&=1\n\\end{align*}\n:::\n\nEnd.\n"
    )
    assert losses(typed, read_as_typed(typed)[0]) == []
    assert [it.words for it in losses(typed + "Lost\n", read_as_typed(typed)[0])] == ["Lost"]


def test_a_book_about_markdown_is_followed_through_its_code() -> None:
    """Fences in indented code, code in drawn tables, definitions that are indented or used nowhere, bars in a list's code."""
    check_silent(
        "# One\n\nSo:\n\n    ~~~~~~~\n    if (a) {\n    }\n    ~~~~~~~\n\nOr so, and so [here]:\n\n    ```haskell\n    q [] = []\n    ```\n\n"
        "the same:\n\n    ``` {.haskell}\n    q [] = []\n    ```\n\n  [here]: https://example.org/a\n  [unused]: https://example.org/\n\n"
        "+------------+------------+\n| command    | file       |\n+:===========+:===========+\n| ```        | ``` yaml   |\n"
        "| foo.md     | input: a   |\n| ```        | ```        |\n+------------+------------+\n\nThe end:\n\n"
        "- `a`: (string)\n- `b`: `true`|`false` (default `false`)\n- `c`: `x`|`y`\n\n"
        '[`{D}`]{data-type="`{D, {B}}`"} by [Go] [of *one*]{.x}.\n\n[Go]:\nhttps://go.dev/\n"Title"\n\n'
        "+--------+----------+\n| ## c 1 | ## c 2   |\n| more   | more     |\n+--------+----------+\n| r1 a   | - b      |\n+--------+----------+\n"
    )
    check_reports("# One\n\n[Anna]: Yes.\n\nWords.\n", "CHP-041 3:1")


@pytest.mark.parametrize(
    "source",
    [
        "1.  ::: {.epigraph}\n    a y b\n    :::\n\n    - ::: {.x}\n      a\n      :::\n\n    - ~~~ r\n      a r\n      ~~~\n\nT\n\n:   ::: y\n    a y\n    :::\n",
        "+:---:+:---------:+\n| one | ![a](b.png) |\n+-----+-------------+\n",
        '<span title="one <br> two">words</span> and <span title="one <br> two">more</span>\n',
        "\\newcommand{\\fruit}{Mango\\xspace}\n\\fruit is a fruit.\n",
        "\\newcommand\\v[1]{\\mathbf{#1}}\n\n$$\n \\frac{\\v{k}_p}{b} - 1 = 3\n$${#eq-a}\n\nSo:\n$$\n \\frac{\\v{k}}{b} - 1\n$${#eq-b}\nEnd.\n",
        "\\providecommand{\\v}{t}\n\n$$\n| \\v | \\le 1\n$${#eq-a}\n\nfor $\\v$,\n\n$$\n\\forall \\v\n$${#eq-b}\nEnd.\n",
        "\\newcommand{\\one}[1]{#1}\n\nWords \\one{two }\\one{three} end.\n",
        "\\newcommand\\held[1][x]{(#1)}\n\n$\\held$, $\\held[y]$, $\\held[\\textsc{head}]$ end.\n",
        "![<https://one.two/>](a.png)\n\n| a | ![<https://one.two/>](c.png) |\n|---|---|\n| b | c |\n\nAnd [![<https://b.example/>](f.png)](g.md) end.\n",
        "See [\\<https://a.example/54\\>](https://a.example/54){.uri}, [https://b.example](https://b.example){.uri} and <https://c.example>.\n",
        "~~`some code`~~\n\n~~_`some code`_~~\n",
        "(@a) one\n(@b) two\n\nSee (@a--@b) and (@a-b).\n",
        "![][image]\n\n[image]: image.png width=100px\n",
        "\\newcommand{\\indexc}[1]{\\index{#1@\\texttt{#1}}}\n\n\\indexc{next}\n\\indexc{break}\nTwo `for` ways.\n",
        "\\renewcommand{\\mark}[1]{\\both{\\the. #1}{\\the. #1}}\n\\mark{Words here}\n\nMore `words` here.\n",
        '::: {.example #one\n     caption="A caption"}\n\nWords.\n:::\n',
        '### `[[`\n\n[]{.index entry="[["}`[[` is most important.\n',
        "| A |\n|---|\n| [^note] |\n\n[^note]: A note.\n",
        "See <https://one.two.org>[^a]. More.\n\n[^a]: A note.\n",
        "Add another \\\\ in front, \\\\\\* and \\\\\\\\ too.\n",
        "Jung.^.^[^26] The curve\nof life.^a^[^26]\n\n[^26]: Note.\n",
        "> [\u2002\u2002]{.underline}[\u2002\u2002]{.underline}, on [\u2002]{.underline}\n",
        "+---------+-----+\n| ``` md  | a   |\n| ::: {.x}|     |\n| [b](c)  |     |\n| ```     |     |\n+---------+-----+\n",
        "+----------------------------------+\n| Words &nbsp; here                |\n|                                  |\n| &nbsp;                           |\n|                                  |\n| - One                            |\n+----------------------------------+\n",
        "+----------------------------------+\n| ##### Instructions {#sec-in}     |\n|                                  |\n| - One                            |\n+----------------------------------+\n",
        "A [^[$b$ c] d]{.smallcaps} e, [^[&copy; f] g](https://a.example) h [^[“i” j] k] l.",
        "\\newcommand{\\vx}{ {\\bf x} }\n\nAn image over $\\vx$ is an image.\n",
        "**A (b)**&ast; c *d*&ast;&nbsp;e.",
        "Text&#x20;here.&#x20;\n\n&#x20;\n\n**Bold**&#x20;\nmore&#32;\n",
        "A **[&amp; b <span class='x'>[c](https://a.example) d</span>]** e.",
        "One.\n\\\nTwo.\n",
        ":Routing examples---mappings from HTTP data to Scala code\n"
        "\n"
        "---------------------------------------------------------------------------------------------\n"
        "HTTP method and URI                Scala method call or result\n"
        "---------------------------------- ----------------------------------------------------------\n"
        "`GET  /hello`                      `controllers.HelloController.hello`\n"
        "\n"
        "`GET  /send/a/message/to/dave`     404 result (extra path segment)\n"
        "---------------------------------------------------------------------------------------------\n"
        "\n"
        "Play's strict adherance to its routing rules can sometimes be problematic.\n"
        "Failing to match the URI `/hello/`, for example, may seem overzealous.\n"
        "We can work around this issue easily\n"
        "by mapping multiple routes to a single method call:\n",
        "As they say\n[@a; see @b]: in the\nend.\n\n[@a]: once more\n",
        "|     |\n|-----|\n\n+---+---+\n| a | b |\n+---+---+\n",
        '## An affair {unnumbered.=""}\n',
        "# An affair {-#affair}\n\n## Two {-.quiet}\n",
        "+---------------+---+\n| rate $h^{-1}$ | 0 |\n+---------------+---+\n",
        "+-----------------------------------------------+\n| \\<when xml:id=”tlre1” absolute=”00:00:01” /\\> |\n+-----------------------------------------------+\n",
        "+------------+-------------------------+\n| `&#x02BC;` | Q&#x02BC; &amp; `&amp;` |\n+------------+-------------------------+\n",
        "| a |\n|---|\n| b |\n\n: Of *all* (*) refers to results; <1%. {#tbl-x}\n",
        "\\newcommand{\\rest}{x}\n\n> There is $R$ such that\n> $$\\rest + \\rest = \\rest + \\rest.$$\n\nThe *$\\rest + \\rest + \\rest$-set of $\\rest$*: end of words.\n\nOf $R$ words.\n",
        "\\newcommand{\\W}{\\operatorname{W} }\n\n$$\n\t\\b \\in \\W \\text{ and $E_b$ is an order}.\n$$\n\nOf $\\W \\text{ if $a$ and } b$.\n",
    ],
)
def test_odd_forms_lose_and_invent_nothing(source: str) -> None:
    ast, _ = read_as_typed(source)
    assert losses(source, ast) == []


def test_losses_of_one_block_are_weighed_in_time_that_grows_with_them() -> None:
    """Whether the walk had missed words before was asked of all losses before each: 32 KB of "## " took eight seconds."""
    text = f"# One\n\n{'## ' * 8_000}\n"
    ast, _ = read_as_typed(text)
    begun = time.process_time()
    losses(text, ast)
    assert in_time(time.process_time() - begun, 2)


def test_no_space_is_missed_beside_the_end_of_a_line() -> None:
    check_reports("# One\n\n**O \u00a0 <br> If\n", "CHP-018 3:1")


def test_the_box_of_a_task_in_a_drawn_table_is_no_letter() -> None:
    row = "+-------------+----------+\n"
    check_silent("# One\n\n- \\[x\\] done\n- \\[ \\] not yet\n")
    check_silent(f"# One\n\n{row}| a           | b        |\n{row.replace('-', '=')}| c           | - [x] zz |\n{row}")


def test_a_formula_in_a_drawn_table_has_no_attributes() -> None:
    cells = "| 8. | $\\mathbf{= reduced(}M$ and |"
    row = f"+----+{'-' * (len(cells) - 7)}+"
    check_silent(f"# One\n\n{row}\n{cells}\n{row}\n")
