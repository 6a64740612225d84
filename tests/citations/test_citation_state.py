"""A section whose citations are in the same state as before is not formatted again, and prints the same."""

from __future__ import annotations

from small_styles import book, cluster

from bookbuilder.citations import Options, render


def _rendered(sections, kept, style="chicago-notes-bibliography"):
    """The citations of sections of keys, and which sections were formatted anew; `kept` is what a cache would keep."""
    formatted = []

    def by_section(section, states, format):
        key = (section, tuple(states))
        if key not in kept:
            formatted.append(section)
            kept[key] = format()
        return kept[key]

    items = [book(key, author=author, issued=2001, title=f'Book {key}') for key, author in
             (('a', 'Doe, Ann'), ('b', 'Doe, Bob'), ('c', 'Roe, Cy'))]  # fmt: skip
    citations = []
    for section, keys in sections.items():
        for key in keys:
            citations.append(cluster(key, note=len(citations) + 1, section=section))
    result = render(style, "en-GB", items, citations, Options(reset_positions=True), by_section=by_section)
    return list(result.citations), formatted


def test_only_the_edited_section_is_formatted_again():
    kept = {}
    before = {"one": ["a", "a", "b"], "two": ["b", "c", "a"], "three": ["c", "a"]}
    _, formatted = _rendered(before, kept)
    assert formatted == ["one", "two", "three"]
    after = {**before, "three": ["a", "c", "c"]}
    warm, formatted = _rendered(after, kept)
    assert formatted == ["three"]
    assert warm == _rendered(after, {})[0]


def test_a_new_note_moves_only_what_refers_back_by_number():
    before = {"one": ["a", "b"], "two": ["c", "a", "c"]}
    after = {"one": ["a", "b", "b"], "two": ["c", "a", "c"]}
    for style, again in (("chicago-notes-bibliography", ["one"]), ("oscola", ["one", "two"])):
        kept = {}
        _rendered(before, kept, style)
        warm, formatted = _rendered(after, kept, style)
        assert formatted == again
        assert warm == _rendered(after, {}, style)[0]


def _divided(path):
    items = [book(key, title=key.upper()) for key in "abcd"]
    citations = [cluster(key) for key in "abcd"]
    result = render(path, "en-GB", items, citations, Options(), sections=[["b", "d"], ["c", "a"]])
    return list(result.citations), [text for _, text in result.entries]


def test_numbers_that_only_entries_print_run_on_through_a_divided_bibliography(csl):
    entry = '<text variable="citation-number" suffix=" "/><text variable="title"/>'
    assert _divided(csl('<text variable="title"/>', entry=entry))[1] == ["1 B", "2 D", "3 A", "4 C"]


def test_numbers_that_citations_print_are_those_of_the_whole_bibliography(csl):
    entry = '<text variable="citation-number" suffix=" "/><text variable="title"/>'
    number = '<macro name="no"><text variable="citation-number"/></macro>'
    citations, entries = _divided(csl('<text macro="no"/>', macros=number, entry=entry))
    assert citations == ["1", "2", "3", "4"]
    assert entries == ["2 B", "4 D", "1 A", "3 C"]
