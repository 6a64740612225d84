"""The pages of a website stand in the order that its list or their own metadata give them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bookbuilder.desk.adopt import AdoptError, adopt
from bookbuilder.desk.adopt.sites import site_pieces
from tests.desk.test_adopt import made

PAGE = "# {}\n\nWords.\n"


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or PAGE.format(path.stem), encoding="utf-8")
    return folder / "site"


@pytest.mark.parametrize(
    ("kind", "files", "expected"),
    [
        (
            "MyST",
            {"_toc.yml": "format: jb-book\nroot: intro\nparts:\n- caption: First\n  chapters:\n  - file: b\n    sections:\n    - file: c\n  - file: a\n",
             "intro.md": "", "a.md": "", "b.md": "", "c.md": ""},
            ["intro", "First: b", "  c", "a"],
        ),
        ("MyST", {"_toc.yml": "- file: b\n- file: a\n", "a.md": "", "b.md": ""}, ["b", "a"]),
        (
            "MyST",
            {"book/myst.yml": "project:\n  toc:\n  - file: b.md\n  - title: Part\n    children:\n    - file: a.md\n", "book/a.md": "", "book/b.md": ""},
            ["b", "Part: a"],
        ),
        (
            "MkDocs",
            {"mkdocs.yml": "site_name: S\nnav:\n- Home: index.md\n- Guide:\n  - z.md\n  - A: a.md\n- end.md\n",
             "docs/index.md": "", "docs/a.md": "", "docs/z.md": "", "docs/end.md": ""},
            ["index", "Guide: z", "a", "end"],
        ),
        (
            "Hugo",
            {"hugo.toml": "title = 'S'\ndefaultContentLanguage = 'de'\n", "content/de/_index.md": "", "content/de/x.md": "---\nweight: 9\n---\nW",
             "content/de/one/_index.md": "---\ntitle: One\nweight: 2\n---\nW", "content/de/one/b.md": "---\nweight: 1\n---\nW",
             "content/de/one/a.md": "", "content/de/gone.md": "---\ndraft: true\n---\nW", "content/en/x.md": ""},
            ["_index", "One: _index", "b", "a", "x"],
        ),
        (
            "Jekyll",
            {"_config.yml": "title: S\n", "_layouts/x.html": "-", "_texts/a.md": "---\nnav_order: 2\ntitle: A\n---\nW", "_texts/b.md": "---\nnav_order: 1\n---\nW",
             "_texts/c.md": "---\nparent: A\n---\nW", "_texts/fr/a.md": "---\nlang: fr\n---\nW", "note.md": "no page"},
            ["b", "a", "  c"],
        ),
        (
            "Jekyll",
            {"_config.yml": "x: y\n", "_data/works/book/default.yml": "title: S\nproducts:\n  print-pdf:\n    files: ['02', '01']\n",
             "book/01.md": "---\n---\nW", "book/02.md": "---\n---\nW"},
            ["02", "01"],
        ),
        ("", {"a.md": "", "_config.yml": ""}, []),
    ],
)  # fmt: skip
def test_pages_stand_in_the_order_of_the_site(
    tmp_path: Path, kind: str, files: Mapping[str, str], expected: list[str]
) -> None:
    folder = written(tmp_path, files)
    found = site_pieces(folder, folder)
    names = [f"{'  ' * it.depth}{f'{it.part}: ' if it.part else ''}{it.path.stem}" for it in found[1]] if found else []
    assert (found[0] if found else "", names) == (kind, expected)


def test_links_of_a_site_lead_to_chapters_and_what_is_no_page_of_the_book_is_plain_words(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "title = 'S'\n",
        "content/docs/_index.md": PAGE.format("Home"),
        "content/docs/one.md": (
            '# One\n\n[a](/docs/two/#x), [b](../two/), [c](two.md), [d]({{< ref "two.md" >}}), [`e` f](/other/), '
            "[g](https://h.example), ![p](/pic.png), [h][i], [n. 3](/docs/two/#fn:3), [n. 4](#fn:4).\n\n"
            '<img src="{{ dir }}/x.png" alt="Y">\n\n{{< callout type="warning" >}}\nMind.\n{{< /callout >}}\n\n[i]: /docs/two\n'
        ),
        "content/docs/two.md": "# Two\n\n## X\n\nAsk @somebody.\n",
        "static/pic.png": b"\x89PNG",
    }
    manuscript, book = made(tmp_path, files)
    text = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "[a](<two.md#x>), [b](<two.md>), [c](<two.md>), [d](<two.md>), `e` f, [g](https://h.example)," in text
    assert "[n. 3](<two.md>), n. 4." in text and """src="{{ '{{' }} dir }}/x.png" alt=""" in text
    assert "::: {.callout-warning}\nMind.\n:::" in text and "[i]: two.md" in text
    assert "Ask \\@somebody." in (manuscript / "two.md").read_text(encoding="utf-8")
    assert book["title"] == "S" and (manuscript / "figures/static/pic.png").is_file()


def test_an_id_that_each_page_has_is_another_one_on_each_and_figures_keep_theirs(tmp_path: Path) -> None:
    figures = '{{< figure src="/pic.png" id="fig_a" caption="One" >}}\n\n{{< figure id="tab_a" title="A table" >}}'
    files = {
        "hugo.toml": "title = 'S'\n",
        "content/one.md": f"# One\n\n## End {{#end}}\n\n[a](#end), [b](/two/#end), [c](#tab_a).\n\n{figures}\n",
        "content/two.md": "# Two\n\n## End {#end}\n\n[d](#end), [e](/one#end) and `[f](#end)`.\n",
        "static/pic.png": b"\x89PNG",
    }
    manuscript, _ = made(tmp_path, files)
    one, two = ((manuscript / f"{it}.md").read_text(encoding="utf-8") for it in ("one", "two"))
    assert "## End {#end}\n\n[a](#end), [b](<two.md#end-two>), [c](#tab_a)." in one
    assert "## End {#end-two}\n\n[d](#end-two), [e](<one.md#end>) and `[f](#end)`." in two
    assert "![One](figures/static/pic.png){#fig_a}" in one and "[**A table**]{#tab_a}" in one


def test_a_book_in_another_markup_is_named(tmp_path: Path) -> None:
    folder = written(
        tmp_path, {"README.md": "# About\n\nWords.\n", "notes.md": "", "book/one.adoc": "= One\n\nWords.\n" * 40}
    )
    with pytest.raises(AdoptError, match="is written in AsciiDoc"):
        adopt(folder, tmp_path / "ours")


def test_essays_of_quire_keep_their_authors_and_figures_and_lose_the_heading_above_their_notes(tmp_path: Path) -> None:
    essay = (
        "---\ntitle: Essay\ncontributor:\n- {first_name: Ann, last_name: Doe, affiliation: Lab}\nabstract: In short.\n---\n"
        'Words.[^1] [fig.](#fig-1-2)\n\n<!-- {{< old >}} -->\n\n{{< q-figure id="1.2" >}}\n\n## Notes\n\n[^1]: A note.\n'
    )
    files = {
        "config.yml": "title: Starter\n",
        "data/publication.yml": "--- # data\ntitle: Q\ncontributor:\n- {first_name: Ed, last_name: Itor, role: editor}\n- {last_name: Doe, type: secondary}\n",
        "data/figures.yml": "figure_list:\n- {id: '1.2', src: a.png, caption: A caption, alt: Seen}\n",
        "content/1.md": essay,
        "content/2.md": "---\ntitle: Other\ncontributor: [{first_name: Ed, last_name: Itor}]\n---\nWords.\n",
        "static/img/a.png": b"\x89PNG",
    }
    manuscript, book = made(tmp_path, files)
    text = (manuscript / "1.md").read_text(encoding="utf-8")
    head = '---\nauthor:\n  - {"name": "Ann Doe", "affiliation": "Lab"}\nabstract: "In short."\n---\n\n# Essay\n'
    assert text.startswith(head) and "## Notes" not in text and "[^1]: A note." in text and "<!-- { {< old" in text
    assert '![A caption](figures/static/img/a.png){#fig-1-2 alt="Seen"}' in text
    assert (manuscript / "2.md").read_text(encoding="utf-8").startswith("# Other\n")
    assert (book["title"], book["creator"]) == ("Q", [{"name": "Ed Itor", "role": "edt"}])


def test_a_site_keeps_its_macros_its_links_home_and_the_ids_of_each_page(tmp_path: Path) -> None:
    manuscript, _ = made(
        tmp_path,
        {
            "_config.yml": "title: S\n",
            "_layouts/post.html": 'MathJax: { Macros: { E: "{\\\\mathbb{E}}", \'abs\': [\'\\\\left|#1\\\\right|\', 1], no: "x" }, x: {y: "z"} }',
            "index.md": f"---\ntitle: Home\n---\n{'Words. ' * 90}\n",
            "one/a.md": '---\ntitle: A\n---\n<a id="x"></a>By $\\E\\abs{x}$. [Home](../)\n',
            "one/b.md": '---\ntitle: B\n---\n<a id="x"></a>[Words](#x) of [A](a.md#x).\n\n![A <!-- remark --> picture.\nMore.](p.png)\n',
            "one/p.png": b"\x89PNG",
        },
    )
    one, two = ((manuscript / f"one/{it}.md").read_text(encoding="utf-8") for it in "ab")
    assert "\\newcommand{\\E}{ {\\mathbb{E} } }" in one and "\\newcommand{\\abs}[1]{\\left|#1\\right|}" in one
    assert "\\newcommand{\\no}" not in one and "[Home](<../index.md>)" in one
    assert '<a id="x-b"></a>[Words](#x-b) of' in two and "a.md#x" in two
    assert (manuscript / "one/p.png").is_file()


def test_gitbooks_glossary_ends_the_book(tmp_path: Path) -> None:
    files = {
        "SUMMARY.md": "* [One](one/README.md)\n* [Two](two/README.md)\n",
        "one/README.md": "# One\n\nSee [two](../two).\n",
        "two/README.md": "# Two\n\nWords.\n",
        "GLOSSARY.md": "# Glossary\n\n## Term\n\nWhat it means.\n",
    }
    assert made(tmp_path, files)[1]["backmatter"] == ["GLOSSARY.md"]


def test_the_report_names_what_is_missing_and_counts_what_is_alike(tmp_path: Path) -> None:
    files = {
        "a.md": "# A\n\n![P](gone.png)\n",
        "b.md": "# B\n\nBy @x.\n",
        "r.json": '[{"id": "x", "type": "book", "title": "T", "a": 1, "b": 2, "issued": {"date-parts": [[2020]]}}]',
    }
    for name, text in files.items():
        (tmp_path / "theirs" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "theirs" / name).write_text(text, encoding="utf-8")
    report = adopt(tmp_path / "theirs", tmp_path / "ours").report
    assert report.taken[:2] == [
        "2 chapters of Pandoc",
        "the title “Theirs”, no author named, in en: manuscript/book.yaml has them",
    ]
    assert report.lines("left") == [
        "pictures that are not in the folder (gone.png in a.md)",
        '2 × fields of a bibliography that CSL does not have ("a" in r.json:1, "b" in r.json:1)',
    ]
