"""What publishers and authors receive: the release's folder, authors' copies, the text of an earlier version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bookbuilder.cache import Steps
from bookbuilder.checks.house_style import house_style
from bookbuilder.diagnostics import Diagnostic, Stage, errors, weighed
from bookbuilder.editions.before_output import find_withheld_names
from bookbuilder.editions.edition import file_name
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Artefact
from bookbuilder.saving import temporary_folder, whole_file
from bookbuilder.verbs.opening import Built, check_cited_sources, check_consent, open_book, purge_withdrawn

if TYPE_CHECKING:
    from bookbuilder.release import State
    from bookbuilder.release.made_editions import Battery
    from bookbuilder.release.text_record import Text


def release(
    folder: Path,
    output: Path,
    *,
    state: State | None = None,
    battery: Battery | None = None,
    stage: Stage = Stage.RELEASE,
    steps: Steps | None = None,
) -> Built:
    """Make the publisher's folder, or report every reason why not; `state` is git's word on the book, asked where it is left out.

    `battery` are the checkers of finished files, the field's own where it is left out.
    """
    from bookbuilder.checks.artefacts import check_artefacts
    from bookbuilder.release import Book, book_alone, read_state, write_release

    state = read_state(folder) if state is None else state
    opened = open_book(folder, steps, stage=stage)
    purge_withdrawn(opened, output)
    if opened.book is None:
        if opened.manuscript is not None and stage is Stage.RELEASE:
            opened.diagnostics += book_alone(opened.manuscript.book, state)
        return opened.built()
    check_consent(opened)
    check_cited_sources(opened)
    opened.diagnostics += house_style(folder, opened.steps).diagnostics
    publication = opened.book.publication
    items = {reference.id: reference.item for reference in opened.book.manuscript.references}
    cited = tuple(items[key] for key in publication.cited if key in items)
    book = Book(folder, opened.theme, publication, cited, opened.book.private)
    outcome = write_release(
        book,
        state,
        weighed(opened.diagnostics, stage),
        output,
        opened.steps,
        against=_forgiven(opened.diagnostics, stage),
        stage=stage,
        battery=battery or check_artefacts,
    )
    opened.diagnostics = list(outcome.diagnostics)
    return opened.built((outcome.value,) if outcome.value is not None else ())


def _forgiven(diagnostics: Iterable[Diagnostic], stage: Stage) -> list[Diagnostic]:
    """What this stage forgives and a release does not: open queries, specimens; nothing for a release."""
    found = list(diagnostics)
    errs = {(it.code, it.location, it.message) for it in errors(weighed(found, stage))}
    return [it for it in errors(weighed(found, Stage.RELEASE)) if (it.code, it.location, it.message) not in errs]


def author_copies(folder: Path, chapters: Sequence[str], output: Path, *, steps: Steps | None = None) -> Built:
    """One PDF a chapter (all, where none is named) and the whole book as a Word file, in OUTPUT/authors/.

    A copy stands alone: "ibid." and short forms begin anew in each chapter, also where they do not in the book.
    """
    from bookbuilder.editions.docx.writing import write_book
    from bookbuilder.layout import write_pdf
    from bookbuilder.release.authors import author_copies as copies_of, chosen

    opened = open_book(folder, steps, stage=Stage.PROOF, alone=True)
    if opened.book is None:
        return opened.built()
    publication, theme = opened.book.publication, opened.theme
    picked = chosen(publication, chapters)
    printed = write_pdf(publication, theme, opened.steps, stage=Stage.PROOF)
    opened.diagnostics += [*picked.diagnostics, *printed.diagnostics]
    if printed.value is None or errors(picked.diagnostics):
        return opened.built()
    copies = copies_of(publication, picked.value, printed.value, theme, opened.steps)
    stem = file_name(publication)
    files = {f"{stem}-{id}.pdf": data for id, data in copies.value.items()}
    if not chapters:
        whole = write_book(publication, theme)
        opened.diagnostics += whole.diagnostics
        files[f"{stem}.docx"] = whole.value
    found = find_withheld_names("authors", files, opened.book.private, publication, opened.steps)
    opened.diagnostics += [*copies.diagnostics, *found]
    artefacts: list[Artefact] = []
    for name, data in files.items() if not found else ():
        whole_file(output / "authors" / name, data)
        artefacts.append(Artefact(name.rpartition(".")[2], output / "authors" / name))
    return opened.built(artefacts)


def text_at(folder: Path, commit: str, *, steps: Steps | None = None) -> Text | None:
    """The text of the book as it was at a commit, laid out anew; None where there is no such commit, or it has errors."""

    from bookbuilder.layout import write_pdf
    from bookbuilder.release import git
    from bookbuilder.release.text_record import text_of_book

    with temporary_folder() as name:
        then = Path(name)
        if git.commit(folder, commit) is None or not git.export(folder, commit, then):
            return None
        opened = open_book(then, steps, stage=Stage.RELEASE)
        if opened.book is None:
            return None
        manuscript, publication = opened.book.manuscript, opened.book.publication
        printed = write_pdf(publication, opened.theme, opened.steps).value
        items = [reference.item for reference in manuscript.references if reference.id in publication.cited]
        return text_of_book(publication, items, printed.map if printed is not None else PageMap({}))
