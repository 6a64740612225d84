"""A folder that was made to break whoever adopts it is adopted as far as it can be: nothing runs, nothing waits, nothing is read outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bookbuilder.desk.adopt import adopt
from bookbuilder.desk.adopt.files import front_matter
from bookbuilder.source import own_files

SECRET = "Xanthippe"
LISTS = {
    "_quarto.yml": "project: {type: book, pre-render: touch ran}\nbook:\n  title: A\n  chapters: [one.md, loop.md, pipe.md, out.md, ../outside/secret.md, '../**/*.md', '*.md']\n",
    "src/SUMMARY.md": "- [One](one.md)\n- [L](loop.md)\n- [P](pipe.md)\n- [O](../out.md)\n- [S](SUMMARY.md)\n",
    "mkdocs.yml": "site_name: A\ndocs_dir: src\nnav: [one.md, loop.md, pipe.md, ../out.md]\nplugins: !!python/object/apply:os.system [touch ran]\n",
    "_toc.yml": "format: jb-book\nroot: one\nchapters: [{file: loop}, {file: pipe}, {file: out}, {glob: '../**/*'}, {glob: '**/*'}]\n",
    "Makefile": "all:\n\tpandoc one.md loop.md pipe.md out.md ../outside/*.md $(shell touch ran) -o a.pdf\n",
}
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("name", LISTS)
def test_links_loops_and_pipes_are_passed_over_and_hooks_never_run(tmp_path: Path, name: str) -> None:
    """A link to itself ended `adopt` in a traceback."""
    theirs = tmp_path / "theirs"
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text(f"# {SECRET}\n\n{SECRET}\n" * 40)
    for place in (theirs, theirs / "src", theirs / "figures"):
        place.mkdir()
        (place / "one.md").write_text("# One\n\nWords. ![A](../../outside/secret.png) ![B](pipe.png)\n")
        (place / "loop.md").symlink_to("loop.md")
        os.mkfifo(place / "pipe.md")
        os.mkfifo(place / "pipe.png")
        (place / "up").symlink_to("..")
    (theirs / "out.md").symlink_to(tmp_path / "outside/secret.md")
    (theirs / "outside").symlink_to(tmp_path / "outside")
    (theirs / name).write_text(LISTS[name])
    adopt(theirs, tmp_path / "ours")
    made = own_files(tmp_path / "ours", tmp_path / "ours")
    assert any("Words." in it.read_text() for it in made if it.suffix == ".md")
    assert SECRET not in "".join(it.read_text() for it in made)
    assert not list(tmp_path.rglob("ran"))


def test_aliases_that_stand_for_a_thousand_million_values_are_no_metadata(tmp_path: Path) -> None:
    """It was written out for more than a hundred seconds."""
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/one.md").write_text("# One\n\nWords.\n")
    (tmp_path / "theirs/_quarto.yml").write_text(f"{BOMB}book: {{chapters: *i, title: *h}}\n")
    adopt(tmp_path / "theirs", tmp_path / "ours")
    assert "Words." in (tmp_path / "ours/manuscript/one.md").read_text()


def test_metadata_of_multimarkdown_is_no_text() -> None:
    said, text = front_matter("Title: The Road  \nBase Header Level: 1\nAuthor: Jane Doe\n\n# One\n")
    assert (said["title"], said["author"], text) == ("The Road", "Jane Doe", "\n\n\n\n# One\n")
    assert front_matter("Title: a word, and no more.\n\nText.\n")[0] == {}
