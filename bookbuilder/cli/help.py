"""The pages of help: one for everything, one for each verb that reads its own words."""

from __future__ import annotations

HELP = """\
python build.py VERB [options]

Makes a book from the chapters in manuscript/ and the sources in
references.yaml.

What do you want?
  pdf       the printed book, as a PDF; with --printer the printer's file too
  epub      the book for e-readers and telephones
  html      the book as a web site, one page a chapter
  all       all three
  cover     the cover: its front as pictures, and the sheet for the printer
  proof     the pages of the PDF as pictures with every fault marked, and the
            copy that authors correct
  check     look for mistakes and write nothing
  interviews
            show who is quoted where, and what is approved
  approval  make what an expert signs: python build.py approval kz-01
  import    take in what others deliver: Word files, references as BibTeX,
            RIS or CSL JSON
  docx      chapters as Word files, in output/docx/: python build.py docx
            03-trade, or all of them
  queries   list the questions to authors that stand in the chapters, and
            take in their answers: python build.py queries --answers FILE
  release   the publisher's folder, checked and complete; with --proof, one for
            authors and reviewers
  authors   what authors get: a PDF of each chapter, the book as a Word file
  verify    whether a publisher's folder is as it was made
  changes   what changed between two releases: python build.py changes 1.0 1.1
  clean     remove what was built and is remembered; your own files stay
  doctor    tell what is installed, what is missing and what that costs
  test      run the tests of the book builder itself

How?
  -o, --output DIR      put the result into this folder instead of output/
  --open                show the result when it is ready
  --printer             pdf: the printer's file beside the reader's, in CMYK,
                        with bleed and in whole sheets
  --book DIR            build another book: a folder with its own manuscript/
                        and references.yaml
  --format text|json    tell mistakes a line each for people (the usual), or
                        as JSON for programs
  --explain             say which steps ran and why, and which were kept
  --citations           check: let Pandoc format every citation too, and list
                        where the two differ
  --spelling            check: every word by the dictionaries, too
  --fix                 check: mend what is safe to mend, and say what
  --artefacts           check: have the field's checkers look at the finished
                        EPUB and web edition; with --install, bring them first
  -v, --verbose         name every step as it is done
  --jobs N              work on N chapters at a time (the usual: one for each
                        processor, at most 4)
  --version             tell the version
  -h, --help            this page

For example
  python build.py pdf                      the PDF, in output/
  python build.py all --open               all three, and show them
  python build.py check                    only the mistakes
  python build.py epub --book ../atlas     the EPUB of the book in ../atlas
  python build.py test -k notes            the tests named after notes

The first call sets up what is needed in the folder .venv/, which takes a
minute or two. A mistake in the book is told in one line, such as
  manuscript/02-trade.md:14:9: error CODE: what is wrong, and what to do
where 14 is the line and 9 the place in it. No edition is written while an
error stands in it; the last good one stays.

import, docx, queries, interviews, approval, release, authors, verify and
changes have options of their own: python build.py release --help tells them.

More in docs/: editor.md (writing), typesetter.md (looks), publisher.md (the
finished files).
"""

IMPORT_HELP = """\
python build.py import CHAPTER.docx --as chapters/05-energy.md [options]

Makes a chapter out of a Word file: headings, notes, tables, pictures (into
manuscript/figures/), citations of Zotero and Mendeley with their sources. An
editor's work is never overwritten: a newer version of the same file is shown
with what has changed, and laid beside a chapter that was edited since.

  --changes accept   take tracked changes in (the usual), reject them, or keep
            reject   them and the comments as queries
            queries
  --book DIR         the book's folder

python build.py import refs FILE [options]

Takes sources out of FILE (.bib, .ris, .json as CSL JSON, .xml of EndNote,
.docx with Zotero's fields) into references.yaml. A source that the book has
already is recognised by its DOI, ISBN, address or title, whatever its key, and
shown field by field where the two differ; nothing in it is changed unless you
say so. What you wrote in references.yaml stays as it is, comments and order
too.

  --update fill     add fields that the book's source lacks
  --update theirs   take every field from FILE where the two differ
  --dry-run         show what would be done and write nothing
  --book DIR        the book's folder
  --format json     tell it as JSON for programs
"""

DOCX_HELP = """\
python build.py docx [CHAPTER ...] [options]

Writes chapters as Word files into output/docx/: those that are named, such as
03-trade, or all of them. Each file is read again, and what it lacks is told.

  -o, --output DIR  put docx/ into this folder instead of output/
  --book DIR        the book's folder
"""

QUERIES_HELP = """\
python build.py queries [options]

Lists the questions that stand in the chapters, and writes a sheet for each
person who is asked, in output/queries/.

  --answers FILE    take a sheet that has come back: put what it says into the
                    chapters, and tell what was applied, refused or is open
  -o, --output DIR  put queries/ into this folder instead of output/
  --book DIR        the book's folder
"""

INTERVIEWS_HELP = """\
python build.py interviews [options]

Shows who is quoted where, how much, from which question, what is approved,
and which questions of the guide no chapter uses.

  --book DIR        the book's folder
  --format json     tell it as JSON for programs
"""

APPROVAL_HELP = """\
python build.py approval CODE [options]

Writes what the expert of an interview signs, as PDF and as Word document, in
output/approval/: every quotation in its context, the turn that it comes from
with what is left out in grey, how they are named, and a line to sign.

  --record --date 2021-02-01   they have signed on that day: keep the date, and
                               the fingerprint of what they saw, in the
                               transcript
  --book DIR                   the book's folder
"""

RELEASE_HELP = """\
python build.py release [options]

Makes the publisher's folder, output/release/TITLE-VERSION/: the printer's and
the reader's PDF, the EPUB, the web edition, the cover, the metadata, what was
checked, and a manifest. Whatever stands against a release is told at once, and
then nothing is written.

  --proof           a proof for authors and reviewers: marked on every page, in
                    file names and in metadata; it may quote specimens
  --install         bring the checkers that are not here yet, with npm
  -o, --output DIR  put release/ into this folder instead of output/
  --book DIR        the book's folder
  --jobs N          work on N chapters at a time
  --explain         say which steps ran and why, and which were kept
  --format json     tell it as JSON for programs
"""

AUTHORS_HELP = """\
python build.py authors [CHAPTER ...] [options]

Writes what authors get, into output/authors/: a PDF of each chapter with a
title page, the page numbers of the book, how to cite it and its own
bibliography; and, where no chapter is named, the whole book as a Word file
for copy-editing.

  -o, --output DIR  put authors/ into this folder instead of output/
  --book DIR        the book's folder
"""

VERIFY_HELP = """\
python build.py verify FOLDER [options]

Tells whether a publisher's folder is as it was made: every file's sum, the
manifest, and no file too many.

  --rebuild         make it again from its own commit and compare: the engines
                    first, then every byte
  --book DIR        the book's folder, for --rebuild
"""

CHANGES_HELP = """\
python build.py changes BEFORE AFTER [options]

Writes for the editor what changed between two releases, as output/changes-
BEFORE-AFTER.html: words, sources, excerpts, figures and pages, by chapter.
BEFORE and AFTER are versions that lie in output/release/, folders of releases,
or tags and commits of git, which are laid out anew.

  -o, --output DIR  where the page goes, and where release/ lies
  --book DIR        the book's folder
"""

PAGES = {
    "import": IMPORT_HELP,
    "docx": DOCX_HELP,
    "queries": QUERIES_HELP,
    "interviews": INTERVIEWS_HELP,
    "approval": APPROVAL_HELP,
    "release": RELEASE_HELP,
    "authors": AUTHORS_HELP,
    "verify": VERIFY_HELP,
    "changes": CHANGES_HELP,
}
"""By verb."""
