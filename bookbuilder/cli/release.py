"""Carries out `release`, `authors`, `verify` and `changes`, and prints what they made or found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bookbuilder import doctor
from bookbuilder.cli import artefacts, build_outputs, report
from bookbuilder.cli.arguments import Request, existing_file
from bookbuilder.cli.parser import UsageError
from bookbuilder.cli.progress import Progress, at_work
from bookbuilder.diagnostics import Stage, counted, errors, shown
from bookbuilder.environment import SetupError

if TYPE_CHECKING:
    from bookbuilder.release.text_record import Text


def release(request: Request) -> int:
    """`release`: 0 the folder is written, 1 something stands against it, 2 Pango or git is missing."""
    found, folder, output = request.said, request.book, request.output
    pango = doctor.pango()
    if not pango.present:
        raise SetupError(pango.absence)

    from bookbuilder import verbs
    from bookbuilder.checks.artefacts import Tools

    if found.install:
        artefacts.bring(Tools())
    key = existing_file(found.sign) if found.sign else None
    with at_work(request) as progress:
        stage = Stage.PROOF if found.proof else Stage.RELEASE
        built = verbs.release(folder, output, stage=stage, steps=request.steps(progress))
    unwritten = () if built.artefacts else (f"output/release/{' (proof)' if found.proof else ''}",)
    ok = report.print_answer(request, built, unwritten)
    if key is not None and built.artefacts:
        from bookbuilder.release.signing import SigningError, sign

        try:
            sign(built.artefacts[0].path, key)
        except SigningError as error:
            print(f"The folder is not signed: {error}", file=sys.stderr)
            return 2
    if found.receiver and built.artefacts:
        _deliver(built.artefacts[0].path, found.receiver)
    return 0 if ok else 1


def _deliver(folder: Path, name: str) -> None:
    """Make the folder of one receiver beside the publisher's folder."""
    from bookbuilder.release.receivers import CHECKLIST, RECEIVERS, deliver

    target = folder.with_name(f"{folder.name}-for-{name}")
    _, missing = deliver(folder, name, target)
    short = report.short_path(target)
    left = f" What is left to do: {short}/{CHECKLIST}." if (target / CHECKLIST).is_file() else ""
    print(f"Wrote {short}/ for {RECEIVERS[name].title}.{left}", file=sys.stderr)  # JSON has the other stream to itself
    if missing:
        print(f"{RECEIVERS[name].title} needs what this release does not have: {', '.join(missing)}.", file=sys.stderr)


def authors(request: Request) -> int:
    """`authors`: the copies are written, or the faults that keep them."""
    from bookbuilder import verbs

    build_outputs.claim_cache(request.cache)
    with Progress(False) as progress:
        built = verbs.author_copies(request.book, request.said.chapters, request.output, steps=request.steps(progress))
    build_outputs.remember(request.cache, built.artefacts)
    return 0 if report.print_answer(request, built, () if built.artefacts else ("output/authors/",)) else 1


def verify(request: Request) -> int:
    """`verify`: 0 the folder is as it was made, 1 it is not."""
    found = request.said
    folder = Path(found.folder).expanduser().resolve()
    if not folder.is_dir():
        raise UsageError(f"There is no folder {found.folder}.")

    from bookbuilder.release.verify import rebuild, verify as compared

    verdict = compared(folder, existing_file(found.key) if found.key else None)
    for fault in verdict.faults:
        print(shown(fault), file=sys.stderr)
    if verdict.faults:
        return 1
    print(f"{folder.name} is as it was made: {counted(verdict.files, 'file')}{verdict.signed}.")
    if not found.rebuild:
        return 0
    again = rebuild(folder, request.book, _make)
    for fault in again.faults:
        print(shown(fault), file=sys.stderr)
    if again.faults:
        return 1
    print(f"Made again from its commit, on the same engines: {counted(again.files, 'file')}, the same bytes.")
    return 0


def _make(folder: Path, output: Path, commit: str, moment: str, proof: bool) -> Path | None:
    from bookbuilder import verbs
    from bookbuilder.cache import Steps
    from bookbuilder.release import State

    with Progress(False) as progress:
        stage, steps = Stage.PROOF if proof else Stage.RELEASE, Steps(listen=progress)
        built = verbs.release(folder, output, state=State(commit, moment), stage=stage, steps=steps)
    for fault in errors(built.diagnostics):
        print(fault, file=sys.stderr)
    return built.artefacts[0].path if built.artefacts else None


def changes(request: Request) -> int:
    """`changes`: the page is written, or one sentence says which of the two there is not."""
    found, folder, output = request.said, request.book, request.output

    from bookbuilder.release.changes import changes_page
    from bookbuilder.saving import whole_file
    from bookbuilder.theme.templates import Theme

    texts = [_text(name, request) for name in (found.before, found.after)]
    before, after = (Path(name).name for name in (found.before, found.after))
    page = changes_page(texts[0], before, texts[1], after, Theme(folder))
    for fault in page.diagnostics:
        print(fault, file=sys.stderr)
    if errors(page.diagnostics):
        return 1
    path = output / f"changes-{before}-{after}.html".replace("/", "-")
    whole_file(path, page.value.encode())
    build_outputs.claim_cache(request.cache)
    print(f"Wrote {report.short_path(path)}.")
    return 0


def _text(name: str, request: Request) -> Text:
    """The text of a release's folder, of a version in output/release/, or of a commit."""
    from bookbuilder.release.text_record import from_json

    releases = request.output / "release"
    places = [Path(name).expanduser(), *sorted(releases.glob(f"*-{name}")), *sorted(releases.glob(f"*-{name}-PROOF"))]
    for place in places:
        record = place / "checks" / "text.json"
        if record.is_file():
            try:
                return from_json(record.read_bytes())
            except (ValueError, KeyError, TypeError):
                raise UsageError(f"{record} cannot be read.") from None

    from bookbuilder import verbs

    with Progress(False) as progress:
        text = verbs.text_at(request.book, name, steps=request.steps(progress))
    if text is None:
        made = ", ".join(sorted(it.name for it in releases.glob("*") if it.is_dir())) or "none"
        raise UsageError(f'"{name}" is not a release and no commit that can be composed. Releases here: {made}.')
    return text
