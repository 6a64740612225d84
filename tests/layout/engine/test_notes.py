"""Notes at the foot of their call's page: none lost, none late, long ones run on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Severity
from bookbuilder.layout import write_pdf
from bookbuilder.layout.document_html import document_html
from bookbuilder.layout.engine import measured_notes
from bookbuilder.layout.gate import page_faults
from bookbuilder.layout.short_pages import short_pages
from bookbuilder.model.book import Page
from tests.layout.conftest import NOWHERE
from tests.layout.generated import generated
from tests.publication import Chapter, document, prose, publication, publication_of, title
from tests.small_book import composed

pytestmark = [pytest.mark.pango, pytest.mark.slow]


def pages_of(publication):
    outcome = write_pdf(publication, NOWHERE, Steps(), draft=True)
    assert [it for it in outcome.diagnostics if it.severity is Severity.ERROR] == []
    return outcome.value.facts


def one_chapter(write) -> object:
    it = Chapter("only")
    blocks = write(it)
    body = it.xhtml("chapter", "doc-chapter", title("only", "Only") + blocks)
    return publication_of((document(body, "chapter", "doc-chapter", "bodymatter", "Only"),))


def pages_with(facts, block):
    return [page.number for page in facts["only"] if any(line.block == block for line in page.lines)]


def test_a_long_note_begins_on_the_page_of_its_call_and_runs_on():
    text = "".join(f"<p>{prose(seed, 5)}</p>" for seed in range(2))
    long = " ".join(prose(seed, 8) for seed in range(4))
    facts = pages_of(one_chapter(lambda it: f"{text}<p>{prose(1, 3)}{it.note(long)}</p>" + f"<p>{prose(2, 8)}</p>" * 4))
    assert pages_with(facts, "only-note-1") == [1, 2]
    assert short_pages(facts["only"]) == []


def test_the_rest_of_a_note_of_many_pages_is_measured_for_a_few_of_them(monkeypatch):
    """A note of 480 pairs of sentences took 7 seconds: all its lines were laid out again on each of its pages."""
    heights = []
    measured = measured_notes.drawn_alone
    monkeypatch.setattr(
        measured_notes, "drawn_alone", lambda *given: (drawn := measured(*given), heights.append(drawn.height))[0]
    )
    long = "</p><p>".join(prose(seed, 8) for seed in range(60))
    facts = pages_of(one_chapter(lambda it: f"<p>{prose(1, 3)}{it.note(long)}</p>"))
    assert len(pages_with(facts, "only-note-1")) > 8 and max(heights) < 4 * facts["only"][0].height


def test_a_table_that_a_note_goes_on_with_overleaf_is_a_table_there():
    text = "".join(f"<p>{prose(seed, 5)}</p>" for seed in range(2))
    rows = "".join(f"<tr><td>Cell {row}</td><td>More</td></tr>" for row in range(3))
    note = f"{' '.join(prose(seed, 8) for seed in range(4))}</p><table>{rows}</table><p>Behind."
    facts = pages_of(one_chapter(lambda it: f"{text}<p>{prose(1, 3)}{it.note(note)}</p>" + f"<p>{prose(2, 8)}</p>" * 4))
    assert pages_with(facts, "only-note-1") == [1, 2]
    cells = [[line.text for line in page.lines if line.text.startswith("Cell")] for page in facts["only"][:2]]
    assert cells == [[], ["Cell 0", "Cell 1", "Cell 2"]]


RANDOM = """\
# femuw1z pimuw2z faw3z detiw4z guw5z

Repow29z teciw6z dusaw7z cew8z biw9z fubuw10z dobimew11z saw12z mebaw13z cow14z mutiw15z basolew16z caw17z sew18z
[ruw19z rafew20z]{.smallcaps} sonaw21z pesew22z mirow23z nafuw24z faw25z dow26z ***puw27z*** <mark>cemaw28z</mark>?

| rew30z puw31z
| tabuw32z tifogiw33z gow34z fatiruw35z
| motew36z pow37z neneniw38z fow39z robuw40z bemoliw41z dobeduw42z mebupow43z
| guw44z puw45z
| tebuw46z rutew47z cupaw48z lew49z nasow50z
| cimaw51z lotipew52z
| low53z dodiw54z caw55z

Dopuw64z faw56z 'bew57z pilew58z' $\\sum_{i=1}^{n} i^2$ nisuw59z tirefaw60z pafiw61z gigiw62z caguw63z. Cutudiw76z
musow65z[^n1] faw66z ribew67z puw68z nubasow69z sapaw70z cuw71z nomiw72z duw73z <u>pow74z lofiw75z</u>. Negaw88z
<u>gonaw77z pew78z</u> ciw79z fediw80z diw81z bocacuw82z lew83z fiw84z fadiw85z dow86z pew87z.

[^n1]: Datiw8128z depew8108z row8109z lifaw8110z cosuw8111z cew8112z fumolew8113z cidimaw8114z duraw8115z domuw8116z
    now8117z gadiw8118z puw8119z gew8120z liw8121z gew8122z piw8123z~miriw8124z~ `fiw8125z fociw8126z` piw8127z.
    Legacaw8149z nucudaw8129z~fanew8130z~ mew8131z pugibaw8132z guw8133z row8134z cow8135z ragaw8136z nogew8137z
    gew8138z mirutow8139z luw8140z few8141z maw8142z lesiw8143z comew8144z niw8145z diw8146z gigow8147z talow8148z!
    Gew8160z <u>low8150z pipuw8151z</u> *mitediw8152z dasiw8153z dow8154z pitudew8155z* [miw8156z
    tow8157z]{.smallcaps} <u>melew8158z piw8159z</u>! Namalaw8179z fadow8161z cew8162z fofatiw8163z laciw8164z
    bow8165z nuw8166z `liw8167z somuw8168z tew8169z` <kbd>tow8170z</kbd> sinumuw8171z daw8172z paw8173z mew8174z
    fumuw8175z misodew8176z giw8177z~copew8178z~.
"""
"""A chapter made at random: part of its note stood on the first page when its line was moved to the next one after all."""


def test_a_note_of_which_a_part_stands_on_a_page_that_its_line_leaves_is_whole_again():
    book = composed(RANDOM, {"manuscript/book.yaml": "title: T\nchapters: [one.md]\n"})
    outcome = write_pdf(book, NOWHERE, Steps(), draft=True)
    assert outcome.value is not None
    assert [
        (line.block, page.number) for page in outcome.value.facts["one"] for line in page.lines if line.role == "note"
    ]


@pytest.mark.slow
def test_a_note_taller_than_a_page_is_continued_until_it_ends():
    long = [" ".join(prose(seed + more, 8) for seed in range(6)) for more in range(3)]
    facts = pages_of(one_chapter(lambda it: f"<p>{prose(1)}{it.note(*long)}</p>" + f"<p>{prose(2, 8)}</p>" * 9))
    assert len(pages_with(facts, "only-note-1")) >= 3


def test_the_rest_of_a_note_stands_before_the_notes_of_its_page(printed):
    second = printed.facts["energy"][1]
    notes = [box for box in second.boxes if box.kind == "note"]
    assert notes[0].id == "energy-note-1"
    assert notes[0].y == min(note.y for note in notes)


def test_notes_end_above_the_foot_of_the_page(printed):
    for pages in printed.facts.values():
        for page in pages:
            assert all(box.y + box.height <= page.bottom + 0.5 for box in page.boxes if box.kind == "note")


@pytest.mark.slow
def test_every_word_is_on_the_pages_when_notes_of_all_lengths_follow_each_other():
    made = generated(2, 25, seed=4)
    facts = pages_of(made)
    for one in made.documents:
        written = document_html(one, made, one.body)
        faults = page_faults(one, written, facts[one.id])
        assert [fault for fault in faults if fault.severity is Severity.ERROR] == []
        notes = Counter(
            (line.block, page.number) for page in facts[one.id] for line in page.lines if line.role == "note"
        )
        parts = Counter(block for block, _ in notes)
        assert [note for note, lines in notes.items() if parts[note[0]] > 1 and lines == 1] == []


def test_the_gate_says_a_lost_note_a_late_one_and_one_off_the_page(printed):
    trade = publication().document("trade")
    written = document_html(trade, publication(), trade.body)
    pages = printed.facts["trade"]
    without = tuple(replace(page, lines=tuple(it for it in page.lines if it.block != "trade-note-2")) for page in pages)
    assert {"PDF-021", "PDF-024"} == {fault.code for fault in page_faults(trade, written, without)}
    moved = (pages[0], *pages[2:], replace(pages[1], number=99))
    late = [it for it in pages[0].lines if it.block == "trade-note-1"]
    first = replace(pages[0], lines=tuple(it for it in pages[0].lines if it not in late))
    second = replace(pages[1], lines=(*late, *pages[1].lines))
    assert "PDF-022" in {fault.code for fault in page_faults(trade, written, (first, second, *pages[2:]))}
    low = replace(pages[0], bottom=pages[0].bottom - 40)
    assert "PDF-023" in {fault.code for fault in page_faults(trade, written, (low, *moved[1:]))}


def test_a_line_beyond_the_measure_is_reported():
    for count, code in ((64, "PDF-025"), (120, "PDF-026")):
        word = ("1234567890" * 12)[:count]
        outcome = write_pdf(one_chapter(lambda it, word=word: f"<p><b>0</b>{word}</p>"), NOWHERE, Steps(), draft=True)
        assert [fault.code for fault in outcome.diagnostics] == [code]


@pytest.mark.long
def test_no_note_is_lost_in_a_book_of_three_hundred():
    facts = pages_of(generated(5, 60, seed=2))
    assert sum(len(pages) for pages in facts.values()) > 70


@pytest.mark.slow
@pytest.mark.long
def test_no_note_is_lost_in_a_book_of_fifteen_hundred():
    facts = pages_of(generated(25, 60, seed=1))
    assert sum(len(pages) for pages in facts.values()) > 350


@pytest.mark.long
@pytest.mark.slow
def test_no_note_is_lost_on_small_pages():
    made = generated(2, 60, seed=2, longest=150)
    small = replace(made, book=replace(made.book, page=Page("110mm", "178mm")))
    assert sum(len(pages) for pages in pages_of(small).values()) > 40
