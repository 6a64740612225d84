"""The order of a book's files is what a Makefile, a script or a file of defaults hands to Pandoc."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bookbuilder.desk.adopt import adopt
from tests.desk.test_adopt import made
from tests.in_time import in_time


def test_a_plain_folder_is_read_as_its_makefile_says(tmp_path: Path) -> None:
    files = {
        "Makefile": "SRC = text/2.md\nSRC += text/10.md\nbook.pdf:\n\tpandoc meta.yaml $(SRC) --csl=apa.csl -o book.pdf\n",
        "meta.yaml": "# Of us\n---\ntitle: P\nauthor: [A B]\n---\n",
        "text/pic2.svg": "<svg/>",
        "README.md": "# Not this\n\nMany words of a repository that nobody prints.\n",
        "text/2.md": "# Two\n\nSee @fig:x and [@fig:x], {@fig:x}B.\n\n![Cap](pic){#fig:x}\n\n![With `code`](/pic2)\n",
        "text/10.md": "More of two.\n\nTen\n===\n\nWords.\n\n# References\n",
        "text/pic.svg": "<svg/>",
    }
    manuscript, book = made(tmp_path, files)
    assert book["csl"] == "apa" and book["title"] == "P"
    two = (manuscript / "2.md").read_text(encoding="utf-8")
    assert (
        "See @fig-x and [@fig-x], [@fig-x]B." in two
        and "![With `code`](pic2.svg)" in two
        and "More of two." in two
        and "(pic.svg){#fig-x}" in two
    )
    assert (manuscript / "10.md").read_text(encoding="utf-8").startswith("# Ten\n") and book["chapters"] == [
        "2.md",
        "10.md",
    ]


def test_the_lists_of_a_template_s_metadata_are_the_order_of_the_chapters(tmp_path: Path) -> None:
    names = ("0-abstract", "1-intro", "2-main", "2-main-old", "3-end", "4-thanks")
    files = {f"content/{it}.md": f"# {it[2:].title()}\n\nWords of it.\n" for it in names}
    said = "---\ntitle: T\nabstract: tex/0-abstract\nthanks: tex/4-thanks\nchapter:\n- tex/1-intro\n- tex/2-main\n- tex/3-end\n---\n"
    _, book = made(tmp_path, {**files, "thesis.yaml": said})
    assert book["chapters"] == ["0-abstract.md", "4-thanks.md", "1-intro.md", "2-main.md", "3-end.md"]


def test_a_list_of_pages_in_a_folder_beside_theirs_is_the_book_in_its_order(tmp_path: Path) -> None:
    names = ("start/index", "start/use", "end/index", "end/more")
    files = {f"src/pages/{it}.md": f"# {it.title()}\n\nWords of it.\n" for it in (*names, "end/draft")}
    pages = "".join(f"- {it}.md\n" for it in names)
    said = "title: {main: The Book}\ncreators: [{first_name: Ann, last_name: Doe}]\ncontributor: [{role: translator, text: B C}]\n"
    _, book = made(tmp_path, {**files, "src/meta/metadata.yaml": f"{said}pages:\n{pages}"})
    assert book["title"] == "The Book" and book["creator"] == [{"name": "Ann Doe"}]
    assert book["chapters"] == ["start/index.md", "start/use.md", "end/index.md", "end/more.md"]


@pytest.mark.parametrize(
    ("key", "names", "files"),
    [
        ("keywords", "[introduction, methods, results]", 5),
        ("keywords", "[results, methods, introduction, 'theory/method']", 5),
        ("chapters", "[introduction, methods, results]", 3),
        ("order", "[introduction.md, methods.md, results.md]", 3),
    ],
)
def test_words_of_the_metadata_are_files_where_they_say_so(tmp_path: Path, key: str, names: str, files: int) -> None:
    parts = ("introduction", "methods", "results", "discussion", "conclusion")
    texts = {f"{it}.md": f"# {it.title()}\n\n{'Words of it. ' * 40}\n" for it in parts}
    manuscript, _ = made(tmp_path, {**texts, "metadata.yaml": f"title: T\n{key}: {names}\n"})
    assert len(list(manuscript.glob("*.md"))) == files


def test_what_defaults_name_is_found_where_a_makefile_takes_it_from(tmp_path: Path) -> None:
    files = {f"source/{it}.md": f"# {it}\n\nWords.\n" for it in ("one", "two", "draft")}
    defaults = "input-files:\n  - parts/two.md\n  - parts/one.md\n"
    _, book = made(tmp_path, files | {"defaults/thesis.yaml": defaults})
    assert book["chapters"] == ["two.md", "one.md"]


def test_a_list_that_a_script_declares_is_taken_from_its_first_file_on(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("one", "two", "three", "left"):
        (tmp_path / f"a/{name}.md").write_text(f"# {name}\n\nWords.\n", encoding="utf-8")
    script = 'declare -A books=(\n  ["all"]="one.md two.md three.md"\n)\npandoc ${books[all]} -o book.pdf\n'
    (tmp_path / "a/make.sh").write_text(script, encoding="utf-8")
    assert adopt(tmp_path / "a", tmp_path / "book").chapters == 3


def test_the_files_that_a_script_puts_one_behind_another_are_the_book(tmp_path: Path) -> None:
    """Of a thesis of 14,000 words the 2,000 of its appendix were taken."""
    script = "#!/bin/bash\ncat thesis.md > tmp.md\nfor i in parts/{0..1}*; do\n  cat $i >> tmp.md\ndone\ncat parts/9-end.md >> tmp.md\npandoc tmp.md\n"
    said = "---\ntitle: T\nauthor: 'Authors: A B^[C^2^, D], E F^1, 2^'\n---\n"
    files = {f"parts/{it}.md": f"# Of {it}\n\n{'Words. ' * 99}\n" for it in ("0-one", "1-two", "9-end")}
    _, book = made(tmp_path, files | {"thesis.md": f"{said}\n# Abstract\n\nWords.\n", "build.sh": script})
    assert book["chapters"] == ["thesis.md", "parts/0-one.md", "parts/1-two.md", "parts/9-end.md"]
    assert book["creator"] == [{"name": "A B"}, {"name": "E F"}]


def test_a_list_of_a_shell_is_in_its_order(tmp_path: Path) -> None:
    script = '#!/bin/bash\nfiles=(\n  text/preface.md\n  # text/old.md\n  text/ch{1..2}.md\n  "text/about.md"\n)\npandoc -o b.pdf "${files[@]}"\n'
    files = {f"text/{it}.md": f"# {it}\n\nWords.\n" for it in ("about", "ch1", "ch2", "preface", "old")}
    _, book = made(tmp_path, files | {"build.sh": script})
    assert book["chapters"] == ["preface.md", "ch1.md", "ch2.md", "about.md"]


@pytest.mark.parametrize("line", [">", "> ", "a > ", "> a.md "])
def test_a_script_of_many_signs_is_read_once(line: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    (tmp_path / "a/make.sh").write_text(f"pandoc one.md\n{line * (60_000 // len(line))}\n", encoding="utf-8")
    begun = time.process_time()
    assert adopt(tmp_path / "a", tmp_path / "book").chapters == 1
    assert in_time(time.process_time() - begun, 3)
