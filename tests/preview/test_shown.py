"""What the browser may see: the last good pages, none of them once consent may have changed, and which pages changed."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.environment import ROOT
from bookbuilder.model.pages import LineFact, PageFacts
from bookbuilder.preview.messages import Outline, Pages, Standing
from bookbuilder.preview.shown import Shown
from bookbuilder.preview.watching import batch_of, is_watched


def page(number: int, text: str) -> PageFacts:
    return PageFacts(number, 400, 600, 50, 550, (LineFact("one-p1", 0, text, 0, 0, 100, 12),))


def shown(*texts: str) -> Shown:
    state = Shown()
    state.take(("outline", "A Book", "en", (Outline("one", "One", "", "manuscript/one.md", (("one-p1", 3),), 9),)))
    state.take(("pages", Pages("one", "".join(texts).encode(), tuple(page(n, it) for n, it in enumerate(texts, 1)))))
    state.take(("places", [Standing("one", 0, tuple(str(n) for n in range(1, len(texts) + 1)))]))
    state.take(("site", {"one.html": b"words"}, {"one": "one.html"}))
    state.take(("done", 1.0))
    return state


def test_a_page_whose_paragraphs_are_only_counted_otherwise_has_not_changed():
    state = shown("first", "second")
    counted = PageFacts(2, 400, 600, 50, 550, (LineFact("one-p2", 0, "second", 0, 0, 100, 12),))
    state.take(("pages", Pages("one", b"other", (page(1, "first, edited"), counted))))
    assert state.summary()["documents"][0]["changed"] == [0]


def test_a_changed_page_is_reported_and_the_others_are_not():
    state = shown("a", "b", "c")
    state.begin()
    state.take(("pages", Pages("one", b"other", (page(1, "a"), page(2, "other"), page(3, "c")))))
    assert state.summary()["documents"][0]["changed"] == [1]


def test_the_same_pages_are_reported_once():
    state = shown("a")
    state.begin()
    assert state.take(("pages", state.pages["one"])) == []


def test_a_book_that_cannot_be_laid_out_keeps_its_pages_and_says_so():
    state = shown("a", "b")
    state.begin()
    state.take(("faults", [{"severity": "error", "message": "Broken."}]))
    state.take(("done", 0.3))
    assert state.stale and state.pages["one"].pdf == b"ab" and state.site


def test_clearing_leaves_no_word_of_the_book():
    state = shown("a word that was withdrawn")
    state.take(("faults", [{"severity": "note", "message": "withdrawn words"}]))
    state.clear()
    assert not (state.pages or state.heads or state.site or state.faults or state.outlines or state.title)
    assert "withdrawn" not in repr(state)


def test_the_count_of_pages_is_that_of_the_bound_book():
    assert shown("a", "b", "c").summary()["pages"] == 4


def test_a_transcript_or_the_file_of_names_may_change_what_is_released():
    folder = Path("/books/atlas")
    for name in ("kz-01.md", "private.yaml"):
        assert batch_of(folder, [folder / "manuscript/interviews" / name]).consent
    assert not batch_of(folder, [folder / "manuscript/one.md", folder / "references.yaml"]).consent


def test_a_rule_that_changed_needs_another_process():
    assert batch_of(Path("/books/atlas"), [Path(ROOT, "bookbuilder/source.py")]).code
    assert not batch_of(Path("/books/atlas"), [Path(ROOT, "styles/print.css")]).code


def test_what_builds_and_editors_leave_is_not_the_book():
    folder = Path("/output/atlas")
    assert is_watched(folder, "/output/atlas/manuscript/one.md")
    assert is_watched(folder, "/output/atlas/templates/pages/title.xhtml")
    for name in (
        "output/a.pdf",
        ".cache/x",
        ".git/HEAD",
        "manuscript/one.md~",
        "manuscript/.one.md.swp",
        "manuscript/4913",
    ):
        assert not is_watched(folder, f"/output/atlas/{name}"), name
