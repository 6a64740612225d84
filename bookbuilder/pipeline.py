"""The build as a list that can be read aloud: a book's folder in; its editions in output/, and every fault, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bookbuilder.cache import Ran, Steps, whole_file
from bookbuilder.checks.consent import as_in_release, code_is_no_key, consent_gate, works_are_known
from bookbuilder.checks.house_style import house_style
from bookbuilder.checks.ledger import Ledger, ledger
from bookbuilder.checks.references import check_cited, check_references
from bookbuilder.checks.withdrawal import forget_withdrawn
from bookbuilder.compose import compose
from bookbuilder.compose.citing import entry_of
from bookbuilder.compose.consent import fingerprint
from bookbuilder.compose.queries import blocking
from bookbuilder.compose.templates import Theme
from bookbuilder.diagnostics import Diagnostic, Location, did_you_mean, errors, in_reading_order
from bookbuilder.editions import OF_PRINT, Editions, betrayed, file_name
from bookbuilder.manuscript.approval import record
from bookbuilder.manuscript.folder import Manuscript, read_manuscript
from bookbuilder.manuscript.private import read_private
from bookbuilder.model.interview import Interview
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Artefact, Publication
from bookbuilder.source import read_source

if TYPE_CHECKING:
    from bookbuilder.desk.word_out import WrittenDocx
    from bookbuilder.release import State
    from bookbuilder.release.made import Battery
    from bookbuilder.release.text_record import Text


@dataclass(frozen=True)
class Built:
    """What a build has written, and what it found."""

    artefacts: tuple[Artefact, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    ran: tuple[Ran, ...] = ()


def build(
    folder: Path,
    formats: Sequence[str],
    output: Path,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
    release: bool = False,
    proof: bool = False,
) -> Built:
    """Read, compose and write the formats asked for; an error blocks every format that depends on it, and no other.

    A release refuses what consent does not cover, where a draft warns of it; only a proof may quote specimens.
    Where all three editions are asked for, each is read back, and one that departs from the book is not written.
    """
    steps = Steps(cache, listen)
    theme = Theme(folder)
    manuscript, publication, diagnostics = _read(folder, theme, steps, release=release)
    artefacts: list[Artefact] = []
    if manuscript is not None:
        diagnostics += forget_withdrawn(folder, manuscript.interviews, output, cache)
    if manuscript is not None and publication is not None:
        private = read_private(folder, manuscript.interviews)
        diagnostics += private.diagnostics
        diagnostics += consent_gate(publication, private.value, release=release, proof=proof)
    if release:
        diagnostics = blocking(as_in_release(diagnostics))
    if manuscript is not None and publication is not None:
        together = {"pdf", "epub", "html"} <= set(formats)
        editions = Editions(
            publication, theme, steps, output, workers, private.value, release=release, compared=together
        )
        for format in formats:
            if errors(diagnostics, format) or (format in OF_PRINT and errors(diagnostics, "pdf")):
                continue
            outcome = editions.write(format)
            diagnostics += outcome.diagnostics
            if outcome.value is not None:
                artefacts.append(outcome.value)
    return Built(tuple(artefacts), tuple(in_reading_order(diagnostics)), tuple(steps.ran))


def release(
    folder: Path,
    output: Path,
    *,
    state: State | None = None,
    battery: Battery | None = None,
    proof: bool = False,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
) -> Built:
    """Make the publisher's folder, or tell every reason why not; `state` is git's word on the book, asked where it is left out.

    `battery` are the checkers of finished files, the field's own where it is left out.
    """
    from bookbuilder.checks.artefacts import check_artefacts
    from bookbuilder.release import Book, book_alone, read_state, write_release

    steps = Steps(cache, listen)
    theme = Theme(folder)
    state = read_state(folder) if state is None else state
    manuscript, publication, diagnostics = _read(folder, theme, steps, release=True)
    if manuscript is not None:
        diagnostics += forget_withdrawn(folder, manuscript.interviews, output, cache)
    diagnostics = as_in_release(diagnostics) if proof else blocking(as_in_release(diagnostics))
    if manuscript is None or publication is None:
        reasons = book_alone(manuscript.book, state) if manuscript is not None and not proof else []
        return Built((), tuple(in_reading_order([*diagnostics, *reasons])), tuple(steps.ran))
    private = read_private(folder, manuscript.interviews)
    diagnostics += private.diagnostics
    diagnostics += consent_gate(publication, private.value, release=True, proof=proof)
    inputs = {"references": manuscript.references, "cited": publication.cited, "citing": manuscript.book.citing}
    diagnostics += steps.step("check cited sources", inputs, lambda: _cited_sources(manuscript, publication))
    diagnostics += house_style(folder, steps).diagnostics
    items = {reference.id: reference.item for reference in manuscript.references}
    book = Book(folder, theme, publication, tuple(items[key] for key in publication.cited if key in items), private.value)
    outcome = write_release(book, state, diagnostics, output, steps, proof=proof, workers=workers, battery=battery or check_artefacts)
    artefacts = (outcome.value,) if outcome.value is not None else ()
    return Built(artefacts, tuple(in_reading_order(outcome.diagnostics)), tuple(steps.ran))


def author_copies(
    folder: Path,
    chapters: Sequence[str],
    output: Path,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
) -> Built:
    """One PDF a chapter (all, where none is named) and the whole book as a Word file, in OUTPUT/authors/.

    A copy stands alone: "ibid." and short forms begin anew in each chapter, also where the book has them otherwise.
    """
    from bookbuilder.outputs.pdf import write_pdf
    from bookbuilder.release.authors import author_copies as copies_of
    from bookbuilder.release.authors import chosen, copy_editors_docx

    steps, theme = Steps(cache, listen), Theme(folder)
    manuscript, publication, diagnostics = _read(folder, theme, steps, alone=True)
    if manuscript is None or publication is None or errors(diagnostics, "pdf"):
        return Built((), tuple(in_reading_order(diagnostics)), tuple(steps.ran))
    picked = chosen(publication, chapters)
    printed = write_pdf(publication, theme, steps, workers=workers)
    diagnostics += [*picked.diagnostics, *printed.diagnostics]
    if printed.value is None or errors(picked.diagnostics):
        return Built((), tuple(in_reading_order(diagnostics)), tuple(steps.ran))
    copies = copies_of(publication, picked.value, printed.value, theme, steps)
    stem = file_name(publication)
    files = {f"{stem}-{id}.pdf": data for id, data in copies.value.items()}
    if not chapters:
        files[f"{stem}.docx"] = copy_editors_docx(publication, theme)
    private = read_private(folder, manuscript.interviews)
    found = betrayed("authors", files, private.value, publication, steps)
    artefacts: list[Artefact] = []
    for name, data in files.items() if not found else ():
        whole_file(output / "authors" / name, data)
        artefacts.append(Artefact(name.rpartition(".")[2], output / "authors" / name))
    return Built(tuple(artefacts), tuple(in_reading_order([*diagnostics, *copies.diagnostics, *found])), tuple(steps.ran))


def text_at(
    folder: Path,
    commit: str,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
) -> Text | None:
    """The text of the book as it was at a commit, laid out anew; None where there is no such commit, or it has errors."""
    import tempfile

    from bookbuilder.outputs.pdf import write_pdf
    from bookbuilder.release import git
    from bookbuilder.release.text_record import text_of_book

    with tempfile.TemporaryDirectory(prefix="bookbuilder-") as name:
        then = Path(name)
        if git.commit(folder, commit) is None or not git.export(folder, commit, then):
            return None
        steps, theme = Steps(cache, listen), Theme(then)
        manuscript, publication, _ = _read(then, theme, steps)
        if manuscript is None or publication is None:
            return None
        printed = write_pdf(publication, theme, steps, workers=workers).value
        items = [reference.item for reference in manuscript.references if reference.id in publication.cited]
        return text_of_book(publication, items, printed.map if printed is not None else PageMap({}))


def check(
    folder: Path,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
) -> Built:
    """Read and compose the book and write nothing; besides the faults, tell what an editor wants to know."""
    steps = Steps(cache, listen)
    manuscript, publication, diagnostics = _read(folder, Theme(folder), steps)
    if manuscript is not None and publication is not None:
        private = read_private(folder, manuscript.interviews)
        diagnostics += private.diagnostics
        diagnostics += consent_gate(publication, private.value, release=False, proof=False)
        inputs = {"references": manuscript.references, "cited": publication.cited, "citing": manuscript.book.citing}
        diagnostics += steps.step("check cited sources", inputs, lambda: _cited_sources(manuscript, publication))
    return Built((), tuple(in_reading_order(diagnostics)), tuple(steps.ran))


def proof(
    folder: Path,
    output: Path,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
) -> Built:
    """Write the proof of the print edition: the report with every fault of its pages, and the copy that authors correct."""
    from bookbuilder.proofing import Proofread, make_proof

    steps = Steps(cache, listen)
    theme = Theme(folder)
    manuscript, publication, diagnostics = _read(folder, theme, steps)
    artefacts: list[Artefact] = []
    if manuscript is not None:
        diagnostics += forget_withdrawn(folder, manuscript.interviews, output, cache)
    if manuscript is not None and publication is not None:
        private = read_private(folder, manuscript.interviews)
        diagnostics += private.diagnostics
        diagnostics += consent_gate(publication, private.value, release=False, proof=False)
        if not errors(diagnostics, "pdf"):
            book = Proofread(folder, manuscript, publication, private.value)
            outcome = make_proof(book, theme, output, steps, workers)
            diagnostics += outcome.diagnostics
            artefacts += outcome.value
    return Built(tuple(artefacts), tuple(in_reading_order(diagnostics)), tuple(steps.ran))


def _read(
    folder: Path, theme: Theme, steps: Steps, *, release: bool = False, alone: bool = False
) -> tuple[Manuscript | None, Publication | None, list[Diagnostic]]:
    read = read_manuscript(folder, steps)
    diagnostics = list(read.diagnostics)
    manuscript = read.value
    if manuscript is None:
        return None, None, diagnostics
    if alone:
        citing = replace(manuscript.book.citing, reset_by_chapter=True)
        manuscript = replace(manuscript, book=replace(manuscript.book, citing=citing))
    diagnostics += check_references(manuscript.references)
    keys = [reference.id for reference in manuscript.references]
    diagnostics += [*code_is_no_key(manuscript.interviews, keys), *works_are_known(manuscript.interviews, keys)]
    composed = compose(manuscript, theme, steps, release=release)
    return manuscript, composed.value, [*diagnostics, *composed.diagnostics]


def approve(
    folder: Path,
    code: str,
    output: Path,
    *,
    cache: Path | None = None,
    workers: int = 2,
    listen: Callable[[Ran], None] = lambda ran: None,
) -> Built:
    """Write what the expert of one interview signs: output/approval/kz-01.pdf and .docx."""
    from bookbuilder.outputs.approval import write_approval
    from bookbuilder.outputs.pdf import write_pdf

    steps = Steps(cache, listen)
    theme = Theme(folder)
    manuscript, publication, diagnostics = _read(folder, theme, steps)
    if manuscript is None or publication is None:
        return Built((), tuple(in_reading_order(diagnostics)), tuple(steps.ran))
    interview = next((interview for interview in publication.interviews if interview.code == code), None)
    if interview is None:
        fault = unknown_interview(code, publication.interviews)
        return Built((), tuple(in_reading_order([*diagnostics, fault])), tuple(steps.ran))
    printed = write_pdf(publication, theme, steps, workers=workers)
    pages = printed.value.map if printed.value is not None else PageMap({})
    outcome = write_approval(publication, interview, pages, theme, steps)
    diagnostics += outcome.diagnostics
    artefacts: list[Artefact] = []
    if outcome.value is not None:
        private = read_private(folder, manuscript.interviews).value
        for ending, data in (("pdf", outcome.value.pdf), ("docx", outcome.value.docx)):
            path = output / "approval" / f"{code}.{ending}"
            found = betrayed(ending, {path.name: data}, private, publication, steps)
            diagnostics += found
            if not found:
                whole_file(path, data)
                artefacts.append(Artefact(ending, path))
    return Built(tuple(artefacts), tuple(in_reading_order(diagnostics)), tuple(steps.ran))


def word_files(
    folder: Path, chapters: Sequence[str], output: Path, *, cache: Path | None = None
) -> tuple[Built, tuple[WrittenDocx, ...]]:
    """Chapters (all, where none is named by its id or its file) as OUTPUT/docx/ID.docx, searched like every artefact."""
    from bookbuilder.desk.word_out import write_chapters

    steps = Steps(cache)
    theme = Theme(folder)
    manuscript, publication, diagnostics = _read(folder, theme, steps)
    if manuscript is None or publication is None or errors(diagnostics):
        return Built((), tuple(in_reading_order(diagnostics))), ()
    private = read_private(folder, manuscript.interviews)
    diagnostics += [*private.diagnostics, *consent_gate(publication, private.value, release=False, proof=False)]
    documents = {document.id: document for document in publication.documents if document.body}
    names = {Path(document.source).stem: id for id, document in documents.items() if document.source}
    stems = [Path(name).stem for name in chapters]
    chosen = [names[stem] if stem in names else stem for stem in stems] or list(documents)
    for name in chosen:
        if name not in documents:
            remedy = did_you_mean(name, [*documents, *names]) or f"There are {', '.join(documents)}."
            diagnostics.append(Diagnostic("DSK-012", Location("manuscript"), f'There is no chapter "{name}".', remedy))
    if errors(diagnostics):
        return Built((), tuple(in_reading_order(diagnostics))), ()
    written = write_chapters(publication, theme, tuple(documents[name] for name in chosen))
    files = {f"{each.id}.docx": each.data for each in written}
    found = betrayed("docx", files, private.value, publication, steps)
    if found:
        return Built((), tuple(in_reading_order([*diagnostics, *found]))), ()
    artefacts = [Artefact("docx", output / "docx" / name) for name in files]
    for artefact in artefacts:
        whole_file(artefact.path, files[artefact.path.name])
    return Built(tuple(artefacts), tuple(in_reading_order(diagnostics)), tuple(steps.ran)), tuple(written)


def record_approval(folder: Path, code: str, date: str, *, cache: Path | None = None) -> Built:
    """Write into a transcript what its expert has approved, and when."""
    steps = Steps(cache)
    _, publication, diagnostics = _read(folder, Theme(folder), steps)
    if publication is None:
        return Built((), tuple(in_reading_order(diagnostics)), tuple(steps.ran))
    interview = next((interview for interview in publication.interviews if interview.code == code), None)
    if interview is None:
        return Built((), (unknown_interview(code, publication.interviews),), tuple(steps.ran))
    path = folder / interview.location.file
    source = read_source(path, folder).value
    assert source is not None, "it has just been read"
    own = [quotation for quotation in publication.quotations if quotation.code == code]
    whole_file(path, record(source, date, fingerprint(interview, own)).encode())
    return Built((Artefact("transcript", path),), (), tuple(steps.ran))


def accounts(folder: Path, *, cache: Path | None = None) -> tuple[Ledger | None, tuple[Diagnostic, ...]]:
    """Who is quoted where, how much, and with whose approval."""
    _, publication, diagnostics = _read(folder, Theme(folder), Steps(cache))
    return (ledger(publication) if publication is not None else None), tuple(in_reading_order(diagnostics))


def unknown_interview(code: str, interviews: Sequence[Interview]) -> Diagnostic:
    """There is no such interview, or it is withdrawn."""
    codes = [interview.code for interview in interviews]
    remedy = did_you_mean(code, codes) or f"There are: {', '.join(codes) or 'none'}."
    return Diagnostic("CON-009", Location("manuscript/interviews"), f'There is no interview "{code}".', remedy)


def _cited_sources(manuscript: Manuscript, publication: Publication) -> list[Diagnostic]:
    def entry(item: Mapping[str, Any]) -> str:
        return entry_of(manuscript.book, manuscript.folder, item)

    return check_cited(manuscript.references, publication.cited, entry)
