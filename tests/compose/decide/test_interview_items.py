"""How quotations are printed: attribution by consent, translation and original, marks of a draft, citation, appendix."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.citations import Options
from bookbuilder.compose import compose
from bookbuilder.compose.decide.interview_items import ENGLISH, interview_item, standing_alone
from bookbuilder.diagnostics import Stage
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.model.interview import Consent, Interview
from bookbuilder.model.publication import Publication
from bookbuilder.theme.templates import Theme
from tests import small_book

BOOK = small_book.BOOK + "backmatter: [interviews, transcripts, bibliography]\n"

INTERVIEW = """\
---
code: tj-01
name: Rustam Example
description: Specialist in water, Dushanbe
country: Tajikistan
date: 2020-12-16
language: ru
consent: {attribution: ATTRIBUTION}
---

::: {.question #q1}
Что?
:::

::: {.answer #q1a}
Вода об этом не спрашивает.
:::

::: {.translation of="q1a" lang="en-GB"}
Water does not ask about that.
:::
"""


def composed(
    folder: Path, chapter: str, attribution: str = "named", book: str = BOOK, stage: Stage = Stage.DRAFT
) -> Publication:
    files = {
        "manuscript/book.yaml": book,
        "manuscript/one.md": f"# One\n\n{chapter}\n",
        "manuscript/interviews/tj-01.md": INTERVIEW.replace("ATTRIBUTION", attribution),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    steps, theme = Steps(), Theme(folder)
    return compose(read_manuscript(folder, steps).value, theme, steps, stage=stage).value


def body(publication: Publication, id: str = "one") -> etree._Element:
    return etree.fromstring(publication.document(id).body)


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize(
    ("attribution", "line", "entry"),
    [
        ("named", "Rustam Example, interview tj-01 (translated; emphasis added)", "Rustam Example, interview"),
        ("described", "Specialist in water, Dushanbe, interview tj-01 (translated; emphasis added)", "Dushanbe (tj-01), interview"),
        ("anonymous", "Interview tj-01 (translated; emphasis added)", "Expert tj-01, interview"),
    ],
)  # fmt: skip
def test_the_attribution_has_the_form_that_consent_allows(attribution, line, entry, tmp_path):
    chapter = (
        '::: {.excerpt source="tj-01" turn="q1a" emphasis="added" original="below"}\n*Water* does not ask […]\n:::'
    )
    publication = composed(tmp_path, chapter, attribution)
    aside = body(publication).find("aside")
    assert words(aside.find("p[@class='attribution']")) == f"{line}1"
    translation, original = aside.findall("div")
    assert (translation.get("class"), translation.get("lang")) == ("excerpt-translation", "en-GB")
    assert (original.get("class"), original.get("lang"), words(original)) == (
        "excerpt-words",
        "ru",
        "Вода об этом не спрашивает.",
    )
    assert entry in words(body(publication))
    section = body(publication, "bibliography")
    assert entry in words(section)
    everything = " ".join(document.body for document in publication.documents)
    assert ("Rustam" in everything) == (attribution == "named")


def test_a_draft_marks_what_is_not_approved_and_a_release_has_no_marks(tmp_path):
    chapter = '{{ excerpt("tj-01", "q1a") }}\n\nHe speaks of [“Water”]{.said by="tj-01"}.'
    draft = body(composed(tmp_path, chapter))
    assert draft.find("aside").get("class") == "excerpt unapproved"
    assert [words(e) for e in draft.iter() if e.get("class") == "draft-mark"] == ["not approved", "not approved"]
    assert "unapproved" not in composed(tmp_path, chapter, stage=Stage.RELEASE).document("one").body


def test_the_original_in_a_note_stands_with_the_notes(tmp_path):
    section = body(composed(tmp_path, '{{ excerpt("tj-01", "q1a", original="note") }}'))
    notes = [words(note) for note in section.iter("aside") if note.get("class") == "note"]
    assert notes[0] == "1 Вода об этом не спрашивает." and "interview" in notes[1]


def test_the_setting_of_the_book_decides_where_the_excerpt_does_not(tmp_path):
    section = body(composed(tmp_path, '{{ excerpt("tj-01", "q1a") }}', book=BOOK + "excerpts: {original: beside}\n"))
    assert section.find("aside").get("class") == "excerpt beside unapproved"


def test_the_appendix_prints_whole_interviews_and_asks_for_consent(tmp_path):
    publication = composed(tmp_path, "Text.")
    appendix = body(publication, "transcripts")
    assert "Вода об этом не спрашивает." in words(appendix) and "Water does not ask about that." in words(appendix)
    assert [(q.document, q.turn) for q in publication.quotations] == [("transcripts", "q1a"), ("transcripts", "q1a")]


def test_a_style_that_omits_interviews_prints_its_first_citation(tmp_path):
    interview = Interview("kz-01", "Expert", "Kazakhstan", "2020-10-14", "en", consent=Consent("described"))
    item = interview_item(interview, ENGLISH)
    found = standing_alone("chicago-author-date", "en-GB", [item], Options(), ["Boonstra, J. 2018."])
    assert found == {"kz-01": "Expert (kz-01), interview, 14 October 2020."}


def test_a_named_expert_is_sorted_by_family_name():
    interview = Interview(
        "kz-01", "Expert", "Kazakhstan", "2020", "en", name="Erlan Akhmetov", consent=Consent("named")
    )
    assert interview_item(interview, ENGLISH)["author"] == [{"family": "Akhmetov", "given": "Erlan"}]
