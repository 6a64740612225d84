"""What MyST, MkDocs, Obsidian and Hugo have beyond Markdown becomes ours, or is named at its line."""

from __future__ import annotations

import pytest

from bookbuilder.desk.adopt.dialects import in_our_form
from bookbuilder.desk.adopt.files import front_matter
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.shortcodes import shortcodes_filled

NOTE = "::: {.callout-note}\nWords.\n:::"
NOTES = {"other": "notes/other.md", "pic.png": "files/pic.png"}


def ours(text: str, report: Report | None = None) -> str:
    made = in_our_form(
        text, "a.md", NOTES, report or Report(), lambda name: "# Other\n\nIts words.\n" if "other" in name else None
    )
    return "\n".join(line for line in made.split("\n") if line.strip())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("> [!note]\n> Words.", NOTE),
        ("!!! note\n    Words.\n\nMore.", f"{NOTE}\nMore."),
        ("???+ info\n    Words.", NOTE),
        (":::{note}\nWords.\n:::", NOTE),
        ("::: note\nWords.\n:::", NOTE),
        (":::info\nWords.\n:::", NOTE),
        (":::tip[A title]\nWords.\n:::", '::: {.callout-tip title="A title"}\nWords.\n:::'),
        ("::: tip A *title*\nWords.\n:::", "::: {.callout-tip}\n#### A *title*\nWords.\n:::"),
        (":::speech[Who]{.left}\nWords.\n:::", "::: {.speech .left}\n**Who**\nWords.\n:::"),
        ("1. One\n\n   :::note\n   Words.\n   :::", "1. One\n   ::: {.callout-note}\n   Words.\n   :::"),
        ("```{note}\nWords.\n```", NOTE),
        ("```{Note}\nWords.\n```", NOTE),
        ("```{toggle}\nWords.\n```", "Words."),
        ("````{tab} On Linux\n1. Words.\n````", "**On Linux**\n1. Words."),
        ("```{figure} a.png\n---\nname: one\nwidth: 50%\n---\nThe caption.\n```", "![The caption.](a.png){#fig-one width=50%}"),
        ("$$ F = a $$(eq:two)\n\n$$\nx\n$$(eq:three)", "$$ F = a $$ {#eq-two}\n$$\nx\n$$ {#eq-three}"),
        ("```{tip} A title\n:class: x\nWords.\n```", '::: {.callout-tip title="A title"}\nWords.\n:::'),
        ("::::{note}\n:::{note}\nWords.\n:::\n::::", f"::: {{.callout-note}}\n{NOTE}\n:::"),
        ("```{figure} a.png\n:name: one\n:width: 50%\nThe caption.\n```", "![The caption.](a.png){#fig-one width=50%}"),
        ("```{code-block} python\nx = 1\n```", "``` python\nx = 1\n```"),
        ("```{math}\nx^2\n```", "$$\nx^2\n$$"),
        ("```{math}\n:label: e\nx\n```", "$$\nx\n$$ {#eq-e}"),
        ("$$\nx\n$$ (eq:two)\nBy {eq}`eq:two` (1)", "$$\nx\n$$ {#eq-two}\nBy ([-@eq-two]) (1)"),
        ("```{code-cell} ipython3\n:tags: [x]\nx = 1\n```", "``` python\nx = 1\n```"),
        ("```{prf:theorem} Line\n:label: thm-a\nWords.\n```", '::: {#thm-a .theorem name="Line"}\nWords.\n:::'),
        ("```{list-table} Cap\n:name: t\n* - a\n  - b\n* - c\n  - d|e\n```", "| a | b |\n|---|---|\n| c | d\\|e |\n: Cap {#tbl-t}"),
        ("```{exercise-start}\n:label: x1\n```\nWords.\n```{exercise-end}\n```", "::: {#x1 .exercise}\nWords.\n:::"),
        ("(sec-a)=\n## Section", "## Section {#sec-a}"),
        ("```{glue:figure} plot\n:name: p\nThe *caption*.\n```", "![The *caption*.](figures/plot.png){#fig-p}"),
        ("(a)=\nWords.", "::: {#a}\n:::\nWords."),
        ("(a)=\n```{prf:Axiom}\n:label: b\nWords.\n```", "::: {#a}\n:::\n::: {#b .axiom}\nWords.\n:::"),
        ("(a)=\n```{figure} a.png\nWords.\n```", "![Words.](a.png){#fig-a}"),
        ("```{image} a.png\n:name: a\n```", "![](a.png){#a}"),
        ("```{figure}\n:name: f\n![](a.png)\n\n![](b.png)\n\nWords.\n```", "::: {#fig-f}\n![](a.png)\n![](b.png)\nWords.\n:::"),
        ("```{figure-md} a\n![Alt](a.png)\n\nWords.\n```", '![Words.](a.png){#fig-a alt="Alt"}'),
        ("```{solution-start} ex_a\n```\nWords.\n```{solution-end}\n```", '::: {.solution of="ex_a"}\nWords.\n:::'),
        ("```{code-cell} ipython3\n---\nmystnb:\n  figure:\n    caption: A \"plot\"\n    name: p_1\n---\nx\n```",
         "``` {#lst-p_1 .python lst-cap=\"A 'plot'\"}\nx\n```"),
        ("$$x$$(def_g)\nBy {eq}`def_g`, {doc}`there <intro:page>` and {doc}`intro:page`",
         "$$x$$ {#eq-def_g}\nBy ([-@eq-def_g]), there and page"),
        ("See {ref}`words <sec-a>`, {doc}`other`.", "See [words](#sec-a), [other](other.md)."),
        ("{cite:p}`a,b` {cite:t}`c` H{sub}`2`O", "[@a; @b] @c H~2~O"),
        ("A `{one}` is no {sub}`2` of `{two}`.", "A `{one}` is no ~2~ of `{two}`."),
        ("![[pic.png|200]]", "![](<files/pic.png>){width=200px}"),
        ("![[other]]", "## Other\nIts words."),
        ("[[other|that]], [[Other]], [[gone|words]], [[1]]", "[that](<notes/other.md>), [Other](<notes/other.md>), words, [[1]]"),
        ("[[other#A section|that]], [[#My part]], [[other#^b1]]", "[that](<notes/other.md#a-section>), [My part](<#my-part>), [other](<notes/other.md>)"),
        ("{{% aside %}}Words.{{% /aside %}}", "Words."),
        ("```{r}\nx <- y[[1]]\n```\n::: {.mine}\nWords.\n:::", "```{r}\nx <- y[[1]]\n```\n::: {.mine}\nWords.\n:::"),
    ],
)  # fmt: skip
def test_a_form_of_another_program_becomes_ours(typed: str, expected: str) -> None:
    assert ours(typed) == expected


def test_what_is_left_is_named_at_its_line() -> None:
    report = Report()
    text = "One `x`.\n\n{{< aside >}}\nWords.\n{{< /aside >}}\n"
    assert "Words." in shortcodes_filled(text, "a.md", {}, {}, report, lambda name: None)
    ours("Words.\n\n{{% b %}}\n\n![[gone]]\n\n```{toctree}\na\n```\n", report)
    assert report.lines("left") == [
        "the shortcode aside (a.md:3)", "the shortcode b (a.md:3)", "the embedded note gone (a.md:5)",
        "the directive toctree (a.md:7)",
    ]  # fmt: skip


def test_a_picture_of_hugo_is_a_picture_and_its_toml_is_metadata() -> None:
    made = shortcodes_filled('{{< figure src="a.png" title="A title" >}}', "a.md", {}, {}, Report(), lambda name: None)
    assert made == "![A title](<a.png>)"
    drawn = "``` python\nx\n```\n\n![A map](<a.png>){#fig-a alt='b'}\n\nWords."
    made = shortcodes_filled("{{< embed n.ipynb#fig-a >}}", "a.md", {}, {}, Report(), {"n.ipynb": drawn}.get)
    assert made.strip() == "![A map](<a.png>){#fig-a alt='b'}"
    assert front_matter('+++\ntitle = "One"\nweight = 3\n+++\n\nWords.\n') == (
        {"title": "One", "weight": 3},
        "\n\n\n\n\nWords.\n",
    )


def test_a_value_of_metadata_with_a_colon_or_a_sign_is_read() -> None:
    head = "title: One: Two\nauthor: @me\nsubtitle: 'It''s'\nabstract: |\n  Three: four: five\nother: [a, b]\ntags:\n- x: y: z\n"
    said, text = front_matter(f"---\n{head}---\n# Text\n")
    assert (said["title"], said["author"], said["subtitle"]) == ("One: Two", "@me", "It's")
    assert (said["abstract"], said["other"], text.strip()) == ("Three: four: five\n", ["a", "b"], "# Text")
