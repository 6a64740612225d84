"""The verbs that write no edition: what each is for, and which words and options it takes."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.cli.options import (
    BOOK,
    BUILDING,
    EXPLAIN,
    FORMAT,
    JOBS,
    ONLINE,
    OPEN,
    OUTPUT,
    VERBOSE,
    Option,
    switch,
    value,
    word,
)


@dataclass(frozen=True)
class Verb:
    """One verb."""

    name: str
    """As it is typed: pdf, "import refs"."""
    purpose: str
    """What the overview says of it, after its name."""
    run: str
    """Where the function lies that carries it out, in bookbuilder.cli: dispatch:build."""
    options: tuple[Option, ...] = ()
    about: str = ""
    """What its own page says before the options, a paragraph or two; its purpose where it is empty."""
    needs_words: bool = False
    """Whether a call without any word shows its page."""
    is_kept: bool = False
    """Whether it does nothing but write, and report, what follows from the book's files, so that its answer can be kept."""
    listed: bool = True
    """Whether the overview names it; else the page of the verb whose name it begins with shows its page, too."""


RECEIVERS = ("kdp", "ingram", "google", "oapen", "doab", "jstor", "crossref", "library", "archive")
"""As release/receivers.py has them, which is read when it is needed."""

CHAPTERS = word("chapters", "CHAPTER", "a chapter's file or id, such as 03-trade", nargs="*")

OWN_VERBS: tuple[Verb, ...] = (
    Verb(
        "new",
        "begin a book in a new folder: {front} new ../mybook",
        "new_and_adopt:new",
        (
            word("folder", "FOLDER", "the folder, which is new or empty"),
            value("--title", "TITLE", "its title; asked for, or the folder's name"),
            value("--author", "NAME", "its author"),
            value("--lang", "TAG", "its language: en-GB (the usual), ru, kk …", default="en-GB"),
            value("--kind", "KIND", "monograph (the usual), edited-volume, thesis or report", default="monograph"),
            value(
                "--style", "NAME", "the citation style: chicago (the usual), apa, mla, harvard, ieee, gost … or any of CSL's",
                default="chicago",
            ),
        ),
        "Makes a folder with a book in it: a commented book.yaml, one chapter that shows everything once, references.yaml, "
        "and what git and VS Code should know. Its PDF can be made at once.",
        needs_words=True,
    ),
    Verb(
        "adopt",
        "make a book of a Quarto, bookdown, Manubot or Pandoc folder: {front} adopt ../thesis",
        "new_and_adopt:adopt",
        (
            word("folder", "FOLDER", "the folder, or the one file, that was written for another program, Word among them"),
            value("--to", "DIR", "where the book goes (the usual: FOLDER-book, beside it)"),
            FORMAT,
        ),
        "Makes a book of a folder that was written for Quarto, bookdown, Manubot, mdBook, Docusaurus, Leanpub or Pandoc, in a new folder beside it: order, "
        "parts, metadata, sources, citation style, pictures, cross-references. Nothing in FOLDER is changed, and none of "
        "its code is run. adopted.md in the new folder says what was taken, changed and left.",
        needs_words=True,
    ),
    Verb(
        "proof",
        "the pages of the PDF as pictures with every fault marked, and the copy that authors correct",
        "proof:proof",
        BUILDING,
    ),
    Verb(
        "preview",
        "the book in a browser while you write: pages and web edition side by side, up to date a moment after you save",
        "preview:preview",
        (
            OPEN,
            value("--show", "FILE:LINE", "show the page that prints a line of a file, in the preview that is open"),
            value("--editor", "ADDRESS", "what opens a file, with {path}, {line} and {column} put in (the usual: VS Code)"),
            value("--port", "N", "listen on this port (the usual: one that is free)", type=int, default=0),
            OUTPUT, BOOK, JOBS,
        ),
        "Shows the book in a browser while you write it: the printed pages and the web edition side by side, up to date a "
        "moment after a file is saved, with every fault in a list. A line of a page, or of the list, opens the file in "
        "your editor. Only this machine can see it, and nothing is written into output/. Ctrl-C stops it.",
    ),
    Verb(
        "check",
        "look for mistakes and write nothing",
        "dispatch:check",
        (
            switch("--citations", "let Pandoc format every citation too, and list where the two differ"),
            switch("--spelling", "every word by the dictionaries, too"),
            switch("--fix", "correct what is safe to correct, and say what"),
            switch("--artefacts", "have the field's checkers look at the finished EPUB and web edition"),
            switch("--install", "with --artefacts: install missing checkers with npm"),
            OUTPUT, BOOK, FORMAT, EXPLAIN, VERBOSE, JOBS,
        ),
        is_kept=True,
    ),
    Verb(
        "interviews",
        "show who is quoted where, and what is approved",
        "interviews:interviews",
        (BOOK, FORMAT),
        "Shows who is quoted where, how much, from which question, what is approved, and which questions of the guide no "
        "chapter uses.",
    ),
    Verb(
        "approval",
        "make what an expert signs: {front} approval kz-01",
        "interviews:approval",
        (
            word("code", "CODE", "the interview's code: kz-01"),
            switch("--record", "they have signed: keep the day, and the fingerprint of what they saw, in the transcript"),
            value("--date", "DAY", "with --record: the day on which they signed, 2021-02-01"),
            BOOK,
        ),
        "Writes what the expert of an interview signs, as PDF and as Word document, in output/approval/: every quotation "
        "in its context, the turn that it comes from with what is left out in grey, how they are named, and a line to "
        "sign.",
        needs_words=True,
    ),
    Verb(
        "import",
        "take in what others deliver: Word files, references as BibTeX, RIS or CSL JSON",
        "importing:chapter",
        (
            word("file", "CHAPTER.docx", "the Word file; also .odt and .rtf; or a DOI or an ISBN"),
            value(
                "--as", "FILE.md", "the chapter that it becomes, a file under manuscript/: chapters/05-energy.md", dest="name"
            ),
            value(
                "--changes", "accept|reject|queries",
                "take tracked changes in (the usual), reject them, or keep them and the comments as queries",
                choices=("accept", "reject", "queries"), default="accept",
            ),
            *ONLINE, BOOK,
        ),
        "A file that docx wrote, and an author corrected, needs no --as: its corrections alone come back. Makes a chapter out of a Word file: headings, notes, tables, pictures (into manuscript/figures/), citations of "
        "Zotero and Mendeley with their sources. An editor's work is never overwritten: a newer version of the same file "
        "is shown with what has changed, and saved next to a chapter that was edited since.",
        needs_words=True,
    ),
    Verb(
        "import refs",
        "",
        "importing:references",
        (
            word("file", "FILE", ".bib, .ris, .json as CSL JSON, .xml of EndNote, .docx with Zotero's fields; or a DOI or an ISBN"),
            value(
                "--update", "fill|theirs",
                "add fields that the book's source lacks, or take every field from FILE where the two differ",
                choices=("none", "fill", "theirs"), default="none",
            ),
            switch("--dry-run", "show what would be done and write nothing"),
            *ONLINE, BOOK, FORMAT,
        ),
        "Takes sources out of FILE into references.yaml. A source that the book has already is recognised by its DOI, "
        "ISBN, address or title, whatever its key, and shown field by field where the two differ; nothing in it is changed "
        "unless you say so. What you wrote in references.yaml stays as it is, comments and order too.",
        needs_words=True,
        listed=False,
    ),
    Verb(
        "pictures",
        "fetch the pictures that chapters name on other hosts, once",
        "desk:pictures",
        (BOOK,),
        "Fetches each picture that a chapter names by an address of the web into manuscript/figures/remote/, with its "
        "checksum, and says what could not be fetched. No other verb asks the web for anything: until then an empty frame stands "
        "for such a picture. Look at each one's licence before you publish it.",
    ),
    Verb(
        "queries",
        "list the questions to authors that stand in the chapters, and take in their answers: {front} queries --answers FILE",
        "desk:queries",
        (
            value(
                "--answers", "FILE",
                "take a sheet that has come back: put what it says into the chapters, and report what was applied, refused "
                "or is open",
            ),
            OUTPUT, BOOK,
        ),
        "Lists the open questions in the chapters, and writes a sheet for each person who is asked, in "
        "output/queries/.",
    ),
    Verb(
        "release",
        "the publisher's folder, checked and complete; with --proof, one for authors and reviewers",
        "release:release",
        (
            switch(
                "--proof",
                "a proof for authors and reviewers: marked on every page, in file names and in metadata; it may quote "
                "specimens",
            ),
            switch("--install", "install missing checkers with npm"),
            value(
                "--for", "NAME", "also a folder for one receiver, with its file names and a checklist: " + ", ".join(RECEIVERS),
                dest="receiver", choices=RECEIVERS,
            ),
            value("--sign", "KEY", "sign the folder with the publisher's SSH key: a file such as ~/.ssh/id_ed25519"),
            OUTPUT, BOOK, FORMAT, EXPLAIN, VERBOSE, JOBS,
        ),
        "Makes the publisher's folder, output/release/TITLE-VERSION/: every edition, the metadata, what was checked, and a "
        "manifest. Whatever stands against a release is reported at once, and then nothing is written.",
    ),
    Verb(
        "authors",
        "what authors get: a PDF of each chapter, the book as a Word file",
        "release:authors",
        (CHAPTERS, OUTPUT, BOOK),
        "Writes what authors get, into output/authors/: a PDF of each chapter with a title page, the page numbers of the "
        "book, how to cite it and its own bibliography; and, where no chapter is named, the whole book as a Word file for "
        "copy-editing.",
    ),
    Verb(
        "verify",
        "whether a publisher's folder is as it was made",
        "release:verify",
        (
            word("folder", "FOLDER", "the publisher's folder"),
            switch(
                "--rebuild", "make it again from its own commit and compare: the engines first, then every byte"
            ),
            value("--key", "FILE", "the publisher's public SSH key, with which the folder must be signed"),
            BOOK,
        ),
        "Says whether a publisher's folder is as it was made: every file's sum, the manifest, its signature, and no file too "
        "many.",
        needs_words=True,
    ),
    Verb(
        "changes",
        "what changed between two releases: {front} changes 1.0 1.1",
        "release:changes",
        (
            word("before", "BEFORE", "a version that lies in output/release/, a folder of a release, or a commit of git"),
            word("after", "AFTER", "another one"),
            OUTPUT, BOOK,
        ),
        "Writes for the editor what changed between two releases, as output/changes-BEFORE-AFTER.html: words, sources, "
        "excerpts, figures and pages, by chapter. Tags and commits of git are laid out anew.",
        needs_words=True,
    ),
    Verb(
        "clean",
        "remove what was built and is remembered; your own files stay",
        "dispatch:clean",
        (OUTPUT, BOOK),
    ),
    Verb(
        "doctor",
        "report what is installed, what is missing and what that costs",
        "dispatch:examine",
        (FORMAT, value("--fonts", "FAMILY", "install the fonts of a family: --fonts \"EB Garamond\"")),
    ),
    Verb(
        "test",
        "run the tests of the book builder itself",
        "testing:test",
        about="Checks the code and runs the tests; all that follows the verb goes to pytest: {front} test -k notes",
    ),
)  # fmt: skip
