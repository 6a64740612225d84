"""What changed between two releases: reported by chapter, and word by word."""

from __future__ import annotations

from bookbuilder.release.change_record import Changes
from bookbuilder.release.changes import changes
from bookbuilder.release.text_record import Chapter, Paragraph, Text, as_json, from_json


def text(*chapters: Chapter, entries: dict[str, str] | None = None) -> Text:
    return Text("A Book", "1.0", chapters, entries or {})


def chapter(*paragraphs: str, id: str = "one", page: str = "1", **more: object) -> Chapter:
    made = tuple(Paragraph("note" if it[:1].isdigit() else "text", it, page) for it in paragraphs)
    return Chapter(id, id.title(), page=page, paragraphs=made, source=f"manuscript/{id}.md", **more)  # type: ignore[arg-type]


def reported(found: Changes, number: int = 0) -> list[str]:
    marks = {"added": "+", "removed": "-", "same": "=", "moved-in": ">", "moved-out": "<"}
    return [
        f"{it.kind}: {' '.join(marks[run.kind] + run.text for run in it.runs)}" for it in found.chapters[number].changes
    ]


def test_a_book_that_is_the_same_has_no_changes() -> None:
    found = changes(text(chapter("A b c.")), text(chapter("A b c.")))
    assert found.chapters[0].is_silent and not found.entries


def test_words_in_a_paragraph() -> None:
    found = changes(text(chapter("The road is long and dry.")), text(chapter("The road is short and dry.")))
    assert reported(found) == ["changed: =The road is -long +short =and dry."]
    assert (found.words_added, found.words_removed) == (1, 1)


def test_a_paragraph_that_came_went_or_moved() -> None:
    one, two, three = "Alpha beta gamma.", "Delta epsilon zeta.", "Eta theta iota."
    assert reported(changes(text(chapter(one, two)), text(chapter(one, three, two)))) == [f"added: +{three}"]
    assert reported(changes(text(chapter(one, two, three)), text(chapter(one, three)))) == [f"removed: -{two}"]
    found = changes(text(chapter(one, two, three)), text(chapter(two, three, one)))
    assert reported(found) == [f"moved: ={one}"] and (found.words_added, found.words_moved) == (0, 3)


def test_a_paragraph_that_moved_to_another_chapter() -> None:
    before = text(chapter("Alpha.", "Delta epsilon zeta."), chapter("Beta.", id="two"))
    after = text(chapter("Alpha."), chapter("Beta.", "Delta epsilon zeta.", id="two"))
    found = changes(before, after)
    assert (reported(found, 0), reported(found, 1)) == ([], ["moved: =Delta epsilon zeta."])
    assert (found.words_added, found.words_removed, found.words_moved) == (0, 0, 3)


def test_a_sentence_that_moved_within_other_paragraphs() -> None:
    sentence = "Whoever takes money opens the gate for it."
    before = text(chapter(f"He is paid in grain. {sentence}"), chapter("The stick lies.", id="two"))
    after = text(chapter("He is paid in grain."), chapter("The stick lies.", f"{sentence}[1] It is said.", id="two"))
    found = changes(before, after)
    assert reported(found, 0) == [f"changed: =He is paid in grain. <{sentence}"]
    assert reported(found, 1) == [f"added: >{sentence}[1] +It is said."]
    assert (found.words_added, found.words_removed, found.words_moved) == (3, 0, 8)
    again = text(chapter(f"He is paid in grain. {sentence}"), chapter("The stick lies.", sentence, sentence, id="two"))
    assert changes(before, again).words_moved == 0  # it stands where it stood, and twice besides


def test_an_excerpt_that_was_cut_is_one_change() -> None:
    before = text(chapter("A.", excerpts=(("kz-01 q1", "The key is one. The power is another."),)))
    after = text(chapter("A.", excerpts=(("kz-01 q1", "The power is another."),)))
    [change] = changes(before, after).chapters[0].excerpts
    assert (change.kind, [run.kind for run in change.runs]) == ("changed", ["removed", "same"])


def test_a_note_that_only_got_another_number_is_no_change() -> None:
    before = text(chapter("Alpha.[1] Beta.[2]", "1 See A.", "2 See B."))
    after = text(chapter("Alpha.[2] Beta.[3]", "2 See A.", "3 See B."))
    assert changes(before, after).chapters[0].is_silent


def test_a_chapter_with_another_title_is_the_same_chapter() -> None:
    before, after = text(chapter("Alpha.")), text(chapter("Alpha.", id="first"))
    renamed = Text(
        "A Book",
        "2.0",
        (Chapter("first", "First", source="manuscript/one.md", paragraphs=after.chapters[0].paragraphs),),
    )
    assert [it.fate for it in changes(before, renamed).chapters] == ["kept"]
    assert [it.fate for it in changes(before, text(chapter("Beta.", id="two"))).chapters] == ["added", "removed"]


def test_chapters_in_another_order() -> None:
    one, two = chapter("Alpha."), chapter("Beta.", id="two", page="5")
    assert changes(text(one, two), text(two, one)).reordered
    assert not changes(text(one, two), text(one, two)).reordered


def test_sources_excerpts_figures_and_entries() -> None:
    before = chapter(
        "A.", references=("x", "y"), excerpts=(("kz-01 q1", "Words."),), figures=(("Figure 1.1", "Trade"),)
    )
    after = chapter(
        "A.",
        references=("y", "z"),
        excerpts=(("kz-02 q1", "Other."),),
        figures=(("Figure 1.1", "Trade 2020"),),
        page="3",
    )
    found = changes(text(before, entries={"x": "X, 2019"}), text(after, entries={"x": "X, 2020"}))
    it = found.chapters[0]
    assert (it.references_added, it.references_removed) == (("z",), ("x",))
    assert [(each.kind, each.what) for each in it.excerpts] == [("added", "kz-02 q1"), ("removed", "kz-01 q1")]
    assert [(each.kind, each.what) for each in it.figures] == [("changed", "Figure 1.1")]
    assert [run.text for run in found.entries[0].runs] == ["X,", "2019", "2020"]
    assert (it.page_before, it.page) == ("1", "3")


def test_the_record_is_read_back_as_it_was_written() -> None:
    whole = text(
        chapter("A.", references=("x",), excerpts=(("kz-01 q1", "W."),), figures=(("Figure 1.1", "T"),)),
        entries={"x": "X"},
    )
    assert from_json(as_json(whole)) == whole
