"""A folder of Obsidian's: its remarks, marked words and names of blocks, and links to notes whose files have other names here."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.desk.adopt.adopting import adopt

FIRST = """# First

See [[2 - Second note#A part|the part]] and [there](2%20-%20Second%20note.md), ==marked *words*==, 1 == 1. ^name

%% a remark
of two lines %%
Code `%%` and `==x==` stay, [[missing note]] is words.

![[pic one.png|80]]
"""


def test_a_vault_becomes_a_book(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / "files").mkdir(parents=True)
    (vault / "1 - First note.md").write_text(FIRST)
    (vault / "2 - Second note.md").write_text("# Second\n\n## A part\n\nWords.\n")
    (vault / "files/pic one.png").write_bytes(b"")
    made = adopt(vault, tmp_path / "book")
    text = (made.folder / "manuscript/1---First-note.md").read_text()
    assert "See [the part](<2---Second-note.md#a-part>) and [there](<2---Second-note.md>), " in text
    assert "[marked *words*]{.mark}, 1 == 1.\n" in text
    assert "remark" not in text and "Code `%%` and `==x==` stay, missing note is words." in text.replace(
        "[[", ""
    ).replace("]]", "")
    assert "![](<files/pic one.png>){width=80px}" in text
    assert "left     a remark between %% (1 - First note.md:5)" in "\n".join(
        f"left     {line}" for line in made.report.lines("left")
    )


def test_a_plain_folder_keeps_its_signs(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "one.md").write_text("# One\n\nA %%sign%% and ==two== stay. ^x\n")
    adopt(folder, tmp_path / "book")
    assert "A %%sign%% and ==two== stay. ^x" in (tmp_path / "book/manuscript/one.md").read_text()
