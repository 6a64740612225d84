"""HTML in a chapter is read as the Markdown that it means; what no edition can print is left out and reported."""

from __future__ import annotations

from unittest.mock import patch

import panflute as pf
import pytest

from bookbuilder.compose.read import html_blocks, raw_latex
from bookbuilder.markdown.conversions import html_to_blocks
from tests.small_book import body_of, check_reports, check_silent, composed, text_of


@pytest.mark.parametrize(
    "typed, tag, words",
    [
        ("H<sub>2</sub>O", "sub", "2"),
        ("x<sup>*n*</sup>", "sup", "n"),
        ("<u>under</u>", "u", "under"),
        ("<kbd>Ctrl</kbd>", "kbd", "Ctrl"),
        ("<b>bold <i>both</i></b>", "strong", "bold both"),
        ('<a href="https://example.org/">there</a>', "a", "there"),
        ("`<b>raw</b> words`{=html}", "strong", "raw"),
    ],
)
def test_a_pair_of_tags_becomes_what_pandoc_has_for_it(typed, tag, words):
    body = body_of(f"# One\n\nText {typed} end.\n")
    assert words in [text_of(it) for it in body.iter(tag)]
    assert text_of(body.find("p")).startswith("Text ") and text_of(body.find("p")).endswith(" end.")


@pytest.mark.parametrize("typed", ["one<br>two", "one<br/>two", "one</br>two", "one<BR />two"])
def test_a_break_of_html_is_a_break(typed):
    assert len(list(body_of(f"# One\n\n{typed}\n").iter("br"))) == 1


def test_blocks_of_html_become_blocks():
    body = body_of(
        "# One\n\n<table><tr><th>A</th></tr><tr><td>one *two*</td></tr></table>\n\n<center>Middle</center>\n"
    )
    assert text_of(body.find(".//td")) == "one two"
    assert "Middle" in text_of(body)


def test_blocks_of_html_in_a_cell_of_one_line_keep_their_words():
    """Pandoc drops all that follows the first tag of a block in a row, and GitHub prints it."""
    chapter = (
        "# One\n\n| A | B |\n|---|---|\n| <ul><li>one *two*</li><li>three</li></ul> | <p>four</p> |\n"
        "| five <div>six</div> seven | `<ul>` \U00012000 |\n"
    )
    check_silent(chapter)
    body = body_of(chapter)
    assert [text_of(it) for it in body.iter("li")] == ["one two", "three"]
    assert [text_of(it) for it in body.iter("td")][1:] == ["four", "five six seven", "<ul> \U00012000"]


def test_words_of_old_and_unknown_commands_of_latex_stand():
    chapter = "A {\\bf b c} d {\\large e f} \\todo{go on} i\\footnotetext{see this}. \\it l m.\n"
    check_silent(f"# One\n\n{chapter}")
    body = body_of(f"# One\n\n{chapter}")
    assert text_of(body.find("p")) == "A b c d e f go on i1. l m." and text_of(body.find(".//aside")) == "1 see this"
    assert [text_of(it) for it in body.find("p") if it.tag == "span"] == ["b c", "l m."]


def test_an_anchor_of_html_is_a_place_that_links_lead_to_and_takes_no_line():
    chapter = (
        '# One\n\n<a id="old"></a>\n\n## Two\n\n<a name="before"></a>\n\nSee [1](#old), [2](#before), [3](#in) and '
        '<a id="in">w</a>.\n\n<a id="top"></a>\n\n<a id="top"></a>\n\nEnd.\n'
    )
    body = body_of(chapter)
    assert [it.get("id") for it in body.findall(".//p//span")] == ["before", "in", "top"]
    assert [it.get("id") for it in body.iter("div") if it.get("class") == "anchor"] == ["old"] and all(
        text_of(it) for it in body.iter("p")
    )
    check_silent(chapter)


def test_a_script_is_in_no_edition_and_is_reported():
    check_reports("# One\n\nA `<script>x</script>`{=html} b.\n", "CHP-013 3:4")
    assert "x" not in text_of(body_of("# One\n\nA `<script>x</script>`{=html} b.\n").find("p"))


def test_commands_of_layout_are_left_out_silently():
    check_silent("# One\n\nText.\n\n\\newpage\n\n\\vspace{1cm}\n\n\\raggedbottom\n\n\\newtheorem{thm}{Satz}\n\nMore.\n")
    assert text_of(body_of("# One\n\nText.\n\n\\newpage\n\nMore.\n").findall("p")[-1]) == "More."


def test_a_remark_is_left_out_silently():
    check_silent("# One\n\nText <!-- a remark --> more.\n\n<!-- another -->\n")


def test_the_words_of_latex_stay_and_a_command_without_words_is_reported():
    chapter = (
        "# One\n\n\\def\\x{y}\n\nHere \\textbf{bold words}, C:\\Users\\Jürgen\\Anna and \\emph{more}\\footnote{A note.} stay.\n\n"
        "\\begin{quote}\nQuoted words.\n\\end{quote}\n"
    )
    body = body_of(chapter)
    assert text_of(body.find(".//strong")) == "bold words" and text_of(body.find(".//em")) == "more"
    assert "C:\\Users\\Jürgen\\Anna" in text_of(body) and "A note." in text_of(body)
    assert "Quoted words." in text_of(body.find(".//blockquote"))
    check_silent(chapter)
    check_reports("# One\n\nWords \\foo{bar}.\n", "CHP-013 3:7")


def test_headings_of_latex_stand_below_the_title_and_are_referred_to_by_their_labels():
    chapter = "# One\n\n\\chapter*{Two}\n\nBy \\ref{sec:x}.\n\n\\section{Three \\label{sec:x}}\n\nText.\n\n\\subsection{Four}\n\nText.\n"
    check_silent(chapter)
    assert [it.level for it in composed(chapter).document("one").headings] == [1, 2, 2, 3]


def test_a_titles_own_id_is_none_where_another_heading_has_it():
    check_silent("# One\n\n## Models\n\nText.\n\n## Models {#models}\n\nText [see](#models).\n")


def test_a_missing_picture_is_one_fault():
    check_reports("# One\n\n![Caption](figures/none.png)\n", "FIG-001 3:1")


def test_a_function_with_its_arguments_is_no_sum_of_money():
    check_silent("# One\n\nA prior $Beta(0.5, 0.5)$ or $Gamma (1, 2)$.\n")
    check_reports("# One\n\nFrom US$5 million to A$ 6.\n", "CHP-018 3:8")


def test_a_raw_block_of_a_format_that_nobody_knows_is_left_out_and_named():
    check_reports("# One\n\nWords.\n\n```{=comment}\nAn aside.\n```\n\n```{=other}\nMore.\n```\n", "CHP-013 10:1")


def test_the_id_of_html_that_no_edition_prints_is_a_place_all_the_same():
    chapter = '# One\n\nSee [a](#vid:a), [b](#b).\n\n<p id="vid:a">\n<video src="a.mp4"></video>\n</p>\n\n<p id="b">Words.</p>\n'
    check_reports(chapter, "CHP-013 5:1")
    assert "Words." in text_of(body_of(chapter))


def test_words_between_angle_brackets_and_in_fields_are_printed_and_a_line_end_of_unicode_is_a_space() -> None:
    typed = "# One\n\nA <word in it>, List<String>, <Card>kept</Card>, so.\n\n<textarea>Field\n</textarea>\n\nTwo\u0085words.\n"
    body = body_of(typed)
    assert [text_of(it) for it in body.iter("p")] == ["A <word in it>, List<String>, kept, so.", "Field", "Two words."]


def test_pieces_of_html_that_are_alike_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pandoc was started 1,600 times for 20 KB of them, which took minutes."""
    from bookbuilder.markdown import pandoc_process

    started: list[str] = []
    starts = pandoc_process.pypandoc.convert_text
    monkeypatch.setattr(
        pandoc_process.pypandoc, "convert_text", lambda *given, **more: started.append("") or starts(*given, **more)
    )
    check_silent("# One\n\n" + "```{=html}\n<p>alike</p>\n```\n\nText.\n\n" * 40)
    assert len(started) < 12


def test_blocks_of_html_are_read_at_once_and_none_runs_into_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pandoc was started twice for each: 200 paragraphs of a web page took 30 seconds."""
    calls: list[str] = []

    def counted(html: str) -> str:
        calls.append(html)
        return html_to_blocks(html)

    monkeypatch.setattr(html_blocks, "_as_json", counted)
    paragraphs = "\n\n".join(f"<p>Words {number} <i>a</i></p>" for number in range(40))
    assert text_of(body_of(f"# One\n\n{paragraphs}\n")).count("Words") == 40 and len(calls) == 1
    pieces = [
        "<p>one",
        "</div></div>two",
        "<table><tr><td>three",
        "four</td>",
        "<!-- five",
        "<pre>six</pre>",
        "<li>seven",
    ]
    alone = [[it.to_json() for it in html_blocks.read_blocks(piece)] for piece in pieces]
    assert [[it.to_json() for it in made] for made in html_blocks._read_together(pieces)] == alone


def test_what_is_more_than_something_and_what_latex_prints_as_code_are_words():
    chapter = "# One\n\n| a | b |\n|---|---|\n| > 1 PB | c |\n\nSee \\verb|n_x| and \\verb+a+.\n"
    check_silent(chapter)
    assert text_of(body_of(chapter)).endswith("> 1 PB c See n_x and a.")


def test_a_table_of_latex_has_its_label_and_each_of_several_means_it() -> None:
    table = "\\begin{table}\n\\caption{Words}\\label{tab:a}\\label{tab:b}\n\\begin{tabular}{l}\na \\\\\n\\end{tabular}\n\\end{table}\n"
    text = f"# One\n\n{table}\nSee \\ref{{tab:a}} and \\ref{{tab:b}}.\n"
    assert text_of(body_of(text)).endswith("See 1.1 and 1.1.")
    check_silent(text)


def test_the_other_label_of_a_figure_keeps_its_own_kind() -> None:
    table = "\\begin{{table}}\n\\caption{{Words}}\\label{{{}}}{}\n\\begin{{tabular}}{{l}}\na \\\\\n\\end{{tabular}}\n\\end{{table}}\n"
    first, second = table.format("tab:a", "\\label{eq:b}\\label{c}"), table.format("tab:b", "")
    text = f"# One\n\n{first}\n{second}\nSee \\ref{{tab:b}}, \\ref{{eq:b}}, \\ref{{c}}, @tbl-b.\n"
    assert text_of(body_of(text)).endswith("See 1.2, 1.1, 1.1, Table 1.2.")
    assert text_of(body_of(f"# One\n\n{table.format('c', '')}\nSee \\ref{{c}}.\n")).endswith("See 1.1.")
    formula = "$$ x $$ {#eq-b}\n"
    assert text_of(body_of(f"# One\n\n{first}\n{formula}\nSee @eq-b.\n")).endswith("See Equation 1.1.")


def test_tables_of_latex_cost_no_more_than_their_number() -> None:
    table = "\\begin{{table}}\n\\caption{{W}}\\label{{tab:t{0}}}\n\\begin{{tabular}}{{l}}\na\\\\\n\\end{{tabular}}\n\\end{{table}}\n\nSee \\ref{{tab:t{0}}}.\n"
    with patch.object(raw_latex, "in_order", wraps=raw_latex.in_order) as walks:
        check_silent("# One\n\n" + "\n".join(map(table.format, range(20))))
    assert sum(isinstance(call.args[0], pf.Doc) for call in walks.call_args_list) < 10


def test_a_tag_that_is_not_ended_loses_its_attributes_and_no_chapter() -> None:
    check_silent('# One\n\n<div class="alert alert-info"\n<strong>Words:</strong>\nmore of them\n</div>\n\nText.\n')


def test_words_between_two_raw_blocks_that_begin_and_end_an_environment_are_no_part_of_it() -> None:
    begin, end = (f"```{{=latex}}\n\\{it}{{refsection}}\n```\n\n" for it in ("begin", "end"))
    check_reports(f"# One\n\n{begin}*One line\\\nand another.*\n\n{end}", "CHP-013 4:1", "CHP-013 11:1")


def test_letters_and_signs_of_latex_without_braces_are_what_they_mean() -> None:
    """`\\o`, `\\S`, `\\ldots` and `\\copyright` went, and `S\\o ren` printed as typed."""
    chapter = "# On S\\o ren\n\n\\AA rhus, Stra\\ss e, C:\\o dir, \\S 5, \\ldots{} \\copyright 2010, a\\quad b, on\\ldots \\today\n"
    body = body_of(chapter)
    assert "Århus, Straße, C:\\o dir, §5, … ©2010, a b, on…" in text_of(body) and "On Søren" in text_of(body)
    check_reports(chapter, "CHP-013 3:83")
