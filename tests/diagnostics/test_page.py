"""Every example of the catalogue: what is wrong fires its code, what is right does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Severity, Stage, blocking, codes, errors
from bookbuilder.diagnostics.catalogue import CATALOGUE, stops, weight
from bookbuilder.diagnostics.page import EXAMPLES, Example
from bookbuilder.editions.draft_marks import draft_marks
from bookbuilder.editions.draft_pages import mark_site
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.manuscript.interviews import read_interview
from bookbuilder.manuscript.references import read_references
from bookbuilder.source import Source
from bookbuilder.theme.templates import SHIPPED
from bookbuilder.verbs import build, check, opening
from tests.small_book import BOOK, make_book, prints_as_draft

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>'
FILES: dict[str, str | bytes] = {
    "manuscript/figures/map.svg": SVG,
    "manuscript/figures/map.psd": b"8BPS",
    "manuscript/figures/damaged.png": b"no picture",
    "manuscript/data/trade.csv": "year,trade\n2020,1\n",
    "manuscript/glossary.md": "# Glossary\n\nenlargement\n:   The accession of new members.\n",
}
IN_CHAPTERS = [it for it in EXAMPLES.values() if it.place in ("chapter", "whole")]


def in_chapters(folder: Path, good: bool) -> Path:
    """One book with a chapter for each example, called by its code."""
    chapters: dict[str, str | bytes] = {}
    for it in IN_CHAPTERS:
        text = it.good if good else it.bad
        chapters[f"manuscript/{it.code}.md"] = text if it.place == "whole" else f"# {it.code}\n\n{text}"
    names = ", ".join(f"{it.code}.md" for it in IN_CHAPTERS)
    book = BOOK.replace("one.md", names) + "backmatter: [glossary.md, bibliography, index]\n"
    return make_book(folder, {"manuscript/book.yaml": book, **FILES, **chapters})


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> opening.Opened:
    opened = opening.open_book(in_chapters(tmp_path_factory.mktemp("wrong"), good=False))
    opening.check_consent(opened)
    opening.check_cited_sources(opened)
    return opened


@pytest.fixture(scope="module")
def wrong(draft: opening.Opened) -> tuple[Diagnostic, ...]:
    return draft.built().diagnostics


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> tuple[Diagnostic, ...]:
    return check(in_chapters(tmp_path_factory.mktemp("right"), good=True)).diagnostics


@pytest.mark.parametrize("code", [it.code for it in IN_CHAPTERS])
def test_a_chapter_fires_its_code_and_its_better_self_does_not(
    code: str, wrong: tuple[Diagnostic, ...], right: tuple[Diagnostic, ...]
) -> None:
    fired = {it.code for it in wrong if it.location.file == f"manuscript/{code}.md"}
    assert code in fired
    assert code not in {it.code for it in right if it.location.file == f"manuscript/{code}.md"}


@pytest.mark.parametrize("code", [it.code for it in IN_CHAPTERS])
def test_a_chapter_with_any_fault_prints_in_a_draft_and_each_error_is_marked(code: str, draft: opening.Opened) -> None:
    assert draft.book is not None and not blocking(draft.diagnostics, Stage.DRAFT)
    publication = draft.book.publication
    document = next(it for it in publication.documents if it.source == f"manuscript/{code}.md")
    assert document.body
    found = [it for it in errors(draft.built().diagnostics) if it.code == code and it.location.file == document.source]
    assert found or weight(code, Stage.DRAFT) is not Severity.ERROR or CATALOGUE[code].by_case
    marks = draft_marks(publication, found)
    page = mark_site({"page.html": document.body.encode()}, marks, 1)["page.html"].decode()
    assert not found or f'<span class="draft-fault">{code}' in page


@pytest.mark.slow
def test_a_draft_with_any_faulty_source_or_transcript_is_composed(tmp_path: Path) -> None:
    transcripts = {f"manuscript/interviews/kz-{n}.md": it.bad for n, it in enumerate(_examples("transcript"), start=10)}
    for number, files in enumerate([transcripts, *({"references.yaml": it.bad} for it in _examples("sources"))]):
        opened = opening.open_book(make_book(tmp_path / str(number), files))
        found = opened.built().diagnostics
        prints_as_draft(opened, found)
        assert {it.code for it in EXAMPLES.values() if it.bad in files.values()} <= {it.code for it in found}


def _examples(place: str) -> list[Example]:
    return [it for it in EXAMPLES.values() if it.place == place]


@pytest.mark.slow
@pytest.mark.pango
def test_a_book_with_every_fault_prints(tmp_path: Path) -> None:
    folder = in_chapters(tmp_path, good=False)
    faults = ("{{ nobody.knows }}", "{{ a }", "{% if true %}", "<b>", '{% include "gone.xhtml" %}')
    for number, path in enumerate(sorted(it for it in (SHIPPED / "templates").rglob("*.xhtml"))):
        own = folder / path.relative_to(SHIPPED)
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(
            path.read_text(encoding="utf-8").replace(">\n", f">\n{faults[number % 5]}\n", 1), encoding="utf-8"
        )
    built = build(folder, ("pdf", "epub"), tmp_path / "output", steps=Steps(workers=2))
    assert {"TPL-001", "TPL-002", "TPL-003", "TPL-004"} <= {it.code for it in built.diagnostics}
    assert [it.path.name for it in built.artefacts] == ["a-small-book-draft.pdf", "a-small-book-draft.epub"]
    assert all(it.errors == len(errors(built.diagnostics, it.format)) for it in built.artefacts)
    assert not [it for it in built.diagnostics if it.code == "BUG-001"]


def test_only_what_is_wrong_in_a_files_first_line_is_reported_of_it(wrong: tuple[Diagnostic, ...]) -> None:
    first = {it.code for it in wrong if (it.location.line, it.location.column) == (1, 1)}
    assert first == {"CHP-020", "CHP-023", "CHP-024"}


def in_book(folder: Path, lines: str) -> set[str]:
    """The codes of a book whose book.yaml has these lines in the place of its own."""
    try:
        own = set(yaml.safe_load(lines))
    except (yaml.YAMLError, TypeError, RecursionError):
        own = set()
    kept = [line for line in BOOK.splitlines() if line.split(":")[0] not in own]
    make_book(folder, {"manuscript/book.yaml": "\n".join(kept) + "\n" + lines})
    read = read_manuscript(folder, Steps())
    stopping = blocking(read.diagnostics, Stage.DRAFT)
    assert (read.value is None) <= bool(stopping) and all(stops(it.code) for it in stopping)
    return {it.code for it in read.diagnostics}


@pytest.mark.parametrize("code", [it.code for it in EXAMPLES.values() if it.place == "book"])
def test_book_yaml_fires_its_code(code: str, tmp_path: Path) -> None:
    assert code in in_book(tmp_path / "bad", EXAMPLES[code].bad)
    assert code not in in_book(tmp_path / "good", EXAMPLES[code].good)


@pytest.mark.parametrize("code", [it.code for it in EXAMPLES.values() if it.place == "sources"])
def test_references_fire_their_code(code: str) -> None:
    bad, good = (
        {it.code for it in read_references(Source("references.yaml", text)).diagnostics}
        for text in (EXAMPLES[code].bad, EXAMPLES[code].good)
    )
    assert code in bad and code not in good


@pytest.mark.parametrize("code", [it.code for it in EXAMPLES.values() if it.place == "transcript"])
def test_a_transcript_fires_its_code(code: str) -> None:
    bad, good = (
        {it.code for it in read_interview(Source("manuscript/interviews/kz-02.md", text)).diagnostics}
        for text in (EXAMPLES[code].bad, EXAMPLES[code].good)
    )
    assert code in bad and code not in good


def test_each_code_has_one_example() -> None:
    text = "\n".join(codes.EXAMPLES)
    heads = re.findall(r"^(\S+) (?:chapter|metadata|whole|sources|head|turns|transcript|book)$", text, re.MULTILINE)
    assert heads == list(EXAMPLES)
    assert not re.search(r"^(?![-+] |[-+]$|[A-Z]{3}-\d{3} \w+$|$)", text, re.MULTILINE)
