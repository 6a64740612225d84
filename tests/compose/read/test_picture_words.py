"""What stands in the brackets of a picture is a figure's caption, or read aloud: nothing is lost there in silence."""

from __future__ import annotations

from tests.small_book import check_reports, check_silent

SVG = {"manuscript/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>'}


def test_words_of_a_picture_that_is_no_figure_are_named_where_they_would_be_lost() -> None:
    chapter = "# One\n\n![One](a.svg)\n![Two](a.svg)\n\nSay ![Three](a.svg){#fig-x} ![four^[x]](a.svg).\n"
    check_reports(chapter, "FIG-023 3:1", "FIG-023 4:1", "FIG-023 6:5", "FIG-023 6:29", files=SVG)
    check_silent('# One\n\n[![Words](a.svg){#fig-x alt="A"}](https://a.example)\n\nSee @fig-x.\n', SVG)
    check_silent('# One\n\n![](a.svg){alt="One"}\n![](a.svg){alt="Two"}\n\nA ![sign](a.svg) here.\n', SVG)
    check_silent('# One\n\n![](a.svg){#fig-x fig-alt="A"}\n\nSee @fig-x.\n', SVG)


def test_a_width_that_is_no_measure_is_named() -> None:
    good = "width=50% height=2.5in", "width=300px", "width=120", "width=auto", 'width="0.8\\textwidth"'
    check_silent("# One\n\n" + "\n\n".join(f'![](a.svg){{alt="A" {it}}}' for it in good), SVG)
    check_reports('# One\n\n![](a.svg){alt="A" width=abc height=5furlongs}\n', "FIG-024 3:1", "FIG-024 3:1", files=SVG)
