"""First, subsequent, ibid and near-note, counted over the notes of the book."""

from __future__ import annotations

from small_styles import book, cluster, rendered

TESTS = ("ibid-with-locator", "ibid", "near-note", "subsequent")
BRANCHES = "".join(
    f'<{"if" if index == 0 else "else-if"} position="{name}"><text value="{name}"/></{"if" if index == 0 else "else-if"}>'
    for index, name in enumerate(TESTS)
)
LAYOUT = f'<choose>{BRANCHES}<else><text value="first"/></else></choose>'
ITEMS = [book("a", title="A"), book("b", title="B")]


def positions(csl, *citations, **options):
    style = csl(LAYOUT, cls="note", citation='near-note-distance="2"')
    return [text.lower() for text in rendered(style, ITEMS, citations, **options).citations]


def at(page):
    return {"id": "a", "locator": page}


def test_ibid_follows_the_only_cite_of_the_note_before(csl):
    assert positions(csl, cluster("a", note=1), cluster("a", note=2)) == ["first", "ibid"]
    assert positions(csl, cluster("a", "b", note=1), cluster("b", note=2)) == ["first; first", "near-note"]


def test_ibid_with_another_locator(csl):
    notes = [cluster(at("1"), note=1), cluster(at("1"), note=2), cluster(at("2"), note=3), cluster("a", note=4)]
    assert positions(csl, *notes) == ["first", "ibid", "ibid-with-locator", "near-note"]


def test_ibid_within_a_citation(csl):
    assert positions(csl, cluster("a", "a", note=1)) == ["first; ibid"]


def test_near_note_counts_the_notes_between(csl):
    notes = [cluster("a", note=1), cluster("b", note=2), cluster("a", note=3), cluster("b", note=6)]
    assert positions(csl, *notes) == ["first", "first", "near-note", "subsequent"]


def test_ibid_resets_at_each_chapter(csl):
    notes = [
        cluster("a", note=1, section="one"),
        cluster("a", note=2, section="two"),
        cluster("a", note=3, section="two"),
    ]
    assert positions(csl, *notes, reset_positions=True) == ["first", "first", "ibid"]
    assert positions(csl, *notes) == ["first", "ibid", "ibid"]


def test_first_reference_note_number(csl):
    style = csl(
        '<text variable="title"/><text variable="first-reference-note-number" prefix=" (n " suffix=")"/>', cls="note"
    )
    notes = [cluster("a", note=3), cluster("b", note=4), cluster("a", note=7)]
    assert rendered(style, ITEMS, notes).citations == ["A", "B", "A (n 3)"]


def test_real_style_says_ibid():
    notes = [cluster(at("1"), note=1), cluster(at("2"), note=2)]
    item = book("a", title="Steppe and treaty", author="Marlow, Edith", issued=2016, publisher="Press")
    result = rendered("chicago-notes-bibliography-subsequent-ibid", [item], notes)
    assert result.citations[1] == "Ibid., 2."
